"""What a dataset is: its manifest, how its files are checked, how they become columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import tomli as tomllib

__all__ = ["Columns", "Dataset", "Manifest", "RawTable", "Release", "TableSpec"]

Cell = int | float | str | None
Columns = dict[str, list[Cell]]
"""A table by its columns: whole numbers, numbers, texts; None is missing."""


class RawTable(msgspec.Struct, frozen=True):
    """A file as read: its name, its header, its rows, not yet checked."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]


class TableSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a dataset: a file is one of it if its header holds all of `needs`."""

    name: str
    files: tuple[str, ...]
    needs: tuple[str, ...]
    known: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version that was published: the years for which it speaks, and how many rows its tables have."""

    version: str
    years: tuple[int, int]
    rows: dict[str, int] = {}


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a dataset comes from, how to cite it, what its files look like."""

    name: str
    title: str
    origin: str
    licence: str
    citation: str
    bibtex: str
    table: tuple[TableSpec, ...]
    release: tuple[Release, ...] = ()

    def years(self, version: str) -> tuple[int, int] | None:
        """The first and the last year for which a version speaks; None for a version that is not known."""
        return next((r.years for r in self.release if r.version == version), None)


class Dataset(msgspec.Struct, frozen=True, dict=True):
    """A dataset: `check` yields what is wrong with a file, `convert` makes columns (and says the version) of it."""

    name: str
    check: Callable[[RawTable, TableSpec], Iterator[str]]
    convert: Callable[[RawTable, TableSpec], tuple[str, Columns]]

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that lies beside the dataset's module."""
        path = Path(__file__).parent / self.name / "manifest.toml"
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)

    def table_of(self, header: tuple[str, ...]) -> TableSpec | None:
        """The table whose columns a file has; None if it is none of this dataset's."""
        return next((t for t in self.manifest.table if {*t.needs} <= {*header}), None)
