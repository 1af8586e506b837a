"""The treaty acts of labelled sentences against what the coder finds in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from foedus.coding import code
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import split

__all__ = ["Row", "f1", "read", "rows"]

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The sentences of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(row: Row) -> list[tuple[str, frozenset[str], str]]:
    """The acts that the coder finds in a sentence: what, whose, which."""
    text, lang = row["text"], row["lang"]
    document = Document(row["id"], text, lang, split(text, lang), published=date.fromisoformat(row["date"]))
    return [(a.act, frozenset(a.parties), a.id or "") for a in code(document, load()).treaties]


def wanted(row: Row) -> list[tuple[str, frozenset[str], str]]:
    """The acts that it holds."""
    return [(a["act"], frozenset(a["parties"]), a.get("id", "")) for a in row["acts"]]


def f1(sentences: Iterable[Row]) -> tuple[float, float]:
    """F1 over (act, parties), and over the same with the id of the treaty."""
    pairs, ids = [0, 0, 0], [0, 0, 0]
    for row in sentences:
        found, labels = read(row), wanted(row)
        _count(pairs, {f[:2] for f in found}, {w[:2] for w in labels})
        _count(ids, set(found), set(labels))
    return _score(pairs), _score(ids)


def _count(sums: list[int], found: set[Any], labels: set[Any]) -> None:
    for i, value in enumerate((len(found & labels), len(found), len(labels))):
        sums[i] += value


def _score(sums: list[int]) -> float:
    right, found, labels = sums
    return 2 * right / (found + labels) if found + labels else 1.0
