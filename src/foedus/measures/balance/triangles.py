"""Finding the triangles of a network with a million ties: by bits where it is dense, tie by tie where it is sparse.

Both put the nodes in the order of their degrees and count a triangle u < v < w at its tie (u, v): the ties that leave a
node upwards are then few even at hubs (Chiba & Nishizeki 1985; Latapy 2008). Memory is bounded whatever the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...network import Ints, SignedNetwork

__all__ = ["by_bits", "listed", "ordered"]

Bits = NDArray[np.uint64]

WEDGES = 1 << 17  # pairs of ties looked up at a time: their arrays stay in the processor's cache
WORDS = 1 << 15  # words of 64 bits compared at a time, for the same reason
BYTES = 1 << 26  # the bit matrices of a block
BLOCKS = 8  # of columns: a tie (u, v) skips those blocks that end before v
SLOTS = 24  # bits of a hash: 16 million slots, of one byte
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # of multiplicative hashing (Knuth, vol. 3, 6.4)
BIT_COST, WEDGE_COST = 3.4, 42.0  # nanoseconds: a word of a tie, a wedge; measured, benchmarks/balance.py


@dataclass(frozen=True, eq=False)
class Ordered:
    """The ties between nodes ranked by degree, `low < high`, sorted; `tie` is the place of each in the network."""

    nodes: int
    low: Ints
    high: Ints
    tie: Ints
    negative: NDArray[np.bool_]

    @property
    def after(self) -> Ints:
        """For each tie the ties of the same lower node that stand after it: the wedges it begins."""
        ends = np.cumsum(np.bincount(self.low, minlength=self.nodes))
        return ends[self.low] - np.arange(1, len(self.low) + 1)

    def dense(self) -> bool:
        """Whether comparing bits costs less than looking up wedges."""
        return len(self.low) * (self.nodes / 64) * BIT_COST < float(self.after.sum()) * WEDGE_COST


def ordered(network: SignedNetwork) -> Ordered:
    """The ties of a network with its nodes ranked by degree."""
    rank = np.empty(network.nodes, dtype=np.int64)
    rank[np.argsort(network.degrees(), kind="stable")] = np.arange(network.nodes)
    one, other = rank[network.i], rank[network.j]
    low, high = np.minimum(one, other), np.maximum(one, other)
    tie = np.argsort(low * network.nodes + high)
    return Ordered(network.nodes, low[tie], high[tie], tie, network.sign[tie] < 0)


def listed(ties: Ordered) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Every triangle once, in portions: the places in `ties` of its three ties.

    Each pair of ties (u, v), (u, w) is a wedge; a byte table of hashes leaves out nearly all that (v, w) does not
    close, a search in the sorted ties the rest.
    """
    pair = ties.low * ties.nodes + ties.high
    known = np.zeros(1 << SLOTS, dtype=bool)
    known[_hash(pair)] = True
    for first, last, count in _portions(ties.after):
        one = np.repeat(np.arange(first, last), count)
        begins = np.cumsum(count) - count
        other = np.arange(len(one)) + np.repeat(np.arange(first + 1, last + 1) - begins, count)
        wanted = ties.high[one] * ties.nodes + ties.high[other]
        likely = np.flatnonzero(known[_hash(wanted)])
        third = np.minimum(np.searchsorted(pair, wanted[likely]), len(pair) - 1)
        closed = pair[third] == wanted[likely]
        yield one[likely[closed]], other[likely[closed]], third[closed]


def _hash(key: Ints) -> Ints:
    return ((key.view(np.uint64) * MULTIPLIER) >> np.uint64(64 - SLOTS)).view(np.int64)


def _portions(count: Ints) -> Iterator[tuple[int, int, Ints]]:
    """Runs of ties that begin so many wedges together, one tie at the least, with the wedges of each."""
    total, first = np.cumsum(count), 0
    while first < len(count):
        before = int(total[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(total, before + WEDGES)))
        yield first, last, count[first:last]
        first = last


def by_bits(ties: Ordered) -> Ints:
    """How many triangles have 0, 1, 2, 3 negative ties.

    A node's higher neighbours are a row of bits; the third nodes of a tie are the common bits of its two rows.
    """
    found = np.zeros(4, dtype=np.int64)
    order = np.argsort(ties.high, kind="stable")
    low, high, negative = ties.low[order], ties.high[order], ties.negative[order]
    words = -(-ties.nodes // 64)
    wide = max(1, min(-(-words // BLOCKS), BYTES // (24 * ties.nodes)))
    for word in range(0, words, wide):
        first, last = np.searchsorted(high, (word * 64, (word + wide) * 64))
        here = slice(int(first), int(last))
        rows = _rows(low[here], high[here] - word * 64, negative[here], (min(ties.nodes, (word + wide) * 64), wide))
        for sign in (False, True):
            which = np.flatnonzero(negative[:last] == sign)
            friends, foes, all_ = (_common(bits, low[which], high[which]) for bits in rows)
            found[sign : sign + 3] += (friends, all_ - friends - foes, foes)
    return found


def _rows(low: Ints, column: Ints, negative: NDArray[np.bool_], shape: tuple[int, int]) -> tuple[Bits, Bits, Bits]:
    """The rows of bits of the positive, the negative and all ties: bit `column` of row `low`."""
    place, bit = low * shape[1] + (column >> 6), np.uint64(1) << (column & 63).astype(np.uint64)
    friends, foes = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64)
    np.bitwise_or.at(friends.reshape(-1), place[~negative], bit[~negative])
    np.bitwise_or.at(foes.reshape(-1), place[negative], bit[negative])
    return friends, foes, friends | foes


def _common(bits: Bits, one: Ints, other: Ints) -> int:
    """The bits that the rows of two nodes have in common, summed over pairs of nodes."""
    step, total = max(1, WORDS // bits.shape[1]), 0
    left, right = (np.empty((step, bits.shape[1]), dtype=np.uint64) for _ in "ab")
    counted = np.empty(left.shape, dtype=np.uint8)
    for first in range(0, len(one), step):
        size = min(step, len(one) - first)
        a, b, c = left[:size], right[:size], counted[:size]
        np.take(bits, one[first : first + size], axis=0, out=a, mode="clip")
        np.take(bits, other[first : first + size], axis=0, out=b, mode="clip")
        total += int(np.bitwise_count(np.bitwise_and(a, b, out=a), out=c).sum(dtype=np.uint32))
    return total
