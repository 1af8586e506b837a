"""What was given on the command line -> one item a document, in order, nothing read before its turn."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from ..errors import FoedusError, ReadingError
from ..reading import KINDS, feed, lines, opened, warc

__all__ = ["ENDINGS", "Item", "items"]

_RECORDS = (".jsonl", ".jsonl.gz")
_TABLES = (".csv", ".csv.gz")
_FEEDS = (".xml", ".rss", ".atom")
_ARCHIVES = (".warc", ".warc.gz")
ENDINGS = (*KINDS, *_RECORDS, *_TABLES, *_FEEDS, *_ARCHIVES)
"""The endings of the files that a folder is searched for."""

_CSV_LIMIT = 32 * 1024 * 1024  # characters of a cell


class Item(msgspec.Struct, frozen=True):
    """A document to be read: its place (`articles.jsonl:12`), and what is there: a record as JSON, a `page`, or nothing
    where the place itself is to be read; `error` says why it cannot be.
    """

    name: str
    record: bytes | None = None
    page: bytes | None = None
    error: str = ""


def items(given: Iterable[str]) -> Iterator[Item]:
    """Every document of the files, folders (by path), URLs and `-` (JSON lines on standard input)."""
    for name in given:
        for path in _files(name):
            yield from _of(path)


def _files(name: str) -> Iterator[str]:
    path = Path(name)
    if "://" in name or name == "-" or not path.is_dir():
        yield name
    else:
        yield from sorted(str(p) for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(ENDINGS))


def _of(name: str) -> Iterator[Item]:
    low = name.lower()
    if name == "-":
        yield from _records(sys.stdin.buffer, "standard input")
    elif "://" in name or not low.endswith((*_RECORDS, *_TABLES, *_FEEDS, *_ARCHIVES)):
        yield Item(name)
    else:
        path = Path(name)
        try:
            with opened(path) as stream:
                if low.endswith(_RECORDS):
                    yield from _records(stream, path.name)
                elif low.endswith(_TABLES):
                    yield from _rows(stream, path.name)
                elif low.endswith(_FEEDS):
                    yield from (Item(where, msgspec.json.encode(entry)) for where, entry in feed(stream, path.name))
                else:
                    yield from (Item(where, page=page) for where, page in warc(stream, path.name))
        except FoedusError as error:
            yield Item(name, error=str(error))


def _records(stream: IO[bytes], where: str) -> Iterator[Item]:
    try:
        for place, line in lines(stream, where):
            yield Item(place, line)
    except FoedusError as error:
        yield Item(where, error=str(error))


def _rows(stream: IO[bytes], where: str) -> Iterator[Item]:
    """A table with a header: id, text, date, lang, title, url; only text is asked for, other columns are let be."""
    csv.field_size_limit(_CSV_LIMIT)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    reader = csv.DictReader(text, strict=True)
    try:
        if "text" not in (reader.fieldnames or ()):
            raise ReadingError(f"{where} has no column 'text' (its first line must name the columns)")
        for row in reader:
            fields = {k: row[k] for k in ("id", "text", "date", "lang", "title", "url") if row.get(k)}
            place = f"{where}:{reader.line_num}"
            if None in row:
                yield Item(place, error=f"{place} has more cells than the header has columns; quote its commas")
            else:
                yield Item(place, msgspec.json.encode({"text": "", **fields}))
    except (csv.Error, UnicodeDecodeError, OSError, EOFError) as error:
        place = f"{where}:{reader.line_num + 1}"
        yield Item(place, error=f"{place} cannot be read on ({error}); check quotes and encoding (UTF-8)")
    finally:
        text.detach()  # whoever opened the stream closes it
