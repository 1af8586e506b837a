"""Where the level of a series changes: PELT with a penalty calibrated on noise.

The cost of a segment is its squared deviation from its mean over the long-run variance of the noise. PELT (Killick,
Fearnhead & Eckley 2012) finds the segmentation of least cost plus penalty exactly. The penalties in `penalties.toml`
are such that white noise without a change shows one in 1, 5 or 10 of 100 series of that length.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec
import tomli as tomllib

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["LEAST", "RATES", "Noise", "Shift", "calibrate", "noise", "pelt", "penalty", "shifts"]

RATES: Final = (0.01, 0.05, 0.10)
"""The rates of false alarm for which penalties are shipped."""

LEAST: Final = 4
"""The shortest segment."""

FEWEST: Final = 12
"""The shortest series in which changes are looked for."""

MOST: Final = 0.8
"""Autocorrelation above this is taken for this: a series that is nearly a random walk has no level to change."""


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
    """The changes of level of a series, by a penalty of that rate of false alarm; none in a series shorter than 12 or
    without noise. Raises ValueError for a rate that is none of RATES, or values that are not finite."""
    import numpy as np

    if not np.isfinite(values).all():
        raise ValueError("a series with missing or infinite values has no change points")
    cost = penalty(len(values), rate)
    if len(values) < FEWEST or (found := noise(values)) is None:
        return ()
    places = pelt(values / found.long_run, cost)
    edges = [0, *places, len(values)]
    means = [float(values[a:b].mean()) for a, b in pairwise(edges)]
    reach = [1.96 * found.long_run / (b - a) ** 0.5 for a, b in pairwise(edges)]
    return tuple(
        Shift(place, means[k], means[k + 1], means[k + 1] - reach[k + 1], means[k + 1] + reach[k + 1])
        for k, place in enumerate(places)
    )


def noise(values: Floats) -> Noise | None:
    """The noise of a series whose level may change: from the medians of its differences over one and two steps, which
    few changes of level do not move. None where the series does not vary."""
    import numpy as np

    one, two = (_spread(values[k:] - values[:-k]) for k in (1, 2))
    if one == 0 or two == 0:
        return None
    r = float(np.clip(two**2 / one**2 - 1, 0, MOST))
    return Noise(one / (2 * (1 - r)) ** 0.5, r)


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
    """The shipped penalty for a series of that length, between two lengths by the logarithm. Raises ValueError for a
    rate that is none of RATES."""
    import numpy as np

    if rate not in RATES:
        raise ValueError(f"no penalty is calibrated for a rate of {rate} (there are: {', '.join(map(str, RATES))})")
    lengths, costs = _penalties()[rate]
    return float(np.interp(np.log(max(length, 1)), np.log(lengths), costs))


@lru_cache(maxsize=1)
def _penalties() -> dict[float, tuple[list[int], list[float]]]:
    held = tomllib.loads(files(__package__).joinpath("penalties.toml").read_text(encoding="utf-8"))
    return {rate: (held["lengths"], held[f"rate_{rate:.2f}"]) for rate in RATES}


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
