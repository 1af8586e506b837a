"""What states and pairs of states are apart from geography and power, learnt from their disputes: how quarrelsome.

It is what an installation without imported data knows of the past. Effects are of numbers of the Correlates of War; a
state or a pair that was not learnt from has none, with the variance it would have had before anything was seen.

Effects fade as years pass without anything being learnt: `Kept` is what is left of one a year later. Measured from
1964 on and checked on 1990-2000: peace between neighbours lasts and their quarrels do not, while states that
quarrelled far from home still do and those that did not may begin.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from .mixed import Mixed, Pairs, Variances

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Effects", "Kept", "PairEffect", "StateEffect", "effects_of", "shown"]

NUMBERS = 1000
"""More than any number of the Correlates of War."""
LEAST = 0.1
"""The least effect of a pair that is told, on log odds."""


class Kept(msgspec.Struct, frozen=True):
    """The share of the effects of a pair that is left a year later: of neighbours, or of states that are none; where
    the sum of its effects is above nil, or below."""

    near_above: float
    near_below: float
    far_above: float
    far_below: float


class StateEffect(msgspec.Struct, frozen=True, array_like=True):
    """Of a state: its effect on log odds, what is added to it towards its neighbours, the variances of both."""

    number: int
    effect: float
    beside: float
    variance: float
    beside_variance: float


class PairEffect(msgspec.Struct, frozen=True, array_like=True):
    """Of a pair: its own effect on log odds, and the variance of the sum of its effects and those of its states."""

    one: int
    two: int
    effect: float
    variance: float


class Table(msgspec.Struct, frozen=True, eq=False):
    """Effects as sorted arrays: number and (effect, beside, variance, beside_variance) of states; key
    and (effect, variance) of pairs."""

    numbers: Array
    states: Array
    keys: Array
    pairs: Array


class Effects(msgspec.Struct, frozen=True, dict=True):
    """Effects as a model file has them, with the variances before anything was seen and the half-life, in years, by
    which a year weighed less than the next. Pairs whose own effect is below `least` are left out: for these it is nil.
    """

    half_life: float
    variances: Variances
    kept: Kept
    least: float
    states: tuple[StateEffect, ...]
    pairs: tuple[PairEffect, ...]

    @cached_property
    def table(self) -> Table:
        """The same as arrays, to look many up."""
        import numpy as np

        states = sorted((s.number, s.effect, s.beside, s.variance, s.beside_variance) for s in self.states)
        pairs = sorted((p.one * NUMBERS + p.two, p.effect, p.variance) for p in self.pairs)
        by_state, by_pair = np.array(states).reshape(-1, 5), np.array(pairs).reshape(-1, 3)
        return Table(by_state[:, 0].astype(int), by_state[:, 1:], by_pair[:, 0].astype(int), by_pair[:, 1:])


def shown(found: Mixed, codes: Array, pairs: Pairs, half_life: float, variances: Variances, kept: Kept) -> Effects:
    """What was found, as a model file has it; `codes`: the number of each place."""
    import numpy as np

    seen = np.unique(np.concatenate([pairs.one, pairs.two]))
    states = zip(codes[seen].tolist(), *_rounded(found.states[seen], found.state_variance[seen]), strict=True)
    chosen = np.flatnonzero(np.abs(found.pairs) >= LEAST)
    numbers = (codes[side[chosen]].tolist() for side in (pairs.one, pairs.two))
    own = zip(*numbers, *_rounded(found.pairs[chosen, None], found.variance[chosen, None]), strict=True)
    return Effects(
        half_life, variances, kept, LEAST, tuple(StateEffect(*cells) for cells in states),
        tuple(PairEffect(*cells) for cells in own),
    )  # fmt: skip


def _rounded(*columns: Array) -> list[list[float]]:
    """The columns of matrices as lists, to a thousandth."""
    return [[round(value, 3) for value in column.tolist()] for matrix in columns for column in matrix.T]


def effects_of(effects: Effects, one: Array, two: Array, near: Array, age: Array) -> tuple[Array, Array]:
    """The sum of the effects of pairs, by their two numbers, and its variance, so many years after the last that was
    learnt from."""
    import numpy as np

    table, prior = effects.table, effects.variances
    unseen = np.array([0.0, 0.0, prior.state, prior.beside])
    lower, higher = np.minimum(one, two), np.maximum(one, two)
    first, second = (_found(table.numbers, table.states, side, unseen) for side in (one, two))
    states = first + second
    own = _found(table.keys, table.pairs, lower * NUMBERS + higher, np.array([0.0, np.nan]))
    near = near.astype(float)
    total = states[:, 0] + near * states[:, 1] + own[:, 0]
    variance = np.where(np.isnan(own[:, 1]), states[:, 2] + near * states[:, 3] + prior.pair, own[:, 1])
    left = _left(effects.kept, near, total, age)
    before = 2 * prior.state + 2 * near * prior.beside + prior.pair
    return left * total, left**2 * variance + (1 - left**2) * before


def _found(keys: Array, values: Array, asked: Array, other: Array) -> Array:
    """The values of the keys asked for, `other` where there are none."""
    import numpy as np

    if not len(keys):
        return np.tile(other, (len(asked), 1))
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    found: Array = np.where((keys[at] == asked)[:, None], values[at], other)
    return found


def _left(kept: Kept, near: Array, total: Array, age: Array) -> Array:
    """The share of the effects that is left after so many years."""
    import numpy as np

    above = total > 0
    beside = np.where(above, kept.near_above, kept.near_below)
    apart = np.where(above, kept.far_above, kept.far_below)
    found: Array = np.where(near > 0, beside, apart) ** np.maximum(age, 0)
    return found
