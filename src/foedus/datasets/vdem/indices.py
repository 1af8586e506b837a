"""V-Dem's country-years, with the number that COW gives the state in the year.

V-Dem numbers a state all along as COW does at one time: West Germany is 255 there and 260 with COW. A country that
COW does not have that year (a colony, a half of Palestine) has no number of COW's here.
"""

from __future__ import annotations

from .. import plain, states
from ..raw import Raw

__all__ = ["convert"]

PAIRS = (
    "SELECT DISTINCT CAST(CAST(COWcode AS DOUBLE) AS INTEGER), CAST(CAST(year AS DOUBLE) AS INTEGER) "
    "FROM {raw} WHERE COWcode IS NOT NULL"
)


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    pairs = raw.con.execute(PAIRS.format(raw=raw.name)).fetchall()
    meant = states.renumbered(raw.con, ((int(n), int(y)) for n, y in pairs))
    listed = states.numbers(raw.con)
    joined = f"LEFT JOIN {meant} m ON m.number = t.cowcode AND m.year = t.year LEFT JOIN {listed} n ON n.iso3c = m.iso3c AND n.year = t.year"  # noqa: E501
    return (
        f"SELECT t.* REPLACE (n.number AS ccode) FROM ({plain.convert(raw)}) t {joined} ORDER BY t.country_id, t.year"  # noqa: S608  # ours
    )
