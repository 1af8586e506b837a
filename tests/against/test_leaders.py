"""Who governed from 1990 to 2015, week by week, against Archigos 4.1."""

from __future__ import annotations

import difflib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foedus import factfiles
from foedus.place import fold
from foedus.record import Record

FIRST, LAST = date(1990, 1, 1), date(2015, 12, 31)
TOP = {"head_of_state", "head_of_government", "leader"}
FLOOR = 0.998  # measured: 0.9986 of 1,600,425 days; the rest are in the heads of facts/sources/offices_*_1990.toml
STEP = 7  # every seventh day is enough, and seven times as fast


def test_the_leader_of_archigos_holds_a_top_office_of_ours(shared: Path) -> None:
    pandas = pytest.importorskip("pandas")
    record = factfiles.load()
    table = pandas.read_parquet(shared / "data" / "ir" / "archigos.parquet")
    spells = [(p, s.code) for s in record.states.values() for p in s.periods if p.system == "gw"]
    days = agree = 0
    for row in table.itertuples():
        start, end = _day(row.startdate), _day(row.enddate)
        if end < FIRST:
            continue
        states = [(p, code) for p, code in spells if p.number == int(row.gwcode)]
        # The day of handing over is the successor's; who stayed in office at the end of the list held its last day.
        until = LAST + timedelta(days=1) if row.exit == "Still in Office" else min(end, LAST)
        for offset in range(0, (until - max(start, FIRST)).days, STEP):
            day = max(start, FIRST) + timedelta(days=offset)
            code = next((code for p, code in states if p.covers(day)), None)
            if code is not None:
                days += 1
                agree += _held(record, code, row.leader, day)
    assert days > 200_000
    assert agree / days >= FLOOR, f"{agree / days:.4f} of {days} days"


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _held(record: Record, code: str, leader: str, day: date) -> bool:
    return any(
        _same(leader, spelling)
        for office in record.offices_of(code, day)
        if office.office in TOP
        for person in (record.people[office.person],)
        for spelling in (person.name, person.name_fr, *person.variants)
    )


@cache
def _same(leader: str, spelling: str) -> bool:
    """Whether two spellings share a word of a name, transliterations aside (Sarkisyan, Sargsyan)."""
    words = [w for w in fold(leader).split() if len(w) > 1]
    others = [w for w in fold(spelling).split() if len(w) > 1]
    return any(difflib.SequenceMatcher(None, a, b).ratio() >= 0.75 for a in words for b in others)
