"""What followed clashes of two states that are like one of today: war, third states, another dispute of the two.

The cases are militarised disputes of an imported list between two states that were both in them from the beginning, at
least as hostile as what the article tells. As of pacts, likeness is by equal features, and those that are given up to
have enough cases are named.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

import msgspec

from ...datasets import store
from ...event import EventType
from ...evidence import Estimate, Evidence
from ...figure import Change, Figure
from ...measures.imported import evidence, fetch, stamp
from ...record import Record
from ...system import System
from ..borders import neighbours
from ..resampling import bounds, resampled, share_bounds
from ..rivals import TABLE, spells
from .aftermath import dataset, majors_of, numbers_of, speaks

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Spells = Mapping[tuple[int, int], tuple[tuple[int, int], ...]]

__all__ = ["FEATURES", "LEVELS", "YEARS", "Aftermath", "Clash", "Comparable", "aftermath", "comparable", "pairs"]

VERSION: Final = "1"

LEVELS: Final = {EventType.THREATEN: 2, EventType.MOBILIZE: 3, EventType.ASSAULT: 4}
"""How hostile an event is on the scale of the lists of disputes: threat, display and use of force; 5 is war."""

WAR: Final = 5

FEATURES: Final = ("powers", "border", "rivals", "era")
"""What clashes are compared by beside how far they went; the last is given up first, the first never."""

ENOUGH: Final = 30
"""Cases below which a feature is given up."""

LEAST: Final = 8
"""Pairs of states below which nothing is estimated, and a feature is given up: the disputes of one pair are alike."""

YEARS: Final = 5
"""Years before and after."""

ERA: Final = 1946
BORDERS: Final = ("contiguity", "spells")
DRAWS: Final = 2000


class Clash(msgspec.Struct, frozen=True):
    """A dispute of two states (COW numbers) in the year in which it began: whether it became a war between them,
    whether third states joined, whether another one of the two began in the five years before and after. `powers`: how
    many are major powers; `border`: whether they met by land, `rivals`: whether listed for years (None: not known)."""

    one: int
    other: int
    year: int
    level: int
    war: bool
    joined: bool
    before: bool
    after: bool
    powers: int
    border: bool | None
    rivals: bool | None

    @property
    def era(self) -> bool:
        """Whether it began since 1946."""
        return self.year >= ERA


class Comparable(msgspec.Struct, frozen=True):
    """The cases in the order of their years, the features in which they equal what is asked about, those given up; the
    list they are of, and the last year that is known."""

    cases: tuple[Clash, ...]
    by: tuple[str, ...]
    dropped: tuple[str, ...]
    table: str
    last: int


class Aftermath(msgspec.Struct, frozen=True):
    """Shares of the cases with intervals by drawing whole pairs of states again: those that became a war, those that
    third states joined, and those with another dispute of the two within five years before and after."""

    war: Figure
    joined: Figure
    again: Change


def comparable(system: System, one: str, other: str, level: int, enough: int = ENOUGH) -> Comparable | None:
    """The disputes before the day that are like a clash of two states on it; None where no list is imported.

    Raises DataError if an imported file cannot be read.
    """
    table = dataset()
    if table is None:
        return None
    last = min(speaks(table)[1], system.day.year - 1)
    marks = tuple(stamp(*t) for t in ((table, "dyadic"), BORDERS, TABLE) if store.held(*t) is not None)
    held = [c for c in _clashes(system.record, table, marks, last) if c.level >= level]
    asked = _asked(system, one, other)
    known = [f for f in FEATURES if f in asked]
    kept = len(known)
    while True:
        by = known[:kept]
        cases = tuple(c for c in held if all(getattr(c, f) == asked[f] for f in by))
        if (len(cases) >= enough and pairs(cases) >= min(enough, LEAST)) or kept <= 1:
            return Comparable(cases, tuple(by), tuple(f for f in FEATURES if f not in by), table, last)
        kept -= 1


def _asked(system: System, one: str, other: str) -> dict[str, object]:
    """The features of the two states on the day; the border and the rivalry where past ones are known too."""
    found: dict[str, object] = {
        "powers": len({one, other} & {*system.record.majors_at(system.day)}),
        "era": system.day.year >= ERA,
    }
    if store.held(*BORDERS) is not None:
        found["border"] = other in neighbours(system, one)
    if (listed := spells()) is not None:
        numbers = product(numbers_of(system.record, one), numbers_of(system.record, other))
        found["rivals"] = any(_rivals(listed, (min(n), max(n)), system.day.year) for n in numbers)
    return found


def _rivals(listed: Spells, pair: tuple[int, int], year: int) -> bool:
    return any(start <= year <= end for start, end in listed.get(pair, ()))


_ROWS: Final = """
WITH parts AS (
    SELECT dispnum, ccode1 AS one, ccode2 AS other, min(year) AS year, max(greatest(hostlev1, hostlev2)) AS level,
        min(least(orig1, orig2)) AS orig FROM {{0}} WHERE ccode1 < ccode2 GROUP BY ALL
), larger AS (SELECT dispnum, bool_or(orig = 0) AS joined FROM parts GROUP BY dispnum)
SELECT p.one, p.other, p.year, p.level, l.joined,
    count(*) FILTER (q.year BETWEEN p.year - {years} AND p.year - 1) > 0,
    count(*) FILTER (q.year BETWEEN p.year + 1 AND p.year + {years}) > 0,
    {border}
