"""GDELT's files of events: 57, 58 or 61 columns, days as 20240131, in 2.0 the minute of arrival as 20240131234500."""

from __future__ import annotations

from collections.abc import Iterator

from .. import checks, plain
from ..raw import Raw

__all__ = ["check", "convert"]

DAY = "CAST(try_strptime(left({c}, 8), '%Y%m%d') AS DATE)"
SHOWN = 4


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: over what holds of any, days that are none."""
    yield from checks.check(raw)
    days = {column: DAY.format(c=column) for column in ("SQLDATE", "DATEADDED")}
    none = " OR ".join(f"{day} IS NULL" for day in days.values())
    cells = ", ".join(f"{column}, {day} IS NULL" for column, day in days.items())
    query = f"SELECT _row, {cells} FROM {raw.name} WHERE {none} ORDER BY _row LIMIT {SHOWN}"  # noqa: S608  # our own names
    for row, *found in raw.con.execute(query).fetchall():
        for column, cell, wrong in zip(days, found[::2], found[1::2], strict=True):
            if wrong:
                yield f"row {row}, column {column}: {cell or ''!r} is no day (YYYYMMDD)"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    return plain.select(raw, {"date": DAY.format(c="SQLDATE"), "added": DAY.format(c="DATEADDED")})
