"""What phrases are made of (see `marks`), and the words of a text among which they are looked for."""

from __future__ import annotations

import re
import unicodedata
from typing import final

__all__ = ["Element", "Phrase", "Word", "fold", "phrase", "tokens", "words"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*(?:['\u2019](?=\w{2}|[aày]\b))?|[^\w\s]")
_GAP = re.compile(r"\.\.(\d*)")
_ALTERNATIVE = re.compile(r"\{[^}]*\}|[^|]+")
_NEAR = 3  # words that a plain gap may hold
_SHORT = 3  # letters of words that an accent tells apart
_KEPT = 50_000  # distinct words whose folded form is remembered


@final
class Word:
    """A word or a sign of the text: its folded form, its place, whether it has a capital that its place does not give
    it.
    """

    __slots__ = ("capital", "end", "norm", "start")

    def __init__(self, norm: str, start: int, end: int, capital: bool) -> None:
        self.norm = norm
        self.start = start
        self.end = end
        self.capital = capital


@final
class Element:
    """What may stand at a place of a phrase."""

    __slots__ = ("capital", "endings", "gap", "marks", "optional", "stems", "words")

    def __init__(
        self,
        words: frozenset[str] = frozenset(),
        stems: tuple[str, ...] = (),
        endings: tuple[str, ...] = (),
        marks: tuple[str, ...] = (),
        gap: int = 0,
        capital: bool = False,
        optional: bool = False,
    ) -> None:
        self.words = words
        self.stems = stems
        self.endings = endings
        self.marks = marks
        self.gap = gap
        self.capital = capital
        self.optional = optional

    @property
    def only_marks(self) -> bool:
        """Whether a notion, and no word, has to stand here."""
        return bool(self.marks) and not (self.words or self.stems or self.endings or self.optional)

    def takes(self, norm: str) -> bool:
        """Whether a word begins or ends as one of the element's."""
        return norm.startswith(self.stems) or norm.endswith(self.endings)


@final
class Phrase:
    """A phrase and the notion that it marks."""

    __slots__ = ("elements", "mark")

    def __init__(self, mark: str, elements: tuple[Element, ...]) -> None:
        self.mark = mark
        self.elements = elements


_folded: dict[str, str] = {}


def fold(text: str) -> str:
    """Without case, accents and typographic apostrophes and hyphens. Short words keep their accents: in French `dès` is
    not `des`, nor `à` `a`.
    """
    found = _folded.get(text)
    if found is None:
        found = _fold(text)
        if len(_folded) < _KEPT:
            _folded[text] = found
    return found


def _fold(text: str) -> str:
    plain = text.lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
    if plain.isascii() or len(plain) <= _SHORT:
        return plain
    apart = unicodedata.normalize("NFD", plain.replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and signs of a stretch of text, one sentence."""
    found: list[Word] = []
    for token in tokens(text, start, len(text) if end is None else end):
        start = text.find(token, start)  # only spaces stand between two of them
        stop = start + len(token)
        found.append(Word(fold(token), start, stop, bool(found) and token[0].isupper()))
        start = stop
    return found


def tokens(text: str, start: int, end: int) -> list[str]:
    """The words and signs of a stretch of text, as written."""
    found: list[str] = _TOKEN.findall(text, start, end)
    return found


def phrase(mark: str, text: str) -> Phrase:
    """A phrase as written. Raises ValueError if it starts with nothing that can be looked up."""
    elements = tuple(_element(part) for part in text.split())
    first = elements[0] if elements else Element()
    if first.optional or not (first.words or first.stems or first.endings or first.marks):
        raise ValueError(f"phrase {text!r} of {mark!r} must start with a word, a stem or a mark")
    return Phrase(mark, elements)


def _element(part: str) -> Element:
    optional = part.endswith("?") and len(part) > 1
    part = part[:-1] if optional else part
    if gap := _GAP.fullmatch(part):
        return Element(gap=int(gap[1] or _NEAR))
    if part == "^":
        return Element(capital=True, optional=optional)
    alternatives = _ALTERNATIVE.findall(part)
    marks = tuple(mark for a in alternatives if a.startswith("{") for mark in a.strip("{}").split("|"))
    literal = [a for a in alternatives if not a.startswith("{")]
    return Element(
        words=frozenset(fold(a) for a in literal if "*" not in a),
        stems=tuple(fold(a[:-1]) for a in literal if a.endswith("*")),
        endings=tuple(fold(a[1:]) for a in literal if a.startswith("*")),
        marks=marks,
        optional=optional,
    )
