"""Blocs as mutual-defence cliques: sets of states each of which owes every other defence.

The rule is the heaviest clique (weights: mean shares of capability): exact and deterministic; connected components
are no blocs (one chain of treaties joins rivals).
"""

from __future__ import annotations

from functools import lru_cache

from ..system import System
from .capability import mean_share
from .cliques import clique_partition, heaviest_clique

__all__ = ["bloc_of", "mutual_defence", "poles"]


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
    near = ties.get(state, frozenset())
    weight = {s: mean_share(system, (s,)).value or 0.0 for s in near}
    inner = {s: ties[s] & near for s in near}
    return tuple(sorted((state, *heaviest_clique(inner, weight))))


def poles(system: System) -> tuple[tuple[str, ...], ...]:
    """The major powers of the day with allied ones counted as one pole (Wayman 1984): the heaviest mutual-defence
    clique of powers, then the heaviest of the rest; the heaviest pole first."""
    ties, majors = mutual_defence(system), {*system.record.majors_at(system.day)}
    weight = {m: mean_share(system, (m,)).value or 0.0 for m in majors}
    return clique_partition({m: ties.get(m, frozenset()) & majors for m in majors}, weight)
