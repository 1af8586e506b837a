"""Similarity of alliance portfolios: how alike the pledges of two states to all the states of a year are.

The portfolio of a state is its row in the matrix of ties of a year: for each of the N states of the system, itself
included, the level of what it owes it: 0 nothing, 1, 2, 3. To itself every state owes the highest level. Of a pair
everything follows from its table of 4 x 4 counts, n(a, b): to how many states the first owes level a and the second
level b; and the tables of all pairs of a year are one product of matrices.

With x, y the two portfolios, p and q the shares of each level in them:

- S (Signorino & Ritter 1999): 1 - 2 sum(d) / (N dmax), d the squared or the absolute difference; -1 to 1.
- pi (Scott 1955): (Po - Pe) / (1 - Pe), Po the share of equal levels, Pe = sum over levels of ((p + q) / 2)^2.
- kappa (Cohen 1968; Hage 2011), quadratic weights on the levels as they are: 1 - sum(x - y)^2 / expected, the latter
  if the two were independent: sum x^2 + sum y^2 - 2 sum x sum y / N. Levels that no state of the pair uses change
  nothing: the scale stays 0 to 3.
- tau-b (Kendall 1938; Bueno de Mesquita 1975): (C - D) / sqrt(Tx Ty), C and D the concordant and discordant pairs of
  states, T the pairs to which a state owes different levels.

What is undefined is NaN: pi, kappa and tau-b of portfolios that do not vary. S is near 1 for any two states without
allies; pi and kappa are corrected for that. tau-b measures association and not likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.integer]
    Real = NDArray[np.float64]

__all__ = ["LEVELS", "MEASURES", "YearPairs", "by_year", "matrix", "similarity", "triangle"]

MEASURES = ("sallyvs", "sallyva", "sallybs", "sallyba", "pallyv", "pallyb", "kallyv", "kallyb", "taub")
"""The measures by their published names: S, pi, kappa of valued (v), binary (b) portfolios; s squared, a absolute."""

LEVELS = 4
HIGHEST = LEVELS - 1

_LEVEL = np.arange(LEVELS)
_GAP = _LEVEL[:, None] - _LEVEL[None, :]
_LIVE = _LEVEL > 0
_WEIGHTS = np.stack(
    [_GAP**2, np.abs(_GAP), _GAP == 0, _LIVE[:, None] != _LIVE[None, :]]
).reshape(4, -1).astype(float)  # fmt: skip
"""What each cell of a table of counts adds: squared and absolute distance, agreement, disagreement of the binary."""
_ORDER = np.kron(np.sign(_GAP), np.sign(_GAP)).astype(float)
"""Of two cells of a table of counts: 1 if the states in them are concordant, -1 if discordant, 0 if tied."""


def matrix(states: int, one: Whole, other: Whole, level: Whole) -> NDArray[np.int8]:
    """The ties of a year, states x states: what the row owes the column, each itself the highest level.

    `one`, `other`: positions of states, from 0; of a pair that is named twice the higher level holds.
    """
    ties = np.zeros((states, states), dtype=np.int8)
    np.maximum.at(ties, (one, other), level.astype(np.int8))
    np.fill_diagonal(ties, HIGHEST)
    return ties


def triangle(states: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of states in the order of every result here: positions of the first and of the second, first < second.

    >>> [part.tolist() for part in triangle(3)]
    [[0, 0, 1], [1, 2, 2]]
    """
    return np.triu_indices(states, 1)


def similarity(ties: Whole, names: Iterable[str] = MEASURES) -> dict[str, Real]:
    """The named measures of all pairs of rows, in the order of `triangle`; NaN where one is undefined.

    `ties`: states x others, levels 0 to 3 (`matrix`). Raises ValueError for another level or name. Three states, of
    which the first two owe each other defence (3) and the second owes the third neutrality (2):

    >>> found = similarity(np.array([[3, 3, 0], [3, 3, 2], [0, 0, 3]]), ("sallyvs", "sallyba", "kallyb"))
    >>> {name: [round(float(v), 4) for v in values] for name, values in found.items()}
    {'sallyvs': [0.7037, -1.0, -0.4074], 'sallyba': [0.3333, -1.0, -0.3333], 'kallyb': [0.0, -0.8, 0.0]}
    """
    wanted = tuple(names)
    if unknown := set(wanted) - set(MEASURES):
        raise ValueError(f"no such measure: {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}")
    if ties.size and not 0 <= ties.min() <= ties.max() <= HIGHEST:
        raise ValueError(f"levels are 0 to {HIGHEST}")
    one, other = triangle(len(ties))
    onehot = (ties[None, :, :] == _LEVEL[:, None, None]).astype(np.float32)  # level x states x others
    counts = onehot.sum(axis=2, dtype=np.float64)
    tables = _tables(onehot, counts, one, other)
    squared, absolute, agreed, apart = _WEIGHTS @ tables
    live = np.stack([counts[0], counts[1:].sum(axis=0)])
    others = ties.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        made: dict[str, Callable[[], Real]] = {
            "sallyvs": lambda: 1 - 2 * squared / (others * HIGHEST**2),
            "sallyva": lambda: 1 - 2 * absolute / (others * HIGHEST),
            "sallybs": lambda: 1 - 2 * apart / others,
            "sallyba": lambda: 1 - 2 * apart / others,
            "pallyv": lambda: _pi(agreed, counts[:, one] + counts[:, other], others),
            "pallyb": lambda: _pi(others - apart, live[:, one] + live[:, other], others),
            "kallyv": lambda: _kappa(squared, counts, one, other),
            "kallyb": lambda: _kappa(apart, live, one, other),
            "taub": lambda: _taub(tables, counts, one, other),
        }
        return {name: made[name]() for name in wanted}


