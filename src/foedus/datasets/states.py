"""The states that a file names, as tables of a connection: by name, and by the number that a list gives them a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from ..codes import find, numbered
from ..factfiles import load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["LATEST", "named", "numbers", "renumbered"]

LATEST = 2100  # a state whose spell has no end is in the list until then
MIDDLE = date(2000, 1, 1)  # names are read as they were used at that time
YEARS = (1800, LATEST)


def numbers(con: DuckDBPyConnection, system: Literal["cow", "gw"] = "cow") -> str:
    """Make a table of the number that a list gives a state (`iso3c`, `year`, `number`), and name it.

    A state with two numbers in a year (Germany in 1990) has that of the end of the year.
    """
    spells = [
        (state.code, p.number, max(p.start.first.year, YEARS[0]), p.to.last.year if p.to else LATEST)
        for state in load().states.values()
        for p in state.periods
        if p.system == system and p.number is not None
    ]
    rows = ", ".join(f"('{code}', {number}, {first}, {last})" for code, number, first, last in spells)
    years = f"SELECT *, unnest(range(first, last + 1)) AS y FROM (VALUES {rows}) t(code, number, first, last)"  # noqa: S608
    query = f"SELECT code AS iso3c, CAST(y AS INTEGER) AS year, arg_max(number, first) AS number FROM ({years}) GROUP BY ALL"  # noqa: S608, E501
    con.execute(f"CREATE OR REPLACE TEMP TABLE {system}_numbers AS {query}")
    return f"{system}_numbers"


def named(con: DuckDBPyConnection, names: Iterable[str], others: Mapping[str, str]) -> str:
    """Make a table of the states that names mean (`name`, `iso3c`; names of none are left out), and name it.

    `others`: names that only the file uses, with what they mean.
    """
    codes = {name: _state(others.get(name, name)) for name in dict.fromkeys(names)}
    found = [(name, code) for name, code in codes.items() if code]
    con.execute("CREATE OR REPLACE TEMP TABLE named_states (name VARCHAR, iso3c VARCHAR)")
    if found:
        con.executemany("INSERT INTO named_states VALUES (?, ?)", found)
    return "named_states"


@cache
def _state(name: str) -> str | None:
    return find(name, load(), MIDDLE)


def renumbered(con: DuckDBPyConnection, pairs: Iterable[tuple[int, int]]) -> str:
    """Make a table of the states that COW numbers mean in years (`number`, `year`, `iso3c`), and name it.

    A dataset that numbers a state all along as COW does at one time (Germany 255 in 1960) means that state.
    """
    record = load()
    found = ((n, y, numbered(n, date(min(y, LATEST), 12, 31), record)) for n, y in dict.fromkeys(pairs))
    rows = ", ".join(f"({n}, {y}, '{code}')" for n, y, code in found if code)
    con.execute("CREATE OR REPLACE TEMP TABLE meant_states (number INTEGER, year INTEGER, iso3c VARCHAR)")
    if rows:
        con.execute(f"INSERT INTO meant_states VALUES {rows}")  # noqa: S608  # whole numbers and our codes
    return "meant_states"
