"""Why a sentence was coded as it was: its actors, its clauses, the patterns that were considered and what became of
each.
"""

from __future__ import annotations

import msgspec

from ..document import Document
from ..event import Coded, Event, Uncoded
from ..record import Record
from .coder import code, scenes
from .events import Scene
from .mention import Mention
from .triggers import considered, noun_patterns
from .verbs import Clause

__all__ = ["Actor", "Considered", "ExplainedClause", "ExplainedSentence", "explain"]

Span = tuple[int, int]


class Actor(msgspec.Struct, frozen=True):
    """A name or a word that points back, and what it stands for. `kind`: state, person, adjective, anaphor...; `slot`:
    the kind of preposition that governs it; `acts`: whether it may act, rather than qualify a thing.
    """

    span: Span
    text: str
    codes: tuple[str, ...]
    kind: str
    slot: str
    role: str
    acts: bool


class Considered(msgspec.Struct, frozen=True):
    """A pattern whose words stand in a clause. `verdict`: `coded`; the condition that failed (`object`, `subject`,
    `without`); `clause`, the clause reports no event of the day; `before`, another pattern came first; `parties`,
    nobody was found to act or to be acted on.
    """

    pattern: str
    type: str
    verdict: str
    words: tuple[str, ...] = ()


class ExplainedClause(msgspec.Struct, frozen=True):
    """A verb with its mood, how its clause hangs on the one before, its subject, and why it reports nothing, if so."""

    span: Span
    text: str
    lemmas: tuple[str, ...]
    tense: str
    voice: str
    link: str
    negated: bool
    subject: tuple[str, ...]
    silent: str
    considered: tuple[Considered, ...]


class ExplainedSentence(msgspec.Struct, frozen=True):
    """A sentence and everything that led to its events, or to none. `nouns`: nouns that may report an event."""

    number: int
    span: Span
    text: str
    actors: tuple[Actor, ...]
    clauses: tuple[ExplainedClause, ...]
    nouns: tuple[tuple[Span, str, str], ...]
    events: tuple[Event, ...]
    left: tuple[Uncoded, ...]


def explain(document: Document, record: Record, domestic: bool | None = None) -> tuple[ExplainedSentence, ...]:
    """Codes a document and says why, sentence by sentence. Raises LanguageError for a language without a pack."""
    domestic = document.published is None if domestic is None else domestic
    coded = code(document, record, domestic)
    found = []
    for shown in scenes(document, record, domestic):
        if isinstance(shown, Uncoded):
            start, end = shown.span
            found.append(
                ExplainedSentence(shown.sentence, shown.span, document.text[start:end], (), (), (), (), (shown,))
            )
        else:
            found.append(_sentence(shown, document, coded))
    return tuple(found)


def _sentence(shown: Scene, document: Document, coded: Coded) -> ExplainedSentence:
    number = shown.line.number
    start, end = document.sentences[number]
    events = tuple(e for e in coded.events if e.sentence == number or number in e.mentions)
    left = {(u.reason, u.span): u for u in coded.uncoded if u.sentence == number}
    return ExplainedSentence(
        number,
        (start, end),
        document.text[start:end],
        tuple(_actor(shown, m) for m in shown.mentions if m.kind != "never"),
        tuple(_clause(shown, c, events) for c in shown.clauses),
        tuple(_nouns(shown)),
        events,
        tuple(left.values()),
    )


def _actor(shown: Scene, mention: Mention) -> Actor:
    span = shown.line.span(mention.start, mention.end)
    return Actor(
        span,
        shown.line.text[span[0] : span[1]],
        mention.codes,
        mention.kind,
        mention.slot,
        mention.role,
        mention.strong,
    )


def _clause(shown: Scene, clause: Clause, events: tuple[Event, ...]) -> ExplainedClause:
    made = shown.line
    span = made.span(clause.start, clause.end)
    silent = clause.dead or ""
    fired = {d.pattern.id for d in shown.drafts if d.clause is clause and d.pattern.id in {e.pattern for e in events}}
    judged: dict[str, Considered] = {}
    for pattern, failed in considered(clause, made, shown.lex, shown.mentions):
        verdict = failed or (
            "coded" if pattern.id in fired else "clause" if silent else "before" if fired else "parties"
        )
        words = {
            "object": pattern.object.words,
            "subject": pattern.subject.words,
            "without": pattern.without.words,
        }.get(failed, ())
        judged.setdefault(pattern.id, Considered(pattern.id, pattern.type, verdict, words))
    return ExplainedClause(
        span,
        made.text[span[0] : span[1]],
        tuple(sorted(clause.lemmas)),
        clause.tense,
        "passive" if clause.passive else "reflexive" if clause.reflexive else "active",
        clause.link,
        clause.negated,
        tuple(dict.fromkeys(c for m in clause.actors for c in m.codes)),
        silent,
        tuple(judged.values()),
    )


def _nouns(shown: Scene) -> list[tuple[Span, str, str]]:
    """The nouns that may report an event: where, the pattern, its type."""
    made, found = shown.line, []
    for i, entry in enumerate(made.entry):
        if entry is not None and entry.nouns:
            hit = noun_patterns(made, shown.lex, i, made.size, shown.mentions)
            if hit is not None:
                found.append((made.span(i, hit[1]), hit[0].id, hit[0].type))
    return found
