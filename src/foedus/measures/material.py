"""The imported data on which the measures of capability rest, as arrays by year: National Material Capabilities, the
list of major powers, alliances. Nothing is carried beyond the years of a dataset without being said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..datasets import store
from ..errors import DataError
from .cinc import COMPONENTS, Floats, cinc_of

__all__ = ["MajorRule", "Majors", "Material", "Nmc", "allied", "majors_data", "nmc"]

Ints = NDArray[np.int64]

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
    path = store.path_of("nmc", "state_years")
    held = store.held("nmc", "state_years")
    assert held is not None
    return read_nmc(path, held.version, held.years, held.source)


@lru_cache(maxsize=2)
def read_nmc(path: Path, version: str, years: tuple[int, int], source: str) -> Nmc:
    """The table of a Parquet file with the columns of NMC; missing values are null."""
    found = _read(path, ("ccode", "year", *COMPONENTS, "cinc"), "ORDER BY year, ccode")
    year, ccode = _whole(found["year"]), _whole(found["ccode"])
    components = np.stack([_real(found[c]) for c in COMPONENTS], axis=1)
    index = _real(found["cinc"])
    edges = np.flatnonzero(np.diff(year, prepend=year[:1] - 1, append=year[-1:] + 1))
    table = {}
    for start, end in zip(edges[:-1], edges[1:], strict=True):
        one = components[start:end]
        made = np.where(np.isnan(index[start:end]), cinc_of(one), index[start:end])
        table[int(year[start])] = Material(int(year[start]), ccode[start:end], one, made)
    return Nmc(version, years, source, table)


def majors_data() -> Majors:
    """The imported list of major powers. Raises DataError if it is not imported or cannot be read."""
    path = store.path_of("majors", "spells")
    held = store.held("majors", "spells")
    assert held is not None
    return read_majors(path, held.years[1], held.source)


@lru_cache(maxsize=2)
def read_majors(path: Path, last: int, source: str) -> Majors:
    """The spells of a Parquet file with the columns of the list; one that is open in the last year has no end."""
    days = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
    found = _read(path, ("ccode", *days), "ORDER BY ccode, styear")
    rows = zip(*(_whole(found[c]).tolist() for c in ("ccode", *days)), strict=True)
    spells = (
        (code, date(a, b, c), date.max if d >= last and (e, f) == (12, 31) else date(d, e, f))
        for code, a, b, c, d, e, f in rows
    )
    return Majors(tuple(spells), last, source)


def allied(year: int) -> tuple[Ints, Ints] | None:
    """The dyads of a year in which a state owes the other defence by ATOP, as two columns of COW numbers, the smaller
    first, each dyad once and whichever side owes; None outside ATOP's years.

    Raises DataError if ATOP's dyad-years are not imported.
    """
    path = store.path_of("atop", "dyad_years")
    held = store.held("atop", "dyad_years")
    assert held is not None
    return read_allied(path, year) if held.years[0] <= year <= held.years[1] else None


@lru_cache(maxsize=512)
def read_allied(path: Path, year: int) -> tuple[Ints, Ints]:
    """The defence dyads of a year in a Parquet file of directed dyad-years."""
    pairs = "DISTINCT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS other"
    rule = f"WHERE year = {int(year)} AND atop_defense = 1 ORDER BY one, other"
    found = _read(path, (pairs,), rule)
    return _whole(found["one"]), _whole(found["other"])


def _read(path: Path, columns: Iterable[str], rest: str) -> dict[str, Any]:
    """Columns of a Parquet file. Raises DataError if it cannot be read."""
    import duckdb

    with store.connect() as connection:
        try:
            return dict(
                connection.execute(f"SELECT {', '.join(columns)} FROM read_parquet(?) {rest}", [str(path)]).fetchnumpy()  # noqa: S608  # names of columns, all from here
            )
        except duckdb.Error as error:
            raise DataError(f"{path} cannot be read ({error}); import it again: foedus data import DIR") from error


def _whole(column: Any) -> Ints:
    return np.asarray(np.ma.getdata(column), dtype=np.int64)


def _real(column: Any) -> Floats:
    return np.asarray(np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan), dtype=np.float64)
