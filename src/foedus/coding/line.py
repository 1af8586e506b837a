"""A sentence as words with what each may be: the material of the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lang import Lexicon
from ..lang.lexicon import Word

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
        "capitals", "clock", "end", "entry", "low", "number", "quoted", "role", "size", "start", "tag", "text", "times",
        "word",
    )  # fmt: skip

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self.word: list[str] = []
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.entry: list[Word | None] = []
        self.tag: list[str] = []
        self.role: list[tuple[str, int] | None] = []
        self.quoted: list[bool] = []
        self.size = 0  # words
        self.capitals: list[int] = []  # the words that start with a capital
        self.clock: list[int] | None = None  # the words that may date something, once a Clock has looked
        self.times: list[Time] | None = None  # the expressions of time, likewise

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
    made = Line(number, text)
    words, initials = lex.words, lex.pack.grammar.initials
    spans = list(lex.tokens.spans(text, start, end))
    made.size = size = len(spans)
    if not size:
        return made
    made.word = [s[0] for s in spans]
    made.start = [s[1] for s in spans]
    made.end = [s[2] for s in spans]
    made.low = low = [word.lower() for word in made.word]
    made.capitals = [i for i, word in enumerate(made.word) if word[0].isupper()]
    if low[0] in initials and made.capitals[:1] == [0]:
        low[0] = initials[low[0]]  # a capital without its accent
    made.entry = [words.get(one) for one in low]
    made.tag = tag = [""] * size
    role: list[tuple[str, int] | None] = [None] * size
    made.role = role
    made.quoted = [False] * size
    for i, entry in enumerate(made.entry):
        if entry is None:
            continue
        if not tag[i] and (hit := entry.tags.first(low, i + 1)) is not None:
            tag[i] = hit[0]
            for j in range(i + 1, hit[1]):
                tag[j] = "+"
        role[i] = entry.roles.first(low, i + 1)
    if not _MARKS.isdisjoint(made.word):
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
