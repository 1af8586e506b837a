"""Text files as they are published: their encodings, the ends of their lines, the names of their columns.

A file is UTF-8, or becomes a copy that is: files of UTF-16 as their mark says, lines of anything else one by one as
Western European (Windows-1252), since files are put together from several hands.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

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
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not block:
        raise DataError("an empty file")
    if block.startswith(UTF16):
        block = block.decode("utf-16", errors="ignore").encode()
    lines = _ends(block.removeprefix(codecs.BOM_UTF8)).split(b"\n", skip + 1)
    return _decoded(lines[skip] if skip < len(lines) else b"").strip("\r\n")


def as_utf8(path: Path, folder: Path, quote: str = '"') -> tuple[Path, tuple[str, ...]]:
    """The file itself, if it is UTF-8 whose lines all end alike; else a copy in the folder that is, with a note on the
    lines that were not.

    Raises DataError if it cannot be read, or if a quote is opened and never closed: what follows would be lost.
    """
    notes: tuple[str, ...] = ()
    try:
        if _is_utf16(path):
            path, notes = _recoded(path, folder / "recoded.csv"), ("the file is UTF-16",)
        seen = _look(path, quote.encode())
        if not seen.alike:
            path = _with_ends(path, folder / "lines.csv")
        if not seen.utf8:
            path, notes = _line_by_line(path, folder / "copy.csv")
        if seen.quotes % 2 and (line := _unclosed(path, quote)):
            raise DataError(f"line {line}: a quote is opened and not closed: the file is cut, or not what it should be")
    except (OSError, EOFError, UnicodeError, zlib.error) as error:
        raise DataError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return path, notes


def _opened(path: Path) -> BinaryIO:
    packed = path.suffix.lower() == ".gz"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]  # both read


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, block by block, none of which ends between a carriage return and a line feed."""
    with _opened(path) as stream:
        while block := stream.read(BLOCK):
            while block.endswith(b"\r") and (more := stream.read(1)):
                block += more
            yield block


def _ends(block: bytes) -> bytes:
    """Text whose lines end otherwise, as on old Macintosh computers by a carriage return alone, with ends as now."""
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in block else block


def _with_ends(path: Path, copy: Path) -> Path:
    with copy.open("wb") as target:
        for block in _blocks(path):
            target.write(_ends(block))
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


class _Seen(NamedTuple):
    """What a file is like: UTF-8 or not, its lines ending alike or not, how many quotes stand in it."""

    utf8: bool
    alike: bool
    quotes: int


def _look(path: Path, quote: bytes) -> _Seen:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, quotes, returns, feeds, both = True, 0, 0, 0, 0
    for block in _blocks(path):
        utf8 = utf8 and _decodes(decoder, block)
        quotes += block.count(quote) if quote else 0
        if b"\r" in block:
            returns, both = returns + block.count(b"\r"), both + block.count(b"\r\n")
        feeds += block.count(b"\n")
    return _Seen(utf8 and _decodes(decoder, b"", final=True), not returns or returns == both == feeds, quotes)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final=final)
    except UnicodeDecodeError:
        return False
    return True


def _unclosed(path: Path, quote: str) -> int | None:
    """The line on which the row begins in which a quote is opened that nothing closes; None if there is no such row."""
    with io.TextIOWrapper(_opened(path), encoding="utf-8", newline="") as stream:
        delimiter = delimiter_of(stream.readline())
        stream.seek(0)
        rows, begun = csv.reader(stream, delimiter=delimiter, quotechar=quote, strict=True), 1
        with _cells_of_any_length():
            try:
                for _ in rows:
                    begun = rows.line_num + 1
            except csv.Error as error:
                return begun if "unexpected end" in str(error) else None  # DuckDB tells what else is wrong
    return None


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


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
