"""The casus foederis: given an attack, who is bound to do what, under which article, and who is not and why.

Law on paper, not what states do. The rules, in the order in which they are tried, for each pledge of each treaty:
in force on the day for obligor and beneficiary; the obligor neither attacks nor is attacked; the beneficiary did not
open the hostilities (unless the pledge says so); the attacker is one that the pledge names; the place lies in its
area. A reading that jurists dispute is `contested`; a condition that attacker, target, day and place do not settle is
`conditional`; facts that do not date a bond finely enough put the treaty in `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import hypot

import msgspec

from ..errors import UsageError
from ..place import Location, locate, near, parse_point, state_of, territory_at
from ..system import System
from ..treaty import Obligation, Text, Treaty

__all__ = ["Answer", "Bond", "NotBound", "Question", "casus", "chain", "place_of", "question"]


class Question(msgspec.Struct, frozen=True):
    """An attack: by whom (empty: a non-state group), on whom, where (None: on the target's own territory)."""

    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    place: Location | None = None
    initiated_by_target: bool = False


class Bond(msgspec.Struct, frozen=True):
    """A duty that the attack triggers."""

    state: str
    treaty: Treaty
    obligation: Obligation
    towards: str
    certainty: str  # clear | contested | conditional
    why: Text


class NotBound(msgspec.Struct, frozen=True):
    """A pledge that the attack does not trigger; `reason` is a key of the wording (`casus.reason.*`)."""

    state: str
    treaty: Treaty
    obligation: Obligation
    towards: str
    reason: str


class Answer(msgspec.Struct, frozen=True):
    """Who is bound, and who is not. `unknown`: ids of treaties whose dates the facts do not settle."""

    question: Question
    bound: tuple[Bond, ...]
    not_bound: tuple[NotBound, ...]
    breached: tuple[tuple[str, Treaty, str], ...]
    unknown: tuple[str, ...]

    def states(self, pledge: str, certainty: str = "clear") -> tuple[str, ...]:
        """The states bound by one kind of pledge with one certainty, by code."""
        return tuple(
            sorted({b.state for b in self.bound if b.obligation.pledge == pledge and b.certainty == certainty})
        )

    @property
    def obliged_defence(self) -> tuple[str, ...]:
        """Bound to defend, armed force included, beyond doubt."""
        return tuple(sorted({b.state for b in self._defence() if b.state not in b.obligation.aid_only}))

    @property
    def obliged_aid(self) -> tuple[str, ...]:
        """Bound to aid, free to leave arms out of it."""
        return tuple(sorted({b.state for b in self._defence()} - set(self.obliged_defence)))

    def _defence(self) -> tuple[Bond, ...]:
        return tuple(b for b in self.bound if b.obligation.pledge == "defence" and b.certainty == "clear")

    @property
    def contested(self) -> tuple[str, ...]:
        """Bound to defend by a reading that is disputed, and by no clear one."""
        return self._only("contested", set(self.obliged_defence))

    @property
    def conditional(self) -> tuple[str, ...]:
        """Bound to defend if a condition is met that the question does not settle."""
        return self._only("conditional", set(self.obliged_defence) | set(self.contested))

    def _only(self, certainty: str, others: set[str]) -> tuple[str, ...]:
        return tuple(s for s in self.states("defence", certainty) if s not in others)


def question(
    system: System,
    attackers: tuple[str, ...],
    targets: tuple[str, ...],
    theatre: str = "",
    point: tuple[float, float] | None = None,
    initiated_by_target: bool = False,
) -> Question:
    """A checked question. Raises UsageError for an unknown state, no target, a state on both sides, a theatre that
    cannot be located."""
    for state in (*attackers, *targets):
        if state not in system.record.states:
            raise UsageError(f"{state!r} is no state that the facts know (wanted a code such as PRK, or a name)")
    if not targets:
        raise UsageError("no target: name the state attacked (--target PRK)")
    both = set(attackers) & set(targets)
    if both:
        raise UsageError(f"{', '.join(sorted(both))} cannot be attacker and target at once")
    place = place_of(theatre, targets, point) if theatre or point else None
    return Question(attackers, targets, place, initiated_by_target)


def place_of(theatre: str, targets: tuple[str, ...] = (), point: tuple[float, float] | None = None) -> Location:
    """The theatre as a location: a point in degrees, or a place's name looked up, first in the targets.

    Raises UsageError if neither a point is given nor the name is found.
    """
    try:
        point = point or parse_point(theatre)
    except ValueError as error:
        raise UsageError(str(error)) from error
    names = [part.strip() for part in theatre.split(",")] if theatre and parse_point(theatre) is None else []
    if point is None:
        found = next((f for n in names for t in (*targets, None) if (f := locate(n, t))), None)
        if found is None:
            raise UsageError(f"the theatre {theatre!r} is not in the place table; give it as LAT,LON")
        return found
    known = next((f for n in names for t in targets if (f := locate(n, t))), None)
    near = known is not None and hypot(known.lat - point[0], known.lon - point[1]) < 1.0
    territory = known.territory if near and known else territory_at(*point)
    return Location(theatre or f"{point[0]}, {point[1]}", *point, territory)


def casus(system: System, asked: Question) -> Answer:
    """Every pledge that the attack triggers, and every pledge of the same states that it does not, with reasons."""
    bound: list[Bond] = []
    not_bound: list[NotBound] = []
    unknown: set[str] = set()
    breached: list[tuple[str, Treaty, str]] = []
    concerned = {*asked.targets, *asked.attackers}
    for treaty in system.record.treaties.values():
        if _long_dead(treaty, system) or not _named(treaty) & concerned:
            continue
        for obligation in treaty.obligation:
            if obligation.pledge == "nonaggression":
                breached += _breaches(system, asked, treaty, obligation)
                continue
            for obligor, beneficiary in _pairs(asked, treaty, obligation):
                verdict = _verdict(system, asked, treaty, obligation, obligor, beneficiary)
                if isinstance(verdict, Bond):
                    bound.append(verdict)
                elif isinstance(verdict, NotBound):
                    not_bound.append(verdict)
                elif verdict:
                    unknown.add(treaty.id)
    bonds = _bonds(bound)
    return Answer(asked, bonds, _refusals(not_bound, bonds), tuple(breached), tuple(sorted(unknown)))


def chain(
    system: System, joined: tuple[str, ...], against: tuple[str, ...], depth: int | None = None
) -> tuple[Bond, ...]:
    """The next circles: who is bound to defend a state that has joined the war, were it attacked at home by the other
    side. Breadth first and cycle-safe: each newcomer once, by the clear duty that brings it in (`towards` names whom);
    `depth` circles at the most, None: all."""
    seen, circle, found = {*joined, *against}, list(joined), []
    while circle and depth != 0:
        newcomers: dict[str, Bond] = {}
        for state in circle:
            for bond in casus(system, Question(against, (state,))).bound:
                if bond.obligation.pledge == "defence" and bond.certainty == "clear" and bond.state not in seen:
                    newcomers.setdefault(bond.state, bond)
        seen |= newcomers.keys()
        found += [newcomers[s] for s in sorted(newcomers)]
        circle = sorted(newcomers)
        depth = None if depth is None else depth - 1
    return tuple(found)


@lru_cache(maxsize=4096)
def _named(treaty: Treaty) -> frozenset[str]:
    """Every state that the treaty can concern."""
    return frozenset(treaty.signatories) | {b for o in treaty.obligation for b in o.beneficiaries}


def _long_dead(treaty: Treaty, system: System) -> bool:
    """Ended before the day, or not yet signed on it: no word about it is due."""
    ended = treaty.ended is not None and system.day > treaty.ended.last
    return ended or (system.day < treaty.signed.first and treaty.in_force_at(system.day) == "outside")


def _pairs(asked: Question, treaty: Treaty, obligation: Obligation) -> Iterator[tuple[str, str]]:
    """Obligors and the beneficiaries that the attack concerns: the attacker too, to say that it is owed nothing."""
    concerned = (*asked.targets, *asked.attackers)
    beneficiaries = [b for b in obligation.beneficiaries or treaty.signatories if b in concerned]
    for obligor in obligation.obligors or treaty.signatories:
        for beneficiary in beneficiaries:
            if beneficiary != obligor:
                yield obligor, beneficiary


def _breaches(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation
) -> Iterator[tuple[str, Treaty, str]]:
    for attacker in asked.attackers:
        for target in asked.targets:
            parties = (obligation.obligors or treaty.signatories, obligation.beneficiaries or treaty.signatories)
            if attacker not in parties[0] or target not in parties[1] or asked.initiated_by_target:
                continue
            if system.standing(treaty, obligation, attacker, target) == "inside":
                yield attacker, treaty, obligation.article


def _verdict(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str
) -> Bond | NotBound | bool:
    """A bond, the reason for none, True if the facts do not settle it, False if the pledge does not concern it."""

    def no(reason: str) -> NotBound:
        return NotBound(obligor, treaty, obligation, beneficiary, reason)

    standing = system.standing(treaty, obligation, obligor, beneficiary)
    if standing == "outside":
        return _not_in_force(system, treaty, obligor, beneficiary, no)
    if obligor in asked.attackers:
        return no("attacker") if beneficiary in asked.targets else False
    if obligor in asked.targets:
        return False
    for reason, failed in _conditions(system, asked, treaty, obligation, beneficiary):
        if failed:
            return no(reason)
    if standing == "unsettled":
        return True
    return _bond(system, asked, treaty, obligation, obligor, beneficiary)


def _not_in_force(
    system: System, treaty: Treaty, obligor: str, beneficiary: str, no: Callable[[str], NotBound]
) -> NotBound | bool:
    """A treaty signed and not yet in force, or one that the obligor has left, deserves a word; one long dead, or one
    that does not bind the beneficiary either, does not."""
    if system.day < treaty.signed.first or (treaty.ended and system.day >= treaty.ended.last):
        return False
    if treaty.in_force_at(system.day) == "outside":
        return no("signed_only")
    bound = treaty.bound(obligor, system.day), treaty.bound(beneficiary, system.day)
    if bound == ("outside", "inside"):
        return no("not_party")
    return no("beneficiary_not_party") if bound == ("inside", "outside") else False


def _conditions(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, beneficiary: str
) -> Iterator[tuple[str, bool]]:
    """The casus, condition by condition, in the order in which a reader would ask."""
    offence, neutral_anyway = obligation.pledge == "offence", obligation.pledge == "neutrality" and obligation.initiator
    if offence:
        yield "no_war_of_its_own", beneficiary not in asked.attackers
    else:
        yield "ally_attacks", beneficiary in asked.attackers and not neutral_anyway
    if obligation.pledge == "defence":
        yield "beneficiary_opened", asked.initiated_by_target and not obligation.initiator
    if obligation.pledge in {"defence", "neutrality"}:  # neutrality supposes a war between states
        yield "nonstate", not asked.attackers and not obligation.nonstate
    yield from _enemies(
        system, treaty, obligation, asked.targets if beneficiary in asked.attackers else asked.attackers
    )
    yield "outside_area", not offence and not _in_area(system, asked, obligation.area, beneficiary)


def _enemies(
    system: System, treaty: Treaty, obligation: Obligation, enemies: tuple[str, ...]
) -> Iterator[tuple[str, bool]]:
    """Whether the enemy is the one that the pledge wants: those it leaves out are struck off before counting."""
    wanted, left = obligation.attackers, set(enemies)
    yield "other_attacker", bool(wanted.only) and not left & set(wanted.only)
    left -= set(wanted.excluded)
    yield "other_attacker", bool(enemies) and not left
    if not wanted.parties:
        left -= set(treaty.parties_at(system.day))
    yield "attacker_is_party", bool(enemies) and not left
    counted = left & set(system.record.majors_at(system.day)) if wanted.great_powers else left
    yield "too_few_attackers", wanted.at_least > 1 and len(counted) < wanted.at_least


def _in_area(system: System, asked: Question, area: str, target: str) -> bool:
    if area == "anywhere":
        return True
    place = asked.place or _home(system, target)
    if place is None:
        return area == "parties"
    holder = state_of(place.territory) if place.territory else None
    if area == "parties":
        if holder in {None, target} or not system.record.states[holder].in_system(system.day):
            return True  # at sea, at home, or on land that belonged to no state of today's map
        return near(target, place.lat, place.lon)
    if area.startswith("state:"):
        return area[6:] in {holder or target, place.territory}
    scope = system.record.areas[area]
    return (scope.metropolitan and place.territory == target) or scope.holds(place.lat, place.lon)


def _home(system: System, state: str) -> Location | None:
    capital = system.record.states[state].capital_at(system.day) if state in system.record.states else None
    return Location(capital.name_en, capital.lat, capital.lon, state) if capital else None


def _bond(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str
) -> Bond:
    def made(certainty: str, why: Text) -> Bond:
        return Bond(obligor, treaty, obligation, beneficiary, certainty, why)

    for contest in system.contests(obligation, obligor, beneficiary):
        if not contest.areas or any(_in_area(system, asked, a, beneficiary) for a in contest.areas):
            return made("contested", contest.text)
    if obligation.certainty == "disputed" or treaty.certainty == "disputed":
        return made("contested", obligation.dispute or treaty.dispute or treaty.short)
    suspended = [s for p in treaty.party if p.state in {obligor, beneficiary} for s in p.suspended]
    for suspension in suspended:
        if suspension.start.first <= system.day and (suspension.to is None or system.day < suspension.to.last):
            return made("contested", suspension.text)
    if obligation.condition:
        return made("conditional", obligation.condition)
    return made("clear", obligation.trigger or treaty.short)


def _bonds(rows: list[Bond]) -> tuple[Bond, ...]:
    """One bond a state, treaty, article and beneficiary: a clear reading wins over a conditional or contested one."""
    order = ("clear", "conditional", "contested")
    found: dict[tuple[str, ...], Bond] = {}
    for bond in rows:
        key = (bond.obligation.pledge, bond.state, bond.treaty.id, bond.obligation.article, bond.towards)
        if key not in found or order.index(bond.certainty) < order.index(found[key].certainty):
            found[key] = bond
    return tuple(found[key] for key in sorted(found))


def _refusals(rows: list[NotBound], bonds: tuple[Bond, ...]) -> tuple[NotBound, ...]:
    """One line a state, treaty, article and beneficiary; none where another paragraph binds after all."""
    taken = {(b.obligation.pledge, b.state, b.treaty.id, b.towards) for b in bonds}
    found: dict[tuple[str, ...], NotBound] = {}
    for row in rows:
        if (row.obligation.pledge, row.state, row.treaty.id, row.towards) not in taken:
            key = (row.obligation.pledge, row.state, row.treaty.id, row.obligation.article, row.towards)
            found.setdefault(key, row)
    return tuple(found[key] for key in sorted(found))
