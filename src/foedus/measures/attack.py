"""An attack as a question to the treaties: who, on whom, where, and who opened the hostilities."""

from __future__ import annotations

from math import hypot

import msgspec

from ..errors import UsageError
from ..place import Location, locate, parse_point, territory_at
from ..system import System

__all__ = ["Question", "place_of", "question"]

SAME = 1.0  # degrees: a point so near a named town is taken to be in its territory


class Question(msgspec.Struct, frozen=True):
    """An attack: by whom (empty: a non-state group), on whom, where (None: on the target's own territory)."""

    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    place: Location | None = None
    initiated_by_target: bool = False


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
    place = place_of(theatre, targets, point) if theatre or point else None
    return Question(tuple(dict.fromkeys(attackers)), tuple(dict.fromkeys(targets)), place, initiated_by_target)


def place_of(theatre: str, targets: tuple[str, ...] = (), point: tuple[float, float] | None = None) -> Location:
    """The theatre as a location: a point in degrees, or a place's name looked up, first in the targets.

    Raises UsageError if neither a point is given nor the name is found.
    """
    try:
        point = point or parse_point(theatre)
    except ValueError as error:
        raise UsageError(str(error)) from error
    names = [part.strip() for part in theatre.split(",")] if theatre and parse_point(theatre) is None else []
    if point is None:
        found = next((f for n in names for t in (*targets, None) if (f := locate(n, t))), None)
        if found is None:
            raise UsageError(f"the theatre {theatre!r} is not in the place table; give it as LAT,LON")
        return found
    known = next((f for n in names for t in targets if (f := locate(n, t))), None)
    near = known is not None and hypot(known.lat - point[0], known.lon - point[1]) < SAME
    territory = known.territory if near and known else territory_at(*point)
    return Location(theatre or f"{point[0]}, {point[1]}", *point, territory)
