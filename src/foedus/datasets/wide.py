"""Files with a column for each year: one row for each cell that is not missing."""

from __future__ import annotations

from .raw import Raw, identifier, text

__all__ = ["cells"]


def cells(raw: Raw) -> str:
    """A query that yields the file's other columns, `year` and `value`, for each cell that says something."""
    kept = ", ".join(identifier(c) for c in raw.header if c not in raw.wide)
    wide = ", ".join(identifier(c) for c in raw.wide)
    year = f"CAST(regexp_extract(_column, {text(raw.layout.wide)}, 1) AS INTEGER)"
    unpivoted = f"UNPIVOT {raw.name} ON {wide} INTO NAME _column VALUE _value"
    return f"SELECT _row, {kept}, {year} AS year, CAST(_value AS DOUBLE) AS value FROM ({unpivoted})"  # noqa: S608  # quoted
