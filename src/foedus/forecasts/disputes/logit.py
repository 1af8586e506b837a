"""A logit with a quadratic penalty: Newton's method, coefficients of standardised inputs, the uncertainty of both by a
bootstrap of whole groups of rows.

The bootstrap is of scores (Kline & Santos 2012, Journal of Econometric Methods 1(1)): each draw weighs the groups
anew and takes one Newton step from the estimate, so that 200 draws cost one pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Logit", "bootstrap", "fit", "linear", "mean_probability", "probability", "standard"]

ROUNDS, HALVINGS, ENOUGH = 40, 12, 1e-6
BLOCK = 65_536
"""Rows at a time, so that no copy of the whole matrix is made."""


class Logit(msgspec.Struct, frozen=True, eq=False):
    """Inputs less `mean` over `scale`, an intercept first: `coef` has one more than these."""

    mean: Array
    scale: Array
    coef: Array


def standard(inputs: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of each column; 1 for a column that does not vary."""
    import numpy as np

    scale = inputs.std(axis=0)
    return inputs.mean(axis=0), np.where(scale > 0, scale, 1.0)


def fit(inputs: Array, outcome: Array, penalty: float = 1.0) -> Logit:
    """The logit that maximises the likelihood less half the penalty times the squared coefficients (not the intercept).

    Raises ValueError if the outcome does not vary, or no step leads to a maximum.
    """
    import numpy as np

    rate = float(outcome.mean()) if len(outcome) else 0.0
    if not 0 < rate < 1:
        raise ValueError("the outcome does not vary")
    mean, scale = standard(inputs)
    coef = np.zeros(inputs.shape[1] + 1)
    coef[0] = np.log(rate / (1 - rate))
    ridge = np.r_[0.0, np.full(inputs.shape[1], penalty)]
    model = Logit(mean, scale, coef)
    value = _loss(model, inputs, outcome, ridge)
    for _ in range(ROUNDS):
        slope, curve = _derivatives(model, inputs, outcome, ridge)
        step = np.linalg.solve(curve, slope)
        model, reached = _searched(model, step, value, inputs, outcome, ridge)
        if value - reached < ENOUGH * max(abs(value), 1):
            return model
        value = reached
    raise ValueError("the logit did not converge")


def _searched(
    model: Logit, step: Array, value: float, inputs: Array, outcome: Array, ridge: Array
) -> tuple[Logit, float]:
    """The step, halved until the loss falls; the model itself if it never does."""
    for halving in range(HALVINGS):
        tried = msgspec.structs.replace(model, coef=model.coef + step / 2**halving)
        reached = _loss(tried, inputs, outcome, ridge)
        if reached <= value:
            return tried, reached
    return model, value


def _loss(model: Logit, inputs: Array, outcome: Array, ridge: Array) -> float:
    import numpy as np

    eta = linear(model, inputs)
    return float((np.logaddexp(0, eta) - outcome * eta).sum() + (ridge * model.coef**2).sum() / 2)


def _derivatives(model: Logit, inputs: Array, outcome: Array, ridge: Array) -> tuple[Array, Array]:
    """The slope of the penalised likelihood, and minus its curvature."""
    import numpy as np

    slope, curve = -ridge * model.coef, np.diag(ridge)
    for start in range(0, len(inputs), BLOCK):
        block = _design(model, inputs[start : start + BLOCK])
        p = probability(block @ model.coef)
        slope = slope + block.T @ (outcome[start : start + BLOCK] - p)
        curve = curve + (block * (p * (1 - p))[:, None]).T @ block
    return slope, curve


def _design(model: Logit, inputs: Array) -> Array:
    import numpy as np

    return np.column_stack([np.ones(len(inputs)), (inputs - model.mean) / model.scale])


def linear(model: Logit, inputs: Array) -> Array:
    """The log odds of each row."""
    weights = model.coef[1:] / model.scale
    found: Array = inputs @ weights + (model.coef[0] - model.mean @ weights)
    return found


def probability(eta: Array) -> Array:
    """Log odds as probabilities."""
    import numpy as np

    found: Array = 1 / (1 + np.exp(-np.clip(eta, -700, 700)))
    return found


def mean_probability(eta: Array, variance: Array) -> Array:
    """The mean of probabilities whose log odds are normal, by Gauss and Hermite's quadrature at 9 points."""
    import numpy as np

    points, weights = np.polynomial.hermite_e.hermegauss(9)
    spread = np.sqrt(variance)
    found: Array = np.zeros(np.shape(eta))
    for point, weight in zip(points.tolist(), (weights / weights.sum()).tolist(), strict=True):
        found = found + weight * probability(eta + point * spread)
    return found


def bootstrap(
    model: Logit, inputs: Array, outcome: Array, groups: Array, draws: int, seed: int, penalty: float = 1.0
) -> Array:
    """The covariance of the coefficients over draws of whole groups (numbers from 0) with replacement, (k, k)."""
    import numpy as np

    ridge = np.r_[0.0, np.full(inputs.shape[1], penalty)]
    _, curve = _derivatives(model, inputs, outcome, ridge)
    size = int(groups.max()) + 1
    scores = np.zeros((size, len(model.coef)))
    for start in range(0, len(inputs), BLOCK):
        block, part = _design(model, inputs[start : start + BLOCK]), groups[start : start + BLOCK]
        block *= (outcome[start : start + BLOCK] - probability(block @ model.coef))[:, None]
        np.add.at(scores, part, block)
    random = np.random.Generator(np.random.Philox(seed))
    moves = np.empty((draws, len(model.coef)))
    for draw in range(draws):
        moves[draw] = (np.bincount(random.integers(0, size, size), minlength=size) - 1) @ scores
    found: Array = np.cov(np.linalg.solve(curve, moves.T))
    return found
