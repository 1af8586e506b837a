"""A sentence as words with what each may be: the material of the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


class Line:
    """One sentence. Lists run in parallel, one cell a word: `tag` its grammar (`+` inside a phrase), `role` what kind
    of actor noun starts there with where it ends, `quoted` whether it stands inside quotation marks.
    """

    __slots__ = (
        "_offsets", "bag", "begin", "capitals", "clock", "entry", "heads", "low", "number", "quoted", "role", "size",
        "tag", "text", "times", "word",
    )  # fmt: skip

    def __init__(self, number: int, text: str, begin: int, word: list[str]) -> None:
        self.number = number
        self.text = text
        self.begin = begin  # offset in the text
        self.word = word
        self.size = len(word)
        self.low = list(map(str.lower, word))
        self.bag: frozenset[str] = frozenset()  # the words of `low`, each once
        self.entry: list[Word | None] = []
        self.tag = [""] * self.size
        self.role: list[tuple[str, int] | None] = [None] * self.size
        self.heads: dict[int, int] = {}  # where an actor noun ends, and where the longest that ends there starts
        self.quoted = [False] * self.size
        self.capitals = [i for i, one in enumerate(word) if one[0].isupper()]  # the words that start with a capital
        self.clock: list[tuple[int, bool]] | None = None  # the words that date it as old, once a Clock has looked
        self.times: list[Time] | None = None  # the expressions of time, likewise
        self._offsets: tuple[list[int], list[int]] | None = None  # asked for in few sentences

    @property
    def start(self) -> list[int]:
        """Where each word starts in the text."""
        return self._places()[0]

    @property
    def end(self) -> list[int]:
        """Where each word ends in the text."""
        return self._places()[1]

    def _places(self) -> tuple[list[int], list[int]]:
        if self._offsets is None:
            self._offsets = offsets(self.word, self.text, self.begin)
        return self._offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the document of the words [start, end)."""
        return self.start[start], self.end[end - 1]

    def text_between(self, start: int, end: int) -> str:
        """The words [start, end) as written."""
        return self.text[self.start[start] : self.end[end - 1]] if end > start else ""

    def has(self, words: frozenset[str], start: int, end: int) -> bool:
        """Whether one of the words stands in [start, end)."""
        return any(w in words for w in self.low[start:end])


def line(lex: Lexicon, text: str, number: int, start: int, end: int) -> Line:
    """The sentence text[start:end] as a Line."""
    made = Line(number, text, start, lex.tokens.words(text, start, end))
    low, tag, role = made.low, made.tag, made.role
    if not low:
        return made
    initials = lex.pack.grammar.initials
    if low[0] in initials and made.capitals[:1] == [0]:
        low[0] = initials[low[0]]  # a capital without its accent
    made.bag = frozenset(low)
    made.entry = list(map(lex.words.get, low))
    for i, entry in enumerate(made.entry):
        if entry is None:
            continue
        tags, roles = entry.tags, entry.roles
        if not tag[i]:
            if tags.longer and (hit := tags.first(low, i + 1)) is not None:
                tag[i] = hit[0]
                for j in range(i + 1, hit[1]):
                    tag[j] = "+"
            elif tags.alone:
                tag[i] = tags.alone[0]
        if roles.alone or roles.longer:
            acting = roles.first(low, i + 1)
            if acting is not None:
                role[i] = acting
                made.heads.setdefault(acting[1], i)
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
