"""ATOP's files: what must hold of every cell, and the cells as whole numbers.

A blank is missing, and so is a dot, as Stata writes it; a day may be written as a decimal number (`6.0`); the version
as a rounded one (`4.0100002`). A year of exit or end of 0 says: still in force when the data end.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset import Columns, RawTable, TableSpec

__all__ = ["check", "convert"]

FLAGS = frozenset({"defense", "offense", "neutral", "nonagg", "consul", "conditio", "obvary"})
YEARS = range(1815, 2101)
STARTS, ENDS = ("yrent", "begyr"), ("yrexit", "endyr")
MISSING = ("", ".", "NA")
LARGEST = 10**6  # no code, year or length comes near it


def check(raw: RawTable, spec: TableSpec) -> Iterator[str]:
    """What is wrong with a file: line, column and reason for each cell that cannot be right."""
    if not raw.rows:
        yield "no rows"
    versions = {_version(row[raw.header.index("version")]) for row in raw.rows if len(row) == len(raw.header)}
    if len(versions) > 1:
        yield f"rows of several versions: {', '.join(sorted(versions))}"
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(raw.rows, 2):
        if len(row) != len(raw.header):
            yield f"line {line}: {len(row)} cells, wanted {len(raw.header)}"
            continue
        cells = dict(zip(raw.header, row, strict=True))
        yield from (f"line {line}, column {column}: {reason}" for column, reason in _cells(cells, spec))
        key = tuple(cells.get(c, "") for c in ("atopid", "member", "phase", "yrent", "moent", "dayent"))
        if key in seen:
            yield f"line {line}: the same alliance, member and phase as line {seen[key]}"
        seen[key] = line


def _cells(cells: dict[str, str], spec: TableSpec) -> Iterator[tuple[str, str]]:
    for column in (*spec.needs, *spec.known):
        if column in cells and column not in spec.text:
            reason = _wrong(column, cells[column])
            if reason:
                yield column, reason


def _wrong(column: str, cell: str) -> str:
    """Why a cell cannot be right; nothing if it can."""
    try:
        value = _whole(cell)
    except ValueError:
        return f"{cell!r} is no whole number"
    if column == "atopid" and value is None:
        return "no alliance is named"
    if column in FLAGS and value not in {0, 1}:
        return f"{cell!r} is neither 0 nor 1"
    if (column in STARTS and value not in YEARS) or (column in ENDS and value not in {0, *YEARS}):
        return f"{cell!r} is no year from {YEARS[0]} on"
    return ""


def convert(raw: RawTable, spec: TableSpec) -> tuple[str, Columns]:
    """The version and the columns of a file that passed the check, those that the manifest knows."""
    kept = [c for c in raw.header if c in spec.needs or c in spec.known]
    columns: Columns = {
        name: [row[place] if name in spec.text else _whole(row[place]) for row in raw.rows]
        for name, place in ((c, raw.header.index(c)) for c in kept)
    }
    columns["version"] = [_version(str(cell)) for cell in columns["version"]]
    return str(columns["version"][0]), columns


def _whole(cell: str) -> int | None:
    """A cell as a whole number; None where it is missing. Raises ValueError for anything else."""
    cell = cell.strip()
    if cell in MISSING:
        return None
    value = float(cell)
    if not value.is_integer() or abs(value) > LARGEST:
        raise ValueError(cell)
    return int(value)


def _version(cell: str) -> str:
    """`4.0100002` is 4.01: single precision leaves such tails. `5.1`, `5`: one decimal at the least."""
    try:
        return f"{float(cell):.2f}".removesuffix("0")
    except ValueError:
        return cell.strip()
