"""Words of a text with their offsets; elided articles and clitics stand alone, as the pack says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pack import Grammar

__all__ = ["Tokeniser", "offsets", "tokeniser"]

_TOKEN = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|\d+(?:[.,]\d+)*|\S")
_LONGEST = 100  # characters of a word that may have parts: beyond is no word of any language


class Tokeniser:
    """Splits a text of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._prefixes = frozenset(grammar.prefixes)
        self._suffixes = tuple(sorted(grammar.suffixes, key=len, reverse=True))

    def words(self, text: str, start: int, end: int) -> list[str]:
        """The words of text[start:end], apostrophes straightened: every character but blanks, in order."""
        found: list[str] = _TOKEN.findall(text, start, end)
        sentence = text[start:end]
        if "'" not in sentence and "’" not in sentence and "-" not in sentence:
            return found
        words: list[str] = []
        for word in found:
            if word.isalnum() or len(word) == 1 or not ("'" in word or "’" in word or "-" in word):
                words.append(word)
            else:
                words += self._parts(word.replace("’", "'"))
        return words

    def _parts(self, word: str) -> list[str]:
        if len(word) > _LONGEST:
            return [word]
        parts: list[str] = []
        suffixes: list[str] = []
        while word:
            head, mark, rest = word.partition("'")
            if mark and head.casefold() in self._prefixes:
                parts.append(head + "'")
                word = rest
            low = word.casefold()
            suffix = next((s for s in self._suffixes if low.endswith(s) and len(low) > len(s)), "")
            if not suffix:
                break
            cut = len(word) - len(suffix)
            suffixes.append(word[cut:])
            word = word[:cut]
        if word.endswith("'") and len(word) > 1:
            parts += [word[:-1], "'"]
        elif word:
            parts.append(word)
        return parts + suffixes[::-1]

    def phrase(self, text: str) -> tuple[str, ...]:
        """The words of a phrase of the lexicon, in lower case."""
        if text in self._suffixes:
            return (text,)
        if text.replace(" ", "").isalpha():
            return tuple(text.casefold().split())
        return tuple(w.casefold() for w in self.words(text, 0, len(text)))


def offsets(words: Sequence[str], text: str, start: int, end: int) -> list[int]:
    """Where each word of `Tokeniser.words` starts in the text."""
    whole = [match.start() for match in _TOKEN.finditer(text, start, end)]
    if len(whole) == len(words):
        return whole  # no word was taken apart
    find = text[start:end].replace("’", "'").find
    starts: list[int] = []
    at = 0
    for word in words:  # only blanks stand between them, so that each is the next that reads the same
        at = find(word if word != "’" else "'", at)
        starts.append(start + at)
        at += len(word)
    return starts


def tokeniser(grammar: Grammar) -> Tokeniser:
    """The tokeniser of a pack."""
    return Tokeniser(grammar)
