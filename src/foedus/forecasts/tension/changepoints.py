"""Where the level of a series changes: PELT proposes, and what stands out from noise that hangs together is kept.

Counts of events are skewed, heavy in the tail and alike from week to week, and each of these makes a method for white
noise see changes where there are none. Therefore values are taken by their ranks, as normal scores (van der Waerden);
PELT (Killick, Fearnhead & Eckley 2012) finds the segmentation of least squared deviations plus a penalty exactly, and
proposes many changes; then the change that the likelihood of an autoregression of order one supports least, with its
autocorrelation estimated anew, is given up, until each that is left is needed. How much it must be needed by stands in
`penalties.toml`, beside the penalties of PELT: one in 1, 5 or 10 of 100 series without a change shows one.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import msgspec
import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "LEAST",
    "RATES",
    "Noise",
    "Shift",
    "calibrate",
    "calibrate_needed",
    "needed",
    "noise",
    "pelt",
    "penalty",
    "proposed",
    "shifts",
]

RATES: Final = (0.01, 0.05, 0.10)
"""The rates of false alarm for which penalties are shipped."""

LEAST: Final = 4
"""The shortest segment."""

FEWEST: Final = 12
"""The shortest series in which changes are looked for."""

MOST: Final = 0.95
"""Autocorrelation above this is taken for this: a series that is nearly a random walk has no level to change."""

GENEROUS: Final = 0.5
"""The part of the penalty with which changes are proposed: too many do no harm, those that are missed are lost."""

TOGETHER: Final = 0.6
"""The autocorrelation of the noise on which it is calibrated how much a change must be needed."""


class Noise(msgspec.Struct, frozen=True):
    """The noise of a series: its deviation, its autocorrelation from one step to the next, and the long-run deviation
    that the two give, with which means of segments vary."""

    deviation: float
    autocorrelation: float

    @property
    def long_run(self) -> float:
        """The deviation times the square root of (1 + r) / (1 - r)."""
        r = self.autocorrelation
        return self.deviation * float(((1 + r) / (1 - r)) ** 0.5)


class Shift(msgspec.Struct, frozen=True):
    """A change of level: at which place the new level begins, the levels before and after, and the new one's interval
    of 95 % given the place."""

    place: int
    before: float
    after: float
    low: float
    high: float


def shifts(values: Floats, rate: float = 0.05) -> tuple[Shift, ...]:
    """The changes of level of a series, at that rate of false alarm; none in a series shorter than 12 or without noise.
    Raises ValueError for a rate that is none of RATES, or values that are not finite."""
    import numpy as np

    if not np.isfinite(values).all():
        raise ValueError("a series with missing or infinite values has no change points")
    least = needed(len(values), rate)
    if len(values) < FEWEST:
        return ()
    scores = _normal_scores(values)
    places = _kept(scores, proposed(scores), least)
    found = noise(values, places)
    if not places or found is None:
        return ()
    edges = [0, *places, len(values)]
    means = [float(values[a:b].mean()) for a, b in pairwise(edges)]
    reach = [1.96 * found.long_run / (b - a) ** 0.5 for a, b in pairwise(edges)]
    return tuple(
        Shift(place, means[k], means[k + 1], means[k + 1] - reach[k + 1], means[k + 1] + reach[k + 1])
        for k, place in enumerate(places)
    )


def noise(values: Floats, places: tuple[int, ...] = ()) -> Noise | None:
    """The noise of a series about the means of its segments. None where it does not vary."""
    left = _left(values, places)
    deviation = float(left.std())
    return Noise(deviation, _autocorrelation(left)) if deviation > 0 else None


def proposed(scores: Floats) -> tuple[int, ...]:
    """The changes that PELT proposes, by the noise of white values: that of differences, by their median."""
    import numpy as np

    spread = _spread(np.diff(scores)) / 2**0.5
    return pelt(scores / spread, GENEROUS * penalty(len(scores), 0.05)) if spread > 0 else ()


def _normal_scores(values: Floats) -> Floats:
    """The quantile of a normal distribution at the rank of each value, ties in the middle (van der Waerden 1952)."""
    import numpy as np

    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - counts / 2) / len(values)
    normal = NormalDist()
    scores: Floats = np.array([normal.inv_cdf(float(rank)) for rank in ranks])[place]
    return scores


def _kept(scores: Floats, places: tuple[int, ...], least: float) -> tuple[int, ...]:
    """The changes each of which is needed by that much, the least needed one given up first."""
    for rest, gain in _given_up(scores, places):
        if gain >= least:
            return places
        places = rest
    return ()


def _given_up(scores: Floats, places: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], float]]:
    """The changes without the least needed one, and how much worse they fit; then without the next, until none is
    left."""
    here = _misfit(scores, places)
    while places:
        rests = [places[:k] + places[k + 1 :] for k in range(len(places))]
        there, rest = min((_misfit(scores, rest), rest) for rest in rests)
        yield rest, there - here
        here, places = there, rest


def _misfit(scores: Floats, places: tuple[int, ...]) -> float:
    """Twice the negative log likelihood, but for constants, of segments with means of their own and noise that is an
    autoregression of order one."""
    import numpy as np

    left = _left(scores, places)
    steps = left[1:] - _autocorrelation(left) * left[:-1]
    return len(scores) * float(np.log(max(float((steps**2).sum()), 1e-300)))


def _left(values: Floats, places: tuple[int, ...]) -> Floats:
    """The values less the mean of their segment."""
    import numpy as np

    sizes = np.diff([0, *places, len(values)])
    sums = np.add.reduceat(values, [0, *places])
    found: Floats = values - np.repeat(sums / sizes, sizes)
    return found


def _autocorrelation(left: Floats) -> float:
    """From one value to the next, from nil to MOST: noise that alternates is taken for white."""
    import numpy as np

    whole = float((left[:-1] ** 2).sum())
    return float(np.clip(float((left[1:] * left[:-1]).sum()) / whole, 0, MOST)) if whole > 0 else 0.0


def _spread(differences: Floats) -> float:
    """The deviation by the median; by the mean where more than half are equal."""
    import numpy as np

    away = np.abs(differences - np.median(differences))
    middle = float(np.median(away)) * 1.4826
    return middle or float(differences.std())


def pelt(values: Floats, cost: float, least: int = LEAST) -> tuple[int, ...]:
    """The places at which segments begin, the first left out, that minimise the squared deviations from their means
    plus `cost` for each; segments of `least` values or more. Exact: pruning drops only what can never be best."""
    import numpy as np

    n = len(values)
    total, squares = (np.concatenate(([0.0], np.cumsum(v))) for v in (values, values**2))
    best, last = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    best[0] = -cost
    starts, ends = np.zeros(1, dtype=np.int64), np.full(1, n + 1)  # where segments may begin, and until which end
    for end in range(least, n + 1):
        fit = best[starts] + squares[end] - squares[starts] - (total[end] - total[starts]) ** 2 / (end - starts)
        chosen = int(np.argmin(fit))
        best[end], last[end] = fit[chosen] + cost, starts[chosen]
        ends = np.where(fit > best[end], np.minimum(ends, end + least), ends)  # a segment from `end` is ready then
        starts, ends = np.append(starts, end + 1 - least), np.append(ends, n + 1)
        going = (ends > end + 1) & np.isfinite(best[starts])
        starts, ends = starts[going], ends[going]
    places, end = [], n
    while n >= least and last[end] > 0:
        end = int(last[end])
        places.append(end)
    return tuple(reversed(places))


def penalty(length: int, rate: float = 0.05) -> float:
    """The shipped penalty of PELT for white noise of that length, between two lengths by the logarithm. Raises
    ValueError for a rate that is none of RATES."""
    return _shipped("rate", length, rate)


def needed(length: int, rate: float = 0.05) -> float:
    """How much worse a series of that length must fit without a change for the change to be kept. Raises as
    `penalty`."""
    return _shipped("needed", length, rate)


def _shipped(kind: str, length: int, rate: float) -> float:
    import numpy as np

    if rate not in RATES:
        raise ValueError(f"no penalty is calibrated for a rate of {rate} (there are: {', '.join(map(str, RATES))})")
    held = _penalties()
    lengths, costs = held["lengths" if kind == "rate" else f"{kind}_lengths"], held[f"{kind}_{rate:.2f}"]
    return float(np.interp(np.log(max(length, 1)), np.log(lengths), costs))


@lru_cache(maxsize=1)
def _penalties() -> dict[str, list[float]]:
    return tomllib.loads(files(__package__).joinpath("penalties.toml").read_text(encoding="utf-8"))


def calibrate(length: int, draws: int, seed: int, most: int = 4, least: int = LEAST) -> Floats:
    """For each of many series of white noise the least penalty with which PELT shows no change in it.

    A series shows none if and only if the penalty is above (cost without change - least cost with k) / k for every k;
    k up to `most`. The quantiles of what is returned are the penalties of a rate.
    """
    import numpy as np

    values = np.random.default_rng(seed).standard_normal((draws, length))
    total, squares = (np.concatenate((np.zeros((draws, 1)), v.cumsum(axis=1)), axis=1) for v in (values, values**2))

    def fits(starts: NDArray[np.int64], end: int) -> Floats:
        spent = squares[:, [end]] - squares[:, starts]
        found: Floats = spent - (total[:, [end]] - total[:, starts]) ** 2 / (end - starts)
        return found

    first = np.full((draws, length + 1), np.inf)
    for end in range(least, length + 1):
        first[:, end] = fits(np.array([0]), end)[:, 0]
    gained, before = np.zeros(draws), first
    for count in range(1, most + 1):
        now = np.full((draws, length + 1), np.inf)
        for end in range((count + 1) * least, length + 1):
            starts = np.arange(count * least, end - least + 1)
            now[:, end] = (before[:, starts] + fits(starts, end)).min(axis=1)
        if np.isfinite(now[:, length]).all():
            gained = np.maximum(gained, (first[:, length] - now[:, length]) / count)
        before = now
    return gained


def calibrate_needed(length: int, draws: int, seed: int, together: float = TOGETHER) -> Floats:
    """For each of many series of noise that hangs together the least `needed` with which no change is kept in it; the
    quantiles of what is returned are those of a rate."""
    import numpy as np

    shocks = np.random.default_rng(seed).standard_normal((draws, length))
    series = np.empty_like(shocks)
    series[:, 0] = shocks[:, 0] / (1 - together**2) ** 0.5
    for step in range(1, length):
        series[:, step] = together * series[:, step - 1] + shocks[:, step]
    scores = [_normal_scores(values) for values in series]
    return np.array([max((gain for _, gain in _given_up(s, proposed(s))), default=0.0) for s in scores])
