"""What is left of a signed network once all that needs no search is settled: contraction of sure pairs, and blocks.

Two tied nodes may be taken as one where some best partition keeps them on the sides that their tie asks for. That is so
when the tie weighs at least as much as the other ties of one of them together (ties at the end of a path, and chains,
are the usual case), or when their other ties differ by at most twice its weight: flip either node, and one of the two
flips loses nothing (in the manner of Hueffner, Betzler & Niedermeier 2010 and of Lange, Andres & Swoboda 2019). Ties
that come to lie side by side are added; opposite ones cancel, and their lesser weight is frustrated for certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from ...network import SignedNetwork

__all__ = ["Block", "Kernel", "blocks", "kernel"]

Rows = list[dict[int, int]]
"""For each node its neighbours, with the weight of the tie: below 0 where it is negative."""


@dataclass(frozen=True, eq=False)
class Kernel:
    """A network after contraction: what is frustrated for certain (`lost`), the ties that are left, and the steps,
    each a node, the node into which it went, and whether the two are on one side (1) or on two (-1)."""

    lost: int
    rows: Rows
    steps: list[tuple[int, int, int]]

    def expanded(self, camps: list[int]) -> list[int]:
        """The sides of all nodes from those of the nodes that are left."""
        sides = list(camps)
        for node, into, sign in reversed(self.steps):
            sides[node] = sign * sides[into]
        return sides


@dataclass(frozen=True, eq=False)
class Block:
    """A part in which every two ties lie on a common cycle, nodes numbered anew: each tie's ends, weight (above 0) and
    sign; for each node its ties with the nodes at their other ends; the nodes' numbers in the kernel."""

    nodes: list[int]
    one: list[int]
    other: list[int]
    weight: list[int]
    sign: list[int]
    around: list[list[tuple[int, int]]] = field(default_factory=list)

    def cost(self, camps: list[int]) -> int:
        """The weight of the ties that a partition frustrates."""
        rows = zip(self.one, self.other, self.sign, self.weight, strict=True)
        return sum(w for a, b, s, w in rows if camps[a] != s * camps[b])


def kernel(network: SignedNetwork) -> Kernel:
    """The network contracted as far as the two rules go; every tie weighs 1 at first."""
    rows: Rows = [{} for _ in network.labels]
    for a, b, sign in zip(network.i.tolist(), network.j.tolist(), network.sign.tolist(), strict=True):
        rows[a][b] = rows[b][a] = sign
    work = _Contraction(rows)
    work.run()
    return Kernel(work.lost, rows, work.steps)


