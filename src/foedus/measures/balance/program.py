"""The covering program: the least weight of ties such that every negative cycle known so far has 1 of them.

HiGHS holds the program; cycles are added to it while it lives, and it goes on from where it stood. What it returns as a
bound is computed here from its dual values, and holds whatever tolerances the solver has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import DataError
from .cycles import Cycle

__all__ = ["Program", "Relaxed"]

Floats = NDArray[np.float64]

TOLERANCE = "ipm_optimality_tolerance"
LARGE = 1500  # cycles from which on the interior-point method is faster than the simplex method
ROUGH, SHARP = 1e-4, 1e-8  # tolerances of that method: the bound needs no more than to pass a whole number
CLEAR = 1e-5  # values of the interior-point method below count as 0


class Relaxed:
    """A solution of the relaxed program: a proven lower bound of what any partition frustrates, infinite where the
    bounds of the ties leave none; the values of the ties; and by how much the bound rises with the value of each (falls
    with it, below 0)."""

    def __init__(self, bound: float, values: Floats, slope: Floats) -> None:
        self.bound, self.values, self.slope = bound, values, slope


class Program:
    """A live program over the ties of a block, each between 0 and 1."""

    def __init__(self, weight: Sequence[int]) -> None:
        self.weight = np.array(weight, dtype=np.float64)
        self.low, self.high = np.zeros(len(weight)), np.ones(len(weight))
        self.rows = 0
        self.interior = False
        self.sharp = False
        self._parts: list[tuple[NDArray[np.int32], NDArray[np.int32], Floats]] = []
        self._wanted: list[float] = []
        self._solver = _highs()
        self._solver.addVars(len(weight), self.low, self.high)
        places = np.arange(len(weight), dtype=np.int32)
        self._solver.changeColsCost(len(weight), places, self.weight)

    def add(self, cycles: Iterable[Cycle], turned: frozenset[int] = frozenset()) -> None:
        """Ask 1 of each cycle; ties of `turned` count by 1 minus their value. It holds for every partition."""
        found = [*cycles]
        ties = np.fromiter((tie for cycle in found for tie in cycle), dtype=np.int32)
        length = np.array([len(cycle) for cycle in found], dtype=np.int32)
        factor = np.where(np.isin(ties, [*turned]), -1.0, 1.0) if turned else np.ones(len(ties))
        wanted = np.array([1.0 - sum(tie in turned for tie in cycle) for cycle in found])
        starts = np.concatenate(([0], np.cumsum(length)[:-1])).astype(np.int32)
        self._solver.addRows(len(found), wanted, np.full(len(found), np.inf), len(ties), starts, ties, factor)
        row = np.repeat(np.arange(self.rows, self.rows + len(found), dtype=np.int32), length)
        self._parts.append((row, ties, factor))
        self._wanted += wanted.tolist()
        self.rows += len(found)

    def hold(self, low: Floats, high: Floats) -> None:
        """Keep each tie between these values."""
        changed = np.flatnonzero((low != self.low) | (high != self.high)).astype(np.int32)
        if len(changed):
            self._solver.changeColsBounds(len(changed), changed, low[changed], high[changed])
        self.low, self.high = low.copy(), high.copy()

    def sharpen(self) -> bool:
        """Solve more exactly from now on; whether that changes anything."""
        changed = self.interior and not self.sharp
        self.sharp = True
        self._solver.setOptionValue(TOLERANCE, SHARP)
        return changed

    def solve(self, seconds: float) -> Relaxed | None:
        """The solution; None if none was found within the time."""
        self.interior = self.rows > LARGE
        self._solver.setOptionValue("solver", "ipm" if self.interior else "simplex")
        self._solver.setOptionValue("presolve", "on" if self.interior else "off")
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(seconds, 0.05))
        self._solver.run()
        if self._solver.modelStatusToString(self._solver.getModelStatus()) == "Infeasible":
            return Relaxed(inf, self.low, np.zeros(len(self.low)))
        solution = self._solver.getSolution()
        if not solution.value_valid or not solution.dual_valid:
            return None
        values = np.clip(np.array(solution.col_value), self.low, self.high)
        if self.interior:
            values[values < CLEAR] = 0.0
        return self._bounded(values, np.maximum(np.array(solution.row_dual), 0.0))

    def _bounded(self, values: Floats, dual: Floats) -> Relaxed:
        """The bound that dual values prove, none below 0: what they ask for, and for each tie the least that is left of
        its weight within its bounds (weak duality)."""
        if not self._parts:
            return Relaxed(float(self.weight @ self.low), values, self.weight)
        if len(self._parts) > 1:
            self._parts = [tuple(np.concatenate(arrays) for arrays in zip(*self._parts, strict=True))]  # type: ignore[list-item]
        row, ties, factor = self._parts[0]
        left = self.weight - np.bincount(ties, factor * dual[row], len(self.weight))
        bound = float(dual @ np.array(self._wanted) + np.minimum(left * self.low, left * self.high).sum())
        return Relaxed(bound, values, left)


def _highs() -> Any:
    """An empty program in HiGHS. Raises DataError where it is not installed."""
    try:
        import highspy
    except ModuleNotFoundError as error:
        raise DataError("the frustration index needs highspy: pip install highspy") from error
    bare: Any = highspy.Highs.__base__  # the solver itself: the class over it writes a banner to standard output
    solver = bare()
    for option, value in (("output_flag", False), ("threads", 1), ("run_crossover", "off"), (TOLERANCE, ROUGH)):
        solver.setOptionValue(option, value)
    return solver
