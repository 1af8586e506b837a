"""The international system: the record seen on a day. Look-ups only; measuring it is done in `measures`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

import msgspec

from . import effects, factfiles
from .dates import Standing, least
from .errors import UsageError
from .event import Coded
from .record import Record
from .state import State
from .treaty import Contest, Obligation, Pledge, Treaty, bonds_of

__all__ = ["Owed", "System", "contests", "needs_bond", "pledged", "term_of"]


class Owed(msgspec.Struct, frozen=True):
    """A pledge that one state owes another on a day. `standing` is `clear`, `conditional` (owed against
    certain attackers only, or on a condition), `unsettled` (the facts do not date it finely enough) or `contested`
    (readings differ; `why` names the dispute)."""

    obligor: str
    beneficiary: str
    treaty: Treaty
    obligation: Obligation
    standing: str
    why: tuple[str, str] = ("", "")


def needs_bond(treaty: Treaty, obligation: Obligation, beneficiary: str) -> bool:
    """Whether a pledge is owed to a beneficiary only while it is bound itself. One that the pledge names needs no bond
    if it never signed, or if the pledge is disputed (a former party)."""
    named = beneficiary in obligation.beneficiaries
    return not named or (beneficiary in treaty.signatories and obligation.certainty != "disputed")


def term_of(obligation: Obligation, day: date) -> Standing:
    """Whether a pledge with a period of its own runs on the day."""
    if obligation.start and day < obligation.start.last:
        return "outside" if day < obligation.start.first else "unsettled"
    if obligation.to and day >= obligation.to.first:
        return "outside" if day >= obligation.to.last else "unsettled"
    return "inside"


def contests(obligation: Obligation, day: date, *states: str) -> Iterator[Contest]:
    """The contests of a pledge that hold on a day for one of the states."""
    for contest in obligation.contested:
        begun = contest.start is None or day >= contest.start.first
        over = contest.to is not None and day >= contest.to.last
        if begun and not over and (not contest.states or any(s in contest.states for s in states)):
            yield contest


@lru_cache(maxsize=4096)  # the systems of a brief share all treaties but one
def pledged(treaty: Treaty, pledge: Pledge, day: date) -> tuple[Owed, ...]:
    """What a treaty obliges to on a day: each obligor and beneficiary once, the clearest reading of the pledge."""
    if treaty.in_force_at(day) == "outside":
        return ()
    bonds = bonds_of(treaty, day)
    found: dict[tuple[str, str], Owed] = {}
    for obligation in treaty.pledges(pledge):
        term = term_of(obligation, day)
        if term == "outside":
            continue
        obligors = [o for o in obligation.obligors or treaty.signatories if bonds.get(o, "outside") != "outside"]
        for beneficiary in obligation.beneficiaries or treaty.signatories:
            other: Standing = "inside"
            if needs_bond(treaty, obligation, beneficiary):
                other = bonds.get(beneficiary, "outside")
            if other == "outside":
                continue
            for obligor in obligors:
                if obligor != beneficiary and _clearer(found.get((obligor, beneficiary))):
                    held = least(term, other, bonds[obligor])
                    found[obligor, beneficiary] = _owed(treaty, obligation, obligor, beneficiary, held, day)
    return tuple(found.values())


def _narrow(obligation: Obligation) -> bool:
    """Whether the pledge is owed against certain attackers only."""
    return bool(obligation.attackers.only) or obligation.attackers.at_least > 1


def _clearer(held: Owed | None) -> bool:
    return held is None or held.standing != "clear"


def _owed(treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str, held: Standing, day: date) -> Owed:
    dispute = treaty.dispute if treaty.certainty == "disputed" else None
    if obligation.certainty == "disputed":
        dispute = obligation.dispute or dispute
    contest = next((c for c in contests(obligation, day, obligor, beneficiary) if not c.areas), None)
    paused = next(treaty.suspensions(day, obligor, beneficiary), None)
    dispute = contest.text if contest else dispute or (paused.text if paused else None)
    disputed = dispute is not None or "disputed" in (treaty.certainty, obligation.certainty)
    limited = obligation.condition is not None or _narrow(obligation)
    word = "unsettled" if held == "unsettled" else ("conditional" if limited else "clear")
    word = "contested" if disputed else word
    why = (dispute.en, dispute.fr) if dispute else ("", "")
    return Owed(obligor, beneficiary, treaty, obligation, word, why)


@dataclass(frozen=True, eq=False)
class System:
    """The states, treaties and pledges of a day."""

    day: date
    record: Record

    @classmethod
    def at(cls, day: date | str) -> System:
        """The system of the packaged facts on a day (ISO 8601 text or a date).

        Raises UsageError for text that is no date, FactsError if the facts do not load.
        """
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError as error:
                raise UsageError(f"{day!r} is not a day (wanted YYYY-MM-DD)") from error
        return cls(day, factfiles.load())

    def states(self) -> tuple[State, ...]:
        """The members of the system that day, by the list of Gleditsch and Ward, by code."""
        return self._states

    @cached_property
    def _states(self) -> tuple[State, ...]:
        return tuple(s for s in self.record.states.values() if s.in_system(self.day))

    def treaties(self) -> tuple[Treaty, ...]:
        """The treaties certainly in force."""
        return tuple(t for t in self.record.treaties.values() if t.in_force_at(self.day) == "inside")

    def owed(self, pledge: Pledge = "defence", *, to: str | None = None, by: str | None = None) -> tuple[Owed, ...]:
        """Every pledge of one kind in force, to and by whom is asked; each obligor, beneficiary and treaty once."""
        found = self._owed_to(pledge)
        rows = found.get(to, ()) if to is not None else tuple(o for held in found.values() for o in held)
        return rows if by is None else tuple(o for o in rows if o.obligor == by)

    def _owed_to(self, pledge: Pledge) -> dict[str, tuple[Owed, ...]]:
        if pledge not in self._pledged:
            found: dict[str, list[Owed]] = {}
            for treaty in self.record.treaties.values():
                for owed in pledged(treaty, pledge, self.day):
                    found.setdefault(owed.beneficiary, []).append(owed)
            self._pledged[pledge] = {
                state: tuple(sorted(rows, key=lambda o: (o.obligor, o.treaty.id))) for state, rows in found.items()
            }
        return self._pledged[pledge]

    @cached_property
    def _pledged(self) -> dict[Pledge, dict[str, tuple[Owed, ...]]]:
        return {}

    def contests(self, obligation: Obligation, *states: str) -> Iterator[Contest]:
        """The contests of the pledge that hold on the day for one of the states."""
        return contests(obligation, self.day, *states)

    def members(self, organisation: str) -> tuple[str, ...]:
        """The members of an organisation that day; none if the facts do not hold it."""
        held = self.record.organisations.get(organisation)
        return held.members_at(self.day) if held else ()

    def apply(self, coded: Coded) -> System:
        """The system once the events of a document are added to the record."""
        return replace(self, record=effects.apply(self.record, coded, self.day, factfiles.load().treaties))

    def with_(self, *treaties: Treaty) -> System:
        """The system as if these treaties were in force."""
        return replace(self, record=self.record.plus(tuple(effects.in_force_from(t, self.day) for t in treaties)))

    def without(self, *treaties: str) -> System:
        """The system as if these treaties did not exist. Raises UsageError for an id that the facts do not hold."""
        self._known(treaties)
        return replace(self, record=self.record.minus(treaties))

    def changed(self, with_: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> System:
        """The counterfactual by ids: some treaties gone, others as if in force. Raises UsageError for an unknown id."""
        added = self._known(with_)
        system = self.without(*without) if without else self
        return system.with_(*added) if added else system

    def _known(self, treaties: tuple[str, ...]) -> tuple[Treaty, ...]:
        for treaty in treaties:
            if treaty not in self.record.treaties:
                raise UsageError(f"treaty {treaty!r} is not in the facts (see: foedus facts export treaties)")
        return tuple(self.record.treaties[t] for t in treaties)
