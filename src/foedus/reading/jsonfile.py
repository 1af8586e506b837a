"""JSON -> Draft: one article a record, `{"id", "text", "date"?, "lang"?, "title"?, "url"?}`."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import msgspec

from ..errors import ReadingError
from .decode import cleaned, is_clean, one_line
from .draft import LIMIT, Draft
from .published import parse, stated

__all__ = ["lines", "opened", "plain", "record"]

_LANG = 35  # characters of the longest tag of a language (BCP 47)
_HALF = rb"u[dD][89a-fA-F][0-9a-fA-F]{2}"  # of a pair of escapes that mean one character
_ESCAPE = re.compile(rb"\\(?:(?P<pair>u[dD][89abAB]..\\u[dD][c-fC-F]..)|(?P<half>" + _HALF + rb")|.)", re.DOTALL)
_BYTE = re.compile(r"\(byte (\d+)\)")


class _Record(msgspec.Struct):
    """The fields of the contract; others are let through."""

    text: str
    id: str | int | None = None
    date: str | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None


_DECODER = msgspec.json.Decoder(_Record)


def record(text: str, where: str) -> Draft:
    """The article of one JSON object. Raises ReadingError, with line and column where the JSON is not well-formed."""
    data = _ESCAPE.sub(_paired, text.encode("utf-8", "surrogatepass"))
    try:
        found = _DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise ReadingError(f"{where} is not a record {{text, id?, date?, lang?, title?, url?}}: {error}") from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        line, column = _position(data, str(error))
        reason = str(error).partition(" (byte")[0].partition(": ")[2] or "it ends too early or nests too deeply"
        raise ReadingError(f"{where} is not JSON at line {line}, column {column}: {reason}") from error
    return _draft(found, where)


def _paired(escape: re.Match[bytes]) -> bytes:
    """An escape as it stands, or the sign for what cannot be read in place of half a pair."""
    return rb"\ufffd" if escape["half"] else escape[0]


def plain(line: bytes, where: str) -> Draft | None:
    """The article of a line that is a record as it stands, in UTF-8 without control characters, as nearly all are; None
    for any other, which `decode` and `record` mend or refuse with its reason.
    """
    try:
        text = line.rstrip(b"\r\n").decode()
        if not is_clean(text):
            return None
        found = _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return _draft(found, where)


def _draft(found: _Record, where: str) -> Draft:
    body = cleaned(found.text)
    if not body.strip():
        raise ReadingError(f"{where} has an empty text; give the article in the field 'text'")
    day = parse(found.date or "", where)
    how = "metadata" if day else "none"
    if day is None:
        day = stated(body)
        how = "text" if day else "none"
    return Draft(
        body,
        title=one_line(found.title or ""),
        published=day,
        published_how=how,
        url=one_line(found.url or ""),
        lang=one_line(found.lang or "")[:_LANG],
        id="" if found.id is None else one_line(str(found.id), invisible=True),
    )


def lines(stream: IO[bytes], where: str) -> Iterator[tuple[str, bytes]]:
    """The lines of JSON lines that are not blank, each with its place (`file:12`).

    Of a line longer than a source may be, no more than shows that it is too long. Raises ReadingError where the
    stream cannot be read on.
    """
    number = 0
    try:
        while line := stream.readline(LIMIT + 1):
            number += 1
            if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and line.endswith(b"\n"):
                raise ReadingError(f"{where} is in UTF-16, which has no lines of bytes; save it as UTF-8")
            rest = line
            while len(rest) > LIMIT and not rest.endswith(b"\n"):
                rest = stream.readline(LIMIT + 1)
            if line.strip():
                yield f"{where}:{number}", line
    except (OSError, EOFError, zlib.error) as error:
        raise ReadingError(f"{where} cannot be read beyond line {number} ({error}); check the file") from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A .jsonl or .jsonl.gz file. Raises ReadingError if it cannot be opened."""
    try:
        with path.open("rb") as raw:
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if path.suffix == ".gz" else raw
    except OSError as error:
        raise ReadingError(f"{path} cannot be read ({error.strerror or error}); check the name") from error


def _position(data: bytes, message: str) -> tuple[int, int]:
    """Line and column, from 1, of the byte that the message names; the end if it names none."""
    data = data.rstrip()
    match = _BYTE.search(message)
    before = data[: int(match.group(1))] if match else data
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1
