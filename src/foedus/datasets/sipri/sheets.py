"""The sheets of SIPRI's workbook: states by name, a column for each year, regions between the states.

A cell says ". ." or "..." where nothing is known and "xxx" where the state did not exist: both are missing here. Shares
of the gross domestic product are fractions. A state is known by its name; its code is that of foedus (ISO 3166), its
number that of COW in the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import states, wide
from ..dataset import Derived
from ..raw import Raw

__all__ = ["DERIVED", "convert", "notes"]

NAMES = {
    "Central African Rep.": "CAF",
    "Congo, DR": "COD",
    "Congo, Dem. Rep.": "COD",
    "Congo, Republic": "COG",
    "Congo, Republic of": "COG",
    "Dominican Rep.": "DOM",
    "Gambia, The": "GMB",
    "German DR": "DDR",
    "Yemen, North": "YEM",
}
"""States as only SIPRI calls them. North Yemen is the Yemen of before 1990, which had the number 678 with COW."""

REGIONS = frozenset({
    "Africa", "North Africa", "sub-Saharan Africa", "Sub-Saharan Africa", "Americas",
    "Central America and the Caribbean", "North America", "South America", "Asia & Oceania", "Asia and Oceania",
    "Oceania", "South Asia", "East Asia", "South East Asia", "South-East Asia", "Central Asia",
    "Central and South Asia", "Europe", "Central Europe", "Central and Western Europe", "Eastern Europe",
    "Western Europe", "European Union", "Middle East", "World",
})  # fmt: skip


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    named = states.named(raw.con, (name for name in _names(raw) if name not in REGIONS), NAMES)
    listed = states.numbers(raw.con)
    joined = f"JOIN {named} m ON m.name = c.Country LEFT JOIN {listed} n ON n.iso3c = m.iso3c AND n.year = c.year"
    return f"SELECT m.iso3c, n.number AS ccode, c.Country AS name, c.year, c.value FROM ({wide.cells(raw)}) c {joined} ORDER BY _row, c.year"  # noqa: S608, E501


def notes(raw: Raw) -> Iterator[str]:
    """Which rows are left out: those of regions, and names of no state that foedus knows."""
    names = _names(raw)
    named = states.named(raw.con, (name for name in names if name not in REGIONS), NAMES)
    known = {str(name) for (name,) in raw.con.execute(f"SELECT name FROM {named}").fetchall()}  # noqa: S608
    regions = [name for name in names if name in REGIONS]
    if regions:
        yield f"{len(regions)} rows of regions left out"
    others = [name for name in names if name not in known and name not in REGIONS]
    if others:
        yield f"rows of what is no state that foedus knows, left out: {', '.join(others)}"


def _names(raw: Raw) -> list[str]:
    found = raw.con.execute(f"SELECT Country FROM {raw.name} WHERE Country IS NOT NULL ORDER BY _row").fetchall()  # noqa: S608
    return [str(name) for (name,) in found]


MEASURES = {"current": "milex_current", "constant": "milex_constant", "share": "share_gdp"}


def _milex(source: Mapping[str, str]) -> str:
    """One row for a state in a year, of the sheets that there are."""
    rows = " UNION ALL ".join(f"SELECT *, '{table}' AS measure FROM {where}" for table, where in source.items())  # noqa: S608
    cells = ", ".join(f"max(value) FILTER (measure = '{table}') AS {name}" for table, name in MEASURES.items())
    return f"SELECT iso3c, any_value(ccode) AS ccode, any_value(name) AS name, year, {cells} FROM ({rows}) GROUP BY iso3c, year ORDER BY iso3c, year"  # noqa: S608, E501


DERIVED = (Derived("milex", (), _milex, tuple(MEASURES)),)
"""The sheets side by side."""
