"""A feed (RSS 2.0, RSS 1.0, Atom) -> one record an entry. Nothing that an entry links to is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import IO, Any

from ..errors import ReadingError
from .draft import LIMIT, MEGABYTE

__all__ = ["feed"]

_ENTRIES = frozenset(("item", "entry"))
_BODIES = ("encoded", "content", "description", "summary")  # the fullest first
_DAYS = ("pubDate", "published", "date", "updated", "issued")
_BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "tr")


def feed(stream: IO[bytes], where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry as a record `{id, text, title, date, lang, url}`, with its place (`feed.xml#3`).

    Raises ReadingError if the file is too large or no feed.
    """
    from lxml import etree

    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReadingError(f"{where} is larger than {LIMIT // MEGABYTE} MB; split the feed")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"{where} is not XML ({error}); give an RSS or Atom feed") from error
    entries = [] if root is None else [e for e in root.iter() if _name(e) in _ENTRIES]
    if not entries:
        raise ReadingError(f"{where} holds no entry of an RSS or Atom feed")
    lang = _lang(root)
    for number, entry in enumerate(entries, 1):
        yield f"{where}#{number}", _record(entry, lang)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _lang(root: Any) -> str:
    stated = root.get("{http://www.w3.org/XML/1998/namespace}lang") or next(
        (e.text or "" for e in root.iter() if _name(e) == "language"), ""
    )
    return stated.strip()[:2].lower()


def _record(entry: Any, lang: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in entry:
        name = _name(child)
        text = "".join(child.itertext()).strip()
        if name == "link" and not text:
            text = child.get("href", "") if child.get("rel", "alternate") == "alternate" else ""
        if text and name not in fields:
            fields[name] = text
    title = _plain(fields.get("title", ""))
    body = next((_plain(fields[b]) for b in _BODIES if fields.get(b)), "")
    link = fields.get("link", "")
    found = {
        "id": fields.get("guid") or fields.get("id") or link,
        "text": body or title,
        "title": title,
        "date": next((d for name in _DAYS if (d := _day(fields.get(name, "")))), ""),
        "lang": lang,
        "url": link,
    }
    return {key: value for key, value in found.items() if value or key == "text"}


def _plain(text: str) -> str:
    """The text of a piece of HTML, a line a block; plain text as it is."""
    if "<" not in text and "&" not in text:
        return text
    from lxml import html

    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (ValueError, html.etree.ParserError):
        return text
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n\n".join(line for line in lines if line)


def _day(text: str) -> str:
    """A day of a feed as ISO 8601: RFC 2822, or a date that starts as ISO 8601 does; else nothing."""
    text = text.strip()
    if text[:4].isdigit() and text[4:5] == "-":
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
