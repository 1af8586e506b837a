"""Words as a text writes them, each with all that the lexicon says of it by itself: looked up when a text first holds
it, and once for all that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .tokens import Tokeniser
from .word import Word

__all__ = ["DIGIT", "HYPHEN", "QUOTE", "Surface", "Token"]

DIGIT = 1  # starts with one
HYPHEN = 2  # holds one
QUOTE = 4  # is a quotation mark that opens or closes
_FIRST_FREE = 8
_QUOTES = frozenset('«“»”"')
_MOST = 50_000  # runs of characters between blanks that are kept; beyond, all are forgotten, and the frequent come back
_LONGEST = 40  # characters of one that is


class Token:
    """A word: as written and in lower case, its entry in the lexicon, and `marks`, a bit for each list of words that it
    stands in (see `Surface.mark`).
    """

    __slots__ = ("capital", "entry", "low", "marks", "tag", "word")

    def __init__(self, word: str, low: str, entry: Word | None, marks: int) -> None:
        self.word = word
        self.low = low
        self.entry = entry
        self.tag = entry.tag if entry is not None else ""
        self.capital = word[0].isupper()
        self.marks = marks


class Surface:
    """Takes sentences apart into tokens."""

    def __init__(self, tokens: Tokeniser, entries: dict[str, Word], initials: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._entries = entries
        self._initials = initials
        self._marks: dict[frozenset[str], int] = {}
        self._tests: dict[Callable[[str], bool], int] = {}
        self.marks = DIGIT | HYPHEN | QUOTE  # all that there are
        self._runs: dict[str, list[Token]] = {}  # what stands between two blanks: a word with the marks beside it
        self._known: dict[tuple[str, str], Token] = {}

    def mark(self, words: Iterable[str]) -> int:
        """The bit that tokens show which are one of the words (in lower case)."""
        listed = frozenset(words)
        bit = self._marks.get(listed, 0)
        if not bit:
            bit = self._marks[listed] = self._next()
        return bit

    def mark_if(self, test: Callable[[str], bool]) -> int:
        """The bit that tokens show whose word (in lower case) passes a test."""
        bit = self._tests.get(test, 0)
        if not bit:
            bit = self._tests[test] = self._next()
        return bit

    def _next(self) -> int:
        bit = _FIRST_FREE << (len(self._marks) + len(self._tests))
        self.marks |= bit
        self._forget()
        return bit

    def read(self, text: str, start: int, end: int) -> list[Token]:
        """The words of a sentence: every character but blanks, in order."""
        found: list[Token] = []
        for run in text[start:end].split():
            tokens = self._runs.get(run)
            found += self._learnt(run) if tokens is None else tokens
        if found and found[0].capital and found[0].low in self._initials:
            found[0] = self._token(found[0].word, self._initials[found[0].low])  # a capital without its accent
        return found

    def _learnt(self, run: str) -> list[Token]:
        found = [self._token(word, word.lower()) for word in self._tokens.words(run)]
        if len(run) <= _LONGEST:
            self._runs[run] = found
        if len(self._runs) > _MOST or len(self._known) > _MOST:
            self._forget()
        return found

    def _token(self, word: str, low: str) -> Token:
        known = self._known.get((word, low))
        if known is None:
            known = self._known[word, low] = Token(word, low, self._entries.get(low), self._shown(low))
        return known

    def _shown(self, low: str) -> int:
        """The marks of a word."""
        marks = DIGIT if low[0].isdigit() else 0
        marks |= HYPHEN if "-" in low else 0
        marks |= QUOTE if low in _QUOTES else 0
        for listed, bit in self._marks.items():
            if low in listed:
                marks |= bit
        for test, bit in self._tests.items():
            if test(low):
                marks |= bit
        return marks

    def _forget(self) -> None:
        self._runs.clear()
        self._known.clear()
