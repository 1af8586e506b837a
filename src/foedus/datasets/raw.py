"""A file as its authors publish it, read into a table of texts: nothing is understood yet, nothing is lost.

The table has the columns of the file as text, with NULL for cells that mean that nothing is known, and `_row`, the
number of the row below the header, by which a problem is reported.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import DataError
from .manifest import Layout, TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Raw", "first_line", "header_of", "identifier", "nameless", "read", "text"]

LONGEST = 1_000_000  # bytes of a header or of a row: the widest published files have some 5,000 columns
BLOCK = 1 << 20
GROUP = 40
THOUSANDS = r"-?\d{1,3}(,\d{3})+"


@dataclass(frozen=True)
class Raw:
    """A file in a layout, its texts in the table `name` of a connection. `notes`: what reading it found odd."""

    path: Path
    layout: Layout
    spec: TableSpec
    header: tuple[str, ...]
    con: DuckDBPyConnection
    name: str = "raw"
    notes: tuple[str, ...] = ()

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


def nameless(name: str) -> bool:
    """Whether a column has no name in its file: the numbers of the rows, as R writes them, or a comma at the end."""
    return name.startswith("(column ")


def header_of(path: Path, skip: int = 0) -> tuple[str, ...]:
    """The names of the columns of a file: of a Parquet file its schema, else the row after those to be skipped.
    Raises DataError if there is none to be read."""
    if path.suffix == ".parquet":
        return _parquet_header(path)
    line = first_line(path, skip)
    delimiter = max(",\t;", key=line.count)
    try:
        cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise DataError(f"broken CSV ({error})") from error
    return tuple(cell.strip() or f"(column {n})" for n, cell in enumerate(cells, 1))


def first_line(path: Path, skip: int = 0) -> str:
    """The first line of a text file after those to be skipped. Raises DataError if it cannot be read."""
    try:
        with _opened(path) as stream:
            lines = _ends(stream.read(LONGEST)).split(b"\n", skip + 1)
    except (OSError, EOFError) as error:
        raise DataError(f"cannot be read ({error})") from error
    first = lines[skip] if skip < len(lines) else b""
    return _decoded(first.removeprefix(codecs.BOM_UTF8)).strip("\r\n")


def _ends(block: bytes) -> bytes:
    """Text whose lines end as they did on old Macintosh computers, by a carriage return alone, with ends as now."""
    return block.replace(b"\r", b"\n") if b"\n" not in block else block


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]  # both read


def _parquet_header(path: Path) -> tuple[str, ...]:
    from .store import connect

    with connect() as con:
        try:
            found = con.execute(f"DESCRIBE SELECT * FROM read_parquet({text(str(path))})").fetchall()  # noqa: S608
        except _errors() as error:
            raise DataError(f"no Parquet file ({_first_line(error)})") from error
    return tuple(str(row[0]) for row in found)


def read(path: Path, layout: Layout, spec: TableSpec, header: tuple[str, ...], con: DuckDBPyConnection) -> Raw:
    """The file as a table of texts. Raises DataError, with the row and the reason, if a row does not fit."""
    notes: tuple[str, ...] = ()
    con.execute("DROP TABLE IF EXISTS raw")
    wanted = _wanted(layout, spec, header)
    if path.suffix == ".parquet":
        _fill(con, path, layout, (wanted, header), f"read_parquet({text(str(path))})")
        return Raw(path, layout, spec, wanted, con)
    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        readable, notes = _as_utf8(path, Path(folder))
        _fill(con, path, layout, (wanted, header), _csv(readable, layout, header))
    return Raw(path, layout, spec, wanted, con, notes=notes)


def _wanted(layout: Layout, spec: TableSpec, header: tuple[str, ...]) -> tuple[str, ...]:
    """The columns to read: all, or those that are named where a file has thousands of others."""
    if not layout.others:
        return header
    named = {*layout.needs, *layout.kinds, *layout.rename, *spec.columns, layout.version_column}
    return tuple(c for c in header if c in named)


def _fill(
    con: DuckDBPyConnection, path: Path, layout: Layout, columns: tuple[tuple[str, ...], ...], source: str
) -> None:
    wanted, header = columns
    others = [c for c in header if c not in wanted]
    cells = [_cell(name, layout) for name in wanted]
    cells += [f"{_count(others, code)} AS {identifier('_' + code)}" for code in layout.counted]
    try:
        con.execute(f"CREATE TABLE raw AS SELECT row_number() OVER () AS _row, {', '.join(cells)} FROM {source}")  # noqa: S608
    except _errors() as error:
        raise DataError(f"{path}: {_reason(error)}; nothing was imported") from error


def _cell(name: str, layout: Layout) -> str:
    """A cell as text: NULL if it is one that says that nothing is known, without commas in numbers if so published."""
    missing = ", ".join(text(code) for code in ("", *layout.missing))
    column = f"trim(CAST({identifier(name)} AS VARCHAR))"
    plain = f"CASE WHEN regexp_full_match({column}, '{THOUSANDS}') THEN replace({column}, ',', '') ELSE {column} END"
    return f"CASE WHEN {column} IN ({missing}) THEN NULL ELSE {plain if layout.thousands else column} END AS {identifier(name)}"  # noqa: E501


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
        "header": "true" if layout.header else "false",
        "delim": text(layout.delimiter),
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


def _as_utf8(path: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The file itself if it is UTF-8; else a copy that is, line by line, with a note on the lines that were not."""
    path = _with_ends(path, folder)
    if _is_utf8(path):
        return path, ()
    copy, odd = folder / "copy.csv", 0
    with _opened(path) as source, copy.open("w", encoding="utf-8", newline="") as target:
        for line in source:
            try:
                target.write(line.decode("utf-8"))
            except UnicodeDecodeError:
                odd += 1
                target.write(_decoded(line))
    return copy, (f"{odd} lines are not UTF-8 and were read as Western European (Windows-1252)",)


def _with_ends(path: Path, folder: Path) -> Path:
    """The file itself, or a copy of one whose lines end by carriage returns alone, as some of the wars of COW do."""
    with _opened(path) as source:
        block = source.read(LONGEST)
        if b"\n" in block or b"\r" not in block:
            return path
        copy = folder / "lines.csv"
        with copy.open("wb") as target:
            while block:
                target.write(_ends(block))
                block = source.read(LONGEST)
    return copy


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _opened(path) as stream:
            while block := stream.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


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
        return f"line {line[1]}: {why[0] if why else _first_line(error)}"
    return _first_line(error)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
