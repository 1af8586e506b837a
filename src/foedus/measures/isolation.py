"""Isolation is a vector, never one number: each layer apart, with the state's rank among the states of the day.

Layers that the facts hold: alliance (partners in defence, and the capability behind them), organisations, contact
(visits by heads of state and of government of the pairs that the visits table follows). Diplomatic missions, trade
and votes need imported datasets.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import msgspec

from ..evidence import Row
from ..figure import Figure
from ..system import System
from .capability import mean_share
from .obligations import guarantors, partner_count

__all__ = ["UNMEASURED", "Layer", "alliance", "contact", "cover", "organisations", "percentile"]

UNMEASURED = ("diplomatic", "trade", "votes")
"""The layers that need a dataset of the user's."""


class Layer(msgspec.Struct, frozen=True):
    """One layer for one state: the figure, and the share of the system's states that have less (0 to 1)."""

    name: str
    figure: Figure
    percentile: float | None = None


def alliance(system: System, state: str) -> Layer:
    """The number of states that owe the state defence."""
    counts = _counts(system)
    figure = partner_count(system, state)
    return Layer("alliance", figure, percentile(figure.value, counts))


def cover(system: System, state: str) -> Layer:
    """The capability (mean share) behind the states that owe the state defence."""
    partners = tuple(g.state for g in guarantors(system, state, clear=True))
    return Layer("cover", mean_share(system, partners, "cover"))


@lru_cache(maxsize=16)
def _counts(system: System) -> tuple[float, ...]:
    tally: dict[str, set[str]] = {}
    for owed in system.owed("defence"):
        if owed.standing == "clear":
            tally.setdefault(owed.beneficiary, set()).add(owed.obligor)
    return tuple(float(len(tally.get(s.code, ()))) for s in system.states())


def organisations(system: System, state: str) -> Layer:
    """Memberships among the organisations whose members the facts list in full."""
    members = _memberships(system)
    mine = [system.record.organisations[code] for code, states in members.items() if state in states]
    figure = Figure(
        "organisations",
        (state,),
        float(len(mine)),
        "organisations",
        tuple(Row("organisations", f"{o.code}: {state}", "; ".join(o.sources)) for o in mine),
        exact=f"a count among the {len(members)} organisations whose members the facts list in full",
    )
    counts = tuple(float(sum(s.code in states for states in members.values())) for s in system.states())
    return Layer("organisations", figure, percentile(figure.value, counts))


@lru_cache(maxsize=16)
def _memberships(system: System) -> dict[str, frozenset[str]]:
    """The members of each organisation whose list is complete, on the day."""
    listed = ((o.code, o.members_at(system.day)) for o in system.record.organisations.values() if o.complete)
    return {code: frozenset(states) for code, states in listed if states}


def contact(system: System, state: str) -> Layer:
    """Visits to the state by leaders, in the twelve months up to the day, for the pairs that the table follows."""
    since = system.day - timedelta(days=365)
    visits = [v for v in system.record.visits if v.host == state and since <= v.start.first <= system.day]
    sources = system.record.sources
    rows = tuple(Row("visits", f"{v.visitor} to {v.host} {v.start}", sources.get(v.source, v.source)) for v in visits)
    exact = "a count among the pairs of states that the visits table follows"
    return Layer("contact", Figure("contact", (state,), float(len(visits)), "visits", rows, exact=exact))


def percentile(value: float | None, population: tuple[float, ...]) -> float | None:
    """The share of a population that has less; None without a value or a population."""
    if value is None or not population:
        return None
    return sum(v < value for v in population) / len(population)
