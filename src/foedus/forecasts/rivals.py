"""Listed rivalries: strategic rivals by Thompson, Sakuwa & Suhas (2022), imported, or those that the facts hold.

A list of rivalries is coded by people who know what came after. Only those that began some years before are counted,
so that at the least no war makes its own rivals; that a rivalry was listed at all may still owe to the war.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..datasets import store
from ..evidence import Row
from ..measures.imported import columns, evidence, fetch, stamp
from ..system import System

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

__all__ = ["AGED", "TABLE", "begun", "cited", "rivals_of", "spells"]

TABLE = ("rivalries", "tss")

AGED = 5
"""So many years before at the least a rivalry must have begun."""

LISTED = 2020
"""The last year of the list behind the facts: they hold the rivalries that went on then, and no others."""


def begun(year: int) -> tuple[Whole, Whole]:
    """Pairs of rivals in a year by the imported list, as COW numbers; none where it is not imported.

    Raises DataError if it cannot be read.
    """
    import numpy as np

    held = store.held(*TABLE)
    if held is None or held.years is None:
        none = np.zeros(0, dtype=np.int64)
        return none, none
    last = min(year - 1, held.years[1])
    found = columns(f'SELECT ccode1, ccode2 FROM {{0}} WHERE start <= {year - AGED} AND "end" >= {last}', TABLE)
    return found["ccode1"], found["ccode2"]


def spells() -> Mapping[tuple[int, int], tuple[tuple[int, int], ...]] | None:
    """The years for which two states (COW numbers, the lower first) count as rivals by the imported list: from some
    years after the beginning on, and beyond the list where it ended with it. None where it is not imported.

    Raises DataError if it cannot be read.
    """
    return None if store.held(*TABLE) is None else _spells(stamp(*TABLE))


@lru_cache(maxsize=2)
def _spells(_stamp: str) -> Mapping[tuple[int, int], tuple[tuple[int, int], ...]]:
    found: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    last = f'CASE WHEN "end" >= {LISTED} THEN 9999 ELSE "end" END'
    query = f"SELECT least(ccode1, ccode2), greatest(ccode1, ccode2), start + {AGED}, {last} FROM {{0}} ORDER BY ALL"
    for one, other, start, end in fetch(query, TABLE):
        found[one, other] = (*found.get((one, other), ()), (start, end))
    return found


def rivals_of(system: System) -> tuple[tuple[str, str], ...] | None:
    """Pairs of rivals on the day, by the facts once their list had ended, before that by the imported list; None
    where neither speaks of the day."""
    if system.day.year > LISTED:
        return tuple(
            (r.one, r.other)
            for r in system.record.rivalries
            if r.period.at(system.day) != "outside" and r.period.start.first.year <= system.day.year - AGED
        )
    if store.held(*TABLE) is None:
        return None
    named = {
        number: state.code for state in system.states() if (number := state.number_at(system.day, "cow")) is not None
    }
    pairs = zip(*(column.tolist() for column in begun(system.day.year)), strict=True)
    return tuple((named[one], named[other]) for one, other in pairs if one in named and other in named)


def cited(system: System) -> tuple[Row, ...]:
    """The list that speaks of the day, as evidence."""
    if system.day.year <= LISTED:
        return (evidence(*TABLE, f"in {system.day.year}"),)
    sources = dict.fromkeys(r.source for r in system.record.rivalries)
    return tuple(Row("rivalries", f"on {system.day}", system.record.sources.get(s, s)) for s in sources)
