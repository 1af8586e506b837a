"""Who acts: offices and their holders, organisations and their members, armed groups, peoples."""

from __future__ import annotations

from datetime import date

import msgspec

from .dates import Day, Period
from .treaty import Aliases, Text

__all__ = ["ArmedGroup", "Collective", "Membership", "Office", "Organisation", "People", "Person"]


class Person(msgspec.Struct, frozen=True):
    """An office holder and the spellings of the name."""

    name: str
    family: str
    name_fr: str
    family_fr: str
    variants: tuple[str, ...]
    gender: str


class Office(msgspec.Struct, frozen=True):
    """A person in an office of a state (or an organisation) for a period."""

    state: str
    office: str
    title_en: str
    title_fr: str
    person: str
    period: Period
    source: str


class Membership(msgspec.Struct, frozen=True):
    """A state in an organisation for a period; `status` is `member` or `suspended`."""

    state: str
    period: Period
    status: str = "member"


class Organisation(msgspec.Struct, frozen=True):
    """An international organisation with dated members. Where the list of members is not `complete`, absence from
    it proves nothing. `treaties`: those that a state joins or leaves by joining or leaving the organisation, the
    founding one first.
    """

    code: str
    name_en: str
    name_fr: str
    abbreviation_en: str
    abbreviation_fr: str
    article_fr: str
    kind: str
    founded: Day | None
    dissolved: Day | None
    aliases_en: tuple[str, ...]
    aliases_fr: tuple[str, ...]
    members: tuple[Membership, ...]
    sources: tuple[str, ...]
    seat: str = ""
    note: Text | None = None
    complete: bool = True
    treaties: tuple[str, ...] = ()

    def members_at(self, day: date) -> tuple[str, ...]:
        """The members that are certainly in, and not suspended, on that day."""
        out = {m.state for m in self.members if m.status == "suspended" and m.period.covers(day)}
        return tuple(sorted({m.state for m in self.members if m.status == "member" and m.period.covers(day)} - out))


class ArmedGroup(msgspec.Struct, frozen=True):
    """A named group that fights, or governs a territory, without being a state: for the period in which it did.
    `home` is the state where it mostly acted, `sector` PLOVER's: REB, PAR, or GOV for a de facto government. A `listed`
    group has a code of its own in events; the others are coded as their home state.
    """

    code: str
    name_en: str
    name_fr: str
    aliases_en: tuple[str, ...]
    aliases_fr: tuple[str, ...]
    home: str
    kind: str
    sector: str
    period: Period
    source: str
    listed: bool = False


class People(msgspec.Struct, frozen=True):
    """A people or community that news name instead of a state, and the states in which it is meant to be, the
    likeliest first. `forms` are all the words for it: noun and adjective, singular and plural, both genders.
    """

    name_en: str
    forms_en: tuple[str, ...]
    name_fr: str
    forms_fr: tuple[str, ...]
    states: tuple[str, ...]
    source: str


class Collective(msgspec.Struct, frozen=True):
    """Several states that news name at once ("the Gulf monarchies"), by the definition that says which they are on a
    day: the members of organisations, the allies of a state, a list.
    """

    id: str
    name: Text
    aliases: Aliases
    definition: Text
    source: str
    members_of: tuple[str, ...] = ()
    allies_of: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    start: date | None = None
    to: date | None = None

    def meant(self, day: date) -> bool:
        """Whether the name is meant so on a day."""
        return (self.start is None or self.start <= day) and (self.to is None or day < self.to)
