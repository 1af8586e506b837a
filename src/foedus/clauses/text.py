"""A whole treaty, read: `read_treaty`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import msgspec

from ..errors import ReadingError
from ..lang import calendar
from ..lang.elements import Word, fold, words
from ..lang.treaty import TreatyWords, treaty_words
from .articles import Article, articles
from .clause import Clause
from .read import read_clause

__all__ = ["ReadArticle", "TreatyText", "read_treaty"]

_HEAD = 4000  # characters in which title and parties stand
_TITLE_LINES = 8
_DATE_NEAR = 6  # words around the name of a month in which day and year stand


class ReadArticle(msgspec.Struct, frozen=True):
    """An article of the text and what it pledges; the offsets of its clause count from the article's start."""

    article: Article
    clause: Clause


class TreatyText(msgspec.Struct, frozen=True):
    """A treaty as its text has it. What the text does not state is empty."""

    text: str
    lang: str
    title: str
    opening: str
    """Title, parties and considerations: what stands before the first article."""
    signed: str
    place: str
    articles: tuple[ReadArticle, ...]


def read_treaty(text: str, lang: str) -> TreatyText:
    """A treaty by its articles. Raises LanguageError for a language in which no treaties are read, ReadingError for a
    text without words.
    """
    if not any(c.isalnum() for c in text):
        raise ReadingError("the text has no words; give the text of a treaty")
    known = treaty_words(lang)
    layout = articles(text, lang)
    read = tuple(
        ReadArticle(article, read_clause(text[article.start : article.end], lang))
        for article in layout.articles
        if any(c.isalnum() for c in text[article.start : article.end])
    )
    opening = text[: layout.opening][:_HEAD]
    signed, place = _signature(text[layout.closing :][:_HEAD], opening, known)
    return TreatyText(text, lang, _title(opening, known), opening, signed, place, read)


def _title(opening: str, known: TreatyWords) -> str:
    """The lines from the one that names the instrument up to a blank one."""
    lines = opening.split("\n")[:_TITLE_LINES]
    instruments = {fold(word) for word in known.layout.instruments}
    for i, line in enumerate(lines):
        if any(word.norm in instruments for word in words(line)):
            kept = lines[i:]
            end = next((k for k, one in enumerate(kept) if not one.strip()), len(kept))
            return " ".join(" ".join(kept[:end]).split()).strip(" *#_.")[:400] if end < 5 else ""
    return ""


def _signature(closing: str, opening: str, known: TreatyWords) -> tuple[str, str]:
    """Day and place of the signature: as the closing states them, else the day in the title."""
    found = words(closing)
    place = _place(closing, found, known)
    return _day(found, known) or _day(words(_title(opening, known)), known), place


def _place(closing: str, found: list[Word], known: TreatyWords) -> str:
    """`Done at Athens, ...`: the names behind the place word."""
    done, at = {fold(w) for w in known.layout.done}, {fold(w) for w in known.layout.at}
    for i, (word, after) in enumerate(pairwise(found)):
        if word.norm in done and after.norm in at:
            end = i + 2
            while end < len(found) and found[end].capital:
                end += 1
            if end > i + 2:
                return closing[found[i + 2].start : found[end - 1].end]
    return ""


def _day(found: list[Word], known: TreatyWords) -> str:
    """The first full date, as ISO 8601."""
    months = _months(known.lang)
    for i, word in enumerate(found):
        month = months.get(word.norm)
        if month is None:
            continue
        norms = [w.norm for w in found[i + 1 : i + 1 + _DATE_NEAR * 2]]
        before = [w.norm for w in found[max(0, i - _DATE_NEAR) : i]]
        day = next((d for d in map(known.ordinal, reversed(before)) if d), None)
        day = day or (known.ordinal(norms[0]) if norms else None)
        year = _year(norms, known)
        if year and day and day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
        if year:
            return f"{year:04}-{month:02}"
    return ""


def _year(norms: list[str], known: TreatyWords) -> int | None:
    for k in range(min(len(norms), _DATE_NEAR)):
        spelled = known.spelled(norms[k:])
        if spelled and 1000 < spelled[0] < 2200:
            return spelled[0]
    return None


@cache
def _months(lang: str) -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(calendar(lang).months, 1) for name in names}
