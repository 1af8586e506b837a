"""Days that may be known only to the month or the year, and periods between them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

__all__ = ["Day", "Period", "Standing", "least", "parse_day", "surely_before", "surely_overlap"]

Standing = Literal["inside", "outside", "unsettled"]

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Day(msgspec.Struct, frozen=True, order=True):
    """A day, or the interval in which it lies: `first` and `last` are both possible."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    @property
    def granularity(self) -> Literal["day", "month", "year", "interval"]:
        """How finely the day is known."""
        if self.exact:
            return "day"
        if self == _month(self.first.year, self.first.month):
            return "month"
        if self == _year(self.first.year):
            return "year"
        return "interval"

    def __str__(self) -> str:
        day = self.first.isoformat()
        match self.granularity:
            case "day":
                return day
            case "month":
                return day[:7]
            case "year":
                return day[:4]
        return f"{day}/{self.last.isoformat()}"


def _month(year: int, month: int) -> Day:
    return Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _year(year: int) -> Day:
    return Day(date(year, 1, 1), date(year, 12, 31))


@lru_cache(maxsize=8192)  # facts name the same days again and again
def parse_day(text: str | date) -> Day:
    """Read `2024-06-19`, `2024-06`, `2024` or an interval `1998/2000`.

    Raises ValueError, saying what is wrong, if the text is none of these or names no day of the calendar.
    """
    if isinstance(text, date):
        return Day(text, text)
    if "/" in text:
        one, _, other = text.partition("/")
        start, end = parse_day(one), parse_day(other)
        if end.last < start.first:
            raise ValueError(f"{text!r} ends before it starts")
        return Day(start.first, end.last)
    match = _DAY.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a date (wanted YYYY-MM-DD, YYYY-MM, YYYY or A/B)")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # the pattern wants a year
    try:
        if month is None:
            return _year(year)
        if day is None:
            return _month(year, month)
        return Day(date(year, month, day), date(year, month, day))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} is no day of the calendar") from error


class Period(msgspec.Struct, frozen=True):
    """From `start` (included) until `end` (excluded; None: still open)."""

    start: Day
    end: Day | None = None

    def at(self, day: date) -> Standing:
        """Whether a day lies inside; `unsettled` when start or end are not dated finely enough to tell."""
        if day < self.start.first:
            return "outside"
        if self.end is not None and day >= self.end.last and (self.end.exact or day > self.end.last):
            return "outside"
        if day < self.start.last or (self.end is not None and day >= self.end.first):
            return "unsettled"
        return "inside"

    def covers(self, day: date) -> bool:
        """Whether the day certainly lies inside."""
        return self.at(day) == "inside"

    def __str__(self) -> str:
        return f"{self.start} – {self.end or ''}".rstrip()


def surely_before(day: Day | None, other: Day | None) -> bool:
    """Whether one day lies before the other, whatever day of their intervals they are; no day is before nothing."""
    return day is not None and other is not None and day.last < other.first


def surely_overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day, whatever day of their intervals the bounds fell on."""
    start = max(one.start.last, other.start.last)
    return all(p.end is None or start < p.end.first for p in (one, other))


def least(*parts: Standing) -> Standing:
    """The weakest of several standings: a pledge holds where all that it rests on holds."""
    return "outside" if "outside" in parts else ("unsettled" if "unsettled" in parts else "inside")
