"""One item -> one outcome: its line of output, and what the count of events across documents needs of it."""

from __future__ import annotations

import re
import zlib
from datetime import date

import msgspec

from ..coding import as_json, code
from ..document import Document
from ..errors import FoedusError, ServerError
from ..event import Coded, Event
from ..factfiles import load
from ..llm import Server
from ..reading import read, read_bytes, read_record
from .sources import Item

__all__ = ["Outcome", "Report", "Settings", "document_of", "failed", "sketch", "work"]

SHINGLE, SKETCH, SHORTEST = 4, 48, 40  # words of a shingle, values of a sketch, words of a text that has one
_WORD = re.compile(r"\w+")
_ENCODER = msgspec.json.Encoder()


class Settings(msgspec.Struct, frozen=True):
    """How documents are coded: see `foedus.code`; `counted`, whether events and copies across documents are to be
    counted; `server`, the model that codes in place of the rules; `compare`, whether to say what the rules find, too.
    """

    domestic: bool | None = None
    allow_private: bool = False
    counted: bool = True
    server: Server | None = None
    compare: bool = False


class Report(msgspec.Struct, frozen=True, array_like=True):
    """An event of a document, as far as it tells which event it is. `day` in days (proleptic ordinal), 0 if unknown."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    day: int
    place: str
    status: str
    confidence: float


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """A document as coded: its id, the line of output, its events, and the sketch that tells copies; or the error.
    `rules` is the line that the rules give, where coders are compared.
    """

    id: str
    name: str
    line: bytes
    reports: tuple[Report, ...] = ()
    sketch: tuple[int, ...] = ()
    day: int = 0
    error: str = ""
    rules: bytes = b""


def work(item: Item, settings: Settings) -> Outcome:
    """Reads and codes a document; whatever goes wrong is said in the outcome."""
    try:
        document = document_of(item, settings)
        coded, line, rules = _coded(document, item, settings)
    except FoedusError as error:
        return failed(_id(item) or item.name, item.name, str(error))
    except Exception as error:  # one document must not end a run of millions: its record says what happened
        reason = (
            f"{item.name} could not be coded, by a fault of foedus ({type(error).__name__}: {error}); please report it"
        )
        return failed(_id(item) or item.name, item.name, reason)
    if not settings.counted:
        return Outcome(document.id, item.name, line, rules=rules)
    reports = tuple(_report(e) for e in coded.events if e.status in ("happened", "announced"))
    return Outcome(
        document.id, item.name, line, reports, sketch(document.text), _ordinal(document.published), rules=rules
    )


def _coded(document: Document, item: Item, settings: Settings) -> tuple[Coded, bytes, bytes]:
    """A document as the chosen coder has it, its line of output, and the line of the rules where it is asked for."""
    if settings.server is None:
        coded = code(document, load(), settings.domestic)
        return coded, _ENCODER.encode(as_json(coded)), b""
    from ..llm.coder import as_json as line_of
    from ..llm.coder import code as ask

    try:
        found = ask(document, load(), settings.server, settings.domestic)
    except ServerError as error:
        raise ServerError(f"{item.name}: {error}") from error
    rules = _ENCODER.encode(as_json(found.rules)) if settings.compare else b""
    return found.coded, _ENCODER.encode(line_of(found)), rules


def failed(ident: str, name: str, reason: str) -> Outcome:
    """The outcome of a document that could not be coded."""
    reason = " ".join(reason.split())
    return Outcome(ident, name, _ENCODER.encode({"id": ident, "error": reason}), error=reason)


def document_of(item: Item, settings: Settings) -> Document:
    """Reads an item. Raises FoedusError for one that cannot be read."""
    if item.error:
        raise FoedusError(item.error)
    if item.record is not None:
        return read_record(item.record, item.name)
    if item.page is not None:
        return read_bytes(item.page, item.name, ".html", url=item.name)
    return read(item.name, allow_private=settings.allow_private)


def _id(item: Item) -> str:
    """The id of a record that could not be read, if that much of it can."""
    try:
        found = msgspec.json.decode(item.record) if item.record else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return ""  # the error is reported under the record's place
    named = found.get("id") if isinstance(found, dict) else None
    return str(named) if isinstance(named, str | int) and not isinstance(named, bool) else ""


def _report(event: Event) -> Report:
    place = event.place.name if event.place is not None else ""
    return Report(
        event.type.value, event.actor, event.recipient, event.symmetric,
        _ordinal(event.date.first if event.date is not None else None), place, event.status, event.confidence,
    )  # fmt: skip


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of words (Broder 1997): two texts share as many of them as they share words
    in order. Empty for a text too short to tell a copy from a coincidence.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < SHORTEST:
        return ()
    runs = set(map(" ".join, zip(*(words[i:] for i in range(SHINGLE)), strict=False)))
    return tuple(sorted(set(map(zlib.crc32, map(str.encode, runs))))[:SKETCH])
