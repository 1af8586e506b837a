"""States, their names and codes through time, their capitals."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from .dates import Day, Period

__all__ = ["Capital", "CodeSystem", "FormerName", "State", "StatePeriod"]

CodeSystem = Literal["cow", "gw", "un"]


class StatePeriod(msgspec.Struct, frozen=True):
    """A spell in a list of the state system. `to` is the last day in the list (included), None while open."""

    system: str
    number: int | None
    abbreviation: str
    start: Day
    to: Day | None
    source: str

    def covers(self, day: date) -> bool:
        """Whether the state stood in the list on that day."""
        return self.start.first <= day and (self.to is None or day <= self.to.last)


class Capital(msgspec.Struct, frozen=True):
    """A capital with coordinates in degrees, and the period for which it was one."""

    name_en: str
    name_fr: str
    lat: float
    lon: float
    period: Period | None
    source: str


class FormerName(msgspec.Struct, frozen=True):
    """What a state was called, or coded, at a time; without `start` or `end` as long as anybody may mean it so."""

    names: tuple[str, ...]
    code: str
    start: Day | None
    end: Day | None
    source: str

    def held(self, day: date) -> bool:
        """Whether the name was meant so on that day."""
        begun = self.start is None or self.start.first <= day
        return begun and (self.end is None or day < self.end.last)


class State(msgspec.Struct, frozen=True):
    """A state, or an entity that news treat as one. `code` is ISO 3166-1 alpha-3, ISO 3166-3 for a former
    state, its COW abbreviation before that."""

    code: str
    iso2: str
    name_en: str
    name_fr: str
    official_en: str
    official_fr: str
    article_fr: str
    number: str
    adjective_en: str
    people_en: str
    adjective_fr: str
    adjective_fr_f: str
    kind: str
    source: str
    periods: tuple[StatePeriod, ...] = ()
    capitals: tuple[Capital, ...] = ()

    def in_system(self, day: date, system: CodeSystem = "gw") -> bool:
        """Whether the state is a member of a list of the system on that day."""
        return any(p.covers(day) for p in self.periods if p.system == system)

    def alive(self, day: date) -> bool:
        """Whether a state that some list holds is in one on that day; an entity of no list always is."""
        return not self.periods or any(p.covers(day) for p in self.periods)

    def number_at(self, day: date, system: CodeSystem) -> int | None:
        """The COW or GW number on that day, None if the list does not hold the state then."""
        return next((p.number for p in self.periods if p.system == system and p.covers(day)), None)

    def capital_at(self, day: date) -> Capital | None:
        """The capital on that day, None if the facts do not say."""
        return next((c for c in self.capitals if c.period is None or c.period.at(day) != "outside"), None)
