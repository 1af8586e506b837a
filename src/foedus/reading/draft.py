"""What a format yields, before the language and the sentences are known."""

from __future__ import annotations

import datetime as dt

import msgspec

__all__ = ["LIMIT", "MEGABYTE", "Draft"]

MEGABYTE = 1_000_000
LIMIT = 10 * MEGABYTE
"""The most bytes that one source may have; an article has a few thousand."""


class Draft(msgspec.Struct, frozen=True):
    """An article as its format gives it. `lang` and `id` are set only where the source states them."""

    text: str
    title: str = ""
    published: dt.date | None = None
    published_how: str = "none"
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    lang: str = ""
    id: str = ""
