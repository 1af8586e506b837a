"""A signed network: who is tied to whom, each tie positive (friends) or negative (foes); undirected and simple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import DataError

__all__ = ["Ints", "SignedNetwork", "wrong_tie"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SignedNetwork:
    """Nodes by label and ties by the places of their two nodes: `i < j`, sorted by i and j, each tie once, `sign` 1 or
    -1; three arrays of one length. A node may be without ties.

    Made by `of` from labels, or by `simple` from places.
    """

    labels: tuple[str, ...]
    i: Ints
    j: Ints
    sign: Ints

    @classmethod
    def of(
        cls, left: Sequence[str], right: Sequence[str], sign: Sequence[int], nodes: Sequence[str] = ()
    ) -> SignedNetwork:
        """The network of ties given by labels, and of `nodes` that may have none; nodes in the order of their labels.

        A tie given twice with one sign counts once. Raises DataError for a loop, a sign that is neither 1 nor -1, or
        a tie with two signs, with the number of the tie (from 1).
        """
        labels = tuple(sorted({*left, *right, *nodes}))
        place = {label: k for k, label in enumerate(labels)}
        one, other, signs = places(left, place), places(right, place), np.asarray(sign, dtype=np.int64)
        found = wrong_tie(one, other, signs)
        if found:
            raise DataError(f"tie {found[0] + 1} ({left[found[0]]}-{right[found[0]]}): {found[1]}")
        return cls.simple(labels, one, other, signs)

    @classmethod
    def simple(cls, labels: Sequence[str], one: Ints, other: Ints, sign: Ints) -> SignedNetwork:
        """The network of ties given by places in `labels`, in any order and direction, already found right
        (`wrong_tie`)."""
        size = len(labels)
        key = np.sort((np.minimum(one, other) * size + np.maximum(one, other)) * 2 + (sign < 0))
        key = key[np.append(True, key[1:] != key[:-1])[: len(key)]]  # faster than np.unique
        pair = key >> 1
        return cls(tuple(labels), pair // max(size, 1), pair % max(size, 1), 1 - 2 * (key & 1))

    @property
    def nodes(self) -> int:
        """How many nodes there are, those without ties included."""
        return len(self.labels)

    @property
    def ties(self) -> int:
        """How many ties there are."""
        return len(self.i)

    @property
    def negative(self) -> int:
        """How many ties are negative."""
        return int(np.count_nonzero(self.sign < 0))

    def degrees(self) -> Ints:
        """The number of ties of each node."""
        return np.bincount(np.concatenate((self.i, self.j)), minlength=self.nodes)

    def matrix(self, kind: Any = np.float64) -> NDArray[Any]:
        """The signed adjacency matrix, nodes by nodes: 1, -1, or 0 where there is no tie."""
        made = np.zeros((self.nodes, self.nodes), dtype=kind)
        made[self.i, self.j] = self.sign
        made[self.j, self.i] = self.sign
        return made

    def with_tie(self, a: str, b: str, sign: int) -> SignedNetwork:
        """The network with one tie more, or with another sign on a tie that is there; a new label is a new node.

        Raises DataError for a loop, or a sign that is neither 1 nor -1.
        """
        kept = self.without_tie(a, b)
        labels = (*kept.labels, *(x for x in dict.fromkeys((a, b)) if x not in kept.labels))
        ends = np.array([[labels.index(a)], [labels.index(b)]], dtype=np.int64)
        found = wrong_tie(ends[0], ends[1], np.array([sign]))
        if found:
            raise DataError(f"tie {a}-{b}: {found[1]}")
        one, other = np.append(kept.i, ends[0]), np.append(kept.j, ends[1])
        return self.simple(labels, one, other, np.append(kept.sign, sign))

    def without_tie(self, a: str, b: str) -> SignedNetwork:
        """The network without the tie of two nodes; the nodes stay."""
        place = {label: k for k, label in enumerate(self.labels)}
        low, high = sorted((place.get(a, -1), place.get(b, -1)))
        keep = (self.i != low) | (self.j != high)
        return SignedNetwork(self.labels, self.i[keep], self.j[keep], self.sign[keep])

    def sign_of(self, a: str, b: str) -> int:
        """The sign of the tie of two nodes, 0 where there is none."""
        place = {label: k for k, label in enumerate(self.labels)}
        low, high = sorted((place.get(a, -1), place.get(b, -1)))
        found = self.sign[(self.i == low) & (self.j == high)]
        return int(found[0]) if len(found) else 0


def places(labels: Sequence[str], place: dict[str, int]) -> Ints:
    """The places of labels."""
    return np.fromiter(map(place.__getitem__, labels), dtype=np.int64, count=len(labels))


def wrong_tie(one: Ints, other: Ints, sign: Ints) -> tuple[int, str] | None:
    """The first tie that cannot stand in a network, with the reason; None if all can."""
    wrong = _first(np.abs(sign) != 1, "the sign is neither 1 nor -1") or _first(one == other, "a node tied to itself")
    if wrong is None and len(one):
        pair = np.minimum(one, other) * (1 + max(int(one.max()), int(other.max()))) + np.maximum(one, other)
        order = np.argsort(pair, kind="stable")
        same = pair[order][1:] == pair[order][:-1]
        torn = order[1:][same & (sign[order][1:] != sign[order][:-1])]
        if len(torn):
            wrong = int(torn.min()), "the tie stands here with another sign than before"
    return wrong


def _first(wrong: NDArray[np.bool_], reason: str) -> tuple[int, str] | None:
    found = np.flatnonzero(wrong)
    return (int(found[0]), reason) if len(found) else None
