"""Voeten's files: a row for each state and roll call becomes votes and roll calls; sessions become years.

The first session is that of 1946; where a file has only years, a session is that which opened in the year. A state that
was absent (8) or no member (9) cast no vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...factfiles import load
from .. import checks, plain, states
from ..dataset import Derived
from ..raw import Raw, text

__all__ = ["DERIVED", "check", "convert"]

FOUNDED = 1945  # the year before the first session
TOPICS = ("co", "di", "ec", "hr", "me", "nu")
FORMER = {"CSK": "CS", "DDR": "DD", "SCG": "YU", "SUN": "RU", "YMD": "YD", "YUG": "YU"}
WHOLE = "CAST(CAST({} AS DOUBLE) AS INTEGER)"
DAY = "CAST(try_strptime(date, ['%Y-%m-%d', '%m/%d/%Y', '%d%b%Y', '%Y-%m-%d %H:%M:%S']) AS DATE)"
SHOWN = 4


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: over what holds of any, days in no form that is known."""
    yield from checks.check(raw)
    if raw.spec.name == "cast":
        query = (
            f"SELECT _row, date FROM {raw.name} WHERE date IS NOT NULL AND {DAY} IS NULL ORDER BY _row LIMIT {SHOWN}"  # noqa: S608
        )
        for row, cell in raw.con.execute(query).fetchall():
            yield f"row {row}, column date: {cell!r} is no day"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    if raw.spec.name not in ("cast", "ideal_points"):
        return plain.convert(raw)
    made = {"year": _year(raw), "session": _session(raw)}
    if raw.spec.name == "ideal_points":  # newer ones are of calendar years
        return plain.select(raw, made | {"year": WHOLE.format("year")} if "year" in raw.header else made)
    made |= {"date": DAY, "country_code": _code()}
    pairs = raw.con.execute(f"SELECT DISTINCT {WHOLE.format('ccode')}, {_year(raw)} FROM {raw.name}").fetchall()  # noqa: S608
    meant = states.renumbered(raw.con, ((n, y) for n, y in pairs if n is not None and y is not None))
    renamed = f"(SELECT number AS of_number, year AS of_year, iso3c AS of_state FROM {meant})"  # noqa: S608
    joined = f" LEFT JOIN {renamed} ON of_number = {WHOLE.format('ccode')} AND of_year = {_year(raw)}"
    return plain.select(raw, made, joined)


def _session(raw: Raw) -> str:
    return "CAST(session AS DOUBLE)" if "session" in raw.header else f"{WHOLE.format('year')} - {FOUNDED}"


def _year(raw: Raw) -> str:
    return f"{WHOLE.format('session')} + {FOUNDED}" if "session" in raw.header else WHOLE.format("year")


def _code() -> str:
    """The ISO code of two letters of the state that the number meant in the year; of states that are no more, the code
    that they had, of the Soviet Union that of Russia, as in the R package unvotes."""
    codes = {code: state.iso2 for code, state in load().states.items() if state.iso2} | FORMER
    return f"CASE of_state {' '.join(f'WHEN {text(code)} THEN {text(iso)}' for code, iso in codes.items())} END"


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
