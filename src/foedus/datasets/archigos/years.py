"""The leaders of a state year by year, from their days in office."""

from __future__ import annotations

from collections.abc import Mapping

from ..dataset import Derived

__all__ = ["DERIVED"]

FIRST = 1870  # leaders before are those who were in office then


def _state_years(source: Mapping[str, str]) -> str:
    """Who was in office on the first and the last day of the year on which anybody was, how many there were, whether
    the one gave way to the other, and whether any of them left irregularly in a year of such a change.

    Where a leader enters on the day on which another leaves, the first to have entered counts as the first of the year,
    the last one as the last.
    """
    spells = f"SELECT *, unnest(range(year(startdate), year(enddate) + 1)) AS y FROM {source['leaders']}"  # noqa: S608
    within = "greatest(startdate, make_date(y, 1, 1)) AS came, least(enddate, make_date(y, 12, 31)) AS went"
    dated = f"SELECT gwcode, CAST(y AS INTEGER) AS year, obsid, leadid, exit, startdate, {within} FROM ({spells})"  # noqa: S608
    ends = "arg_min(obsid, (came, startdate)) AS jan1obsid, arg_max(obsid, (went, startdate)) AS dec31obsid"
    counted = f"SELECT gwcode, year, {ends}, count(DISTINCT leadid) AS n_leaders, bool_or(exit = 'Irregular') AS ousted FROM ({dated}) WHERE year >= {FIRST} GROUP BY ALL"  # noqa: S608, E501
    changed = "CAST(jan1obsid <> dec31obsid AS INTEGER) AS leadertransition"
    irregular = "CAST(jan1obsid <> dec31obsid AND ousted AS INTEGER) AS irregular"
    return f"SELECT gwcode, year, {changed}, {irregular}, n_leaders, jan1obsid, dec31obsid FROM ({counted}) ORDER BY gwcode, year"  # noqa: S608, E501


DERIVED = (Derived("state_years", ("leaders",), _state_years),)
"""Leaders by year."""
