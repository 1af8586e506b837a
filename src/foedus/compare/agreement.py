"""How far two sets of treaties agree, pledge by pledge: who owed what to whom, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from ..record import Record
from ..treaty import Obligation, Party, Treaty
from .sides import Years, kin

__all__ = ["Agreement", "agreement", "directed_years"]

Directed = set[tuple[int, str, str]]
"""A year, a state that owes, a state to which it owes."""


class Agreement(msgspec.Struct, frozen=True):
    """Directed pairs of states and years in which a pledge was owed: by both sides, by one only."""

    both: int
    ours: int
    theirs: int


def agreement(ours: Iterable[Treaty], theirs: Iterable[Treaty], pledge: str, record: Record, years: Years) -> Agreement:
    """The agreement on one pledge."""
    one = directed_years(ours, pledge, record, years)
    other = directed_years(theirs, pledge, record, years)
    return Agreement(len(one & other), len(one - other), len(other - one))


def directed_years(treaties: Iterable[Treaty], pledge: str, record: Record, years: Years) -> Directed:
    """Every year, obligor and beneficiary of a pledge: a year counts if the pledge was owed on some day of it."""
    found: Directed = set()
    for treaty in treaties:
        spells = [(kin(party.state, record), party, span) for party in treaty.party if (span := _span(party, treaty))]
        for obligation in treaty.obligation:
            if obligation.pledge != pledge:
                continue
            for obligor, party, one in spells:
                if obligation.obligors and party.state not in obligation.obligors:
                    continue
                for other, beneficiary, two in spells:
                    if obligor != other and _is_named(obligation, beneficiary):
                        found |= {(year, obligor, other) for year in _common(one, two, obligation, years)}
    return found


def _is_named(obligation: Obligation, party: Party) -> bool:
    return not obligation.beneficiaries or party.state in obligation.beneficiaries


def _span(party: Party, treaty: Treaty) -> tuple[date, date] | None:
    """From the first to the last day on which a party is bound, as far as is known."""
    if party.start is None or treaty.in_force is None:
        return None
    ends = [day.last for day in (party.to, treaty.ended) if day]
    return max(party.start.first, treaty.in_force.first), min(ends, default=date.max)


def _common(one: tuple[date, date], two: tuple[date, date], obligation: Obligation, years: Years) -> range:
    first, last = max(one[0], two[0]), min(one[1], two[1])
    if obligation.start:
        first = max(first, obligation.start.first)
    if obligation.to:
        last = min(last, obligation.to.last)
    return range(max(first.year, years[0]), min(last.year, years[1]) + 1) if first < last else range(0)
