"""A sentence as words with what each may be: the material of the next steps."""

from __future__ import annotations

from ..lang import Lexicon
from ..lang.lexicon import Word

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

    __slots__ = ("end", "entry", "low", "number", "quoted", "role", "start", "tag", "text", "word")

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

    def __len__(self) -> int:
        return len(self.word)

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
    for word, first, last in lex.tokens.spans(text, start, end):
        low = word.lower()
        if low in initials and word[0].isupper() and not made.word:
            low = initials[low]  # a capital without its accent
        made.word.append(word)
        made.low.append(low)
        made.start.append(first)
        made.end.append(last)
        made.entry.append(words.get(low))
    size = len(made.word)
    made.tag = [""] * size
    made.role = [None] * size
    made.quoted = [False] * size
    for i, entry in enumerate(made.entry):
        if entry is None:
            continue
        if entry.tags and not made.tag[i]:
            _mark(made, i, entry)
        for rest, kind in entry.roles:
            if not rest or follows(made, i + 1, rest):
                made.role[i] = (kind, i + 1 + len(rest))
                break
    _quotes(made)
    return made


def _mark(made: Line, i: int, entry: Word) -> None:
    for rest, tag in entry.tags:
        if not rest or follows(made, i + 1, rest):
            made.tag[i] = tag
            for j in range(i + 1, i + 1 + len(rest)):
                made.tag[j] = "+"
            return


def follows(made: Line, i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand at i."""
    if not rest:
        return True
    size = len(rest)
    low = made.low
    return i + size <= len(low) and low[i] == rest[0] and (size == 1 or tuple(low[i : i + size]) == rest)


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
