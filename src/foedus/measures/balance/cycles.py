"""Negative cycles: of each of them at least one tie is frustrated in every partition, which is what bounds rest on.

`first_cycles` lists short ones through each tie that a good partition frustrates; `violated` finds those that a relaxed
solution gives less than 1 in all, by shortest paths in the doubled graph, in which every node stands twice, positive
ties keep to a side and negative ones change it: a cycle is negative if it leads from a node to its double.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import takewhile
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from .kernel import Block

__all__ = ["Cycle", "first_cycles", "violated"]

Cycle = tuple[int, ...]
"""The ties of a cycle, sorted."""

Values = NDArray[np.float64]

APART = 8  # cycles through one frustrated tie, apart but for it, with which a program begins
NEARLY = 1e-6  # what a cycle may lack to 1
ZERO = 1e-7  # values below count as 0


def first_cycles(block: Block, camps: list[int], until: float) -> tuple[int, list[Cycle]]:
    """Short cycles through each tie that a partition frustrates, all their other ties kept, as far as they are found by
    the moment `until`. First such as share no tie at all, which bound the index without a program: by what each of
    them must give up, the weight of its lightest tie. Then, of each frustrated tie, some without a second in common."""
    kept = [camps[a] == s * camps[b] for a, b, s in zip(block.one, block.other, block.sign, strict=True)]
    friendly = [[(tie, other) for tie, other in row if kept[tie]] for row in block.around]
    frustrated = [tie for tie, held in enumerate(kept) if not held]
    found: dict[Cycle, None] = {}
    used: set[int] = set()
    for tie in _timed(frustrated, until):
        path = _path(friendly, block.one[tie], block.other[tie], used)
        if path:
            used.update(path)
            found[tuple(sorted((*path, tie)))] = None
    bound = sum(min(block.weight[tie] for tie in cycle) for cycle in found)
    for tie in _timed(frustrated if bound < block.cost(camps) else [], until):
        found.update(dict.fromkeys(_apart(block, friendly, tie)))
    return bound, [*found]


def _timed(ties: list[int], until: float) -> Iterator[int]:
    return takewhile(lambda _: monotonic() < until, ties)


def _apart(block: Block, friendly: list[list[tuple[int, int]]], tie: int) -> Iterator[Cycle]:
    used: set[int] = set()
    for _ in range(APART):
        path = _path(friendly, block.one[tie], block.other[tie], used)
        if path is None:
            return
        used.update(path)
        yield tuple(sorted((*path, tie)))


def _path(around: list[list[tuple[int, int]]], start: int, end: int, banned: set[int]) -> list[int] | None:
    """The ties of a shortest path, searched from both of its ends; None if there is none without banned ties."""
    sides: tuple[dict[int, tuple[int, int]], ...] = ({start: (-1, -1)}, {end: (-1, -1)})
    fronts = [[start], [end]]
    while fronts[0] and fronts[1]:
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        mine, theirs, reached = sides[side], sides[1 - side], []
        for node in fronts[side]:
            for tie, other in around[node]:
                if other not in mine and tie not in banned:
                    mine[other] = tie, node
                    if other in theirs:
                        return [*_back(mine, other), *_back(theirs, other)]
                    reached.append(other)
        fronts[side] = reached
    return None


def _back(came: dict[int, tuple[int, int]], node: int) -> Iterator[int]:
    while True:
        tie, node = came[node]
        if tie < 0:
            return
        yield tie


@dataclass(frozen=True, eq=False)
class _Zeros:
    """The ties of value 0 as trees: for each node its tree, its side in it, the tie towards the root and the node at
    its other end (-1 at a root), and how deep it lies."""

    tree: list[int]
    side: list[int]
    up: list[tuple[int, int]]
    depth: list[int]

    def path(self, a: int, b: int) -> list[int]:
        """The ties between two nodes of one tree, in order."""
        head, tail = [], []
        while a != b:
            if self.depth[a] >= self.depth[b]:
                tie, a = self.up[a]
                head.append(tie)
            else:
                tie, b = self.up[b]
                tail.append(tie)
        return head + tail[::-1]


def violated(block: Block, values: Values, turned: frozenset[int] = frozenset()) -> list[Cycle]:
    """Negative cycles whose ties have less than 1 in all; none if and only if there is none.

    A tie of `turned` is taken with the other sign and with 1 minus its value: a branch that holds it for frustrated.
    """
    signs = [-s if tie in turned else s for tie, s in enumerate(block.sign)] if turned else block.sign
    length = values.copy()
    if turned:
        some = [*turned]
        length[some] = 1 - length[some]
    length[length < ZERO] = 0.0
    zeros = _zeros(block, signs, (length == 0).tolist())
    found: dict[Cycle, None] = {}
    for tie in np.flatnonzero(length < 1 - NEARLY).tolist():
        a, b = block.one[tie], block.other[tie]
        if zeros.tree[a] == zeros.tree[b] and zeros.side[a] != signs[tie] * zeros.side[b]:
            found[tuple(sorted((*zeros.path(a, b), tie)))] = None
    if not found:
        found.update(dict.fromkeys(_between(block, signs, length, zeros)))
    return [*found]


def _zeros(block: Block, signs: list[int], zero: list[bool]) -> _Zeros:
    size = len(block.nodes)
    made = _Zeros([-1] * size, [1] * size, [(-1, -1)] * size, [0] * size)
    for root in range(size):
        if made.tree[root] < 0:
            made.tree[root] = root
            reached = [root]
            for node in reached:
                for tie, other in block.around[node]:
                    if zero[tie] and made.tree[other] < 0:
                        made.tree[other], made.side[other] = root, made.side[node] * signs[tie]
                        made.up[other], made.depth[other] = (tie, node), made.depth[node] + 1
                        reached.append(other)
    return made


@dataclass(frozen=True, eq=False)
class _Arc:
    """A way from a tree of zeros to another: the tie, its value, whether it keeps to the side, its ends."""

    tie: int
    length: float
    turn: int
    start: int
    end: int
    tree: int


def _between(block: Block, signs: list[int], length: Values, zeros: _Zeros) -> Iterator[Cycle]:
    """Violated cycles through several trees of zeros, each tree taken as one node: one through each tree at the most,
    found from it; a tree that has been searched from need not be passed again."""
    ways: dict[int, list[_Arc]] = {}
    for tie in np.flatnonzero((length > 0) & (length < 1 - NEARLY)).tolist():
        a, b = block.one[tie], block.other[tie]
        if zeros.tree[a] != zeros.tree[b]:
            turn = signs[tie] * zeros.side[a] * zeros.side[b]
            for start, end in ((a, b), (b, a)):
                arc = _Arc(tie, float(length[tie]), turn, start, end, zeros.tree[end])
                ways.setdefault(zeros.tree[start], []).append(arc)
    done: set[int] = set()
    for tree in sorted(ways, key=lambda t: -len(ways[t])):
        arcs = _doubled(ways, tree, done)
        done.add(tree)
        if arcs:
            cycle = _simple(block, signs, _walk(arcs, zeros))
            if cycle:
                yield cycle


def _doubled(ways: dict[int, list[_Arc]], tree: int, done: set[int]) -> list[_Arc]:
    """A shortest way from a tree to its double, if it is shorter than 1 (Dijkstra)."""
    start, goal = (tree, 1), (tree, -1)
    best, came = {start: 0.0}, {}
    queue = [(0.0, start)]
    while queue:
        so_far, at = heappop(queue)
        if at == goal:
            break
        if so_far > best[at]:
            continue
        for arc in ways[at[0]]:
            there, total = (arc.tree, at[1] * arc.turn), so_far + arc.length
            if total < min(best.get(there, 1.0), 1 - NEARLY) and arc.tree not in done:
                best[there], came[there] = total, (at, arc)
                heappush(queue, (total, there))
    if goal not in came:
        return []
    arcs: list[_Arc] = []
    at = goal
    while at != start:
        at, arc = came[at]
        arcs.append(arc)
    return arcs[::-1]


def _walk(arcs: list[_Arc], zeros: _Zeros) -> Iterator[int]:
    """The closed walk of ties: each way, and within the tree at its end the path to where the next begins."""
    for arc, after in zip(arcs, (*arcs[1:], arcs[0]), strict=True):
        yield arc.tie
        yield from zeros.path(arc.end, after.start)


def _simple(block: Block, signs: list[int], walk: Iterator[int]) -> Cycle | None:
    """A negative cycle in a negative closed walk: where the walk meets itself it falls into two, one of them negative
    and no longer than the whole. None where only a tie walked to and fro is left."""
    ties = [*walk]
    at = _first_node(block, ties)
    place, passed = {at: 0}, [at]
    kept: list[int] = []
    for tie in ties:
        at = block.other[tie] if block.one[tie] == at else block.one[tie]
        kept.append(tie)
        if at not in place:
            place[at] = len(passed)
            passed.append(at)
            continue
        first = place[at]
        circle = kept[first:]
        negative = sum(signs[t] < 0 for t in circle) % 2
        if negative and len(set(circle)) == len(circle):
            return tuple(sorted(circle))
        for node in passed[first + 1 :]:
            del place[node]
        del passed[first + 1 :], kept[first:]
    return None


def _first_node(block: Block, ties: list[int]) -> int:
    """The node at which a closed walk of ties begins: the one that its first tie shares with its last."""
    a, b = block.one[ties[0]], block.other[ties[0]]
    last = {block.one[ties[-1]], block.other[ties[-1]]}
    second = {block.one[ties[1]], block.other[ties[1]]} if len(ties) > 2 else set()
    return a if a in last and b in (second or {b}) else b
