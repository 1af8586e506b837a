"""Whose land a place was on a day: by the table of lands that changed hands, else by the map of today."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import cos, pi, sin

import msgspec

from .land import Status
from .place import NEAR, Location, Region, Spot, fold, named, nearest_land, overseas, state_of, territory_at
from .record import Record
from .state import Capital, State

__all__ = ["FIRST_DAY", "Holding", "called", "held_near", "holding_at", "holding_of"]

FIRST_DAY = date(1816, 1, 1)  # the lists of the system begin here


class Holding(msgspec.Struct, frozen=True):
    """Who holds a place: `state` (None: no state, or none that is known), as what, and who occupies it."""

    state: str | None
    status: Status = "homeland"
    by: str = ""

    @property
    def metropolitan(self) -> bool:
        """Whether the place is no dependency, mandate or lease of the state."""
        return self.status in {"homeland", "occupied", "none"}


NOBODY = Holding(None, "none")


def holding_at(record: Record, lat: float, lon: float, day: date, territory: str | None = None) -> Holding:
    """Who held a point on a day. `territory`: the territory of today where it lies, if known; else the map is asked."""
    territory = territory or territory_at(lat, lon)
    grounds = record.grounds.get(territory or "", record.grounds.get("", ()))
    for ground in grounds:
        if ground.covers(lat, lon):
            tenure = ground.tenure(day)
            if tenure is not None:
                return Holding(tenure.state or None, tenure.status, tenure.by)
    return _of_today(record, territory, day) if territory else NOBODY


@lru_cache(maxsize=4096)  # the pledges of a day ask the same of the same place
def holding_of(record: Record, place: Location, day: date) -> Holding:
    """Who held a place on a day."""
    return holding_at(record, place.lat, place.lon, day, place.territory)


def _of_today(record: Record, territory: str, day: date) -> Holding:
    """The holder of today, unless that state entered the system only later: then nobody knows."""
    state = state_of(territory)
    known = record.states.get(state)
    spells = [p for p in known.periods if p.system == "gw"] if known else []
    if spells and all(p.start.first > max(day, FIRST_DAY) for p in spells):
        return NOBODY
    return Holding(state, "dependency" if overseas(territory) else "homeland")


STEPS = 8
ROUND = [(sin(2 * pi * k / STEPS), cos(2 * pi * k / STEPS)) for k in range(STEPS)]


@lru_cache(maxsize=4096)
def held_near(record: Record, state: str, lat: float, lon: float, day: date) -> bool:
    """Whether a state held land so close to a point that the map cannot tell on which side of the border it lies."""
    around = [(lat + NEAR * r * a, lon + NEAR * r * o) for r in (0.5, 0.95) for a, o in ROUND]
    return any(holding_at(record, a, o, day).state == state for a, o in around)


@lru_cache(maxsize=4096)
def called(record: Record, name: str) -> tuple[Location, ...]:
    """The places of a name: old names and theatres of war first, then regions, then states (their capital), then towns
    by their size."""
    key = fold(name)
    known = (_located(k) for k in _index(record).get(key, ()))
    return (*known, *sorted(named(key), key=lambda p: -p.population))


Named = Spot | Region | State


@lru_cache(maxsize=4)
def _index(record: Record) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    states = (state for state in record.states.values() if state.capitals)
    everything: list[Named] = [*record.spots.values(), *record.regions, *states]
    for known in everything:
        for key in _keys(known):
            found.setdefault(key, []).append(known)
    return found


def _keys(known: Named) -> frozenset[str]:
    if isinstance(known, State):
        names = (known.name_en.removeprefix("(the) "), known.name_fr, known.official_en, known.official_fr)
        return frozenset(fold(name) for name in names if name)
    return known.keys


def _located(known: Named) -> Location:
    """A named point, and the territory where it lies: where the map has no land, that of the coast beside it. A region
    whose state has other land there by the map is its state's; a state is its capital."""
    spot = _seat(known) if isinstance(known, State) else known
    territory = territory_at(spot.lat, spot.lon)
    if isinstance(spot, Region):
        territory = territory if territory and state_of(territory) == spot.state else spot.state
    else:
        territory = territory or nearest_land(spot.lat, spot.lon)
    return Location(spot.name_en, spot.lat, spot.lon, territory)


def _seat(state: State) -> Capital:
    """The capital of a state: that of today, or its last."""
    return max(state.capitals, key=lambda c: c.period is None or c.period.end is None)
