"""A block's frustration settled: a good partition and a bound that meets it, by cycles, else by branching."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from .cycles import Cycle, first_cycles, violated
from .kernel import Block
from .partition import best_of_all, descended, first_camps, from_values, kicked
from .program import Program, Relaxed

__all__ = ["Settled", "settle"]

SAFE = 1e-6  # what a bound may owe to rounding
FEW, MANY = 17, 23  # nodes up to which all partitions are tried: at once, or before branching
BRANCHES = 20_000
PATIENCE, LITTLE = 5, 0.05  # so many rounds of cycles that close less than this part of the gap are enough
WIDE, NEAR = 1000, 2  # ties of a block beyond which a wider gap than so many would not be closed by branching

NEVER = 1 << 62  # frustrated: the bound of a branch that holds no partition

Floats = NDArray[np.float64]
Fixed = dict[int, float]
"""Ties held for kept (0) or frustrated (1)."""


@dataclass(frozen=True, eq=False)
class Settled:
    """The proven least and the best found weight of frustrated ties, equal where it is settled; the sides of the nodes
    in the best partition; how many cycles, branches and, where all were tried, partitions it took."""

    lower: int
    upper: int
    camps: list[int]
    cycles: int = 0
    branches: int = 0
    partitions: int = 0


def settle(block: Block, seed: int, until: float, near: list[int]) -> Settled:
    """The frustration of a block; an interval if it is not settled at the moment `until` (of `monotonic`). The search
    begins with the partition `near`, if it is not empty."""
    if len(block.nodes) <= FEW:
        return _tried(block)
    return _Search(block, seed, until, near).run()


def _tried(block: Block, cycles: int = 0) -> Settled:
    camps = best_of_all(block)
    cost = block.cost(camps)
    return Settled(cost, cost, camps, cycles, partitions=1 << len(block.nodes) - 1)


class _Search:
    """The best partition so far, the program with the cycles known so far."""

    def __init__(self, block: Block, seed: int, until: float, near: list[int]) -> None:
        self.block, self.seed, self.until = block, seed, until
        self.camps = descended(block, near) if near else first_camps(block, seed)
        self.upper = block.cost(self.camps)
        self.known: set[tuple[Cycle, frozenset[int]]] = set()
        self.program = Program(block.weight)
        self.low, self.high = self.program.low.copy(), self.program.high.copy()
        self.apart = 0  # cycles without common ties, and others to begin with
        self.branches = 0
        self.stuck = NEVER  # the least bound of branches that could be neither closed nor divided

    def run(self) -> Settled:
        lower = self._root() if self.upper else 0
        if lower < self.upper and len(self.block.nodes) <= MANY:
            return _tried(self.block, self.program.rows)
        if lower < self.upper and (len(self.block.one) <= WIDE or self.upper - lower <= NEAR):
            lower = max(lower, min(self._branched(lower), self.upper))
        return Settled(
            min(lower, self.upper), self.upper, self.camps, max(self.apart, self.program.rows), self.branches
        )

    def _root(self) -> int:
        """The bound of cycles without common ties, or of the program once no cycle is violated, or once one of the two
        meets the best partition."""
        bound, cycles = first_cycles(self.block, self.camps, self.until)
        self.apart = len(cycles)
        if bound >= self.upper:
            return bound
        self._add(cycles, frozenset())
        relaxed, _ = self._tightened({})
        bound = bound if relaxed is None else max(bound, _whole(relaxed.bound))
        if bound < self.upper and monotonic() < self.until:
            self.camps = kicked(self.block, self.camps, self.seed)
            self.upper = self.block.cost(self.camps)
        return bound

    def _tightened(self, fixed: Fixed) -> tuple[Relaxed | None, bool]:
        """The program with these ties fixed, after violated cycles were added until there was none, or the bound met
        the best partition, or cycles brought little and there is a tie to branch on; and whether it came so far: the
        last solution before the time was out, else, None if there was none."""
        low, high = self.low.copy(), self.high.copy()
        for tie, value in fixed.items():
            low[tie] = high[tie] = value
        self.program.hold(low, high)
        turned = frozenset(np.flatnonzero(low > 0).tolist())
        best: Relaxed | None = None
        bounds: list[float] = []
        while monotonic() < self.until:
            relaxed = self.program.solve(self.until - monotonic())
            if relaxed is None:
                break
            best = relaxed if best is None or relaxed.bound >= best.bound else Relaxed(best.bound, *_rest(relaxed))
            bounds.append(best.bound)
            if relaxed.bound < inf:
                self._try(relaxed.values)
            if _whole(best.bound) >= self.upper or (self._slow(bounds) and self._doubtful(fixed, best.values) >= 0):
                return best, True
            if not self._add(violated(self.block, best.values, turned), turned) and not self.program.sharpen():
                return best, True
        return best, False

    def _slow(self, bounds: list[float]) -> bool:
        """Whether the last cycles raised the bound by less than a small part of what is missing."""
        return len(bounds) > PATIENCE and bounds[-1] - bounds[-1 - PATIENCE] < LITTLE * (self.upper - bounds[-1])

    def _add(self, cycles: list[Cycle], turned: frozenset[int]) -> bool:
        """Add the cycles that are new; whether there was one."""
        keyed = {(cycle, turned.intersection(cycle)): cycle for cycle in cycles}
        new = [key for key in keyed if key not in self.known]
        self.known.update(new)
        if new:
            self.program.add([keyed[key] for key in new], turned)
        return bool(new)

    def _try(self, values: Floats) -> None:
        camps = from_values(self.block, values)
        cost = self.block.cost(camps)
        if cost < self.upper:
            self.camps, self.upper = camps, cost

    def _branched(self, lower: int) -> int:
        """The bound after branching: ties held for kept or frustrated, depth first, until every branch is closed."""
        open_: list[tuple[float, Fixed]] = [(lower, {})]
        while open_ and monotonic() < self.until and self.branches < BRANCHES:
            bound, fixed = open_.pop()
            if _whole(bound) >= self.upper:
                continue
            relaxed, finished = self._tightened(fixed)
            self.branches += 1
            bound = bound if relaxed is None else max(bound, relaxed.bound)
            if relaxed is None or not finished:
                open_.append((bound, fixed))
                break
            if not fixed:
                self._fix(relaxed)
            if _whole(bound) < self.upper:
                open_ += self._children(bound, fixed, relaxed.values)
        return min((self.stuck, *(_whole(bound) for bound, _ in open_)))

    def _fix(self, relaxed: Relaxed) -> None:
        """Hold for good the ties whose other value would make every partition at least as bad as the best."""
        missing = self.upper - 1 + SAFE - relaxed.bound
        self.high[relaxed.slope > missing] = 0.0
        self.low[relaxed.slope < -missing] = 1.0

    def _children(self, bound: float, fixed: Fixed, values: Floats) -> list[tuple[float, Fixed]]:
        """Both branches of the tie that is least settled, the likelier one last: it is taken first."""
        tie = self._doubtful(fixed, values)
        if tie < 0:  # the solver's tolerance hides what is missing: the branch stays open
            self.stuck = min(self.stuck, _whole(bound))
            return []
        likely = float(values[tie] > 0.5)
        return [(bound, {**fixed, tie: 1 - likely}), (bound, {**fixed, tie: likely})]

    def _doubtful(self, fixed: Fixed, values: Floats) -> int:
        """The tie whose value is farthest from 0 and 1, by its weight; -1 where all are whole."""
        doubt = np.minimum(values, 1 - values) * self.program.weight
        doubt[[*fixed]] = 0.0
        doubt[self.low == self.high] = 0.0
        tie = int(doubt.argmax())
        return tie if doubt[tie] > SAFE else -1


def _rest(relaxed: Relaxed) -> tuple[Floats, Floats]:
    return relaxed.values, relaxed.slope


def _whole(bound: float) -> int:
    """The least whole number that is not below a bound."""
    return ceil(bound - SAFE) if bound < inf else NEVER
