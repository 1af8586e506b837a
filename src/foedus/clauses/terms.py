"""How long a treaty binds: its first term, its renewal, the notice of its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ..lang.treaty import Part, TreatyWords

__all__ = ["Terms", "terms"]

Words = tuple[int, int]


class Terms(NamedTuple):
    """What a clause says of time."""

    years: int | None = None
    renewal: Literal["tacit", "express"] | None = None
    renewal_years: int | None = None
    notice_months: int | None = None
    indefinite: bool = False
    found: tuple[tuple[Part, Words], ...] = ()


def terms(parts: Sequence[Part], known: TreatyWords) -> Terms:
    """The terms of a clause."""
    term = _first(parts, "term")
    notice = _first(parts, "notice")
    renewal = _first(parts, "renewal")
    years = _years(term, known)
    tacit = any(part.has("tacit") for part in parts)
    again = _first(parts, "again")
    return Terms(
        years=years,
        renewal=("tacit" if tacit else "express") if renewal and years is not None else None,
        renewal_years=known.span_value(again[0].marked, again[1]) if again else None,
        notice_months=_months(notice, known),
        indefinite=years is None and any(part.has("indefinite") for part in parts),
        found=(term,) if term else (),
    )


def _first(parts: Sequence[Part], mark: str) -> tuple[Part, Words] | None:
    return next(((part, span) for part in parts for span in part.spans(mark)), None)


def _years(term: tuple[Part, Words] | None, known: TreatyWords) -> int | None:
    """The number of years inside the words that set the term: the last, for "a term of ten years" has two numbers."""
    if term is None:
        return None
    part, (start, end) = term
    inside = [span for span in part.spans("years") if start <= span[0] and span[1] <= end]
    return known.span_value(part.marked, inside[-1]) if inside else None


def _months(notice: tuple[Part, Words] | None, known: TreatyWords) -> int | None:
    if notice is None:
        return None
    part, span = notice
    number = known.span_value(part.marked, span)
    norms = {part.marked.words[i].norm for i in range(*span)}
    if number is None:
        return None
    return number if norms & known.months else number * 12
