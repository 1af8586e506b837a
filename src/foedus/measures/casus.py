"""The casus foederis: given an attack, who is bound to do what, under which article, and who is not and why.

Law on paper, not what states do. The rules, in the order in which they are tried, for each pledge of each treaty:
in force on the day for obligor and beneficiary; the obligor neither attacks nor is attacked; the beneficiary did not
open the hostilities (unless the pledge says so); the attacker is one that the pledge names; the place lies in its
area. A reading that jurists dispute is `contested`; a condition that attacker, target, day and place do not settle is
`conditional`; facts that do not date a bond finely enough put the treaty in `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..dates import Standing, least
from ..system import System, needs_bond, term_of
from ..treaty import Obligation, Text, Treaty, bonds_of
from .attack import Question
from .theatre import coverage

__all__ = ["Answer", "Bond", "NotBound", "casus"]


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
    def neutral(self) -> tuple[str, ...]:
        """Bound to stay out by a pledge about such a war, and by no clear duty to defend the state attacked. Who is
        neutral for good stands among the bound: every war would name it."""
        held = {b.state for b in self.bound if b.obligation.pledge == "neutrality" and b.certainty == "clear"}
        held -= {b.state for b in self.bound if b.obligation.permanent}
        return tuple(sorted(held - set(self.obliged_defence)))

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


def casus(system: System, asked: Question) -> Answer:
    """Every pledge that the attack triggers, and every pledge of the same states that it does not, with reasons."""
    bound: list[Bond] = []
    not_bound: list[NotBound] = []
    unknown: set[str] = set()
    breached: list[tuple[str, Treaty, str]] = []
    for treaty in system.record.treaties_of(*asked.targets, *asked.attackers):
        if _long_dead(treaty, system):
            continue
        bonds = bonds_of(treaty, system.day)
        for obligation in treaty.obligation:
            term = term_of(obligation, system.day)
            if obligation.pledge == "nonaggression":
                if term == "inside":
                    breached += _breaches(system, asked, treaty, obligation, bonds)
                continue
            for verdict in _verdicts(system, asked, treaty, obligation, bonds, term):
                if isinstance(verdict, Bond):
                    bound.append(verdict)
                elif isinstance(verdict, NotBound):
                    not_bound.append(verdict)
                else:
                    unknown.add(verdict)
    made = _bonds(bound)
    return Answer(asked, made, _refusals(not_bound, made), tuple(breached), tuple(sorted(unknown)))


def _long_dead(treaty: Treaty, system: System) -> bool:
    """Ended before the day, or not yet signed on it: no word about it is due."""
    ended = treaty.ended is not None and system.day > treaty.ended.last
    return ended or (system.day < treaty.signed.first and treaty.in_force_at(system.day) == "outside")


Bonds = Mapping[str, Standing]


def _breaches(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, bonds: Bonds
) -> Iterator[tuple[str, Treaty, str]]:
    """The pledges not to attack that the attack breaks, beyond doubt."""
    if asked.initiated_by_target or "disputed" in {treaty.certainty, obligation.certainty}:
        return
    obligors, beneficiaries = (obligation.obligors or bonds), (obligation.beneficiaries or bonds)
    for attacker in asked.attackers:
        if attacker not in obligors or bonds.get(attacker) != "inside":
            continue
        for target in asked.targets:
            sure = bonds.get(target) == "inside" or not needs_bond(treaty, obligation, target)
            doubtful = any(system.contests(obligation, attacker, target))
            if target in beneficiaries and sure and not doubtful:
                yield attacker, treaty, obligation.article


def _verdicts(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, bonds: Bonds, term: Standing
) -> Iterator[Bond | NotBound | str]:
    """For each obligor and each beneficiary that the attack concerns (the attacker too, to say that it is owed
    nothing): a bond, the reason for none, or the treaty's id if the facts do not settle it."""
    obligors = obligation.obligors or tuple(bonds)
    beneficiaries = obligation.beneficiaries or bonds
    for beneficiary in (*asked.targets, *asked.attackers):
        if beneficiary not in beneficiaries:
            continue
        owed = bonds.get(beneficiary, "outside") if needs_bond(treaty, obligation, beneficiary) else "inside"
        reason: str | None = ""  # not yet looked for: it is the same for every obligor
        for obligor in obligors:
            if obligor == beneficiary:
                continue
            held = least(term, owed, bonds.get(obligor, "outside"))
            if held == "outside":
                refused = _not_in_force(system, treaty, bonds, obligor, beneficiary)
            elif obligor in asked.attackers:
                refused = "attacker" if beneficiary in asked.targets else None
            elif obligor in asked.targets:
                continue
            else:
                if reason == "":
                    reason = _failing(system, asked, treaty, obligation, beneficiary)
                refused = reason
                if refused is None:
                    unsettled = held == "unsettled"
                    yield treaty.id if unsettled else _bond(system, asked, treaty, obligation, obligor, beneficiary)
            if refused is not None:
                yield NotBound(obligor, treaty, obligation, beneficiary, refused)


