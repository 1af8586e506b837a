"""The rows of a panel: who was a member of the system in which year, and which pairs of members ever coexisted.

A state is in a year if it was a member on any day of it (Correlates of War; Gleditsch and Ward 1999). Two states make
a dyad of a year if there was a day in it on which both were members. Lists end before the present: who was a member on
a list's last day is carried to the last year asked for.

The spells are those of the imported list, else those of the packaged facts, which hold the same lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..datasets import store
from .added import BASE, Use
from .asked import Asked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["build", "list_used"]

IMPORTED = {"cow": Use("cow_states", "spells"), "gw": Use("gw_states", "spells")}
ENDS = {"cow": 2016, "gw": 2020}
"""The last year of the lists in the packaged facts."""

SPELLS = {
    "cow": 'SELECT ccode AS code, cw_name AS name, 0 AS micro, start, "end" AS stop FROM {}',
    "gw": 'SELECT gwcode AS code, gw_name AS name, microstate AS micro, start, "end" AS stop FROM {}',
}

OPEN = """
CREATE OR REPLACE TEMP TABLE panel_spells AS
SELECT * REPLACE (CASE WHEN stop = max(stop) OVER () THEN DATE '9999-12-31' ELSE stop END AS stop)
FROM ({spells})
"""

YEARS = """
CREATE OR REPLACE TEMP TABLE panel_years AS
SELECT code, y.year::INTEGER AS year, any_value(name) AS name, any_value(micro) AS micro,
    list((greatest(start, make_date(y.year, 1, 1)), least(stop, make_date(y.year, 12, 31)))) AS days,
    bool_or(start <= make_date(y.year, 1, 1) AND stop >= make_date(y.year, 12, 31)) AS whole
FROM panel_spells, range({first}, {last} + 1) y(year)
WHERE year(start) <= y.year AND year(stop) >= y.year
GROUP BY ALL
"""

APART = """
CREATE OR REPLACE TEMP TABLE panel_apart AS
SELECT x.code AS one, y.code AS two, year
FROM panel_years x JOIN panel_years y USING (year)
WHERE NOT x.whole AND NOT y.whole AND x.code <> y.code AND NOT list_bool_or(
    flatten([[a[1] <= b[2] AND b[1] <= a[2] FOR b IN y.days] FOR a IN x.days]))
"""

STATES = (
    "CREATE OR REPLACE TEMP TABLE {base} AS SELECT code AS {code}, {names}, year FROM panel_years ORDER BY code, year"
)

DYADS = """
CREATE OR REPLACE TEMP TABLE {base} AS
SELECT x.code AS {code}1, y.code AS {code}2, year
FROM panel_years x JOIN panel_years y USING (year)
WHERE x.code {compared} y.code
AND NOT EXISTS (FROM panel_apart WHERE one = x.code AND two = y.code AND panel_apart.year = x.year)
ORDER BY 1, 2, 3
"""

NAMED = {"cow": "name AS cw_name", "gw": "name AS gw_name, micro::BIGINT AS microstate"}


class List(msgspec.Struct, frozen=True):
    """A list of states: its last year, the table it was imported to, None for the packaged facts."""

    last: int
    use: Use | None


def list_used(asked: Asked) -> List:
    """The list of states by which the rows are made: the imported one if there is one."""
    use = IMPORTED[asked.states]
    held = store.held(use.dataset, use.table)
    return List(ENDS[asked.states], None) if held is None else List(held.years[1] if held.years else 0, use)


def build(con: DuckDBPyConnection, asked: Asked, base: str = BASE) -> int:
    """Make the table of the rows, sorted by its key, and `panel_apart` (one, two, year), the pairs of states of a year
    that never coexisted: the number of the rows."""
    con.execute(OPEN.format(spells=_spells(con, asked)))
    con.execute(YEARS.format(first=asked.first, last=asked.last))
    con.execute(APART)
    if asked.dyads:
        con.execute(DYADS.format(base=base, code=asked.code, compared="<>" if asked.directed else "<"))
    else:
        con.execute(STATES.format(base=base, code=asked.code, names=NAMED[asked.states]))
    for table in ("panel_spells", "panel_years"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    rows: list[tuple[int]] = con.execute(f"SELECT count(*) FROM {base}").fetchall()
    return rows[0][0]


def _spells(con: DuckDBPyConnection, asked: Asked) -> str:
    use = list_used(asked).use
    if use is not None:
        return SPELLS[asked.states].format(store.source(use.dataset, use.table))
    codes, names, micro, starts, stops = zip(*_packaged(asked), strict=True)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE panel_packaged AS SELECT unnest($1::INTEGER[]) AS code,"
        " unnest($2::VARCHAR[]) AS name, unnest($3::INTEGER[]) AS micro,"
        " unnest($4::DATE[]) AS start, unnest($5::DATE[]) AS stop",
        [[*codes], [*names], [*micro], [*starts], [*stops]],
    )
    return "SELECT * FROM panel_packaged"


def _packaged(asked: Asked) -> list[tuple[int, str, int, str, str]]:
    """The spells of the facts: code, name, whether a micro-state, first and last day (open: the last day of all)."""
    from ..factfiles import load

    return [
        (
            period.number,
            state.name_en,
            int("gw_microstates" in period.source),
            str(period.start.first),
            str(period.to.last) if period.to else "9999-12-31",
        )
        for state in load().states.values()
        for period in state.periods
        if period.system == asked.states and period.number is not None
    ]
