"""The level of the times: how many disputes began of late beside how many the model expected.

Coefficients hold what makes pairs differ; how quarrelsome the years are moves. A model trained on the past is corrected
by what was observed since, as known at the end of the year before: m = (n + A) / (n + B), where A are the observed and
B the expected onsets since training, each fading by three tenths a year (a Gamma-Poisson filter: Smith & Miller 1986,
Journal of the Royal Statistical Society B 48(1)). Both constants were chosen on windows of ten
years from 1965 to 2000: with them observed over expected stays within .85 and 1.15 in each, for all pairs and for the
politically relevant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["KEPT", "PRIOR", "SECOND", "counted", "levelled", "levels", "shifted"]

KEPT = 0.7
"""How much of a year's weight is left a year later."""
PRIOR = 20.0
"""The weight of no change at first, in onsets; it fades as they do."""

SECOND = 1.045
"""Onsets in the list of the Correlates of War (5.0) for one of Gibler, Miller and Little's (2.2.1): 750 pairs and years
for 718 in 1991-2010, 709 of them in both."""


def levels(years: Array, outcome: Array, p: Array, first: int, last: int) -> dict[int, float]:
    """The factor of each year of a span, from the outcomes of the span's years before it."""
    made: dict[int, float] = {}
    observed = expected = PRIOR
    for year in range(first, last + 1):
        made[year] = observed / expected
        of = years == year
        observed = KEPT * observed + float(outcome[of].sum())
        expected = KEPT * expected + float(p[of].sum())
    return made


def counted(years: Array, labelled: int) -> Array:
    """How many onsets of each year stand for one of the list that the model is trained on, which ends with a year."""
    import numpy as np

    return np.where(years > labelled, SECOND, 1.0)


def shifted(p: Array, factor: Array | float) -> Array:
    """Probabilities whose odds are multiplied."""
    found: Array = factor * p / (1 - p + factor * p)
    return found


def levelled(years: Array, outcome: Array, p: Array, first: int) -> Array:
    """Probabilities of all rows, each at the level known the year before; outcomes are all known."""
    import numpy as np

    factors = levels(years, outcome, p, first, int(years.max()))
    return shifted(p, np.array([factors[year] for year in years.tolist()]))
