"""Expressions of time: which words of a sentence name a day or an interval, and how finely.

A weekday is the last one before the document; `la veille` counts from the last day that the text named; "in 1961" is a
year, not a day; "over the weekend" is two days. What the calendar of a language holds is in `calendar.toml`.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ..dates import Day
from ..lang import Lexicon
from ..lang.phrases import Phrases
from ..lang.surface import DIGIT
from .line import Line

__all__ = ["Time", "Times", "times"]

_SUNDAY = 6
_YEARS = ("18", "19", "20")
_GAP = 2  # words between a length and what makes it a point in time ("three long years ago")


class Time:
    """The words [start, end) name `day`; `since` where they say when something began that goes on, `ago` where they
    count back from the document.
    """

    __slots__ = ("ago", "day", "end", "since", "start")

    def __init__(self, start: int, end: int, day: Day, ago: bool = False) -> None:
        self.start = start
        self.end = end
        self.day = day
        self.ago = ago
        self.since = False


class Times:
    """The calendar of a language, read for look-up."""

    def __init__(self, lex: Lexicon) -> None:
        words = lex.pack.calendar
        self.weekdays = {w: n for n, names in enumerate(words.weekdays) for w in names}
        self.months = {w: n for n, names in enumerate(words.months, 1) for w in names}
        self.last = frozenset(words.last)
        self.next = frozenset(words.next)
        self.since = frozenset(words.since)
        self.joints = frozenset(words.joints)
        self.numbers = words.quantities
        self.lengths = {w: length for length, names in words.lengths.items() for w in names}
        self.ago_before = tuple(lex.tokens.phrase(p) for p in words.ago_before)
        self.ago_after = frozenset(words.ago_after)
        self.renewed = frozenset(words.renewed)
        self.units = frozenset(words.units)
        relative = {phrase: f"day:{days}" for phrase, days in words.relative.items()}
        anchored = {phrase: f"anchor:{days}" for phrase, days in words.anchored.items()}
        self.phrases = _by_first(lex, {**relative, **anchored, **words.spans})
        self.background = _by_first(lex, dict.fromkeys(words.background, ""))
        mark = lex.surface.mark
        self.starts = mark((*self.weekdays, *self.months, *self.phrases, *self.lengths)) | DIGIT
        self.dating = mark((*self.months, *self.background, *self.since)) | DIGIT  # what may say that an act is old

    def find(self, made: Line, today: date, anchor: date) -> list[Time]:
        """The expressions of a sentence, in order. `today`: the document's day; `anchor`: the last day named before."""
        found: list[Time] = []
        after = 0
        for i in made.spots(self.starts):
            if i < after:
                continue
            try:
                one = self._at(made, i, today, anchor)
            except (OverflowError, ValueError):
                continue  # "99999999 days ago": no day of the calendar
            if one is None:
                continue
            one.since = any(made.low[j] in self.since for j in range(max(0, one.start - 2), one.start))
            found.append(one)
            after = one.end
            if one.day.exact and not one.since:
                anchor = one.day.first
        return found

    def _at(self, made: Line, i: int, today: date, anchor: date) -> Time | None:
        low = made.low[i]
        if low in self.phrases and (hit := self.phrases[low].first(made.low, i + 1)) is not None:
            day = _meant(hit[0], today, anchor)
            if day is not None:
                return Time(i, hit[1], day)
        if low in self.weekdays:
            return self._weekday(made, i, today)
        if low in self.months:
            return self._month(made, i, today)
        if low in self.lengths:
            return self._ago(made, i, today)
        return self._year(made, i)

    def _weekday(self, made: Line, i: int, today: date) -> Time:
        beside = (made.low[i - 1] if i else "", made.low[i + 1] if i + 1 < made.size else "")
        back = (today.weekday() - self.weekdays[made.low[i]]) % 7
        if beside[1] in self.next or beside[0] in self.next:
            back -= 7
        elif back == 0 and (beside[1] in self.last or beside[0] in self.last):
            back = 7
        found = today - timedelta(days=back)
        return Time(i, i + 1, Day(found, found))

    def _month(self, made: Line, i: int, today: date) -> Time | None:
        """A month with its day before or behind it, with its year or in the twelve months before the document."""
        month, start, end = self.months[made.low[i]], i, i + 1
        before = self.over(made, i - 1, -1)
        number = _number(made, before)
        if number:
            start = before
        elif (behind := _number(made, i + 1)) > 0:
            number, end = behind, i + 2
        comma = end + (end < made.size and made.word[end] == ",")
        year = _four(made, at := self.over(made, comma, 1))
        end = at + 1 if year else end
        year = year or (today.year if (month, number or 1) <= (today.month, today.day) else today.year - 1)
        if not number:
            return Time(start, end, Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])))
        if number > calendar.monthrange(year, month)[1]:
            return None
        return Time(start, end, Day(date(year, month, number), date(year, month, number)))

    def over(self, made: Line, i: int, step: int) -> int:
        """The word at i, or the one beyond it where it only joins the parts of a date (`3 de mayo de 2012`)."""
        return i + step if 0 <= i < made.size and made.low[i] in self.joints else i

    def _ago(self, made: Line, i: int, today: date) -> Time | None:
        """`three days ago`, `il y a trois jours`, `depuis trois jours`."""
        number = self._count(made, i - 1)
        if not number:
            return None
        low = made.low
        before = any(
            tuple(low[max(0, j - len(p)) : j]) == p for p in self.ago_before for j in range(max(0, i - _GAP), i)
        )
        since = not self.since.isdisjoint(low[max(0, i - 1 - _GAP) : i - 1])
        behind = [j for j in range(i + 1, min(made.size, i + 1 + _GAP)) if low[j] in self.ago_after]
        if not (before or behind or since):
            return None
        day = _back(today, self.lengths[low[i]], number)
        return Time(i - 1, behind[0] + 1 if behind else i + 1, day, ago=not since)

    def _count(self, made: Line, j: int) -> int:
        if j < 0:
            return 0
        word = made.low[j]
        return int(word) if word.isdigit() and len(word) < 4 else self.numbers.get(word, 0)

    def _year(self, made: Line, i: int) -> Time | None:
        """A year that dates what is said: behind a preposition of place or an adjunct, not behind `of`."""
        year = _four(made, i)
        dating = i and (made.tag[i - 1] in ("place", "since", "adjunct") or made.low[i - 1] in self.since)
        if not year or not dating:
            return None
        return Time(i, i + 1, Day(date(year, 1, 1), date(year, 12, 31)))


