"""Which sense a verb or a noun has where it stands: the first pattern whose conditions hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..lang import Lexicon, Rule
from ..lang.rule import Wanted
from ..lang.word import Sense
from .line import Line, follows
from .mention import Mention
from .verbs import Clause

__all__ = [
    "carries", "considered", "contains", "context_words", "copular", "holds", "noun_patterns", "refused", "senses",
    "topic_words",
]  # fmt: skip

_BEHIND = 2  # words of the next clause that tell what a verb means ("attacked Peru for failing ...")
_MORE = 4  # how much farther what is of several words ("put a treaty with Peru on hold")
_REACH = 6  # how far from its verb the rest of an expression may stand


def senses(clause: Clause, made: Line, lex: Lexicon, mentions: list[Mention]) -> Iterator[Rule]:
    """The patterns that a clause's verb may report, in the order of the pack, longer expressions first."""
    fitting: list[tuple[int, int, int, Rule]] = []
    bag = made.bag
    for lemma in clause.lemmas:
        known = lex.reporting.get(lemma)
        if known is None:
            continue
        for rank, sense in known.plain if known.firsts.isdisjoint(bag) else known.every:
            if sense.first and sense.first not in bag:
                continue
            far = _expression(clause, made, sense, lex)
            if far and holds(sense.pattern, clause, made, lex, mentions):
                fitting.append((-len(sense.rest), far, rank, sense.pattern))
    if len(fitting) > 1:
        fitting.sort(key=lambda f: f[:3])
    return (f[3] for f in fitting)


def considered(clause: Clause, made: Line, lex: Lexicon, mentions: list[Mention]) -> Iterator[tuple[Rule, str]]:
    """Every pattern whose expression stands in the clause, with the condition that it fails on, if it fails on one."""
    for lemma in clause.lemmas:
        for sense in lex.senses.get(lemma, ()):
            if sense.pattern.type and _expression(clause, made, sense, lex):
                yield sense.pattern, refused(sense.pattern, clause, made, lex, mentions)


def carries(clause: Clause, made: Line, lex: Lexicon) -> str:
    """What the verb does to an event in its complement: announce, promise, threat, start, dead, or nothing."""
    carrying = [s for lemma in clause.lemmas for s in lex.carrying.get(lemma, ())]
    for sense in carrying:
        if not sense.pattern.type and _expression(clause, made, sense, lex):
            return sense.pattern.carry
    for sense in carrying:
        if sense.pattern.type and _expression(clause, made, sense, lex):
            return sense.pattern.carry
    return ""


def copular(pattern: Rule, clause: Clause, made: Line, lex: Lexicon) -> bool:
    """Whether a pattern is met by the copula with its adjective (`is expected in`), which is no passive."""
    copula = lex.copula
    if not clause.passive or copula not in clause.lemmas:
        return False
    met = {
        lemma
        for lemma in clause.lemmas
        for sense in lex.senses.get(lemma, ())
        if sense.pattern is pattern and _expression(clause, made, sense, lex)
    }
    return met == {copula}


def _expression(clause: Clause, made: Line, sense: Sense, lex: Lexicon) -> int:
    """How far behind its verb the rest of an expression stands, 1 if there is none; 0 where it is missing."""
    if sense.reflexive != clause.reflexive and (sense.reflexive or not clause.passive):
        return 0
    if clause.particle and sense.rest[:1] != (clause.particle,) and (sense.rest or not sense.pattern.type):
        return 0  # "ruled out", "called up" are other verbs than "rule", "call for"
    if sense.copular and clause.passive and not sense.rest:
        return 0
    if not sense.rest:
        return 1
    first = sense.rest[0]
    if first not in made.bag:
        return 0
    verb = clause.start if sense.copular and clause.passive else clause.head
    copula = sense.copular and not clause.passive  # "be in", "be ready": nothing but adverbs between
    far = 1 + made.tag[clause.end : clause.end + 2].count("skip") if copula else _REACH + _MORE * (len(sense.rest) > 1)
    for i in range(verb + 1, min(clause.end + far, made.size)):
        if made.low[i] != first or (made.tag[i] == "skip" and i + 1 < made.size and made.tag[i + 1] == "+"):
            continue  # the second: "on Monday"
        rest = sense.rest[1:]
        if follows(made, i + 1, rest) or _spaced(made, i + 1, rest):
            return i - verb
    if clause.passive and not sense.copular:  # "a deal was struck"
        before = range(clause.left, clause.start - len(sense.rest) + 1)
        return int(any(made.low[i] == first and follows(made, i + 1, sense.rest[1:]) for i in before))
    return 0


