"""How states and pairs stand at the end of a year: who quarrelled lately and how much, who borders whom, who is bound.

Quarrels fade: a dispute that began h years ago counts half of one that began now, for half-lives from 2 to 50 years.
After the last year for which disputes are known nothing fades and nothing is added: the history stands as it was, but
for recent events that are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from .past import FIRST, Past

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["HALF_LIVES", "Standing", "standings"]

HALF_LIVES = (2, 5, 15, 50)
"""In years."""
WAR_HALF_LIFE = 20
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

    size = len(known.codes)
    blank = np.zeros((size, size))
    now = Standing(
        FIRST - 1, end, dict.fromkeys(HALF_LIVES, blank), blank, blank, blank, blank, blank - 1, blank.astype(int) - 1
    )
    for year in range(FIRST, last + 1):
        now = _next(known, now, year, end)
        if year >= first:
            yield now


def _next(known: Past, before: Standing, year: int, end: int) -> Standing:
    import numpy as np

    fresh = year <= end
    together = known.together[year - FIRST]
    since = np.where((before.since < 0) & together, year, before.since)
    rows = (known.disputes["year"] == year) & (fresh | known.disputes["given"])
    if not fresh and not rows.any():
        return msgspec.structs.replace(before, year=year, since=since)
    onset, active, level = (_matrix(known, rows, name) for name in ("onset", "ongoing", "level"))
    force, war = (level >= FORCE) * active, (level >= WAR) * active
    return Standing(
        year=year,
        known=end,
        begun={h: _fade(before.begun[h], h, fresh) + onset for h in HALF_LIVES},
        forced=_fade(before.forced, 5, fresh) + force,
        war=_fade(before.war, WAR_HALF_LIFE, fresh) + war,
        active=active if fresh else np.maximum(before.active, active),
        onset=onset if fresh else np.maximum(before.onset, onset),
        last=np.where(active > 0, min(year, end), before.last),
        since=since,
    )


def _fade(values: Array, half_life: int, fresh: bool) -> Array:
    return values * 0.5 ** (1 / half_life) if fresh else values


def _matrix(known: Past, rows: Array, name: str) -> Array:
    import numpy as np

    size = len(known.codes)
    made = np.zeros((size, size))
    one, two = known.disputes["one"][rows], known.disputes["two"][rows]
    made[one, two] = made[two, one] = known.disputes[name][rows]
    return made
