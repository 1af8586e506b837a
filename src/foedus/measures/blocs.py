"""Blocs as mutual-defence cliques: sets of states each of which owes every other defence.

The rule is the heaviest clique (weights: mean shares of capability): exact and deterministic; connected components
are no blocs (one chain of treaties joins rivals) and are offered under their own name, to show just that.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from ..system import System
from .capability import mean_share

__all__ = ["bloc_of", "components", "heaviest_clique", "mutual_defence"]

Node = TypeVar("Node", int, str)
Ties = Mapping[Node, frozenset[Node]]


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


def heaviest_clique(ties: Ties[Node], weight: Mapping[Node, float]) -> tuple[Node, ...]:
    """The clique with the greatest sum of weights, sorted; exact, by branch and bound: of candidates that are tied to
    each other only one is left out of a bound for each colour of a greedy colouring (Tomita & Seki 2003, weighted).

    `ties` is symmetric; weights are 0 or more. Of equals, the first found by a fixed order; members of weight 0 that
    fit are taken or not by that order too. Empty for a graph without nodes.

    >>> ties = {"a": frozenset("b"), "b": frozenset("ac"), "c": frozenset("b")}
    >>> heaviest_clique(ties, {"a": 1.0, "b": 1.0, "c": 2.0})
    ('b', 'c')
    """
    nodes = sorted(ties)
    number = {node: i for i, node in enumerate(nodes)}
    tied = [frozenset(number[n] for n in ties[node]) for node in nodes]
    return tuple(nodes[i] for i in sorted(_heaviest(tied, [weight[n] for n in nodes])))


def _heaviest(tied: list[frozenset[int]], weight: list[float]) -> list[int]:
    best: tuple[float, list[int]] = (-1.0, [])

    def expand(clique: list[int], mass: float, candidates: frozenset[int]) -> None:
        nonlocal best
        if not candidates and mass > best[0]:
            best = (mass, clique)
        for node, bound in reversed(_coloured(tied, weight, candidates)):
            if mass + bound <= best[0]:
                return
            expand([*clique, node], mass + weight[node], candidates & tied[node])
            candidates -= {node}

    expand([], 0.0, frozenset(range(len(tied))))
    return best[1]


def _coloured(tied: list[frozenset[int]], weight: list[float], nodes: frozenset[int]) -> list[tuple[int, float]]:
    """The nodes by colour, each with the most that a clique among it and those before it can weigh."""
    left = sorted(nodes, key=lambda n: (-weight[n], n))
    found: list[tuple[int, float]] = []
    total = 0.0
    while left:
        total += weight[left[0]]
        barred: set[int] = set()
        later = []
        for node in left:
            if node in barred:
                later.append(node)
            else:
                found.append((node, total))
                barred |= tied[node]
        left = later
    return found


def components(ties: Ties[Node]) -> tuple[tuple[Node, ...], ...]:
    """The connected components, each sorted, by their first node. No blocs: in 2018 the first by ATOP holds both the
    United States and Russia.

    >>> components({1: frozenset({2}), 2: frozenset({1}), 3: frozenset()})
    ((1, 2), (3,))
    """
    found, seen = [], set[Node]()
    for start in sorted(ties):
        if start not in seen:
            reached, edge = {start}, {start}
            while edge:
                edge = {n for node in edge for n in ties[node]} - reached
                reached |= edge
            seen |= reached
            found.append(tuple(sorted(reached)))
    return tuple(found)
