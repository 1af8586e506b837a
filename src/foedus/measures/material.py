"""The imported data on which the measures of capability rest, as arrays by year: National Material Capabilities, the
list of major powers, alliances. Nothing is carried beyond the years of a dataset without being said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
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

__all__ = [
    "LAST_LISTED",
    "Alliances",
    "Ints",
    "MajorRule",
    "Majors",
    "Material",
    "Nmc",
    "allied",
    "cited",
    "majors_by_facts",
    "majors_data",
    "nmc",
    "rows_of",
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
    source: str
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
        return Row(f"nmc {self.version}", f"ccode {ccode} year {year}", self.source)


class Majors(msgspec.Struct, frozen=True):
    """The list of major powers: spells of (COW number, first day, last day), and the last year for which it speaks; a
    spell open in that year is carried on, which `carried` tells."""

    spells: tuple[tuple[int, date, date], ...]
    last: int
    source: str

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
    where, held = _held("nmc", "state_years")
    return read_nmc(where, held.version, cited("nmc"))


@lru_cache(maxsize=2)
def read_nmc(where: str, version: str, source: str) -> Nmc:
    """A table with the columns of NMC, missing values null; `where` stands after FROM."""
    found = _read(f"SELECT ccode, year, {', '.join(COMPONENTS)}, cinc FROM {where} ORDER BY year, ccode")  # noqa: S608
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
    return Nmc(version, (min(table), max(table)), source, table)


def majors_by_facts(record: Record) -> Majors:
    """The list of major powers that the facts hold, which is the same one; states by the number that they bore."""
    spells = []
    for state, period in record.majors:
        start = period.start.first
        held = [p for p in record.states[state].periods if p.system == "cow" and p.number is not None]
        near = min(held, key=lambda p: (not p.covers(start), abs((p.start.first - start).days)), default=None)
        if near is not None and near.number is not None:
            spells.append((near.number, start, period.end.last if period.end else date.max))
    return Majors(tuple(sorted(spells)), LAST_LISTED, "the facts, after the Correlates of War project")


def majors_data() -> Majors:
    """The imported list of major powers. Raises DataError if it is not imported or cannot be read."""
    where, held = _held("majors", "spells")
    return read_majors(where, held.years[1] if held.years else 0, cited("majors"))


@lru_cache(maxsize=2)
def read_majors(where: str, last: int, source: str) -> Majors:
    """The spells of a table with the columns of the list; one that is open at the end of the last year has no end."""
    days = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
    found = _read(f"SELECT ccode, {', '.join(days)} FROM {where} ORDER BY ccode, styear")  # noqa: S608
    rows = zip(*(_whole(found[c]).tolist() for c in ("ccode", *days)), strict=True)
    spells = tuple(
        (code, date(a, b, c), date.max if (d, e, f) >= (last, 12, 31) else date(d, e, f))
        for code, a, b, c, d, e, f in rows
    )
    return Majors(spells, last, source)


class Alliances(msgspec.Struct, frozen=True):
    """The imported defence dyads of ATOP: the smaller COW number, the greater, the year; a dyad once in a year,
    whichever of the two owes."""

    version: str
    years: tuple[int, int]
    source: str
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
    where, held = _held("atop", "dyad_years")
    return read_allied(where, held.version, held.years or (0, 0), cited("atop"))


@lru_cache(maxsize=2)
def read_allied(where: str, version: str, years: tuple[int, int], source: str) -> Alliances:
    """The defence dyads of a table of directed dyad-years."""
    dyads = "DISTINCT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS other, year"
    found = _read(f"SELECT {dyads} FROM {where} WHERE atop_defense = 1 ORDER BY year, one, other")  # noqa: S608
    return Alliances(version, years, source, _whole(found["one"]), _whole(found["other"]), _whole(found["year"]))


def rows_of(where: str, query: str, first: int, last: int) -> list[tuple[Any, ...]]:
    """The rows of a table by a query with `where`, `first` and `last` (years) left open. Raises DataError if a file
    cannot be read."""
    found = _read(query.format(where=where, first=int(first), last=int(last)))
    columns = (np.ma.asarray(c).tolist() for c in found.values())
    return list(zip(*columns, strict=True))


def cited(name: str) -> str:
    """How a dataset is cited, by its manifest; its title where that says nothing."""
    from ..datasets import DATASETS

    manifest = DATASETS[name].manifest
    return manifest.citation or manifest.title


def _held(name: str, table: str) -> tuple[str, store.Held]:
    """A table as SQL, and what is known of its import. Raises DataError if it is not imported."""
    where, held = store.source(name, table), store.held(name, table)
    assert held is not None  # source() has just found it
    return where, held


def _read(query: str) -> dict[str, Any]:
    """The columns that a query yields. Raises DataError if a file cannot be read."""
    import duckdb

    try:
        return dict(_connection().execute(query).fetchnumpy())
    except duckdb.Error as error:
        said = f"imported data cannot be read ({error}); import them again: foedus data import DIR"
        raise DataError(said) from error


@cache
def _connection() -> Any:
    """One database for every table: to open one takes longer than to read them."""
    return store.connect()


def _whole(column: Any) -> Ints:
    return np.asarray(np.ma.getdata(column), dtype=np.int64)


def _real(column: Any) -> Floats:
    return np.asarray(np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan), dtype=np.float64)
