"""A treaty as it is compared: parties with their years, and what each owes; ours and the dataset's in one form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from ..dates import Day
from ..record import Record
from ..treaty import Obligation, Party, Treaty

__all__ = ["Membership", "Side", "Years", "kin", "side"]

Years = tuple[int, int]
"""The first and the last year in which something may have happened."""


class Membership(msgspec.Struct, frozen=True):
    """A party: its code, the years in which it may have joined and left (None: it has not), what it owes; `doubtful`
    are pledges that are disputed or whose treaty is."""

    code: str
    entry: Years
    exit: Years | None
    pledges: frozenset[str]
    doubtful: frozenset[str]


class Side(msgspec.Struct, frozen=True):
    """One or several treaties, taken together."""

    begin: Years
    end: Years | None
    members: dict[str, Membership]

    def pledges(self) -> set[str]:
        """Every pledge that anybody owes."""
        return {pledge for member in self.members.values() for pledge in member.pledges}


@lru_cache(maxsize=8)
def _kin(record: Record) -> dict[str, str]:
    found = {}
    for state in record.states.values():
        numbers = [p.number for p in state.periods if p.system == "cow" and p.number is not None]
        found[state.code] = str(min(numbers)) if numbers else state.code
    return found


def kin(code: str, record: Record) -> str:
    """What a state and its predecessors of the same number have in common: the Soviet Union and Russia are one."""
    return _kin(record).get(code, code)


def side(treaties: Iterable[Treaty], record: Record, years: Years) -> Side:
    """What treaties say together, of the years compared."""
    held = tuple(treaties)
    members: dict[str, Membership] = {}
    for treaty in held:
        for party in treaty.party:
            member = _membership(treaty, party, years)
            if member:
                key = kin(party.state, record)
                members[key] = _joined(members[key], member) if key in members else member
    ends = [_end(treaty.ended, years) for treaty in held]
    return Side(
        (min(t.signed.first.year for t in held), min((t.in_force or t.signed).last.year for t in held)),
        None if None in ends else max(e for e in ends if e),
        members,
    )


def _membership(treaty: Treaty, party: Party, years: Years) -> Membership | None:
    """A party with what it owes; None if it was bound in none of the years."""
    start = party.start or (treaty.signed if treaty.in_force is None else None)
    if start is None or start.first.year > years[1]:
        return None
    until = _earlier(party.to, treaty.ended)
    owed = [o for o in treaty.obligation if _owes(o, party, start, until, years)]
    doubt = treaty.certainty == "disputed"
    return Membership(
        party.state,
        (start.first.year, start.last.year),
        _end(until, years),
        frozenset(o.pledge for o in owed),
        frozenset(o.pledge for o in owed if doubt or o.certainty == "disputed" or o.contested),
    )


def _owes(obligation: Obligation, party: Party, start: Day, until: Day | None, years: Years) -> bool:
    """Whether the party owes the pledge at some time in the years, while it is bound."""
    if obligation.obligors and party.state not in obligation.obligors:
        return False
    first = max(start.first, obligation.start.first if obligation.start else date.min)
    ends = [d.last for d in (until, obligation.to) if d]
    return first.year <= years[1] and all(first < end for end in ends)


def _earlier(one: Day | None, other: Day | None) -> Day | None:
    days = [day for day in (one, other) if day]
    return min(days, key=lambda day: day.last) if days else None


def _end(day: Day | None, years: Years) -> Years | None:
    """The years in which something ended; None if it had not by the last of those compared."""
    return None if day is None or day.first.year > years[1] else (day.first.year, day.last.year)


def _joined(one: Membership, other: Membership) -> Membership:
    """Two memberships of one state: from the first to the last, with all that it owed."""
    first, last = sorted((one, other), key=lambda m: m.entry)
    left = None if one.exit is None or other.exit is None else max(one.exit, other.exit)
    return Membership(
        last.code, first.entry, left, one.pledges | other.pledges, one.doubtful | other.doubtful,
    )  # fmt: skip
