"""Whether a place lies in the area of a pledge.

`anywhere`: no limit. `parties`: the territory of the state attacked, its dependencies included. `metropolitan`: the
same without them. `state:JPN`: the territory of that state. Any other word is a scope of `areas.toml`. The territory
is that of the day.
"""

from __future__ import annotations

from typing import Literal

from ..area import Area
from ..holder import Holding, held_near, holding_of
from ..place import Location
from ..system import System
from ..treaty import Treaty

__all__ = ["Coverage", "coverage"]

Coverage = Literal["inside", "outside", "dependency"]
"""`dependency`: outside because the place is a dependent territory of the state attacked, which the area leaves out."""


def coverage(system: System, treaty: Treaty, area: str, target: str, place: Location | None) -> Coverage:
    """Whether an attack on a state at a place (None: its capital) falls in an area of a treaty."""
    if area == "anywhere":
        return "inside"
    held = holding_of(system.record, place, system.day) if place else Holding(target)
    place = place or _home(system, target)
    if place is None:
        return "inside" if area in {"parties", "metropolitan"} else "outside"
    if _covers(system, treaty, area, target, place, held):
        return "inside"
    return "dependency" if (held.state, held.status) == (target, "dependency") else "outside"


def _covers(system: System, treaty: Treaty, area: str, target: str, place: Location, held: Holding) -> bool:
    if area == "parties":
        return _at_home(system, held, target, place)
    if area == "metropolitan":
        return held.metropolitan and _at_home(system, held, target, place)
    if area.startswith("state:"):
        return _of_state(system, area[6:], target, place, held)
    return _in_scope(system, treaty, system.record.areas[area], target, place, held)


def _at_home(system: System, held: Holding, target: str, place: Location) -> bool:
    if held.state in {None, target} or not _in_system(system, held.state):
        return True  # at sea, at home, or on land that belonged to no state of the system
    return held_near(system.record, target, place.lat, place.lon, system.day)


def _in_system(system: System, state: str | None) -> bool:
    return state is not None and system.record.states[state].in_system(system.day)


def _of_state(system: System, state: str, target: str, place: Location, held: Holding) -> bool:
    """On the land of a state; one that was no state on that day is named for the land that is its own today."""
    return state == (held.state or target) or (state == place.territory and not _in_system(system, state))


def _in_scope(system: System, treaty: Treaty, scope: Area, target: str, place: Location, held: Holding) -> bool:
    if scope.metropolitan and held.state == target and held.metropolitan:
        return True
    if not scope.holds(place.lat, place.lon):
        return False
    if not scope.land_of_parties or held.state in {None, target}:
        return True
    foreign = _in_system(system, held.state) and held.state not in treaty.parties_at(system.day)
    return not foreign or held_near(system.record, target, place.lat, place.lon, system.day)


def _home(system: System, state: str) -> Location | None:
    capital = system.record.states[state].capital_at(system.day) if state in system.record.states else None
    return Location(capital.name_en, capital.lat, capital.lon, state) if capital else None
