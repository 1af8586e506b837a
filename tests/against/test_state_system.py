"""Spells of membership against the lists of the Correlates of War and of Gleditsch and Ward."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from foedus import factfiles

Spell = tuple[int, date, date]
LAST = {"cow": date(2016, 12, 31), "gw": date(2020, 12, 31)}  # the last day of each list


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _joined(spells: Iterable[Spell]) -> set[Spell]:
    """Spells that follow at once under one number, joined: 365 is one in the lists, ours is split in 1922 and 1991."""
    joined: list[Spell] = []
    for number, start, end in sorted(spells):
        if joined and joined[-1][0] == number and joined[-1][2] + timedelta(days=1) == start:
            joined[-1] = (number, joined[-1][1], end)
        else:
            joined.append((number, start, end))
    return set(joined)


def _ours(system: str) -> set[Spell]:
    return _joined(
        (spell.number or 0, spell.start.first, spell.to.last if spell.to else LAST[system])
        for state in factfiles.load().states.values()
        for spell in state.periods
        if spell.system == system
    )


def test_every_spell_of_cow_is_ours(shared: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_parquet(shared / "data" / "ir" / "cow_states.parquet")
    theirs = {
        (int(r.ccode), date(r.styear, r.stmonth, r.stday), date(r.endyear, r.endmonth, r.endday))
        for r in table.itertuples()
    }
    assert len(theirs) == len(table)
    assert _ours("cow") == _joined(theirs)


def test_every_spell_of_gw_is_ours(shared: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_parquet(shared / "data" / "ir" / "gw_system.parquet")
    theirs = {(int(r.gwcode), _day(r.start), _day(r.end)) for r in table.itertuples()}
    assert len(theirs) == len(table)
    assert _ours("gw") == _joined(theirs)
