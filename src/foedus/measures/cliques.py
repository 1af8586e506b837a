"""The heaviest clique of a graph, exact; and its connected components, which are no blocs and show just that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

__all__ = ["clique_partition", "components", "heaviest_clique"]

Node = TypeVar("Node", int, str)
Ties = Mapping[Node, frozenset[Node]]


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


def clique_partition(ties: Ties[Node], weight: Mapping[Node, float]) -> tuple[tuple[Node, ...], ...]:
    """The heaviest clique, then the heaviest of what it leaves, until nothing is left: groups in which everyone is tied
    to everyone, and which no chain runs together.

    >>> ties = {1: frozenset({2}), 2: frozenset({1, 3}), 3: frozenset({2})}
    >>> clique_partition(ties, {1: 3.0, 2: 1.0, 3: 2.0})
    ((1, 2), (3,))
    """
    left: set[Node] = set(ties)
    found: list[tuple[Node, ...]] = []
    while left:
        rest = {node: ties[node] & left for node in left}
        group: tuple[Node, ...] = heaviest_clique(rest, weight)
        left = left.difference(group)
        found.append(group)
    return tuple(found)
