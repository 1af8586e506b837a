"""Direct Contiguity of the Correlates of War."""

from __future__ import annotations

from collections.abc import Iterator

from .. import checks
from ..plain import convert as plain
from ..raw import Raw

__all__ = ["check", "convert"]

EACH = 3  # problems that are looked for


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: as of any, and months that are none."""
    found = [*checks.check(raw)]
    yield from found
    if not found and "begin" in raw.header:
        for column in ("begin", "end"):
            month = f"coalesce(try_strptime({_digits(column)}, '%Y%m') IS NULL, TRUE)"
            query = f'SELECT _row, "{column}" FROM {raw.name} WHERE {month} ORDER BY _row LIMIT {EACH}'  # noqa: S608
            for row, cell in raw.con.execute(query).fetchall():
                yield f"row {row}, column {column}: {cell!r} is no month (YYYYMM)"


def convert(raw: Raw) -> str:
    """A query that yields the table: from files that have each pair once, both directions."""
    if "begin" in raw.header:
        return _months(raw)
    return _years(raw) if "state1no" in raw.header else plain(raw)


def _months(raw: Raw) -> str:
    spell = f"conttype, {_month('begin')} AS stdate, {_month('end')} AS enddate FROM {raw.name}"
    return f"""
SELECT * FROM (
    SELECT statelno AS ccode1, statehno AS ccode2, {spell} UNION ALL
    SELECT statehno AS ccode1, statelno AS ccode2, {spell}
) ORDER BY CAST(ccode1 AS INTEGER), CAST(ccode2 AS INTEGER), stdate"""  # noqa: S608  # ours


def _years(raw: Raw) -> str:
    """Years of one type that follow one another are a spell, from January to December."""
    cells = ", ".join(f"CAST({c} AS INTEGER) AS {c}" for c in ("state1no", "state2no", "conttype", "year"))
    group = "state1no, state2no, conttype"
    return f"""
WITH years AS (SELECT DISTINCT {cells} FROM {raw.name}),
runs AS (SELECT *, year - row_number() OVER (PARTITION BY {group} ORDER BY year) AS run FROM years)
SELECT state1no AS ccode1, state2no AS ccode2, conttype, make_date(min(year), 1, 1) AS stdate,
    make_date(max(year), 12, 1) AS enddate
FROM runs GROUP BY {group}, run ORDER BY ccode1, ccode2, stdate"""  # noqa: S608  # ours


def _month(column: str) -> str:
    return f"CAST(strptime({_digits(column)}, '%Y%m') AS DATE)"


def _digits(column: str) -> str:
    return f'CAST(CAST(CAST("{column}" AS DOUBLE) AS INTEGER) AS VARCHAR)'
