"""foedus reads international news and says what it changes in the international system, each figure with its source.

    document = foedus.read("article.txt")     # a file, a URL, or - for standard input
    coded = foedus.code(document)             # who did what to whom
    system = foedus.System.at("2024-06-19")   # states, treaties and pledges of a day
    brief = foedus.brief(document)            # ten questions, before and after
    panel = foedus.panel("dyad-year", add=("nmc", "atop"))  # research data, a row for every pair of states and year

Nothing heavy is imported before one of these names is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The packages of these names have to be there before the functions below take the names over: importing a package
# sets it as an attribute of its parent, but only the first time. They are light, their own names being lazy. The
# function is `foedus.brief`; what is in the package comes by `from foedus.brief.render import render`.
from . import brief as _brief
from . import panel as _panel  # noqa: F401  # see above

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from .brief import Brief
    from .document import Document
    from .event import Coded
    from .panel.table import Panel
    from .record import Record
    from .system import System

__all__ = ["System", "brief", "code", "panel", "read"]


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


def panel(
    unit: str,
    *,
    directed: bool = False,
    states: str = "cow",
    first: int | None = None,
    last: int | None = None,
    add: tuple[str, ...] = (),
) -> Panel:
    """A panel of states or of pairs of states and years, with what is added to it; see `foedus.panel.table.panel`."""
    from .panel import table

    return table.panel(unit, directed=directed, states=states, first=first, last=last, add=add)


def __getattr__(name: str) -> Any:
    if name == "System":
        from .system import System

        return System
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
