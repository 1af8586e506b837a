"""Two states as the facts of the package show them, where no research data are imported: geography and power alone.

The same names as a `View` of imported data: distance of the capitals, contiguity from the map, major powers from their
list, and for the share of capability the mean of the shares in population, output, spending and personnel.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..evidence import Evidence
from ..measures.capability import mean_share
from ..system import System
from .closeness import kind_of
from .features import FAR, LARGE, SMALL
from .globe import kilometres

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["FactsView"]


class FactsView:
    """One pair of states on the day of a system: arrays of one cell."""

    def __init__(self, system: System, one: str, other: str) -> None:
        self.system, self.pair = system, (one, other)

    @cached_property
    def kind(self) -> Array:
        """The kind of contiguity; 0 for a state that the map does not show."""
        import numpy as np

        return np.array([kind_of(*self.pair) or 0])

    @cached_property
    def distance(self) -> Array:
        """log(1 + km) between the capitals."""
        import numpy as np

        seats = [self.system.record.states[s].capital_at(self.system.day) for s in self.pair]
        if None in seats:
            return np.array([FAR])
        (lat1, lon1), (lat2, lon2) = (np.radians((s.lat, s.lon)) for s in seats if s is not None)
        return np.array([np.log1p(kilometres(lat1, lon1, lat2, lon2))])

    @cached_property
    def powers(self) -> Array:
        """How many of the two are major powers."""
        import numpy as np

        majors = self.system.record.majors_at(self.system.day)
        return np.array([sum(state in majors for state in self.pair)])

    @cached_property
    def pledged(self) -> Array:
        """Whether either is pledged to defend the other, by a treaty in force."""
        import numpy as np

        one, other = self.pair
        held = any(owed.obligor == b for a, b in ((one, other), (other, one)) for owed in self.system.owed(to=a))
        return np.array([float(held)])

    @cached_property
    def shares(self) -> tuple[Array, Array]:
        """Log of the smaller and of the larger share of capability."""
        import numpy as np

        found = [mean_share(self.system, (state,)).value for state in self.pair]
        if None in found:
            return np.array([SMALL]), np.array([LARGE])
        low, high = sorted(np.log(np.array([value or 0.0 for value in found]) + 1e-5))
        return np.array([low]), np.array([high])

    @property
    def unknown(self) -> tuple[str, ...]:
        """The states whose capability or capital the facts do not know."""
        record, day = self.system.record, self.system.day
        return tuple(
            s for s in self.pair
            if record.states[s].capital_at(day) is None or mean_share(self.system, (s,)).value is None
        )  # fmt: skip

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The rows of the facts behind the two shares."""
        return tuple(row for state in self.pair for row in mean_share(self.system, (state,)).basis)
