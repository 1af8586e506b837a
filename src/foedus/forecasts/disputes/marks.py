"""How well probabilities did: discrimination, precision, log loss, calibration; NaN where a mark is not defined.

Rows may weigh more or less than one, as in a bootstrap of whole pairs of states (`intervals`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..resampling import bounds

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["MARKS", "Scored", "intervals", "marks", "scored"]

CLIP = 1e-7
"""Probabilities are held this far from 0 and 1 where a logarithm is taken."""
TOP = 0.01
"""The share of rows of which `top_recall` and `top_precision` speak."""


class Scored(msgspec.Struct, frozen=True, eq=False):
    """Rows by falling probability: outcome (0, 1), p, weight; `base`: the rate of the training years, with which the
    skills compare. What a draw of weights leaves as it is stands beside: the log loss and the squared error of each
    row, its log odds, where those begin that agree to a thousandth, the places of positive rows, and for each of these
    the first and the last place of the run of equal p in which it stands."""

    outcome: Array
    p: Array
    weight: Array
    base: float
    loss: Array
    square: Array
    odds: Array
    starts: Array
    positive: Array
    first: Array
    last: Array


def scored(outcome: Array, p: Array, base: float) -> tuple[Scored, Array]:
    """Rows in the order of their probability, and that order."""
    import numpy as np

    order = np.argsort(-p, kind="stable")
    came, given = outcome[order].astype(float), p[order]
    held = np.clip(given, CLIP, 1 - CLIP)
    odds = np.log(held / (1 - held))
    positive = np.flatnonzero(came)
    loss = -np.where(came == 1, np.log(held), np.log1p(-held))
    made = Scored(
        came, given, np.ones(len(p)), base, loss, (came - given) ** 2, odds,
        _begin(np.floor(odds * 1000)), positive, np.searchsorted(-given, -given[positive]),
        np.searchsorted(-given, -given[positive], side="right") - 1,
    )  # fmt: skip
    return made, order


def _begin(values: Array) -> Array:
    """Where runs of equal values begin."""
    import numpy as np

    return np.flatnonzero(np.r_[True, np.diff(values) != 0])


def _reached(rows: Scored) -> tuple[Array, Array, Array, Array]:
    """Of each positive row its weight, the weight of rows before its run of equal p, that up to the run's end, and the
    positive weight up to there."""
    import numpy as np

    whole, weight = np.r_[0.0, np.cumsum(rows.weight)], rows.weight[rows.positive]
    hits = np.r_[0.0, np.cumsum(weight)][np.searchsorted(rows.positive, rows.last, side="right")]
    return weight, whole[rows.first], whole[rows.last + 1], hits


def auc(rows: Scored) -> float:
    """The probability that a positive row has the higher p, ties half: Mann and Whitney's statistic."""
    import numpy as np

    weight, before, until, hits = _reached(rows)
    up, whole = weight.sum(), rows.weight.sum()
    earlier = np.r_[0.0, np.cumsum(weight)][np.searchsorted(rows.positive, rows.first)]
    above = (until - hits + before - earlier) / 2  # negative weight above, that of equal p half
    return float(1 - weight @ above / (up * (whole - up))) if up * (whole - up) else np.nan


def average_precision(rows: Scored) -> float:
    """The area under precision and recall as a step function; rows of equal p come in together."""
    import numpy as np

    weight, _, until, hits = _reached(rows)
    total = weight.sum()
    return float((weight * hits / np.maximum(until, 1e-300)).sum() / total) if total else np.nan


def _mean(rows: Scored, values: Array) -> float:
    return float(values @ rows.weight / rows.weight.sum())


def _rate(rows: Scored) -> float:
    return _mean(rows, rows.outcome)


def _log_loss_of_base(rows: Scored) -> float:
    from math import log, log1p

    rate, held = _rate(rows), min(max(rows.base, CLIP), 1 - CLIP)
    return -rate * log(held) - (1 - rate) * log1p(-held)