FROM parts p JOIN larger l USING (dispnum) JOIN parts q ON q.one = p.one AND q.other = p.other
WHERE p.orig = 1 AND p.level > 0 AND p.year BETWEEN {first} AND {until}
GROUP BY p.dispnum, p.one, p.other, p.year, p.level, l.joined ORDER BY p.year, p.one, p.other, p.dispnum
"""

_BORDER: Final = """(SELECT count(*) > 0 FROM {1} c WHERE c.conttype = 1 AND c.ccode1 = p.one AND c.ccode2 = p.other
    AND p.year BETWEEN year(c.stdate) AND CASE WHEN year(c.enddate) >= 2016 THEN 9999 ELSE year(c.enddate) END)"""


@lru_cache(maxsize=4)
def _clashes(record: Record, table: str, _marks: tuple[str, ...], last: int) -> tuple[Clash, ...]:
    """The disputes whose five years before and after the list covers, as known at the end of a year."""
    first = speaks(table)[0]
    land = store.held(*BORDERS) is not None
    border = _BORDER if land else "NULL"
    query = _ROWS.format(years=YEARS, border=border, first=first + YEARS, until=last - YEARS)
    rows = fetch(query, (table, "dyadic"), *((BORDERS,) if land else ()))
    great = {year: majors_of(record, year) for year in {row[2] for row in rows}}
    listed = spells()
    return tuple(
        Clash(
            one, other, year, level, level >= WAR, joined, before, after, len({one, other} & great[year]), border,
            None if listed is None else _rivals(listed, (one, other), year),
        )
        for one, other, year, level, joined, before, after, border in rows
    )  # fmt: skip


def pairs(cases: tuple[Clash, ...]) -> int:
    """Of how many pairs of states the cases are."""
    return len({(c.one, c.other) for c in cases})


def aftermath(found: Comparable, seed: int = 1, draws: int = DRAWS) -> Aftermath | None:
    """What followed the cases; None where they are of fewer than eight pairs of states."""
    import numpy as np

    if pairs(found.cases) < LEAST:
        return None
    places = {pair: n for n, pair in enumerate(dict.fromkeys((c.one, c.other) for c in found.cases))}
    weights = resampled(len(places), draws, seed)[:, [places[c.one, c.other] for c in found.cases]]
    years = f"{found.cases[0].year}-{found.cases[-1].year}"
    basis: tuple[Evidence, ...] = (evidence(found.table, "dyadic", years), Estimate("clashes", VERSION, seed))

    def drawn(name: str) -> tuple[Floats, Floats]:
        values = np.array([float(getattr(c, name)) for c in found.cases])
        return values, weights @ values / np.maximum(weights.sum(axis=1), 1)

    def share(name: str) -> Figure:
        values, means = drawn(name)
        value = float(values.mean())
        return Figure(f"clash_{name}", (), value, "share", basis, *share_bounds(value, means, len(places)))

    (_, old), (_, new) = drawn("before"), drawn("after")
    again = Change("clashes_again", share("before"), share("after"), spread=bounds(new - old, len(places)))
    return Aftermath(share("war"), share("joined"), again)
