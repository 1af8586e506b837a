"""Geographic scopes that treaties name, as polygons on latitude and longitude."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from .treaty import Text

__all__ = ["Area", "Patch", "inside"]


class Patch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """A named polygon: [latitude, longitude] corners in degrees, in order, not across the antimeridian."""

    name: str
    polygon: tuple[tuple[float, float], ...]


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """A scope: the union of `include` less the union of `exclude`. With `metropolitan`, the metropolitan
    territory of the state attacked counts wherever it lies. With `land_of_parties`, the land of a state that is no
    party is outside, whatever the polygons hold."""

    name: Text
    definition: Text
    source: str
    include: tuple[Patch, ...] = ()
    exclude: tuple[Patch, ...] = ()
    metropolitan: bool = False
    land_of_parties: bool = False

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in the scope (the polygons alone)."""
        return _holds(self, lat, lon)


@lru_cache(maxsize=4096)  # the treaties of a day ask the same of the same place
def _holds(area: Area, lat: float, lon: float) -> bool:
    if any(inside(p.polygon, lat, lon) for p in area.exclude):
        return False
    return any(inside(p.polygon, lat, lon) for p in area.include)


def inside(polygon: Sequence[tuple[float, float]], lat: float, lon: float) -> bool:
    """Whether a point lies in a polygon (even-odd rule on a plane of degrees; edges count on one side only)."""
    odd = False
    previous_lat, previous_lon = polygon[-1]
    for corner_lat, corner_lon in polygon:
        if (corner_lat > lat) != (previous_lat > lat):
            share = (lat - corner_lat) / (previous_lat - corner_lat)
            if lon < corner_lon + share * (previous_lon - corner_lon):
                odd = not odd
        previous_lat, previous_lon = corner_lat, corner_lon
    return odd
