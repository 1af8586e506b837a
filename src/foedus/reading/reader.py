"""Any source -> Document: a file, a URL, standard input."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import sys
from collections.abc import Callable
from pathlib import Path

from ..document import Document
from ..errors import ReadingError
from . import jsonfile
from .assemble import document
from .decode import characters, cleaned, declared_in_page, decode
from .draft import LIMIT, MEGABYTE, Draft
from .page import looks_like_page, read_page
from .text import read_markdown, read_plain

__all__ = ["KINDS", "read", "read_bytes", "read_record", "read_text"]

SECONDS = 20.0
_CONTROLS = bytes((*range(9), *range(14, 32), 127))
_FEW_CONTROLS = 8
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def _plain(text: str, where: str, url: str) -> Draft:
    return read_plain(text)


def _markdown(text: str, where: str, url: str) -> Draft:
    return read_markdown(text)


def _json(text: str, where: str, url: str) -> Draft:
    return jsonfile.record(text, where)


KINDS: dict[str, Callable[[str, str, str], Draft]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": read_page,
    ".htm": read_page,
    ".json": _json,
}
"""What reads each ending of a file's name: the text, where it comes from, its URL -> a draft."""


def read(
    source: str | Path,
    *,
    date: dt.date | None = None,
    lang: str | None = None,
    allow_private: bool = False,
    timeout: float = SECONDS,
) -> Document:
    """The article at `source`: a file (.txt .md .html .htm .json), a URL, or `-` for standard input.

    `date` is the day of publication and wins over what the source says; `lang` likewise. `allow_private` lets a URL
    lead to an address that is not public; `timeout` is in seconds. Raises ReadingError, LanguageError or UsageError.
    """
    name = str(source)
    if name == "-":
        return read_bytes(_limited(sys.stdin.buffer.read(LIMIT + 1), "standard input"), "-", date=date, lang=lang)
    if _ADDRESS.match(name):
        from .fetch import fetch

        got = fetch(name, allow_private, timeout)
        return read_bytes(got.data, name, got.kind, declared=got.charset, url=got.url, date=date, lang=lang)
    path = Path(name)
    kind = path.suffix.lower()
    if kind and kind not in KINDS and not path.is_dir():
        raise ReadingError(_unknown_kind(name, kind, path.exists()))
    return read_bytes(_file(path), path.name, kind, date=date, lang=lang)


def read_bytes(
    data: bytes,
    name: str,
    kind: str = "",
    *,
    declared: str = "",
    url: str = "",
    date: dt.date | None = None,
    lang: str | None = None,
) -> Document:
    """The article in `data`; `kind` is an ending of `KINDS`, found out from the content if empty."""
    where = "standard input" if name == "-" else name
    _limited(data, where)
    text = decode(data, where, declared or (declared_in_page(data) if kind in ("", ".html", ".htm") else ""))
    return read_text(text, name, kind, url=url, date=date, lang=lang)


def read_text(
    text: str, name: str, kind: str = "", *, url: str = "", date: dt.date | None = None, lang: str | None = None
) -> Document:
    """The article in `text`; `kind` as for `read_bytes`."""
    text = cleaned(text)
    where = "standard input" if name == "-" else name
    draft = KINDS[kind or _kind(text)](text, where, url)
    return document(draft, url or name, date, lang)


def read_record(line: bytes, where: str) -> Document:
    """The article of one line of JSON lines; its id is the record's or, where it has none, its place."""
    _limited(line, where)
    draft = jsonfile.plain(line, where)
    if draft is None:
        draft = jsonfile.record(cleaned(characters(_without_controls(line), where), invisible=True), where)
    return document(draft, where)


def _without_controls(line: bytes) -> bytes:
    """A record without its control characters, which no JSON may hold, where they are so few that it is one."""
    plain = line.translate(None, _CONTROLS)
    return plain if len(line) - len(plain) <= _FEW_CONTROLS and plain.lstrip(codecs.BOM_UTF8)[:1] == b"{" else line


def _kind(text: str) -> str:
    """The kind of text that nobody named."""
    if looks_like_page(text):
        return ".html"
    return ".json" if text.lstrip().startswith("{") else ".txt"


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(f"{path} is a folder; give a file, or run: foedus code {path}")
        if path.stat().st_size > LIMIT:
            raise _too_large(str(path))
        with path.open("rb") as stream:
            return _limited(stream.read(LIMIT + 1), str(path))  # a device or pipe has no size beforehand
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError(f"{path} cannot be read ({reason}); check the name") from error


def _limited(data: bytes, where: str) -> bytes:
    if len(data) > LIMIT:
        raise _too_large(where)
    return data


def _too_large(where: str) -> ReadingError:
    return ReadingError(f"{where} is larger than {LIMIT // MEGABYTE} MB; give one article, or many to: foedus code")


def _unknown_kind(name: str, kind: str, exists: bool) -> str:
    if not exists:
        return f"{name} does not exist; check the name"
    if name.lower().endswith((".jsonl", ".jsonl.gz")):
        return f"{name} holds many articles; run: foedus code {name}"
    return f"{name}: {kind} files are not read ({' '.join(KINDS)} are); save the article as one of these"
