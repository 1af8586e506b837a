"""Document -> Coded, by a model: what it gives is kept where the text, the record and the calendar bear it out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec

from ..coding import as_json as rules_as_json
from ..coding import code as code_by_rules
from ..coding.coder import contexts, scenes, sectors
from ..coding.events import Scene
from ..coding.merge import merged
from ..coding.scores import intensity
from ..coding.where import place_of
from ..dates import Day, parse_day
from ..document import Document
from ..errors import ServerError
from ..event import Coded, Event
from ..record import Record
from .actors import code_of
from .cache import key, load, save
from .client import ask
from .prompt import messages, modes
from .schema import Answer, Found, decode
from .server import Server

__all__ = ["Second", "as_json", "code"]

_LONGEST = 40_000  # characters of a document: an article has a few thousand, a model reads no book
_ANSWERS = 3  # until one keeps to the form
_NEWS = timedelta(days=7)
_STRAIGHT = str.maketrans("’‘“”«»–—", '\'\'""""--')  # character by character: offsets stay
_AGAIN = "This is not the JSON that was asked for ({reason}). Answer again, with the JSON object alone."


class Second(msgspec.Struct, frozen=True):
    """What the model made of a document, what the rules make of it, and why events of the model were dropped:
    `invented` words, a `code` that nobody has on that day, nobody who acts (`parties`), an `old` event.
    """

    coded: Coded
    rules: Coded
    model: str
    dropped: tuple[str, ...]


def code(document: Document, record: Record, to: Server, domestic: bool | None = None) -> Second:
    """Codes a document by asking a model for its events; persons, quotes and treaty acts are those of the rules.

    `domestic` as for `foedus.coding.code`. Raises ServerError where no usable answer came.
    """
    domestic = document.published is None if domestic is None else domestic
    if len(document.text) > _LONGEST:
        raise ServerError(f"a text of {len(document.text)} characters is too long for a model; at most {_LONGEST}")
    rules = code_by_rules(document, record, domestic)
    answer = _answer(document, record, to) if document.sentences else Answer([])
    shown = {s.line.number: s for s in scenes(document, record, domestic) if isinstance(s, Scene)}
    kept: list[Event] = []
    dropped: list[str] = []
    for found in answer.events:
        event = _event(found, document, record, shown)
        if isinstance(event, str):
            dropped.append(event)
        elif domestic or not _inside_one_state(event, record):
            kept.append(event)
    kept.sort(key=lambda e: e.span)
    coded = msgspec.structs.replace(rules, events=merged(kept), uncoded=())
    return Second(coded, rules, to.model, tuple(dropped))


def as_json(found: Second) -> dict[str, Any]:
    """The line of output: as for the rules, with the coder named; no `confidence`, which nobody has measured."""
    line = rules_as_json(found.coded)
    for event in line["events"]:
        event["confidence"] = None
    return line | {"coder": {"name": "llm", "model": found.model, "dropped": len(found.dropped)}}


def _answer(document: Document, record: Record, to: Server) -> Answer:
    """The answer that was kept, or else a new one, asked for until it keeps to the form."""
    asked = messages(document, record)
    name = key(to.model, asked)
    kept = load(name)
    if kept is not None:
        with suppress(ValueError):  # a file that somebody damaged
            return decode(kept)
    turns, reason = asked, ""
    for _ in range(_ANSWERS):
        said = ask(to, turns)
        try:
            answer = decode(said)
        except ValueError as error:
            reason = str(error)
            again = {"role": "user", "content": _AGAIN.format(reason=reason)}
            turns = [*asked, {"role": "assistant", "content": said[:_LONGEST]}, again]
            continue
        save(name, said)
        return answer
    raise ServerError(f"the model {to.model} at {to.endpoint} kept to the form in none of {_ANSWERS} answers: {reason}")


