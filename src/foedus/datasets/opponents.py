"""Who stood against whom, year by year, from the days on which states took part in a dispute or a war.

Two states are opponents in a conflict where they were on different sides of it on one day at the least. A day that is
not known is the first that it can be where a state enters and the last where it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["entry", "leave", "opponents"]


def entry(year: str, month: str, day: str) -> str:
    """The day on which a state enters as SQL, from columns of year, month and day; unknown ones are below 1."""
    return f"make_date({year}, {_month(month, 1)}, {_day(year, _month(month, 1), day, '1')})"


def leave(year: str, month: str, day: str) -> str:
    """The day on which a state leaves, as `entry`."""
    return f"make_date({year}, {_month(month, 12)}, {_day(year, _month(month, 12), day, '31')})"


def _month(month: str, unknown: int) -> str:
    return f"CASE WHEN {month} BETWEEN 1 AND 12 THEN {month} ELSE {unknown} END"


def _day(year: str, month: str, day: str, unknown: str) -> str:
    """The day, or the month's last where it has no such day."""
    last = f"day(last_day(make_date({year}, {month}, 1)))"
    return f"least(CASE WHEN {day} BETWEEN 1 AND 31 THEN {day} ELSE {unknown} END, {last})"


def opponents(spells: str, conflict: str, side: str, carried: Sequence[str], apart: Sequence[str] = ()) -> str:
    """A query: each directed pair of opponents in a conflict, with a row for each year.

    `spells`: a query that yields `conflict`, `ccode`, `side`, the days `entered` and `gone`, and the columns `carried`,
    of which the result has two each (`fatality1`, `fatality2`): those of the spells that met first in that year.
    `anew` is 1 in a year in which the two meet for the first time, or again after a day on which they did not.
    `apart`: columns of the result of which the values make rows of their own (states change sides).
    """
    both = ", ".join(f"a.{c} AS {c}1, b.{c} AS {c}2" for c in (side, *carried))
    kept = ", ".join(
        f"arg_min_null({c}{n}, turn) AS {c}{n}" for c in (side, *carried) for n in (1, 2) if f"{c}{n}" not in apart
    )
    group = ", ".join((conflict, "ccode1", "ccode2", "year", *apart))
    return f"""
WITH spells AS ({spells}),
pairs AS (
    SELECT a.{conflict}, a.ccode AS ccode1, b.ccode AS ccode2, {both},
        greatest(a.entered, b.entered) AS met, least(a.gone, b.gone) AS parted
    FROM spells a JOIN spells b ON a.{conflict} = b.{conflict} AND a.ccode <> b.ccode AND a.{side} <> b.{side}
    WHERE greatest(a.entered, b.entered) <= least(a.gone, b.gone)
),
meetings AS (
    SELECT *, row_number() OVER turns AS turn, max(parted) OVER (turns ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        AS before
    FROM pairs WINDOW turns AS (PARTITION BY {conflict}, ccode1, ccode2 ORDER BY met, parted, {side}1, {side}2)
),
years AS (SELECT *, CAST(unnest(range(year(met), year(parted) + 1)) AS INTEGER) AS year FROM meetings)
SELECT {group}, {kept},
    max(CAST(year = year(met) AND (before IS NULL OR met > before + 1) AS INTEGER)) AS anew
FROM years GROUP BY {group}"""  # noqa: S608  # our own names
