"""Voeten's files: a row for each state and roll call becomes votes and roll calls; sessions become years.

The first session is that of 1946. A state that was absent (8) or no member (9) cast no vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from ...codes import numbered
from ...factfiles import load
from .. import plain
from ..dataset import Derived
from ..raw import Raw

__all__ = ["DERIVED", "convert"]

FOUNDED = 1945  # the year before the first session
TOPICS = ("co", "di", "ec", "hr", "me", "nu")
DATES = "['%Y-%m-%d', '%m/%d/%Y', '%d%b%Y', '%Y-%m-%d %H:%M:%S']"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    if raw.spec.name not in ("cast", "ideal_points"):
        return plain.convert(raw)
    made = {"year": _year(raw), "session": _session(raw)}
    if raw.spec.name == "cast":
        made |= {"date": f"CAST(try_strptime(date, {DATES}) AS DATE)", "country_code": _code()}
    return plain.select(raw, made)


def _session(raw: Raw) -> str:
    return "CAST(session AS DOUBLE)" if "session" in raw.header else f"CAST(year AS DOUBLE) - {FOUNDED}"


def _year(raw: Raw) -> str:
    return (
        f"CAST(CAST(session AS DOUBLE) + {FOUNDED} AS INTEGER)"
        if "session" in raw.header
        else "CAST(CAST(year AS DOUBLE) AS INTEGER)"
    )


def _code() -> str:
    cases = " ".join(f"WHEN {number} THEN '{iso}'" for number, iso in _codes().items())
    return f"CASE CAST(CAST(ccode AS DOUBLE) AS INTEGER) {cases} END"


@lru_cache(maxsize=1)
def _codes() -> dict[int, str]:
    """The ISO code of two letters of each number of COW's; of two states that had it one after the other, the later."""
    record = load()
    found = {p.number: "" for s in record.states.values() for p in s.periods if p.system == "cow"}
    states = {n: record.states.get(numbered(n, date.max, record) or "") for n in found if n is not None}
    return {n: state.iso2 for n, state in states.items() if state and state.iso2}


def _votes(source: Mapping[str, str]) -> str:
    words = "CASE vote WHEN 1 THEN 'yes' WHEN 2 THEN 'abstain' ELSE 'no' END"
    return f"SELECT rcid, country, country_code, {words} AS vote FROM {source['cast']} WHERE vote IN (1, 2, 3)"  # noqa: S608


def _roll_calls(source: Mapping[str, str]) -> str:
    firsts = ", ".join(
        f"any_value({c}) AS {c}" for c in ("session", "importantvote", "date", "unres", "amend", "para", "short")
    )
    topics = ", ".join(f"CASE WHEN max({t}) = 1 THEN '{t}' END" for t in TOPICS)
    issues = f"nullif(concat_ws(';', {topics}), '')"
    return f"SELECT rcid, {firsts}, {issues} AS issues FROM {source['cast']} GROUP BY rcid ORDER BY rcid"  # noqa: S608


DERIVED = (Derived("votes", ("cast",), _votes), Derived("roll_calls", ("cast",), _roll_calls))
"""The votes that were cast, and what they were about."""