class _Contraction:
    """Contraction while it runs: nodes whose rows changed wait in a queue, those with the fewest ties first."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.weight = [sum(map(abs, row.values())) for row in rows]
        self.queue = [(len(row), node) for node, row in enumerate(rows)]
        self.waiting = [True] * len(rows)
        self.steps: list[tuple[int, int, int]] = []
        self.lost = 0

    def run(self) -> None:
        heapify(self.queue)
        while self.queue:
            node = heappop(self.queue)[1]
            if self.waiting[node]:
                self.waiting[node] = False
                into = self._partner(node)
                if into is not None:
                    self._contract(node, into)

    def _partner(self, node: int) -> int | None:
        """A neighbour that may be taken as one with the node."""
        row, mine = self.rows[node], self.weight[node]
        for other, tie in row.items():
            twice = 2 * tie if tie > 0 else -2 * tie
            if twice >= mine or twice >= self.weight[other]:
                return other
        for other, tie in row.items():
            heavy = tie if tie > 0 else -tie
            if -2 * heavy <= mine - self.weight[other] <= 2 * heavy and self._alike(node, other, tie):
                return other
        return None

    def _alike(self, node: int, other: int, tie: int) -> bool:
        """Whether the other ties of two nodes differ by at most twice the weight of the one between them."""
        row, held = self.rows[node], self.rows[other]
        wanted = self.weight[node] + self.weight[other] - 4 * abs(tie)  # twice what must agree
        common = row.keys() & held.keys()
        beyond = min(self.weight[node] - len(row), self.weight[other] - len(held))  # of ties that weigh more than 1
        if 2 * (len(common) + beyond - abs(tie) + 1) < wanted:
            return False
        for third in common:
            weight, beside = row[third] if tie > 0 else -row[third], held[third]
            if weight > 0:
                if beside > 0:
                    wanted -= 2 * (weight if weight < beside else beside)
            elif beside < 0:
                wanted += 2 * (weight if weight > beside else beside)
        return wanted <= 0

    def _contract(self, node: int, into: int) -> None:
        if len(self.rows[into]) < len(self.rows[node]):
            node, into = into, node
        row, target = self.rows[node], self.rows[into]
        tie = target.pop(node)
        sign = 1 if tie > 0 else -1
        self.weight[into] -= abs(tie)
        self.steps.append((node, into, sign))
        for third, weight in row.items():
            if third != into:
                self._move(node, into, third, sign * weight)
        self.rows[node] = {}
        self.waiting[node] = False
        self._wait(into)

    def _move(self, node: int, into: int, third: int, weight: int) -> None:
        """Lay a tie of the node that goes beside the one that the other node has already, if it has one."""
        beside, target = self.rows[third], self.rows[into]
        del beside[node]
        held = target.get(third, 0)
        made = held + weight
        if made:
            target[third] = beside[into] = made
        elif held:
            del target[third], beside[into]
        cancelled = abs(held) + abs(weight) - abs(made)  # twice what is frustrated whatever happens
        self.lost += cancelled // 2
        self.weight[third] -= cancelled
        self.weight[into] += abs(made) - abs(held)
        self._wait(third)

    def _wait(self, node: int) -> None:
        self.waiting[node] = True
        heappush(self.queue, (len(self.rows[node]), node))


def blocks(rows: Rows) -> list[Block]:
    """The biconnected parts of a kernel, a part nearer to where the search began before those that hang on it: each
    shares at most one node with those before it. Frustration adds up over them (Aref, Mason & Wilson 2020)."""
    found: list[Block] = []
    seen = [0] * len(rows)
    for root, row in enumerate(rows):
        if row and not seen[root]:
            found += reversed([_block(ties, rows) for ties in _parts(rows, root, seen)])
    return found


def _parts(rows: Rows, root: int, seen: list[int]) -> Iterator[list[tuple[int, int]]]:
    """The ties of each biconnected part that hangs together with the root, by depth-first search (Hopcroft & Tarjan
    1973), innermost first. `seen` numbers the nodes in the order of the search."""
    count = seen[root] = 1 + max(seen)
    low = {root: count}
    path = [(root, -1, 0, iter(rows[root]))]  # a node, the one before it, the first tie beyond, what is to be visited
    open_: list[tuple[int, int]] = []
    while path:
        node, parent, first, rest = path[-1]
        other = next(rest, None)
        if other is None:
            path.pop()
            if parent >= 0:
                low[parent] = min(low[parent], low[node])
                if low[node] >= seen[parent]:
                    yield open_[first:]
                    del open_[first:]
        elif not seen[other]:
            count += 1
            seen[other] = low[other] = count
            path.append((other, node, len(open_), iter(rows[other])))
            open_.append((node, other))
        elif other != parent and seen[other] < seen[node]:
            open_.append((node, other))
            low[node] = min(low[node], seen[other])


def _block(ties: list[tuple[int, int]], rows: Rows) -> Block:
    nodes = sorted({node for tie in ties for node in tie})
    number = {node: k for k, node in enumerate(nodes)}
    weights = [rows[a][b] for a, b in ties]
    made = Block(
        nodes,
        [number[a] for a, _ in ties],
        [number[b] for _, b in ties],
        [abs(w) for w in weights],
        [1 if w > 0 else -1 for w in weights],
        [[] for _ in nodes],
    )
    for tie, (a, b) in enumerate(zip(made.one, made.other, strict=True)):
        made.around[a].append((tie, b))
        made.around[b].append((tie, a))
    return made