def _brier_of_base(rows: Scored) -> float:
    rate = _rate(rows)
    return rate * (1 - rows.base) ** 2 + (1 - rate) * rows.base**2


def _gathered(rows: Scored) -> tuple[Array, Array, Array]:
    """Log odds, weight and positive weight of the rows; those whose log odds agree to a thousandth are one."""
    import numpy as np

    weight = np.add.reduceat(rows.weight, rows.starts)
    mean = np.add.reduceat(rows.weight * rows.odds, rows.starts) / np.maximum(weight, 1e-300)
    return mean, weight, np.add.reduceat(rows.weight * rows.outcome, rows.starts)


def slope(rows: Scored) -> float:
    """The slope of a logit of the outcome on the log odds of p: 1 is calibrated, less is too sure of itself."""
    import numpy as np

    if not 0 < rows.outcome @ rows.weight < rows.weight.sum():
        return np.nan
    odds, weight, hits = _gathered(rows)
    design = np.column_stack([np.ones(len(odds)), odds])
    coef = np.array([0.0, 1.0])
    for _ in range(30):
        now = 1 / (1 + np.exp(-np.clip(design @ coef, -700, 700)))
        curve = (design * (weight * now * (1 - now))[:, None]).T @ design
        step = np.linalg.lstsq(curve, design.T @ (hits - weight * now), rcond=None)[0]
        coef = coef + step * min(1.0, 2 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    return float(coef[1])


def _top(rows: Scored) -> tuple[float, float]:
    """The positive weight among the hundredth of rows with the highest p, and the weight of these."""
    size = max(1, round(len(rows.weight) * TOP))
    return float(rows.outcome[:size] @ rows.weight[:size]), float(rows.weight[:size].sum())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


Mark = Callable[[Scored], float]

MARKS: Final[Mapping[str, Mark]] = {
    "n": lambda rows: float(rows.weight.sum()),
    "positives": lambda rows: float(rows.outcome @ rows.weight),
    "auc": auc,
    "average_precision": average_precision,
    "brier": lambda rows: _mean(rows, rows.square),
    "log_loss": lambda rows: _mean(rows, rows.loss),
    "calibration_slope": slope,
    "observed_over_expected": lambda rows: _ratio(float(rows.outcome @ rows.weight), float(rows.p @ rows.weight)),
    "brier_skill": lambda rows: 1 - _ratio(_mean(rows, rows.square), _brier_of_base(rows)),
    "log_loss_reduction": lambda rows: 1 - _ratio(_mean(rows, rows.loss), _log_loss_of_base(rows)),
    "top_recall": lambda rows: _ratio(_top(rows)[0], float(rows.outcome @ rows.weight)),
    "top_precision": lambda rows: _ratio(*_top(rows)),
}
"""The table of an evaluation, in its order."""


def marks(outcome: Array, p: Array, base: float) -> dict[str, float]:
    """Every mark of rows by its name. There is at least one row."""
    rows, _ = scored(outcome, p, base)
    return {name: mark(rows) for name, mark in MARKS.items()}


def intervals(
    outcome: Array, p: Array, base: float, groups: Array, draws: int, seed: int
) -> dict[str, tuple[float, float]]:
    """The 95 % interval of every mark by drawing whole groups of rows (numbers from 0) with replacement; those of n and
    of the positives would say nothing and are left out."""
    import numpy as np

    rows, order = scored(outcome, p, base)
    part = groups[order]
    size = int(part.max()) + 1
    random = np.random.Generator(np.random.Philox(seed))
    drawn: dict[str, list[float]] = {name: [] for name in [*MARKS][2:]}
    for _ in range(draws):
        weight = np.bincount(random.integers(0, size, size), minlength=size)[part].astype(float)
        weighed = msgspec.structs.replace(rows, weight=weight)
        for name, values in drawn.items():
            values.append(MARKS[name](weighed))
    return {name: bounds(np.array(values)) for name, values in drawn.items()}
