"""The rows of the dispute model: pairs of states and years of which something is forecast, and what came true.

A row is a pair that was in the system in a year T and in the one before; what is forecast is T, from what was known at
the end of T-1. A pair is politically relevant where it was contiguous in T-1, by land or over at most 400 miles of
water, or one of the two was a major power.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from ..past import FIRST, Past

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["LABELS", "Frame", "frame", "label", "sha256_of"]

LABELS = ("mid", "mid_force", "mid_orig", "war")
"""A dispute begins; one with use of force; one in which both were parties from the start; a war between the two."""

FORCE = 4
"""The level of hostility at which force is used."""


class Frame(msgspec.Struct, frozen=True, eq=False):
    """Rows by year and place: `one` and `two` are places in the list of states, `relevant` whether the pair was
    politically relevant the year before."""

    one: Array
    two: Array
    year: Array
    relevant: Array

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.year)

    def where(self, chosen: Array) -> Frame:
        """The rows of a mask or of an index."""
        return Frame(self.one[chosen], self.two[chosen], self.year[chosen], self.relevant[chosen])

    def years(self, first: int, last: int) -> Array:
        """A mask of the rows of a span of years."""
        mask: Array = (self.year >= first) & (self.year <= last)
        return mask


def frame(known: Past, first: int, last: int) -> Frame:
    """The rows of a span of target years, sorted by year and by the two COW numbers."""
    import numpy as np

    both = known.together[first - FIRST : last - FIRST + 1] & known.together[first - 1 - FIRST : last - FIRST]
    year, one, two = np.nonzero(np.triu(both))
    major = known.major[year + first - 1 - FIRST, one] | known.major[year + first - 1 - FIRST, two]
    near = known.contiguity[year + first - 1 - FIRST, one, two] > 0
    return Frame(one, two, year + first, major | near)


def label(known: Past, rows: Frame, name: str = "mid") -> Array:
    """Whether a dispute of a kind, or a war, began in each row, 0 or 1. Raises DataError if wars are asked for and not
    imported."""
    import numpy as np

    began = _wars(known) if name == "war" else _disputes(known, name)
    return np.isin(_keys(known, rows.year, rows.one, rows.two), began).astype(float)


def _wars(known: Past) -> Array:
    """The keys of the pairs and years in which a war began."""
    import numpy as np

    from ..wars import onsets

    began = np.array(onsets(), dtype=int).reshape(-1, 3)
    one, two, year = began[np.isin(began[:, :2], known.codes).all(axis=1)].T
    places = (np.searchsorted(known.codes, side) for side in (one, two))
    return _keys(known, year, *places)


def _keys(known: Past, year: Array, one: Array, two: Array) -> Array:
    """A number for each year and pair of places."""
    found: Array = (year * len(known.codes) + one) * len(known.codes) + two
    return found


def _disputes(known: Past, name: str) -> Array:
    """The keys of the pairs and years in which a dispute of a kind began."""
    found = known.disputes
    chosen = found["onset"] == 1
    if name == "mid_force":
        chosen = chosen & (found["level"] >= FORCE)
    if name == "mid_orig":
        chosen = chosen & (found["orig"] == 1)
    keys = _keys(known, found["year"], found["one"], found["two"])
    began: Array = keys[chosen]
    return began


def sha256_of(known: Past, rows: Frame) -> str:
    """The hash of the rows' keys: lines `ccode1,ccode2,year`, by year and the two numbers, no newline at the end."""
    codes = [str(code) for code in known.codes]
    keys = zip(rows.one.tolist(), rows.two.tolist(), rows.year.tolist(), strict=True)
    return hashlib.sha256("\n".join(f"{codes[a]},{codes[b]},{y}" for a, b, y in keys).encode()).hexdigest()
