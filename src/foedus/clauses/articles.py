"""A whole treaty in its parts: what stands before the first article, the articles, what stands below the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from ..lang.treaty import TreatyWords, treaty_words

__all__ = ["Article", "Layout", "articles"]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_TITLE = 80  # characters that a heading beside or below an article's number may have
_PARAGRAPH = re.compile(r"^[ \t]*\(?(?P<number>\d{1,3})[.)][ \t]+(?=\S)", re.MULTILINE)
_REST = re.compile(r"[ \t*_#]*$", re.MULTILINE)
_OPENING = re.compile(r"[ \t*_#]*[^\W\d_a-zà-ÿ]")
_DELIMITER = re.compile(r"[ \t]*(?:[.:)]?[ \t]*[-–—]+|[.:)])[ \t]*")


class Article(msgspec.Struct, frozen=True):
    """An article by its number as the text counts it (roman figures in arabic), its heading and its place."""

    number: str
    title: str
    start: int
    end: int


class Layout(msgspec.Struct, frozen=True):
    """Where the articles of a text begin and end; `opening` ends before the first, `closing` begins after the last."""

    articles: tuple[Article, ...]
    opening: int
    closing: int


class _Head(msgspec.Struct, frozen=True):
    number: int
    label: str
    start: int
    end: int


def articles(text: str, lang: str) -> Layout:
    """The articles of a text: headed by their number, or, where none is, numbered paragraphs, or the whole text."""
    known = treaty_words(lang)
    heads = list(_numbered(_heads(text, known)))
    closings = [match.start() for match in _closing_line(lang).finditer(text)]
    closing = next((start for start in closings if not heads or start > heads[-1].start), len(text))
    heads = heads or list(_paragraphs(text, closing))
    if not heads:
        return Layout((Article("", "", 0, closing),), 0, closing)
    edges = sorted(
        {*(m.start() for m in _chapter(lang).finditer(text)), *(h.start for h in heads), *closings, len(text)}
    )
    found = []
    after = iter(edges)
    edge = next(after)
    for head in heads:
        while edge <= head.start:
            edge = next(after, len(text))
        title, start = _title(text, head.end, edge)
        found.append(Article(head.label, title, start, start + len(text[start:edge].rstrip())))
    return Layout(_unique(found), heads[0].start, closing)


@cache
def _closing_line(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^[ \t*_]*|(?<=[.;] ))(?:{_any(treaty_words(lang).layout.closing)})\b", _FLAGS)


@cache
def _chapter(lang: str) -> re.Pattern[str]:
    """A line that heads several articles."""
    return re.compile(rf"^[ \t#*_]*(?:{_any(treaty_words(lang).layout.chapter)})\b[^\n.;]{{0,{_TITLE}}}$", _FLAGS)


@cache
def _head_line(lang: str) -> re.Pattern[str]:
    """The number of an article: at the start of a line, or after a full stop."""
    layout = treaty_words(lang).layout
    return re.compile(
        rf"(?P<line>^[ \t#*_§]*)?(?<!\w)(?:{_any(layout.article)})\b\.?[ \t\u00a0]+"
        r"(?P<number>\d{1,3}(?:er|re)?|[ivxlc]+|[^\W\d_]+(?:-[^\W\d_]+)*)(?P<more>[ \t](?:bis|ter|quater))?(?![\w-])",
        _FLAGS,
    )


_FLAGS = re.IGNORECASE | re.MULTILINE


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))


def _heads(text: str, known: TreatyWords) -> Iterator[tuple[_Head, bool]]:
    """Everything that looks like the head of an article, and whether it stands alone on its line."""
    for match in _head_line(known.lang).finditer(text):
        number = _number(match["number"].lower(), known)
        if number is None:
            continue
        delimiter = _DELIMITER.match(text, match.end())
        end = delimiter.end() if delimiter else match.end()
        at_line = match["line"] is not None
        if not at_line and not (delimiter and _after_stop(text, match.start())):
            continue
        alone = _REST.match(text, end) is not None
        if at_line and not delimiter and not alone and not _OPENING.match(text, end):
            continue  # "Article 51 of the Charter", at the start of a wrapped line
        label = f"{number}{(match['more'] or '').strip().lower()}"
        yield _Head(number, label, match.start(), end), at_line and alone


def _after_stop(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return before[-1:] in ".;:" if before else start == 0


def _number(word: str, known: TreatyWords) -> int | None:
    if word in known.layout.first:
        return 1
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    if set(word) <= set(_ROMAN):
        return _roman(word)
    return known.number(word)


def _roman(word: str) -> int:
    values = [_ROMAN[c] for c in word]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _numbered(heads: Iterator[tuple[_Head, bool]]) -> Iterator[_Head]:
    """Heads that continue the count, or start it again: others are references to an article."""
    last = 0
    for head, alone in heads:
        if head.number in (last, last + 1, 1) or (alone and head.number > last):
            last = head.number
            yield head


def _paragraphs(text: str, closing: int) -> Iterator[_Head]:
    """Numbered paragraphs, where there are at least two in order."""
    found: list[_Head] = []
    for match in _PARAGRAPH.finditer(text, 0, closing):
        if int(match["number"]) == len(found) + 1:
            found.append(_Head(len(found) + 1, match["number"], match.start(), match.end()))
    yield from found if len(found) > 1 else ()


def _title(text: str, start: int, end: int) -> tuple[str, int]:
    """The heading of an article beside its number or on the line below, and where its text begins."""
    for _ in range(2):
        while start < end and text[start].isspace():
            start += 1
        line_end = text.find("\n", start, end)
        if line_end < 0:
            return "", start
        line = text[start:line_end].strip(" \t*_#-–—:()[]")
        if line and len(line) <= _TITLE and line[-1] not in ".,;:" and text[line_end:end].strip():
            below = text[line_end:end].lstrip()
            if not below[0].islower():
                return line, line_end + len(text[line_end:end]) - len(below)
        break
    return "", start


def _unique(found: list[Article]) -> tuple[Article, ...]:
    """No two articles by one number: those of a second count (an annex, a protocol) say so."""
    seen: dict[str, int] = {}
    named = []
    for article in found:
        seen[article.number] = seen.get(article.number, 0) + 1
        again = seen[article.number]
        named.append(msgspec.structs.replace(article, number=f"{article.number} ({again})") if again > 1 else article)
    return tuple(named)
