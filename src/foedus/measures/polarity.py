"""Polarity (how many powers) and polarisation (how far they form camps): different things, never under one word.

A multipolar system can be polarised. Polarity comes from the shares of the major powers alone; cluster polarity from
the shares of the poles once allied powers are counted as one; the indices of polarisation from the shares of blocs.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from .cinc import Floats
from .cliques import clique_partition
from .similarity import similarity, triangle

__all__ = [
    "Polarity",
    "Pole",
    "esteban_ray",
    "polarity_of",
    "poles_of",
    "power_bipolarity",
    "reynal_querol",
    "tightness",
]  # fmt: skip

Pole = Literal["unipolar", "near_unipolar", "bipolar", "multipolar"]

ONE: Final = 0.50
NEARLY_ONE: Final = 0.45
SECOND: Final = 0.25


class Polarity(msgspec.Struct, frozen=True):
    """The class of a distribution; `margin`: by how much the share that lies nearest to a threshold would have to move
    for another class, and `nearest`: which share and threshold, and the class beyond it."""

    pole: Pole
    first: float
    second: float
    margin: float
    nearest: str
    beyond: Pole


def polarity_of(shares: Floats) -> Polarity | None:
    """Polarity by thresholds on the shares among the major powers (Modelski 1974; Thompson 1986): unipolar if the first
    has .50; near-unipolar from .45 with a second below .25; bipolar if two have .25; else multipolar. Changes
    of class by a margin of some thousandths are noise. None for fewer than two powers or an unknown share.

    >>> found = polarity_of(np.array([0.4, 0.27, 0.33]))
    >>> found.pole, round(found.margin, 6), found.nearest, found.beyond
    ('bipolar', 0.08, 'second >= 0.25', 'multipolar')
    """
    if len(shares) < 2 or np.isnan(shares).any():
        return None
    first, second = (float(s) for s in np.sort(shares)[::-1][:2])
    tests = (first >= ONE, first >= NEARLY_ONE, second >= SECOND)
    pole = _pole(*tests)
    gaps = (("first", ONE, first), ("first", NEARLY_ONE, first), ("second", SECOND, second))
    found = []
    for number, (name, threshold, value) in enumerate(gaps):
        beyond = _pole(*(test != (place == number) for place, test in enumerate(tests)))
        if beyond != pole:
            found.append((abs(value - threshold), f"{name} >= {threshold}", beyond))
    margin, nearest, beyond = min(found)
    return Polarity(pole, first, second, margin, nearest, beyond)


def _pole(half: bool, nearly: bool, second: bool) -> Pole:
    """The class by the three tests; a second of .25 implies that the first has it too, and that both make .50."""
    if half:
        return "unipolar"
    if second:
        return "bipolar"
    return "near_unipolar" if nearly else "multipolar"


def power_bipolarity(shares: Floats) -> float | None:
    """What the two first powers hold of what all hold, s1 + s2 (Wayman 1984); None for fewer than two powers.

    >>> round(power_bipolarity(np.array([0.3, 0.45, 0.25])), 6)
    0.75
    """
    if len(shares) < 2 or np.isnan(shares).any():
        return None
    return float(np.sort(shares)[-2:].sum())


def poles_of(allied: NDArray[np.bool_], weight: Floats) -> NDArray[np.int64]:
    """The pole of each power once allied powers are counted as one (Wayman 1984), numbered by its least power: the
    heaviest group of powers each of which is allied to every other, then the heaviest of the rest. A chain of alliances
    makes no pole: in 1950 one ran from Washington over London and Moscow to Peking.

    `allied`: (n, n), symmetric, among the powers alone; `weight`: (n,).

    >>> chain = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool)
    >>> poles_of(chain, np.array([0.5, 0.2, 0.3])).tolist()
    [0, 0, 2]
    """
    ties = {place: frozenset(np.flatnonzero(row).tolist()) - {place} for place, row in enumerate(allied)}
    labels = np.arange(len(allied), dtype=np.int64)
    for group in clique_partition(ties, dict(enumerate(np.nan_to_num(weight).tolist()))):
        labels[list(group)] = group[0]
    return labels


def esteban_ray(shares: Floats, distances: Floats | None = None, alpha: float = 1.0, k: float = 1.0) -> float:
    """Polarisation of Esteban & Ray (1994): k sum_ij p_i^(1 + alpha) p_j d_ij, with 0 < alpha <= 1.6. `shares` of the
    blocs sum to 1; `distances` between blocs are 1 where none are given. One bloc: 0.

    Raises ValueError for an alpha outside its range.

    >>> esteban_ray(np.array([0.5, 0.5]))
    0.25
    """
    if not 0 < alpha <= 1.6:
        raise ValueError(f"alpha is {alpha}; Esteban & Ray's lies above 0 and up to 1.6")
    apart = 1.0 - np.eye(len(shares)) if distances is None else distances
    return float(k * np.power(shares, 1 + alpha) @ apart @ shares)


def reynal_querol(shares: Floats) -> float:
    """Polarisation of Reynal-Querol (2002): 4 sum p^2 (1 - p), from 0 (one bloc) to 1 (two equal halves).

    >>> round(reynal_querol(np.array([1, 1, 1]) / 3), 6)
    0.888889
    """
    return float(4 * (np.square(shares) * (1 - shares)).sum())


def tightness(portfolios: NDArray[np.integer], clusters: NDArray[np.integer]) -> float | None:
    """The mean tau-b of the alliance portfolios of two states of one cluster, over all such pairs (Bueno de Mesquita
    1975); None if no cluster has two states with portfolios that vary. Association, not similarity (Signorino & Ritter
    1999).

    `portfolios`: (n, n), what each state owes each, levels 0 to 3 (`similarity.matrix`); `clusters`: of each state.

    >>> tightness(np.array([[3, 3, 0], [3, 3, 0], [0, 0, 3]]), np.array([0, 0, 1]))
    1.0
    """
    one, other = triangle(len(portfolios))
    found = similarity(portfolios, ("taub",))["taub"][clusters[one] == clusters[other]]
    known = found[~np.isnan(found)]
    return float(known.mean()) if len(known) else None
