"""The page as read: its text never changes, and everything found is a span of it."""

from __future__ import annotations

from datetime import date

import msgspec

from .evidence import Sentence

__all__ = ["Document"]


class Document(msgspec.Struct, frozen=True):
    """An article. `sentences` are (start, end) offsets into `text`, in order; offsets count Unicode characters.

    `published_how` says where the publication date comes from (`option`, `metadata`, `text`, `none`).
    """

    id: str
    text: str
    lang: str
    sentences: tuple[tuple[int, int], ...]
    title: str = ""
    published: date | None = None
    published_how: str = "none"
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()

    def sentence(self, index: int) -> Sentence:
        """A sentence as evidence; `index` counts from 0, the number shown from 1."""
        start, end = self.sentences[index]
        return Sentence(index + 1, start, end, self.text[start:end])
