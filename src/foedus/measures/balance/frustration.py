"""The frustration index: the fewest ties to remove or turn round so that the network falls into two camps."""

from __future__ import annotations

from time import monotonic

import msgspec
import numpy as np

from ...network import Ints, SignedNetwork
from .kernel import Kernel, blocks, kernel
from .settle import Settled, settle

__all__ = ["NO_EDGES", "SECONDS", "Frustration", "frustrated", "frustration"]

SECONDS = 30.0
"""How long a network is searched, if nothing else is asked, before the answer is an interval."""

NO_EDGES = "no_edges: the share of frustrated ties needs at least one tie"


class Frustration(msgspec.Struct, frozen=True):
    """The index as far as it is proven. `lower` and `upper`: bounds, equal where `status` is `exact`; `camps`: a best
    partition found (1, -1), by node, not the only one in general; `ties`: of the network; `left`: the ties that were
    left after contraction; `cycles`, `branches`, `partitions`: how many of a relaxed program, of its division, and of
    parts so small that all were tried."""

    lower: int
    upper: int
    camps: tuple[int, ...]
    ties: int
    left: int
    cycles: int
    branches: int
    partitions: int

    @property
    def status(self) -> str:
        """`exact`, or `interval` if the search was not finished."""
        return "exact" if self.lower == self.upper else "interval"

    @property
    def proof(self) -> str:
        """What proves the value."""
        if self.lower < self.upper:
            return ""
        took = (("branching", self.branches), ("enumeration", self.partitions), ("cycles", self.cycles))
        return next((name for name, count in took if count), "contraction")

    @property
    def index(self) -> int | None:
        """L, where it is proven."""
        return self.upper if self.lower == self.upper else None

    @property
    def normalised(self) -> tuple[float, float] | None:
        """F = 1 - 2L/m (Aref & Wilson 2018), its least and its greatest value; None without ties."""
        return (1 - 2 * self.upper / self.ties, 1 - 2 * self.lower / self.ties) if self.ties else None


def frustration(
    network: SignedNetwork, seed: int = 1, seconds: float = SECONDS, near: tuple[int, ...] = ()
) -> Frustration:
    """The frustration index of a network (Harary 1959; Zaslavsky 1987; Aref, Mason & Wilson 2020), exact with proof, or
    an interval once the time is out.

    The network is contracted without loss; what is left is bounded from below by a covering program over negative
    cycles and from above by partitions; where they do not meet, ties are branched on. `seed` is that of the first
    partitions: it can change which best partition is found, and not the index. `near`: a partition to begin with in
    their place, that of a network much like this one.

    >>> from foedus.network import SignedNetwork
    >>> found = frustration(SignedNetwork.of("AAB", "BCC", (-1, -1, -1)))
    >>> found.index, found.proof
    (1, 'contraction')
    """
    until = monotonic() + seconds
    small = kernel(network)
    parts = blocks(small.rows)
    settled = [settle(part, seed, until, [near[node] for node in part.nodes] if near else []) for part in parts]
    camps = _joined(small, [part.nodes for part in parts], settled)
    return Frustration(
        small.lost + sum(one.lower for one in settled),
        small.lost + sum(one.upper for one in settled),
        tuple(camps),
        network.ties,
        sum(len(part.one) for part in parts),
        sum(one.cycles for one in settled),
        sum(one.branches for one in settled),
        sum(one.partitions for one in settled),
    )


def frustrated(network: SignedNetwork, camps: tuple[int, ...]) -> Ints:
    """The places of the ties that a partition frustrates."""
    sides = np.array(camps, dtype=np.int64)
    return np.flatnonzero(network.sign != sides[network.i] * sides[network.j])


def _joined(small: Kernel, nodes: list[list[int]], settled: list[Settled]) -> list[int]:
    """The sides of all nodes: each part is turned to agree with the node that it shares with those before it."""
    camps = [0] * len(small.rows)
    for mine, one in zip(nodes, settled, strict=True):
        turn = next((camps[node] * side for node, side in zip(mine, one.camps, strict=True) if camps[node]), 1)
        for node, side in zip(mine, one.camps, strict=True):
            camps[node] = turn * side
    return small.expanded([side or 1 for side in camps])
