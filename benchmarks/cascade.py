"""Measures how fast wars are drawn, in processor time: 195 states, 1,500 pledges, from small cascades to large ones.

python benchmarks/cascade.py [--draws N]

Beside it, where installed, a loop over networkx that draws a simpler war (each pledge honoured by itself, breadth
first), on fewer draws and scaled up. Each figure is the least of three runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from foedus.forecasts.joining.cascading import draw_wars
from foedus.forecasts.joining.entering import FEATURES, NEAR, STILL, TIES, Field
from foedus.forecasts.joining.model import COUNTS, joining
from foedus.forecasts.joining.weighing import end_utilities, terms_of

STATES, PLEDGES, RUNS, FEW = 195, 1500, 3, 2000


def field(seed: int = 1) -> Field:
    """Pledges at random, other ties as dense as in the world of today."""
    dice = np.random.default_rng(seed)
    ties = dice.random((len(TIES), STATES, STATES)) < 0.03
    ties[0] = False
    ties[0].flat[dice.choice(STATES * STATES, PLEDGES, replace=False)] = True
    for near in range(len(TIES) - len(NEAR) + 1, len(TIES)):
        ties[near] |= ties[near - 1] | (dice.random((STATES, STATES)) < 0.1)
    return Field(tuple(map(str, range(STATES))), ties, dice.normal(size=(STATES, len(STILL))))


def ours(found: Field, draws: int, end: float) -> float:
    start = (np.array([0]), np.array([1]))
    told = joining().told["none"]
    enter = np.zeros((1, len(FEATURES)))
    enter[0, [FEATURES.index(name) for name in told.features]] = told.enter
    ends = end_utilities(np.full((1, len(COUNTS)), end), np.zeros(1), COUNTS, STATES)
    terms = terms_of(found, enter, ends, np.zeros(1), FEATURES, start)
    return float(draw_wars(terms, start, np.zeros(draws, dtype=np.int64), 1).sizes.mean())


def loop(found: Field, draws: int, honoured: float) -> float:
    import networkx as nx

    graph = nx.DiGraph((int(j), int(i)) for i, j in np.argwhere(found.ties[0]))
    graph.add_nodes_from(range(STATES))
    dice, total = np.random.default_rng(1), 0
    for _ in range(draws):
        seen, going = {0, 1}, [1]
        while going:
            for ally in graph.successors(going.pop()):
                if ally not in seen and dice.random() < honoured:
                    seen.add(ally)
                    going.append(ally)
        total += len(seen) - 2
    return total / draws


def least(run: Callable[[], float]) -> tuple[float, float]:
    best, size = float("inf"), 0.0
    for _ in range(RUNS):
        began = time.process_time()
        size = run()
        best = min(best, time.process_time() - began)
    return best, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100_000)
    draws = parser.parse_args().draws
    found = field()
    for end in (9.0, 8.0, 6.5, 5.0):
        seconds, size = least(lambda end=end: ours(found, draws, end))
        print(f"foedus    {draws} wars, {size:6.1f} joiners on average: {seconds:.2f} s")
    try:
        import networkx  # noqa: F401
    except ModuleNotFoundError:
        print("networkx is not installed: nothing beside it")
        return
    for honoured in (0.05, 0.12, 0.2):
        seconds, size = least(lambda honoured=honoured: loop(found, FEW, honoured))
        print(f"networkx  {draws} wars, {size:6.1f} joiners on average: {seconds * draws / FEW:.1f} s (from {FEW})")


if __name__ == "__main__":
    main()
