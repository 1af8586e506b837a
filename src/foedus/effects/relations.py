"""Relations broken off, restored, or turned to violence."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Literal

from ..dates import Day, Period
from ..event import Coded, Event
from ..record import Record
from ..relation import Relation

__all__ = ["broken", "hostile", "restored"]

Layer = Literal["diplomatic", "sanction", "hostility", "cooperation"]


def broken(record: Record, event: Event, coded: Coded, day: date) -> Record:
    """Relations severed (`diplomatic`, the pattern says so), or any other measure against a state (`sanction`)."""
    layer: Layer = "diplomatic" if "ties" in event.pattern else "sanction"
    return _tie(record, event, coded, day, layer, -1)


def restored(record: Record, event: Event, coded: Coded, day: date) -> Record:
    """Diplomatic relations opened or reopened."""
    return _tie(record, event, coded, day, "diplomatic", 1) if "ties" in event.pattern else record


def hostile(record: Record, event: Event, coded: Coded, day: date) -> Record:
    """Violence between states."""
    return _tie(record, event, coded, day, "hostility", -1)


def _tie(record: Record, event: Event, coded: Coded, day: date, layer: Layer, sign: int) -> Record:
    pairs = product(event.actor, event.recipient)
    if event.symmetric:
        pairs = product(event.actor[:1], event.actor[1:])
    basis = (coded.document.sentence(event.sentence),)
    period = Period(event.date or Day(day, day))
    added = tuple(Relation(a, b, layer, sign, period, basis) for a, b in pairs if a != b)
    return record.plus(relations=added)
