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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

__all__ = ["Marked", "Marks", "Phrase", "Signs", "Word", "fold", "phrase", "words"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*(?:['\u2019](?=\w{2}|[aày]\b))?|[^\w\s]")
_GAP = re.compile(r"\.\.(\d*)")
_ALTERNATIVE = re.compile(r"\{[^}]*\}|[^|]+")
_NEAR = 3  # words that a plain gap may hold
_SHORT = 3  # letters of words that an accent tells apart
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

    @property
    def only_marks(self) -> bool:
        """Whether a notion, and no word, has to stand here."""
        return bool(self.marks) and not (self.words or self.stems or self.endings or self.optional)

    def takes(self, norm: str) -> bool:
        """Whether a word begins or ends as one of the element's."""
        return norm.startswith(self.stems) or norm.endswith(self.endings)


class Phrase(msgspec.Struct, frozen=True):
    """A phrase and the notion that it marks."""

    mark: str
    elements: tuple[_Element, ...]


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Without case, accents and typographic apostrophes and hyphens. Short words keep their accents: in French `dès` is
    not `des`, nor `à` `a`.
    """
    plain = text.lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
    if plain.isascii() or len(plain) <= _SHORT:
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
        """The words at which a notion starts."""
        return tuple(self._found.get(mark, ()))

    def holds(self, groups: Sequence[frozenset[str]]) -> bool:
        """Whether one notion of each group may stand in it."""
        return not any(self._found.keys().isdisjoint(group) for group in groups)

    def beyond(self, plain: frozenset[str]) -> bool:
        """Whether it holds other notions than these."""
        return not self._found.keys() <= plain

    def spans(self, *marks: str, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
        """The longest mark at each start, in order; only those that lie inside a stretch of words, if one is given."""
        if not any(map(self._found.get, marks)):
            return []
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
            return any(map(self._found.get, marks))
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


class _Step(msgspec.Struct, frozen=True):
    """An element as it is looked for: words by the number under which `Marks` knows them."""

    words: int
    marks: tuple[str, ...]
    gap: int
    capital: bool
    optional: bool

    @property
    def plain(self) -> bool:
        """Whether only certain words can stand here."""
        return not (self.marks or self.gap or self.capital or self.optional)


class _Row(msgspec.Struct, frozen=True):
    """A phrase as it is looked for, with the words that must stand in a unit that holds it, and the notions of which
    one of each group must.
    """

    mark: str
    steps: tuple[_Step, ...]
    needs: frozenset[int]
    wants: tuple[frozenset[str], ...]


class Signs(msgspec.Struct, frozen=True):
    """Words, beginnings and endings of words of which one stands wherever a notion does."""

    words: frozenset[str]
    stems: tuple[str, ...]
    endings: tuple[str, ...]

    @property
    def shortest(self) -> int:
        """The length of the shortest of them; what is only part of a word counts as half of it."""
        return min((*map(len, self.words), *(len(s) // 2 for s in (*self.stems, *self.endings))), default=0)

    def takes(self, text: str) -> bool:
        """Whether a word, or a part of it that an apostrophe sets off, is one of them."""
        norm = fold(text)
        parts = {norm, *norm.split("'"), *(f"{part}'" for part in norm.split("'")[:-1])}
        return any(p in self.words or p.startswith(self.stems) or p.endswith(self.endings) for p in parts)


def _together(found: Sequence[Signs]) -> Signs:
    """The signs of several notions."""
    return Signs(
        frozenset().union(*(one.words for one in found)),
        tuple(s for one in found for s in one.stems),
        tuple(s for one in found for s in one.endings),
    )


class Marks:
    """Phrases by the notion that they mark, in the order in which the notions build on each other."""

    def __init__(self, phrases: Mapping[str, Sequence[Phrase]], hides: Mapping[str, Sequence[str]]) -> None:
        self._hides = hides
        self._groups: dict[tuple[object, ...], int] = {}
        self._elements: list[_Element] = []
        self._rows = rows = {mark: [self._row(one) for one in found] for mark, found in phrases.items()}
        self._by_mark: dict[str, dict[str, list[_Row]]] = {mark: {} for mark in rows}
        for row in (row for found in rows.values() for row in found):
            for first in row.steps[0].marks:
                self._by_mark[row.mark].setdefault(first, []).append(row)
        self._by_word: dict[int, list[_Row]] = {}
        for row in (row for found in rows.values() for row in found):
            self._by_word.setdefault(row.steps[0].words, []).append(row)
        self._exact: dict[str, list[int]] = {}
        for k, element in enumerate(self._elements):
            for norm in element.words:
                self._exact.setdefault(norm, []).append(k)
        self._open = [(k, e) for k, e in enumerate(self._elements) if e.stems or e.endings]
        self._known: dict[str, tuple[frozenset[int], tuple[_Row, ...]]] = {}

    def _row(self, one: Phrase) -> _Row:
        steps = tuple(self._step(element) for element in one.elements)
        wants = {frozenset(element.marks) for element in one.elements if element.only_marks}
        return _Row(one.mark, steps, frozenset(step.words for step in steps if step.plain), tuple(wants))

    def _step(self, element: _Element) -> _Step:
        key = (element.words, element.stems, element.endings)
        if key not in self._groups:
            self._groups[key] = len(self._elements)
            self._elements.append(element)
        return _Step(self._groups[key], element.marks, element.gap, element.capital, element.optional)

    def signs(self, marks: Iterable[str]) -> Signs | None:
        """The words of which one stands wherever one of the notions does; None where no certain words need stand."""
        found = [self._signs(row) for mark in marks for row in self._rows.get(mark, ())]
        return _together([one for one in found if one is not None]) if all(found) else None

    def _signs(self, row: _Row) -> Signs | None:
        """The same for a phrase: of its elements the one whose shortest word is the longest, since short words stand
        everywhere.
        """
        needed = (self._signs_of(s) for s in row.steps if not (s.gap or s.capital or s.optional))
        return max((one for one in needed if one is not None), key=lambda one: one.shortest, default=None)

    def _signs_of(self, step: _Step) -> Signs | None:
        element = self._elements[step.words]
        own = Signs(element.words, element.stems, element.endings)
        if not step.marks:
            return own
        if not all(mark in self._rows for mark in step.marks):
            return None  # a notion that is given
        below = self.signs(step.marks)
        return _together([own, below]) if below is not None else None

    def _of(self, norm: str) -> tuple[frozenset[int], tuple[_Row, ...]]:
        """The groups of words to which a word belongs, and the phrases that it may start."""
        found = self._known.get(norm)
        if found is None:
            whole = self._exact.get(norm, ())
            groups = frozenset((*whole, *(k for k, element in self._open if element.takes(norm))))
            found = groups, tuple(row for k in sorted(groups) for row in self._by_word.get(k, ()))
            if len(self._known) < _KEPT:
                self._known[norm] = found
        return found

    def could(self, marks: Iterable[str], found: Sequence[Word]) -> bool:
        """Whether a sentence of these words holds those that some phrase of the notions cannot do without."""
        there = frozenset().union(*(self._of(word.norm)[0] for word in found))
        return any(row.needs <= there for mark in marks for row in self._rows.get(mark, ()))

    def find(self, marked: Marked, units: Sequence[tuple[int, int]]) -> None:
        """Notes every mark of the sentence; no phrase reaches from one unit into the next."""
        of = [self._of(word.norm) for word in marked.words]
        groups = [found for found, _ in of]
        limits: list[tuple[int, frozenset[int]]] = []
        todo: dict[str, list[tuple[int, _Row]]] = {}
        for start, end in units:
            there = frozenset().union(*groups[start:end])
            limits += [(end, there)] * (end - start)
            for i in range(start, end):
                for row in of[i][1]:
                    if row.needs <= there:
                        todo.setdefault(row.mark, []).append((i, row))
        for mark, by_mark in self._by_mark.items():
            tried = [(i, row) for i, row in todo.get(mark, ()) if marked.holds(row.wants)]
            for first, rows in by_mark.items():
                if starts := marked.starts(first):
                    tried += [(i, row) for row in rows if marked.holds(row.wants) for i in starts]
            if not tried:
                continue
            for i, row in tried:
                limit, there = limits[i]
                if row.needs <= there:
                    self._note(row, i, limit, marked, groups)
            self._hide(mark, marked)

    def _hide(self, mark: str, marked: Marked) -> None:
        """Takes out what a notion hides."""
        hidden = self._hides.get(mark)
        inside = marked.spans(mark) if hidden else ()
        for other in (hidden or ()) if inside else ():
            marked.hide(other, inside)

    def _note(self, row: _Row, start: int, limit: int, marked: Marked, groups: list[frozenset[int]]) -> None:
        end = _end(row.steps, 0, start, limit, marked, groups)
        if end > start:
            marked.add(row.mark, start, end)


def _end(steps: tuple[_Step, ...], k: int, i: int, limit: int, marked: Marked, groups: list[frozenset[int]]) -> int:
    """Where the steps from k on end if they start at word i: the first way that fits, the nearest; -1 if none does."""
    while k < len(steps):
        step = steps[k]
        if step.gap:
            return _over(steps, k, i, limit, marked, groups)
        if step.marks:
            for after in _marked(step, i, limit, marked):
                end = _end(steps, k + 1, after, limit, marked, groups)
                if end >= 0:
                    return end
        fits = i < limit and (step.words in groups[i] or (step.capital and marked.words[i].capital))
        if step.optional and fits:
            end = _end(steps, k + 1, i + 1, limit, marked, groups)
            if end >= 0:
                return end
        if not fits and not step.optional:
            return -1
        i += fits and not step.optional
        k += 1
    return i


def _over(steps: tuple[_Step, ...], k: int, i: int, limit: int, marked: Marked, groups: list[frozenset[int]]) -> int:
    """The same where the step is a gap."""
    following = steps[k + 1].words if k + 1 < len(steps) and steps[k + 1].plain else -1
    for j in range(i, min(i + steps[k].gap, limit) + 1):
        if following < 0 or (j < limit and following in groups[j]):
            end = _end(steps, k + 1, j, limit, marked, groups)
            if end >= 0:
                return end
    return -1


def _marked(step: _Step, i: int, limit: int, marked: Marked) -> Iterator[int]:
    """Where the marks that the step takes end."""
    return (end for mark in step.marks for end in marked.at(mark, i) if end <= limit)
