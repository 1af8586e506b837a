"""Formal alliances of the Correlates of War, as published by member, by pair and by directed pair, yearly or not.

Whatever the file, a pair has one row a year with the pledges of all its alliances. A file that has spells of alliances
is spread over their years; one that is still in force goes on to the end of the data.
"""

from __future__ import annotations

from ..checks import check
from ..plain import convert as plain
from ..raw import Raw, identifier

__all__ = ["check", "convert"]

PLEDGES = {
    "defense": "cow_defense",
    "neutrality": "cow_neutral",
    "nonaggression": "cow_nonagg",
    "entente": "cow_entente",
}
"""The pledges by their names in the files and in the table."""

FIRST, LAST = 1816, 2012
"""The years of version 4.1."""


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    if raw.spec.name == "members":
        return _members(raw)
    if set(PLEDGES.values()) <= set(raw.header):  # the table itself
        return plain(raw)
    flags = ", ".join(f"max({theirs}) AS {ours}" for theirs, ours in PLEDGES.items())
    group = "ccode1, ccode2, year"
    return f"SELECT {group}, {flags} FROM ({_pairs(raw)}) GROUP BY {group} ORDER BY {group}"  # noqa: S608  # ours


def _members(raw: Raw) -> str:
    """The members, of which a yearly file repeats each for every year."""
    once = "DISTINCT " if "year" in raw.header else ""
    return f"SELECT {once}* FROM ({plain(raw)}) ORDER BY version4id, ccode, mem_st_year"  # noqa: S608  # ours


def _pairs(raw: Raw) -> str:
    """Directed pairs by year, as often as the file has them; of a pair that has no direction both."""
    year = _number("year") if "year" in raw.header else f"unnest(range({_start()}, {_end()} + 1))"
    flags = ", ".join(f"{_number(c)} AS {c}" for c in PLEDGES)
    one, two = (_number(c) for c in ("ccode1", "ccode2"))
    sides = ((one, two),) if "directed" in raw.layout.named else ((one, two), (two, one))
    return " UNION ALL ".join(
        f"SELECT {a} AS ccode1, {b} AS ccode2, {year} AS year, {flags} FROM {raw.name}"  # noqa: S608  # ours
        for a, b in sides
    )


def _start() -> str:
    return f"greatest({_number('dyad_st_year')}, {FIRST})"


def _end() -> str:
    return f"coalesce({_number('dyad_end_year')}, {LAST})"


def _number(column: str) -> str:
    return f"CAST(CAST({identifier(column)} AS DOUBLE) AS INTEGER)"
