"""What events add to the record: one function a kind of event, listed in EFFECTS.

An event adds dated facts with its sentence as evidence; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ..event import Coded, Event, EventType
from ..record import Record
from ..treaty import Treaty
from .relations import broken, hostile, restored
from .treaties import before, final, in_force_from, provisional, signed_only, with_acts
from .visits import visit

__all__ = ["EFFECTS", "Effect", "apply", "before", "final", "in_force_from", "provisional", "signed_only"]

Effect = Callable[[Record, Event, Coded, date], Record]

EFFECTS: dict[EventType, tuple[Effect, ...]] = {
    EventType.CONSULT: (visit,),
    EventType.SANCTION: (broken,),
    EventType.SUPPORT: (restored,),
    EventType.ASSAULT: (hostile,),
}


def apply(record: Record, coded: Coded, day: date, library: Mapping[str, Treaty]) -> Record:
    """The record with what the document's events and treaty acts add to it; `day` dates what the text does not, and
    `library` holds the treaties by id that an act may bring into the record."""
    for event in coded.events:
        for effect in EFFECTS.get(event.type, ()):
            record = effect(record, event, coded, day)
    return with_acts(record, coded, day, library)
