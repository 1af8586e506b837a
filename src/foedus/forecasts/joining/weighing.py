"""What every state weighs in a war that has come so far, by tables of the ties that may come about.

The ties of a state with those who fight are bits of a code: a new ally or enemy sets bits, and what a code makes of the
weight stands in a table. Weights are single-precision numbers; the exponentials are computed with
decimals, so that no machine's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Any, Final

from .entering import FEATURES, NEAR, TIES, Field, level
from .model import CROWD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Array = NDArray[Any]

__all__ = ["SIDES", "UNIT", "Table", "Terms", "end_utilities", "table_of", "terms_of"]

UNIT: Final = 1024
"""Parts of a unit of utility: what is smaller does not count."""

SIDES: Final = {"own": 0, "other": 1, "any": 2}

FARTHEST: Final = 60
"""Utilities beyond this, either way, weigh as if they were so far."""


@dataclass(frozen=True, eq=False)
class Terms:
    """The model on a field, in whole numbers of 1/1024; sets of coefficients stand as rows.

    `still`: sets x states; `met`: sets x ties x count, what a tie adds at each count; `end`: sets x joiners, the
    utility of the end. `ties`: ties x states x states."""

    still: Whole
    met: Whole
    end: Whole
    ties: Flags


def terms_of(
    field: Field, enter: Numbers, end: Numbers, crowd: Numbers, names: tuple[str, ...], start: tuple[Whole, Whole]
) -> Terms:
    """The model on a field of states, for a war that begins between `start`. `enter`: sets x names, the coefficients
    of the features named; `end`: sets x joiners, the utility of the end; `crowd`: what the logarithm of how many could
    enter, in hundreds, adds to it."""
    import numpy as np

    whole = np.zeros((len(enter), len(FEATURES)))
    whole[:, [FEATURES.index(name) for name in names]] = enter
    known = len(TIES) - len(NEAR)
    by_tie = np.concatenate([whole[:, :known], np.repeat(whole[:, known : known + 1], len(NEAR), axis=1)], axis=1)
    deepest = max(most for _, _, most, _ in TIES)
    met = _rounded(by_tie[:, :, None] * level(np.arange(deepest + 1)))
    still = _rounded(whole[:, known + 1 :] @ field.still.T)
    left = np.maximum(2 * (len(field) - sum(map(len, start)) - np.arange(end.shape[1])), 1)
    return Terms(still, met, _rounded(end + crowd[:, None] * np.log(left / CROWD)), field.ties)


def end_utilities(by_class: Numbers, grows: Numbers, counts: tuple[int, ...], most: int) -> Numbers:
    """The utility of the end by set and number of joiners: a constant by class, and what grows with the number."""
    import numpy as np

    joined = np.arange(most + 1)
    place = np.searchsorted(counts, joined, "right") - 1
    made: Numbers = by_class[:, place] + grows[:, None] * np.array([log(1 + n) for n in range(most + 1)])
    return made


def _rounded(values: Numbers) -> Whole:
    import numpy as np

    made: Whole = np.rint(values * UNIT).astype(np.int64)
    return made


@dataclass(frozen=True, eq=False)
class Codes:
    """Ties of one sort as bits. A tie of which several count has as many bits, set one after the other.

    `reach`: what an entry offers to set, a row for each option and one for nobody, by options where the ties ask for a
    side, else by states; `lowest`: the lowest bits of the ties; `factor`: sets x codes, what the bits of a code
    make of a weight."""

    reach: Array
    lowest: int
    factor: Array

    @property
    def nobody(self) -> int:
        """The row of `reach` of an entry that is none."""
        return len(self.reach) - 1


@dataclass(frozen=True, eq=False)
class Table:
    """The weights of a field. An option is a state on a side: all states on side 0, then all on side 1. Who fights
    has the highest bit of `plain` set, and weighs nothing. `still`: sets x states; `end`: sets x joiners."""

    states: int
    plain: Codes
    sided: Codes
    still: Array
    end: Numbers

    def weights(self, sets: Whole, plain: Array, sided: Array, out: Array) -> None:
        """Fills the first options of rows of `out`: rows are standings, of a set and with codes each."""
        import numpy as np

        same = slice(sets[0], sets[0] + 1) if (sets == sets[0]).all() else sets
        base = _of(self.plain, same, plain)
        base *= self.still[same]
        by_side = _of(self.sided, same, sided)
        for side in (slice(self.states), slice(self.states, 2 * self.states)):
            np.multiply(base, by_side[:, side], out=out[:, side])


def _of(codes: Codes, sets: Whole | slice, rows: Array) -> Array:
    """The factors of codes, by the sets of the rows, or by one set for all."""
    import numpy as np

    at, width = rows.astype(np.intp), codes.factor.shape[1]
    at += sets.start * width if isinstance(sets, slice) else (sets * width)[:, None]
    made: Array = codes.factor.ravel().take(at, mode="clip")  # nothing is out of range; clipping is faster
    return made


def table_of(terms: Terms) -> Table:
    """The tables of the model on a field."""
    import numpy as np

    states = terms.ties.shape[-1]
    plain, sided = (_coded(terms, [n for n, t in enumerate(TIES) if (t[1] == "any") == flag]) for flag in (True, False))
    barred = plain.factor.shape[1]
    bars = np.where(np.eye(states, dtype=bool), barred, plain.reach[0, 0].T)  # entrant x state
    by_option = np.zeros((2 * states + 1, 2 * states), dtype=np.int64)
    by_option[:-1] = sided.reach.transpose(0, 3, 1, 2).reshape(2 * states, 2 * states)
    fights = Codes(
        np.concatenate([bars, bars, np.zeros_like(bars[:1])]).astype(np.uint16),
        plain.lowest | barred,
        np.concatenate([plain.factor, np.zeros_like(plain.factor)], axis=1),
    )
    narrow = np.uint8 if sided.factor.shape[1] <= 256 else np.uint16
    asks = Codes(by_option.astype(narrow), sided.lowest, sided.factor)
    return Table(states, fights, asks, _exponential(terms.still).astype(np.float32), _exponential(terms.end))


def _coded(terms: Terms, ties: Sequence[int]) -> Codes:
    """Ties as bits; `reach`: side of the entrant x side of the state x state x entrant."""
    import numpy as np

    states, bits = terms.ties.shape[-1], sum(TIES[n][2] for n in ties)
    codes = np.arange(1 << bits)
    reach = np.zeros((2, 2, states, states), dtype=np.int64)
    utility = np.zeros((len(terms.still), len(codes)), dtype=np.int64)
    lowest = place = 0
    for n in ties:
        _, where, most, _ = TIES[n]
        mask = ((1 << most) - 1) << place
        for entrant, state in ((0, 0), (0, 1), (1, 0), (1, 1)):
            if where == "any" or (where == "own") == (entrant == state):
                reach[entrant, state] |= terms.ties[n] * mask
        lowest |= 1 << place
        for count in range(most):
            adds = terms.met[:, n, count + 1] - terms.met[:, n, count]
            utility += adds[:, None] * ((codes >> place) & 1)
            place += 1
    return Codes(reach, lowest, _exponential(utility).astype(np.float32))


def _exponential(utility: Whole) -> Numbers:
    """The exponential of utilities in 1/1024."""
    import numpy as np

    whole, rest = np.divmod(np.clip(utility, -FARTHEST * UNIT, FARTHEST * UNIT), UNIT)
    units, parts = _powers()
    made: Numbers = units[whole + FARTHEST] * parts[rest]
    return made


@lru_cache(maxsize=1)
def _powers() -> tuple[Numbers, Numbers]:
    """Of whole units from the farthest below to the farthest above, and of 1/1024 of one: by decimals of 40 digits, so
    that no machine's exponential matters."""
    import numpy as np

    with localcontext() as exact:
        exact.prec = 40
        units = [float(Decimal(n).exp()) for n in range(-FARTHEST, FARTHEST + 1)]
        step, value, parts = (Decimal(1) / UNIT).exp(), Decimal(1), []
        for _ in range(UNIT):
            parts.append(float(value))
            value *= step
    return np.array(units), np.array(parts)
