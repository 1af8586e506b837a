"""The conditional logit (McFadden 1974): which of several alternatives is taken, with ridge penalties, by Newton."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["Choices", "fit", "log_likelihood"]

ROUNDS = 60
ENOUGH = 1e-10


@dataclass(frozen=True, eq=False)
class Choices:
    """Alternatives, those of one choice standing together: their features, which choice they belong to (from 0, in
    order), how often each was taken, and what is added to each one's utility beside the features."""

    features: Numbers
    choice: Whole
    taken: Numbers
    offset: Numbers

    def some(self, kept: NDArray[np.bool_]) -> Choices:
        """The alternatives of some choices, numbered anew."""
        import numpy as np

        _, choice = np.unique(self.choice[kept], return_inverse=True)
        return Choices(self.features[kept], choice, self.taken[kept], self.offset[kept])


def fit(data: Choices, penalty: Numbers, weight: Numbers | None = None) -> Numbers:
    """The coefficients that maximise the log-likelihood less half the penalised squares.

    `weight`: how much each choice counts (by choice). Ties within a choice are counted as by Breslow.
    """
    import numpy as np

    beta = np.zeros(data.features.shape[1])
    size = np.bincount(data.choice, weights=data.taken)
    weight = np.ones(len(size)) if weight is None else weight
    taken = data.taken * weight[data.choice]
    best, share = _objective(data, beta, penalty, taken, size * weight)
    for _ in range(ROUNDS):
        step = _step(data, beta, penalty, taken, size * weight, share)
        length = 1.0
        found, at = _objective(data, beta + step, penalty, taken, size * weight)
        while found < best and length > ENOUGH:
            length /= 2
            found, at = _objective(data, beta + length * step, penalty, taken, size * weight)
        gain, beta, best, share = found - best, beta + length * step, found, at
        if gain < ENOUGH * max(1.0, abs(best)):
            break
    return beta


def log_likelihood(data: Choices, beta: Numbers) -> Numbers:
    """The log-likelihood of each choice."""
    import numpy as np

    share = _shares(data, data.features @ beta + data.offset)[0]
    told = np.where(data.taken > 0, data.taken * np.log(np.maximum(share, 1e-300)), 0.0)
    made: Numbers = np.bincount(data.choice, weights=told).astype(float)
    return made


def _starts(data: Choices) -> Whole:
    import numpy as np

    return np.concatenate([[0], np.flatnonzero(np.diff(data.choice)) + 1])


def _shares(data: Choices, utility: Numbers) -> tuple[Numbers, Numbers]:
    """The probability of each alternative, and of each choice the logarithm of the sum."""
    import numpy as np

    starts = _starts(data)
    top = np.maximum.reduceat(utility, starts)
    grown = np.exp(utility - top[data.choice])
    total = np.add.reduceat(grown, starts)
    return grown / total[data.choice], np.log(total) + top


def _objective(data: Choices, beta: Numbers, penalty: Numbers, taken: Numbers, size: Numbers) -> tuple[float, Numbers]:
    utility = data.features @ beta + data.offset
    share, total = _shares(data, utility)
    return float(taken @ utility - size @ total - 0.5 * penalty @ (beta * beta)), share


def _step(data: Choices, beta: Numbers, penalty: Numbers, taken: Numbers, size: Numbers, share: Numbers) -> Numbers:
    """Newton's step; the information is that of the multinomial within each choice."""
    import numpy as np

    expected = share * size[data.choice]
    slope = (taken - expected) @ data.features - penalty * beta
    mean = np.add.reduceat(share[:, None] * data.features, _starts(data))
    curve = (data.features * expected[:, None]).T @ data.features - (mean * size[:, None]).T @ mean
    made: Numbers = np.linalg.solve(curve + np.diag(np.maximum(penalty, 1e-9)), slope)
    return made
