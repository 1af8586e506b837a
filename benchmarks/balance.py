"""Measures the balance of signed networks in processor time: triads, frustration, new ties, one to the next size x3.

python benchmarks/balance.py [--networks FILE.csv] [--largest TIES]

Side by side, where installed: networkx (triangles, without signs, which costs it less) and scipy (a product of sparse
matrices). Each figure is the least of three runs (one for what takes more than five seconds). `--networks` adds the
time of every slice of a file together, reading included.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from foedus.measures.balance.frustration import frustration
from foedus.measures.balance.tie import tie_effect
from foedus.measures.balance.triads import census
from foedus.measures.balance.triangles import by_bits, listed, ordered
from foedus.network import SignedNetwork
from foedus.networkfile import read_networks

RUNS, LONG = 3, 5.0


def network(nodes: int, ties: int, seed: int, noise: float | None = None) -> SignedNetwork:
    """Ties at random, a third of them negative; with `noise`: two camps, so large a share of the ties against them."""
    dice = np.random.default_rng(seed)
    one, other = dice.integers(nodes, size=(2, int(ties * 1.3)))
    low, high = np.minimum(one, other), np.maximum(one, other)
    pair = np.sort(dice.permutation(np.unique((low * nodes + high)[low != high]))[:ties])
    i, j = pair // nodes, pair % nodes
    sign = np.where(dice.random(len(pair)) < 1 / 3, -1, 1)
    if noise is not None:
        camps = dice.choice((-1, 1), nodes)
        sign = camps[i] * camps[j] * np.where(dice.random(len(pair)) < noise, -1, 1)
    return SignedNetwork.simple([f"{k:07d}" for k in range(nodes)], i, j, sign)


def seconds(job: Callable[[], object]) -> float:
    """The least processor time of the runs."""
    found: list[float] = []
    while len(found) < RUNS and sum(found) < LONG:
        start = time.process_time()
        job()
        found.append(time.process_time() - start)
    return min(found)


def networkx_triangles(given: SignedNetwork) -> Callable[[], object] | None:
    try:
        import networkx
    except ModuleNotFoundError:
        return None
    graph = networkx.Graph()
    graph.add_edges_from(zip(given.i.tolist(), given.j.tolist(), strict=True))
    return lambda: sum(networkx.triangles(graph).values())


def scipy_triads(given: SignedNetwork) -> Callable[[], object] | None:
    """Positive ties count 1, negative 2^20, in the square of the matrix: at most 2^20 wedges of a pair."""
    try:
        from scipy import sparse
    except ModuleNotFoundError:
        return None

    def run() -> object:
        coded = np.where(given.sign > 0, 1, 1 << 20)
        both = np.concatenate((given.i, given.j)), np.concatenate((given.j, given.i))
        matrix = sparse.csr_matrix((np.concatenate((coded, coded)), both), shape=(given.nodes, given.nodes))
        return (matrix @ matrix).multiply(matrix).sum()

    return run


def numpy_naive(given: SignedNetwork) -> Callable[[], object]:
    """Traces of the third power of dense matrices."""

    def run() -> object:
        matrix = given.matrix()
        return [np.einsum("ij,ij->", m @ m, m) for m in (matrix, np.abs(matrix))]

    return run


def tell(name: str, size: str, spent: float | None) -> None:
    print(f"{name:<38} {size:<28} {'not installed' if spent is None else f'{spent * 1000:10.1f} ms'}", flush=True)


def triads(largest: int) -> None:
    """Ten ties for each node, then dense and denser networks of a million ties."""
    sizes = [(195, 1_250)]
    ties = 4_000
    while ties <= largest:
        sizes.append((ties // 10, ties))
        ties *= 3
    sizes += [(n, largest) for n in (3_000, 10_000, 20_000, 100_000, 500_000) if largest >= 1_000_000]
    for nodes, ties in sizes:
        given = network(nodes, ties, seed=1)
        size = f"{nodes} nodes, {given.ties} ties"
        tell("triads", size, seconds(lambda g=given: census(g)))
        if nodes <= 1_000:
            tell("  numpy, dense matrices", size, seconds(numpy_naive(given)))
        if ties <= 400_000:
            tell("  by bits", size, seconds(lambda g=given: by_bits(ordered(g))))
            tell("  by wedges", size, seconds(lambda g=given: [*listed(ordered(g))]))
        for name, make in (("  networkx (no signs)", networkx_triangles), ("  scipy", scipy_triads)):
            if ties <= 400_000 or (make is scipy_triads and nodes >= 100_000):
                job = make(given)
                tell(name, size, seconds(job) if job else None)


def planted() -> None:
    """Two camps: sizes x3, then noise."""
    for nodes in (111, 333, 1_000, 3_000):
        given = network(nodes, 5 * nodes, seed=1, noise=0.1)
        found = frustration(given)
        tell(
            f"frustration, noise .10 ({found.status})",
            f"{nodes} nodes, {given.ties} ties",
            seconds(lambda g=given: frustration(g)),
        )
    for noise in (0.02, 0.05, 0.1, 0.15):
        given = network(1_000, 5_000, seed=2, noise=noise)
        found = frustration(given)
        tell(
            f"frustration, noise {noise:.2f} ({found.status})",
            "1000 nodes, 5000 ties",
            seconds(lambda g=given: frustration(g)),
        )


def of_file(path: Path) -> None:
    """Every slice of a file."""
    spent = seconds(lambda: [frustration(one.network) for one in read_networks(path)])
    slices = read_networks(path)
    tell("frustration of every slice, read", f"{len(slices)} networks", spent)
    tell("triads of every slice", f"{len(slices)} networks", seconds(lambda: [census(one.network) for one in slices]))
    last = slices[-1].network
    a, b = last.labels[0], last.labels[-1]
    tell(
        "a new tie, 100 paired draws",
        f"{last.nodes} nodes, {last.ties} ties",
        seconds(lambda: tie_effect(last, a, b, 1)),
    )


def main() -> None:
    """Print a line for each measure and size."""
    asked = argparse.ArgumentParser(description="Processor time of the measures of balance.")
    asked.add_argument("--networks", type=Path)
    asked.add_argument("--largest", type=int, default=1_000_000)
    options = asked.parse_args()
    triads(options.largest)
    planted()
    if options.networks:
        of_file(options.networks)


if __name__ == "__main__":
    main()
