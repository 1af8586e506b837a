"""An explanation for the terminal: plain lines, so that they can be searched and compared."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .view import Line, Page

__all__ = ["render"]

_WIDTH = 116


def render(shown: Page) -> str:
    """The whole explanation; names stand in [brackets], verbs and nouns of events in {braces}."""
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: Page) -> Iterator[str]:
    yield f"{shown.title}: {shown.name}{f' ({shown.date})' if shown.date else ''}"
    for sentence in shown.sentences:
        yield ""
        marked = "".join(_BRACKETS[p.mark].format(p.text) for p in sentence.pieces)
        yield from textwrap.wrap(f"{sentence.heading}: {' '.join(marked.split())}", _WIDTH)
        for line in sentence.events:
            yield from _line(line, "  = ")
        for heading, lines in sentence.lists:
            yield f"  {heading}"
            for line in lines:
                yield from _line(line, "    - ")


_BRACKETS = {"": "{}", "actor": "[{}]", "trigger": "{{{}}}", "other": "{}"}


def _line(line: Line, lead: str) -> Iterator[str]:
    yield from textwrap.wrap(line.text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
    for under in line.under:
        yield from _line(under, " " * len(lead) + "· ")
