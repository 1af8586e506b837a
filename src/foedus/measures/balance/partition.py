"""Partitions into two camps: the best of all where there are few, else good ones without proof, with which a bound is
compared and about which cycles are looked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .kernel import Block

__all__ = ["best_of_all", "descended", "first_camps", "from_values", "kicked"]

STARTS = 4  # partitions drawn at random, beside the one of the leading eigenvector
STEPS = 100  # of the power method
KICKS = 100  # times a part of the best partition is turned round and mended


def best_of_all(block: Block) -> list[int]:
    """The best of all partitions: 2 to the power of the nodes less one, in as many additions and as much memory.

    What is kept less what is frustrated, for all sides of the first nodes, is an array that each node doubles.
    """
    size = len(block.nodes)
    tied = np.zeros((size, size), dtype=np.int32)
    tied[block.one, block.other] = tied[block.other, block.one] = np.array(block.weight) * np.array(block.sign)
    kept = np.zeros(1, dtype=np.int32)
    for node in range(1, size):
        pull = tied[node, :1]
        for other in range(1, node):
            pull = np.concatenate((pull + tied[node, other], pull - tied[node, other]))
        kept = np.concatenate((kept + pull, kept - pull))
    best = int(kept.argmax())
    return [1, *(-1 if best >> k & 1 else 1 for k in range(size - 1))]


def first_camps(block: Block, seed: int) -> list[int]:
    """The best partition of several starts, each improved node by node: the sides (1, -1) of the nodes."""
    dice = np.random.default_rng(seed)
    starts = [_spectral(block, dice), *(dice.choice((-1, 1), len(block.nodes)) for _ in range(STARTS))]
    return min((descended(block, start.tolist()) for start in starts), key=block.cost)


def kicked(block: Block, camps: list[int], seed: int) -> list[int]:
    """The partition, or a better one found by turning parts of it round and improving what comes of it."""
    dice = np.random.default_rng(seed)
    best, least = camps, block.cost(camps)
    for _ in range(KICKS):
        tried = descended(block, _turned(block, best, dice))
        cost = block.cost(tried)
        if cost < least:
            best, least = tried, cost
    return best


def _spectral(block: Block, dice: np.random.Generator) -> NDArray[np.int64]:
    """The signs of the leading eigenvector of the signed adjacency matrix, by the power method."""
    size = len(block.nodes)
    one, other = np.array(block.one), np.array(block.other)
    weight = np.array(block.weight) * np.array(block.sign)
    heavy = np.bincount(one, np.abs(weight), size) + np.bincount(other, np.abs(weight), size)
    vector, shift = dice.standard_normal(size), heavy.max() / 2  # shifted: its lowest eigenvalues must not lead
    for _ in range(STEPS):
        vector = (
            np.bincount(one, weight * vector[other], size)
            + np.bincount(other, weight * vector[one], size)
            + (shift * vector)
        )
        vector /= np.linalg.norm(vector)
    return np.where(vector >= 0, 1, -1)


def _turned(block: Block, camps: list[int], dice: np.random.Generator) -> list[int]:
    """A partition in which a node and what lies around it have changed sides."""
    made, size = list(camps), len(camps)
    near, wanted = [int(dice.integers(size))], int(dice.integers(2, max(3, size // 4)))
    inside = set(near)
    for node in near:
        for _, other in block.around[node]:
            if other not in inside and len(near) < wanted:
                inside.add(other)
                near.append(other)
    for node in near:
        made[node] = -made[node]
    return made


def descended(block: Block, camps: list[int]) -> list[int]:
    """A partition improved by moving single nodes as long as that frustrates less; the list given is used up."""
    pull = [0] * len(camps)  # how much more a node's ties hold it where it is than they drive it away
    for a, b, sign, weight in zip(block.one, block.other, block.sign, block.weight, strict=True):
        held = weight if camps[a] == sign * camps[b] else -weight
        pull[a] += held
        pull[b] += held
    driven = [node for node, held in enumerate(pull) if held < 0]
    while driven:
        node = driven.pop()
        if pull[node] < 0:
            camps[node] = -camps[node]
            pull[node] = -pull[node]
            for tie, other in block.around[node]:
                kept = camps[node] == block.sign[tie] * camps[other]
                pull[other] += 2 * block.weight[tie] if kept else -2 * block.weight[tie]
                if pull[other] < 0:
                    driven.append(other)
    return camps


def from_values(block: Block, values: NDArray[np.float64]) -> list[int]:
    """The partition that a relaxed solution suggests: ties taken as kept from the least frustrated on, so long as they
    close no circle (Kruskal's tree); then improved."""
    camp = [1] * len(block.nodes)
    home = [*range(len(camp))]
    members = [[node] for node in home]
    for tie in np.argsort(values, kind="stable").tolist():
        a, b = block.one[tie], block.other[tie]
        if home[a] != home[b]:
            if len(members[home[a]]) < len(members[home[b]]):
                a, b = b, a
            turn = camp[a] * camp[b] * block.sign[tie]
            moved, target = members[home[b]], home[a]
            for node in moved:
                home[node] = target
                camp[node] *= turn
            members[target] += moved
            if len(members[target]) == len(camp):
                break
    return descended(block, camp)
