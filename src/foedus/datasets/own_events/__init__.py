"""Events that foedus coded from articles of the user's own: what `foedus code` wrote, as CSV, Parquet or JSON lines."""

from __future__ import annotations

from ..checks import check
from ..plain import select
from ..raw import Raw, identifier

__all__ = ["check", "convert"]


def convert(raw: Raw) -> str:
    """A query that yields the table: of an event known to an interval or a month the first day, of one without a day
    that of its document."""
    cell = f"CAST({identifier('date')} AS VARCHAR)"
    found = f"regexp_extract({cell}, '\\d{{4}}(-\\d\\d(-\\d\\d)?)?')"
    first = f"TRY_CAST({found} || substr('-01-01', length({found}) - 3) AS DATE)"
    return select(raw, {"event_date": f"coalesce({first}, TRY_CAST({raw.cell('document_date')} AS DATE))"})
