"""Where things are: a place by its name, and the territory in which a point lies.

Places: GeoNames (CC BY 4.0), towns of 15,000 inhabitants and more. Borders: Natural Earth 1:50m in the visionscarto
edition, which follows the views of the United Nations. Both by `scripts/build_places.py`, `scripts/build_world.py`.
"""

from __future__ import annotations

import csv
import mmap
import re
import unicodedata
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import floor, hypot
from pathlib import Path

import msgspec

__all__ = [
    "NEAR", "Location", "Region", "Spot", "fold", "locate", "named", "nearest_land", "outlines", "overseas",
    "parse_point", "state_of", "territories", "territory_at",
]  # fmt: skip

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

    @property
    def keys(self) -> frozenset[str]:
        """Its names, folded."""
        return _keys(self)


class Spot(msgspec.Struct, frozen=True):
    """A name for a place that no other table has: one that is no longer used, a strait, a shoal, a battlefield."""

    name_en: str
    name_fr: str
    aliases_en: tuple[str, ...]
    aliases_fr: tuple[str, ...]
    lat: float
    lon: float
    source: str

    @property
    def keys(self) -> frozenset[str]:
        """Its names, folded."""
        return _keys(self)


def _keys(known: Region | Spot) -> frozenset[str]:
    return frozenset(map(fold, (known.name_en, known.name_fr, *known.aliases_en, *known.aliases_fr)))


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
    rows = named(fold(name))
    if state:
        rows = [r for r in rows if state_of(r.territory or "") == state]
    return max(rows, key=lambda r: r.population, default=None)


def named(key: str) -> list[Location]:
    """Every place of the table whose folded name is the key."""
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
def _dependencies() -> dict[str, tuple[str, bool]]:
    with (GEO / "dependencies.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: (row["state"], row["status"] == "dependency") for row in csv.DictReader(handle)}


def state_of(territory: str) -> str:
    """The state of a territory: `GUM` -> `USA`; a state is its own."""
    held = _dependencies().get(territory)
    return held[0] if held else territory


def overseas(territory: str) -> bool:
    """Whether a territory with a code of its own is a dependency of its state, no part of its homeland."""
    return _dependencies().get(territory, ("", False))[1]


class _Ring:
    """A ring of the map; its edges by the degree of latitude, so that a point meets few of them."""

    def __init__(self, code: str, flat: list[float]) -> None:
        self.code = code
        self.flat = flat
        self.south, self.north = min(flat[::2]), max(flat[::2])
        self.west, self.east = min(flat[1::2]), max(flat[1::2])

    def near(self, lat: float, lon: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the box, or so close to it."""
        return self.south - margin <= lat <= self.north + margin and self.west - margin <= lon <= self.east + margin

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside (even-odd, as `area.inside`)."""
        odd = False
        for here_lat, here_lon, there_lat, there_lon in self.bands.get(floor(lat), ()):
            if (here_lat > lat) != (there_lat > lat):
                share = (lat - here_lat) / (there_lat - here_lat)
                odd ^= lon < here_lon + share * (there_lon - here_lon)
        return odd

    @cached_property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Its corners."""
        return tuple(zip(self.flat[::2], self.flat[1::2], strict=True))

    @cached_property
    def bands(self) -> dict[int, list[tuple[float, float, float, float]]]:
        """Its edges by the degrees of latitude that they touch."""
        found: dict[int, list[tuple[float, float, float, float]]] = {}
        for (one_lat, one_lon), (two_lat, two_lon) in pairwise((self.points[-1], *self.points)):
            low, high = sorted((one_lat, two_lat))
            for band in range(floor(low), floor(high) + 1):
                found.setdefault(band, []).append((two_lat, two_lon, one_lat, one_lon))
        return found


@cache
def _rings() -> tuple[_Ring, ...]:
    shapes = msgspec.json.decode((GEO / "world.json").read_bytes(), type=dict[str, list[list[float]]])
    return tuple(_Ring(code, flat) for code, rings in shapes.items() for flat in rings)


def territories() -> frozenset[str]:
    """Every territory of the map, and every dependency that has a code."""
    return frozenset(ring.code for ring in _rings()) | _dependencies().keys()


def outlines(state: str) -> tuple[list[float], ...]:
    """The rings of a state's homeland on the map: latitude and longitude of each corner in turn, in degrees."""
    return tuple(r.flat for r in _rings() if state_of(r.code) == state and not overseas(r.code))


CELL = 10.0  # degrees


@cache
def _cells() -> dict[tuple[int, int], list[_Ring]]:
    """The rings by the squares of the globe that their boxes touch."""
    found: dict[tuple[int, int], list[_Ring]] = {}
    for ring in _rings():
        for row in range(floor(ring.south / CELL), floor(ring.north / CELL) + 1):
            for column in range(floor(ring.west / CELL), floor(ring.east / CELL) + 1):
                found.setdefault((row, column), []).append(ring)
    return found


NEAR = 0.1  # degrees: the coarseness of borders at 1:50m, some 10 km


def nearest_land(lat: float, lon: float) -> str | None:
    """The territory on whose coast a point at sea lies, as close as the map is coarse."""
    close = [(_away(ring, lat, lon), ring.code) for ring in _rings() if ring.near(lat, lon, NEAR)]
    away, code = min(close, default=(NEAR, ""))
    return code if away < NEAR else None


def _away(ring: _Ring, lat: float, lon: float) -> float:
    """From a point to the edges of a ring, if they come near; else no less than `NEAR`."""
    bands = range(floor(lat - NEAR), floor(lat + NEAR) + 1)
    edges = (edge for band in bands for edge in ring.bands.get(band, ()))
    return min((_distance((lat, lon), edge[:2], edge[2:]) for edge in edges), default=NEAR)


def _distance(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """From a point to a segment, on a plane of degrees."""
    along, across = other[0] - one[0], other[1] - one[1]
    length = along * along + across * across
    share = 0.0
    if length:
        share = ((point[0] - one[0]) * along + (point[1] - one[1]) * across) / length
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - one[0] - share * along, point[1] - one[1] - share * across)


@lru_cache(maxsize=16_384)  # the pledges of a day ask the same of the same place
def territory_at(lat: float, lon: float) -> str | None:
    """The territory whose land holds a point (even-odd over its rings, so that enclaves are not counted);
    None at sea and on islands smaller than the map knows."""
    odd: dict[str, bool] = {}
    for ring in _cells().get((floor(lat / CELL), floor(lon / CELL)), ()):
        if ring.near(lat, lon) and ring.holds(lat, lon):
            odd[ring.code] = not odd.get(ring.code, False)
    return next((code for code, held in odd.items() if held), None)
