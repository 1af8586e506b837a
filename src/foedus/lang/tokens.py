"""Words of a text with their offsets; elided articles and clitics stand alone, as the pack says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .pack import Grammar

__all__ = ["Tokeniser", "tokeniser"]

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|\S")

Span = tuple[str, int, int]


class Tokeniser:
    """Splits a text of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._prefixes = frozenset(grammar.prefixes)
        self._suffixes = tuple(sorted(grammar.suffixes, key=len, reverse=True))

    def spans(self, text: str, start: int, end: int) -> Iterator[Span]:
        """The words of text[start:end], apostrophes straightened, with offsets into the text."""
        for match in _TOKEN.finditer(text, start, end):
            word = match[0]
            if word.isalnum() or len(word) == 1 or not ("'" in word or "’" in word or "-" in word):
                first, last = match.span()
                yield word, first, last
            else:
                yield from self._parts(word.replace("’", "'"), match.start())

    def _parts(self, word: str, start: int) -> Iterator[Span]:
        head, mark, rest = word.partition("'")
        if mark and head.casefold() in self._prefixes:
            yield head + "'", start, start + len(head) + 1
            start += len(head) + 1
            word = rest
        if not word:
            return
        low = word.casefold()
        for suffix in self._suffixes:
            if low.endswith(suffix) and len(low) > len(suffix):
                cut = len(word) - len(suffix)
                yield from self._parts(word[:cut], start)
                yield word[cut:], start + cut, start + len(word)
                return
        if word.endswith("'") and len(word) > 1:
            yield word[:-1], start, start + len(word) - 1
            yield "'", start + len(word) - 1, start + len(word)
        else:
            yield word, start, start + len(word)

    def phrase(self, text: str) -> tuple[str, ...]:
        """The words of a phrase of the lexicon, in lower case."""
        if text.replace(" ", "").isalpha():
            return tuple(text.casefold().split())
        return tuple(w.casefold() for w, _s, _e in self.spans(text, 0, len(text)))


def tokeniser(grammar: Grammar) -> Tokeniser:
    """The tokeniser of a pack."""
    return Tokeniser(grammar)
