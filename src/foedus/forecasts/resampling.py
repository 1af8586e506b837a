"""Intervals by drawing the cases again: whole cases with replacement, the same draws for whatever is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["COVERED", "bounds", "drawn_means", "resampled", "wilson"]

COVERED = 0.95
"""The share of the draws that an interval covers."""


def resampled(cases: int, draws: int, seed: int) -> Floats:
    """How often each case stands in each draw: draws x cases, every row summing to `cases` (Efron 1979)."""
    import numpy as np

    chosen = np.random.default_rng(seed).multinomial(cases, np.full(cases, 1 / cases), draws)
    return chosen.astype(np.float64)


def drawn_means(values: Floats, weights: Floats) -> Floats:
    """The mean of values (cases, or cases x columns) in each draw. Values must not hold NaN."""
    found: Floats = weights @ values / weights.shape[1]
    return found


def bounds(drawn: Floats, covered: float = COVERED) -> tuple[float, float]:
    """The middle of what was drawn: from the 2.5th to the 97.5th percentile for .95."""
    import numpy as np

    low, high = np.quantile(drawn, [(1 - covered) / 2, (1 + covered) / 2])
    return float(low), float(high)


def wilson(hits: int, trials: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval of a proportion (Wilson 1927), which stays inside 0 and 1; 0 to 1 without trials."""
    if not trials:
        return 0.0, 1.0
    share, spread = hits / trials, z * z / trials
    middle = share + spread / 2
    reach = z * (share * (1 - share) / trials + spread / trials / 4) ** 0.5
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))
