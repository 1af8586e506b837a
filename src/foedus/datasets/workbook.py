"""Workbooks of Excel: each sheet becomes a CSV file, its header the first row that is as full as the table under it.

Only the texts and numbers of cells are read, from the XML in the zip file; of styles, which numbers are days. Formulas
and links are not.
"""

from __future__ import annotations

import csv
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import DataError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["sheets"]

LARGEST = 2 << 30  # bytes that a workbook may unpack to
WIDEST = 16_384  # columns of a sheet, as Excel has them
FULL = 0.5  # share of the widest row's cells that a header fills; titles and notes above it fill one
LEAST = 2  # cells of a header

UNSAFE = re.compile(r"[/\\\0]")  # in the name of a file

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

DAYS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})  # formats of days that are built in
FIRST = date(1899, 12, 30)  # of which Excel counts the days, a leap year too many in 1900 included
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # parts of a format that are no letters of it

BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, LookupError, ArithmeticError, ValueError, RuntimeError)

Row = dict[int, str]


def sheets(path: Path, folder: Path) -> Iterator[Path]:
    """Write each sheet of a workbook into the folder, as "Book.xlsx, Sheet.csv", and name the files.

    Raises DataError if the workbook cannot be read.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as book:
            if sum(m.file_size for m in book.infolist()) > LARGEST:
                raise DataError(f"{path} unpacks to more than {LARGEST >> 30} GB; save the sheet that you need as CSV")
            texts, days = _texts(book), _days(book)
            for name, member in _named(book):
                file = folder / f"{path.name}, {UNSAFE.sub(' ', name)}.csv"
                yield _write(file, _rows(book, member, texts, days))
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise DataError(f"{path} is no workbook that can be read ({error}); nothing was imported") from error


def _named(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets by name, with the file that holds each."""
    links = {e.get("Id"): e.get("Target") for e in _elements(book, "xl/_rels/workbook.xml.rels", "{*}Relationship")}
    found = []
    for sheet in _elements(book, "xl/workbook.xml", f"{MAIN}sheet"):
        target = str(links[sheet.get(LINK)])
        found.append((str(sheet.get("name")), posixpath.normpath(posixpath.join("xl", target)).lstrip("/")))
    return [(name, member) for name, member in found if member in book.namelist()]


def _texts(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(entry) for entry in _elements(book, "xl/sharedStrings.xml", f"{MAIN}si")]


def _days(book: zipfile.ZipFile) -> frozenset[str]:
    """The styles, by their number, in which a number is a day."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    formats = set(map(str, DAYS))
    for entry in _elements(book, "xl/styles.xml", f"{MAIN}numFmt"):
        if re.search("[yd]", QUOTED.sub("", str(entry.get("formatCode"))), re.IGNORECASE):
            formats.add(str(entry.get("numFmtId")))
    used = next(_elements(book, "xl/styles.xml", f"{MAIN}cellXfs"), None)
    kinds = [] if used is None else [str(style.get("numFmtId")) for style in used.iter(f"{MAIN}xf")]
    return frozenset(str(n) for n, kind in enumerate(kinds) if kind in formats)


def _text(element: _Element) -> str:
    """The text of a cell, its runs of other type faces joined; not how Japanese is read aloud."""
    runs = (t for t in element.iter(f"{MAIN}t") if t.getparent().tag != f"{MAIN}rPh")
    return "".join(t.text or "" for t in runs)


def _elements(book: zipfile.ZipFile, member: str, tag: str) -> Iterator[_Element]:
    """The elements of one name, each forgotten once it was used; entities are left alone, nothing is fetched."""
    from lxml import etree

    with book.open(member) as stream:
        parser = etree.iterparse(stream, tag=tag, resolve_entities=False, no_network=True, load_dtd=False)
        for _, element in parser:
            yield element
            element.clear()


def _rows(book: zipfile.ZipFile, member: str, texts: list[str], days: frozenset[str]) -> list[Row]:
    found = (
        {_column(c.get("r"), n): _cell(c, texts, days) for n, c in enumerate(row.iter(f"{MAIN}c"))}
        for row in _elements(book, member, f"{MAIN}row")
    )
    return _table([{n: cell for n, cell in row.items() if cell} for row in found])


def _column(reference: str | None, position: int) -> int:
    """`C7` -> 2; where a cell does not say where it stands, its position among those of the row."""
    if not reference:
        return position
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= WIDEST:
        raise ValueError(f"a cell that says it stands at {reference}")
    return number - 1


def _cell(cell: _Element, texts: list[str], days: frozenset[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell).strip()
    value = cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        return texts[int(value)].strip() if value else ""
    if kind not in (None, "n") or not value:
        return value.strip()
    return (FIRST + timedelta(int(float(value)))).isoformat() if cell.get("s") in days else value.removesuffix(".0")


def _table(rows: list[Row]) -> list[Row]:
    """The rows from the header on."""
    widest = max((len(row) for row in rows), default=0)
    least = max(widest * FULL, LEAST)
    start = next((n for n, row in enumerate(rows) if len(row) >= least), len(rows))
    return rows[start:]


def _write(path: Path, rows: list[Row]) -> Path:
    width = 1 + max((n for row in rows for n in row), default=0)
    with path.open("w", encoding="utf-8", newline="") as stream:
        _fill(stream, rows, width)
    return path


def _fill(stream: IO[str], rows: list[Row], width: int) -> None:
    table = csv.writer(stream, lineterminator="\n")
    for row in rows:
        if row:
            table.writerow([" ".join(row.get(n, "").split("\n")) for n in range(width)])
