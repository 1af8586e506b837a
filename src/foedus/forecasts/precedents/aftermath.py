"""What befell states before and after pacts: disputes with third parties by year, from imported disputes.

A dispute counts in the year in which it began, once for the state, where at least one of its opponents there is no
party to the pact. Rates are disputes a year and state. The year of the pact itself is left out of both windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from ...datasets import store
from ...measures.imported import columns, stamp
from ...record import Record
from .pacts import Pact, gains

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["DATASETS", "KINDS", "Disputes", "Windows", "dataset", "majors_of", "membership", "numbers_of", "speaks",
           "windows"]  # fmt: skip

DATASETS: Final = {"gml_mid": "hostlev", "cow_mid": "greatest(hostlev1, hostlev2)"}
"""Datasets of dyadic disputes, the preferred one first, and how far a dispute went there: as a whole, between two."""

KINDS: Final = ("any", "force", "war", "opened", "attacked", "joined")
"""Disputes counted: all; those that reach the use of force; war; in which the state was of the side that acted first;
of the other side; not from the beginning. The last three sum to the first."""


class Windows(msgspec.Struct, frozen=True):
    """Rates of the cases that have both windows whole: cases x KINDS; of the parties that are no major powers, where
    there are any. `control` is the change in the same years of states alike (major power or not) that were newly bound
    to nobody then; NaN where there was none."""

    cases: tuple[Pact, ...]
    before: Floats
    after: Floats
    control: Floats


def dataset() -> str | None:
    """The dataset of disputes that is imported, the preferred one; None without any."""
    return next((name for name in DATASETS if store.held(name, "dyadic") is not None), None)


def speaks(name: str) -> tuple[int, int]:
    """The years of a dataset of disputes."""
    found = store.held(name, "dyadic")
    return found.years if found and found.years else (0, 0)


def windows(record: Record, cases: Iterable[Pact], years: int, name: str, until: int = date.max.year) -> Windows:
    """The rates of `years` years before and after each pact, the mean of its parties that were states of the system
    throughout both; pacts without such a party, outside the years of the data, or whose window runs past the year
    `until`, are left out.

    Raises DataError if the disputes cannot be read.
    """
    import numpy as np

    held = Disputes.of(name)
    kept, means = [], []
    for pact in cases:
        rows = [_seen(record, pact, number, years, held) for number in _whole(record, pact, years, held, until)]
        if rows:
            kept.append(pact)
            means.append(np.mean(rows, axis=0))
    stacked = np.array(means).reshape(len(kept), 3, len(KINDS))
    return Windows(tuple(kept), stacked[:, 0], stacked[:, 1], stacked[:, 2])


def _seen(record: Record, pact: Pact, number: int, years: int, held: Disputes) -> Floats:
    """A party's rates before and after, and the change of states alike: 3 x KINDS."""
    import numpy as np

    before, after = held.around(number, pact.year, years, held.others(record, pact, number))
    idle = _idle(record, pact.year, years, held.key)
    control = idle[number in majors_of(record, pact.year)]
    return np.array([before, after, np.full(len(KINDS), np.nan) if control is None else control])


def _whole(record: Record, pact: Pact, years: int, held: Disputes, until: int) -> list[int]:
    """The numbers of the parties that were members in every year of both windows, which the data cover."""
    first, last = pact.year - years, pact.year + years
    if first < held.first or last > min(held.last, until):
        return []
    members, great = membership(record), majors_of(record, pact.year)
    numbers = {n for state in pact.bound for n in numbers_of(record, state)}
    return sorted(
        n for n in numbers - great or numbers if members.get(n, frozenset()).issuperset(range(first, last + 1))
    )


@lru_cache(maxsize=512)
def _idle(record: Record, year: int, years: int, key: tuple[str, str]) -> Mapping[bool, Floats | None]:
    """The mean change of the states that were newly bound to nobody in the two windows: of major powers, of others."""
    import numpy as np

    held, span = Disputes.keyed(key), range(year - years, year + years + 1)
    bound = {n for state, when in gains(record).items() if when.intersection(span) for n in numbers_of(record, state)}
    members, great = membership(record), majors_of(record, year)
    whole = [n for n in members if n not in bound and members[n].issuperset(span)]
    found: dict[bool, Floats | None] = {}
    for wanted in (False, True):
        rows = [held.change(n, year, years) for n in whole if (n in great) == wanted]
        found[wanted] = np.mean(rows, axis=0) if rows else None
    return found


