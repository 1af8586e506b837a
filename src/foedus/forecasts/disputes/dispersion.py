"""How far what came true lies from what was expected, class of rows by class, beyond what chance does to counts.

A class is a set of rows that a reader would call alike. Its observed count is taken as Poisson about the expected one
times a factor that varies between classes as a Gamma does, with mean one (Greenwood & Yule 1920, Journal of the Royal
Statistical Society 83(2); Lawless 1987, Canadian Journal of Statistics 15(3)). The variance of the factor is what is
found here: of a forecast that is right on average it says how wrong it may be for forecasts like it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Counts", "counts", "dispersion", "dispersions"]

FIRST_STEP, LAST_STEP = 1.0, 1e-3
LEAST, MOST = 1e-6, 1e3
"""Variances outside these are taken as these."""
START: Final = -1.0
"""The log variance at which the search begins."""


class Counts(msgspec.Struct, frozen=True, eq=False):
    """Classes: how many rows came true, how many were expected, their mean probability (each row by its own)."""

    observed: Array
    expected: Array
    p: Array

    def times(self, factor: Array | float) -> Counts:
        """The same with other expected counts."""
        return msgspec.structs.replace(self, expected=self.expected * factor)


def counts(number: Array, outcome: Array, p: Array) -> Counts:
    """The classes of rows, of which each has the number of its class, 0 and up. Classes without rows are left out."""
    import numpy as np

    expected = np.bincount(number, p)
    held = expected > 0
    squares = np.bincount(number, p * p)[held] / expected[held]
    return Counts(np.bincount(number, outcome)[held], expected[held], squares)


def dispersion(found: Counts) -> float:
    """The variance of the factor of the odds between classes, one for all, beyond that of counts."""
    import numpy as np

    return float(np.exp(dispersions(found, np.zeros((len(found.p), 0)))[0]))


def dispersions(found: Counts, inputs: Array) -> Array:
    """Coefficients of the log of that variance, by the most likely: a constant, then one for each column of `inputs`
    (a row for each class).

    The variance is of a factor of odds: that of a rate is smaller by the square of 1 - p. The search goes along the
    axes, with steps that are halved (compass search: Kolda, Lewis & Torczon 2003, SIAM Review 45(3)).
    """
    import numpy as np

    design = np.column_stack([np.ones(len(found.p)), inputs])
    place: Array = np.eye(1, design.shape[1])[0] * START
    best, step = _likelihood(found, design @ place), FIRST_STEP
    while step > LAST_STEP:
        tries = [place + sign * step * axis for axis in np.eye(len(place)) for sign in (1, -1)]
        reached = [_likelihood(found, design @ tried) for tried in tries]
        if max(reached) > best:
            best, place = max(reached), tries[int(np.argmax(reached))]
        else:
            step /= 2
    return place


def _likelihood(found: Counts, log_variance: Array) -> float:
    """Of the counts as negative binomial, but for what does not depend on the variance."""
    import numpy as np

    variance = np.clip(np.exp(log_variance) * (1 - found.p) ** 2, LEAST, MOST)
    size = 1 / variance
    made = size * -np.log1p(variance * found.expected) + found.observed * np.log(
        found.expected / (size + found.expected)
    )
    # log Gamma(observed + size) - log Gamma(size), term by term: counts are small
    for term in range(int(found.observed.max(initial=0))):
        made += np.where(found.observed > term, np.log(size + term), 0)
    return float(made.sum())
