"""Onsets of conflicts by state and year, counted from the conflicts of each year: for years that UCDP's own lack.

A conflict begins for the state of side A in the first year in which it is active, and again after a peace of so many
years or more. A state of the list of Gleditsch and Ward without an onset has 0. Of the 10,142 state-years of UCDP's
onsets 19.1 the conflicts of 25.1, some of them coded anew, give another number of new conflicts in 9, and of onsets
after a year of peace in 25.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..dataset import Derived
from ..system import years

__all__ = ["DERIVED"]

PEACES = (1, 2, 3, 5, 10)


def _onsets(source: Mapping[str, str]) -> str:
    """What the peace before each year of a conflict was: 1, no year of it; NULL, there was none before."""
    active = f"SELECT DISTINCT conflict_id, gwno_a AS gwcode, year FROM {source['acd']} WHERE gwno_a IS NOT NULL"  # noqa: S608
    since = f"SELECT *, year - lag(year) OVER (PARTITION BY conflict_id, gwcode ORDER BY year) AS since FROM ({active})"  # noqa: S608
    sums = ", ".join(f"count(*) FILTER (since IS NULL OR since > {n}) AS sumonset{n}" for n in PEACES)
    begun = f"SELECT gwcode, year, count(*) FILTER (since IS NULL) AS sumnewconf, {sums} FROM ({since}) GROUP BY ALL"  # noqa: S608
    counts = ", ".join(f"coalesce({c}, 0) AS {c}" for c in ("sumnewconf", *(f"sumonset{n}" for n in PEACES)))
    return f"SELECT gwcode, year, {counts} FROM ({_state_years(source['acd'])}) LEFT JOIN ({begun}) USING (gwcode, year) ORDER BY gwcode, year"  # noqa: S608, E501


def _state_years(acd: str) -> str:
    span = f"SELECT min(year) AS low, max(year) AS high FROM {acd}"  # noqa: S608
    inside = "unnest(range(greatest(first, low), least(last, high) + 1))"
    listed = f"SELECT number AS gwcode, {inside} AS year FROM (VALUES {years('gw')}) t(number, first, last), ({span})"  # noqa: S608
    return f"SELECT DISTINCT gwcode, CAST(year AS INTEGER) AS year FROM ({listed})"  # noqa: S608


DERIVED = (Derived("onsets_acd", ("acd",), _onsets),)
"""Onsets by our own count."""
