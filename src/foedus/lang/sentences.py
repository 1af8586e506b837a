"""Where sentences start and end, by rules: full stops that end one, and those of abbreviations that do not.

Offsets are into the text as given; nothing is altered. A blank line always ends a sentence; so does the end of a
heading, of a list item, of a line that is not simply wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import tomli as tomllib

from .registry import folder

__all__ = ["function_words", "nearness", "split"]

_CLOSERS = ".!?…"
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?:[ \u00a0\u202f]+»)?")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_BESIDE = "(«“\"'’[/"
_LONGEST = 24  # characters of an abbreviation
_BULLET = re.compile(r"\s*(?:[•▪◦●‣*]|[-–—](?=\s)|\d{1,3}[.)](?=\s))")
_OPENING = "«“\"'‘([—–-"
_BEFORE_FIRST = f"{_OPENING} \u00a0\u202f"
_CLOSING = re.compile(r"[\s\"”’»)\]]+\Z")
_WRAPPED_FROM = 60  # a line of this many characters without a closing mark is taken as wrapped, not as a heading


@cache
def _data(lang: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((folder(lang) / "sentences.toml").read_text(encoding="utf-8"))
    return found


@cache
def function_words(lang: str) -> frozenset[str]:
    """Frequent words that tell a language from its neighbours."""
    return frozenset(_data(lang)["function_words"])


@cache
def nearness(lang: str) -> float:
    """How far below the likeliest language, in log likelihood a character, a short text may lie and still be in this
    one: less for a language with close kin.
    """
    return float(_data(lang)["near"])


@cache
def _abbreviations(lang: str) -> frozenset[str]:
    tree = _data(lang)
    return frozenset(tree["abbreviations"])


def split(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end) offsets, in order. Raises LanguageError for a language without a pack."""
    known = _abbreviations(lang)
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        found.extend(_sentences(text, start, end, known))
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that belong together: a paragraph, wrapped or not, a heading, a list item."""
    if "\n" not in text and "\r" not in text:  # one line, as most records of a corpus are
        if line := text.rstrip():
            yield 0, len(line)
        return
    start = end = -1
    last = ""
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        line = match.group().rstrip()
        if start >= 0 and not (line.strip() and _continues(last, line)):
            yield start, end
            start = -1
        if line.strip():
            start = match.start() if start < 0 else start
            end, last = match.start() + len(line), line
    if start >= 0:
        yield start, end


def _continues(last: str, line: str) -> bool:
    """Whether a line goes on with the line before it."""
    if _BULLET.match(line):
        return False
    if line.lstrip()[0].islower():
        return True
    return len(last.strip()) >= _WRAPPED_FROM


def _sentences(text: str, start: int, end: int, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    begin = _skip(text, start, end)
    position = bullet.end() if bullet else start
    for mark in _marks(text, position, end):
        if mark < position:
            continue  # one of those that closed the last sentence
        match = _END.match(text, mark, end)
        assert match is not None
        position = match.end()
        if position >= end or _ends(text, match, end, known):
            if position > begin:
                yield begin, position
            begin = _skip(text, position, end)
    if begin < end:
        yield begin, end


def _marks(text: str, start: int, end: int) -> list[int]:
    """Where the marks stand that may close a sentence, in order."""
    found: list[int] = []
    for mark in _CLOSERS:
        at = text.find(mark, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1, end)
    found.sort()
    return found


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, match: re.Match[str], end: int, known: frozenset[str]) -> bool:
    """Whether the closing mark ends a sentence: what follows starts one, what stands before is no abbreviation."""
    after = match.end()
    if not text[after].isspace():
        return False
    start = _skip(text, after, end)
    following = text[start : min(end, start + 3)]
    first = following.lstrip(_BEFORE_FIRST)[:1] or following[:1]
    if not (first.isupper() or first.isdigit() or following[:1] in _OPENING):
        return False
    marks = match.group()
    if marks[0] != "." or (len(marks) > 1 and len(_CLOSING.sub("", marks)) > 1):
        return True
    word = _word_before(text, match.start())
    # One capital letter is an initial (J. F. Kennedy).
    initial = len(word) == 1 and word.isupper()
    return not initial and word.casefold() not in known and not ("." in word and _DOTTED.fullmatch(word))


def _word_before(text: str, end: int) -> str:
    """The characters before an offset, back to a blank, a quotation mark or a bracket."""
    start = end
    while start > max(0, end - _LONGEST) and not text[start - 1].isspace() and text[start - 1] not in _BESIDE:
        start -= 1
    return text[start:end]
