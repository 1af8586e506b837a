"""An explained document as lines of words, the same for the terminal and the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import tomli as tomllib

from ..coding.explain import Actor, ExplainedClause, ExplainedSentence
from ..document import Document
from ..event import Event

__all__ = ["Line", "Page", "Piece", "Sentence", "page"]

Mark = Literal["", "actor", "trigger", "other"]
_SHOWN_WORDS = 8  # of the words that a pattern wanted


class Piece(msgspec.Struct, frozen=True):
    """A run of the sentence with one mark."""

    text: str
    mark: Mark = ""
    note: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line of a list; `weak` for what was not taken; `under` lines stand beneath it."""

    text: str
    weak: bool = False
    under: tuple[Line, ...] = ()


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with its marks and what is said of it, list by list."""

    heading: str
    pieces: tuple[Piece, ...]
    events: tuple[Line, ...]
    lists: tuple[tuple[str, tuple[Line, ...]], ...]


class Page(msgspec.Struct, frozen=True):
    """A document explained."""

    title: str
    name: str
    date: str
    lang: str
    labels: Mapping[str, Any]
    sentences: tuple[Sentence, ...]


@cache
def _labels() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


def page(document: Document, found: Iterable[ExplainedSentence]) -> Page:
    """The page of a document, in its language where that has labels, else in English."""
    lang = document.lang if document.lang in _labels() else "en"
    words = _labels()[lang]
    sentences = tuple(_sentence(one, words) for one in found)
    date = document.published.isoformat() if document.published else ""
    return Page(words["title"], document.title or document.id, date, lang, words, sentences)


def _sentence(one: ExplainedSentence, words: Mapping[str, Any]) -> Sentence:
    lists = (
        (words["actors"], tuple(_actor(a, words) for a in one.actors)),
        (words["clauses"], tuple(_clause(c, words) for c in one.clauses)),
        (words["nouns"], tuple(Line(f"{_cut(one, span)}: {kind} ({pattern})") for span, pattern, kind in one.nouns)),
        (
            words["left"],
            tuple(Line(f"{words['silent'].get(u.reason, u.reason)}: {_cut(one, u.span)}") for u in one.left),
        ),
    )
    events = tuple(_event(e, one.number, words) for e in one.events) or (Line(words["no_event"], weak=True),)
    return Sentence(
        words["sentence"].format(number=one.number + 1), _pieces(one), events, tuple(x for x in lists if x[1])
    )


def _cut(one: ExplainedSentence, span: tuple[int, int]) -> str:
    text = one.text[span[0] - one.span[0] : span[1] - one.span[0]]
    return f"« {text} »" if len(text) < 80 else f"« {text[:77]}… »"


def _event(event: Event, number: int, words: Mapping[str, Any]) -> Line:
    joined = ", ".join(event.actor)
    parties = (
        f"{joined} → {', '.join(event.recipient)}"
        if event.recipient
        else joined.replace(", ", " ↔ ")
        if event.symmetric
        else joined
    )
    kind = f"{event.type.value}/{event.mode}" if event.mode else event.type.value
    more = [
        words["status"].get(event.status, event.status),
        str(event.date) if event.date else "",
        event.place.name if event.place else "",
    ]
    others = [str(n + 1) for n in (event.sentence, *event.mentions) if n != number]
    more += [words["mention"].format(numbers=", ".join(others))] if others else []
    text = f"{kind}: {parties} ({'; '.join(m for m in more if m)})"
    return Line(
        text, under=(Line(f"{words['pattern']} {event.pattern}, {words['confidence']} {event.confidence:.2f}"),)
    )


def _actor(actor: Actor, words: Mapping[str, Any]) -> Line:
    kind = words["kind"].get(actor.kind, actor.kind)
    said = [kind, words["acts"] if actor.acts else words["qualifies"]]
    said += [actor.role] if actor.role else []
    said += [f"[{actor.slot}]"] if actor.slot else []
    return Line(f"« {actor.text} »: {', '.join(actor.codes) or '–'} ({', '.join(said)})", weak=not actor.acts)


def _clause(clause: ExplainedClause, words: Mapping[str, Any]) -> Line:
    said = [words["link"].get(clause.link, clause.link), words["tense"].get(clause.tense, clause.tense)]
    said.append(words["voice"][clause.voice])
    said += [words["silent"]["negated"]] if clause.negated else []
    subject = ", ".join(clause.subject) or words["nobody"]
    reason = f" – {words['silent'].get(clause.silent, clause.silent)}" if clause.silent else ""
    under = []
    for one in clause.considered:
        wanted = f" ({', '.join(one.words[:_SHOWN_WORDS])}…)" if one.words else ""
        under.append(
            Line(f"{one.type} ({one.pattern}): {words['verdict'][one.verdict]}{wanted}", weak=one.verdict != "coded")
        )
    text = f"« {clause.text} »: {'; '.join(said)}; {words['subject']}: {subject}{reason}"
    return Line(text, weak=bool(clause.silent), under=tuple(under))


def _pieces(one: ExplainedSentence) -> tuple[Piece, ...]:
    """The sentence in runs: names and verbs marked, what overlaps given to the first."""
    marks: list[tuple[int, int, Mark, str]] = []
    for clause in one.clauses:
        fired = next((c.type for c in clause.considered if c.verdict == "coded"), "")
        marks.append((*clause.span, "trigger" if fired else "other", fired or clause.silent))
    marks += [(*span, "trigger", kind) for span, _pattern, kind in one.nouns if any(e.type == kind for e in one.events)]
    marks += [(*actor.span, "actor", " ".join(actor.codes)) for actor in one.actors if actor.codes]
    start, text = one.span[0], one.text
    found, at = [], 0
    for first, last, mark, note in sorted(marks):
        low, high = first - start, last - start
        if low < at:
            continue
        found += [Piece(text[at:low])] if low > at else []
        found.append(Piece(text[low:high], mark, note))
        at = high
    return tuple(found + ([Piece(text[at:])] if at < len(text) else []))
