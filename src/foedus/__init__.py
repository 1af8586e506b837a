"""foedus reads international news and says what it changes in the international system, each figure with its source.

    document = foedus.read("article.txt")     # a file, a URL, or - for standard input
    coded = foedus.code(document)             # who did what to whom
    system = foedus.System.at("2024-06-19")   # states, treaties and pledges of a day
    brief = foedus.brief(document)            # ten questions, before and after

Nothing heavy is imported before one of these names is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The package of this name has to be there before the function below takes the name over: importing a package sets
# it as an attribute of its parent, but only the first time. It is light, its own names being lazy. The function is
# `foedus.brief`; what is in the package comes by `from foedus.brief.render import render`.
from . import brief as _brief

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from .brief import Brief
    from .document import Document
    from .event import Coded
    from .record import Record
    from .system import System

__all__ = ["System", "brief", "code", "read"]


def read(
    source: str | Path, *, date: dt.date | None = None, lang: str | None = None, allow_private: bool = False
) -> Document:
    """The article at a path, at a URL, or on standard input (`-`); see `foedus.reading.read`."""
    from . import reading

    return reading.read(source, date=date, lang=lang, allow_private=allow_private)


def code(document: Document, record: Record | None = None) -> Coded:
    """Everything found in a document, by the packaged facts or those of `record`; see `foedus.coding.code`."""
    from . import coding, factfiles

    return coding.code(document, record or factfiles.load())


def brief(
    document: Document, *, lang: str | None = None, record: Record | None = None, today: dt.date | None = None
) -> Brief:
    """The brief of a document, in its language or in `lang`; see `foedus.brief.compose.brief`."""
    return _brief.brief(document, lang=lang, record=record, today=today)


def __getattr__(name: str) -> Any:
    if name == "System":
        from .system import System

        return System
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
