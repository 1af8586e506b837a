"""A visit coded from a document becomes a visit of the record."""

from __future__ import annotations

from datetime import date

from ..dates import Day
from ..event import Coded, Event
from ..record import Record
from ..relation import Visit

__all__ = ["visit"]


def visit(record: Record, event: Event, coded: Coded, day: date) -> Record:
    """Add the visit of each visitor to each host, with the leader that the document names."""
    if event.mode != "visit":
        return record
    when = event.date or Day(day, day)
    leaders = {p.state: (p.name, p.office or "") for p in reversed(coded.persons) if p.office}
    added = []
    for visitor in event.actor:
        name, office = leaders.get(visitor, ("", ""))
        place = event.place.name if event.place else ""
        sentence = f"sentence {event.sentence + 1}"
        added += [Visit(visitor, host, name, office, when, None, place, sentence) for host in event.recipient]
    return record.plus(visits=tuple(added))
