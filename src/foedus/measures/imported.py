"""Imported research data as measures need them: rows of some years by COW number, or why there are none.

Outside the years for which a table speaks it says nothing: unknown, never zero, and nothing is carried forward.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..datasets import store
from ..errors import DataError
from ..evidence import Row
from ..record import Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Yearly", "absent", "by_number", "columns", "evidence", "fetch", "number_of", "numbers_in", "stamp",
           "yearly"]  # fmt: skip

Yearly = dict[int, dict[int, float]]
"""Values by year and COW number."""


def absent(dataset: str, table: str, year: int | None) -> str:
    """Why a table says nothing of a year (None: of any), with the command that would change it; empty if it does.

    Raises DataError if the table is imported and its note cannot be read.
    """
    found = store.held(dataset, table)
    if found is None:
        return f"{dataset} ({table}) is not imported: foedus data import DIR, or foedus data pull {dataset}"
    if year is not None and found.years is not None and not found.years[0] <= year <= found.years[1]:
        first, last = found.years
        return f"{dataset} {found.version} speaks of {first} to {last}, not of {year}: foedus data pull {dataset}"
    return ""


def evidence(dataset: str, table: str, key: str) -> Row:
    """The rows of an imported table as evidence, with the citation that the dataset asks for."""
    from ..datasets import DATASETS  # reads a manifest only where one is cited

    found = store.held(dataset, table)
    version = found.version if found else ""
    manifest = DATASETS[dataset].manifest
    return Row(f"{dataset} {version}".strip(), f"{table} {key}", manifest.citation or manifest.title)


def stamp(dataset: str, table: str) -> str:
    """What tells one import of a table from another: the key under which what is computed of it may be remembered."""
    found = store.held(dataset, table)
    return "".join(part.file for part in found.parts) if found else ""


def fetch(query: str, *tables: tuple[str, str]) -> list[tuple[Any, ...]]:
    """The rows of a query, in which `{0}`, `{1}`... stand for tables (dataset, table). Raises DataError if one is not
    imported or cannot be read."""
    found: list[tuple[Any, ...]] = _asked(query, tables, "fetchall")
    return found


def columns(query: str, *tables: tuple[str, str]) -> dict[str, Any]:
    """The columns of a query as arrays, masked where missing; as `fetch`."""
    found: dict[str, Any] = _asked(query, tables, "fetchnumpy")
    return found


def _asked(query: str, tables: tuple[tuple[str, str], ...], how: str) -> Any:
    import duckdb

    sources = [store.source(*table) for table in tables]
    try:
        return getattr(_connection().execute(query.format(*sources)), how)()
    except duckdb.Error as error:
        names = ", ".join(f"{dataset} ({table})" for dataset, table in tables)
        raise DataError(f"{names} cannot be read; import again: foedus data import DIR") from error


@lru_cache(maxsize=1)
def _connection() -> DuckDBPyConnection:
    """One connection for all questions: it holds nothing, the tables are files."""
    return store.connect()


def yearly(dataset: str, table: str, column: str, first: int, last: int) -> Yearly:
    """A column of a table of state-years by year and COW number; missing cells are left out."""
    query = f"SELECT year, ccode, {column} FROM {{0}} WHERE {column} IS NOT NULL AND year BETWEEN {first} AND {last}"  # noqa: S608
    return by_number(fetch(query, (dataset, table)))


def by_number(rows: Iterable[tuple[Any, ...]]) -> Yearly:
    """Rows (year, COW number, value) by year and number."""
    found: Yearly = {}
    for year, number, value in rows:
        found.setdefault(year, {})[number] = float(value)
    return found


def number_of(record: Record, state: str, year: int) -> int | None:
    """The COW number of a state in a year, None if the list does not hold it in any part of it."""
    return _members(record, year).get(state)


def numbers_in(record: Record, year: int) -> frozenset[int]:
    """The COW numbers of a year, of any part of it, as the facts carry the list on after its last edition."""
    return frozenset(_members(record, year).values())


@lru_cache(maxsize=64)
def _members(record: Record, year: int) -> dict[str, int]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        state.code: spell.number
        for state in record.states.values()
        for spell in state.periods
        if spell.system == "cow" and spell.number is not None
        if spell.start.first <= last and (spell.to is None or spell.to.last >= first)
    }
