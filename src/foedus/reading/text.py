"""Plain text and Markdown -> Draft: the title is the first heading, the date what the text states."""

from __future__ import annotations

import re
from collections.abc import Callable

from .decode import one_line
from .draft import Draft
from .published import stated

__all__ = ["read_markdown", "read_plain"]

_TITLE_LONGEST = 200
_LABEL_WORDS = 2  # a line of so few words above the title is the name of a section
_FIRST_LINES = 6
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+)$", re.MULTILINE)
# What Markdown writes for the eye, and what of it is text. No pattern looks past the next mark of its own kind, so that
# a text made of opening marks takes no longer than another.
_MARKS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(?:(?![ \t]*\1).*\n)*[ \t]*\1[^\n]*$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (_HEADING, lambda heading: heading[1].rstrip("# \t")),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)((?:(?!\1)[^\n])+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^\n*_]+)(?<=\S)[*_](?![\w*])"), r"\1"),
)


def read_plain(text: str) -> Draft:
    """A plain text; nothing of it is left out."""
    return _draft(text, _title(text))


def read_markdown(text: str) -> Draft:
    """A Markdown text without its marks."""
    heading = _HEADING.search(text)
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    title = _plain_title(heading.group(1)) if heading else ""
    return _draft(text, title or _title(text))


def _draft(text: str, title: str) -> Draft:
    day = stated(text)
    return Draft(text, title=title, published=day, published_how="text" if day else "none")


def _plain_title(text: str) -> str:
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return one_line(text)


def _title(text: str) -> str:
    """The first line that reads as a title: short, not ended by a full stop, more than the name of a section, and
    with something beneath it.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[:_FIRST_LINES] if len(lines) > 1 else ():
        if len(line) > _TITLE_LONGEST or line.endswith((".", "…", ":", ";", ",")):
            return ""  # the article has begun
        if len(line.split()) > _LABEL_WORDS and stated(line) is None:
            return one_line(line)
    return ""