def _event(found: Found, document: Document, record: Record, shown: dict[int, Scene]) -> Event | str:
    """The event, or why there is none."""
    place = _span(found, document)
    if place is None:
        return "invented"
    parties = _parties(found, document, record)
    if isinstance(parties, str):
        return parties
    when = _day(found, document)
    if when is None:
        return "old"
    number, span = place
    actor, recipient, symmetric = parties
    start, end = document.sentences[number]
    mode = found.mode if found.mode in modes(found.type) else None
    event = Event(
        type=found.type, actor=actor, recipient=recipient, symmetric=symmetric, sentence=number, span=span,
        text=document.text[start:end], mode=mode, date=when[0], date_basis=when[1], status=found.status,
        intensity=intensity(found.type.value, mode), pattern="llm",
    )  # fmt: skip
    return _with_scene(event, shown.get(number), record)


def _with_scene(event: Event, scene: Scene | None, record: Record) -> Event:
    """With what the rules read off the sentence: sectors, contexts, place."""
    if scene is None:
        government = ("GOV",)
        return msgspec.structs.replace(
            event, actor_sector=government * len(event.actor), recipient_sector=government * len(event.recipient)
        )
    made = scene.line
    low, high = bisect_right(made.start, event.span[0]) - 1, bisect_left(made.start, event.span[1])
    return msgspec.structs.replace(
        event,
        contexts=contexts(made, scene.lex),
        actor_sector=sectors(scene, event.actor),
        recipient_sector=sectors(scene, event.recipient),
        place=place_of(made, scene.mentions, record, low, high),
    )


def _span(found: Found, document: Document) -> tuple[int, tuple[int, int]] | None:
    """The sentence that holds the quoted words, and where: the one that the model names, else the first; None if none
    does. Blanks may differ, and quotation marks, apostrophes and dashes their shape.
    """
    words = found.quote.translate(_STRAIGHT).split()
    if not any(len(word) > 2 and word[0].isalnum() for word in words):
        return None  # nothing can rest on an article or a full stop
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    text = document.text.translate(_STRAIGHT)
    numbers = [n for n in (found.sentence, *range(len(document.sentences))) if 0 <= n < len(document.sentences)]
    for number in numbers:
        hit = pattern.search(text, *document.sentences[number])
        if hit is not None:
            return number, hit.span()
    return None


def _parties(found: Found, document: Document, record: Record) -> tuple[tuple[str, ...], tuple[str, ...], bool] | str:
    """Actors and recipients as the rules give them: each once, none on both sides, all of a mutual event in front."""
    actor, recipient = (_codes(codes, document, record) for codes in (found.actor, found.recipient))
    if actor is None or recipient is None:
        return "code"
    if found.symmetric:
        actor = tuple(dict.fromkeys((*actor, *recipient)))
        recipient = ()
    others = tuple(code for code in recipient if code not in actor)
    if recipient and not others and len(actor) == 1:
        others = actor  # inside one state
    if not actor:
        return "parties"
    return actor, others, found.symmetric and len(actor) > 1


def _codes(given: list[str], document: Document, record: Record) -> tuple[str, ...] | None:
    found = [code_of(text, record, document.published) for text in given]
    known = [code for code in found if code]
    return tuple(dict.fromkeys(known)) if len(known) == len(found) else None


def _day(found: Found, document: Document) -> tuple[Day | None, str] | None:
    """The day of the event and its basis: the model's where it lies in the week of the news, else the document's; None
    for what is older.
    """
    day = document.published
    if day is None:
        return None, "none"
    own = Day(day, day)
    try:
        said = parse_day(found.date or "")
    except ValueError:
        return own, "document"
    if day - said.last > _NEWS:
        return None
    if said.first > day or said.last - said.first >= _NEWS or said == own:
        return own, "document"
    return said, "text"


def _inside_one_state(event: Event, record: Record) -> bool:
    parties = {*event.actor, *event.recipient}
    return bool(event.recipient) and len(parties) == 1 and parties <= record.states.keys()
