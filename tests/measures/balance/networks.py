"""Signed networks for tests: any small one, known ones, and the index by trying every partition."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from foedus.network import SignedNetwork

LABELS = "ABCDEFGHIJKLMNOP"


def complete(signs: Sequence[int]) -> SignedNetwork:
    """Every two of the first nodes tied, with these signs in order."""
    size = next(n for n in range(2, 17) if n * (n - 1) // 2 == len(signs))
    pairs = [*itertools.combinations(LABELS[:size], 2)]
    return SignedNetwork.of([a for a, _ in pairs], [b for _, b in pairs], signs)


def ring(signs: Sequence[int]) -> SignedNetwork:
    """A cycle with these signs."""
    size = len(signs)
    return SignedNetwork.of(LABELS[:size], LABELS[1:size] + LABELS[0], signs)


def path(signs: Sequence[int]) -> SignedNetwork:
    """A path with these signs."""
    return SignedNetwork.of(LABELS[: len(signs)], LABELS[1 : len(signs) + 1], signs)


def two_camps(one: str, other: str) -> SignedNetwork:
    """Friends within each camp, enemies across."""
    pairs = [*itertools.combinations(one + other, 2)]
    signs = [1 if (a in one) == (b in one) else -1 for a, b in pairs]
    return SignedNetwork.of([a for a, _ in pairs], [b for _, b in pairs], signs)


def random_network(size: int, ties: int, negative: float, seed: int) -> SignedNetwork:
    """So many ties (at the most) between nodes at random."""
    dice = np.random.default_rng(seed)
    one, other = dice.integers(size, size=(2, ties))
    keep = one != other
    low, high = np.minimum(one, other)[keep], np.maximum(one, other)[keep]
    pair = np.unique(low * size + high)
    sign = np.where(dice.random(len(pair)) < negative, -1, 1)
    return SignedNetwork.simple([f"{k:06d}" for k in range(size)], pair // size, pair % size, sign)


@st.composite
def networks(draw: st.DrawFn, largest: int = 9) -> SignedNetwork:
    """Any signed network of so many nodes."""
    size = draw(st.integers(2, largest))
    pairs = [*itertools.combinations(LABELS[:size], 2)]
    signs = draw(st.lists(st.sampled_from((-1, 0, 1)), min_size=len(pairs), max_size=len(pairs)))
    held = [(a, b, s) for (a, b), s in zip(pairs, signs, strict=True) if s]
    return SignedNetwork.of([a for a, _, _ in held], [b for _, b, _ in held], [s for _, _, s in held], LABELS[:size])


def least_frustrated(network: SignedNetwork) -> int:
    """The frustration index by trying every partition."""
    rest = [*itertools.product((1, -1), repeat=network.nodes - 1)]
    camps = np.array([(1, *one) for one in rest])
    return int((camps[:, network.i] * camps[:, network.j] != network.sign).sum(axis=1).min())


def switched(network: SignedNetwork, turned: Sequence[int]) -> SignedNetwork:
    """The network with all ties of some nodes (-1) turned round."""
    side = np.array(turned)
    return SignedNetwork(network.labels, network.i, network.j, network.sign * side[network.i] * side[network.j])
