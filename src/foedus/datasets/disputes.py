"""One dispute for each directed pair of states and year, of a table of opponents in disputes.

A pair may have several disputes in a year. Which one stands for the year is decided as the R package peacesciencer
decides it ("How peacesciencer coerces dispute-year data into dyad-year data"): one that begins in the year before one
that goes on, then the one with the highest fatalities (unknown ones above none), the highest hostility, the longest by
its shortest and then its longest duration, one that was answered, the one that began earliest in its year, and at last
the one with the lowest number.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["SIDES", "one_a_year"]

SIDES = ("sidea", "fatality", "fatalpre", "hiact", "hostlev", "orig")
"""What disputes say of each of two opponents: `sidea1`, `sidea2` and so on."""

KEPT = ("fatality", "hostlev", "mindur", "maxdur", "recip", "stmon")
"""What they say of the whole dispute, by which one is chosen."""

UNKNOWN = 0.5  # fatalities that are not known, between none and 1-25 deaths


def one_a_year(opponents: str, disputes: str, ongoing: tuple[str, str], onset: tuple[str, str]) -> str:
    """A query: of each directed pair and year one dispute. `opponents` and `disputes` are SQL to stand after FROM;
    `ongoing` and `onset` the names of two columns there and in the result."""
    return f"""
WITH named AS (
    SELECT dispnum, ccode1, ccode2, year, {ongoing[0]} AS {ongoing[1]}, {onset[0]} AS {onset[1]}, {_both(SIDES)}
    FROM {opponents}
),
begun AS (
    SELECT * FROM named
    QUALIFY {onset[1]} = max({onset[1]}) OVER (PARTITION BY ccode1, ccode2, year)
)
SELECT begun.*, {", ".join(f"d.{c}" for c in KEPT)}
FROM begun LEFT JOIN {disputes} d ON begun.dispnum = d.dispnum
QUALIFY row_number() OVER (
    PARTITION BY ccode1, ccode2, year
    ORDER BY CASE WHEN d.fatality < 0 THEN {UNKNOWN} ELSE d.fatality END DESC NULLS LAST, d.hostlev DESC NULLS LAST,
        d.mindur DESC NULLS LAST, d.maxdur DESC NULLS LAST, d.recip DESC NULLS LAST, d.stmon, begun.dispnum
) = 1"""  # noqa: S608  # our own names


def _both(names: Sequence[str]) -> str:
    return ", ".join(f"{name}1, {name}2" for name in names)
