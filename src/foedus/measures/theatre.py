"""Whether a place lies in the area of a pledge.

`anywhere`: no limit. `parties`: the territory of the state attacked, its dependencies included. `metropolitan`: the
same without them. `state:JPN`: the territory of that state. Any other word is a scope of `areas.toml`.
"""

from __future__ import annotations

from typing import Literal

from ..area import Area
from ..place import Location, near, state_of
from ..system import System
from ..treaty import Treaty

__all__ = ["Coverage", "coverage"]

Coverage = Literal["inside", "outside", "dependency"]
"""`dependency`: outside because the place is a dependent territory of the state attacked, which the area leaves out."""


def coverage(system: System, treaty: Treaty, area: str, target: str, place: Location | None) -> Coverage:
    """Whether an attack on a state at a place (None: its capital) falls in an area of a treaty."""
    if area == "anywhere":
        return "inside"
    place = place or _home(system, target)
    if place is None:
        return "inside" if area in {"parties", "metropolitan"} else "outside"
    if _holds(system, treaty, area, target, place):
        return "inside"
    dependent = place.territory is not None and place.territory != target and state_of(place.territory) == target
    return "dependency" if dependent else "outside"


def _holds(system: System, treaty: Treaty, area: str, target: str, place: Location) -> bool:
    holder = state_of(place.territory) if place.territory else None
    if area == "parties":
        return _at_home(system, holder, target, place)
    if area == "metropolitan":
        dependency = holder is not None and place.territory != holder
        return not dependency and _at_home(system, holder, target, place)
    if area.startswith("state:"):
        return area[6:] in {holder or target, place.territory}
    return _in_scope(system, treaty, system.record.areas[area], target, place, holder)


def _at_home(system: System, holder: str | None, target: str, place: Location) -> bool:
    if holder in {None, target} or not system.record.states[holder].in_system(system.day):
        return True  # at sea, at home, or on land that belonged to no state of today's map
    return near(target, place.lat, place.lon)


def _in_scope(system: System, treaty: Treaty, scope: Area, target: str, place: Location, holder: str | None) -> bool:
    if scope.metropolitan and place.territory == target:
        return True
    if not scope.holds(place.lat, place.lon):
        return False
    if not scope.land_of_parties or holder is None or holder == target:
        return True
    foreign = system.record.states[holder].in_system(system.day) and holder not in treaty.parties_at(system.day)
    return not foreign or near(target, place.lat, place.lon)


def _home(system: System, state: str) -> Location | None:
    capital = system.record.states[state].capital_at(system.day) if state in system.record.states else None
    return Location(capital.name_en, capital.lat, capital.lon, state) if capital else None
