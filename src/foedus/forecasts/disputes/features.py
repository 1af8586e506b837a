"""What the dispute model looks at, a column each: geography, power, regime, history, the quarrels of third states.

Each column is a function of a `View`: pairs of states, as places, as they stand at the end of a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..globe import kilometres
from ..past import FIRST, Past
from .frame import Frame
from .standing import Standing, standings

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["BARE", "COLUMNS", "KNOWN", "View", "features"]

FAR = 8.5
"""log(1 + km) of two states of which one has no capital in the data, as of two distant ones."""
SMALL, LARGE = -7.5, -5.5
"""log shares of capability where they are not known: those of small states."""


class View:
    """Pairs of states at the end of a year; computed once, when first asked for."""

    def __init__(self, known: Past, now: Standing, one: Array, two: Array) -> None:
        self.known, self.now, self.one, self.two = known, now, one, two
        self.at = now.year - FIRST

    def of(self, matrix: Array) -> Array:
        """The cells of the pairs."""
        return matrix[self.one, self.two]

    def both(self, matrix: Array) -> Array:
        """The cells of the pairs, of either order, added."""
        return matrix[self.one, self.two] + matrix[self.two, self.one]

    def lower(self, values: Array) -> Array:
        """The lower value of the two states."""
        import numpy as np

        return np.minimum(values[self.one], values[self.two])

    def higher(self, values: Array) -> Array:
        """The higher value of the two states."""
        import numpy as np

        return np.maximum(values[self.one], values[self.two])

    @cached_property
    def kind(self) -> Array:
        """The kind of contiguity."""
        return self.of(self.known.contiguity[self.at])

    @cached_property
    def near(self) -> Array:
        """Whether they are contiguous in any way."""
        return (self.kind > 0).astype(float)

    @cached_property
    def distance(self) -> Array:
        """log(1 + km) between the capitals, on a great circle."""
        import numpy as np

        (lat1, lng1), (lat2, lng2) = (self.known.seat[:, self.at, places] for places in (self.one, self.two))
        km = np.log1p(kilometres(lat1, lng1, lat2, lng2))
        return np.where(np.isnan(km), FAR, km)

    @cached_property
    def powers(self) -> Array:
        """How many of the two are major powers."""
        major = self.known.major[self.at].astype(int)
        found: Array = major[self.one] + major[self.two]
        return found

    @cached_property
    def pledged(self) -> Array:
        """Whether either is pledged to defend the other."""
        return (self.of(self.known.pledges[self.at]) & 1).astype(float)

    @cached_property
    def shares(self) -> tuple[Array, Array]:
        """Log of the smaller and of the larger share of capability."""
        import numpy as np

        cinc = np.log(self.known.cinc[self.at] + 1e-5)
        low, high = self.lower(cinc), self.higher(cinc)
        return np.where(np.isnan(low), SMALL, low), np.where(np.isnan(high), LARGE, high)

    @cached_property
    def regimes(self) -> tuple[Array, Array, Array]:
        """Polity of the less and of the more democratic, 0 where either is unknown, and whether it is."""
        import numpy as np

        polity = self.known.polity[self.at]
        low, high = self.lower(polity), self.higher(polity)
        unknown = np.isnan(low)
        return np.where(unknown, 0, low), np.where(unknown, 0, high), unknown.astype(float)

    @cached_property
    def peace(self) -> Array:
        """Years since the last dispute, or since both were in the system, up to 150."""
        import numpy as np

        last, since = self.of(self.now.last), self.of(self.now.since)
        year = min(self.now.year, self.now.known)
        return np.clip(np.where(last >= 0, year - last, year - since + 1), 0, 150).astype(float)

    @cached_property
    def opponents(self) -> Array:
        """Whether two states quarrelled lately (half-life 5 years), from 0 to 1, of all states."""
        import numpy as np

        return np.minimum(self.now.begun[5], 1)

    @cached_property
    def busy(self) -> Array:
        """With how many states each has a dispute now."""
        found: Array = self.now.active.sum(axis=1)
        return found

    @cached_property
    def borders(self) -> Array:
        """Which states border which by land now, of all states."""
        found: Array = ((self.known.contiguity[self.at] == 1) & self.known.together[self.at]).astype(float)
        return found

    @cached_property
    def neighbourhood(self) -> Array:
        """The quarrels of the neighbours of both."""
        import numpy as np

        around = np.log1p(self.borders @ self.opponents.sum(axis=1))
        found: Array = around[self.one] + around[self.two]
        return found

    def quarrels(self, half_life: int) -> Array:
        """With how many states each quarrelled lately."""
        import numpy as np

        found: Array = np.minimum(self.now.begun[half_life], 1).sum(axis=1)
        return found

    def others(self, half_life: int, chosen: Callable[[Array], Array]) -> Array:
        """log(1 + n) of the quarrels with other states than the other of the pair, of one of the two."""
        import numpy as np

        own = np.minimum(self.of(self.now.begun[half_life]), 1)
        found: Array = np.log1p(np.maximum(chosen(self.quarrels(half_life)) - own, 0))
        return found

    @cached_property
    def by_proxy(self) -> Array:
        """The quarrels of the allies of one with the other."""
        import numpy as np

        allied = (self.known.pledges[self.at] & 1).astype(float)
        return np.log1p(self.both(allied @ self.opponents))


Column = Callable[[View], "Array"]


def _log(values: Array) -> Array:
    import numpy as np

    return np.log1p(values)


def _over(values: Array, knot: float) -> Array:
    import numpy as np

    return np.maximum(values - knot, 0)


PLACE_AND_POWER: Final[Mapping[str, Column]] = {
    "land": lambda v: v.kind == 1,
    "water_12_miles": lambda v: v.kind == 2,
    "water_150_miles": lambda v: (v.kind == 3) | (v.kind == 4),
    "water_400_miles": lambda v: v.kind == 5,
    "log_km": lambda v: v.distance,
    "log_km_over_5.5": lambda v: _over(v.distance, 5.5),
    "log_km_over_7.3": lambda v: _over(v.distance, 7.3),
    "log_km_over_8.6": lambda v: _over(v.distance, 8.6),
    "one_major": lambda v: v.powers == 1,
    "two_majors": lambda v: v.powers == 2,
    "log_share_low": lambda v: v.shares[0],
    "log_share_high": lambda v: v.shares[1],
    "one_major_x_log_km": lambda v: (v.powers == 1) * v.distance,
    "log_share_low_x_log_km": lambda v: v.shares[0] * v.distance,
    "log_share_high_x_log_km": lambda v: v.shares[1] * v.distance,
    "log_share_high_x_low": lambda v: v.shares[1] * v.shares[0],
    "log_share_high_squared": lambda v: v.shares[1] ** 2,
}

REGIME: Final[Mapping[str, Column]] = {
    "polity_low": lambda v: v.regimes[0],
    "polity_high": lambda v: v.regimes[1],
    "polity_unknown": lambda v: v.regimes[2],
}

HISTORY: Final[Mapping[str, Column]] = {
    "dispute_active": lambda v: v.of(v.now.active),
    "dispute_begun_last_year": lambda v: v.of(v.now.onset),
    "dispute_ever": lambda v: v.of(v.now.last) >= 0,
    "log_peace_years": lambda v: _log(v.peace),
    "log_begun_2": lambda v: _log(v.of(v.now.begun[2])),
    "log_begun_15": lambda v: _log(v.of(v.now.begun[15])),
    "log_begun_50": lambda v: _log(v.of(v.now.begun[50])),
    "log_force_5": lambda v: _log(v.of(v.now.forced)),
    "log_war_20": lambda v: _log(v.of(v.now.war)),
    "others_2_low": lambda v: v.others(2, v.lower),
    "others_2_high": lambda v: v.others(2, v.higher),
    "others_15_low": lambda v: v.others(15, v.lower),
    "others_15_high": lambda v: v.others(15, v.higher),
    "allies_quarrel": lambda v: v.by_proxy,
    "busy_low": lambda v: _log(v.lower(v.busy)),
    "busy_high": lambda v: _log(v.higher(v.busy)),
    "neighbourhood": lambda v: v.neighbourhood,
    "near_x_begun_15": lambda v: v.near * _log(v.of(v.now.begun[15])),
    "near_x_others_15_low": lambda v: v.near * v.others(15, v.lower),
    "near_x_neighbourhood": lambda v: v.near * v.neighbourhood,
    "near_x_busy_high": lambda v: v.near * _log(v.higher(v.busy)),
    "near_x_allies_quarrel": lambda v: v.near * v.by_proxy,
}

COLUMNS: Final[Mapping[str, Column]] = {**PLACE_AND_POWER, **REGIME, **HISTORY}
"""The columns of the model."""

BARE: Final[Mapping[str, Column]] = {
    **PLACE_AND_POWER,
    "defence_pledge": lambda v: v.pledged,
    "near_x_log_km": lambda v: (v.kind > 0) * v.distance,
    "near_x_one_major": lambda v: (v.kind > 0) * (v.powers == 1),
    "near_x_log_share_low": lambda v: (v.kind > 0) * v.shares[0],
    "near_x_log_share_high": lambda v: (v.kind > 0) * v.shares[1],
    "near_x_defence_pledge": lambda v: (v.kind > 0) * v.pledged,
}
"""Those of the model for pairs of which no history is imported: geography, power, whether one is pledged to defend the
other. Pledges bring nothing once history is known (measured on 1990-2000)."""

KNOWN: Final[Mapping[str, Column]] = {**COLUMNS, **BARE}
"""Every column by its name; model files name theirs by these."""


def features(known: Past, rows: Frame, columns: Iterable[str], end: int) -> Array:
    """A matrix of the rows' columns, from what was known at the end of the year before; disputes are known to `end`.
    The rows are sorted by year."""
    import numpy as np

    names = tuple(columns)
    made = np.empty((len(rows), len(names)))
    for now in standings(known, int(rows.year[0]) - 1, int(rows.year[-1]) - 1, end):
        part = slice(*np.searchsorted(rows.year, (now.year + 1, now.year + 2)))
        if part.start < part.stop:
            view = View(known, now, rows.one[part], rows.two[part])
            for place, name in enumerate(names):
                made[part, place] = KNOWN[name](view)
    return made
