"""How states and pairs stand at the end of a year: who quarrelled lately and how much, who borders whom, who is bound.

Quarrels fade: a dispute that began h years ago counts half of one that began now, for half-lives from 2 to 50 years.
After the last year for which disputes are known nothing fades and nothing is added: the history stands as it was, but
for recent events that are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from ..past import FIRST, Past

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["HALF_LIVES", "Standing", "standings"]

HALF_LIVES = (2, 5, 15, 50)
"""In years."""
FORCE_HALF_LIFE, WAR_HALF_LIFE = 5, 20
FORCE, WAR = 4, 5
"""Levels of hostility of a dispute: use of force; war."""


class Standing(msgspec.Struct, frozen=True, eq=False):
    """The end of a year. Matrices are symmetric, by place in the list of states.

    `begun`: disputes begun, faded, by half-life; `forced`: years of disputes with use of force, faded over 5 years;
    `war`: years of war, faded over 20. `active`, `onset`: of the last known year. `last`: year of the last dispute, -1
    for none; `since`: the first year in which both were in the system. `known`: the last year of known disputes.
    """

    year: int
    known: int
    begun: dict[int, Array]
    forced: Array
    war: Array
    active: Array
    onset: Array
    last: Array
    since: Array


def standings(known: Past, first: int, last: int, end: int) -> Iterator[Standing]:
    """The ends of the years of a span, in order; disputes are known up to `end`."""
    import numpy as np

    since = _since(known)
    for year in range(first, last + 1):
        yield _standing(known, year, end, np.where(since > year, -1, since))


@lru_cache(maxsize=1)
def _since(known: Past) -> Array:
    """The first year in which both were in the system, -1 for never."""
    import numpy as np

    return np.where(known.together.any(axis=0), np.argmax(known.together, axis=0) + FIRST, -1)


def _standing(known: Past, year: int, end: int, since: Array) -> Standing:
    import numpy as np

    asof, found = min(year, end), known.disputes
    chosen = (found["year"] <= asof) | (found["given"] & (found["year"] > end) & (found["year"] <= year))
    rows = {name: values[chosen] for name, values in found.items()}
    age = np.maximum(asof - rows["year"], 0)  # of an event given after the last known year: none
    now, ongoing = age == 0, rows["ongoing"] == 1
    size = len(known.codes)

    def spread(weights: Array) -> Array:
        one_way = np.bincount(rows["one"] * size + rows["two"], weights, size * size).reshape(size, size)
        return one_way + one_way.T

    latest = np.full((size, size), -1)
    np.maximum.at(latest, (rows["one"][ongoing], rows["two"][ongoing]), np.minimum(rows["year"], asof)[ongoing])
    return Standing(
        year=year,
        known=end,
        begun={h: spread(rows["onset"] * 0.5 ** (age / h)) for h in HALF_LIVES},
        forced=spread(ongoing * (rows["level"] >= FORCE) * 0.5 ** (age / FORCE_HALF_LIFE)),
        war=spread(ongoing * (rows["level"] >= WAR) * 0.5 ** (age / WAR_HALF_LIFE)),
        active=np.minimum(spread(ongoing * now), 1),
        onset=np.minimum(spread(rows["onset"] * now), 1),
        last=np.maximum(latest, latest.T),
        since=since,
    )
