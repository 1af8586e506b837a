"""How well probabilities did: discrimination, precision, log loss, calibration; NaN where a mark is not defined.

Rows may weigh more or less than one, as in a bootstrap of whole pairs of states (`intervals`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from .resampling import bounds

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["MARKS", "Scored", "intervals", "marks", "scored"]

CLIP = 1e-7
"""Probabilities are held this far from 0 and 1 where a logarithm is taken."""
TOP = 0.01
"""The share of rows of which `top_recall` and `top_precision` speak."""


class Scored(msgspec.Struct, frozen=True, eq=False):
    """Rows by falling probability: outcome (0, 1), p, weight; `ends`: the last of each run of equal p; `base`: the rate
    of the training years, with which the skills compare."""

    outcome: Array
    p: Array
    weight: Array
    ends: Array
    base: float


def scored(outcome: Array, p: Array, base: float) -> tuple[Scored, Array]:
    """Rows in the order of their probability, and that order."""
    import numpy as np

    order = np.argsort(-p, kind="stable")
    ends = np.flatnonzero(np.r_[np.diff(p[order]) != 0, len(p) > 0])
    return Scored(outcome[order].astype(float), p[order], np.ones(len(p)), ends, base), order


def _hits(rows: Scored) -> tuple[Array, Array]:
    """Positive and negative weight in each run of equal p."""
    import numpy as np

    up = np.diff(np.cumsum(rows.weight * rows.outcome)[rows.ends], prepend=0)
    return up, np.diff(np.cumsum(rows.weight)[rows.ends], prepend=0) - up


def auc(rows: Scored) -> float:
    """The probability that a positive row has the higher p, ties half: Mann and Whitney's statistic."""
    import numpy as np

    up, down = _hits(rows)
    pairs = up.sum() * down.sum()
    return float((down * (np.cumsum(up) - up / 2)).sum() / pairs) if pairs else np.nan


def average_precision(rows: Scored) -> float:
    """The area under precision and recall as a step function; rows of equal p come in together."""
    import numpy as np

    up, down = _hits(rows)
    total = up.sum()
    reached = np.maximum(np.cumsum(up + down), 1e-300)
    return float((up * np.cumsum(up) / reached).sum() / total) if total else np.nan


def _mean(rows: Scored, values: Array) -> float:
    return float(values @ rows.weight / rows.weight.sum())


def _log_loss(rows: Scored, p: Array | float) -> float:
    import numpy as np

    held = np.clip(p, CLIP, 1 - CLIP)
    return _mean(rows, -np.where(rows.outcome == 1, np.log(held), np.log1p(-held)))


def _brier(rows: Scored, p: Array | float) -> float:
    return _mean(rows, (rows.outcome - p) ** 2)


def _gathered(rows: Scored) -> tuple[Array, Array, Array]:
    """Log odds, weight and positive weight of the rows; those whose log odds agree to a thousandth are one."""
    import numpy as np

    held = np.clip(rows.p, CLIP, 1 - CLIP)
    odds = np.log(held / (1 - held))
    starts = np.flatnonzero(np.r_[True, np.diff(np.floor(odds * 1000)) != 0])
    weight = np.add.reduceat(rows.weight, starts)
    mean = np.add.reduceat(rows.weight * odds, starts) / np.maximum(weight, 1e-300)
    return mean, weight, np.add.reduceat(rows.weight * rows.outcome, starts)


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
    size = max(1, round(len(rows.p) * TOP))
    return float(rows.outcome[:size] @ rows.weight[:size]), float(rows.weight[:size].sum())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


Mark = Callable[[Scored], float]

MARKS: Final[Mapping[str, Mark]] = {
    "n": lambda rows: float(rows.weight.sum()),
    "positives": lambda rows: float(rows.outcome @ rows.weight),
    "auc": auc,
    "average_precision": average_precision,
    "brier": lambda rows: _brier(rows, rows.p),
    "log_loss": lambda rows: _log_loss(rows, rows.p),
    "calibration_slope": slope,
    "observed_over_expected": lambda rows: _ratio(float(rows.outcome @ rows.weight), float(rows.p @ rows.weight)),
    "brier_skill": lambda rows: 1 - _ratio(_brier(rows, rows.p), _brier(rows, rows.base)),
    "log_loss_reduction": lambda rows: 1 - _ratio(_log_loss(rows, rows.p), _log_loss(rows, rows.base)),
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
