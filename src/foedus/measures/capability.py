"""Capability: what share of the world's means stands behind a state or a coalition.

Five indicators, of which four are averaged (population, GDP at purchasing power, military expenditure, active
personnel), in the manner of CINC: the mean of the shares that are known (Singer, Bremer & Stuckey 1972). It is not
CINC: indicators are current ones, without steel, energy and urban population. Warheads are counted beside it.
The interval spans the sources' disagreement and estimates; it is not a confidence interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import sqrt

import msgspec

from ..capability import INDICATORS, Capability, Indicator
from ..evidence import Evidence, Row
from ..figure import Figure
from ..record import Record
from ..system import System

__all__ = [
    "AHEAD",
    "AVERAGED",
    "Share",
    "as_evidence",
    "concentration",
    "mean_share",
    "share",
    "shares",
    "table",
    "warheads",
]

AVERAGED: tuple[Indicator, ...] = ("population", "gdp_ppp", "milex", "personnel")

AHEAD = 5
"""How many years after the day a figure of the facts may date from, and still be taken for that day's."""


class Share(msgspec.Struct, frozen=True):
    """A share of the world's total, between 0 and 1, with the interval of the sources and the rows behind it."""

    value: float
    low: float
    high: float
    rows: tuple[Capability, ...]


def share(system: System, states: Iterable[str], indicator: Indicator) -> Share | None:
    """The share of a coalition in the world's total of one indicator; None if no member's figure is known.

    World: the states of the system that day whose figure is known.
    """
    held = table(system.record, system.day.year, indicator)
    rows = tuple(held[s] for s in sorted(set(states)) if s in held)
    total = _total(system, indicator)
    if not rows or not total:
        return None
    value = sum(r.value or 0.0 for r in rows)
    low = sum(r.low if r.low is not None else r.value or 0.0 for r in rows)
    high = sum(r.high if r.high is not None else r.value or 0.0 for r in rows)
    rest = total - value
    return Share(value / total, low / (rest + low) if rest + low else 1.0, high / (rest + high), rows)


@lru_cache(maxsize=64)
def _total(system: System, indicator: Indicator) -> float:
    """The sum over the states of the system whose figure is known."""
    world = {s.code for s in system.states()}
    held = table(system.record, system.day.year, indicator)
    return sum(r.value or 0.0 for s, r in held.items() if s in world)


@lru_cache(maxsize=64)
def table(record: Record, year: int, indicator: Indicator) -> dict[str, Capability]:
    """The figures of all states of an indicator, as known in a year, those that have a value."""
    found = {}
    for state in record.states:
        row = record.capability(state, indicator, year)
        if row is not None and row.value is not None:
            found[state] = row
    return found


def shares(system: System, states: Iterable[str]) -> dict[Indicator, Share]:
    """The share of a coalition in each indicator that is known."""
    members = tuple(states)
    return {i: s for i in INDICATORS if (s := share(system, members, i)) is not None}


def mean_share(system: System, states: Iterable[str], name: str = "mean_share") -> Figure:
    """The mean of the four shares that are known, as a figure with its rows. An empty coalition disposes of 0."""
    members = tuple(sorted(set(states)))
    known = [s for i, s in shares(system, members).items() if i in AVERAGED]
    if not members:
        return Figure(name, (), 0.0, "share", (), exact="no state: nothing to sum")
    if not known:
        return Figure(name, members, None, "share", (), exact="no capability figure for these states")
    count = len(known)
    return Figure(
        name,
        members,
        sum(s.value for s in known) / count,
        "share",
        tuple(as_evidence(system, row) for s in known for row in s.rows),
        low=sum(s.low for s in known) / count,
        high=sum(s.high for s in known) / count,
    )


def as_evidence(system: System, row: Capability) -> Evidence:
    """A figure of the facts as evidence, with the sources that it cites."""
    cited = "; ".join(system.record.sources.get(k, k) for k in row.source.split("|"))
    return Row("capabilities", f"{row.state} {row.indicator} {row.year}", cited)


def warheads(system: System, states: Iterable[str]) -> Figure:
    """Nuclear warheads (stockpiles) of the states: best estimate, and the interval where sources differ."""
    members = tuple(sorted(set(states)))
    rows = [r for s in members if (r := system.record.capability(s, "warheads", system.day.year)) and r.value]
    if not rows:
        return Figure("warheads", members, 0.0, "warheads", (), exact="none of these states is known to hold any")
    return Figure(
        "warheads",
        members,
        sum(r.value or 0.0 for r in rows),
        "warheads",
        tuple(as_evidence(system, r) for r in rows),
        low=sum(r.low if r.low is not None else r.value or 0.0 for r in rows),
        high=sum(r.high if r.high is not None else r.value or 0.0 for r in rows),
    )


def concentration(system: System) -> Figure:
    """CON over the major powers (Ray & Singer 1973) on the mean share, variant `con_mean4`: 0 all equal, 1 one has all.

    None with fewer than two major powers. Measured on means that a treaty does not move.
    """
    majors = system.record.majors_at(system.day)
    parts = {m: mean_share(system, (m,)) for m in majors}
    values = [f.value for f in parts.values() if f.value]
    if len(values) < 2:
        return Figure("concentration", majors, None, "index 0-1", (), exact="fewer than two major powers are known")
    basis = tuple(e for f in parts.values() for e in f.basis)
    exact = "an identity of the shares; their intervals are given with them"
    return Figure("concentration", majors, _con(values), "index 0-1", basis, exact=exact)


def _con(values: list[float]) -> float:
    total, count = sum(values), len(values)
    squares = sum((v / total) ** 2 for v in values)
    return sqrt(max(0.0, (squares - 1 / count) / (1 - 1 / count)))
