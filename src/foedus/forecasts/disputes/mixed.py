"""A logit with effects of states and of pairs of states: what a pair is apart from what its inputs say.

Each state has an effect, and one more towards the states beside it; each pair has one. All are normal around nil with
given variances; the mode of all at once is found by Newton's method, the pairs eliminated (their block is diagonal).
Variances are those of the normal at the mode. Effects of both sides of a dyad: Gill & Swartz 2001, Canadian Journal of
Statistics 29(2); Hoff 2005, Journal of the American Statistical Association 100(469). Mode and curvature: Breslow &
Clayton 1993, Journal of the American Statistical Association 88(421).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from .logit import BLOCK, Logit, probability, standard

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Mixed", "Pairs", "Variances", "fit_mixed"]

ROUNDS, HALVINGS, ENOUGH = 50, 14, 1e-6
NEVER = 1e12
"""The precision of the effect that states not beside each other have as neighbours: there is none."""


class Variances(msgspec.Struct, frozen=True):
    """Of the effects before anything is seen: of a state, of a state towards its neighbours, of a pair."""

    state: float
    beside: float
    pair: float


class Pairs(msgspec.Struct, frozen=True, eq=False):
    """Pairs of places in a list of `size` states, and whether they are neighbours."""

    one: Array
    two: Array
    near: Array
    size: int


class Mixed(msgspec.Struct, frozen=True, eq=False):
    """What was found: `fixed`, with its covariance; by state its effect and the one towards neighbours (size, 2), with
    their variances; by pair its effect, and the variance of the sum of all effects of the pair."""

    fixed: Logit
    covariance: Array
    states: Array
    state_variance: Array
    pairs: Array
    variance: Array


class Rows(msgspec.Struct, frozen=True, eq=False):
    """Rows sorted by pair: the design, outcome, weight, where each pair begins, the pair of each row; `held`: for each
    pair the places of its effects of states, (pairs, 4); `ridge`, `precision`, `own`: of coefficients, of effects of
    states, of pairs."""

    design: Array
    outcome: Array
    weight: Array
    starts: Array
    pair: Array
    held: Array
    ridge: Array
    precision: Array
    own: float


class Found(msgspec.Struct, frozen=True, eq=False):
    """Coefficients, effects of states, effects of pairs: a point, or a step from one."""

    coef: Array
    states: Array
    pairs: Array

    def moved(self, step: Found, share: float) -> Found:
        """A share of a step further."""
        return Found(self.coef + share * step.coef, self.states + share * step.states, self.pairs + share * step.pairs)


class Curve(msgspec.Struct, frozen=True, eq=False):
    """Slope and curvature at a point: `inner` of the coefficients; `by_pair` between these and each pair, `of_pair`
    between each pair and the effects of its states, `pairs` of the pairs; the slopes of each."""

    inner: Array
    by_pair: Array
    of_pair: Array
    pairs: Array
    slope: Array
    state_slope: Array
    pair_slope: Array


def fit_mixed(
    inputs: Array, outcome: Array, weight: Array, pair: Array, pairs: Pairs, variances: Variances, penalty: float = 1.0
) -> Mixed:
    """The mode of the posterior of coefficients and effects. Rows are given with the number of their pair; each pair
    has a row. Raises ValueError if the outcome does not vary, or no step leads to a maximum."""
    import numpy as np

    if not 0 < outcome.mean() < 1:
        raise ValueError("the outcome does not vary")
    mean, scale = standard(inputs)
    rows = _rows(inputs, (mean, scale), outcome, weight, pair, pairs, variances, penalty)
    point = Found(np.zeros(rows.design.shape[1]), np.zeros(2 * pairs.size + 1), np.zeros(len(pairs.one)))
    point.coef[0] = np.log(outcome.mean())
    value = _loss(rows, point)
    for _ in range(ROUNDS):
        curve = _curve(rows, point)
        point, reached = _searched(rows, point, _step(rows, curve), value)
        if value - reached < ENOUGH * max(abs(value), 1):
            return _described(rows, point, curve, Logit(mean, scale, point.coef), pairs.size)
        value = reached
    raise ValueError("the logit with effects did not converge")


def _rows(
    inputs: Array, standardised: tuple[Array, Array], outcome: Array, weight: Array, pair: Array, pairs: Pairs,
    variances: Variances, penalty: float,
) -> Rows:  # fmt: skip
    import numpy as np

    order = np.argsort(pair, kind="stable")
    design = np.empty((len(inputs), inputs.shape[1] + 1))
    design[:, 0] = 1
    np.subtract(inputs[order], standardised[0], out=design[:, 1:])
    design[:, 1:] /= standardised[1]
    none = 2 * pairs.size
    beside = [np.where(pairs.near, pairs.size + place, none) for place in (pairs.one, pairs.two)]
    precision = np.repeat([1 / variances.state, 1 / variances.beside, NEVER], [pairs.size, pairs.size, 1])
    return Rows(
        design, outcome[order], weight[order], np.searchsorted(pair[order], np.arange(len(pairs.one))), pair[order],
        np.column_stack([pairs.one, pairs.two, *beside]), np.r_[0.0, np.full(inputs.shape[1], penalty)], precision,
        1 / variances.pair,
    )  # fmt: skip


def _eta(rows: Rows, point: Found) -> Array:
    found: Array = rows.design @ point.coef + (point.states[rows.held].sum(axis=1) + point.pairs)[rows.pair]
    return found


def _loss(rows: Rows, point: Found) -> float:
    import numpy as np

    eta = _eta(rows, point)
    prior = rows.ridge @ point.coef**2 + rows.precision @ point.states**2 + rows.own * (point.pairs**2).sum()
    return float(rows.weight @ (np.logaddexp(0, eta) - rows.outcome * eta) + prior / 2)


def _curve(rows: Rows, point: Found) -> Curve:
    import numpy as np

    p = probability(_eta(rows, point))
    left, spread = rows.weight * (rows.outcome - p), rows.weight * p * (1 - p)
    inner, by_pair = _weighed(rows, spread)
    of_pair, left_of_pair = (np.add.reduceat(values, rows.starts) for values in (spread, left))
    return Curve(
        inner + np.diag(rows.ridge), by_pair, of_pair, of_pair + rows.own,
        rows.design.T @ left - rows.ridge * point.coef, _by_state(rows, left_of_pair) - rows.precision * point.states,
        left_of_pair - rows.own * point.pairs,
    )  # fmt: skip


def _by_state(rows: Rows, values: Array) -> Array:
    """Values of pairs, added up for each effect of states that they hold."""
    import numpy as np

    columns = [np.bincount(column, values, len(rows.precision)) for column in rows.held.T]
    found: Array = np.sum(columns, axis=0)
    return found


def _weighed(rows: Rows, spread: Array) -> tuple[Array, Array]:
    """The weighted cross-product of the design, and its weighted sums by pair; some rows at a time, whole pairs."""
    from itertools import pairwise

    import numpy as np

    size = rows.design.shape[1]
    inner, by_pair = np.zeros((size, size)), np.empty((len(rows.starts), size))
    edges = np.unique(np.searchsorted(rows.starts, np.arange(0, len(spread) + BLOCK, BLOCK)))
    for first, last in pairwise(edges.tolist()):
        start = rows.starts[first]
        stop = rows.starts[last] if last < len(rows.starts) else len(spread)
        block = rows.design[start:stop]
        weighed = block * spread[start:stop, None]
        inner += weighed.T @ block
        by_pair[first:last] = np.add.reduceat(weighed, rows.starts[first:last] - start, axis=0)
    return inner, by_pair


def _reduced(rows: Rows, curve: Curve) -> Array:
    """The curvature of coefficients and effects of states where the effects of pairs follow these: Schur's complement.
    What a pair takes up itself is the share `of_pair / pairs` of what it says."""
    import numpy as np

    size, states = len(curve.inner), len(rows.precision)
    made = np.zeros((size + states, size + states))
    made[:size, :size] = curve.inner - curve.by_pair.T @ (curve.by_pair / curve.pairs[:, None])
    made[size:, size:] = np.diag(rows.precision)
    left = rows.own / curve.pairs
    for column in rows.held.T:
        np.add.at(made[size:, :size], column, curve.by_pair * left[:, None])
        for other in rows.held.T:
            cells = np.bincount(column * states + other, curve.of_pair * left, states**2)
            made[size:, size:] += cells.reshape(states, states)
    made[:size, size:] = made[size:, :size].T
    return made


def _step(rows: Rows, curve: Curve) -> Found:
    import numpy as np

    taken = curve.pair_slope / curve.pairs
    slope = np.r_[curve.slope - curve.by_pair.T @ taken, curve.state_slope - _by_state(rows, curve.of_pair * taken)]
    coef, states = np.split(np.linalg.solve(_reduced(rows, curve), slope), [len(curve.inner)])
    moved = curve.by_pair @ coef + curve.of_pair * states[rows.held].sum(axis=1)
    return Found(coef, states, (curve.pair_slope - moved) / curve.pairs)


def _searched(rows: Rows, point: Found, step: Found, value: float) -> tuple[Found, float]:
    """The step, halved until the loss falls; the point itself if it never does."""
    for halving in range(HALVINGS):
        tried = point.moved(step, 0.5**halving)
        reached = _loss(rows, tried)
        if reached <= value:
            return tried, reached
    return point, value


def _described(rows: Rows, point: Found, curve: Curve, fixed: Logit, size: int) -> Mixed:
    """The mode with its variances: of a pair's effects together, by what the reduced curvature leaves."""
    import numpy as np

    covariance, coefs = np.linalg.inv(_reduced(rows, curve)), len(curve.inner)
    effects = covariance.diagonal()[coefs:-1].reshape(2, size).T
    moves = np.zeros((len(curve.pairs), len(covariance)))  # what each pair's sum moves with
    moves[:, :coefs] = -curve.by_pair / curve.pairs[:, None]
    for column in rows.held.T:
        moves[np.arange(len(column)), coefs + column] += rows.own / curve.pairs
    variance = ((moves @ covariance) * moves).sum(axis=1) + 1 / curve.pairs
    return Mixed(
        fixed, covariance[:coefs, :coefs], point.states[:-1].reshape(2, size).T, effects, point.pairs, variance
    )
