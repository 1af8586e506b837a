"""The rules that the lands that changed hands, and the names of places, must keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .errors import Problem
from .land import Land
from .place import Spot, territories
from .record import Record

__all__ = ["check_lands", "check_spots"]

FIRST_YEAR, LAST_YEAR = 1815, 2026


def check_lands(record: Record) -> Iterator[Problem]:
    """What is wrong with the lands: file, entry and reason."""
    known = territories()
    for land in record.lands.values():
        for reason in (*_head(land, known), *_polygons(land), *_tenures(land, record)):
            yield Problem("geo/held_*.toml", land.key, reason)


def _head(land: Land, known: frozenset[str]) -> Iterator[str]:
    texts = [t for t in (land.name, land.note) if t is not None]
    if not all(t.en and t.fr for t in texts):
        yield "name or note is missing in English or in French"
    if land.polygons and land.name is None:
        yield "a part of a territory has no name"
    if not land.source:
        yield "no source"
    if not land.territory and not land.polygons:
        yield "neither a territory nor a polygon"
    yield from (f"territory {code!r} is not on the map" for code in land.territory if code not in known)


def _polygons(land: Land) -> Iterator[str]:
    for polygon in land.polygons:
        if len(polygon) < 3:
            yield "a polygon has fewer than three corners"
        if any(abs(lat) > 90 or abs(lon) > 180 for lat, lon in polygon):
            yield "a corner is at no point of the globe"
        if any(abs(one[1] - other[1]) > 180 for one, other in pairwise((*polygon, polygon[0]))):
            yield "a polygon crosses the antimeridian"


def _tenures(land: Land, record: Record) -> Iterator[str]:
    if not land.held:
        yield "held by nobody, not even by no state"
    for tenure in land.held:
        yield from (f"{code!r} is not in states.csv" for code in (tenure.state, tenure.by) if not _known(code, record))
        if (tenure.state == "") != (tenure.status == "none"):
            yield "status none goes with no state, and any other with one"
        if (tenure.by != "") != (tenure.status == "occupied"):
            yield "`by` says who occupies, and goes with status occupied"
    spans = land.spans()
    for start, end, tenure in spans:
        if end <= start:
            yield f"{tenure.state or 'no state'} holds it until {end}, before {start}"
        if tenure.start and tenure.start.first.year not in range(FIRST_YEAR, LAST_YEAR + 1):
            yield f"year {tenure.start.first.year} is out of range"
    for one, other in pairwise(land.held):
        if other.start is None:
            yield "only the first tenure may begin before 1815 (without `from`)"
        elif one.to is not None and one.to.first > other.start.first:
            yield f"tenures overlap: {one.to} and {other.start}"


def _known(code: str, record: Record) -> bool:
    return not code or code in record.states


def check_spots(record: Record) -> Iterator[Problem]:
    """What is wrong with the names of places."""
    for spot in record.spots.values():
        yield from (Problem("geo/spots.csv", spot.name_en, reason) for reason in _spot(spot))


def _spot(spot: Spot) -> Iterator[str]:
    if not spot.name_en or not spot.name_fr:
        yield "a name is missing in English or in French"
    if abs(spot.lat) > 90 or abs(spot.lon) > 180:
        yield "is at no point of the globe"
