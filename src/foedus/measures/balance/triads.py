"""Triads by their signs, the degree of balance, and what it would be if signs fell at random."""

from __future__ import annotations

from fractions import Fraction
from math import comb, sqrt

import msgspec
import numpy as np

from ...network import Ints, SignedNetwork
from .triangles import by_bits, listed, ordered

__all__ = ["NO_TRIANGLES", "NO_VARIANCE", "BaseLine", "Triads", "base_line", "census", "triangles_of_ties"]

SMALL = 2500  # nodes: the product of two matrices costs less than looking for triangles
NO_TRIANGLES = "no_triangles: a degree of balance needs at least one triangle"
NO_VARIANCE = "no_variance: shuffling the signs changes nothing here"


class Triads(msgspec.Struct, frozen=True):
    """Triangles by their number of negative ties: +++, ++-, +--, ---."""

    ppp: int
    ppn: int
    pnn: int
    nnn: int

    @property
    def total(self) -> int:
        """All triangles."""
        return self.ppp + self.ppn + self.pnn + self.nnn

    @property
    def balance(self) -> float | None:
        """The degree of balance D3: the share of triangles whose signs multiply to + (Cartwright & Harary 1956);
        None without triangles."""
        return (self.ppp + self.pnn) / self.total if self.total else None

    @property
    def weak_balance(self) -> float | None:
        """The same with three foes counted as balanced (Davis 1967); None without triangles."""
        return 1 - self.ppn / self.total if self.total else None


class BaseLine(msgspec.Struct, frozen=True):
    """The degree of balance when the same ties get the same signs at random: its mean, its standard deviation, and
    how many of them the observed degree lies above the mean (None where there is no deviation)."""

    expected: float
    deviation: float
    z: float | None


def census(network: SignedNetwork) -> Triads:
    """The triangles of a network by their signs.

    >>> from foedus.network import SignedNetwork
    >>> census(SignedNetwork.of("AAB", "BCC", (1, 1, -1)))
    Triads(ppp=0, ppn=1, pnn=0, nnn=0)
    """
    ties = ordered(network)
    if ties.dense():
        return Triads(*by_bits(ties).tolist())
    found = np.zeros(4, dtype=np.int64)
    negative = ties.negative.astype(np.int8)
    for one, other, third in listed(ties):
        found += np.bincount(negative[one] + negative[other] + negative[third], minlength=4)
    return Triads(*found.tolist())


def triangles_of_ties(network: SignedNetwork) -> Ints:
    """In how many triangles each tie stands."""
    if network.nodes <= SMALL:
        tied = np.abs(network.matrix(np.float32))  # counts below 2^24 are exact
        common: Ints = np.rint((tied @ tied)[network.i, network.j]).astype(np.int64)
        return common
    ties = ordered(network)
    found = np.zeros(network.ties, dtype=np.int64)
    for three in listed(ties):
        found += sum(np.bincount(ties.tie[some], minlength=network.ties) for some in three)
    return found


def base_line(network: SignedNetwork, triads: Triads) -> BaseLine | None:
    """Mean and deviation of the degree of balance over all ways to deal the signs out to the ties; None without
    triangles.

    Exact, without draws: two triangles share no tie, one, or all three, so that the variance of the sum of their
    products needs the mean product of three, four and six signs only. About (1 + (2p - 1)^3) / 2 for a share p of
    positive ties.
    """
    total = triads.total
    if not total:
        return None
    pairs = triangles_of_ties(network)
    sharing = int((pairs * (pairs - 1)).sum())
    three, four, six = (_mean_product(network, k) for k in (3, 4, 6))
    variance = total + sharing * four + (total * total - total - sharing) * six - (total * three) ** 2
    expected, deviation = float((1 + three) / 2), sqrt(max(variance, Fraction(0))) / (2 * total)
    observed = (triads.ppp + triads.pnn) / total
    return BaseLine(expected, deviation, (observed - expected) / deviation if deviation else None)


def _mean_product(network: SignedNetwork, size: int) -> Fraction:
    """The mean product of the signs of `size` different ties drawn at random; 0 where there are fewer."""
    negative, positive = network.negative, network.ties - network.negative
    signed = sum((-1) ** k * comb(negative, k) * comb(positive, size - k) for k in range(size + 1))
    return Fraction(signed, comb(network.ties, size) or 1)
