"""Communities of an undirected graph by modularity, with the Leiden algorithm (Traag, Waltman & van Eck 2019).

The method is stochastic. All restarts run at once, each a row of the arrays; the best is kept, and the spread of the
others is part of the result. Every community is connected, which the Louvain method does not assure.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from .cinc import Floats

__all__ = ["Communities", "communities", "modularity"]

Ints = NDArray[np.int64]

EPSILON: Final = 1e-12
THETA: Final = 0.01  # how far refinement strays from the best merger (the paper's value)
ROUNDS: Final = 20


class Communities(msgspec.Struct, frozen=True):
    """The best partition found: the community of each node (numbered by its least node), its modularity, and the
    modularity of every restart, from the best down."""

    labels: tuple[int, ...]
    modularity: float
    spread: tuple[float, ...]


def communities(adjacency: Floats, *, restarts: int = 30, seed: int = 0) -> Communities:
    """The best of some restarts, seeded. `adjacency`: (n, n), symmetric, weights 0 or more; no loops are read.

    A graph without edges has each node alone and modularity 0.

    >>> two = np.kron(np.eye(2), np.ones((3, 3)) - np.eye(3))
    >>> communities(two).labels, communities(two).modularity
    ((0, 0, 0, 3, 3, 3), 0.5)
    """
    weights = adjacency * (1.0 - np.eye(len(adjacency)))
    tied = np.flatnonzero(weights.sum(axis=1) > 0)
    labels = np.arange(len(weights), dtype=np.int64)
    if not len(tied):
        return Communities(tuple(labels.tolist()), 0.0, (0.0,) * restarts)
    inner = weights[np.ix_(tied, tied)]
    runs = _restarts(inner, restarts, np.random.default_rng(seed))
    scores = np.array([modularity(inner, run) for run in runs])
    best = runs[int(np.argmax(scores > scores.max() - EPSILON))]
    labels[tied] = tied[np.array([np.flatnonzero(best == c)[0] for c in best])]
    return Communities(tuple(labels.tolist()), float(scores.max()), tuple(sorted(scores.tolist(), reverse=True)))


def modularity(adjacency: Floats, labels: Ints) -> float:
    """Newman's modularity of a partition, between -1/2 and 1; 0 for a graph without edges.

    >>> modularity(np.ones((2, 2)) - np.eye(2), np.array([0, 0]))
    0.0
    """
    total = float(adjacency.sum())
    if not total:
        return 0.0
    held = (labels[:, None] == np.unique(labels)[None, :]).astype(np.float64)
    inside = np.einsum("ic,ij,jc->c", held, adjacency, held, optimize=True)
    return float((inside / total - np.square(held.T @ adjacency.sum(axis=1) / total)).sum())


class _Level:
    """One level of aggregation of all restarts: `weights` (runs, n, n) with loops, `strength` (runs, n), padded with
    nodes of strength 0; `total`: twice the weight of the graph."""

    def __init__(self, weights: Floats, total: float) -> None:
        self.weights, self.total = weights, total
        self.strength = weights.sum(axis=2)
        self.runs, self.size = self.strength.shape
        self.rows = np.arange(self.runs)

    def tally(self, labels: Ints, values: Floats) -> Floats:
        """The sum of values by label, in each run."""
        flat = (labels + self.rows[:, None] * self.size).ravel()
        summed = np.bincount(flat, weights=values.ravel(), minlength=self.runs * self.size)
        return np.asarray(summed.reshape(self.runs, self.size), dtype=np.float64)

    def row(self, nodes: Ints) -> Floats:
        """The ties of one node a run, its loop left out."""
        ties = self.weights[self.rows, nodes].copy()
        ties[self.rows, nodes] = 0.0
        return ties


def _restarts(weights: Floats, runs: int, rng: np.random.Generator) -> Ints:
    """The partitions to which each restart comes: rounds of the whole algorithm, until one changes nothing."""
    base = _Level(np.broadcast_to(weights, (runs, *weights.shape)), float(weights.sum()))
    labels = np.tile(np.arange(len(weights), dtype=np.int64), (runs, 1))
    for _ in range(ROUNDS):
        found = _round(base, labels, rng)
        if all(_same(old, new) for old, new in zip(labels, found, strict=True)):
            break
        labels = found
    return labels


def _same(one: Ints, other: Ints) -> bool:
    return len(np.unique(one)) == len(np.unique(other)) == len(np.unique(one * len(one) + other))


def _round(base: _Level, labels: Ints, rng: np.random.Generator) -> Ints:
    """Move nodes, refine, aggregate, and again on the aggregate until every community is one node of it."""
    level, inside = base, np.tile(np.arange(base.size, dtype=np.int64), (base.runs, 1))
    while True:
        labels = _move(level, labels, rng)
        refined = _compact(_refine(level, labels, rng))
        if int(refined.max()) + 1 >= level.size:
            return np.take_along_axis(labels, inside, axis=1)
        level, labels = _aggregate(level, labels, refined)
        inside = np.take_along_axis(refined, inside, axis=1)


def _compact(labels: Ints) -> Ints:
    return np.array([np.unique(run, return_inverse=True)[1] for run in labels], dtype=np.int64)


def _aggregate(level: _Level, labels: Ints, refined: Ints) -> tuple[_Level, Ints]:
    size = int(refined.max()) + 1
    held = (refined[:, :, None] == np.arange(size)[None, None, :]).astype(np.float64)
    weights = held.transpose(0, 2, 1) @ level.weights @ held
    upper = np.tile(np.arange(size, dtype=np.int64), (level.runs, 1))
    np.put_along_axis(upper, refined, _compact(labels), axis=1)
    return _Level(weights, level.total), _fit(upper, held.any(axis=1))


def _fit(labels: Ints, used: NDArray[np.bool_]) -> Ints:
    """Padding nodes get labels that no community bears."""
    fitted = labels.copy()
    for run, held in zip(fitted, used, strict=True):
        run[~held] = np.setdiff1d(np.arange(len(run)), run[held])[: int((~held).sum())]
    return fitted


def _move(level: _Level, labels: Ints, rng: np.random.Generator) -> Ints:
    """Each node, in random order, to the community that gains most, until none gains."""
    labels, moved = labels.copy(), True
    sums = level.tally(labels, level.strength)
    while moved:
        moved = False
        for nodes in _orders(level, rng):
            strength, own = level.strength[level.rows, nodes], labels[level.rows, nodes]
            sums[level.rows, own] -= strength
            gains = level.tally(labels, level.row(nodes)) - strength[:, None] * sums / level.total
            best = gains.argmax(axis=1)
            better = gains[level.rows, best] > gains[level.rows, own] + EPSILON * level.total
            target = np.where(better, best, own)
            labels[level.rows, nodes] = target
            sums[level.rows, target] += strength
            moved = moved or bool(better.any())
    return labels


def _orders(level: _Level, rng: np.random.Generator) -> Any:
    """The nodes in an order of its own for each run: (steps, runs)."""
    return rng.permuted(np.tile(np.arange(level.size), (level.runs, 1)), axis=1).T


def _refine(level: _Level, labels: Ints, rng: np.random.Generator) -> Ints:
    """Inside each community, single nodes merged again at random, the better mergers the likelier: each part is
    connected to the rest of its community well enough (the paper's condition), and none is joined at a loss."""
    refined = np.tile(np.arange(level.size, dtype=np.int64), (level.runs, 1))
    whole = np.take_along_axis(level.tally(labels, level.strength), labels, axis=1)  # of each node's community
    sums, outward = level.strength.copy(), _outward(level, labels)
    size = np.ones_like(refined)
    for nodes in _orders(level, rng):
        rows, strength = level.rows, level.strength[level.rows, nodes]
        ties = level.row(nodes) * (labels == labels[rows, nodes][:, None])
        mass = whole[rows, nodes]
        reach = ties.sum(axis=1)
        alone = (size[rows, nodes] == 1) & (refined[rows, nodes] == nodes)
        free = alone & (reach >= strength * (mass - strength) / level.total)
        links = level.tally(refined, ties)
        gains = links - strength[:, None] * sums / level.total
        linked = outward >= sums * (mass[:, None] - sums) / level.total
        open_ = (links > 0) & linked & (gains >= 0) & free[:, None]
        target = np.where(open_.any(axis=1), _draw(gains, open_, rng), nodes)
        joined = target != nodes
        outward[rows[joined], target[joined]] += (reach - 2 * links[rows, target])[joined]
        sums[rows[joined], target[joined]] += strength[joined]
        size[rows[joined], target[joined]] += 1
        sums[rows[joined], nodes[joined]] = size[rows[joined], nodes[joined]] = 0
        refined[rows, nodes] = target
    return refined


def _outward(level: _Level, labels: Ints) -> Floats:
    """What ties each node to the rest of its community."""
    loops = np.diagonal(level.weights, axis1=1, axis2=2)
    runs = zip(level.weights, labels, strict=True)  # one by one: all at once would be runs x n x n
    return np.array([(weights * (own[:, None] == own[None, :])).sum(axis=1) for weights, own in runs]) - loops


def _draw(gains: Floats, open_: NDArray[np.bool_], rng: np.random.Generator) -> Ints:
    """One open community a run, drawn with probability proportional to exp(gain / theta): by Gumbel's maximum."""
    scores = np.full(gains.shape, -np.inf)
    scores[open_] = gains[open_] / THETA + rng.gumbel(size=int(open_.sum()))
    return np.asarray(scores.argmax(axis=1), dtype=np.int64)