def _not_in_force(system: System, treaty: Treaty, bonds: Bonds, obligor: str, beneficiary: str) -> str | None:
    """A treaty signed and not yet in force, or one that the obligor has left, deserves a word; one long dead, or one
    that does not bind the beneficiary either, does not."""
    if system.day < treaty.signed.first or (treaty.ended and system.day >= treaty.ended.last):
        return None
    if treaty.in_force_at(system.day) == "outside":
        return "signed_only"
    bound = bonds.get(obligor, "outside"), bonds.get(beneficiary, "outside")
    if bound == ("outside", "inside"):
        state = system.record.states.get(obligor)  # a successor, or a state that was no more, is worth no word
        return "not_party" if state is None or state.alive(system.day) else None
    return "beneficiary_not_party" if bound == ("inside", "outside") else None


def _failing(system: System, asked: Question, treaty: Treaty, obligation: Obligation, beneficiary: str) -> str | None:
    """The first condition of the casus that fails, None if all hold."""
    return next((why for why in _conditions(system, asked, treaty, obligation, beneficiary) if why), None)


def _conditions(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, beneficiary: str
) -> Iterator[str]:
    """The casus, condition by condition, in the order in which a reader would ask: why it fails, "" if it does not."""
    attacks = beneficiary in asked.attackers
    offence, neutral_anyway = obligation.pledge == "offence", obligation.pledge == "neutrality" and obligation.initiator
    if offence:
        yield "" if attacks else "no_war_of_its_own"
    else:
        yield "ally_attacks" if attacks and not neutral_anyway else ""
    if obligation.pledge in {"defence", "neutrality"}:
        yield "beneficiary_opened" if asked.initiated_by_target and not obligation.initiator else ""
        yield "nonstate" if not asked.attackers and not obligation.nonstate else ""  # neutrality supposes two states
    yield _enemies(system, treaty, obligation, asked.targets if attacks else asked.attackers)
    covered = "inside" if offence else coverage(system, treaty, obligation.area, beneficiary, asked.place)
    yield {"inside": "", "outside": "outside_area", "dependency": "dependency"}[covered]


def _enemies(system: System, treaty: Treaty, obligation: Obligation, enemies: tuple[str, ...]) -> str:
    """Whether the enemy is the one that the pledge wants: those it leaves out are struck off before counting."""
    wanted, left = obligation.attackers, set(enemies)
    if wanted.only and not left & set(wanted.only):
        return "other_attacker"
    left -= set(wanted.excluded)
    if enemies and not left:
        return "other_attacker"
    if not wanted.parties:
        left -= set(treaty.parties_at(system.day))
    if enemies and not left:
        return "attacker_is_party"
    counted = left & set(system.record.majors_at(system.day)) if wanted.great_powers else left
    limited = bool(enemies) and (wanted.at_least > 1 or wanted.great_powers)
    return "too_few_attackers" if limited and len(counted) < wanted.at_least else ""


def _bond(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str
) -> Bond:
    certainty, why = _certainty(system, asked, treaty, obligation, obligor, beneficiary)
    return Bond(obligor, treaty, obligation, beneficiary, certainty, why)


def _certainty(
    system: System, asked: Question, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str
) -> tuple[str, Text]:
    for contest in system.contests(obligation, obligor, beneficiary):
        areas = (coverage(system, treaty, a, beneficiary, asked.place) for a in contest.areas)
        if not contest.areas or "inside" in areas:
            return "contested", contest.text
    if obligation.certainty == "disputed" or treaty.certainty == "disputed":
        return "contested", obligation.dispute or treaty.dispute or treaty.short
    suspension = next(treaty.suspensions(system.day, obligor, beneficiary), None)
    if suspension is not None:
        return "contested", suspension.text
    if obligation.condition:
        return "conditional", obligation.condition
    return "clear", obligation.trigger or treaty.short


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
