"""The language of treaty acts: `acts.toml` of a pack, and where a sentence tells of one.

What a phrase is and how it is written: see `marks`. Three notions are given by who looks: `party` (a state that is
named), `body` (an organisation), `named` (a treaty by its name).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import final

import msgspec
import tomli as tomllib

from .act import ActPattern
from .elements import Phrase, phrase, words
from .marks import Marked, Marks
from .registry import folder

__all__ = ["GIVEN", "ActPattern", "ActWords", "Given", "act_words"]

GIVEN = ("party", "body", "named")
Given = tuple[str, int, int]
"""A notion that is given, and the characters where it stands."""


@final
class ActWords:
    """What a language calls the acts."""

    def __init__(self, patterns: Sequence[ActPattern], organs: dict[str, tuple[str, ...]]) -> None:
        self.organs = organs
        """The organs that act for a state, by its code: parliaments that news call by their name."""
        self.patterns = tuple(patterns)
        self.acts = tuple(p for p in patterns if p.act)
        self.known = frozenset(p.mark for p in patterns)
        self._marks = Marks(_phrases(patterns), {})
        self.signs = self._marks.signs(p.mark for p in self.acts)
        """The words of which one stands in every sentence that tells of an act."""
        self._needs = self._marks.needs(p.mark for p in self.acts)

    def may_tell(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence text[start:end] holds the words that some act cannot be told without."""
        return self._marks.could(self._needs, text, start, end)

    def read(self, text: str, start: int, end: int, given: Iterable[Given]) -> Marked:
        """The marks of the sentence text[start:end]."""
        marked = Marked(words(text, start, end))
        for mark, low, high in given:
            first, last = _words(marked, low, high)
            if first < last:
                marked.add(mark, first, last)
        self._marks.find(marked, [(0, len(marked.words))])
        return marked


def _words(marked: Marked, low: int, high: int) -> tuple[int, int]:
    """The words that stand in some characters; a word that begins before them, where an elided article is part of it,
    counts."""
    first = 0
    while first < len(marked.words) and marked.words[first].end <= low:
        first += 1
    last = first
    while last < len(marked.words) and marked.words[last].start < high:
        last += 1
    return first, last


def _phrases(patterns: Sequence[ActPattern]) -> dict[str, tuple[Phrase, ...]]:
    known = {*GIVEN}
    found: dict[str, tuple[Phrase, ...]] = {}
    for one in patterns:
        made = tuple(phrase(one.mark, text) for text in one.phrases)
        used = {mark for p in made for element in p.elements for mark in element.marks}
        if used - known or one.mark in known:
            raise ValueError(f"act pattern {one.mark!r} names what no earlier pattern marks: {sorted(used - known)}")
        known.add(one.mark)
        found[one.mark] = made
    return found


@cache
def act_words(lang: str) -> ActWords | None:
    """The language of treaty acts of a pack; None if the pack has none. Raises ValueError if it is not sound."""
    path = folder(lang) / "acts.toml"
    if not path.exists():
        return None
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    organs = msgspec.convert(tree.get("organs", {}), dict[str, tuple[str, ...]])
    return ActWords([msgspec.convert(entry, ActPattern) for entry in tree["pattern"]], organs)
