"""CINC from its components: the mean of the shares that are known (Singer, Bremer & Stuckey 1972; NMC codebook).

A component that is missing for a state is left out of that state's mean and counted nowhere as zero. As a consequence
the indices of a year do not sum to 1 (1.0747 in 1860): renormalise before speaking of shares of the system.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["COMPONENTS", "Floats", "cinc_of", "component_shares", "normalised", "six_of"]

Floats = NDArray[np.float64]

COMPONENTS: Final = ("milex", "milper", "irst", "pec", "tpop", "upop")
"""Military expenditure and personnel, iron and steel, energy, total and urban population."""


def component_shares(components: Floats) -> Floats:
    """Each state's share of the known total of each component; NaN where unknown, or where the total is 0.

    `components`: (states, components), NaN where missing; any units, a component apart.
    """
    totals = np.nansum(components, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(totals > 0, components / totals, np.nan), dtype=np.float64)


def cinc_of(components: Floats) -> Floats:
    """The index of each state, 0 to 1; NaN for a state of which no component is known.

    `components`: (states, components), NaN where missing. Reference: Singer, Bremer & Stuckey 1972.

    >>> cinc_of(np.array([[30.0, 80.0], [70.0, np.nan], [np.nan, 20.0]])).tolist()
    [0.55, 0.7, 0.2]
    """
    shares = component_shares(components)
    known = ~np.isnan(shares)
    count = known.sum(axis=1)
    sums = np.where(known, shares, 0.0).sum(axis=1)
    return np.where(count > 0, sums / np.maximum(count, 1), np.nan)


def six_of(components: Floats) -> tuple[Floats, int]:
    """The mean share of each state among these states, over the components known for all of them, and how many those
    are: the procedure of Singer, Bremer & Stuckey (1972) when the states are the major powers. All NaN if none is.

    >>> mean, used = six_of(np.array([[30.0, 80.0, np.nan], [70.0, 20.0, 5.0]]))
    >>> mean.round(6).tolist(), used
    ([0.55, 0.45], 2)
    """
    whole = ~np.isnan(components).any(axis=0) & (np.nansum(components, axis=0) > 0)
    used = int(whole.sum())
    if not used:
        return np.full(len(components), np.nan), 0
    kept = components[:, whole]
    return np.asarray((kept / kept.sum(axis=0)).mean(axis=1), dtype=np.float64), used


def normalised(values: Floats) -> Floats:
    """Values as shares of their known sum; NaN stays NaN, and all are NaN if nothing is known or the sum is 0."""
    total = float(np.nansum(values))
    return values / total if total > 0 else np.full(len(values), np.nan)
