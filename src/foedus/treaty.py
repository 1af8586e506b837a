"""Treaties as dated facts: parties, obligations, and the casus foederis as data.

A Treaty is not an alliance: an alliance is a treaty with a defence or offence pledge in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from .dates import Day, Period, Standing

__all__ = [
    "Aliases", "Attackers", "Contest", "Obligation", "Party", "Pledge", "Suspension", "Term", "Text", "Treaty",
    "TreatySource", "bonds_of",
]  # fmt: skip

Pledge = Literal["defence", "offence", "neutrality", "nonaggression", "consultation"]
"""ATOP's five kinds: aid to a party attacked; to a party that attacks; staying out; not attacking; conferring."""

Aid = Literal["automatic", "discretionary", "none"]
Certainty = Literal["certain", "probable", "disputed"]
Kind = Literal[
    "mutual defence", "guarantee", "non-aggression", "neutrality", "consultation", "friendship",
    "strategic partnership", "security assurance", "cooperation", "declaration", "organisation",
]  # fmt: skip


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in English and in French."""

    en: str
    fr: str

    def of(self, lang: str) -> str:
        """The words in a language (`fr`, anything else: English)."""
        return self.fr if lang == "fr" else self.en


class Aliases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other names, in both languages."""

    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()


class Suspension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party whose rights and duties are suspended for a time."""

    start: Day = msgspec.field(name="from")
    text: Text
    to: Day | None = None


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state that signed; bound only from `start`, if it has one."""

    state: str
    start: Day | None = msgspec.field(name="from", default=None)
    to: Day | None = None
    suspended: tuple[Suspension, ...] = ()
    reservation: Text | None = None
    note: Text | None = None

    def bound(self, day: date) -> Standing:
        """Whether the state is bound on that day."""
        return Period(self.start, self.to).at(day) if self.start else "outside"


class Attackers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who the attacker must be, or must not be, for the casus to arise."""

    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = msgspec.field(name="except", default=())
    at_least: int = 1
    great_powers: bool = False
    parties: bool = True


class Contest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A duty that is contested for some obligors, in a period or an area."""

    text: Text
    states: tuple[str, ...] = ()
    start: Day | None = msgspec.field(name="from", default=None)
    to: Day | None = None
    areas: tuple[str, ...] = ()


class Obligation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pledge of a treaty. Empty `obligors` means every party, empty `beneficiaries` every other party.
    `permanent`: a neutrality that is a status, owed in every war."""

    pledge: Pledge
    article: str
    trigger: Text | None = None
    aid: Aid = "none"
    area: str = "anywhere"
    obligors: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    aid_only: tuple[str, ...] = ()
    attackers: Attackers = Attackers()
    nonstate: bool = False
    initiator: bool = False
    threat: bool = False
    permanent: bool = False
    condition: Text | None = None
    certainty: Certainty = "certain"
    dispute: Text | None = None
    contested: tuple[Contest, ...] = ()
    start: Day | None = msgspec.field(name="from", default=None)
    to: Day | None = None
    note: Text | None = None


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how long a treaty binds, by its own words. Without `years` it sets no term; a treaty without a Term at all
    is one whose clause on duration has not been read."""

    article: str
    years: int | None = None
    renewal: Literal["tacit", "express", "none"] | None = None
    renewal_years: int | None = None
    notice_months: int | None = None


class TreatySource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public source, and what it shows, in our own words."""

    ref: str
    text: str = ""
    url: str = ""


class Treaty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """A treaty or treaty-like instrument: signed is not bound. `secret`: kept from the public when it was made.
    `aliases`: other names by which news call it."""

    id: str
    title: Text
    short: Text
    kind: Kind
    signed: Day
    party: tuple[Party, ...]
    evidence: tuple[TreatySource, ...]
    obligation: tuple[Obligation, ...] = ()
    place: str = ""
    in_force: Day | None = None
    ended: Day | None = None
    term: Term | None = None
    secret: bool = False
    certainty: Certainty = "certain"
    dispute: Text | None = None
    note: Text | None = None
    provisional: bool = False
    retroactive: bool = False
    aliases: Aliases = Aliases()

    def in_force_at(self, day: date) -> Standing:
        """Whether the treaty is in force on that day."""
        return Period(self.in_force, self.ended).at(day) if self.in_force else "outside"

    def parties_at(self, day: date) -> tuple[str, ...]:
        """The parties certainly bound on that day; none before the treaty is in force."""
        if self.in_force_at(day) == "outside":
            return ()
        return tuple(p.state for p in self.party if p.bound(day) == "inside")

    @property
    def signatories(self) -> tuple[str, ...]:
        """Every state that signed or acceded, once each."""
        return tuple(dict.fromkeys(p.state for p in self.party))

    @property
    def concerned(self) -> tuple[str, ...]:
        """Every signatory, and every state that a pledge names as its beneficiary, once each."""
        return tuple(dict.fromkeys((*self.signatories, *(b for o in self.obligation for b in o.beneficiaries))))

    def suspensions(self, day: date, *states: str) -> Iterator[Suspension]:
        """What is suspended on a day for one of these states."""
        for pause in (s for p in self.party if p.state in states for s in p.suspended):
            if pause.start.first <= day and (pause.to is None or day < pause.to.last):
                yield pause

    def pledges(self, pledge: Pledge) -> tuple[Obligation, ...]:
        """The obligations of one kind."""
        return tuple(o for o in self.obligation if o.pledge == pledge)


@lru_cache(maxsize=8192)
def bonds_of(treaty: Treaty, day: date) -> dict[str, Standing]:
    """For each signatory whether it is bound on a day."""
    whole = treaty.in_force_at(day)
    if whole == "outside":
        return dict.fromkeys(treaty.signatories, whole)
    found: dict[str, Standing] = {}
    for party in treaty.party:
        mine = party.bound(day)
        if mine == "inside":
            found[party.state] = whole
        elif found.get(party.state, "outside") == "outside":  # a party may have several terms: the best counts
            found[party.state] = mine
    return found
