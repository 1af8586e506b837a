"""A sentence as words with what each may be: the material of the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lang import Lexicon
from ..lang.surface import DIGIT, QUOTE, Surface
from ..lang.word import Word

if TYPE_CHECKING:
    from .times import Time

__all__ = ["PREPOSITIONS", "Line", "follows", "line", "merged"]

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


class Line:
    """One sentence. Lists run in parallel, one cell a word: `tag` its grammar (`+` inside a phrase), `role` what kind
    of actor noun starts there with where it ends, `quoted` whether it stands inside quotation marks.
    """

    __slots__ = (
        "_looked", "_starts", "_surface", "bag", "bounds", "capitals", "clock", "entry", "heads", "low", "marks",
        "number", "quoted", "role", "size", "tag", "text", "times", "tokens", "verbal", "wide", "word",
    )  # fmt: skip

    def __init__(self, number: int, text: str, bounds: tuple[int, int], surface: Surface) -> None:
        self.number = number
        self.text = text
        self.bounds = bounds  # where it starts and ends in the text
        self._surface = surface
        self._looked = surface.marks  # the marks that there were when the tokens were read
        self.tokens = tokens = surface.read(text, bounds[0], bounds[1])
        self.size = len(tokens)
        self.word = [token.word for token in tokens]
        self.low = [token.low for token in tokens]
        self.bag = frozenset(self.low)  # the words of `low`, each once
        self.entry: list[Word | None] = [token.entry for token in tokens]
        self.tag = [""] * self.size
        self.role: list[tuple[str, int] | None] = [None] * self.size
        self.marks = 0  # those of all its tokens
        self.verbal: list[int] = []  # the words that may be verbs
        self.wide: list[int] = []  # those where an actor noun of several words starts
        self.heads: dict[int, int] = {}  # where an actor noun ends, and where the longest that ends there starts
        self.quoted = [False] * self.size
        self.capitals: list[int] = []  # the words that start with one
        self.clock: list[tuple[int, bool]] | None = None  # the words that date it as old, once a Clock has looked
        self.times: list[Time] | None = None  # the expressions of time, likewise
        self._starts: list[int] | None = None  # asked for in few sentences

    @property
    def start(self) -> list[int]:
        """Where each word starts in the text."""
        if self._starts is None:
            self._starts = _offsets(self.word, self.text[self.bounds[0] : self.bounds[1]], self.bounds[0])
        return self._starts

    def end(self, i: int) -> int:
        """Where a word ends in the text."""
        return self.start[i] + len(self.word[i])

    def shows(self, mark: int) -> bool:
        """Whether a word shows a mark (see `Surface.mark`), also one that was asked for after the line was made."""
        if mark & ~self._looked:
            self._looked = self._surface.marks
            self.tokens = self._surface.read(self.text, self.bounds[0], self.bounds[1])
            for token in self.tokens:
                self.marks |= token.marks
        return self.marks & mark != 0

    def spots(self, mark: int) -> list[int]:
        """Where the words that show a mark stand, in order."""
        found: list[int] = []
        if self.shows(mark):
            for i, token in enumerate(self.tokens):
                if token.marks & mark:
                    found.append(i)  # a loop is what compiles well
        return found

    @property
    def numbers(self) -> list[int]:
        """The words that start with a digit."""
        return self.spots(DIGIT)

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
    made = Line(number, text, (start, end), lex.surface)
    low, tag, role = made.low, made.tag, made.role
    for i, token in enumerate(made.tokens):
        made.marks |= token.marks
        if token.capital:
            made.capitals.append(i)
        entry = token.entry
        if entry is None:
            continue
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
    if made.shows(QUOTE):
        _quotes(made)
    return made


def _offsets(words: list[str], text: str, start: int) -> list[int]:
    """Where each word stands in a text that starts at an offset: only blanks stand between them, so that each is the
    next that reads the same.
    """
    plain = text.replace("’", "'")
    starts: list[int] = []
    at = 0
    for word in words:
        at = plain.find("'" if word == "’" else word, at)
        starts.append(start + at)
        at += len(word)
    return starts


def merged(one: list[int], other: list[int]) -> list[int]:
    """The words of two lists, each once, in order."""
    return sorted({*one, *other}) if other else one


def follows(made: Line, i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand at i."""
    size = len(rest)
    if not size:
        return True
    if i + size > made.size:
        return False
    low = made.low
    for k in range(size):  # noqa: SIM110  # a loop is what compiles well
        if low[i + k] != rest[k]:
            return False
    return True


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


def _quotes(made: Line) -> None:
    inside = False
    for i, word in enumerate(made.word):
        if word in _OPEN or (word == '"' and not inside):
            inside = True
        elif word in _CLOSE or word == '"':
            inside = False
        made.quoted[i] = inside
