"""A panel to a file: computed by DuckDB and written as it is computed, beside its place, and moved there when whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..datasets import store
from ..errors import DataError, UsageError
from .rows import build
from .sources import as_json, as_text
from .table import Panel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FORMATS", "form_of", "write"]

FORMATS = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
"""The form of a file by its ending."""

MEMORY = "1200MB"
"""What DuckDB may hold at once; what is more goes to a folder beside the output while the panel is written."""
THREADS = 4
"""More threads would each hold a row group of wide rows: memory, and little time won."""


def form_of(path: Path, given: str | None = None) -> str:
    """The form in which to write: as given, else by the file's ending. Raises UsageError for one that is not known."""
    form = given or FORMATS.get(path.suffix.lower(), "")
    if form not in FORMATS.values():
        raise UsageError(
            f"{path.name}: panels are written as .parquet, .csv or .jsonl; give one of these endings, or --format"
        )
    return form


def write(panel: Panel, path: Path, *, form: str | None = None, cite: bool = False) -> int:
    """Write a panel: the number of its rows.

    A Parquet file carries its sources in its metadata (`foedus.sources`, JSON); a file of another form has them beside
    it, in FILE.sources.txt, as has any with `cite`. Raises UsageError for a file that cannot be written, DataError for
    data that cannot be read; then there is no file, or the one that was there before.
    """
    written = form_of(path, form)
    with _beside(path) as folder, store.connect() as con:
        made = folder / "panel"
        rows = _copy(con, panel, made, written, folder)
        if cite or written != "parquet":
            beside = path.with_name(path.name + ".sources.txt")
            _settle(folder / "sources", beside, as_text(panel))
        made.replace(path)
    return rows


def _copy(con: DuckDBPyConnection, panel: Panel, made: Path, form: str, folder: Path) -> int:
    import duckdb

    con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {_text(str(folder / 'spill'))}")
    con.execute(f"SET threads = {min(THREADS, os.cpu_count() or 1)}")
    expected = build(con, panel.asked)
    query = panel.prepared(con)
    try:
        done: list[tuple[Any, ...]] = con.execute(
            f"COPY ({query}) TO {_text(str(made))} ({_options(panel, form)})"
        ).fetchall()
    except duckdb.IOException as error:
        raise UsageError(f"the panel could not be written ({_line(error)}); give another -o FILE") from error
    except duckdb.Error as error:
        raise DataError(f"the panel could not be computed ({_line(error)})") from error
    if done[0][0] != expected:
        raise DataError(
            f"the panel has {done[0][0]} rows where its key has {expected}: an imported table holds"
            " a key twice; import it again"
        )
    return expected


def _options(panel: Panel, form: str) -> str:
    if form == "csv":
        return "FORMAT csv, HEADER"
    if form == "jsonl":
        return "FORMAT json"
    return f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{'foedus.sources': {_text(as_json(panel))}}}"


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder beside a file, gone afterwards. Raises UsageError where none can be made or the file not be moved."""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        with tempfile.TemporaryDirectory(prefix=".foedus-", dir=path.parent) as folder:
            yield Path(folder)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error}); give another -o FILE") from error


def _settle(made: Path, path: Path, text: str) -> None:
    made.write_text(text, encoding="utf-8")
    made.replace(path)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
