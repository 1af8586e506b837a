"""Blocs of a graph of pledges: processor time of communities and of the heaviest clique as the number of states grows.

    python benchmarks/blocs.py                30, 90, 270, 810 states in planted blocs, 30 restarts
    python benchmarks/blocs.py --restarts 10

Beside them, where installed: the Louvain method of networkx (as many restarts) and the Leiden algorithm of igraph, with
the best modularity of each; the maximal cliques of networkx, all listed. Processor time, the least of three runs.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import numpy as np

from foedus.measures.cliques import heaviest_clique
from foedus.measures.communities import communities


def graph(states: int, seed: int = 1) -> np.ndarray:
    """Blocs of some fifteen states, six in ten of their pairs tied, and one tie across for two states."""
    dice = np.random.default_rng(seed)
    bloc = dice.integers(0, max(2, states // 15), states)
    chance = np.where(bloc[:, None] == bloc[None, :], 0.6, 1 / states)
    upper = np.triu(dice.random((states, states)) < chance, 1)
    return (upper | upper.T).astype(float)


def least(work: Callable[[], object], runs: int = 3) -> tuple[float, object]:
    took, found = [], None
    for _ in range(runs):
        start = time.process_time()
        found = work()
        took.append(time.process_time() - start)
    return min(took), found


def louvain(ties: np.ndarray, restarts: int) -> float | None:
    try:
        import networkx as nx
    except ModuleNotFoundError:
        return None
    made = nx.from_numpy_array(ties)
    found = (nx.community.louvain_communities(made, seed=seed) for seed in range(restarts))
    return max(nx.community.modularity(made, one) for one in found)


def leiden(ties: np.ndarray, restarts: int) -> float | None:
    try:
        import igraph
    except ModuleNotFoundError:
        return None
    made = igraph.Graph.Adjacency(ties.astype(int).tolist(), mode="undirected")
    scores = []
    for seed in range(restarts):
        random.seed(seed)
        scores.append(made.community_leiden(objective_function="modularity", n_iterations=-1).modularity)
    return max(scores)


def listed(ties: np.ndarray, weight: dict[int, float]) -> float | None:
    try:
        import networkx as nx
    except ModuleNotFoundError:
        return None
    return max(sum(weight[n] for n in one) for one in nx.find_cliques(nx.from_numpy_array(ties)))


def shown(took: float, value: float | None) -> str:
    return "-" if value is None else f"{took:8.3f} s {value:.6f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--restarts", type=int, default=30)
    restarts = parser.parse_args().restarts
    print(
        "states  ties   " + "".join(f"{name:24}" for name in ("communities", "Louvain", "Leiden", "clique", "listed"))
    )
    for states in (30, 90, 270, 810):
        ties = graph(states)
        weight = dict(enumerate(np.random.default_rng(2).pareto(1.2, states).tolist()))
        near = {n: frozenset(np.flatnonzero(row).tolist()) for n, row in enumerate(ties)}
        cells = []
        for work in (
            lambda ties=ties: communities(ties, restarts=restarts).modularity,
            lambda ties=ties: louvain(ties, restarts),
            lambda ties=ties: leiden(ties, restarts),
            lambda near=near, weight=weight: sum(weight[n] for n in heaviest_clique(near, weight)),
            lambda ties=ties, weight=weight: listed(ties, weight),
        ):
            took, value = least(work)
            cells.append(shown(took, value))
        print(f"{states:6} {int(ties.sum()) // 2:5} {'   '.join(cells)}")


if __name__ == "__main__":
    main()
