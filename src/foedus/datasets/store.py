"""The imported datasets on disk: Parquet files, and one small file a dataset that says which of them are in use.

    FOEDUS_HOME/data/nmc.json                       the tables: version, years, day, parts with their hashes
    FOEDUS_HOME/data/nmc/state_years-3f2a….parquet

A part carries the hash of what it was made from in its name, so that another import lies beside it; the small file is
replaced at a stroke: whoever reads, and whoever is interrupted, has the old import or the new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import DataError
from .home import data_folder
from .manifest import TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "Columns",
    "Held",
    "Part",
    "connect",
    "hash_of",
    "held",
    "imported",
    "keep",
    "load",
    "needed",
    "path_of",
    "source",
    "source_of",
    "tidy",
    "whole",
    "write",
]

Columns = dict[str, list[int | float | str | None]]
"""A table by its columns: None is missing."""

SQL = {
    "int": "BIGINT",
    "number": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "year": "INTEGER",
    "cow": "INTEGER",
    "gw": "INTEGER",
}


class Part(msgspec.Struct, frozen=True):
    """A file on disk, and the file from which it was made."""

    file: str
    source: str
    sha256: str
    rows: int


class Held(msgspec.Struct, frozen=True):
    """A table as imported. Of other years than its own it says nothing: what it lacks there is unknown, not zero.
    `years` is None for what is not about years."""

    version: str
    years: tuple[int, int] | None
    day: str
    foedus: str
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return sum(part.rows for part in self.parts)

    @property
    def source(self) -> str:
        """The file from which it was made, or how many."""
        return self.parts[0].source if len(self.parts) == 1 else f"{len(self.parts)} files"


def connect() -> DuckDBPyConnection:
    """A database in memory: nothing is downloaded, days are UTC. Raises DataError where DuckDB is not installed."""
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise DataError("imported data need DuckDB: pip install duckdb") from error
    con = duckdb.connect(":memory:")
    con.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    con.execute("SET enable_progress_bar = false")  # it would stand among what a command prints
    return con


def imported(name: str) -> dict[str, Held]:
    """The tables of a dataset that are imported, none if none is. Raises DataError if the note cannot be read."""
    path = _note(name)
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Held])
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); import {name} again: foedus data import DIR") from error


def held(name: str, table: str) -> Held | None:
    """A table as imported, None if it is not."""
    return imported(name).get(table)


def needed(name: str, table: str) -> Held:
    """A table as imported. Raises DataError, with the command that brings it, if it is not."""
    found = held(name, table)
    if found is None:
        raise DataError(f"{name} ({table}) is not imported; run: foedus data import DIR, or: foedus data pull {name}")
    return found


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def paths_of(name: str, table: str) -> tuple[Path, ...]:
    """The Parquet files of a table. Raises DataError, with the command that brings it, if it is not imported."""
    return tuple(_folder() / name / part.file for part in needed(name, table).parts)


def path_of(name: str, table: str) -> Path:
    """The Parquet file of a table of one part; as `paths_of`."""
    return paths_of(name, table)[0]


def source(name: str, table: str) -> str:
    """The table as SQL, to stand after FROM. Raises as `paths_of`."""
    return _parquet(paths_of(name, table))


def source_of(name: str, parts: Iterable[Part]) -> str:
    """Parts that are not in use yet as SQL, to stand after FROM."""
    return _parquet(tuple(_folder() / name / part.file for part in parts))


def _parquet(paths: tuple[Path, ...]) -> str:
    files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{files}])"


def load(name: str, table: str, columns: Iterable[str]) -> Columns:
    """Columns of an imported table as lists, those that it lacks all None. Raises DataError as `paths_of`, and if a
    file cannot be read."""
    wanted, where = [*columns], source(name, table)
    import duckdb

    try:
        with connect() as con:
            present = {str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {where}").fetchall()}  # noqa: S608
            names = [c for c in wanted if c in present]
            cells = ", ".join(f'"{c}"' for c in names) or "1"
            rows = con.execute(f"SELECT {cells} FROM {where}").fetchall()  # noqa: S608  # ours
    except duckdb.Error as error:
        raise DataError(
            f"{path_of(name, table)} cannot be read; import {name} again: foedus data import DIR"
        ) from error
    found = dict(zip(names, map(list, zip(*rows, strict=True)), strict=False)) if rows else {}
    return {c: found.get(c, [None] * len(rows)) for c in wanted}


def write(con: DuckDBPyConnection, query: str, spec: TableSpec, name: str, sha256: str) -> tuple[str, int]:
    """Write what a query yields as a part of a table: its file's name, and the number of its rows.

    Raises DataError if the folder cannot be written.
    """
    folder = _folder() / name
    file = f"{spec.name}-{sha256[:16]}.parquet"
    columns = ", ".join(f'CAST("{c}" AS {SQL[kind]}) AS "{c}"' for c, kind in spec.columns.items())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", suffix=file, dir=folder)
        os.close(handle)
        try:
            done = con.execute(
                f"COPY (SELECT {columns} FROM ({query})) TO '{beside.replace(chr(39), chr(39) * 2)}' (FORMAT parquet)"  # noqa: S608
            ).fetchone()
            _settle(Path(beside), folder / file)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(beside).unlink()
            raise
    except OSError as error:
        raise DataError(f"{folder} cannot be written ({error.strerror or error}); set FOEDUS_HOME") from error
    return file, int(done[0]) if done else 0


def keep(name: str, tables: dict[str, Held]) -> None:
    """Put tables in use, all at a stroke; files that are in no table go last. Raises DataError as `write`."""
    folder = _folder() / name
    if lost := [table for table, found in tables.items() if not whole(name, found)]:
        raise DataError(f"{folder} lacks parts of {', '.join(lost)}; import {name} again: foedus data import DIR")
    try:
        _replace(_note(name), msgspec.json.format(msgspec.json.encode(tables)))
        _sweep(folder, tables)
    except OSError as error:
        raise DataError(f"{folder} cannot be written ({error.strerror or error}); set FOEDUS_HOME") from error


def tidy(names: Iterable[str]) -> None:
    """Remove what an import that failed has left beside the tables of some datasets that are in use."""
    for name in {*names}:
        with suppress(OSError, DataError):  # the failure itself is what is told
            _sweep(_folder() / name, imported(name))
            (_folder() / name).rmdir()  # only if nothing is in it


def _sweep(folder: Path, tables: dict[str, Held]) -> None:
    used = {part.file for table in tables.values() for part in table.parts}
    for path in folder.iterdir():
        if path.name not in used:
            path.unlink()


def whole(name: str, table: Held) -> bool:
    """Whether every part of a table is there."""
    return all((_folder() / name / part.file).is_file() for part in table.parts)


def _folder() -> Path:
    return data_folder() / "data"


def _note(name: str) -> Path:
    return _folder() / f"{name}.json"


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place, and move there."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        _settle(Path(name), path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _settle(beside: Path, path: Path) -> None:
    """Move a file to its place once it is on the disk for certain; make the move itself last."""
    _sync(beside)
    beside.replace(path)
    if os.name == "posix":  # Windows has no such call for folders and needs none
        _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
