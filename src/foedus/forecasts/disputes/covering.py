"""Whether intervals hold what came: of each pair of states, its onsets over a window of years.

A count is taken as Poisson about a rate that is lognormal: its mean what was expected, its variance that of the log
odds. Most pairs expect no onset at all, so that a count can lie above what was to be expected, never below; where
intervals are right, one pair in forty has a count that as much or more comes to with a chance of one in forty.
"""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["surprise"]

NODES: Final = 31


def surprise(observed: Array, expected: Array, variance: Array) -> Array:
    """The chance of a count above the observed one, and half that of the same, for each pair (the mid-p of Lancaster
    1961, Journal of the American Statistical Association 56(294))."""
    import numpy as np

    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    spread = np.sqrt(variance)[:, None]
    rate = expected[:, None] * np.exp(spread * points - spread**2 / 2)
    found = np.ones(len(observed))
    for count in range(int(observed.max(initial=0)) + 1):
        chance = np.exp(count * np.log(rate) - rate - lgamma(count + 1)) @ (weights / weights.sum())
        found -= np.where(count < observed, chance, np.where(count == observed, chance / 2, 0))
    return found
