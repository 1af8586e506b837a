"""Dated ties between states that are not treaties: visits, and relations opened or broken."""

from __future__ import annotations

from typing import Literal

import msgspec

from .dates import Day, Period
from .evidence import Evidence

__all__ = ["Relation", "Rivalry", "Visit", "VisitsComplete"]


class Visit(msgspec.Struct, frozen=True):
    """A visit of a head of state, of government or a leader."""

    visitor: str
    host: str
    person: str
    office: str
    start: Day
    end: Day | None
    place: str
    source: str


class VisitsComplete(msgspec.Struct, frozen=True):
    """The period for which every visit of a directed pair is listed: only there can "first since" be judged."""

    visitor: str
    host: str
    since: Day
    until: Day
    source: str


class Relation(msgspec.Struct, frozen=True):
    """A tie that an event makes: `diplomatic` relations (sign +1 opened, -1 broken), `hostility` (-1)."""

    one: str
    other: str
    layer: Literal["diplomatic", "sanction", "hostility", "cooperation"]
    sign: int
    period: Period
    basis: tuple[Evidence, ...]


class Rivalry(msgspec.Struct, frozen=True):
    """Two states that hold each other for a rival, by a published list; `period` open where the list ends."""

    one: str
    other: str
    period: Period
    source: str
