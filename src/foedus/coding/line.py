"""A sentence as words with what each may be: the material of the next steps."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import compress, count
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from ..lang import Lexicon
from ..lang.lexicon import Word
from ..lang.tokens import offsets

if TYPE_CHECKING:
    from .times import Time

__all__ = ["Line", "line"]

PREPOSITIONS = frozenset(
    (
        "of",
        "to",
        "by",
        "with",
        "against",
        "on",
        "towards",
        "between",
        "from",
        "for",
        "per",
        "place",
        "near",
        "adjunct",
        "recent",
        "purpose",
    )
)

_FIRST = itemgetter(0)


class Line:
    """One sentence. Lists run in parallel, one cell a word: `tag` its grammar (`+` inside a phrase), `role` what kind
    of actor noun starts there with where it ends, `quoted` whether it stands inside quotation marks.
    """

    __slots__ = (
        "_starts", "bag", "bounds", "capitals", "clock", "entry", "heads", "low", "number", "quoted", "role", "size",
        "tag", "text", "times", "verbal", "wide", "word",
    )  # fmt: skip

    def __init__(self, number: int, text: str, bounds: tuple[int, int], word: list[str]) -> None:
        self.number = number
        self.text = text
        self.bounds = bounds  # where it starts and ends in the text
        self.word = word
        self.size = len(word)
        self.low = list(map(str.lower, word))
        self.bag: frozenset[str] = frozenset()  # the words of `low`, each once
        self.entry: list[Word | None] = []
        self.tag = [""] * self.size
        self.role: list[tuple[str, int] | None] = [None] * self.size
        self.verbal: list[int] = []  # the words that may be verbs
        self.wide: list[int] = []  # those where an actor noun of several words starts
        self.heads: dict[int, int] = {}  # where an actor noun ends, and where the longest that ends there starts
        self.quoted = [False] * self.size
        self.capitals = list(compress(count(), map(str.isupper, map(_FIRST, word))))  # the words that start with one
        self.clock: list[tuple[int, bool]] | None = None  # the words that date it as old, once a Clock has looked
        self.times: list[Time] | None = None  # the expressions of time, likewise
        self._starts: list[int] | None = None  # asked for in few sentences

    @property
    def start(self) -> list[int]:
        """Where each word starts in the text."""
        if self._starts is None:
            self._starts = offsets(self.word, self.text, *self.bounds)
        return self._starts

    def end(self, i: int) -> int:
        """Where a word ends in the text."""
        return self.start[i] + len(self.word[i])

    def spots(self, words: Set[str]) -> list[int]:
        """Where the words of a set stand, in order."""
        there = words & self.bag
        if not there:
            return []
        if len(there) == 1 and self.low.count(one := next(iter(there))) == 1:
            return [self.low.index(one)]
        return list(compress(count(), map(there.__contains__, self.low)))

    @property
    def numbers(self) -> list[int]:
        """The words that start with a digit."""
        return list(compress(count(), map(str.isdigit, map(_FIRST, self.word))))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the document of the words [start, end)."""
        return self.start[start], self.end(end - 1)

    def text_between(self, start: int, end: int) -> str:
        """The words [start, end) as written."""
        return self.text[self.start[start] : self.end(end - 1)] if end > start else ""

    def has(self, words: frozenset[str], start: int, end: int) -> bool:
        """Whether one of the words stands in [start, end)."""
        return any(w in words for w in self.low[start:end])


def line(lex: Lexicon, text: str, number: int, start: int, end: int) -> Line:
    """The sentence text[start:end] as a Line."""
    made = Line(number, text, (start, end), lex.tokens.words(text, start, end))
    low, tag, role = made.low, made.tag, made.role
    if not low:
        return made
    initials = lex.pack.grammar.initials
    if low[0] in initials and made.capitals[:1] == [0]:
        low[0] = initials[low[0]]  # a capital without its accent
    made.bag = frozenset(low)
    made.entry = list(map(lex.words.get, low))
    known = cast("Iterator[tuple[int, Word]]", compress(enumerate(made.entry), made.entry))
    for i, entry in known:
        if not tag[i]:
            if entry.opens and (hit := entry.tags.first(low, i + 1)) is not None:
                tag[i] = hit[0]
                for j in range(i + 1, hit[1]):
                    tag[j] = "+"
            else:
                tag[i] = entry.tag
        if entry.acts and (acting := entry.roles.first(low, i + 1)) is not None:
            role[i] = acting
            made.heads.setdefault(acting[1], i)
            if acting[1] > i + 1:
                made.wide.append(i)
        if entry.verbal:
            made.verbal.append(i)
    _relatives(made, lex)
    if not _MARKS.isdisjoint(made.bag):
        _quotes(made)
    return made


def follows(made: Line, i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand at i."""
    if not rest:
        return True
    low = made.low
    if i >= made.size or low[i] != rest[0]:
        return False
    size = len(rest)
    return size == 1 or tuple(low[i : i + size]) == rest


def _relatives(made: Line, lex: Lexicon) -> None:
    """Makes relative pronouns of the conjunctions that no verb governs (`los soldados que murieron`)."""
    if lex.relative.isdisjoint(made.bag):
        return
    verb = -1
    for i, low in enumerate(made.low):
        if low in lex.relative and made.tag[i] == "that":
            if i and not _complement(made, lex, verb, i):
                made.tag[i] = "rel"
        elif _verbal(made, i):
            verb = i


def _verbal(made: Line, i: int) -> bool:
    """Whether a word is a verb, as far as the words beside it tell."""
    entry = made.entry[i]
    if entry is None or not entry.verbs or made.tag[i]:
        return False
    infinitive = any("inf" in feats for feats in entry.verbs.values())
    return infinitive or not i or (made.tag[i - 1] != "det" and made.tag[i - 1] not in PREPOSITIONS)


def _complement(made: Line, lex: Lexicon, verb: int, i: int) -> bool:
    """Whether the conjunction at i opens the complement of the last verb: right behind it; or what lies between is no
    object of a verb that governs one (`pidió a Israel que`, not `anunció un acuerdo que`).
    """
    if verb < 0 or made.word[i - 1] == ",":
        return False
    j = verb + 1
    while j < i and made.tag[j] in ("skip", "+", "object", "refl"):
        j += 1
    if j == i:
        return True
    entry = made.entry[verb]
    governs = entry is not None and not lex.governing.isdisjoint(entry.verbs)
    return governs and (made.tag[j] not in ("", "det") or made.word[j][0].isupper())


_OPEN = frozenset("«“")
_CLOSE = frozenset("»”")
_MARKS = frozenset((*_OPEN, *_CLOSE, '"'))


def _quotes(made: Line) -> None:
    inside = False
    for i, word in enumerate(made.word):
        if word in _OPEN or (word == '"' and not inside):
            inside = True
        elif word in _CLOSE or word == '"':
            inside = False
        made.quoted[i] = inside
