"""Who is meant without being named: what the document has said so far, and the words that point back to it."""

from __future__ import annotations

from ..event import PersonMention
from ..lang import Lexicon
from ..lang.phrases import Phrases
from ..place import locate, state_of
from .draft import Draft
from .line import PREPOSITIONS, Line
from .mention import Mention

__all__ = ["Memory", "anaphors"]


class Memory:
    """The actors of the document so far; `domestic`: whether acts inside one state are events in it."""

    def __init__(self, domestic: bool = False) -> None:
        self.domestic = domestic
        self.subject: list[Mention] = []
        self.speakers: list[PersonMention] = []
        self.states: list[str] = []
        self.bodies: list[str] = []
        self.roles: dict[str, tuple[str, ...]] = {}
        self._acts: list[tuple[tuple[str, ...], tuple[str, ...]]] = []  # who acted, on whom
        self._acted: dict[str, int] = {}  # the last act of each, of those aimed at somebody
        self._suffered: dict[str, int] = {}  # the last act on each
        self.by_type: dict[str, tuple[str, ...]] = {}  # who did the last act of each type
        self._mutual: dict[int, tuple[str, ...]] = {}  # the parties of the last act that so many did together
        self._joint: dict[int, tuple[str, ...]] = {}  # the parties of the last act of so many

    def after(self, subject: list[Mention] | None, mentions: list[Mention], drafts: list[Draft]) -> None:
        """Takes in a sentence that has been coded."""
        if subject:
            self.subject = subject
        for mention in mentions:
            for code in mention.codes:
                kept = self.bodies if mention.kind == "organisation" else self.states
                if code in kept:
                    kept.remove(code)
                kept.append(code)
            if mention.role and mention.codes and mention.kind != "anaphor":
                self.roles[mention.role.lower()] = mention.codes
        for draft in drafts:
            self._take(draft.actors, draft.recipients)
            self.by_type[draft.type] = draft.actors
            if draft.symmetric:
                self._mutual[len(draft.actors)] = draft.actors

    def _take(self, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
        number = len(self._acts)
        self._acts.append((actors, recipients))
        for code in recipients:
            self._suffered[code] = number
        self._joint[len(actors)] = actors
        if not recipients:
            return
        for code in actors:
            self._acted[code] = number
        parties = tuple(dict.fromkeys((*actors, *recipients)))
        self._joint[len(parties)] = parties

    def speaker(self, codes: tuple[str, ...]) -> PersonMention | None:
        """The person last named, of one of the states if they are known: whom a pronoun or a title points back to."""
        return next((p for p in reversed(self.speakers) if not codes or p.state in codes), None)

    def held(self, role: str, lex: Lexicon) -> tuple[str, ...]:
        """The state of who was last named by another title of the same office (`foreign minister`, `top diplomat`)."""
        same = next((titles for titles in lex.pack.actors.offices.values() if role in titles), ())
        return next((codes for known, codes in reversed(self.roles.items()) if known in same), ())

    def group(self, number: int) -> tuple[str, ...]:
        """So many actors that belong together: the last subject, else the parties of the last event."""
        subject = tuple(dict.fromkeys(c for m in self.subject for c in m.codes))
        return subject if len(subject) == number else self._mutual.get(number) or self._joint.get(number, ())

    def against(self, actors: tuple[str, ...]) -> list[str]:
        """Whom an actor answers: who last acted on it, else whom it last acted on."""
        on_it = max((self._suffered.get(code, -1) for code in actors), default=-1)
        by_it = max((self._acted.get(code, -1) for code in actors), default=-1)
        if on_it < 0 and by_it < 0:
            return []
        return list(self._acts[on_it][0] if on_it >= by_it else self._acts[by_it][1])

    def places(
        self, made: Line, mentions: list[Mention], start: int, end: int, dates: frozenset[str] = frozenset()
    ) -> list[str]:
        """The states of the towns that [start, end) of a sentence names; the month of March is no town."""
        named = {i for m in mentions for i in range(m.start, m.end)}
        found: list[str] = []
        for i in made.capitals:
            if not max(1, start) <= i < end or i in named or made.tag[i - 1] not in ("to", "place", "near", "of"):
                continue
            if made.low[i] in dates:
                continue
            spot = locate(made.word[i]) if not made.tag[i] else None
            if spot is not None and spot.territory:
                found.append(state_of(spot.territory))
        return found

    def towns(self, made: Line, start: int, end: int, mentions: list[Mention] | None = None) -> list[str]:
        """The states of the towns that the words [start, end) may name, whatever governs them, but no mention."""
        named = {i for m in mentions or () for i in range(m.start, m.end)}
        words = (made.word[i] for i in range(start, end) if i not in named)
        spots = [locate(word) for word in words if word[0].isupper() and len(word) > 2]
        return [state_of(spot.territory) for spot in spots if spot is not None and spot.territory]


def anaphors(made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory) -> list[Mention]:
    """The mentions that words pointing back make, with the codes of what they point to."""
    found: list[Mention] = []
    table, mark = _table(lex)
    taken: set[int] | None = None
    for i in made.spots(mark):
        for kind, end in table[made.low[i]].all(made.low, i + 1):
            if taken is None:
                taken = {i for m in mentions for i in range(m.first, m.last)}
            if not taken.isdisjoint(range(i, end + 1)):
                continue
            if ">" in kind and not made.word[end - 1][0].isupper():
                continue
            if kind == "person" and any(end <= m.start <= end + 2 for m in mentions):
                continue  # the name follows
            if kind == "person" and end < made.size and made.tag[end] in ("place", "of") and _named(mentions, end):
                continue  # "the foreign ministry in Bonn"
            codes = _codes(kind, made, i, end, mentions=mentions, memory=memory, lex=lex)
            if codes:
                mention = Mention(codes, "anaphor", i, end)
                mention.slot = _slot(made, i)
                mention.role = " ".join(made.word[i + 1 : end])
                found.append(mention)
                taken.update(range(i, end))
            break
    return [*found, *_own_bodies(made, lex, mentions, memory)] if lex.possessive else found


def _own_bodies(made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory) -> list[Mention]:
    """The bodies that a subject owns where they open a clause (`Peru said its navy had ...`, `..., its army said`)."""
    found: list[Mention] = []
    for i in made.spots(lex.possessive):
        if not _opens(made, lex, i) or any(m.first <= i < m.last for m in mentions):
            continue
        at = next((j for j in range(i + 1, min(i + 4, made.size)) if made.role[j] is not None), -1)
        role = made.role[at] if at > 0 else None
        if role is None or role[0] not in ("institution", "role", "agent") or any(made.tag[i + 1 : at]):
            continue
        owner = next((m for m in mentions if m.last <= i and m.strong and m.codes and not m.slot), None)
        codes = owner.codes if owner is not None else tuple(c for m in memory.subject for c in m.codes)[:1]
        if codes and not any(m.first < role[1] and i < m.last for m in mentions):
            mention = Mention(codes, "anaphor", i, role[1])
            mention.role, mention.role_kind = " ".join(made.word[at : role[1]]), role[0]
            found.append(mention)
    return found


def _opens(made: Line, lex: Lexicon, i: int) -> bool:
    """Whether a clause opens at a word: behind a mark, a conjunction or a verb of saying."""
    j = i - 1
    while j > 0 and made.tag[j] in ("skip", "+"):
        j -= 1
    if j < 0:
        return True
    entry = made.entry[j]
    said = entry is not None and any(v in lex.said for v in entry.verbs)
    return said or made.tag[j] in ("that", "sub", "coord") or made.word[j] in ',;:"”'


def _named(mentions: list[Mention], at: int) -> bool:
    return any(at < m.start <= at + 2 and m.codes for m in mentions)


def _codes(
    kind: str, made: Line, i: int, end: int, *, mentions: list[Mention], memory: Memory, lex: Lexicon
) -> tuple[str, ...]:
    before = [c for m in mentions if m.last <= i and m.strong for c in m.codes]
    if ">" in kind:  # "the North", said beside the South
        near, meant = kind.split(">")
        return (meant,) if near in {c for m in mentions for c in m.codes} or near in memory.states else ()
    match kind:
        case "two" | "three":
            number = 2 if kind == "two" else 3
            told = memory.group(number)
            if told:
                return told
            pool = list(dict.fromkeys([*reversed(before), *reversed(memory.states)]))
            return tuple(reversed(pool[:number])) if len(pool) >= number else ()
        case "organisation":
            return tuple(memory.bodies[-1:])
        case "person":
            role = " ".join(made.low[i + 1 : end])
            if role in memory.roles:
                return memory.roles[role]
            held = memory.held(role, lex)
            if held:
                return held
            if before:
                return next(m.codes for m in mentions if m.last <= i and m.strong and m.codes)
            return tuple(c for m in memory.subject for c in m.codes)[:1]
        case "other":
            last = memory.against(tuple(before) or tuple(c for m in memory.subject for c in m.codes))
            if last or not before:
                return tuple(last[:1])
            named = dict.fromkeys(c for m in mentions if m.last <= i for c in m.codes if c != before[0])
            return tuple(named) if len(named) == 1 else ()
    return ()


def _slot(made: Line, i: int) -> str:
    j = i - 1
    while j > 0 and made.tag[j] == "+":
        j -= 1
    return made.tag[j] if j >= 0 and made.tag[j] in PREPOSITIONS else ""


_TABLES: dict[Lexicon, tuple[dict[str, Phrases[str]], int]] = {}


def _table(lex: Lexicon) -> tuple[dict[str, Phrases[str]], int]:
    """The words that point back, by the first of each phrase, and the mark that these show."""
    known = _TABLES.get(lex)
    if known is None:
        found: dict[str, Phrases[str]] = {}
        for kind, phrases in lex.pack.actors.anaphors.items():
            for phrase in phrases:
                first, *rest = lex.tokens.phrase(phrase)
                found.setdefault(first, Phrases()).add(tuple(rest), kind)
        known = _TABLES[lex] = (found, lex.surface.mark(found))
    return known