def _number(made: Line, i: int) -> int:
    """The day of the month at a word, 0 if there is none (`1er` is two words)."""
    if not 0 <= i < made.size:
        return 0
    word = made.word[i]
    return int(word) if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else 0


def _four(made: Line, i: int) -> int:
    if not 0 <= i < made.size:
        return 0
    word = made.word[i]
    return int(word) if len(word) == 4 and word.isdigit() and word.startswith(_YEARS) else 0


def _meant(meaning: str, today: date, anchor: date) -> Day | None:
    """`day:-1`, `anchor:-1`, `week:-1`, `weekend:0`, `month:-1`, `year:0`, `night:0` as days."""
    unit, _, number = meaning.partition(":")
    count = int(number)
    match unit:
        case "day" | "anchor":
            day = (today if unit == "day" else anchor) + timedelta(days=count)
            return Day(day, day)
        case "night":
            return Day(today + timedelta(days=count - 1), today + timedelta(days=count))
        case "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * count)
            return Day(monday, min(monday + timedelta(days=6), today) if count == 0 else monday + timedelta(days=6))
        case "weekend":
            sunday = today - timedelta(days=(today.weekday() + 1) % 7 if today.weekday() != _SUNDAY else 0)
            sunday += timedelta(days=7 * count)
            return Day(sunday - timedelta(days=1), sunday)
        case "month":
            index = today.year * 12 + today.month - 1 + count
            year, month = index // 12, index % 12 + 1
            return Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        case "year":
            return Day(date(today.year + count, 1, 1), date(today.year + count, 12, 31))
    return None


def _back(today: date, length: str, number: int) -> Day:
    """So many days, weeks, months or years before: as fine as the unit (`two years ago` is a year)."""
    size, unit = int(length[:-1]) * number, length[-1]
    if unit == "d":
        day = today - timedelta(days=size)
        slack = timedelta(days=3 if length != "1d" else 0)
        return Day(day - slack, day + slack)
    if unit == "m":
        found = _meant(f"month:{-size}", today, today)
    else:
        found = _meant(f"year:{-min(size, today.year - 1)}", today, today)
    assert found is not None
    return found


def _by_first(lex: Lexicon, meanings: dict[str, str]) -> dict[str, Phrases[str]]:
    """Phrases with what they mean, by their first word."""
    found: dict[str, Phrases[str]] = {}
    for phrase, meaning in meanings.items():
        first, *rest = lex.tokens.phrase(phrase)
        found.setdefault(first, Phrases()).add(tuple(rest), meaning)
    return found


_KNOWN: dict[Lexicon, Times] = {}


def times(lex: Lexicon) -> Times:
    """The calendar of a language, made once."""
    found = _KNOWN.get(lex)
    if found is None:
        found = _KNOWN[lex] = Times(lex)
    return found
