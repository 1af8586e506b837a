"""Scores readings of clauses against labels: micro F1 over the five pledges, and the rest field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from foedus.clauses import PLEDGES, Clause, read_clause

__all__ = ["Labelled", "f1", "load", "read_all", "scores", "wrong"]

Labelled = dict[str, Any]
DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(PLEDGES, False),
    "conditional": None,
    "geographic_scope": None,
    "military_aid": "none",
    "duration_years": None,
    "reservation_UN51": False,
}
EXACT = ("military_aid", "duration_years", "reservation_UN51")
PRESENT = ("conditional", "geographic_scope")


def load(path: Path) -> list[Labelled]:
    """Labelled clauses; labels that are left out are no, none or null."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{**row, "labels": {**DEFAULTS, **row["labels"]}} for row in rows]


def read_all(rows: Sequence[Labelled]) -> list[Clause]:
    return [read_clause(row["text"], row["lang"]) for row in rows]


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """F1 of (wanted, found); 1 where there was nothing to find and nothing was found."""
    counts = Counter(pairs)
    hit, missed, false = counts[True, True], counts[True, False], counts[False, True]
    return 2 * hit / (2 * hit + missed + false) if hit + missed + false else 1.0


def scores(rows: Sequence[Labelled], read: Sequence[Clause]) -> dict[str, float]:
    """Every score by its name."""
    labels = [row["labels"] for row in rows]
    both = list(zip(labels, read, strict=True))
    found = {pledge: f1((label[pledge], getattr(clause, pledge)) for label, clause in both) for pledge in PLEDGES}
    found["pledges"] = f1((label[p], getattr(clause, p)) for label, clause in both for p in PLEDGES)
    for name in EXACT:
        found[name] = sum(label[name] == getattr(clause, name) for label, clause in both) / len(both)
    for name in PRESENT:
        pairs = [(label[name] is not None, getattr(clause, name) is not None) for label, clause in both]
        found[name] = sum(wanted == got for wanted, got in pairs) / len(pairs)
        found[f"{name}_f1"] = f1(pairs)
        found[f"{name}_overlap"] = _overlap(both, name)
    return {name: round(value, 3) for name, value in found.items()}


def _overlap(both: Sequence[tuple[dict[str, Any], Clause]], name: str) -> float:
    """Of the spans that were wanted and found: how many contain, or are contained in, what was wanted."""
    pairs = [(label[name], getattr(clause, name)) for label, clause in both if label[name] and getattr(clause, name)]
    return sum(wanted in got or got in wanted for wanted, got in pairs) / len(pairs) if pairs else 1.0


def wrong(rows: Sequence[Labelled], read: Sequence[Clause]) -> list[str]:
    """A line for each clause that was not read as labelled."""
    lines = []
    for row, clause in zip(rows, read, strict=True):
        differing = [
            f"{name}: wanted {row['labels'][name]!r}, read {getattr(clause, name)!r}"
            for name in (*PLEDGES, *EXACT)
            if row["labels"][name] != getattr(clause, name)
        ]
        differing += [
            f"{name}: wanted {row['labels'][name]!r}, read {getattr(clause, name)!r}"
            for name in PRESENT
            if (row["labels"][name] is None) != (getattr(clause, name) is None)
        ]
        if differing:
            lines.append(f"{row['id']} {'; '.join(differing)}\n    {row['text']}")
    return lines
