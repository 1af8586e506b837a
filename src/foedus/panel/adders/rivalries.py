"""Strategic rivalries (Thompson, Sakuwa & Suhas 2022)."""

from __future__ import annotations

from ...datasets import store
from ..added import Added, Before, Use, either, of_dyads, of_states
from ..asked import Asked

__all__ = ["rivalries"]

USE = Use("rivalries", "tss")
TYPES = ("positional", "spatial", "ideological", "interventionary")
STATE_TYPES = ("ideological", "interventionary", "positional", "spatial")
AUSTRIA_HUNGARY, AUSTRIA, ENDED = 300, 305, 1918
"""The rivalry of Austria-Hungary that is coded beyond its end is Austria's from then on."""


def rivalries(asked: Asked, before: Before) -> Added:
    """Rivalries: which (`tssr_id`) and of what types; in a state-year, how many of each type.

    A rivalry holds from its first to its last year. After the last year of the data all is NULL, `ongoingrivalry` too.
    Where a pair has two rivalries in a year, the one that began later stands.
    """
    where = store.source(USE.dataset, USE.table)
    austria = ", ".join(
        f"CASE WHEN {c} = {AUSTRIA_HUNGARY} AND y.year > {ENDED} THEN {AUSTRIA} ELSE {c} END AS {c}"
        for c in ("ccode1", "ccode2")
    )
    spells = f"""
        SELECT tssr_id, {austria}, y.year::INTEGER AS year, "start", {", ".join(f'"{c}"' for c in TYPES)}
        FROM {where}, range({asked.first}, {asked.last} + 1) y(year) WHERE y.year BETWEEN "start" AND "end"
    """
    if asked.dyads:
        return _of_pairs(asked, either(spells))
    counts = ", ".join(f'count(*) FILTER ("{c}" = 1) AS n_{c}' for c in TYPES)
    query = f"SELECT ccode1 AS ccode, year, {counts} FROM ({either(spells)}) GROUP BY ALL"
    columns = {f"n_{c}": f"{{t}}.n_{c}" for c in STATE_TYPES}
    return of_states(asked, query, "ccode", columns, (USE,), zero=_years())


def _of_pairs(asked: Asked, spells: str) -> Added:
    query = f'SELECT DISTINCT ON (ccode1, ccode2, year) * FROM ({spells}) ORDER BY "start" DESC'
    flags = of_dyads(asked, query, "ccode", _flags(), (USE,), zero=_years())
    return Added({"tssr_id": "{t}.tssr_id", **flags.columns}, flags.joins, flags.uses)


def _flags() -> dict[str, str]:
    ongoing = "CASE WHEN {t}.tssr_id IS NOT NULL THEN 1 END"
    return {**{c: f'{{t}}."{c}"' for c in TYPES}, "ongoingrivalry": ongoing}


def _years() -> tuple[int, int]:
    """From the first to the last year of the data."""
    spans = store.load(USE.dataset, USE.table, ["start", "end"])
    known = [[year for year in column if isinstance(year, int)] for column in spans.values()]
    return min(known[0]), max(known[1])
