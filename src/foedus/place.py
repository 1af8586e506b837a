"""Where things are: a place by its name, and the territory in which a point lies.

Places: GeoNames (CC BY 4.0), towns of 15,000 inhabitants and more. Borders: Natural Earth 1:50m in the visionscarto
edition, which follows the views of the United Nations. Both by `scripts/build_places.py`, `scripts/build_world.py`.
"""

from __future__ import annotations

import csv
import mmap
import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from math import hypot
from pathlib import Path

import msgspec

from .area import inside

__all__ = ["Location", "Region", "fold", "locate", "near", "parse_point", "state_of", "territory_at"]

GEO = Path(__file__).with_name("facts") / "geo"


class Location(msgspec.Struct, frozen=True):
    """A point in degrees, and the territory (ISO 3166-1 alpha-3) where it lies; None on the high seas."""

    name: str
    lat: float
    lon: float
    territory: str | None
    population: int = 0


class Region(msgspec.Struct, frozen=True):
    """A part of a state that news name without it (a province, an island, disputed ground), or a town that the
    table of places does not hold: a point inside, in degrees, and the state that administers it or is held to.
    """

    name_en: str
    name_fr: str
    state: str
    aliases_en: tuple[str, ...]
    aliases_fr: tuple[str, ...]
    lat: float
    lon: float
    source: str


def fold(name: str) -> str:
    """A name without case, accents and punctuation: the key of a look-up."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@cache
def _table() -> mmap.mmap:
    with (GEO / "places.tsv").open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=16_384)  # the same towns, and the same words that are none, come again and again
def locate(name: str, state: str | None = None) -> Location | None:
    """The most populous place of that name (in `state`, if given), by binary search; None if the table has none."""
    rows = _rows(fold(name))
    if state:
        rows = [r for r in rows if state_of(r.territory or "") == state]
    return max(rows, key=lambda r: r.population, default=None)


def _rows(key: str) -> list[Location]:
    table, wanted = _table(), key.encode() + b"\t"
    low, high = 0, len(table)
    while low < high:  # the first line not below the key
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start)
        if table[start:end] < wanted:
            low = end + 1
        else:
            high = start
    found = []
    while low < len(table) and table[low : low + len(wanted)] == wanted:
        end = table.find(b"\n", low)
        _, name, territory, lat, lon, population = table[low:end].decode().split("\t")
        found.append(Location(name, float(lat), float(lon), territory, int(population)))
        low = end + 1
    return found


def parse_point(text: str) -> tuple[float, float] | None:
    """`LAT,LON` in degrees as two numbers; None if the text is no such pair. Raises ValueError off the globe."""
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*", text)
    if not match:
        return None
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError(f"{text!r} is no point on the globe (latitude -90 to 90, longitude -180 to 180)")
    return lat, lon


@cache
def dependencies() -> dict[str, str]:
    """Territories with an ISO code of their own that belong to a state, and the state."""
    with (GEO / "dependencies.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["state"] for row in csv.DictReader(handle)}


def state_of(territory: str) -> str:
    """The state of a territory: `GUM` -> `USA`; a state is its own."""
    return dependencies().get(territory, territory)


@cache
def _rings() -> tuple[tuple[str, tuple[float, float, float, float], tuple[tuple[float, float], ...]], ...]:
    shapes = msgspec.json.decode((GEO / "world.json").read_bytes(), type=dict[str, list[list[float]]])
    found = []
    for code, rings in shapes.items():
        for flat in rings:
            lats, lons = flat[::2], flat[1::2]
            box = (min(lats), min(lons), max(lats), max(lons))
            found.append((code, box, tuple(zip(lats, lons, strict=True))))
    return tuple(found)


NEAR = 0.1  # degrees: the coarseness of borders at 1:50m, some 10 km


def near(state: str, lat: float, lon: float) -> bool:
    """Whether a point lies so close to a state's land that the map cannot tell on which side of the border."""
    for code, (south, west, north, east), ring in _rings():
        if state_of(code) != state or not (south - NEAR <= lat <= north + NEAR and west - NEAR <= lon <= east + NEAR):
            continue
        if any(_distance((lat, lon), one, other) < NEAR for one, other in pairwise(ring)):
            return True
    return False


def _distance(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """From a point to a segment, on a plane of degrees."""
    along, across = other[0] - one[0], other[1] - one[1]
    length = along * along + across * across
    share = 0.0
    if length:
        share = ((point[0] - one[0]) * along + (point[1] - one[1]) * across) / length
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - one[0] - share * along, point[1] - one[1] - share * across)


def territory_at(lat: float, lon: float) -> str | None:
    """The territory whose land holds a point (even-odd over its rings, so that enclaves are not counted);
    None at sea and on islands smaller than the map knows."""
    odd: dict[str, bool] = {}
    for code, (south, west, north, east), ring in _rings():
        if south <= lat <= north and west <= lon <= east and inside(ring, lat, lon):
            odd[code] = not odd.get(code, False)
    return next((code for code, held in odd.items() if held), None)