@lru_cache(maxsize=512)
def majors_of(record: Record, year: int) -> frozenset[int]:
    """The numbers of the major powers of any part of a year."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    return frozenset(n for s in {*record.majors_at(start), *record.majors_at(end)} for n in numbers_of(record, s))


@lru_cache(maxsize=4)
def membership(record: Record) -> Mapping[int, frozenset[int]]:
    """The years in which the list of the Correlates of War project holds a state of each number, for any part of it; a
    number that passes from one state to its successor goes on."""
    found: dict[int, set[int]] = {}
    for state in record.states.values():
        for spell in state.periods:
            if spell.system == "cow" and spell.number is not None:
                last = spell.to.last.year if spell.to else 2100
                found.setdefault(spell.number, set()).update(range(spell.start.first.year, last + 1))
    return {number: frozenset(years) for number, years in found.items()}


def numbers_of(record: Record, state: str) -> tuple[int, ...]:
    """The numbers by which the list ever knew a state."""
    held = record.states.get(state)
    return tuple(dict.fromkeys(p.number for p in held.periods if p.system == "cow" and p.number)) if held else ()


class Disputes:
    """Every state's part in every dispute, sorted by state: year of onset, KINDS as 0 or 1, opponents."""

    def __init__(self, key: tuple[str, str]) -> None:
        import numpy as np

        self.key = key
        self.first, self.last = speaks(key[0])
        found = columns(_PARTS.format(DATASETS[key[0]]), (key[0], "dyadic"))
        level, orig, side = (np.ma.filled(found[c], 0) for c in ("level", "orig", "side"))
        self.years = np.asarray(found["year"])
        acts = (level >= 0, level >= 4, level >= 5, (orig == 1) & (side == 1), (orig == 1) & (side != 1), orig != 1)
        self.kinds = np.column_stack([a.astype(np.float64) for a in acts])
        self.opponents = [frozenset(map(int, row)) for row in found["opponents"]]
        states = np.asarray(found["ccode1"])
        self.place = {int(n): (int(a), int(b)) for n, a, b in _runs(states)}

    @classmethod
    def of(cls, name: str) -> Disputes:
        """The disputes of a dataset as imported now."""
        return cls.keyed((name, stamp(name, "dyadic")))

    @staticmethod
    @lru_cache(maxsize=2)
    def keyed(key: tuple[str, str]) -> Disputes:
        """The same by the name and the import."""
        return Disputes(key)

    @staticmethod
    def others(record: Record, pact: Pact, number: int) -> frozenset[int]:
        """The numbers of the other parties of a pact."""
        return frozenset(n for s in pact.parties for n in numbers_of(record, s)) - {number}

    def around(
        self, number: int, year: int, years: int, without: frozenset[int] = frozenset()
    ) -> tuple[Floats, Floats]:
        """The rates before and after a year, of disputes with others than `without`."""
        start, end = self.place.get(number, (0, 0))
        when, kinds = self.years[start:end], self.kinds[start:end]
        if without:
            third = [not opponents <= without for opponents in self.opponents[start:end]]
            when, kinds = when[third], kinds[third]
        before = (when >= year - years) & (when < year)
        after = (when > year) & (when <= year + years)
        return kinds[before].sum(axis=0) / years, kinds[after].sum(axis=0) / years

    def change(self, number: int, year: int, years: int) -> Floats:
        """After minus before."""
        before, after = self.around(number, year, years)
        found: Floats = after - before
        return found


def _runs(sorted_values: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Each value with where its run starts and ends."""
    import numpy as np

    values, starts = np.unique(sorted_values, return_index=True)
    ends = [*starts[1:], len(sorted_values)]
    return list(zip(values, starts, ends, strict=True))


_PARTS: Final = """
SELECT ccode1, min(year) AS year, max({0}) AS level, max(orig1) AS orig, max(sidea1) AS side,
    list(DISTINCT ccode2) AS opponents
FROM {{0}} GROUP BY ccode1, dispnum ORDER BY ccode1, year, dispnum
"""
