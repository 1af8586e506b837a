"""What every question of a brief looks at: the coded document, and the system before, after and once all has effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .. import effects
from ..event import Coded, Event, EventType, TreatyAct
from ..evidence import Evidence, Row
from ..figure import Change, Figure
from ..lang.wording import States, Wording
from ..record import Record
from ..system import System
from ..treaty import Treaty

__all__ = ["DRAWS", "SEED", "Context", "Focus", "context", "count"]

DRAWS, SEED = 200, 1
"""Of intervals that are drawn, unless the user asks otherwise."""

HOSTILE = 2.0
"""What a conflict weighs beside cooperation of the same intensity."""


@dataclass(frozen=True)
class Focus:
    """What the brief is about: a treaty act, a rupture or renewal of relations, violence, another event, or nothing."""

    kind: Literal["treaty", "rupture", "renewal", "violence", "other", "none"]
    states: tuple[str, ...] = ()
    event: Event | None = None
    act: TreatyAct | None = None
    treaty: Treaty | None = None

    @property
    def defends(self) -> bool:
        """Whether the treaty of the article pledges defence."""
        return self.treaty is not None and bool(self.treaty.pledges("defence"))


@dataclass(frozen=True)
class Context:
    """Before: the record without what the article reports. After: with it, as of the day. Later: once it has taken
    effect: a treaty that is only signed in force, a notice run out (None where that makes no difference). `library`:
    the treaties of the facts. `draws`, `seed`: of intervals that are drawn."""

    coded: Coded
    day: date
    words: Wording
    focus: Focus
    before: System
    after: System
    later: System | None
    library: Mapping[str, Treaty]
    draws: int = DRAWS
    seed: int = SEED

    @property
    def record(self) -> Record:
        """The record after the events."""
        return self.after.record

    @property
    def final(self) -> System:
        """The system once everything reported is in force."""
        return self.later or self.after

    def say(self, key: str, /, **values: object) -> str:
        """A message of the wording."""
        return self.words.say(key, **values)

    def states(self, codes: tuple[str, ...] | frozenset[str] | set[str] | list[str]) -> States:
        """Codes as something that a message can say, in the order of the names."""
        return States(sorted(codes, key=lambda c: self.words.name(c, "bare")))

    def cite(self, treaty: Treaty, article: str) -> str:
        """A treaty with its article; the treaty alone where the text is not public."""
        return self.say("cite" if article else "cite_bare", treaty=treaty.short.of(self.words.lang), article=article)

    def affiliation(self, words: str) -> str:
        """An affiliation as written; a state's or an organisation's code as its name."""
        known = words in self.record.states or words in self.record.organisations
        return self.words.name(words, "bare") if known else words

    def change(self, name: str, measure: Callable[[System], Figure]) -> Change:
        """One measure on the three systems."""
        later = measure(self.later) if self.later else None
        return Change(name, measure(self.before), measure(self.after), later)


def context(
    coded: Coded, record: Record, day: date, words: Wording, draws: int | None = None, seed: int | None = None
) -> Context:
    """The three systems and the focus of a coded document."""
    before = System(day, effects.before(record, coded, day))
    after = System(day, effects.apply(before.record, coded, day, record.treaties))
    focus = _focus(coded, after.record)
    pending = [
        after.record.treaties[t]
        for t in after.record.treaties
        if t not in before.record.treaties or after.record.treaties[t] is not before.record.treaties[t]
    ]
    waiting = tuple(t for p in pending if (t := effects.final(p, day)) is not None)
    later = replace(after, record=after.record.plus(waiting)) if waiting else None
    drawn = DRAWS if draws is None else draws, SEED if seed is None else seed
    return Context(coded, day, words, focus, before, after, later, record.treaties, *drawn)


def _focus(coded: Coded, record: Record) -> Focus:
    for act in coded.treaties:
        event = next((e for e in coded.events if e.type is EventType.SUPPORT and {*e.actor} == {*act.parties}), None)
        treaty = record.treaties.get(act.id or "") or _provisional(act, record)
        if treaty and act.act != "proposed" and not act.recalled:
            return Focus("treaty", act.parties, event, act, treaty)
    between = [e for e in coded.events if len({*e.actor, *e.recipient} & {*record.states}) > 1]
    ranked = sorted(between, key=lambda e: (-_weight(e), e.sentence))
    if not ranked:
        return Focus("none", event=coded.events[0] if coded.events else None)
    event = ranked[0]
    states = tuple(c for c in dict.fromkeys((*event.actor, *event.recipient)) if c in record.states)
    if event.type is EventType.SANCTION and "ties" in event.pattern:
        return Focus("rupture", states, event)
    if event.type is EventType.SUPPORT and "ties" in event.pattern:
        return Focus("renewal", states, event)
    return Focus("violence" if event.type is EventType.ASSAULT else "other", states, event)


def _provisional(act: TreatyAct, record: Record) -> Treaty | None:
    return next((t for t in record.treaties.values() if t.provisional and {*t.signatories} == {*act.parties}), None)


def _weight(event: Event) -> float:
    """How much an event makes the news of a page: its distance from neutral, how often the page returns to it, and
    whether it is a conflict: where states clash, the support that one of them finds is not the news."""
    hostile = HOSTILE if event.intensity < 0 else 0.0
    return abs(event.intensity) + hostile + len(event.mentions) + (1.0 if event.sentence < 3 else 0.0)


def count(name: str, value: int, unit: str, basis: tuple[Evidence, ...], why: str) -> Figure:
    """A count that needs no interval, with the reason."""
    return Figure(name, (), float(value), unit, basis or (Row("facts", name),), exact=why)
