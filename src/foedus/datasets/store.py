"""The imported datasets on disk: a Parquet file a table, and one small file that says which are in use.

    FOEDUS_HOME/data/atop.json                  the import: version, day, tables with their hashes
    FOEDUS_HOME/data/atop/members-3f2a….parquet

A table's file carries the hash of what it was made from in its name, so that another import lies beside it; the small
file is replaced at a stroke: whoever reads, and whoever is interrupted, has the old import or the new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from ..errors import DataError
from .dataset import Columns, TableSpec
from .home import data_folder

__all__ = ["Import", "Stored", "imported", "keep", "load", "whole"]


class Stored(msgspec.Struct, frozen=True):
    """A table on disk: its file, and the file from which it was made."""

    file: str
    source: str
    sha256: str
    rows: int


class Import(msgspec.Struct, frozen=True):
    """A dataset as imported."""

    name: str
    version: str
    years: tuple[int, int]
    day: str
    foedus: str
    tables: dict[str, Stored]


def imported(name: str) -> Import | None:
    """What was imported of a dataset; None if nothing was. Raises DataError if it cannot be read."""
    path = _note(name)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Import)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); import {name} again: foedus data import DIR") from error


def load(name: str, table: str, columns: Iterable[str]) -> Columns:
    """Columns of an imported table. Raises DataError if it was not imported or cannot be read."""
    held = imported(name)
    if held is None or table not in held.tables:
        raise DataError(f"{name} ({table}) is not imported; run: foedus data import DIR")
    path = _folder() / name / held.tables[table].file
    parquet = _pyarrow("parquet")
    wanted = [*columns]
    try:
        with parquet.ParquetFile(path) as file:  # read_table would load pandas, and four times as long
            present = set(file.schema_arrow.names)
            found = file.read(columns=[c for c in wanted if c in present]).to_pydict()
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        raise DataError(f"{path} cannot be read; import {name} again: foedus data import DIR") from error
    rows = held.tables[table].rows
    return {c: found.get(c, [None] * rows) for c in wanted}


def keep(note: Import, made: dict[str, tuple[Columns, TableSpec]]) -> None:
    """Write tables and then the note that puts them in use; files that no note names go last.

    Raises DataError if the folder cannot be written.
    """
    folder = _folder() / note.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, (columns, spec) in made.items():
            _write_table(folder / note.tables[table].file, columns, spec)
        _replace(_note(note.name), msgspec.json.format(msgspec.json.encode(note)))
        used = {stored.file for stored in note.tables.values()}
        for path in folder.iterdir():
            if path.name not in used:
                path.unlink()
    except OSError as error:
        raise DataError(f"{folder} cannot be written ({error.strerror or error}); set FOEDUS_HOME") from error


def whole(name: str, note: Import) -> bool:
    """Whether every table that the note names is there."""
    return all((_folder() / name / stored.file).is_file() for stored in note.tables.values())


def _folder() -> Path:
    return data_folder() / "data"


def _note(name: str) -> Path:
    return _folder() / f"{name}.json"


def _write_table(path: Path, columns: Columns, spec: TableSpec) -> None:
    pyarrow = _pyarrow()
    kinds = {name: pyarrow.string() if name in spec.text else pyarrow.int32() for name in columns}
    table = pyarrow.table({n: pyarrow.array(c, kinds[n]) for n, c in columns.items()})
    sink = pyarrow.BufferOutputStream()
    _pyarrow("parquet").write_table(table, sink)
    _replace(path, sink.getvalue().to_pybytes())


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place, on the disk for certain, and move there."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call for folders and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _pyarrow(part: str = "") -> Any:
    """Pyarrow, or a module of it. Raises DataError where it is not installed."""
    from importlib import import_module

    try:
        return import_module(f"pyarrow.{part}" if part else "pyarrow")
    except ModuleNotFoundError as error:
        raise DataError("imported data need pyarrow: pip install 'foedus[analysis]'") from error
