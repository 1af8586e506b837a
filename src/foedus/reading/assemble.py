"""Draft -> Document: the language, the sentences, the identifier."""

from __future__ import annotations

import datetime as dt

from ..document import Document
from ..errors import ReadingError
from ..lang import split
from .draft import Draft
from .language import identify, supported
from .published import given

__all__ = ["document"]


def document(draft: Draft, name: str, date: dt.date | None = None, lang: str | None = None) -> Document:
    """The document of a draft; `name` identifies it unless the draft has an id, `date` and `lang` win over its own.

    Raises ReadingError for a text without words, LanguageError if no pack reads it, UsageError for a date to come.
    """
    text = draft.text
    code = lang or draft.lang or identify(text)
    if not code:
        raise ReadingError(f"{name} holds no words; give a file or page that holds an article")
    code = supported(code, name)
    return Document(
        id=draft.id or name,
        text=text,
        lang=code,
        sentences=split(text, code),
        title=draft.title,
        published=given(date) if date else draft.published,
        published_how="option" if date else draft.published_how,
        url=draft.url,
        publisher=draft.publisher,
        authors=draft.authors,
    )
