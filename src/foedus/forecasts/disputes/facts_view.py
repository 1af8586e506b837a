"""Pairs of states as the facts of the package show them, where no research data are imported: geography and power.

The same names as a `View` of imported data: distance of the capitals, contiguity from the map, major powers from their
list, and for the share of capability the mean of the shares in population, output, spending and personnel.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...codes import numbered
from ...evidence import Evidence
from ...figure import Figure
from ...measures.capability import mean_share
from ...measures.imported import number_of
from ...system import System
from ..globe import kilometres
from .closeness import kinds, on_map
from .features import FAR, LARGE, SMALL

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["FactsView"]


class FactsView:
    """Pairs of states (codes) on the day of a system: arrays with a cell for each pair. What concerns a state is looked
    up once for it."""

    def __init__(self, system: System, pairs: Iterable[tuple[str, str]]) -> None:
        import numpy as np

        self.system, self.pairs = system, tuple(pairs)
        self.states = tuple(sorted({state for pair in self.pairs for state in pair}))
        place = {state: number for number, state in enumerate(self.states)}
        self.one, self.other = np.array([[place[s] for s in pair] for pair in self.pairs], dtype=int).reshape(-1, 2).T

    @cached_property
    def kind(self) -> Array:
        """The kind of contiguity; 0 for a state that the map does not show (`unmapped`)."""
        found: Array = kinds(self.lands)[self.one, self.other]
        return found

    @cached_property
    def lands(self) -> tuple[str, ...]:
        """For each state the one whose land on the map of today is its: itself, else who bears its COW number last
        (Russia for the Soviet Union)."""
        record, year = self.system.record, self.system.day.year
        numbers = ((state, None if on_map(state) else number_of(record, state, year)) for state in self.states)
        return tuple(
            state if number is None else numbered(number, date.max, record) or state for state, number in numbers
        )

    @cached_property
    def unmapped(self) -> tuple[tuple[str, ...], ...]:
        """For each pair the states whose borders are not known, for the map does not show them."""
        off = {state for state, land in zip(self.states, self.lands, strict=True) if not on_map(land)}
        return tuple(tuple(s for s in pair if s in off) if off else () for pair in self.pairs)

    @cached_property
    def seats(self) -> Array:
        """Latitude and longitude of each state's capital, radians; NaN where it is not known."""
        import numpy as np

        seats = [self.system.record.states[state].capital_at(self.system.day) for state in self.states]
        found: Array = np.radians([(np.nan, np.nan) if seat is None else (seat.lat, seat.lon) for seat in seats])
        return found

    @cached_property
    def distance(self) -> Array:
        """log(1 + km) between the capitals."""
        import numpy as np

        (lat1, lon1), (lat2, lon2) = self.seats[self.one].T, self.seats[self.other].T
        km = np.log1p(kilometres(lat1, lon1, lat2, lon2))
        return np.where(np.isnan(km), FAR, km)

    @cached_property
    def powers(self) -> Array:
        """How many of the two are major powers."""
        import numpy as np

        major = np.isin(self.states, [*self.system.record.majors_at(self.system.day)]).astype(int)
        found: Array = major[self.one] + major[self.other]
        return found

    @cached_property
    def pledged(self) -> Array:
        """Whether either is pledged to defend the other, by a treaty in force."""
        import numpy as np

        held = {(owed.obligor, owed.beneficiary) for state in self.states for owed in self.system.owed(to=state)}
        return np.array([float(pair in held or pair[::-1] in held) for pair in self.pairs])

    @cached_property
    def means(self) -> tuple[Figure, ...]:
        """The share of capability of each state, with the rows of the facts behind it."""
        return tuple(mean_share(self.system, (state,)) for state in self.states)

    @cached_property
    def shares(self) -> tuple[Array, Array]:
        """Log of the smaller and of the larger share of capability, of small states where either is not known."""
        import numpy as np

        logs = np.log(np.array([np.nan if held.value is None else held.value for held in self.means]) + 1e-5)
        low, high = (choose(logs[self.one], logs[self.other]) for choose in (np.minimum, np.maximum))
        return np.where(np.isnan(low), SMALL, low), np.where(np.isnan(high), LARGE, high)

    @cached_property
    def unknown(self) -> tuple[tuple[str, ...], ...]:
        """For each pair the states whose capability or capital the facts do not know."""
        import numpy as np

        blank = {
            state
            for state, seat, held in zip(self.states, self.seats[:, 0], self.means, strict=True)
            if held.value is None or np.isnan(seat)
        }
        return tuple(tuple(s for s in pair if s in blank) if blank else () for pair in self.pairs)

    @property
    def evidence(self) -> tuple[tuple[Evidence, ...], ...]:
        """For each pair the rows of the facts behind the two shares."""
        rows = dict(zip(self.states, (held.basis for held in self.means), strict=True))
        return tuple((*rows[one], *rows[other]) for one, other in self.pairs)