def _spaced(made: Line, i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words stand in order with an adjective between them (`lodged a strong protest`)."""
    for word in rest:
        at = next((j for j in range(i, min(i + 2, made.size)) if made.low[j] == word), -1)
        if at < 0:
            return False
        i = at + 1
    return True


def holds(pattern: Rule, clause: Clause, made: Line, lex: Lexicon, mentions: list[Mention]) -> bool:
    """Whether the words that a pattern wants stand in the clause, and none that it excludes."""
    return not refused(pattern, clause, made, lex, mentions)


def refused(pattern: Rule, clause: Clause, made: Line, lex: Lexicon, mentions: list[Mention]) -> str:
    """Which condition of a pattern the clause does not meet: `without`, `object`, `subject`; empty if it meets all."""
    passive = clause.passive and not copular(pattern, clause, made, lex)
    excluded = pattern.without.words and _any(made, lex, pattern.without, clause.end, clause.right, mentions=mentions)
    if excluded or (
        passive
        and pattern.without.words
        and _any(made, lex, pattern.without, clause.left, clause.start, mentions=mentions)
    ):
        return "without"
    low, high = (clause.left, clause.start) if passive else (clause.end, clause.right)
    if clause.loose:
        low, high = (clause.end if clause.loose == "front" else max(0, clause.start - _REACH)), clause.right
    if pattern.reach == "before":
        low, high = 0, clause.start
    if pattern.reach == "complement":
        high = max(high, clause.deep)
    if pattern.reach == "behind":
        high = min(high + _BEHIND, made.size)
    wanted = not pattern.object.words or _any(made, lex, pattern.object, low, high, mentions=mentions)
    if not wanted and clause.head > clause.start:  # "jointly inaugurated"
        wanted = _any(made, lex, pattern.object, clause.start, clause.head, mentions=[])
    headed = not pattern.subject.words or _headed(pattern, clause, made, lex, mentions)
    if pattern.then == "either" and pattern.object.words and pattern.subject.words:
        return "" if wanted or headed else "object"
    if pattern.object.words and not wanted and clause.passive:
        wanted = _any(made, lex, pattern.object, clause.end, clause.right, mentions=mentions)
    return "" if wanted and headed else "subject" if wanted else "object"


def _headed(pattern: Rule, clause: Clause, made: Line, lex: Lexicon, mentions: list[Mention]) -> bool:
    """Whether the subject, of the clause or of the one that it goes on with, is what the pattern wants."""
    if clause.passive and pattern.then == "protesters":  # "held up by farmers"
        return _any(made, lex, pattern.subject, clause.end, clause.right, mentions=mentions)
    root = _root(clause)
    if pattern.other_subject.words and _any(made, lex, pattern.other_subject, root.left, root.start, mentions=mentions):
        return False
    if "pron" in made.tag[root.left : root.start]:
        roles = {w for m in clause.actors for w in m.role.lower().split()}
        return "@person" in pattern.subject.words or not roles.isdisjoint(pattern.subject.words)
    return _any(made, lex, pattern.subject, root.left, root.start, mentions=mentions)


def _root(clause: Clause) -> Clause:
    """The clause whose subject is that of the clause."""
    root = clause
    while root.parent is not None and (root.form in ("inf", "ger") or (root.link == "coord" and root.actors)):
        if root.link == "coord" and root.actors != root.parent.actors:
            break
        root = root.parent
    return root


def noun_holds(
    pattern: Rule, made: Line, lex: Lexicon, start: int, end: int, *, mentions: list[Mention], before: int
) -> bool:
    """The same for a noun, whose complements stand in [start, end) and whose adjectives may stand before it."""
    low = max(0, before - 2) if not lex.adjective_after else start
    if pattern.without.words and _any(made, lex, pattern.without, low, end, mentions=mentions):
        return False
    return not pattern.object.words or _any(made, lex, pattern.object, low, end, mentions=mentions)


def noun_patterns(
    made: Line, lex: Lexicon, i: int, end: int, mentions: list[Mention], subject: tuple[int, int] = (0, 0)
) -> tuple[Rule, int] | None:
    """The pattern that the noun at i reports, and where the noun ends. `subject`: the words of the subject whose deed
    it is.
    """
    entry = made.entry[i]
    if entry is None:
        return None
    for pattern, stop in entry.nouns.all(made.low, i + 1):
        own = stop > i + 1 and _own(pattern, made, i, stop)
        headed = pattern.then == "either" and _any(made, lex, pattern.subject, *subject, mentions=[])
        headed = headed or ("@two" in pattern.object.words and _several(mentions, *subject))
        if own or headed or noun_holds(pattern, made, lex, stop, end, mentions=mentions, before=i):
            return pattern, stop
    return None


def _several(mentions: list[Mention], start: int, end: int) -> bool:
    """Whether more than one party is named as subject."""
    inside = (m for m in mentions if m.first >= start and m.last <= end and m.strong and not m.slot)
    return len({c for m in inside for c in m.codes}) > 1


def _own(pattern: Rule, made: Line, start: int, stop: int) -> bool:
    """Whether the expression itself holds the word that the pattern wants ("joint exercises")."""
    return any(word in pattern.object.words for word in made.low[start:stop])


def _any(made: Line, lex: Lexicon, wanted: Wanted, start: int, end: int, *, mentions: list[Mention]) -> bool:
    """Whether one of the words that are wanted, or what is wanted of the mentions, stands in [start, end)."""
    for special in wanted.specials:
        if _special(special, made, start, end, lex=lex, mentions=mentions):
            return True
    rests, low = wanted.of(lex), made.low
    for i in range(start, min(end, made.size)):
        known = rests.get(low[i])
        if known is not None:
            for rest in known:
                if follows(made, i + 1, rest):
                    return True
    return False


def _special(special: str, made: Line, start: int, end: int, *, lex: Lexicon, mentions: list[Mention]) -> bool:
    inside = [m for m in mentions if m.first >= start and m.last <= end]
    match special:
        case "@any" | "@actor":
            return special == "@any" or any((m.strong or m.open) and not m.slot for m in inside)
        case "@person":
            force = _force(lex)
            head = 0 if lex.adjective_after else -1  # "le chef de l'armée", "the army chief": a man
            return start == end or any(
                m.strong
                and m.role_kind not in ("agent", "quantifier")
                and not (m.role and m.role.lower().split()[head] in force)
                for m in inside
            )
        case "@people":
            armed = _force(lex)  # not "French troops"
            return any(m.kind == "people" and armed.isdisjoint(m.role.lower().split()) for m in inside)
        case "@to":
            return _told_to(made, start)
        case "@organisation":
            return any(m.kind == "organisation" for m in inside)
    return False


@cache
def _force(lex: Lexicon) -> frozenset[str]:
    """The nouns for those who bear arms."""
    return Wanted(lex.pack.grammar.classes.get("force", ())).alone(lex)


def _told_to(made: Line, start: int) -> bool:
    """Whether the first verb behind start is an infinitive (`told Peru to leave`, not `told Peru that ...`)."""
    for i in range(start, made.size):
        entry = made.entry[i]
        if entry is None or made.tag[i] in ("det", "of", "skip", "+", "coord"):
            continue
        if made.tag[i] in ("that", "rel", "if", "sub", "pron") or (entry.verbs and made.role[i] is None):
            return False
        if entry.auxiliary is not None:
            return entry.auxiliary[0] == "to" and i + 1 < made.size and made.tag[i + 1] != "det"
    return False


_SEEN: dict[int, Wanted] = {}  # by identity: the lists of a pack live as long as the process


def _wanted(words: tuple[str, ...]) -> Wanted:
    """A list of the pack for look-up, made once."""
    known = _SEEN.get(id(words))
    if known is None or known.words is not words:
        known = _SEEN[id(words)] = Wanted(words)
    return known


def contains(made: Line, lex: Lexicon, words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether one of the words or phrases stands in [start, end)."""
    return bool(words) and _any(made, lex, _wanted(words), start, end, mentions=[])


class Lists:
    """Named lists of words and phrases, looked for in a sentence all at once."""

    def __init__(self, lex: Lexicon, lists: dict[str, tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, words in lists.items():
            for first, rests in Wanted(words).of(lex).items():
                self._by_first.setdefault(first, []).extend((name, rest) for rest in rests)
        self._firsts = lex.surface.mark(self._by_first)

    def named(self, made: Line) -> set[str]:
        """The names of the lists of which a word or phrase stands in the sentence."""
        found: set[str] = set()
        for i in made.spots(self._firsts):
            for name, rest in self._by_first[made.low[i]]:
                if follows(made, i + 1, rest):
                    found.add(name)
        return found


@cache
def context_words(lex: Lexicon) -> Lists:
    """The words by which a sentence shows its contexts."""
    return Lists(lex, lex.pack.contexts)


@cache
def topic_words(lex: Lexicon) -> Lists:
    """The words that show that a sentence is of a subject that is no news of the international system."""
    return Lists(lex, {"topic": lex.pack.grammar.topics})
