"""Intervals by drawing the cases again: whole cases with replacement, the same draws for whatever is compared."""

from __future__ import annotations

from math import erfc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["COVERED", "NORMAL", "bounds", "drawn_means", "resampled", "share_bounds", "wilson"]

COVERED = 0.95
"""The share of the draws that an interval covers."""

NORMAL = 1.959964
"""The quantile of the normal distribution that goes with it."""


def resampled(cases: int, draws: int, seed: int) -> Floats:
    """How often each case stands in each draw: draws x cases, every row summing to `cases` (Efron 1979)."""
    import numpy as np

    chosen = np.random.default_rng(seed).multinomial(cases, np.full(cases, 1 / cases), draws)
    return chosen.astype(np.float64)


def drawn_means(values: Floats, weights: Floats) -> Floats:
    """The mean of values (cases, or cases x columns) in each draw. Values must not hold NaN."""
    found: Floats = weights @ values / weights.shape[1]
    return found


def bounds(drawn: Floats, cases: int = 0, z: float = NORMAL) -> tuple[float, float]:
    """The middle 95 % of what was drawn, or what another quantile of the normal distribution asks for, by the
    percentiles; with a number of `cases`, by percentiles further out, as few cases ask for (the expanded percentile
    interval, Hesterberg 2015: for 8 cases the 0.6th and the 99.4th)."""
    import numpy as np

    tail = _tail(cases, z) if cases > 1 else erfc(z / 2**0.5) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def _tail(cases: int, z: float) -> float:
    """The share below the lower bound: of a normal at the quantile of Student's t, stretched by n / (n - 1)."""
    v = cases - 1
    t = z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
    t += (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    return erfc(t * (cases / v) ** 0.5 / 2**0.5) / 2


def share_bounds(value: float, drawn: Floats, cases: int) -> tuple[float, float]:
    """The interval of a share by its draws; where all cases agree, and every draw with them, Wilson's."""
    if value in (0.0, 1.0):
        return wilson(round(value * cases), cases)
    low, high = bounds(drawn, cases)
    return min(low, value), max(high, value)


def wilson(hits: int, trials: int, z: float = NORMAL) -> tuple[float, float]:
    """The interval of a proportion (Wilson 1927), which stays inside 0 and 1; 0 to 1 without trials."""
    if not trials:
        return 0.0, 1.0
    share, spread = hits / trials, z * z / trials
    middle = share + spread / 2
    reach = z * (share * (1 - share) / trials + spread / trials / 4) ** 0.5
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))
