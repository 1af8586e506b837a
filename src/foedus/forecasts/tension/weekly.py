"""Acts of two states week by week: net tension, the four classes counted, and robust scaling.

Weeks are counted back from a day, so that the last one ends on the eve of it and is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .streams import Acts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["WEEK", "Weekly", "scaled", "weekly"]

WEEK = 7


@dataclass(frozen=True, eq=False)
class Weekly:
    """The weeks of two states: the first day of each as an ordinal, `net` the sum of the scores with its sign turned
    (above 0: conflict outweighs cooperation), `quads` the acts by class, 4 x weeks."""

    starts: NDArray[np.int64]
    net: Floats
    quads: NDArray[np.int64]

    def day(self, week: int) -> date:
        """The first day of a week."""
        return date.fromordinal(int(self.starts[week]))

    @property
    def counts(self) -> NDArray[np.int64]:
        """All acts."""
        found: NDArray[np.int64] = self.quads.sum(axis=0)
        return found


def weekly(acts: Acts, first: date, until: date) -> Weekly:
    """The whole weeks between two days (the second excluded). Raises ValueError if there is none."""
    import numpy as np

    weeks = (until - first).days // WEEK
    if weeks < 1:
        raise ValueError(f"no whole week between {first} and {until}")
    start = (until - timedelta(days=weeks * WEEK)).toordinal()
    place = (acts.days - start) // WEEK
    inside = (acts.days >= start) & (acts.days < until.toordinal())
    net = np.bincount(place[inside], weights=-acts.scores[inside], minlength=weeks).astype(np.float64)
    cells = (acts.quads[inside] - 1) * weeks + place[inside]
    quads = np.bincount(cells, minlength=4 * weeks).reshape(4, weeks)
    return Weekly(start + WEEK * np.arange(weeks), net, quads)


def scaled(values: Floats, among: Floats | None = None) -> Floats | None:
    """Values less the median, over 1.4826 times the median deviation (of `among`, else of themselves); where more than
    half are equal, over 1.2533 times the mean deviation. None where nothing varies: there is no scale then."""
    import numpy as np

    held = values if among is None else among
    if not len(held):
        return None
    middle = np.median(held)
    away = np.abs(held - middle)
    spread = 1.4826 * float(np.median(away)) or 1.2533 * float(away.mean())
    found: Floats | None = (values - middle) / spread if spread > 0 else None
    return found
