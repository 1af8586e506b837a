"""Marks: places of a text where a notion stands, found by phrases that build on each other.

A phrase is a row of elements, a space between them:

    word|word      one of these words, without regard to case and accents
    stem*  *end    a word that begins, that ends so
    {mark|mark}    what earlier phrases have marked; stands beside words too: word|{mark}
    ..  ..6        up to three words, up to six; never across the end of a unit
    ^              a word with a capital that does not begin the sentence
    element?       may be missing

A phrase starts with a word, a stem or a mark. Each pass over a text looks only at the places where the first element
of a phrase stands, so that the time grows with the text and not with the number of phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

__all__ = ["Marked", "Marks", "Phrase", "Word", "fold", "phrase", "words"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*(?:['\u2019](?=\w{2}|[aày]\b))?|[^\w\s]")
_GAP = re.compile(r"\.\.(\d*)")
_ALTERNATIVE = re.compile(r"\{[^}]*\}|[^|]+")
_NEAR = 3  # words that a plain gap may hold
_KEPT = 50_000  # distinct words whose phrases are remembered


class Word(msgspec.Struct, frozen=True):
    """A word or a sign of the text: its folded form, its place, whether it has a capital that its place does not give
    it.
    """

    norm: str
    start: int
    end: int
    capital: bool


class _Element(msgspec.Struct, frozen=True):
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    gap: int = 0
    capital: bool = False
    optional: bool = False

    def takes(self, word: Word) -> bool:
        """Whether a word is one of the element's."""
        norm = word.norm
        if norm in self.words or (self.capital and word.capital):
            return True
        return norm.startswith(self.stems) or norm.endswith(self.endings)


