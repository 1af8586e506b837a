"""Direct Contiguity of the Correlates of War."""

from __future__ import annotations

from collections.abc import Iterator

from .. import checks
from ..plain import convert as plain
from ..raw import Raw
from ..system import spells

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
        return _with_gaps(_months(raw))
    return _years(raw) if "state1no" in raw.header else plain(raw)


def _months(raw: Raw) -> str:
    low, high, kind = (f"CAST(CAST({c} AS DOUBLE) AS INTEGER)" for c in ("statelno", "statehno", "conttype"))
    spell = f"{kind} AS conttype, {_month('begin')} AS stdate, {_month('end')} AS enddate"
    return " UNION ALL ".join(
        f"SELECT {one} AS ccode1, {two} AS ccode2, {spell} FROM {raw.name}"  # noqa: S608  # ours
        for one, two in ((low, high), (high, low))
    )


def _with_gaps(recorded: str) -> str:
    """The spells, and of each pair that has one those in which both were states without one: of type 0.

    The R package peacesciencer has those too, but each from the first such month to the last, over what is recorded in
    between: Germany and Austria-Hungary's successors would not be contiguous in 1940, nor Russia and Afghanistan ever.
    """
    return f"""
WITH recorded AS ({recorded}),
states (ccode, entered, gone) AS (VALUES {spells("cow")}),
together AS (
    SELECT ccode1, ccode2, unnest(range({_index("greatest(a.entered, b.entered)")},
        {_index("least(a.gone, b.gone, (SELECT max(enddate) FROM recorded))")} + 1)) AS month
    FROM (SELECT DISTINCT ccode1, ccode2 FROM recorded)
    JOIN states a ON a.ccode = ccode1
    JOIN states b ON b.ccode = ccode2 AND greatest(a.entered, b.entered) <= least(a.gone, b.gone)
),
named AS (SELECT ccode1, ccode2, unnest(range({_index("stdate")}, {_index("enddate")} + 1)) AS month FROM recorded),
gaps AS (
    SELECT *, month - row_number() OVER (PARTITION BY ccode1, ccode2 ORDER BY month) AS run
    FROM (SELECT DISTINCT * FROM together EXCEPT SELECT * FROM named)
)
SELECT * FROM recorded UNION ALL
SELECT ccode1, ccode2, 0, {_first("min(month)")}, {_first("max(month)")} FROM gaps GROUP BY ccode1, ccode2, run
ORDER BY ccode1, ccode2, stdate"""  # noqa: S608  # ours


def _index(day: str) -> str:
    """The number of a month as SQL."""
    return f"year({day}) * 12 + month({day}) - 1"


def _first(month: str) -> str:
    """The first day of a month by its number."""
    return f"make_date({month} // 12, {month} % 12 + 1, 1)"


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
