"""An attack as a question to the treaties: who, on whom, where, and who opened the hostilities."""

from __future__ import annotations

from datetime import date
from math import hypot

import msgspec

from ..errors import UsageError
from ..holder import called, holding_at, holding_of
from ..place import NEAR, Location, nearest_land, parse_point, territory_at
from ..system import System

__all__ = ["FIRST_YEAR", "Question", "day_of_attack", "place_of", "question"]

FIRST_YEAR = 1815  # of the treaties that the facts hold

SAME = 1.0  # degrees: a point so near a named town is taken to be in its territory


class Question(msgspec.Struct, frozen=True):
    """An attack: by whom (empty: a non-state group), on whom, where (None: on the target's own territory)."""

    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    place: Location | None = None
    initiated_by_target: bool = False


def day_of_attack(day: date) -> date:
    """The day, where the facts speak of it. Raises UsageError for one before them, or of the future."""
    if not date(FIRST_YEAR, 1, 1) <= day <= date.today():
        raise UsageError(f"{day}: the facts hold treaties from {FIRST_YEAR} until today; ask about a day between")
    return day


def question(
    system: System,
    attackers: tuple[str, ...],
    targets: tuple[str, ...],
    theatre: str = "",
    point: tuple[float, float] | None = None,
    initiated_by_target: bool = False,
) -> Question:
    """A checked question. Raises UsageError for an unknown state, no target, a state on both sides, a theatre that
    cannot be located."""
    for state in (*attackers, *targets):
        if state not in system.record.states:
            raise UsageError(f"{state!r} is no state that the facts know (wanted a code such as PRK, or a name)")
    if not targets:
        raise UsageError("no target: name the state attacked (--target PRK)")
    both = set(attackers) & set(targets)
    if both:
        raise UsageError(f"{', '.join(sorted(both))} cannot be attacker and target at once")
    place = place_of(system, theatre, targets, point) if theatre or point else None
    return Question(tuple(dict.fromkeys(attackers)), tuple(dict.fromkeys(targets)), place, initiated_by_target)


def place_of(
    system: System, theatre: str, targets: tuple[str, ...] = (), point: tuple[float, float] | None = None
) -> Location:
    """The theatre as a location: a point in degrees, or a place's name looked up, first in what the targets held.

    Raises UsageError if neither a point is given nor the name is found.
    """
    try:
        point = point or parse_point(theatre)
    except ValueError as error:
        raise UsageError(str(error)) from error
    names = dict.fromkeys((theatre, *(part.strip() for part in theatre.split(","))))
    found = [place for name in names for place in called(system.record, name)]
    own = [p for t in targets for p in found if holding_of(system.record, p, system.day).state == t]
    if point is not None:
        territory = _of_town(point, own, found) or territory_at(*point) or _of_coast(system, point, targets)
        return Location(theatre or f"{point[0]}, {point[1]}", *point, territory)
    if not found:
        raise UsageError(f"the theatre {theatre!r} is not in the place table; give it as LAT,LON")
    return (own or found)[0]


def _of_town(point: tuple[float, float], own: list[Location], found: list[Location]) -> str | None:
    """The territory of a town of the theatre's name close by, which the coarse map may put across a border."""
    known = [p for p in own if _away(p, point) < SAME] or [p for p in found if _away(p, point) < NEAR]
    return known[0].territory if known else None


def _of_coast(system: System, point: tuple[float, float], targets: tuple[str, ...]) -> str | None:
    """The territory of the coast close by, if the state attacked held it: off another's coast is at sea, for an islet
    that the map does not know may be the target's."""
    coast = nearest_land(*point)
    own = coast is not None and holding_at(system.record, *point, system.day, coast).state in targets
    return coast if own else None


def _away(place: Location, point: tuple[float, float]) -> float:
    return hypot(place.lat - point[0], place.lon - point[1])
