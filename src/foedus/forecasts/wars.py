"""Wars between states as they grew: who fought first, who came later, on which side, on which day.

Correlates of War, inter-state wars 4.0 (Sarkees & Wayman 2010). Original belligerents fight on the first day; where a
side has none on that day, its earliest entrants are. Whoever comes later is a joiner, once: a state that changes sides
stays where it first stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby

import msgspec

from ..datasets import store
from ..errors import DataError

__all__ = ["DYADS", "TABLE", "Entry", "Step", "War", "onsets", "steps_of", "wars"]

TABLE = ("wars", "inter_participants")
DYADS = ("wars", "inter")


class Entry(msgspec.Struct, frozen=True, order=True):
    """A state (COW number) that enters a war on a side (1 or 2), as initiator or not."""

    day: date
    ccode: int
    side: int
    initiator: bool


class War(msgspec.Struct, frozen=True):
    """A war: its number and name, who fought first, and who came later, in the order in which they came."""

    number: int
    name: str
    originals: tuple[Entry, ...]
    joiners: tuple[Entry, ...]

    @property
    def start(self) -> date:
        """The first day."""
        return min(entry.day for entry in self.originals)

    def side(self, number: int) -> tuple[int, ...]:
        """The original belligerents of a side."""
        return tuple(sorted(e.ccode for e in self.originals if e.side == number))


class Step(msgspec.Struct, frozen=True):
    """The moment before some state enters: who is in already, and who enters on that day."""

    war: int
    day: date
    present: tuple[Entry, ...]
    entrants: tuple[Entry, ...]


def steps_of(war: War) -> Iterator[Step]:
    """The days on which a war grew, one by one."""
    present = war.originals
    for day, group in groupby(war.joiners, key=lambda entry: entry.day):
        entrants = tuple(group)
        yield Step(war.number, day, present, entrants)
        present += entrants


def onsets() -> list[tuple[int, int, int]]:
    """The years in which a war began between two states, by their numbers, the lower first. Raises DataError, with the
    command that brings them, if the dyads of wars are not imported."""
    columns = ("ccode1", "ccode2", "year", "cowinteronset")
    loaded = store.load(*DYADS, columns)
    rows = zip(*(loaded[c] for c in columns), strict=True)
    return [
        (_int(one), _int(two), _int(year)) for one, two, year, onset in rows if onset == 1 and _int(one) < _int(two)
    ]


def wars() -> tuple[War, ...]:
    """The wars that are imported, by number. Raises DataError if they are not, or are imported without days."""
    held = store.held(*TABLE)
    if held is None:
        store.paths_of(*TABLE)  # says which command brings it
        raise DataError("wars (inter_participants) is not imported")
    return _wars(tuple(part.sha256 for part in held.parts))


@lru_cache(maxsize=2)
def _wars(_sha256: tuple[str, ...]) -> tuple[War, ...]:
    columns = ("warnum", "warname", "ccode", "side", "initiator", "startyear1", "startmonth1", "startday1")
    loaded = store.load(*TABLE, columns)
    rows = sorted(zip(*(loaded[c] for c in columns), strict=True), key=lambda row: int(row[0] or 0))
    return tuple(_war(number, [*group]) for number, group in groupby(rows, key=lambda row: int(row[0] or 0)))


def _war(number: int, rows: list[tuple[int | float | str | None, ...]]) -> War:
    """A day or month that is not known is taken for the first one."""
    entries = sorted(
        Entry(date(_int(y), max(_int(m), 1), max(_int(d), 1)), _int(ccode), _int(side), initiator == 1)
        for _, _, ccode, side, initiator, y, m, d in rows
    )
    once: dict[int, Entry] = {}
    for entry in entries:
        once.setdefault(entry.ccode, entry)
    originals = _originals(once.values())
    joiners = tuple(entry for entry in once.values() if entry not in originals)
    return War(number, str(rows[0][1]), originals, joiners)


def _originals(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    held = [*entries]
    first = min(entry.day for entry in held)
    found = [entry for entry in held if entry.day == first]
    for side in (1, 2):
        of_side = [entry for entry in held if entry.side == side]
        if of_side and not any(entry.side == side for entry in found):
            found += [entry for entry in of_side if entry.day == min(e.day for e in of_side)]
    return tuple(found)


def _int(cell: int | float | str | None) -> int:
    return int(cell) if cell is not None else -9