def _tables(onehot: NDArray[np.float32], counts: Real, one: Whole, other: Whole) -> Real:
    """The table of counts of each pair, cells x pairs. Level 0 follows from the margins, so the product is of three."""
    states, others = onehot.shape[1:]
    held = onehot[1:].reshape(HIGHEST * states, others)
    shared = (held @ held.T).reshape(HIGHEST, states, HIGHEST, states)  # whole numbers below 2^24: exact
    tables, pairs = np.empty((LEVELS, LEVELS, len(one))), one * states + other
    for a in range(HIGHEST):
        for b in range(HIGHEST):
            tables[a + 1, b + 1] = shared[a, :, b, :].ravel().take(pairs)
    for level in range(1, LEVELS):
        tables[level, 0] = counts[level].take(one) - tables[level, 1:].sum(axis=0)
    for level in range(LEVELS):
        tables[0, level] = counts[level].take(other) - tables[1:, level].sum(axis=0)
    return tables.reshape(LEVELS * LEVELS, -1)


def _pi(agreed: Real, used: Real, others: int) -> Real:
    """Scott's pi; `used`: how often each level stands in the two portfolios together."""
    chance = np.square(used / (2 * others)).sum(axis=0)
    return np.where(chance < 1, (agreed / others - chance) / (1 - chance), np.nan)


def _kappa(distance: Real, counts: Real, one: Whole, other: Whole) -> Real:
    """Cohen's kappa with quadratic weights; `counts`: how often each level stands in the portfolio of a state."""
    level = np.arange(len(counts), dtype=float)
    sums, squares, others = level @ counts, level**2 @ counts, counts[:, :1].sum()
    # times N, so that it is a whole number, and 0 exactly where neither portfolio varies
    expected = others * (squares[one] + squares[other]) - 2 * sums[one] * sums[other]
    return np.where(expected > 0, 1 - others * distance / expected, np.nan)


def _taub(tables: Real, counts: Real, one: Whole, other: Whole) -> Real:
    """Kendall's tau-b from the tables of counts."""
    excess = np.einsum("cp,cp->p", tables, _ORDER @ tables) / 2
    others = counts[:, :1].sum()
    varied = (others**2 - np.square(counts).sum(axis=0)) / 2  # pairs of others to which a state owes different levels
    scale = np.sqrt(varied[one] * varied[other])
    return np.where(scale > 0, excess / scale, np.nan)


class YearPairs(NamedTuple):
    """All pairs of the states of a year: codes of the first and of the second, and the measures by name."""

    year: int
    one: Whole
    other: Whole
    values: dict[str, Real]


def by_year(
    members: tuple[Whole, Whole], ties: tuple[Whole, Whole, Whole, Whole], names: Iterable[str] = MEASURES
) -> Iterator[YearPairs]:
    """The measures of all pairs, year by year, so that no more than a year is held.

    `members`: year and code of each state of the system, in order of both. `ties`: year, the two codes, the level, in
    order of the year; those of states that are not in the system that year are left out.
    """
    wanted = tuple(names)
    years, starts = np.unique(members[0], return_index=True)
    bounds = np.searchsorted(ties[0], [years, years + 1])
    for year, states, low, high in zip(years, np.split(members[1], starts[1:]), *bounds, strict=True):
        named = tuple(part[low:high] for part in ties[1:])
        one, other = triangle(len(states))
        found = similarity(_year_matrix(states, *named), wanted)
        yield YearPairs(int(year), states[one], states[other], found)


def _year_matrix(states: Whole, one: Whole, other: Whole, level: Whole) -> NDArray[np.int8]:
    known = np.isin(one, states) & np.isin(other, states)
    first, second = (np.searchsorted(states, part[known]) for part in (one, other))
    return matrix(len(states), first, second, level[known])
