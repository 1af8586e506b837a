"""A document in, everything found in it out."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document
from ..event import Coded, Event, EventType, Group, PersonMention, Quote, Status, TreatyAct, Uncoded
from ..lang import Lexicon, lexicon
from ..record import Record
from .confidence import confidence
from .corefs import Memory
from .draft import Draft
from .events import Scene, scene
from .groups import groups
from .line import Line, line
from .mentions import find
from .merge import merged
from .names import names
from .persons import people
from .quotes import attributed, quotes
from .scores import intensity
from .treaties import acts, merged_acts
from .triggers import context_words, topic_words
from .when import Clock
from .where import place_of

__all__ = ["code", "contexts", "scenes", "sectors"]


def code(document: Document, record: Record, domestic: bool | None = None) -> Coded:
    """Codes a document. `domestic`: whether acts inside one state are events; by default they are in texts without a
    date, which stand outside any news cycle (sentences of a corpus), and are not in the news of a day. Raises
    LanguageError for a language without a pack; nothing else.
    """
    domestic = document.published is None if domestic is None else domestic
    found = _Found(domestic)
    for shown in scenes(document, record, domestic):
        if isinstance(shown, Uncoded):
            found.uncoded.append(shown)
        else:
            found.sentence(shown, document, record)
    return found.coded(document)


def scenes(document: Document, record: Record, domestic: bool) -> Iterator[Scene | Uncoded]:
    """The sentences of a document, each analysed and coded in the light of those before it; or why one is not.

    `domestic` as for `code`. Raises LanguageError for a language without a pack.
    """
    lex = lexicon(document.lang)
    known = names(document.lang, record)
    memory, clock = Memory(domestic), Clock(lex, document.published)
    met: set[str] = set()
    for number, (start, end) in enumerate(document.sentences):
        made = line(lex, document.text, number, start, min(end, start + _WIDEST))
        if made.size > _LONGEST or end - start > _WIDEST:
            yield Uncoded(number, "too long for a sentence", (start, end))
        elif made.word:
            mentions = find(made, lex, known, document.published, met)
            yield scene(made, lex, mentions, memory, clock)


_LONGEST = 300  # words: more is a table or a list, and costs more than it can tell
_WIDEST = 20_000  # characters: what is longer has more words than that, which need not be counted


class _Found:
    """What a document has yielded so far."""

    def __init__(self, domestic: bool) -> None:
        self.domestic = domestic
        self.events: list[Event] = []
        self.persons: list[PersonMention] = []
        self.quotes: list[Quote] = []
        self.treaties: list[TreatyAct] = []
        self.uncoded: list[Uncoded] = []
        self.groups: list[Group] = []

    def sentence(self, shown: Scene, document: Document, record: Record) -> None:
        """Takes in a sentence."""
        made, number = shown.line, shown.line.number
        persons = people(made, shown.lex, shown.mentions, shown.clauses, shown.memory)
        bodies = [p.affiliation for p in persons if p.affiliation]
        if bodies:
            persons = [p for p in persons if not any(p.name in body for body in bodies)]
        self.persons.extend(persons)
        if persons and made.word[0] in _DASHES and not shown.clauses:
            said = attributed(number, document.text, document.sentences, persons[0])
            while self.quotes and self.quotes[-1].sentence == number - 1:
                self.quotes.pop()
            self.quotes.extend([said] if said else [])
            self._drop(number - 1, "quoted")
            return
        self.quotes.extend(quotes(shown, persons))
        shown.memory.speakers.extend(p for p in persons if p.role or p.state)
        self.groups.extend(groups(made, shown.lex, shown.mentions, record, document.published))
        reason = _silent(made, shown.lex)
        if reason:
            if shown.drafts:
                self.uncoded.append(Uncoded(number, reason, document.sentences[number]))
            return
        if shown.drafts:
            themes = contexts(made, shown.lex)
            for draft in shown.drafts:
                if self.domestic or not _domestic(shown, draft, record):
                    self.events.append(_event(shown, draft, document, record, themes))
                else:
                    self.uncoded.append(
                        Uncoded(number, "domestic", made.span(draft.start, max(draft.end, draft.start + 1)))
                    )
        self.treaties.extend(acts(shown, record, document.published, self.treaties))
        self.uncoded.extend(Uncoded(number, why, made.span(at, at + 1)) for why, at in shown.reasons)

    def _drop(self, number: int, reason: str) -> None:
        """Takes back the events of a sentence that turns out to be quoted."""
        dropped = []
        while self.events and self.events[-1].sentence == number:
            dropped.append(self.events.pop())
        self.uncoded.extend(Uncoded(number, reason, e.span) for e in reversed(dropped))

    def coded(self, document: Document) -> Coded:
        """Everything, each once."""
        persons: dict[str, PersonMention] = {}
        for person in self.persons:
            known = persons.get(person.name)
            if known is None or (not known.role and person.role):
                persons[person.name] = person
        return Coded(
            document, merged(self.events), _longest(persons), tuple(self.quotes), self._acts(document),
            tuple(self.uncoded), tuple({(g.head, g.name): g for g in reversed(self.groups)}.values())[::-1],
        )  # fmt: skip

    def _acts(self, document: Document) -> tuple[TreatyAct, ...]:
        """The acts on treaties, with what the article says of those that the facts do not hold."""
        acts = merged_acts(self.treaties)
        if not any(act.id is None for act in acts):
            return acts
        from .terms import with_terms

        return with_terms(acts, document)


_DASHES = frozenset("–—-")


def _longest(persons: dict[str, PersonMention]) -> tuple[PersonMention, ...]:
    """Persons once each: a family name gives way to the whole name."""
    parts = {part for n in persons if " " in n for part in n.split(" ")}
    return tuple(p for n, p in persons.items() if n not in parts)


def _domestic(shown: Scene, draft: Draft, record: Record) -> bool:
    """Whether an act stays inside one state, no listed group taking part, or is that of an opposition."""
    parties = {*draft.actors, *draft.recipients}
    if set(sectors(shown, draft.actors)) == {"OPP"}:
        return True
    return bool(draft.recipients or draft.symmetric) and len(parties) == 1 and parties <= record.states.keys()


def _silent(made: Line, lex: Lexicon) -> str:
    """Why a whole sentence reports no event: a question, a subject such as sport or the markets."""
    if made.word[-1] == "?" or (made.size > 1 and made.word[-2] == "?"):
        return "question"
    return "topic" if topic_words(lex).named(made) else ""


def _event(shown: Scene, draft: Draft, document: Document, record: Record, themes: tuple[str, ...]) -> Event:
    start, end = document.sentences[shown.line.number]
    day, basis = shown.clock.of(shown.line, draft.start, draft.end)
    if basis == "document":
        day, basis = shown.clock.of(shown.line, 0, shown.line.size)
    mode = draft.mode or None
    status: Status = "announced" if draft.status == "announced" else "happened"
    return Event(
        type=EventType(draft.type),
        actor=draft.actors,
        recipient=draft.recipients,
        symmetric=draft.symmetric,
        sentence=shown.line.number,
        span=shown.line.span(draft.start, draft.end),
        text=document.text[start:end],
        mode=mode,
        contexts=themes,
        actor_sector=sectors(shown, draft.actors),
        recipient_sector=sectors(shown, draft.recipients),
        date=day,
        date_basis=basis,
        place=place_of(shown.line, shown.mentions, record, draft.start, draft.end),
        status=status,
        intensity=intensity(draft.type, mode),
        confidence=confidence(shown, draft),
        pattern=draft.pattern.id,
    )


def contexts(made: Line, lex: Lexicon) -> tuple[str, ...]:
    """What a sentence is about: the contexts of PLOVER that its words name."""
    named = context_words(lex).named(made)
    return tuple(c for c in lex.pack.contexts if c in named) if named else ()


def sectors(shown: Scene, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The sector of each actor, from the nouns that name it."""
    return tuple([_sector(shown, code_) for code_ in codes])


def _sector(shown: Scene, code_: str) -> str:
    ranks, names = shown.lex.sectors, shown.lex.sector_names
    first = len(names)
    for mention in shown.mentions:
        if mention.role and code_ in mention.codes:
            for word in mention.role.lower().split():
                first = min(first, ranks.get(word, first))
    return names[first] if first < len(names) else "GOV"
