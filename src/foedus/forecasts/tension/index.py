"""The tension between two states on a day as one number, with the drivers that make it.

Each driver is ranked among its own values in the weeks before, so that a quiet dyad and a loud one are read alike and
nothing is set by hand for any state. The index is the mean of the ranks known, 0 to 1: .5 is a week like most.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from ...evidence import Estimate, Evidence
from ...figure import Figure
from ...measures.imported import evidence
from .changepoints import Shift, shifts
from .hawkes import Hawkes, fit, intensity, spread_out
from .streams import Acts
from .weekly import WEEK, Weekly, scaled, weekly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["DRIVERS", "VERSION", "Driver", "Tension", "tension"]

VERSION: Final = "1"

RECENT: Final = 4
"""Weeks that are now."""

HISTORY: Final = 104
"""Weeks looked back on, those of now included."""

FEWEST: Final = 26
"""Weeks below which nothing is ranked."""

DRAWS: Final = 200

DRIVERS: Final = ("level", "material", "excited")
"""Net tension; acts of material conflict; how many acts of conflict the recent ones let expect. Of four weeks each."""


class Driver(msgspec.Struct, frozen=True):
    """A driver now, its robust scale in its own history (None where it never varied), and its rank there, 0 to 1."""

    name: str
    value: float
    scaled: float | None
    rank: float


class Tension(msgspec.Struct, frozen=True):
    """The tension of two states: the index, its drivers with the one that stands highest first, the last change of the
    weekly level and its day, and the excitation of acts of conflict where there are enough."""

    index: Figure
    drivers: tuple[Driver, ...]
    shift: Shift | None
    since: date | None
    excitation: Hawkes | None
    acts: int


def tension(acts: Acts, one: str, other: str, day: date, first: date, *, seed: int = 1) -> Tension:
    """The tension of two states as of a day, by the acts before it; `first` is the first day of which the stream tells.

    The interval draws the acts again (each 0, 1, 2... times, as a Poisson number of mean 1) and with them the present
    against the history as observed. The index is unknown, with the reason, where the stream is too short or silent.
    """
    between = acts.between(one, other).before(day)
    start = max(first, day - timedelta(days=HISTORY * WEEK))
    weeks = (day - start).days // WEEK
    why = "fewer than 26 weeks of events" if weeks < FEWEST else "no event between the two" if not len(between) else ""
    basis = _basis(acts, one, other, start, day, seed)
    if why:
        unknown = Figure("tension", (one, other), None, "index 0-1", basis, exact=why)
        return Tension(unknown, (), None, None, None, len(between))
    series, model = weekly(between, start, day), _excitation(between, start, day, seed)
    columns = _columns(series, between, model, start, seed)
    drivers = sorted((_driver(name, c) for name, c in columns.items()), key=lambda d: -d.rank)
    value = sum(d.rank for d in drivers) / len(drivers)
    low, high = _interval(between, series, columns, drivers, seed)
    index = Figure("tension", (one, other), value, "index 0-1", basis, min(low, value), max(high, value))
    shift = next(reversed(shifts(series.net)), None)
    return Tension(index, tuple(drivers), shift, series.day(shift.place) if shift else None, model, len(between))


def _basis(acts: Acts, one: str, other: str, start: date, day: date, seed: int) -> tuple[Evidence, ...]:
    estimate = Estimate("tension", VERSION, seed)
    if acts.source == "coded":
        return (estimate,)
    return (evidence(acts.source, "events", f"{one}-{other}, {start} – {day}"), estimate)


def _excitation(between: Acts, start: date, day: date, seed: int) -> Hawkes | None:
    days = between.days[(between.quads >= 3) & (between.days >= start.toordinal())] - start.toordinal()
    return _fitted(tuple(map(int, days)), (day - start).days, seed)


@lru_cache(maxsize=64)
def _fitted(days: tuple[int, ...], until: int, seed: int) -> Hawkes | None:
    import numpy as np

    return fit(spread_out(np.array(days, dtype=np.int64), seed), float(until))


def _columns(series: Weekly, between: Acts, model: Hawkes | None, start: date, seed: int) -> dict[str, Floats]:
    """Each driver over four weeks, by week; the last one is now."""
    import numpy as np

    found = {"level": _moving(series.net), "material": _moving(series.quads[3].astype(np.float64))}
    if model is not None:
        days = between.days[(between.quads >= 3) & (between.days >= start.toordinal())]
        moments = spread_out(days - start.toordinal(), seed)
        ends = series.starts + WEEK - start.toordinal()
        found["excited"] = intensity(ends.astype(np.float64), moments, model)[RECENT - 1 :] * WEEK * RECENT
    return found


def _moving(values: Floats) -> Floats:
    """Sums over four weeks."""
    import numpy as np

    return np.convolve(values, np.ones(RECENT), mode="valid")


def _driver(name: str, column: Floats) -> Driver:
    scale = scaled(column[-1:], column)
    return Driver(name, float(column[-1]), None if scale is None else float(scale[0]), _rank(column[-1], column[:-1]))


def _rank(value: float, among: Floats) -> float:
    """The share of values below, and half of those equal (Hazen 1914)."""
    return float((among < value).mean() + (among == value).mean() / 2)


def _interval(
    between: Acts, series: Weekly, columns: dict[str, Floats], drivers: Iterable[Driver], seed: int
) -> tuple[float, float]:
    import numpy as np

    now = between.where(between.days >= int(series.starts[-RECENT]))
    if not len(now):  # nothing to draw: one act more or less would still be possible
        now = between.where(np.arange(len(between)) >= len(between) - 1)
    times = np.random.default_rng(seed).poisson(1.0, (DRAWS, len(now)))
    drawn = {"level": times @ -now.scores, "material": times @ (now.quads == 4)}
    ranks = [
        [_rank(value, columns[driver.name][:-1]) for value in drawn.get(driver.name, [driver.value] * DRAWS)]
        for driver in drivers
    ]
    low, high = np.quantile(np.mean(ranks, axis=0), [0.025, 0.975])
    return float(low), float(high)
