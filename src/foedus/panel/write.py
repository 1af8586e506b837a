"""A panel to a file: computed by DuckDB and written as it is computed, beside its place, and moved there when whole."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..datasets import citing, store
from ..datasets.raw import text as quoted
from ..errors import DataError, UsageError
from .rows import build
from .sources import as_text, notes, sources
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
    """Write a panel, its rows by their key: their number.

    A Parquet file carries its sources and the choices made in its metadata (`foedus.sources`, `foedus.notes`, JSON);
    a file of another form has the sources beside it, in FILE.sources.json. With `cite`, FILE.sources.txt and
    FILE.sources.bib are written too. Raises UsageError for a file that cannot be written, DataError for data that
    cannot be read; then there is no file, or the one that was there before.
    """
    written = form_of(path, form)
    with _beside(path) as folder, store.connect() as con:
        made = folder / "panel"
        rows = _computed(con, panel, made, written)
        for place, text in _companions(panel, path, written, cite):
            _settle(folder / "companion", place, text)
        made.replace(path)
    return rows


def _companions(panel: Panel, path: Path, form: str, cite: bool) -> Iterator[tuple[Path, str]]:
    """What stands beside the file: its name and its text."""
    used = sources(panel)
    if form != "parquet":
        yield citing.beside(path), citing.encode(used)
    if cite:
        yield path.with_name(path.name + ".sources.txt"), as_text(panel)
        yield path.with_name(path.name + ".sources.bib"), citing.as_bibtex(used)


def _computed(con: DuckDBPyConnection, panel: Panel, made: Path, form: str) -> int:
    import duckdb

    try:
        _limit(con, made.parent)
        expected = build(con, panel.asked)
        rows = _copy(con, panel, made, form)
    except duckdb.IOException as error:
        raise UsageError(f"the panel could not be written ({_line(error)}); give another -o FILE") from error
    except duckdb.Error as error:
        raise DataError(f"the panel could not be computed ({_line(error)})") from error
    if rows != expected:
        raise DataError(
            f"the panel has {rows} rows where its key has {expected}: an imported table holds"
            " a key twice; import it again"
        )
    return rows


def _limit(con: DuckDBPyConnection, folder: Path) -> None:
    con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(str(folder / 'spill'))}")
    con.execute(f"SET threads = {min(THREADS, os.cpu_count() or 1)}")


def _copy(con: DuckDBPyConnection, panel: Panel, made: Path, form: str) -> int:
    """Compute and write: the number of rows."""
    options = {"csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json"}.get(form) or _parquet(panel)
    query = f"COPY ({panel.prepared(con)}) TO {quoted(str(made))} ({options})"
    done: list[tuple[int]] = con.execute(query).fetchall()
    return done[0][0]


def _parquet(panel: Panel) -> str:
    carried = {citing.METADATA: citing.encode(sources(panel)), "foedus.notes": json.dumps(notes(panel))}
    metadata = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in carried.items())
    return f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}}"


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


def _line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
