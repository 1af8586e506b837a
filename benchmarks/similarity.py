"""Similarity of all pairs of a year: processor time and memory as the number of states grows, beside a naive version.

    python benchmarks/similarity.py                      systems of 20, 60, 180, 540, 1620 states with random pledges
    python benchmarks/similarity.py --imported           all pairs from 1816 to the last year of the imported ATOP

Beside it: the same measures pair by pair with numpy, the formulas as they are written in the papers (tau-b from the
two matrices of signs). Systems grow threefold, pairs ninefold. Processor time of the whole process, the least of the
runs; memory is the peak that the arrays of one call reach (tracemalloc).
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from foedus.measures.similarity import MEASURES, by_year, matrix, similarity, triangle


def system(states: int, seed: int = 1) -> np.ndarray:
    """Random ties: each state owes something to some fifteen others."""
    draw = np.random.default_rng(seed)
    count = 15 * states
    return matrix(states, *draw.integers(0, states, (2, count)), draw.integers(1, 4, count))


def naive(ties: np.ndarray) -> dict[str, np.ndarray]:
    """Pair by pair, each formula by itself."""
    rows = [pair(ties[i], ties[j]) for i, j in zip(*triangle(len(ties)), strict=True)]
    return dict(zip(MEASURES, np.array(rows).T, strict=True))


def pair(x: np.ndarray, y: np.ndarray) -> tuple[float, ...]:
    d, e, n = x.astype(float) - y, (x > 0) != (y > 0), len(x)
    return (
        1 - 2 * (d**2).sum() / (9 * n), 1 - 2 * np.abs(d).sum() / (3 * n), 1 - 2 * e.sum() / n, 1 - 2 * e.sum() / n,
        scott(x, y), scott(x > 0, y > 0), cohen(x, y), cohen(x > 0, y > 0), kendall(x, y),
    )  # fmt: skip


def scott(x: np.ndarray, y: np.ndarray) -> float:
    chance = sum(((np.sum(x == k) + np.sum(y == k)) / (2 * len(x))) ** 2 for k in range(4))
    return float((np.mean(x == y) - chance) / (1 - chance))


def cohen(x: np.ndarray, y: np.ndarray) -> float:
    x, y = x.astype(float), y.astype(float)
    return float(1 - ((x - y) ** 2).mean() / ((x[:, None] - y[None, :]) ** 2).mean())


def kendall(x: np.ndarray, y: np.ndarray) -> float:
    one, other = (np.sign(v[:, None].astype(int) - v[None, :]) for v in (x, y))
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))


def least(work: Callable[[], object], runs: int) -> float:
    took = []
    for _ in range(runs):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


def peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


def curve(runs: int) -> None:
    print(f"{'states':>7} {'pairs':>9} {'foedus s':>9} {'us/pair':>8} {'MB':>7} {'naive s':>9}")
    for states in (20, 60, 180, 540, 1620):
        ties, pairs = system(states), states * (states - 1) // 2
        took, most = least(lambda t=ties: similarity(t), runs), peak(lambda t=ties: similarity(t))
        beside = f"{least(lambda t=ties: naive(t), 1):9.2f}" if states <= 180 else "        -"
        print(f"{states:>7} {pairs:>9} {took:9.4f} {took / pairs * 1e6:8.2f} {most:7.1f} {beside}")


def imported(runs: int) -> None:
    from foedus.datasets import store
    from foedus.measures.portfolios import spoken_for, ties

    first, last = max(spoken_for("atop")[0], 1816), spoken_for("atop")[1]
    spells = store.source("cow_states", "spells")
    query = f"""SELECT DISTINCT year, ccode FROM (SELECT unnest(range({first}, {last + 1})) AS year) JOIN {spells}
                ON year("start") <= year AND (year("end") >= year OR year("end") = 2016) ORDER BY ALL"""

    def work() -> int:
        with store.connect() as con:
            states = con.execute(query).fetchnumpy()
        found = by_year((states["year"], states["ccode"]), ties("atop", first, last))
        return sum(len(year.one) for year in found)

    print(f"{first}-{last}: {work()} pairs, {least(work, runs):.2f} s of processor time, read from the imported tables")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--imported", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    imported(given.runs) if given.imported else curve(given.runs)
