"""The lists as Gleditsch publishes them: no header, tabs, days as 01:07:1867, 1867-07-01 or a year alone.

A year alone is its first day where a state enters, its last where it leaves. States in the system and micro-states
come in two files; the table of spells is made of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import checks, plain
from ..dataset import Derived
from ..raw import Raw, identifier

__all__ = ["DERIVED", "check", "convert"]

FORMS = "['%d:%m:%Y', '%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d']"
ENDS = {"startdate": "01:01:", "enddate": "31:12:"}
SHOWN = 4


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: over what holds of any, days that are none."""
    yield from checks.check(raw)
    for column in _texts(raw):
        wrong = f"SELECT _row, {column} FROM {raw.name} WHERE {_day(column)} IS NULL ORDER BY _row LIMIT {SHOWN}"  # noqa: S608
        for row, cell in raw.con.execute(wrong).fetchall():
            yield f"row {row}, column {column}: {cell or ''!r} is no day (DD:MM:YYYY)"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    return plain.select(raw, {column: _day(column) for column in _texts(raw)})


def _texts(raw: Raw) -> tuple[str, ...]:
    """The columns of days that are not written as days are elsewhere."""
    return tuple(column for column in ENDS if column in raw.layout.kinds)


def _day(column: str) -> str:
    name = identifier(column)
    whole = f"CASE WHEN regexp_full_match({name}, '[0-9]{{4}}') THEN '{ENDS[column]}' || {name} ELSE {name} END"
    return f"CAST(try_strptime({whole}, {FORMS}) AS DATE)"


def _spells(source: Mapping[str, str]) -> str:
    names = 'gwcode, stateabb AS gw_abb, statename AS gw_name, {} AS microstate, startdate AS start, enddate AS "end"'
    rows = (f"SELECT {names.format(small)} FROM {source[table]}" for table, small in (("list", 0), ("micro", 1)))  # noqa: S608
    return f"SELECT * FROM ({' UNION ALL '.join(rows)}) ORDER BY gwcode, start"  # noqa: S608


DERIVED = (Derived("spells", ("list", "micro"), _spells),)
"""Both lists as one."""
