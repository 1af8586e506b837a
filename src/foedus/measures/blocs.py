"""Blocs as mutual-defence cliques: sets of states each of which owes every other defence.

The rule is the heaviest clique (weights: mean shares of capability): exact and deterministic; connected components
are no blocs (one chain of treaties joins rivals).
"""

from __future__ import annotations

from functools import lru_cache

from ..system import System
from .capability import mean_share

__all__ = ["bloc_of", "mutual_defence"]


@lru_cache(maxsize=16)
def mutual_defence(system: System) -> dict[str, frozenset[str]]:
    """For each state the states with which it exchanges clear pledges of defence."""
    owed = {(o.obligor, o.beneficiary) for o in system.owed("defence") if o.standing == "clear"}
    ties: dict[str, set[str]] = {}
    for one, other in owed:
        if (other, one) in owed:
            ties.setdefault(one, set()).add(other)
    return {state: frozenset(others) for state, others in ties.items()}


def bloc_of(system: System, state: str) -> tuple[str, ...]:
    """The heaviest mutual-defence clique that holds the state; the state alone if it has no such tie."""
    ties = mutual_defence(system)
    weight = {s: mean_share(system, (s,)).value or 0.0 for s in {state, *ties.get(state, ())}}
    best: tuple[float, tuple[str, ...]] = (-1.0, (state,))
    stack: list[tuple[tuple[str, ...], frozenset[str]]] = [((state,), ties.get(state, frozenset()))]
    while stack:
        clique, candidates = stack.pop()
        mass = sum(weight[s] for s in clique)
        if mass + sum(weight[s] for s in candidates) <= best[0]:
            continue
        if not candidates:
            best = (mass, tuple(sorted(clique)))
            continue
        head = max(candidates, key=lambda s: (weight[s], s))
        stack.append((clique, candidates - {head}))
        stack.append(((*clique, head), candidates & ties[head]))
    return best[1]
