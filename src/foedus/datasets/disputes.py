"""One dispute for each directed pair of states and year, of a table of opponents in disputes.

A pair may have several disputes in a year. Which one stands for the year is settled by rules, each breaking the ties
that those before it leave (`RULES`): these, in this order, are the case-exclusion rules of the R package peacesciencer
("How peacesciencer coerces dispute-year data into dyad-year data"), and give its tables exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["KEPT", "RULES", "SIDES", "one_a_year"]

SIDES = ("sidea", "fatality", "fatalpre", "hiact", "hostlev", "orig")
"""What disputes say of each of two opponents: `sidea1`, `sidea2` and so on."""

KEPT = ("fatality", "hostlev", "mindur", "maxdur", "recip", "stmon")
"""What they say of the whole dispute, by which one is chosen."""

UNKNOWN = 0.5  # fatalities that are not known, between none and 1-25 deaths

RULES: Mapping[str, str] = {
    "onset": "begun.onset DESC",
    "fatality": f"CASE WHEN d.fatality < 0 THEN {UNKNOWN} ELSE d.fatality END DESC NULLS LAST",
    "hostility": "d.hostlev DESC NULLS LAST",
    "duration": "d.mindur DESC NULLS LAST, d.maxdur DESC NULLS LAST",
    "reciprocation": "d.recip DESC NULLS LAST",
    "start": "d.stmon NULLS LAST",
}
"""The rules that choose: a dispute that begins in the year before one that goes on, then the most fatal (unknown deaths
above none), the most hostile, the longest by its shortest and then its longest duration, one that was answered, the one
that began in the earliest month. What is left goes by the lowest number."""


def one_a_year(
    opponents: str,
    disputes: str,
    ongoing: tuple[str, str],
    onset: tuple[str, str],
    rules: Sequence[str] = tuple(RULES),
) -> str:
    """A query: of each directed pair and year one dispute. `opponents` and `disputes` are SQL to stand after FROM;
    `ongoing` and `onset` the names of two columns there and in the result; `rules` names of `RULES`, in order."""
    order = ", ".join((*(RULES[rule] for rule in rules), "begun.dispnum"))
    return f"""
WITH begun AS (
    SELECT dispnum, ccode1, ccode2, year, {ongoing[0]} AS ongoing, {onset[0]} AS onset, {_both(SIDES)}
    FROM {opponents}
)
SELECT begun.* RENAME (ongoing AS {ongoing[1]}, onset AS {onset[1]}), {", ".join(f"d.{c}" for c in KEPT)}
FROM begun LEFT JOIN {disputes} d ON begun.dispnum = d.dispnum
QUALIFY row_number() OVER (PARTITION BY ccode1, ccode2, year ORDER BY {order}) = 1"""  # noqa: S608  # our own names


def _both(names: Sequence[str]) -> str:
    return ", ".join(f"{name}1, {name}2" for name in names)
