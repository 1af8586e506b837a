"""The international system: the record seen on a day. Look-ups only; a way of measuring it is a function in `measures`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from . import effects, factfiles
from .dates import Standing
from .errors import UsageError
from .event import Coded
from .record import Record
from .state import State
from .treaty import Contest, Obligation, Pledge, Treaty

__all__ = ["Owed", "System"]


class Owed(msgspec.Struct, frozen=True):
    """A pledge that one state owes another on a day. `standing` is `clear`, `contested` (readings differ) or
    `unsettled` (the facts do not date it finely enough); `why` names the dispute."""

    obligor: str
    beneficiary: str
    treaty: Treaty
    obligation: Obligation
    standing: str
    why: tuple[str, str] = ("", "")


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
        return tuple(s for s in self.record.states.values() if s.in_system(self.day))

    def treaties(self) -> tuple[Treaty, ...]:
        """The treaties certainly in force."""
        return tuple(t for t in self.record.treaties.values() if t.in_force_at(self.day) == "inside")

    def owed(self, pledge: Pledge = "defence", *, to: str | None = None, by: str | None = None) -> tuple[Owed, ...]:
        """Every pledge of one kind in force, to and by whom is asked; each obligor, beneficiary and treaty once."""
        found: dict[tuple[str, str, str], Owed] = {}
        for treaty in self.record.treaties.values():
            if treaty.in_force_at(self.day) == "outside":
                continue
            for obligation in treaty.pledges(pledge):
                for owed in self._pairs(treaty, obligation, to, by):
                    key = (owed.obligor, owed.beneficiary, treaty.id)
                    if key not in found or owed.standing == "clear":
                        found[key] = owed
        return tuple(sorted(found.values(), key=lambda o: (o.obligor, o.beneficiary, o.treaty.id)))

    def _pairs(self, treaty: Treaty, obligation: Obligation, to: str | None, by: str | None) -> Iterator[Owed]:
        signatories = treaty.signatories
        for obligor in obligation.obligors or signatories:
            if by is not None and obligor != by:
                continue
            for beneficiary in obligation.beneficiaries or signatories:
                if beneficiary == obligor or (to is not None and beneficiary != to):
                    continue
                standing = self.standing(treaty, obligation, obligor, beneficiary)
                if standing != "outside":
                    yield self._owed(treaty, obligation, obligor, beneficiary, standing)

    def standing(self, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str) -> Standing:
        """Whether the pledge binds the obligor towards the beneficiary on the day. A beneficiary that the pledge
        names needs no bond of its own if it never signed, or if the pledge is disputed (a former party)."""
        parts = [treaty.bound(obligor, self.day)]
        named = beneficiary in obligation.beneficiaries
        if not named or (beneficiary in treaty.signatories and obligation.certainty != "disputed"):
            parts.append(treaty.bound(beneficiary, self.day))
        if obligation.start and self.day < obligation.start.last:
            parts.append("outside" if self.day < obligation.start.first else "unsettled")
        if obligation.to and self.day >= obligation.to.first:
            parts.append("outside" if self.day >= obligation.to.last else "unsettled")
        if "outside" in parts:
            return "outside"
        return "unsettled" if "unsettled" in parts else "inside"

    def _owed(self, treaty: Treaty, obligation: Obligation, obligor: str, beneficiary: str, standing: Standing) -> Owed:
        dispute = treaty.dispute if treaty.certainty == "disputed" else None
        if obligation.certainty == "disputed":
            dispute = obligation.dispute or dispute
        contest = next(self.contests(obligation, obligor, beneficiary), None)
        if contest is not None and not contest.areas:
            dispute = contest.text
        disputed = dispute is not None or "disputed" in (treaty.certainty, obligation.certainty)
        word = "contested" if disputed else ("unsettled" if standing == "unsettled" else "clear")
        why = (dispute.en, dispute.fr) if dispute else ("", "")
        return Owed(obligor, beneficiary, treaty, obligation, word, why)

    def contests(self, obligation: Obligation, *states: str) -> Iterator[Contest]:
        """The contests of the pledge that hold on the day for one of the states."""
        for contest in obligation.contested:
            begun = contest.start is None or self.day >= contest.start.first
            over = contest.to is not None and self.day >= contest.to.last
            if begun and not over and (not contest.states or any(s in contest.states for s in states)):
                yield contest

    def members(self, organisation: str) -> tuple[str, ...]:
        """The members of an organisation that day; none if the facts do not hold it."""
        held = self.record.organisations.get(organisation)
        return held.members_at(self.day) if held else ()

    def apply(self, coded: Coded) -> System:
        """The system once the events of a document are added to the record."""
        return replace(self, record=effects.apply(self.record, coded, self.day))

    def with_(self, *treaties: Treaty) -> System:
        """The system as if these treaties were in force."""
        return replace(self, record=self.record.plus(tuple(effects.in_force_from(t, self.day) for t in treaties)))

    def without(self, *treaties: str) -> System:
        """The system as if these treaties did not exist. Raises UsageError for an id that the facts do not hold."""
        for treaty in treaties:
            if treaty not in self.record.treaties:
                raise UsageError(f"treaty {treaty!r} is not in the facts (see: foedus facts export treaties)")
        return replace(self, record=self.record.minus(treaties))
