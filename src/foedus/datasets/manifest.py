"""A dataset's manifest: where it comes from, how it is cited, its tables, the layouts of the files they come in."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["Expectation", "Kind", "Layout", "Manifest", "Release", "TableSpec"]

Kind = Literal["int", "number", "text", "date", "year", "cow", "gw"]
"""What a column holds: whole numbers, numbers, text, days, years, codes of states by COW or by Gleditsch and Ward."""


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold of a whole table: the number of different `count` in each year of a span lies between two."""

    count: str
    years: tuple[int, int]
    low: int
    high: int


class TableSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as foedus keeps it, whatever file it came from: its columns by name and kind, and its key.

    `parts`: it may come in several files, a day or a month each. `dated`: the column that says for which years it
    speaks, if not every year and day in it does (news of today may tell of an event ten years ago).
    """

    name: str
    row: str
    columns: dict[str, Kind]
    key: tuple[str, ...] = ()
    parts: bool = False
    dated: str = ""
    expect: tuple[Expectation, ...] = ()


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form in which files of a table are published: a file has it if its header holds all of `needs`.

    `known`: columns that are there and left out. `kinds`: what must hold of the cells, of `key`: that no two rows share
    it. `missing`: cells that mean that nothing is known. `rename`: the file's name of a column -> ours.
    `version`: which one it is; else a `version_column` says it, or the file's name, in which the pattern `version_in`
    finds it (`25_1` is 25.1). `skip`: lines before the header. `ragged`: short rows and blank lines are published so.
    `named`: a pattern that the file's name must match, for files without a header (then `needs` are the names of all
    columns, in order) or with one that is another's too; a sheet of a workbook is a file "Book.xlsx, Sheet.csv".
    `wide`: a pattern of the columns that hold a year each, its first group the year. `others`: what further columns
    there are is left out unread, and nothing is said of them. `counted`: how many of those hold each of these codes is
    read all the same, as a column `_1` for the code 1 (the files of organisations have a column for each of them).
    `thousands`: numbers may be written as 10,480. `doubles`: rows that share the table's key are published so, and the
    first is kept.
    """

    table: str
    files: tuple[str, ...]
    needs: tuple[str, ...]
    known: tuple[str, ...] = ()
    kinds: dict[str, Kind] = {}
    key: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rename: dict[str, str] = {}
    version: str = ""
    version_column: str = ""
    version_in: str = ""
    named: str = ""
    header: bool = True
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    wide: str = ""
    others: bool = False
    counted: tuple[str, ...] = ()
    thousands: bool = False
    doubles: bool = False
    ragged: bool = False


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version that was published: the years for which it speaks, how many rows its tables have, where it lies.

    `years`: None where the files that the user took say it, or where a table is not about years; `spans`: of tables
    that speak for others. `url`, `sha256`: the file to download, and its hash where known. `by_hand`: why it cannot be,
    and what to do.
    """

    version: str
    years: tuple[int, int] | None = None
    spans: dict[str, tuple[int, int]] = {}
    rows: dict[str, int] = {}
    url: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    by_hand: str = ""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a dataset comes from, how to cite it, what its files look like."""

    name: str
    title: str
    origin: str
    licence: str
    citation: str
    bibtex: str
    table: tuple[TableSpec, ...]
    layout: tuple[Layout, ...]
    release: tuple[Release, ...] = ()

    def years(self, version: str, table: str) -> tuple[int, int] | None:
        """The first and the last year for which a table of a version speaks; None if that is not known."""
        return next((r.spans.get(table, r.years) for r in self.release if r.version == version), None)

    def spec(self, table: str) -> TableSpec:
        """A table by its name."""
        return next(t for t in self.table if t.name == table)
