"""Groups that a text names by their tie to a state ("the United States and its allies"), computed from the treaties, or
by a name that the facts define ("the Gulf monarchies").

The coder's codes name only the state itself: which states the group holds depends on the day, so it is kept apart.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from ..actor import Collective
from ..event import Group
from ..lang import Lexicon, lexicon
from ..lang.phrases import Phrases
from ..record import Record
from ..system import System
from .line import Line, follows
from .mention import Mention

__all__ = ["allies", "groups", "members"]

_NEAR = 4  # words between "allies" and the state that follows ("allies of the United States")


def groups(made: Line, lex: Lexicon, mentions: list[Mention], record: Record, day: date | None) -> list[Group]:
    """The groups of a sentence, each with the states bound in defence to the state it is named after."""
    if day is None:
        return []
    named = _named(made, lex, record, day)
    phrases, last, mark = _phrases(lex.pack.lang)
    if not made.shows(mark):
        return named
    taken = [g.span for g in named]
    found: list[_Found] = []
    for first, rest in phrases:
        for i in range(made.size):
            if made.low[i] == first and follows(made, i + 1, rest):
                found += _of(made, mentions, record, day, i, i + 1 + len(rest))
    for word in sorted(last):
        for i in range(made.size):
            if made.low[i] == word and not any(i in range(*g.words) for g in found):
                after = [m for m in mentions if i < m.first <= i + _NEAR and m.slot in ("of", "with") and m.codes]
                found += [_group(made, after[0], record, day, i, after[0].last)] if after else []
    own = [g.group for g in found if g.group.states]
    return [*named, *(g for g in own if not any(a <= g.span[0] < b or a < g.span[1] <= b for a, b in taken))]


def _named(made: Line, lex: Lexicon, record: Record, day: date) -> list[Group]:
    """The collectives of the facts that a sentence names, the longest name at each word."""
    table, mark = _collectives(lex.pack.lang, record)
    found: list[Group] = []
    after = 0
    for i in made.spots(mark):
        if i < after:
            continue
        hit = next(((c, end) for c, end in table[made.low[i]].all(made.low, i + 1) if c.meant(day)), None)
        if hit is not None:
            one, after = hit
            span = made.span(i, after)
            name = made.text[span[0] : span[1]]
            found.append(Group(name, one.id, members(record, day, one), made.number, span, one.definition))
    return found


@lru_cache(maxsize=8)
def _collectives(lang: str, record: Record) -> tuple[dict[str, Phrases[Collective]], int]:
    """The collectives of the facts by the first word of each name, and the mark that these show."""
    lex = lexicon(lang)
    found: dict[str, Phrases[Collective]] = {}
    for one in record.collectives:
        for phrase in (getattr(one.name, lang, ""), *getattr(one.aliases, lang, ())):
            words = lex.tokens.phrase(phrase)
            if words:
                found.setdefault(words[0], Phrases()).add(tuple(words[1:]), one)
    return found, lex.surface.mark(found)


@lru_cache(maxsize=256)
def members(record: Record, day: date, one: Collective) -> tuple[str, ...]:
    """The states of a collective on a day, by its definition."""
    found = set(one.states)
    for code in one.members_of:
        found.update(record.organisations[code].members_at(day))
    for code in one.allies_of:
        found.update((*allies(record, day, code), code))
    if one.allies_of and not one.members_of:
        found -= set(one.allies_of)  # nobody is its own ally
    return tuple(sorted(found))


@cache
def _phrases(lang: str) -> tuple[list[tuple[str, tuple[str, ...]]], frozenset[str], int]:
    """The phrases of a language that name a group, the words they end on, and the mark that these show."""
    lex = lexicon(lang)
    split = [lex.tokens.phrase(p) for p in lex.pack.actors.dynamic]
    last = frozenset(p[-1] for p in split)
    return [(first, tuple(rest)) for first, *rest in split], last, lex.surface.mark(last)


class _Found:
    """A group and the words that name it."""

    def __init__(self, group: Group, words: tuple[int, int]) -> None:
        self.group, self.words = group, words


def _of(made: Line, mentions: list[Mention], record: Record, day: date, start: int, end: int) -> list[_Found]:
    """The group of a possessive: that of the last actor named before it."""
    before = [m for m in mentions if m.codes and m.end <= start]
    return [_group(made, before[-1], record, day, before[-1].first, end)] if before else []


def _group(made: Line, mention: Mention, record: Record, day: date, start: int, end: int) -> _Found:
    code = mention.codes[0]
    span = made.span(start, end)
    group = Group(made.text[span[0] : span[1]], code, allies(record, day, code), made.number, span)
    return _Found(group, (start, end))


@lru_cache(maxsize=64)
def allies(record: Record, day: date, state: str) -> tuple[str, ...]:
    """The states that owe the state defence, or are owed it, by a clear pledge in force on the day."""
    system = System(day, record)
    owing = {o.obligor for o in system.owed("defence", to=state) if o.standing == "clear"}
    owed = {o.beneficiary for o in system.owed("defence", by=state) if o.standing == "clear"}
    return tuple(sorted(owing | owed))
