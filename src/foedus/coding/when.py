"""When: the day of an event, and whether a clause speaks of what is older than the news of the week."""

from __future__ import annotations

from datetime import date

from ..dates import Day, parse_day
from ..lang import Lexicon
from .line import Line
from .times import Time, times

__all__ = ["Clock"]

_NEWS_DAYS = 7
_RENEWED = 4  # how far before "since" the word may stand that says that it is the first in so long


class Clock:
    """The calendar words of a language, and the document's date."""

    def __init__(self, lex: Lexicon, day: date | None) -> None:
        self.day = day
        self._calendar = times(lex)
        self._anchor = day or date.min

    def background(self, made: Line, start: int, end: int, habit: bool = True) -> bool:
        """Whether [start, end) dates what it says before the news of the week, or (`habit`) says that it recurs."""
        for i, recurs in self._dating(made):
            if start <= i < end and (habit or not recurs):
                return True
        if self.day is None:
            return False
        for one in self._times(made):
            if one.ago and start <= one.start < end and not one.since and (self.day - one.day.last).days > _NEWS_DAYS:
                return True
        return False

    def dated(self, made: Line) -> bool:
        """Whether a sentence has anything that could date it otherwise than of the day it was written."""
        return bool(self._dating(made)) or (self.day is not None and bool(self._times(made)))

    def _dating(self, made: Line) -> list[tuple[int, bool]]:
        """The words of a line that date it before the week of news, and those that only say that it recurs."""
        if made.clock is None:
            made.clock = []
            for i in made.spots(self._calendar.dating):
                if self._old_year(made, i) or self._old_month(made, i):
                    made.clock.append((i, False))
                elif self._habit(made, i) or self._since(made, i):
                    made.clock.append((i, True))
        return made.clock

    def _habit(self, made: Line, i: int) -> bool:
        known = self._calendar.background.get(made.low[i])
        return known is not None and known.first(made.low, i + 1) is not None

    def _old_year(self, made: Line, i: int) -> bool:
        word = made.word[i]
        if len(word) != 4 or not word.isdigit() or not word.startswith(("18", "19", "20")):
            return False
        if i and made.tag[i - 1] in ("of", "det") and not (i > 1 and made.low[i - 2] in self._calendar.months):
            return False  # "the agreement of 2012", "its 2016 order": the thing is dated, not the act
        if i + 1 < made.size and (
            made.low[i + 1] in self._calendar.units or (made.entry[i + 1] is not None and made.role[i + 1])
        ):
            return False
        before = self._calendar.over(made, i - 1, -1)
        month = before >= 0 and made.low[before] in self._calendar.months
        dated = i and (made.tag[i - 1] in ("place", "since", "adjunct") or month)
        return bool(dated) and self.day is not None and int(word) < self.day.year

    def _old_month(self, made: Line, i: int) -> bool:
        month = self._calendar.months.get(made.low[i])
        if month is None or self.day is None or not i:
            return False
        behind, before = self._calendar.over(made, i + 1, 1), self._calendar.over(made, i - 1, -1)
        year = made.low[behind] if behind < made.size else ""
        if year.isdigit() and len(year) == 4 and int(year) < self.day.year:
            return True
        if before >= 0 and made.word[before].isdigit():
            day = _day(self.day.year, month, int(made.word[before]))
            return day is not None and not 0 <= (self.day - day).days <= _NEWS_DAYS
        if made.low[i - 1] in self._calendar.last:
            return True  # "last December": a month of this year just past would be named by its day
        if made.tag[i - 1] != "place":
            return False
        same = month == self.day.month or (self.day.day <= _NEWS_DAYS and month == (self.day.month - 2) % 12 + 1)
        later = i + 1 < made.size and made.low[i + 1] in self._calendar.last
        return later or not same

    def _since(self, made: Line, i: int) -> bool:
        if made.low[i] not in self._calendar.since:
            return False
        if i + 1 < made.size and made.low[i + 1] in self._calendar.weekdays:
            return False
        if not self._calendar.renewed.isdisjoint(made.low[max(0, i - _RENEWED) : i]):
            return False  # "for the first time since 1994": it is the news
        following = made.word[i + 1 : i + 4]
        return any(w.isdigit() or w.lower() in self._calendar.numbers for w in following)

    def of(self, made: Line, start: int, end: int) -> tuple[Day | None, str]:
        """The day or the interval that [start, end) names in the week of news, else the document's day; and where it
        comes from.
        """
        if self.day is None:
            return None, "none"
        for one in self._times(made):
            if start <= one.start < end and not one.since and self._news(one.day):
                return one.day, "text"
        return Day(self.day, self.day), "document"

    def names_day(self, made: Line, start: int, end: int) -> bool:
        """Whether a day of the week of news is named in [start, end)."""
        return any(start <= t.start < end and not t.since and self._news(t.day) for t in self._times(made))

    def _news(self, day: Day) -> bool:
        """Whether an interval ends in the week before the document, and is no longer than that."""
        assert self.day is not None
        age = (self.day - day.last).days
        return -_NEWS_DAYS < age <= _NEWS_DAYS and (day.last - day.first).days < _NEWS_DAYS and day.first <= self.day

    def _times(self, made: Line) -> list[Time]:
        """The expressions of time of a sentence, looked for once; a day that it names is what later ones count from."""
        if made.times is None:
            made.times = self._calendar.find(made, self.day, self._anchor) if self.day is not None else []
            named = [t.day.first for t in made.times if t.day.exact and not t.since]
            self._anchor = named[-1] if named else self._anchor
        return made.times


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return parse_day(f"{year:04}-{month:02}-{number:02}").first
    except ValueError:
        return None
