"""Comparable pacts whose pledge fell due in a war, and those of them in which another party fought, by imported wars.

A pledge is taken to fall due where a party that did not initiate the war is in it from its side's first day, and no
party to the pact initiated it. What the text of the pledge says of such a war is not looked at: the published rates at
which alliances were honoured do that, and stand beside it.
"""

from __future__ import annotations

from datetime import date

import msgspec

from ...datasets import store
from ...evidence import Evidence
from ...figure import Figure
from ...measures.imported import evidence
from ...record import Record
from ..resampling import wilson
from ..wars import TABLE, Entry, War, wars
from .aftermath import numbers_of
from .pacts import Comparable, Pact

__all__ = ["Fallen", "fallen"]


class Fallen(msgspec.Struct, frozen=True):
    """Shares with Wilson's intervals: of the cases, those in which the pledge fell due while it bound and within the
    years asked (`invoked`); of these, those in which another party fought on that side (`honoured`)."""

    cases: int
    invoked: Figure
    honoured: Figure
    pacts: tuple[tuple[Pact, bool], ...]


def fallen(record: Record, found: Comparable, years: int = 10) -> Fallen | None:
    """Pacts with a pledge to fight that fell due in the `years` years after, all of them before the year of the pact
    compared; None without imported wars.

    Raises DataError if they cannot be read.
    """
    note = store.held(*TABLE)
    if note is None or note.years is None:
        return None
    first, last = note.years[0], min(note.years[1], found.pact.year - 1)
    cases = [c for c in found.cases if c.pledge == "fight" and first <= c.year <= last - years]
    judged = ((c, _due(record, c, years)) for c in cases)
    due = tuple((c, kept) for c, kept in judged if kept is not None)
    basis = (evidence(*TABLE, f"{first}-{last}"),)
    honoured = _part("honoured", sum(kept for _, kept in due), len(due), basis)
    return Fallen(len(cases), _part("invoked", len(due), len(cases), basis), honoured, due)


def _part(name: str, hits: int, trials: int, basis: tuple[Evidence, ...]) -> Figure:
    if not trials:
        return Figure(name, (), None, "share", basis, exact="no case")
    low, high = wilson(hits, trials)
    return Figure(name, (), hits / trials, "share", basis, low, high)


def _due(record: Record, pact: Pact, years: int) -> bool | None:
    """None where the pledge fell never due; else whether another party fought on that side in a war that made it so."""
    parties, bound = ({n for s in side for n in numbers_of(record, s)} for side in (pact.parties, pact.bound))
    ended = pact.end.last if pact.end else date.max
    end = min(date(pact.year + years, 12, 31), ended)
    due = [
        (war, e) for war in wars() if pact.day < war.start <= end for e in _attacked(war, parties) if e.ccode in bound
    ]
    if not due:
        return None
    return any(e.side == one.side and e.ccode in parties - {one.ccode} for war, one in due for e in _all(war))


def _all(war: War) -> tuple[Entry, ...]:
    return (*war.originals, *war.joiners)


def _attacked(war: War, parties: set[int]) -> list[Entry]:
    """The parties among those who fought first on a side on which nobody initiated; none where a party initiated."""
    if any(e.initiator and e.ccode in parties for e in _all(war)):
        return []
    began = {e.side for e in war.originals if e.initiator}
    return [e for e in war.originals if e.ccode in parties and e.side not in began]
