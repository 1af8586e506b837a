"""A file as its authors publish it, read into a table of texts: nothing is understood yet, nothing is lost.

The table has the columns of the file as text, with NULL for cells that mean that nothing is known, and `_row`, the
number of the row below the header, by which a problem is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError
from .manifest import Layout, TableSpec
from .texts import LONGEST, as_utf8, columns_of, delimiter_of, first_line

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Raw", "header_of", "identifier", "one_line", "read", "text"]

SHOWN = 3
GROUP = 40
TYPES = ("INTEGER", "SMALLINT", "TINYINT", "BIGINT", "DOUBLE", "DATE")
_TYPED = "="  # before the name of a column in the view: the cell as the file has it, beside its text
THOUSANDS = r"-?\d{1,3}(,\d{3})+"


@dataclass(frozen=True)
class Raw:
    """A file in a layout, its texts in the table `name` of a connection. `notes`: what reading it found odd. `typed`:
    columns of a Parquet file that hold numbers or days and not texts of them."""

    path: Path
    layout: Layout
    spec: TableSpec
    header: tuple[str, ...]
    con: DuckDBPyConnection
    name: str = "raw"
    notes: tuple[str, ...] = ()
    typed: frozenset[str] = frozenset()

    def cell(self, column: str) -> str:
        """A cell as SQL: its text, or where it is typed its value, to be cast to what its kind asks for."""
        return identifier(_TYPED + column) if column in self.typed else identifier(column)

    @property
    def column_kinds(self) -> dict[str, str]:
        """The kind of each column that is checked, by its name in the file: those of the layout, else of the table."""
        ours = {self.layout.rename.get(c, c): c for c in self.header}
        same = {ours[name]: kind for name, kind in self.spec.columns.items() if name in ours}
        same |= dict.fromkeys(self.wide, "number")
        return {**same, **{c: k for c, k in self.layout.kinds.items() if c in self.header}}

    @property
    def wide(self) -> dict[str, int]:
        """The columns that hold a year each, with their year."""
        if not self.layout.wide:
            return {}
        found = ((c, re.fullmatch(self.layout.wide, c)) for c in self.header)
        return {c: int(match[1]) for c, match in found if match}

    def rows(self, *columns: str) -> list[tuple[str | None, ...]]:
        """Some columns, row by row, in the order of the file."""
        names = ", ".join(identifier(c) for c in columns)
        return self.con.execute(f"SELECT {names} FROM {self.name} ORDER BY _row").fetchall()  # noqa: S608  # quoted

    def count(self) -> int:
        """The number of rows."""
        found = self.con.execute(f"SELECT count(*) FROM {self.name}").fetchone()  # noqa: S608  # our own name
        return int(found[0]) if found else 0


def identifier(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def header_of(path: Path, con: DuckDBPyConnection, skip: int = 0) -> tuple[str, ...]:
    """The names of the columns of a file: of a Parquet file its schema, else the row after those to be skipped.
    Raises DataError if there is none to be read."""
    if path.suffix.lower() != ".parquet":
        return columns_of(path, skip)
    try:
        found = con.execute(f"DESCRIBE SELECT * FROM read_parquet({text(str(path))})").fetchall()  # noqa: S608
    except _errors() as error:
        raise DataError(f"no Parquet file that can be read ({one_line(error)})") from error
    return tuple(str(row[0]) for row in found)


def read(
    path: Path, layout: Layout, spec: TableSpec, header: tuple[str, ...], con: DuckDBPyConnection, folder: Path
) -> Raw:
    """The file as texts, in a view that reads them from disk as they are asked for, so that no file is too large.

    What a text file holds is written into `folder`, which is wanted as long as the view is. Raises DataError, with the
    row and the reason, if a row does not fit.
    """
    _each_once(path, header)
    wanted = _wanted(layout, spec, header)
    notes: tuple[str, ...] = ()
    typed: frozenset[str] = frozenset()
    counted = [
        f"{_count([c for c in header if c not in wanted], code)} AS {identifier('_' + code)}" for code in layout.counted
    ]
    try:
        if path.suffix.lower() == ".parquet":
            source = f"read_parquet({text(str(path))}, file_row_number = true)"
            typed = _typed(con, source, layout)
            _view(con, _cells(wanted, counted, layout, "file_row_number + 1", source, typed))
        else:
            readable, notes = _readable(path, folder, layout.quote)
            kept = folder / "raw.parquet"
            rows = _cells(wanted, counted, layout, "row_number() OVER ()", _csv(readable, layout, header), typed)
            _copy(con, rows, kept)
            _view(con, f"SELECT * FROM read_parquet({text(str(kept))})")  # noqa: S608
    except _errors() as error:
        raise DataError(f"{path}: {_reason(error)}; nothing was imported") from error
    return Raw(path, layout, spec, wanted, con, notes=notes, typed=typed)


def _typed(con: DuckDBPyConnection, source: str, layout: Layout) -> frozenset[str]:
    """The columns of a Parquet file whose values can be taken as they are: none where a number may say that nothing is
    known."""
    if any(letter.isdigit() for code in layout.missing for letter in code):
        return frozenset()
    found = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608  # quoted
    return frozenset(str(name) for name, kind, *_ in found if kind in TYPES)


def _readable(path: Path, folder: Path, quote: str) -> tuple[Path, tuple[str, ...]]:
    try:
        return as_utf8(path, folder, quote)
    except DataError as error:
        raise DataError(f"{path}: {error}; nothing was imported") from error


def _copy(con: DuckDBPyConnection, rows: str, path: Path) -> None:
    """Write rows as they come. One thread reads the file, so that they come in its order all the same; to be held to it
    costs DuckDB half the time and twice the memory."""
    con.execute("SET preserve_insertion_order = false")
    try:
        con.execute(f"COPY ({rows}) TO {text(str(path))} (FORMAT parquet)")
    finally:
        con.execute("SET preserve_insertion_order = true")


def _view(con: DuckDBPyConnection, query: str) -> None:
    con.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {query}")


def _each_once(path: Path, header: tuple[str, ...]) -> None:
    """Raise DataError if two columns have one name: which of them is meant cannot be known."""
    counts = Counter(name.lower() for name in header)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise DataError(f"{path}: several columns are named {', '.join(twice[:SHOWN])}; nothing was imported")


def _wanted(layout: Layout, spec: TableSpec, header: tuple[str, ...]) -> tuple[str, ...]:
    """The columns to read: those that the manifest names. Others are reported, and left unread."""
    named = {*layout.needs, *layout.kinds, *layout.rename, *layout.key, *spec.columns, layout.version_column}
    if not layout.others:
        named |= {*layout.known}
    return tuple(c for c in header if c in named or re.fullmatch(layout.wide or "$", c))


def _cells(
    wanted: tuple[str, ...], counted: list[str], layout: Layout, row: str, source: str, typed: frozenset[str]
) -> str:
    """A query of the cells as texts: trimmed first, in a query of its own, since hundreds of columns are planned anew
    with every mention of them."""
    trimmed = [f"trim(CAST({identifier(c)} AS VARCHAR)) AS {identifier(c)}" for c in wanted]
    values = [identifier(_TYPED + c) for c in wanted if c in typed]
    kept = [f"{identifier(c)} AS {identifier(_TYPED + c)}" for c in wanted if c in typed]
    made = [_cell(identifier(c), layout) for c in wanted]
    counts = [identifier("_" + code) for code in layout.counted]
    inner = f"SELECT {row} AS _row, {', '.join([*trimmed, *kept, *counted])} FROM {source}"  # noqa: S608  # quoted
    return f"SELECT _row, {', '.join([*made, *values, *counts])} FROM ({inner})"  # noqa: S608  # quoted


def _cell(column: str, layout: Layout) -> str:
    """A cell: NULL if it is one that says that nothing is known, without commas in numbers if so published."""
    missing = ", ".join(text(code) for code in ("", *layout.missing))
    plain = f"CASE WHEN regexp_full_match({column}, '{THOUSANDS}') THEN replace({column}, ',', '') ELSE {column} END"
    return f"CASE WHEN {column} NOT IN ({missing}) THEN {plain if layout.thousands else column} END AS {column}"


def _count(columns: list[str], code: str) -> str:
    """How many of some columns hold a code; in groups, since a sum of hundreds of terms is too deep to be read."""
    terms = [
        f"CAST(coalesce({identifier(c)} IN ({text(code)}, {text(code + '.0')}), FALSE) AS INTEGER)" for c in columns
    ]
    groups = [" + ".join(terms[n : n + GROUP]) for n in range(0, len(terms), GROUP)]
    return " + ".join(f"({group})" for group in groups) or "0"


def _csv(path: Path, layout: Layout, header: tuple[str, ...]) -> str:
    names = "{" + ", ".join(f"{text(name)}: 'VARCHAR'" for name in header) + "}"
    options = {
        "columns": names,
        "header": "true" if layout.header or _headed(path) else "false",
        "delim": text(delimiter_of(first_line(path, layout.skip)) if layout.header else layout.delimiter),
        "quote": text(layout.quote),
        "escape": text(layout.quote),
        "skip": str(layout.skip),
        "null_padding": "true" if layout.ragged else "false",
        "auto_detect": "false",
        "strict_mode": "true",
        "max_line_size": str(LONGEST * 16),
        "parallel": "false",
    }
    return f"read_csv({text(str(path))}, {', '.join(f'{k} = {v}' for k, v in options.items())})"


def _headed(path: Path) -> bool:
    """Whether a file that is published without a header has one after all: a line without any number."""
    return not any(letter.isdigit() for letter in first_line(path))


def _errors() -> type[Exception]:
    import duckdb

    return duckdb.Error


def _reason(error: Exception) -> str:
    """DuckDB's message on a row that does not fit, in one line: which line, and why."""
    message = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", message)
    why = re.search(
        r"(Expected Number of Columns: \d+ Found: \d+|unterminated quote|quote should[^\n]*)", message, re.I
    )
    if line:
        return f"line {line[1]}: {why[0] if why else one_line(error)}"
    return one_line(error)


def one_line(error: Exception) -> str:
    """The first line of DuckDB's message on an error, without what it says of its own threads."""
    line = str(error).strip().splitlines()[0]
    inner = re.search(r'"exception_message":"((?:[^"\\]|\\.)*)"', line)
    return inner[1].replace('\\"', '"') if inner else line
