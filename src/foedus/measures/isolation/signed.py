"""Isolation by enemies, and by where a state stands among friends and foes: from the signed ties of the day."""

from __future__ import annotations

from functools import lru_cache

from ...evidence import Evidence
from ...figure import Figure
from ...system import System
from ..balance.walks import TOO_LARGE, node_balance
from ..behind import behind
from ..relations import network, relations
from .layer import Layer, layer, unknown

__all__ = ["hostility", "local_balance"]


def hostility(system: System, state: str) -> Layer:
    """The number of states with which the state has a negative tie (`relations`), and the capability (mean share)
    behind them. No rank in the state's own past: relations remember disputes for some years themselves."""
    if state not in _foes(system):
        return unknown("hostility", state, "states", "not a state of the system on that day", "high")
    ties = [t for t in relations(system).ties if t.sign < 0 and state in {t.one, t.other}]
    foes = {t.other if t.one == state else t.one for t in ties}
    basis: tuple[Evidence, ...] = tuple(dict.fromkeys(e for t in ties for e in t.evidence))
    figure = Figure(
        "hostility",
        (state,),
        float(len(foes)),
        "states",
        basis,
        exact="a count of signed ties, exact given the tables",
        note="; ".join(relations(system).silent),
    )
    population = [float(n) for n in _foes(system).values()]
    return layer("hostility", figure, population, behind=behind(system, foes), isolating="high")


@lru_cache(maxsize=8)
def _foes(system: System) -> dict[str, int]:
    """The number of negative ties of each state of the system."""
    found = {s.code: 0 for s in system.states()}
    for tie in relations(system).ties:
        for state in (tie.one, tie.other):
            found[state] += tie.sign < 0
    return found


def local_balance(system: System, state: str) -> Layer:
    """K of the state: the share of the walks from it and back that keep to the rule of friends and foes, 1 for a state
    between no two camps or without ties (Diaz-Diaz, Bartesaghi & Estrada). A low value is a state that is torn."""
    balance = _balance(system)
    if state not in balance:
        return unknown("local_balance", state, "index 0-1", TOO_LARGE if not balance else "not a state of the system")
    figure = Figure(
        "local_balance",
        (state,),
        balance[state],
        "index 0-1",
        relations(system).basis(system),
        exact="exact for the ties given",
        note="; ".join(relations(system).silent),
    )
    return layer("local_balance", figure, balance.values())


@lru_cache(maxsize=8)
def _balance(system: System) -> dict[str, float]:
    signed = network(system)
    values = node_balance(signed)
    return {} if values is None else dict(zip(signed.labels, values.tolist(), strict=True))
