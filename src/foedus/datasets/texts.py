"""Text files as they are published: their encodings, the ends of their lines, the names of their columns.

A file is UTF-8, or becomes a copy that is: files of UTF-16 as their mark says, lines of anything else one by one as
Western European (Windows-1252), since files are put together from several hands.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from pathlib import Path
from typing import BinaryIO

from ..errors import DataError

__all__ = ["LONGEST", "as_utf8", "columns_of", "delimiter_of", "first_line", "nameless"]

LONGEST = 1_000_000  # bytes of a header or of a row: the widest published files have some 5,000 columns
BLOCK = 1 << 20
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def nameless(name: str) -> bool:
    """Whether a column has no name in its file: the numbers of the rows, as R writes them, or a comma at the end."""
    return name.startswith("(column ")


def columns_of(path: Path, skip: int = 0) -> tuple[str, ...]:
    """The names of the columns: the first row after those to be skipped. Raises DataError if it cannot be read."""
    line = first_line(path, skip)
    try:
        cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter_of(line), strict=True), [])
    except csv.Error as error:
        raise DataError(f"broken CSV ({error})") from error
    return tuple(cell.strip() or f"(column {n})" for n, cell in enumerate(cells, 1))


def delimiter_of(line: str) -> str:
    """What stands between the names of columns: a comma, a tab or a semicolon."""
    return max(",\t;", key=line.count)


def first_line(path: Path, skip: int = 0) -> str:
    """The first line of a text file after those to be skipped. Raises DataError if it cannot be read, or is empty."""
    try:
        with _opened(path) as stream:
            block = stream.read(LONGEST)
    except (OSError, EOFError) as error:
        raise DataError(f"cannot be read ({error})") from error
    if not block:
        raise DataError("an empty file")
    if block.startswith(UTF16):
        block = block.decode("utf-16", errors="ignore").encode()
    lines = _ends(block.removeprefix(codecs.BOM_UTF8)).split(b"\n", skip + 1)
    return _decoded(lines[skip] if skip < len(lines) else b"").strip("\r\n")


def as_utf8(path: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The file itself if it is UTF-8; else a copy in the folder that is, with a note on the lines that were not.

    Raises DataError if it cannot be read.
    """
    try:
        path = _with_ends(path, folder)
        if _is_utf16(path):
            return _recoded(path, folder / "recoded.csv"), ("the file is UTF-16",)
        return (path, ()) if _is_utf8(path) else _line_by_line(path, folder / "copy.csv")
    except (OSError, EOFError, UnicodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); nothing was imported") from error


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]  # both read


def _ends(block: bytes) -> bytes:
    """Text whose lines end as they did on old Macintosh computers, by a carriage return alone, with ends as now."""
    return block.replace(b"\r", b"\n") if b"\n" not in block else block


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


def _is_utf16(path: Path) -> bool:
    with _opened(path) as stream:
        return stream.read(2) in UTF16


def _recoded(path: Path, copy: Path) -> Path:
    with _opened(path) as source, copy.open("w", encoding="utf-8", newline="") as target:
        text = codecs.getreader("utf-16")(source)
        while block := text.read(BLOCK):
            target.write(block)
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


def _line_by_line(path: Path, copy: Path) -> tuple[Path, tuple[str, ...]]:
    odd: list[int] = []
    with _opened(path) as source, copy.open("w", encoding="utf-8", newline="") as target:
        for number, line in enumerate(source, 1):
            try:
                target.write(line.decode("utf-8"))
            except UnicodeDecodeError:
                odd.append(number)
                target.write(_decoded(line))
    lines = f"{len(odd)} lines are" if len(odd) > 1 else "a line is"
    return copy, (f"{lines} not UTF-8 (line {odd[0]}) and read as Western European (Windows-1252)",)


def _decoded(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
