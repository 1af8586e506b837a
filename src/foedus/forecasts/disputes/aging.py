"""What a forecast is worth whose history is some years old: tried on years not seen, again and again.

Every five years the model is fitted on the years so far. Each later year is then forecast as it would have been with
disputes known up to the year before it, or up to 5, 10 or 15 years earlier, at the level known then. From this come a
calibration for old histories, how far the rates of classes of pairs lay from what was expected of them, and how far
such forecasts would have moved had the disputes since been known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..past import Past
from .dispersion import Counts, counts, dispersions
from .evaluating import BEGIN, REGIONS, Engine, Fitted, by_logit
from .features import COLUMNS, features
from .frame import Frame
from .kinds import KINDS, kinds_of
from .level import levels
from .logit import fit, linear, probability
from .modelfile import KNOT, Aged, Spread

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["AGES", "EVERY", "FEWEST", "Rolled", "aging", "classes_of", "rolled"]

AGES: Final = (5, 10, 15)
"""Years by which histories are made old."""
EVERY: Final = 5
"""Years from one fit to the next, and of a period of classes."""
FEWEST: Final = 20
"""Years of the first fit."""
ONE_IN: Final = 4
"""Of the rows without an onset, one in so many is fitted on, and the intercept put right (King & Zeng 2001, Political
Analysis 9(2))."""
EDGES: Final = (0.0005, 0.002, 0.01, 0.04, 0.16)
"""Classes of probability."""


class Rolled(msgspec.Struct, frozen=True, eq=False):
    """Forecasts of rows (`place` in the frame) from a history of an age: log odds; `fresh`: those by the same
    coefficients from the history of the year before."""

    age: int
    place: Array
    year: Array
    eta: Array
    fresh: Array
    outcome: Array


def aging(
    known: Past, rows: Frame, inputs: Array, outcome: Array, seed: int, engine: Engine = by_logit
) -> tuple[tuple[Aged, ...], Spread]:
    """Measured on rows sorted by year, from `BEGIN` on, with the columns of the model as `inputs` and what came true:
    what old histories are worth, and how far rates of classes lay from what was expected."""
    held = [*rolled(known, rows, inputs, outcome, seed, engine)]
    aged = tuple(_aged(one) for one in held[1:])
    straight = [held[0], *(_straightened(one, line) for one, line in zip(held[1:], aged, strict=True))]
    return aged, _spread(straight, sorts_of(known, rows, inputs))


def rolled(
    known: Past, rows: Frame, inputs: Array, outcome: Array, seed: int, engine: Engine = by_logit
) -> Iterator[Rolled]:
    """The forecasts of every year after the first fit, from histories of no age and of `AGES`."""
    import numpy as np

    fits = dict(_fits(rows, inputs, outcome, seed, engine))
    factors = {origin: _levels(rows, inputs, outcome, origin, found) for origin, found in fits.items()}
    for age in (0, *AGES):
        parts = []
        for year in range(min(fits) + 1 + age, int(rows.year[-1]) + 1):
            of, end = slice(*np.searchsorted(rows.year, (year, year + 1))), year - 1 - age
            origin = max(origin for origin in fits if origin <= end)
            place = np.arange(of.start, of.stop)
            old = features(known, rows.where(place), COLUMNS, end) if age else inputs[of]
            level = np.log(factors[origin][end + 1])
            eta, fresh = (fits[origin](columns) + level for columns in (old, inputs[of]))
            parts.append((place, rows.year[of], eta, fresh, outcome[of]))
        yield Rolled(age, *map(np.concatenate, zip(*parts, strict=True)))


def _fits(rows: Frame, inputs: Array, outcome: Array, seed: int, engine: Engine) -> Iterator[tuple[int, Fitted]]:
    """The model on the years so far, by the last of them."""
    import numpy as np

    random = np.random.Generator(np.random.Philox(seed))
    kept = (outcome == 1) | (random.random(len(outcome)) < 1 / ONE_IN)
    for origin in range(int(rows.year[-1]) - EVERY, BEGIN + FEWEST - 2, -EVERY):
        of = np.flatnonzero(kept[: np.searchsorted(rows.year, origin + 1)])
        yield origin, _put_right(engine(inputs[of], outcome[of]))


def _put_right(found: Fitted) -> Fitted:
    """Log odds at the level of all rows, by what was fitted on one in so many of those without an onset."""
    return lambda asked: found(asked) - log(ONE_IN)


def _levels(rows: Frame, inputs: Array, outcome: Array, origin: int, found: Fitted) -> dict[int, float]:
    """The factors of the years after a fit, up to the next."""
    import numpy as np

    of = slice(*np.searchsorted(rows.year, (origin + 1, origin + EVERY + 1)))
    p = probability(found(inputs[of]))
    return levels(rows.year[of], outcome[of], p, origin + 1, origin + EVERY)


def _aged(held: Rolled) -> Aged:
    """The calibration of forecasts from an old history, and how far they moved."""
    import numpy as np

    columns = np.column_stack([held.eta, np.maximum(held.eta - KNOT, 0)])
    line = fit(columns, held.outcome)
    eta = linear(line, columns)
    slope, bend = (line.coef[1:] / line.scale).tolist()
    moved = np.abs(held.fresh - eta)
    order = np.argsort(moved, kind="stable")
    beyond = np.cumsum(probability(eta)[order])
    half, tenth = np.exp(moved[order][np.searchsorted(beyond, np.array([0.5, 0.9]) * beyond[-1])]).tolist()
    shift = float(line.coef[0] - slope * line.mean[0] - bend * line.mean[1])
    return Aged(held.age, shift, slope, bend, half, tenth)


def _straightened(held: Rolled, line: Aged) -> Rolled:
    return msgspec.structs.replace(held, eta=line.calibrated(held.eta))


def sorts_of(known: Past, rows: Frame, inputs: Array) -> Array:
    """A number for the region and the kind of each row; pairs of two regions are one region."""
    import numpy as np

    region = np.searchsorted([last for _, last in REGIONS], known.codes)
    where = np.where(region[rows.one] == region[rows.two], region[rows.one], len(REGIONS))
    kinds, _ = kinds_of(dict(zip(COLUMNS, inputs.T, strict=True)))
    found: Array = where * len(KINDS) + np.searchsorted(np.sort(KINDS), kinds)
    return found


def classes_of(held: Rolled, sorts: Array) -> Counts:
    """Rows by period, sort and probability, once every period expects as many onsets as it had."""
    import numpy as np

    p = probability(held.eta)
    period = (held.year - held.year[0]) // EVERY
    level = np.bincount(period, held.outcome) / np.bincount(period, p)
    keys = (period * (sorts.max() + 1) + sorts[held.place]) * (len(EDGES) + 1) + np.searchsorted(EDGES, p)
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    return counts(number, held.outcome, p).times(level[period[first]])


def _spread(found: Sequence[Rolled], sorts: Array) -> Spread:
    """The variance between classes by log odds and age, and between years by age."""
    import numpy as np

    classes = [classes_of(held, sorts) for held in found]
    years = [counts(held.year - held.year[0], held.outcome, probability(held.eta)) for held in found]
    apart, of_years = (_joined(parts) for parts in (classes, years))
    ages = [np.log1p(np.repeat([0, *AGES], [len(c.p) for c in parts])) for parts in (classes, years)]
    by_class = dispersions(apart, np.column_stack([Spread.place(apart.p), ages[0]]))
    by_year = dispersions(of_years, ages[1][:, None])
    return Spread(*by_class.tolist(), *by_year.tolist())


def _joined(parts: Sequence[Counts]) -> Counts:
    import numpy as np

    return Counts(*(np.concatenate([getattr(c, name) for c in parts]) for name in ("observed", "expected", "p")))
