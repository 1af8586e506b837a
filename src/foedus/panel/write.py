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
from ..datasets.raw import one_line
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
MANY = 500_000
"""The number of rows from which on it pays not to sort them."""
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
        many = expected > MANY
        query = panel.prepared(con, ordered=not many)
    except duckdb.Error as error:
        raise DataError(f"the panel could not be computed ({one_line(error)}); import its data again") from error
    try:
        rows = (_many if many else _copy)(con, panel, query, made, form)
    except duckdb.IOException as error:
        raise UsageError(f"the panel could not be written ({one_line(error)}); give another -o FILE") from error
    except duckdb.Error as error:
        raise DataError(f"the panel could not be computed ({one_line(error)})") from error
    except RuntimeError as error:  # so DuckDB says that somebody pressed Ctrl-C
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from error
    if rows != expected:
        raise DataError(
            f"the panel has {rows} rows where its key has {expected}: an imported table holds a key twice;"
            " import it again"
        )
    return rows


def _limit(con: DuckDBPyConnection, folder: Path) -> None:
    con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(str(folder / 'spill'))}")
    con.execute(f"SET threads = {min(THREADS, os.cpu_count() or 1)}")


def _many(con: DuckDBPyConnection, panel: Panel, query: str, made: Path, form: str) -> int:
    """Write without sorting wide rows, which takes as long as all else together, and twice the memory.

    The rows are sorted before anything is joined to them, and DuckDB keeps the order of what looks up. But that it is
    the rows that look up is its choice: so their key is read again, and only where it is out of order are they sorted.
    """
    first = made.with_name("first")
    rows = _copied(con, query, first, f"{_options(panel, 'parquet')}, PRESERVE_ORDER true")
    whole = f"FROM read_parquet({quoted(str(first))})"
    if not _in_order(con, panel, whole):
        _copy(con, panel, f"{whole} ORDER BY {', '.join(panel.asked.key)}", made, form)
    elif form != "parquet":
        _copy(con, panel, whole, made, form)
    else:
        first.replace(made)
    return rows


def _copy(con: DuckDBPyConnection, panel: Panel, query: str, made: Path, form: str) -> int:
    return _copied(con, query, made, _options(panel, form))


def _copied(con: DuckDBPyConnection, query: str, made: Path, options: str) -> int:
    done: list[tuple[int]] = con.execute(f"COPY ({query}) TO {quoted(str(made))} ({options})").fetchall()
    return done[0][0]


def _in_order(con: DuckDBPyConnection, panel: Panel, whole: str) -> bool:
    """Whether the key grows from row to row."""
    import numpy as np

    columns = con.execute(f"SELECT {', '.join(panel.asked.key)} {whole}").fetchnumpy()
    key = np.zeros(1, dtype=np.int64)
    for column in columns.values():
        key = key * 10_000 + column  # codes and years have four digits at most
    return bool(np.all(np.diff(key) > 0))


def _options(panel: Panel, form: str) -> str:
    if form != "parquet":
        return {"csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json"}[form]
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
