"""What an article says that a treaty pledges: the sentence of the act and those behind it that speak of the treaty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..clauses import Clause, read_clause
from ..document import Document
from ..event import Act, ToldTerm, TreatyAct
from ..lang.acts import ActWords, act_words
from ..lang.treaty import treaty_languages

__all__ = ["with_terms"]

_READ: tuple[Act, ...] = ("signed", "ratified", "in_force")
_FAR = 8  # sentences behind the act in which its treaty is still spoken of


def with_terms(acts: Sequence[TreatyAct], document: Document) -> tuple[TreatyAct, ...]:
    """The acts, those on a treaty that the facts do not hold with what the article says of it."""
    words = act_words(document.lang)
    if words is None or document.lang not in treaty_languages():
        return tuple(acts)
    return tuple(
        msgspec.structs.replace(act, terms=tuple(_terms(act, acts, document, words))) if _wanted(act) else act
        for act in acts
    )


def _wanted(act: TreatyAct) -> bool:
    return act.id is None and act.act in _READ and not act.recalled and len(act.parties) > 1


def _terms(act: TreatyAct, acts: Sequence[TreatyAct], document: Document, words: ActWords) -> Iterator[ToldTerm]:
    """What each sentence that speaks of the treaty says of it."""
    others = {a.sentence for a in acts if a.parties != act.parties} - {act.sentence}
    yield from _read(document, act.sentence)
    chained = True
    for number in range(act.sentence + 1, min(act.sentence + 1 + _FAR, len(document.sentences))):
        chained = number not in others and _speaks(document, number, words, chained)
        if chained:
            yield from _read(document, number)


def _speaks(document: Document, number: int, words: ActWords, chained: bool) -> bool:
    """Whether a sentence speaks of the treaty: it names it, or goes on from one that did."""
    start, end = document.sentences[number]
    if document.text[start:end].rstrip().endswith("?"):
        return False
    marked = words.read(document.text, start, end, ())
    return marked.has("refers") or (chained and bool(marked.at("refers_first", 0)))


def _read(document: Document, number: int) -> Iterator[ToldTerm]:
    start, end = document.sentences[number]
    text = document.text[start:end]
    if not any(c.isalnum() for c in text):
        return
    clause = read_clause(text, document.lang, news=True)
    for pledge in clause.pledges:
        yield ToldTerm(
            sentence=number,
            span=_span(clause, pledge, start),
            pledge=pledge,
            aid=clause.military_aid if pledge in ("defence", "offence") else "none",
            condition=(clause.conditional or "") if pledge in clause.narrowed else "",
            area=(clause.geographic_scope or "") if pledge in clause.placed else "",
            years=clause.duration_years,
            threat=clause.threat and pledge == "consultation",
        )
    if not clause.pledges and (clause.duration_years or clause.geographic_scope):
        which = "duration_years" if clause.duration_years else "geographic_scope"
        yield ToldTerm(
            number, _span(clause, which, start), area=clause.geographic_scope or "", years=clause.duration_years
        )


def _span(clause: Clause, what: str, offset: int) -> tuple[int, int]:
    """From the first to the last of the characters that carry something."""
    spans = clause.spans.get(what) or clause.evidence
    return offset + min(a for a, _ in spans), offset + max(b for _, b in spans)