class Phrase(msgspec.Struct, frozen=True):
    """A phrase and the notion that it marks."""

    mark: str
    elements: tuple[_Element, ...]


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Without case, accents and typographic apostrophes and hyphens."""
    plain = text.lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain.replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and signs of a stretch of text, one sentence."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        token = match.group()
        found.append(Word(fold(token), match.start(), match.end(), bool(found) and token[0].isupper()))
    return found


def phrase(mark: str, text: str) -> Phrase:
    """A phrase as written. Raises ValueError if it starts with nothing that can be looked up."""
    elements = tuple(_element(part) for part in text.split())
    first = elements[0] if elements else _Element()
    if first.optional or not (first.words or first.stems or first.endings or first.marks):
        raise ValueError(f"phrase {text!r} of {mark!r} must start with a word, a stem or a mark")
    return Phrase(mark, elements)


def _element(part: str) -> _Element:
    optional = part.endswith("?") and len(part) > 1
    part = part[:-1] if optional else part
    if gap := _GAP.fullmatch(part):
        return _Element(gap=int(gap[1] or _NEAR))
    if part == "^":
        return _Element(capital=True, optional=optional)
    alternatives = _ALTERNATIVE.findall(part)
    marks = tuple(mark for a in alternatives if a.startswith("{") for mark in a.strip("{}").split("|"))
    literal = [a for a in alternatives if not a.startswith("{")]
    return _Element(
        words=frozenset(fold(a) for a in literal if "*" not in a),
        stems=tuple(fold(a[:-1]) for a in literal if a.endswith("*")),
        endings=tuple(fold(a[1:]) for a in literal if a.startswith("*")),
        marks=marks,
        optional=optional,
    )


class Marked:
    """The marks of one sentence: by notion, where each starts and where it may end, the longest first."""

    __slots__ = ("_found", "words")

    def __init__(self, found: Sequence[Word]) -> None:
        self.words = found
        self._found: dict[str, dict[int, list[int]]] = {}

    def add(self, mark: str, start: int, end: int) -> None:
        """Notes a mark from one word up to another (excluded)."""
        ends = self._found.setdefault(mark, {}).setdefault(start, [])
        if end not in ends:
            ends.append(end)
            ends.sort(reverse=True)

    def at(self, mark: str, start: int) -> Sequence[int]:
        """Where the marks of a notion that start at a word end."""
        return self._found.get(mark, {}).get(start, ())

    def starts(self, mark: str) -> Sequence[int]:
        """The words at which a notion starts, in order."""
        return sorted(self._found.get(mark, ()))

    def spans(self, *marks: str, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
        """The longest mark at each start, in order; only those that lie inside a stretch of words, if one is given."""
        low, high = within or (0, len(self.words))
        found = {
            (start, ends[0])
            for mark in marks
            for start, ends in self._found.get(mark, {}).items()
            if low <= start and ends[0] <= high
        }
        return sorted(found)

    def has(self, *marks: str, within: tuple[int, int] | None = None) -> bool:
        """Whether one of the notions stands in the sentence, or in a stretch of it."""
        if within is None:
            return any(self._found.get(mark) for mark in marks)
        return bool(self.spans(*marks, within=within))

    def hide(self, mark: str, inside: Sequence[tuple[int, int]]) -> None:
        """Takes out the marks of a notion that lie in one of these stretches."""
        places = self._found.get(mark)
        for start in list(places or ()):
            assert places is not None
            kept = [end for end in places[start] if not any(a <= start and end <= b for a, b in inside)]
            if kept:
                places[start] = kept
            else:
                del places[start]


class Marks:
    """Phrases by the notion that they mark, in the order in which the notions build on each other."""

    def __init__(self, phrases: Mapping[str, Sequence[Phrase]], hides: Mapping[str, Sequence[str]]) -> None:
        self._order = {mark: i for i, mark in enumerate(phrases)}
        self._hides = hides
        self._by_word = [(p, p.elements[0]) for ps in phrases.values() for p in ps]
        self._by_mark = {mark: [p for p in ps if p.elements[0].marks] for mark, ps in phrases.items()}
        self._known: dict[str, tuple[Phrase, ...]] = {}

    def find(self, marked: Marked, units: Sequence[tuple[int, int]]) -> None:
        """Notes every mark of the sentence; no phrase reaches from one unit into the next."""
        there = {i: end for start, end in units for i in range(start, end)}
        todo: dict[str, list[tuple[int, Phrase]]] = {}
        for i, word in enumerate(marked.words):
            for one in self._starting(word):
                todo.setdefault(one.mark, []).append((i, one))
        for mark, by_mark in self._by_mark.items():
            for i, one in todo.get(mark, ()):
                _note(one, i, there[i], marked)
            for one in by_mark:
                for first in one.elements[0].marks:
                    for i in marked.starts(first):
                        _note(one, i, there[i], marked)
            if hidden := self._hides.get(mark):
                inside = marked.spans(mark)
                for other in hidden if inside else ():
                    marked.hide(other, inside)

    def _starting(self, word: Word) -> tuple[Phrase, ...]:
        found = self._known.get(word.norm)
        if found is None:
            found = tuple(p for p, first in self._by_word if first.takes(word))
            if len(self._known) < _KEPT:
                self._known[word.norm] = found
        return found


def _note(one: Phrase, start: int, limit: int, marked: Marked) -> None:
    end = next(_ends(one.elements, 0, start, limit, marked), 0)
    if end:
        marked.add(one.mark, start, end)


def _ends(elements: tuple[_Element, ...], k: int, i: int, limit: int, marked: Marked) -> Iterator[int]:
    """The places where the elements from k on may end if they start at word i, the preferred first."""
    if k == len(elements):
        yield i
        return
    element = elements[k]
    if element.gap:
        for skipped in range(min(element.gap, limit - i) + 1):
            yield from _ends(elements, k + 1, i + skipped, limit, marked)
        return
    if element.marks:
        for mark in element.marks:
            for end in marked.at(mark, i):
                if end <= limit:
                    yield from _ends(elements, k + 1, end, limit, marked)
    if i < limit and element.takes(marked.words[i]):
        yield from _ends(elements, k + 1, i + 1, limit, marked)
    if element.optional:
        yield from _ends(elements, k + 1, i, limit, marked)
