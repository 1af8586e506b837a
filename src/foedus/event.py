"""What the coder finds: events in PLOVER's terms, persons, quotes, treaty acts.

Types, quad classes and intensities: PLOVER manual (draft 2.0) of the Open Event Data Alliance.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from .dates import Day
from .document import Document
from .treaty import Aid, Pledge, Text

__all__ = [
    "OWN_ACTS",
    "Act",
    "Coded",
    "Event",
    "EventType",
    "Group",
    "Office",
    "PersonMention",
    "Place",
    "Quote",
    "Status",
    "ToldTerm",
    "TreatyAct",
    "Uncoded",
]


class EventType(StrEnum):
    """PLOVER's sixteen types."""

    AGREE = "AGREE"  # says that it will cooperate
    CONSULT = "CONSULT"  # meets, visits, telephones, negotiates, mediates
    SUPPORT = "SUPPORT"  # political backing; signs or ratifies a treaty
    CONCEDE = "CONCEDE"  # gives way in words
    COOPERATE = "COOPERATE"  # acts together for mutual benefit
    AID = "AID"  # gives what mainly profits the other
    RETREAT = "RETREAT"  # gives way in deeds
    REQUEST = "REQUEST"  # asks, demands
    ACCUSE = "ACCUSE"  # condemns, accuses, sues
    REJECT = "REJECT"  # refuses, vetoes, cancels a meeting
    THREATEN = "THREATEN"  # warns of forceful consequences
    PROTEST = "PROTEST"  # civilians against someone
    SANCTION = "SANCTION"  # reduces existing relations
    MOBILIZE = "MOBILIZE"  # moves or readies forces without using them
    COERCE = "COERCE"  # repression short of violence
    ASSAULT = "ASSAULT"  # deliberate physical harm, including war


Status = Literal["happened", "announced", "denied"]
Office = Literal["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "leader", "other"]
Act = Literal["signed", "ratified", "in_force", "acceded", "denounced", "suspended", "proposed"]
OWN_ACTS: tuple[Act, ...] = ("acceded", "denounced", "suspended")
"""The acts of some parties to a treaty that stands."""


class Place(msgspec.Struct, frozen=True):
    """Where: a name as written, the state's code, degrees if known."""

    name: str
    state: str | None = None
    lat: float | None = None
    lon: float | None = None


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom. `sentence` counts from 0; `span` are offsets into the document's text.

    `date_basis` says where the day comes from (`text`, `document`, `treaty`, `none`); `pattern` which rule fired;
    `mentions` are the sentences that report the event again.
    """

    type: EventType
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    sentence: int
    span: tuple[int, int]
    text: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actor_sector: tuple[str, ...] = ()
    recipient_sector: tuple[str, ...] = ()
    date: Day | None = None
    date_basis: str = "none"
    place: Place | None = None
    status: Status = "happened"
    intensity: float = 0.0
    confidence: float = 0.0
    pattern: str = ""
    speaker: str = ""
    mentions: tuple[int, ...] = ()


class PersonMention(msgspec.Struct, frozen=True):
    """A person named in the text, with the role and the state or organisation represented at the document's
    date (None: scholars, opposition, former holders)."""

    name: str
    role: str
    state: str | None
    sentence: int
    span: tuple[int, int]
    affiliation: str = ""
    office: Office | None = None


class Quote(msgspec.Struct, frozen=True):
    """Words attributed to a speaker. `speaker` is empty where the text names none ("a été qualifié de …")."""

    speaker: str
    affiliation: str
    state: str | None
    text: str
    sentence: int
    span: tuple[int, int]
    role: str = ""
    direct: bool = True


class ToldTerm(msgspec.Struct, frozen=True):
    """What an article says of a treaty: one pledge of it (or none: only how long it lasts), in the words of a sentence.

    `aid` as in an Obligation; `condition` and `area` as the text has them; `span` the characters that say it.
    """

    sentence: int
    span: tuple[int, int]
    pledge: Pledge | None = None
    aid: Aid = "none"
    condition: str = ""
    area: str = ""
    years: int | None = None
    threat: bool = False


class TreatyAct(msgspec.Struct, frozen=True):
    """A treaty signed, ratified, denounced...; `id` the treaty of the facts that it is, if they hold it.

    `authors`: who does it, where that is not all the parties; `also`: further treaties that the same act is about (who
    leaves an organisation leaves all those that its membership is); `recalled`: the text dates it before its news;
    `terms`: what the text says that the treaty pledges.
    """

    kind: str
    parties: tuple[str, ...]
    act: Act
    sentence: int
    span: tuple[int, int]
    id: str | None = None
    authors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    recalled: bool = False
    terms: tuple[ToldTerm, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """The ids of all the treaties that it is about."""
        return (*((self.id,) if self.id else ()), *self.also)

    @property
    def by(self) -> tuple[str, ...]:
        """Who does it."""
        return self.authors or self.parties


class Group(msgspec.Struct, frozen=True):
    """Several states named at once, with those that they are on the document's day: by their tie to a state ("its
    allies": `head` is that state, they are bound to it by a clear pledge of defence, either way), or by a name that the
    facts define (`head` is its id)."""

    name: str
    head: str
    states: tuple[str, ...]
    sentence: int
    span: tuple[int, int]
    definition: Text | None = None


class Uncoded(msgspec.Struct, frozen=True):
    """A sentence with a trigger and an actor that was not coded, and why."""

    sentence: int
    reason: str
    span: tuple[int, int]


class Coded(msgspec.Struct, frozen=True):
    """A document and all that was found in it."""

    document: Document
    events: tuple[Event, ...]
    persons: tuple[PersonMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    treaties: tuple[TreatyAct, ...] = ()
    uncoded: tuple[Uncoded, ...] = ()
    groups: tuple[Group, ...] = ()
