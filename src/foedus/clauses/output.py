"""Clauses as the contract's JSON, one a clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from .clause import PLEDGES, Clause, Span
from .text import TreatyText

__all__ = ["article_rows", "clause_row"]

_AFTER = ("renewal", "renewal_years", "notice_months", "indefinite", "secret")


def clause_row(name: str, clause: Clause, offset: int = 0) -> dict[str, Any]:
    """A clause as an entry of the output; its evidence moved by `offset` characters."""
    fields: dict[str, Any] = msgspec.structs.asdict(clause)
    shown = (
        *PLEDGES, "military_aid", "conditional", "geographic_scope", "duration_years", "reservation_UN51",
    )  # fmt: skip
    return {
        "id": name,
        **{key: fields[key] for key in shown},
        "evidence": _moved(clause.evidence, offset),
        **{key: fields[key] for key in _AFTER},
        "spans": {key: _moved(places, offset) for key, places in clause.spans.items()},
    }


def _moved(spans: Iterable[Span], offset: int) -> list[list[int]]:
    return [[start + offset, end + offset] for start, end in spans]


def article_rows(name: str, treaty: TreatyText) -> list[dict[str, Any]]:
    """The articles of a treaty, by the file's name and their number; offsets count from the start of the file."""
    rows = []
    for one in treaty.articles:
        number = one.article.number
        row = clause_row(f"{name}-{number}" if number else name, one.clause, one.article.start)
        rows.append(
            {**row, "article": number, "title": one.article.title, "span": [one.article.start, one.article.end]}
        )
    return rows
