"""Defence pacts that fell due in a war, and those that were kept, computed from imported data (ATOP, COW's wars).

A case is an alliance and a war. Its pledge of defence fell due where a member fought from the first day on a side that
initiated nothing, and another was bound to defend it on that day; where ATOP says that the pledge holds against named
states only, one of these must fight on the other side. It was kept if every state so bound fought on the side of the
state attacked within that war. One that fought first against it did not keep it. Members attacked later in a war are
left out, for the data do not say who attacked them. The rule is that of Leeds, Long & Mitchell (2000) as far as such
data go; the texts of the pledges are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from ...datasets import store
from ...measures.imported import evidence, fetch
from ..wars import TABLE as WARS
from ..wars import Entry, War, wars
from .honour import Rate

__all__ = ["MEMBERS", "Case", "cases", "rates"]

MEMBERS = ("atop", "members")

SPLIT = 1945
"""The published rates differ from this year on."""

FEWEST = 8
"""Of fewer cases no rate is told."""

QUERY = """
SELECT atopid, member, yrent, moent, dayent, yrexit, moexit, dayexit, defense,
    CASE WHEN defcoadv = 1 THEN [x FOR x IN [statthr1, statthr2] IF x > 0] ELSE [] END AS against
FROM {0} ORDER BY atopid, member, yrent, moent, dayent
"""


class Case(msgspec.Struct, frozen=True):
    """An alliance (by ATOP's number) whose defence fell due in a war: the states bound, and those of them that kept
    their word."""

    alliance: int
    war: int
    year: int
    bound: tuple[int, ...]
    kept: tuple[int, ...]

    @property
    def honoured(self) -> bool:
        """Whether every state bound kept its word."""
        return self.bound == self.kept


class Bond(msgspec.Struct, frozen=True):
    """A state's time in an alliance, whether it pledged defence, and against whom alone, if so."""

    state: int
    start: date
    end: date
    defends: bool
    against: tuple[int, ...]

    def holds(self, day: date) -> bool:
        """Whether the state is bound on a day."""
        return self.start <= day < self.end


def cases() -> tuple[Case, ...]:
    """Every case, by alliance and war. Raises DataError for what is not imported or cannot be read."""
    alliances: dict[int, list[Bond]] = {}
    for number, *row in fetch(QUERY, MEMBERS):
        alliances.setdefault(int(number), []).append(_bond(row))
    members = {number: {bond.state for bond in bonds} for number, bonds in alliances.items()}
    attacked = [(war, {entry.ccode for entry in _attacked(war)}) for war in wars()]
    concerned = ((number, war) for number in alliances for war, states in attacked if states & members[number])
    found = ((number, war, _due(alliances[number], war)) for number, war in concerned)
    return tuple(_case(number, war, due) for number, war, due in found if due)


def _bond(row: list[Any]) -> Bond:
    state, *days, defends, against = row
    start, end = _day(days[:3], date.min), _day(days[3:], date.max)
    return Bond(int(state), start, end, defends == 1, tuple(int(s) for s in against))


def _day(told: list[int | None], unknown: date) -> date:
    """A day of which month and day may be unknown: then the first."""
    year, month, day = (int(part or 0) for part in told)
    return date(year, max(month, 1), max(day, 1)) if year > 0 else unknown


def _due(bonds: Iterable[Bond], war: War) -> dict[int, bool]:
    """Who was bound to defend a state attacked first, and whether it did."""
    held = [*bonds]
    found: dict[int, bool] = {}
    for entry in _attacked(war):
        if any(b.state == entry.ccode and b.holds(entry.day) for b in held):
            for bond in held:
                if bond.defends and bond.state != entry.ccode and bond.holds(entry.day):
                    found |= _answered(bond, entry, war)
    return found


def _attacked(war: War) -> Iterator[Entry]:
    """Who fought first on a side on which nobody initiated."""
    for entry in war.originals:
        if not any(other.initiator and other.side == entry.side for other in (*war.originals, *war.joiners)):
            yield entry


def _answered(bond: Bond, attacked: Entry, war: War) -> dict[int, bool]:
    """Whether a state bound fought beside the one attacked; nothing where its pledge did not cover the war."""
    sides = {e.ccode: e.side for e in (*war.originals, *war.joiners)}
    first = {e.ccode for e in war.originals if e.side != attacked.side}
    foes = {state for state, side in sides.items() if side != attacked.side}
    if bond.state not in first and bond.against and not foes & {*bond.against}:
        return {}
    return {bond.state: sides.get(bond.state) == attacked.side}


def _case(alliance: int, war: War, due: dict[int, bool]) -> Case:
    bound = tuple(sorted(due))
    return Case(alliance, war.number, war.start.year, bound, tuple(state for state in bound if due[state]))


def rates() -> tuple[Rate, ...]:
    """The rates of the imported data: of all cases, and of those since 1945; none where the data are not imported or
    the cases are too few. Raises DataError for data that cannot be read."""
    if store.held(*MEMBERS) is None or store.held(*WARS) is None:
        return ()
    found = cases()
    late = tuple(case for case in found if case.year >= SPLIT)
    return tuple(_rate(held, since) for held, since in ((found, None), (late, SPLIT)) if len(held) >= FEWEST)


def _rate(found: tuple[Case, ...], since: int | None) -> Rate:
    kept, some = (sum(map(bool, told)) for told in ([c.honoured for c in found], [c.kept for c in found]))
    first, last = since or min(c.year for c in found), max(c.year for c in found)
    bound, came = (sum(map(len, told)) for told in ([c.bound for c in found], [c.kept for c in found]))
    used = "; ".join(evidence(*table, "").table for table in (MEMBERS, WARS))
    return Rate(
        round(100 * kept / len(found), 1),
        f"defence pacts towards a state attacked first, kept in that war by every state bound, {first}-{last} (by one"
        f" at least: {some} of {len(found)}; {came} of the {bound} states bound)",
        f"des pactes de défense envers un État attaqué d'emblée, tenus dans cette guerre par tous les obligés,"
        f" {first}-{last} (par un au moins : {some} sur {len(found)} ; {came} des {bound} États obligés)",
        first, last, len(found), f"{used}: foedus data cite",
    )  # fmt: skip
