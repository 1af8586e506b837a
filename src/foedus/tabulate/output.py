"""Rows of a measure as CSV or JSON, and the sources on which they rest."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import msgspec

from ..datasets.citing import Source, rested_on
from ..evidence import Row, as_source
from ..figure import Figure
from .request import Cell, Line

__all__ = ["as_json", "cited", "datasets", "write_csv"]


def write_csv(lines: Sequence[Line], stream: TextIO) -> None:
    """A header and a row a line; what is not known is an empty cell, and why stands in `note`, the last column."""
    header = [*{column: None for one in lines for column in one.cells}, "note"]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for one in lines:
        writer.writerow([_text(one.cells.get(column)) for column in header[:-1]] + [_note(one)])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return repr(cell) if isinstance(cell, float) else str(cell)


def _note(one: Line) -> str:
    """Why cells are empty, and what else must be known to read the row; columns with one reason together."""
    said: dict[str, list[str]] = {}
    for figure in one.figures:
        if figure.value is None:
            said.setdefault(figure.exact, []).append(figure.name)
        if figure.note:
            said.setdefault(figure.note, []).append(figure.name)
    return "; ".join(f"{', '.join(columns)}: {reason}" for reason, columns in said.items())


def as_json(name: str, lines: Sequence[Line], method: dict[str, Any]) -> str:
    """The rows as an object: each row its cells, with its figures beside them; all sources, and the imported tables
    among them as `foedus data cite` reads them, once."""
    rows = [{**one.cells, "figures": {f.name: _figure(f) for f in one.figures}} for one in lines]
    made = {"measure": name, "rows": rows, "sources": _sources(f for one in lines for f in one.figures)}
    return msgspec.json.format(msgspec.json.encode({**made, "datasets": datasets(lines), "method": method})).decode()


def datasets(lines: Sequence[Line]) -> tuple[Source, ...]:
    """The imported tables on which the rows rest."""
    basis = (e for one in lines for figure in one.figures for e in figure.basis)
    return rested_on((e.table, e.key) for e in basis if isinstance(e, Row))


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "interval": figure.interval,
        "exact": figure.exact,
        "note": figure.note,
        "sources": _sources((figure,)),
    }


def _sources(figures: Iterable[Figure]) -> list[dict[str, str]]:
    found = {tuple(as_source(e).items()): as_source(e) for figure in figures for e in figure.basis}
    return [*found.values()]


def cited(lines: Sequence[Line]) -> tuple[str, ...]:
    """The tables, treaties and models on which the rows rest, each once, with the sources of its rows (three at the
    most: the JSON has them all)."""
    found: dict[str, dict[str, None]] = {}
    for source in _sources(f for one in lines for f in one.figures):
        found.setdefault(source["ref"].split(":")[0], {})[source.get("text", "")] = None
    return tuple(_named(ref, [text for text in texts if text]) for ref, texts in found.items())


def _named(ref: str, texts: list[str]) -> str:
    return f"{ref} ({', '.join(texts[:3])}{', ...' if len(texts) > 3 else ''})" if texts else ref
