"""Two sides weighed: parity and transition of a dyad, the balance of two coalitions.

Parity and transition: Organski & Kugler 1980. The balance is the share of one side in the capability of both.
"""

from __future__ import annotations

from math import log

import msgspec
import numpy as np
from numpy.typing import NDArray

from .cinc import Floats

__all__ = ["Balance", "Parity", "Transition", "balance_of", "parity_of", "transition_of"]


class Parity(msgspec.Struct, frozen=True):
    """A dyad weighed: the weaker's capability over the stronger's (0 to 1], and which is the stronger: 1 for the first,
    -1 for the second, 0 for neither."""

    ratio: float
    leader: int


class Transition(msgspec.Struct, frozen=True):
    """Who led a dyad in a window: `ratios` first over second by year (NaN where unknown), `leaders` 1, -1, 0 or, where
    unknown, None; `crossings` the first years in which the other side led."""

    years: tuple[int, ...]
    ratios: tuple[float, ...]
    leaders: tuple[int | None, ...]
    crossings: tuple[int, ...]


class Balance(msgspec.Struct, frozen=True):
    """The share of the first coalition in both, 0 to 1, and ln(first / second), infinite against a side of nothing."""

    share: float
    log_odds: float


def parity_of(one: float, other: float) -> Parity | None:
    """The parity of two capabilities; None if one is unknown (NaN), or both are 0.

    >>> parity_of(0.1, 0.4)
    Parity(ratio=0.25, leader=-1)
    """
    if np.isnan(one) or np.isnan(other) or max(one, other) <= 0:
        return None
    return Parity(min(one, other) / max(one, other), (one > other) - (one < other))


def transition_of(years: NDArray[np.int64], one: Floats, other: Floats) -> Transition:
    """Who led in each year, and in which years the lead passed (Organski & Kugler 1980). A year of equality passes
    nothing; across years that are unknown the lead passes in the first known year of the new leader.

    >>> transition_of(np.array([1900, 1901, 1902]), np.array([0.1, 0.2, 0.3]), np.array([0.2, 0.2, 0.2])).crossings
    (1902,)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = one / other
    signs = np.sign(one - other)
    led = np.flatnonzero(np.abs(signs) == 1)
    passed = led[1:][signs[led][1:] != signs[led][:-1]]
    leaders = tuple(None if np.isnan(s) else int(s) for s in signs)
    return Transition(tuple(years.tolist()), tuple(ratios.tolist()), leaders, tuple(years[passed].tolist()))


def balance_of(first: Floats, second: Floats, weights: tuple[Floats, Floats] | None = None) -> Balance | None:
    """The balance of two coalitions, r = C_A / (C_A + C_B), C the sum of the capabilities, each times its weight (the
    probability that the state keeps its word, a discount for distance: Boulding 1962; Bueno de Mesquita 1981).

    None if a capability is unknown, or both sides are empty or have nothing.

    >>> balance_of(np.array([0.25, 0.5]), np.array([0.25]))
    Balance(share=0.75, log_odds=1.0986122886681098)
    """
    if weights is not None:
        first, second = first * weights[0], second * weights[1]
    ours, theirs = float(first.sum()), float(second.sum())
    if np.isnan(ours) or np.isnan(theirs) or ours + theirs <= 0:
        return None
    odds = log(ours / theirs) if ours and theirs else float("inf" if ours else "-inf")
    return Balance(ours / (ours + theirs), odds)
