"""Isolation by enemies, and by where a state stands among friends and foes: from the signed ties of the day."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...evidence import Evidence
from ...figure import Figure
from ...network import SignedNetwork
from ...system import System
from ..balance.walks import TOO_LARGE, node_balance
from ..behind import behind
from ..relations import network, relations
from .layer import Layer, layer, unknown

__all__ = ["hostility", "local_balance", "pn_centrality", "pn_of"]


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
    return _of_ties("local_balance", system, state, balance, "index 0-1")


@lru_cache(maxsize=8)
def _balance(system: System) -> dict[str, float]:
    signed = network(system)
    values = node_balance(signed)
    return {} if values is None else dict(zip(signed.labels, values.tolist(), strict=True))


def pn_centrality(system: System, state: str) -> Layer:
    """PN centrality (Everett & Borgatti 2014): how well a state is placed by friends and foes together, 1 for a state
    without ties, more with friends, less with foes; those of friends and foes count in turn."""
    placed = _placed(system)
    if state not in placed:
        return unknown("pn_centrality", state, "index", "not a state of the system on that day")
    return _of_ties("pn_centrality", system, state, placed, "index")


def _of_ties(name: str, system: System, state: str, values: dict[str, float], unit: str) -> Layer:
    ties = relations(system)
    exact, note = "exact for the ties given", "; ".join(ties.silent)
    figure = Figure(name, (state,), values[state], unit, ties.basis(system), exact=exact, note=note)
    return layer(name, figure, values.values())


@lru_cache(maxsize=8)
def _placed(system: System) -> dict[str, float]:
    signed = network(system)
    if signed.nodes < 3:
        return {}
    return dict(zip(signed.labels, pn_of(signed).tolist(), strict=True))


def pn_of(network_: SignedNetwork) -> NDArray[np.float64]:
    """PN = (I - (P - 2N) / (2n - 2))^-1 1 for n nodes, P the positive and N the negative ties.

    Raises ValueError for fewer than three nodes, of which it is not defined.

    >>> [round(float(v), 3) for v in pn_of(SignedNetwork.of("A", "B", (1,), "ABC"))]
    [1.333, 1.333, 1.0]
    """
    count = network_.nodes
    if count < 3:
        raise ValueError("PN centrality is defined for three nodes and more")
    signed = network_.matrix()
    ties = np.where(signed < 0, 2 * signed, signed)
    return np.asarray(np.linalg.solve(np.eye(count) - ties / (2 * count - 2), np.ones(count)), dtype=np.float64)
