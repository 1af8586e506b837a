"""The publication date that an article states: a line "Publié le …", "Published …", a dateline, a date on its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..errors import ReadingError, UsageError
from ..lang import LANGUAGES, calendar

__all__ = ["given", "not_future", "parse", "stated"]

_FIRST_NEWSPAPERS = 1600
_HEAD, _FOOT = 12, 4  # lines at either end of the text where a date of publication may stand
_DASH = re.compile(r"\s*(?:\)\s*)?(?:\([^()]{1,40}\)\s*)?(?:[-–—:.]|$)")
_YEAR = re.compile(r"\d{4}")  # which every date has
_LABELLED_WITHIN = 60  # characters between the label and the date: "Publié par la rédaction le mercredi 19 juin 2024"


def given(day: dt.date) -> dt.date:
    """A date that the user gives. Raises UsageError if it has not come yet."""
    if day > dt.date.today():
        raise UsageError(f"the publication date {day} lies in the future; give the day on which the article appeared")
    return day


def not_future(day: dt.date | None) -> dt.date | None:
    """The day, unless it has not come yet: no article is published tomorrow, the page is wrong."""
    return day if day is not None and day <= dt.date.today() else None


def parse(text: str, where: str) -> dt.date | None:
    """The date of a record: ISO 8601, with or without a time; None if empty. Raises ReadingError for another."""
    if not text.strip():
        return None
    try:
        day = dt.datetime.fromisoformat(text.strip()).date()
    except ValueError as error:
        raise ReadingError(f"{where}: {text[:40]!r} is not a date; give it as YYYY-MM-DD") from error
    if day > dt.date.today():
        raise ReadingError(f"{where}: the publication date {day} lies in the future; give the day it appeared")
    if day.year < _FIRST_NEWSPAPERS:
        raise ReadingError(f"{where}: the publication date {day} is older than newspapers; give the day it appeared")
    return day


def stated(text: str) -> dt.date | None:
    """The date of publication that the text states, if it states one that has come."""
    if _YEAR.search(text) is None:
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ends = lines if len(lines) <= _HEAD + _FOOT else [*lines[:_HEAD], *lines[-_FOOT:]]
    found = (_labelled(ends), _alone(ends), _dateline(lines[:_HEAD]))
    return next((day for day in (not_future(day) for days in found for day in days) if day), None)


def _labelled(lines: Iterable[str]) -> Iterator[dt.date]:
    for line in lines:
        if label := _label().match(line):
            yield from (
                day for day, start, _end in _dates(line, label.end()) if start - label.end() <= _LABELLED_WITHIN
            )


def _alone(lines: Iterable[str]) -> Iterator[dt.date]:
    """Lines that are a date, perhaps with its weekday, an article, a place before a comma, a time after."""
    for line in lines:
        for day, start, end in _dates(line, 0):
            before, after = line[:start].strip(" ,"), line[end:].strip(" ,.")
            if len(before.split()) <= 3 and re.fullmatch(
                r"(?:(?:à|at|-|–)?\s*\d{1,2}\s*[h:]\s*(?:\d{1,2}\s*)?\w{0,4})?", after
            ):
                yield day
            break


def _dateline(lines: Iterable[str]) -> Iterator[dt.date]:
    """PYONGYANG, 19 juin 2024 (AFP) – …: a place in front, a dash or an agency behind."""
    for line in lines:
        for day, start, end in _dates(line[:120], 0):
            place = line[:start].strip(" ,(")
            if re.match(r"[A-ZÀ-Þ]", place) and len(place.split()) <= 5 and _DASH.match(line, end):
                yield day
            break


def _dates(line: str, position: int) -> Iterator[tuple[dt.date, int, int]]:
    """Full dates in a line, with their place."""
    for match in _pattern().finditer(line, position):
        day = _read(match)
        if day:
            yield day, match.start(), match.end()


def _read(match: re.Match[str]) -> dt.date | None:
    part = match.groupdict()
    month: int | None
    if part["iso"]:
        year, month, day = (int(p) for p in part["iso"].split("-"))
    elif part["slashed"]:
        day, month, year = (int(p) for p in re.split(r"[/.]", part["slashed"]))
        if "/" in part["slashed"] and day <= 12 and day != month and not _day_first().search(match.string):
            return None  # 06/07/2024 is a day of July or of June: English texts do not tell
    else:
        month = _months().get((part["month"] or part["month_first"]).lower().rstrip("."))
        day = int(part["day"] or part["day_second"])
        year = int(part["year"] or part["year_last"])
    try:
        return dt.date(year, month, day) if month else None
    except ValueError:  # 31 June: not a date, so not the date
        return None


def _words(field: str) -> str:
    """The words of a field of every pack's calendar, as alternatives of a pattern, the longest first."""
    listed = {word for lang in LANGUAGES for word in getattr(calendar(lang), field)}
    return "|".join(sorted(map(re.escape, listed), key=lambda word: (-len(word), word)))


@cache
def _label() -> re.Pattern[str]:
    """`Publié le`, `Published on`."""
    return re.compile(rf"\s*(?:{_words('published')})(?:\s+(?:{_words('published_on')})\b)?[\s:]", re.IGNORECASE)


@cache
def _day_first() -> re.Pattern[str]:
    """What shows that a line is in a language that writes the day before the month."""
    return re.compile(rf"\b(?:{_words('day_first')})\b", re.IGNORECASE)


@cache
def _months() -> dict[str, int]:
    """Every month's names in every pack, in lower case, with its number; three letters where these mean one month."""
    names = [
        (name.lower(), number)
        for lang in LANGUAGES
        for number, spellings in enumerate(calendar(lang).months, 1)
        for name in spellings
    ]
    short: dict[str, set[int]] = {}
    for name, number in names:
        short.setdefault(name[:3], set()).add(number)
    return {start: min(numbers) for start, numbers in short.items() if len(numbers) == 1} | dict(names)


@cache
def _pattern() -> re.Pattern[str]:
    """Day month year, month day year, ISO and day/month/year."""
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    joint = rf"(?:(?:{_words('joints')})\s+)?"
    return re.compile(
        rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d)"
        rf"|\b(?P<slashed>\d{{1,2}}([/.])\d{{1,2}}\3\d{{4}})\b"
        rf"|\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+{joint}(?P<month>{month})\.?,?\s+{joint}(?P<year>\d{{4}})\b"
        rf"|\b(?P<month_first>{month})\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_last>\d{{4}})\b",
        re.IGNORECASE,
    )
