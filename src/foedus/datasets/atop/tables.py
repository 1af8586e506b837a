"""ATOP's files at the level of members and of alliances: what must hold of their cells, over what holds of any.

A blank is missing, and so is a dot, as Stata writes it; a day may be written as a decimal number (`6.0`); the version
as a rounded one (`4.0100002`). A year of exit or end of 0 says: still in force when the data end.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import checks, plain
from ..raw import Raw

__all__ = ["check", "convert"]

FLAGS = ("defense", "offense", "neutral", "nonagg", "consul", "conditio", "obvary")
STARTS, ENDS = ("yrent", "begyr"), ("yrexit", "endyr")
FIRST = 1815
SHOWN = 4


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: row, column and reason for each cell that cannot be right."""
    found = [*checks.check(raw)]
    yield from found
    if not found and raw.layout.version_column:
        yield from _versions(raw)
        yield from _cells(raw, ("atopid",), "TRUE", "names no alliance")
        yield from _cells(raw, FLAGS, "CAST({c} AS DOUBLE) IN (0, 1)", "is neither 0 nor 1")
        year = f"CAST({{c}} AS DOUBLE) BETWEEN {FIRST} AND 2100"
        yield from _cells(raw, STARTS, year, f"is no year from {FIRST} on")
        yield from _cells(raw, ENDS, f"({year} OR CAST({{c}} AS DOUBLE) = 0)", f"is no year from {FIRST} on")


def _versions(raw: Raw) -> Iterator[str]:
    versions = sorted({str(cell) for (cell,) in raw.rows(raw.layout.version_column)})
    if len(versions) > 1:
        yield f"rows of several versions: {', '.join(versions)}"


def _cells(raw: Raw, columns: tuple[str, ...], condition: str, reason: str) -> Iterator[str]:
    for column in columns:
        if column in raw.header:
            query = f"SELECT _row, {column} FROM {raw.name} WHERE coalesce({condition.format(c=column)} AND {column} IS NOT NULL, FALSE) = FALSE ORDER BY _row LIMIT {SHOWN}"  # noqa: S608, E501  # our own names
            for row, cell in raw.con.execute(query).fetchall():
                yield f"row {row}, column {column}: {cell or ''!r} {reason}"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    return plain.convert(raw)
