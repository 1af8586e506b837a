"""The imported data on which the measures of capability rest, as arrays by year: National Material Capabilities, the
list of major powers, alliances. Nothing is carried beyond the years of a dataset without being said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..datasets import store
from ..errors import DataError
from ..evidence import Row
from ..record import Record
from .cinc import COMPONENTS, Floats, cinc_of
from .imported import columns, evidence, fetch, stamp

__all__ = [
    "LAST_LISTED",
    "Alliances",
    "Ints",
    "MajorRule",
    "Majors",
    "Material",
    "Nmc",
    "allied",
    "majors_by_facts",
    "majors_data",
    "nmc",
]

Ints = NDArray[np.int64]

LAST_LISTED: Final = 2016
"""The last year for which the list of major powers of the Correlates of War project speaks (version 2016)."""

MajorRule = Literal["any", "july1", "dec31"]
"""Who is a major power in a year: whoever the list holds on any day of it, on 1 July, or on 31 December."""


class Material(msgspec.Struct, frozen=True):
    """A year of National Material Capabilities: COW numbers in order, components (n, 6), NaN where missing, and the
    index as published (or, where a version has none, made of the components)."""

    year: int
    ccode: Ints
    components: Floats
    cinc: Floats

    def places(self, ccodes: Iterable[int]) -> Ints:
        """Where these states stand in the arrays; those that the year does not hold are left out."""
        wanted = np.array(sorted(set(ccodes)), dtype=np.int64)
        return np.flatnonzero(np.isin(self.ccode, wanted))


class Nmc(msgspec.Struct, frozen=True):
    """The imported table: its version, its years, and each year's rows."""

    version: str
    years: tuple[int, int]
    table: dict[int, Material]

    def of(self, year: int) -> Material | None:
        """The rows of a year; None outside the data."""
        return self.table.get(year)

    @property
    def silent(self) -> str:
        """Why a year outside has none."""
        return f"National Material Capabilities {self.version} speak of {self.years[0]}-{self.years[1]}"

    def row(self, ccode: int, year: int) -> Row:
        """The evidence of a state's capability in a year."""
        return evidence("nmc", "state_years", f"{ccode} {year}")


class Majors(msgspec.Struct, frozen=True):
    """The list of major powers: spells of (COW number, first day, last day), and the last year for which it speaks; a
    spell open in that year is carried on, which `carried` tells."""

    spells: tuple[tuple[int, date, date], ...]
    last: int

    def at(self, year: int, rule: MajorRule = "any") -> tuple[int, ...]:
        """The powers of a year, by number."""
        first, final = _span(year, rule)
        return tuple(sorted({c for c, start, end in self.spells if start <= final and end >= first}))

    def carried(self, year: int) -> bool:
        """Whether the year lies after the list, whose last members are taken."""
        return year > self.last


def _span(year: int, rule: MajorRule) -> tuple[date, date]:
    if rule == "any":
        return date(year, 1, 1), date(year, 12, 31)
    day = date(year, 7, 1) if rule == "july1" else date(year, 12, 31)
    return day, day


def nmc() -> Nmc:
    """The imported National Material Capabilities. Raises DataError if they are not imported or cannot be read."""
    return _nmc(_held("nmc", "state_years").version, stamp("nmc", "state_years"))


@lru_cache(maxsize=2)
def _nmc(version: str, _stamp: str) -> Nmc:
    names = f"ccode, year, {', '.join(COMPONENTS)}, cinc"
    found = columns(f"SELECT {names} FROM {{0}} ORDER BY year, ccode", ("nmc", "state_years"))  # noqa: S608
    year, ccode = _whole(found["year"]), _whole(found["ccode"])
    components = np.stack([_real(found[c]) for c in COMPONENTS], axis=1)
    index = _real(found["cinc"])
    edges = [*np.flatnonzero(np.diff(year, prepend=year[:1] - 1)).tolist(), len(year)]
    table = {}
    for start, end in pairwise(edges):
        part = components[start:end]
        made = np.where(np.isnan(index[start:end]), cinc_of(part), index[start:end])
        table[int(year[start])] = Material(int(year[start]), ccode[start:end], part, made)
    if not table:
        raise DataError("nmc (state_years) holds no row; import it again: foedus data import DIR")
    return Nmc(version, (min(table), max(table)), table)


def majors_data() -> Majors:
    """The imported list of major powers. Raises DataError if it is not imported or cannot be read."""
    held = _held("majors", "spells")
    return _majors(held.years[1] if held.years else 0, stamp("majors", "spells"))


@lru_cache(maxsize=2)
def _majors(last: int, _stamp: str) -> Majors:
    """A spell that is open at the end of the last year has no end."""
    names = "ccode, styear, stmonth, stday, endyear, endmonth, endday"
    query = f"SELECT {names} FROM {{0}} ORDER BY ccode, styear"  # noqa: S608
    spells = tuple(
        (code, date(a, b, c), date.max if (d, e, f) >= (last, 12, 31) else date(d, e, f))
        for code, a, b, c, d, e, f in fetch(query, ("majors", "spells"))
    )
    return Majors(spells, last)


def majors_by_facts(record: Record) -> Majors:
    """The list of major powers that the facts hold, which is the same one; states by the number that they bore."""
    spells = []
    for state, period in record.majors:
        start = period.start.first
        held = [p for p in record.states[state].periods if p.system == "cow" and p.number is not None]
        near = min(held, key=lambda p: (not p.covers(start), abs((p.start.first - start).days)), default=None)
        if near is not None and near.number is not None:
            spells.append((near.number, start, period.end.last if period.end else date.max))
    return Majors(tuple(sorted(spells)), LAST_LISTED)


class Alliances(msgspec.Struct, frozen=True):
    """The imported defence dyads of ATOP: the smaller COW number, the greater, the year; a dyad once in a year,
    whichever of the two owes."""

    version: str
    years: tuple[int, int]
    one: Ints
    other: Ints
    year: Ints

    def of(self, year: int) -> tuple[Ints, Ints] | None:
        """The dyads of a year; None outside the data, where nobody knows them."""
        held = self.year == year
        return (self.one[held], self.other[held]) if self.years[0] <= year <= self.years[1] else None

    @property
    def silent(self) -> str:
        """Why a year outside has none."""
        return f"ATOP {self.version} speaks of {self.years[0]}-{self.years[1]}"


def allied() -> Alliances:
    """The defence dyads of ATOP. Raises DataError if its dyad-years are not imported or cannot be read."""
    held = _held("atop", "dyad_years")
    return _allied(held.version, held.years or (0, 0), stamp("atop", "dyad_years"))


@lru_cache(maxsize=2)
def _allied(version: str, years: tuple[int, int], _stamp: str) -> Alliances:
    dyads = "DISTINCT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS other, year"
    query = f"SELECT {dyads} FROM {{0}} WHERE atop_defense = 1 ORDER BY year, one, other"  # noqa: S608
    found = columns(query, ("atop", "dyad_years"))
    return Alliances(version, years, _whole(found["one"]), _whole(found["other"]), _whole(found["year"]))


def _held(name: str, table: str) -> store.Held:
    """What is known of the import of a table. Raises DataError if it is not imported."""
    store.paths_of(name, table)
    held = store.held(name, table)
    assert held is not None  # paths_of() has just found it
    return held


def _whole(column: Any) -> Ints:
    return np.asarray(np.ma.getdata(column), dtype=np.int64)


def _real(column: Any) -> Floats:
    return np.asarray(np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan), dtype=np.float64)
