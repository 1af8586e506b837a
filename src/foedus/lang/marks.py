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

from collections.abc import Iterable, Mapping, Sequence
from typing import final

from .elements import Element, Phrase, Word, fold, tokens

__all__ = ["Marked", "Marks", "Needs", "Signs"]

_KEPT = 50_000  # distinct words whose phrases are remembered
_ANYWHERE = -1  # the group of a phrase that needs no certain word


@final
class Marked:
    """The marks of one sentence: by notion, where each starts and where it may end, the longest first."""

    __slots__ = ("_found", "words")

    def __init__(self, found: list[Word]) -> None:
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
        places = self._found.get(mark)
        return () if places is None else places.get(start, ())

    def starts(self, mark: str) -> Sequence[int]:
        """The words at which a notion starts."""
        return tuple(self._found.get(mark, ()))

    def holds(self, wanted: list[list[str]]) -> bool:
        """Whether one notion of each list may stand in it."""
        for marks in wanted:
            for mark in marks:
                if mark in self._found:
                    break
            else:
                return False
        return True

    def beyond(self, plain: frozenset[str]) -> bool:
        """Whether it holds other notions than these."""
        return not self._found.keys() <= plain

    def spans(self, *marks: str, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
        """The longest mark at each start, in order; only those that lie inside a stretch of words, if one is given."""
        low, high = within or (0, len(self.words))
        found: set[tuple[int, int]] = set()
        for mark in marks:
            places = self._found.get(mark)
            for start, ends in places.items() if places else ():
                if low <= start and ends[0] <= high:
                    found.add((start, ends[0]))
        return sorted(found) if found else []

    def has(self, *marks: str, within: tuple[int, int] | None = None) -> bool:
        """Whether one of the notions stands in the sentence, or in a stretch of it."""
        low, high = within or (0, len(self.words))
        for mark in marks:
            places = self._found.get(mark)
            for start, ends in places.items() if places else ():
                if low <= start and ends[0] <= high:
                    return True
        return False

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


@final
class _Step:
    """An element as it is looked for: words by the number under which `Marks` knows them; `plain` where only certain
    words can stand.
    """

    __slots__ = ("capital", "gap", "marks", "optional", "plain", "words")

    def __init__(self, words: int, element: Element) -> None:
        self.words = words
        self.marks = element.marks
        self.gap = element.gap
        self.capital = element.capital
        self.optional = element.optional
        self.plain = not (self.marks or self.gap or self.capital or self.optional)


@final
class _Row:
    """A phrase as it is looked for, with the words that must stand in a unit that holds it, and the notions of which
    one of each list must.
    """

    __slots__ = ("mark", "needs", "steps", "wants")

    def __init__(self, mark: str, steps: list[_Step], wants: list[list[str]]) -> None:
        self.mark = mark
        self.steps = steps
        self.needs = frozenset([step.words for step in steps if step.plain])
        self.wants = wants


@final
class _Known:
    """What is known of a word: the groups of words to which it belongs, and the phrases that it may start."""

    __slots__ = ("groups", "rows")

    def __init__(self, groups: frozenset[int], rows: list[_Row]) -> None:
        self.groups = groups
        self.rows = rows


Needs = dict[int, list[frozenset[int]]]
"""Groups of words, each with the sets of groups to which it belongs: those that a phrase cannot do without."""


@final
class Signs:
    """Words, beginnings and endings of words of which one stands wherever a notion does."""

    __slots__ = ("endings", "stems", "words")

    def __init__(self, words: frozenset[str], stems: tuple[str, ...], endings: tuple[str, ...]) -> None:
        self.words = words
        self.stems = stems
        self.endings = endings

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


@final
class Marks:
    """Phrases by the notion that they mark, in the order in which the notions build on each other."""

    def __init__(self, phrases: Mapping[str, Sequence[Phrase]], hides: Mapping[str, Sequence[str]]) -> None:
        self._hides = hides
        self._groups: dict[tuple[object, ...], int] = {}
        self._elements: list[Element] = []
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
        self._known: dict[str, _Known] = {}

    def _row(self, one: Phrase) -> _Row:
        wants = {element.marks for element in one.elements if element.only_marks}
        return _Row(one.mark, [self._step(element) for element in one.elements], [[*marks] for marks in wants])

    def _step(self, element: Element) -> _Step:
        key = (element.words, element.stems, element.endings)
        if key not in self._groups:
            self._groups[key] = len(self._elements)
            self._elements.append(element)
        return _Step(self._groups[key], element)

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

    def _of(self, norm: str) -> _Known:
        found = self._known.get(norm)
        if found is None:
            whole = self._exact.get(norm, ())
            groups = frozenset((*whole, *(k for k, element in self._open if element.takes(norm))))
            found = _Known(groups, [row for k in sorted(groups) for row in self._by_word.get(k, ())])
            if len(self._known) < _KEPT:
                self._known[norm] = found
        return found

    def needs(self, marks: Iterable[str]) -> Needs:
        """What the phrases of the notions cannot do without, each under the group that has the fewest words."""
        found: Needs = {}
        for one in sorted({row.needs for mark in marks for row in self._rows.get(mark, ())}, key=sorted):
            rarest = min(one, key=lambda k: (len(self._elements[k].words), k), default=_ANYWHERE)
            found.setdefault(rarest, []).append(one)
        return found

    def could(self, needs: Needs, text: str, start: int, end: int) -> bool:
        """Whether the sentence text[start:end] holds the words that some phrase cannot do without."""
        there: set[int] = {_ANYWHERE}
        for token in tokens(text, start, end):
            there |= self._of(fold(token)).groups
        for group in there:
            for one in needs.get(group, ()):
                if one <= there:
                    return True
        return False

    def find(self, marked: Marked, units: Sequence[tuple[int, int]]) -> None:
        """Notes every mark of the sentence; no phrase reaches from one unit into the next."""
        of = [self._of(word.norm) for word in marked.words]
        groups = [known.groups for known in of]
        limits: list[_Unit] = []
        for start, end in units:
            limits += [_Unit(end, frozenset().union(*groups[start:end]))] * (end - start)
        todo = _started(of, limits)
        for mark, by_mark in self._by_mark.items():
            places = [(i, row) for i, row in todo.get(mark, ()) if marked.holds(row.wants)]
            for first, rows in by_mark.items():
                if starts := marked.starts(first):
                    places += [(i, row) for row in rows if marked.holds(row.wants) for i in starts]
            if not places:
                continue
            for i, row in places:
                end = _end(row.steps, 0, i, limits[i].end, marked, groups) if row.needs <= limits[i].there else -1
                if end > i:
                    marked.add(mark, i, end)
            self._hide(mark, marked)

    def _hide(self, mark: str, marked: Marked) -> None:
        """Takes out what a notion hides."""
        hidden = self._hides.get(mark)
        inside = marked.spans(mark) if hidden else ()
        for other in (hidden or ()) if inside else ():
            marked.hide(other, inside)


@final
class _Unit:
    """Where a unit ends, and the groups of its words."""

    __slots__ = ("end", "there")

    def __init__(self, end: int, there: frozenset[int]) -> None:
        self.end = end
        self.there = there


def _started(of: list[_Known], limits: list[_Unit]) -> dict[str, list[tuple[int, _Row]]]:
    """The phrases that may start with a word, by their notions, each with the place of the word."""
    found: dict[str, list[tuple[int, _Row]]] = {}
    for i, known in enumerate(of):
        for row in known.rows:
            if row.needs <= limits[i].there:
                places = found.get(row.mark)
                if places is None:
                    found[row.mark] = [(i, row)]
                else:
                    places.append((i, row))
    return found


def _end(steps: list[_Step], k: int, i: int, limit: int, marked: Marked, groups: list[frozenset[int]]) -> int:
    """Where the steps from k on end if they start at word i: the first way that fits, the nearest; -1 if none does."""
    while k < len(steps):
        step = steps[k]
        if step.gap:
            return _over(steps, k, i, limit, marked, groups)
        for mark in step.marks:
            for after in marked.at(mark, i):
                end = _end(steps, k + 1, after, limit, marked, groups) if after <= limit else -1
                if end >= 0:
                    return end
        fits = i < limit and (step.words in groups[i] or (step.capital and marked.words[i].capital))
        if step.optional and fits:
            end = _end(steps, k + 1, i + 1, limit, marked, groups)
            if end >= 0:
                return end
        if not fits and not step.optional:
            return -1
        if not step.optional:
            i += 1
        k += 1
    return i


def _over(steps: list[_Step], k: int, i: int, limit: int, marked: Marked, groups: list[frozenset[int]]) -> int:
    """The same where the step is a gap."""
    following = steps[k + 1].words if k + 1 < len(steps) and steps[k + 1].plain else -1
    for j in range(i, min(i + steps[k].gap, limit) + 1):
        if following < 0 or (j < limit and following in groups[j]):
            end = _end(steps, k + 1, j, limit, marked, groups)
            if end >= 0:
                return end
    return -1
