"""Words of a text; elided articles and clitics stand alone, as the pack says."""

from __future__ import annotations

import re

from .pack import Grammar

__all__ = ["Tokeniser", "tokeniser"]

_TOKEN = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|\d+(?:[.,]\d+)*|\S")
_LONGEST = 100  # characters of a word that may have parts: beyond is no word of any language


class Tokeniser:
    """Splits a text of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._prefixes = frozenset(grammar.prefixes)
        self._suffixes = tuple(sorted(grammar.suffixes, key=len, reverse=True))

    def words(self, text: str) -> list[str]:
        """The words of a text, apostrophes straightened: every character but blanks, in order."""
        found: list[str] = _TOKEN.findall(text)
        if "'" not in text and "’" not in text and "-" not in text:
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
        return tuple(w.casefold() for w in self.words(text))


def tokeniser(grammar: Grammar) -> Tokeniser:
    """The tokeniser of a pack."""
    return Tokeniser(grammar)
