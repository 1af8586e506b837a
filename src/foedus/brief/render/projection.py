"""From degrees to a flat picture: Equal Earth for the world, Lambert's azimuthal equal-area for a part of it.

Equal Earth: Savric, Patterson & Jenny (2019). Both keep areas, so that no state looks larger than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

__all__ = [
    "EAST",
    "Point",
    "Ring",
    "azimuthal",
    "clip",
    "distance",
    "equal_earth",
    "pieces",
    "shortest",
    "simplified",
    "turned",
]

Point = tuple[float, float]
Ring = list[Point]

EAST = 11.0  # the meridian in the middle of the world map: its edge then runs through the Bering Strait
STEP = 4.0  # degrees between points along the map's edge, which is a curve

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(lat: float, east: float) -> Point:
    """A point, x to the right and y up; `east` is the longitude from the middle meridian, -180 to 180."""
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    squared, sixth = theta**2, theta**6
    x = (
        2
        * sqrt(3)
        * radians(east)
        * cos(theta)
        / (3 * (9 * A4 * squared * sixth + 7 * A3 * sixth + 3 * A2 * squared + A1))
    )
    return x, theta * (A4 * squared * sixth + A3 * sixth + A2 * squared + A1)


def azimuthal(lat0: float, lon0: float) -> Callable[[float, float], Point]:
    """The projection of Lambert around a point: (lat, lon) to x to the right, y up, in radii of the globe."""
    sin0, cos0 = sin(radians(lat0)), cos(radians(lat0))

    def project(lat: float, lon: float) -> Point:
        phi, lam = radians(lat), radians(lon - lon0)
        factor = sqrt(2 / max(1e-9, 1 + sin0 * sin(phi) + cos0 * cos(phi) * cos(lam)))
        return factor * cos(phi) * sin(lam), factor * (cos0 * sin(phi) - sin0 * cos(phi) * cos(lam))

    return project


def distance(one: Point, other: Point) -> float:
    """Degrees between two points (lat, lon)."""
    (a, b), (c, d) = _cartesian(one)[:2], _cartesian(other)[:2]
    dot = a * c + b * d + _cartesian(one)[2] * _cartesian(other)[2]
    return degrees(atan2(sqrt(max(0.0, 1 - dot * dot)), dot))


def _cartesian(point: Point) -> tuple[float, float, float]:
    lat, lon = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def shortest(one: Point, other: Point) -> list[Ring]:
    """The straight line on the map from one place to another, (lat, turned longitude): in two parts where the shorter
    way runs over the map's edge.
    """
    start, end = (one[0], turned(one[1])), (other[0], turned(other[1]))
    gap = end[1] - start[1]
    if abs(gap) <= 180:
        return [[start, end]]
    edge = 180.0 if gap < 0 else -180.0
    whole = gap + 2 * edge
    cut = start[0] + (end[0] - start[0]) * (edge - start[1]) / whole
    return [_sampled(start, (cut, edge)), _sampled((cut, -edge), end)]


def _sampled(one: Point, other: Point, steps: int = 16) -> Ring:
    return [tuple(a + (b - a) * k / steps for a, b in zip(one, other, strict=True)) for k in range(steps + 1)]  # type: ignore[misc]


def turned(lon: float) -> float:
    """A longitude from the middle meridian, -180 to 180."""
    return (lon - EAST + 180) % 360 - 180


def _unwrapped(ring: Iterable[Point]) -> Ring:
    """The ring with longitudes from the middle meridian that never jump by half a turn."""
    found: Ring = []
    for lat, lon in ring:
        east = lon - EAST
        while found and east - found[-1][1] > 180:
            east -= 360
        while found and east - found[-1][1] < -180:
            east += 360
        found.append((lat, east))
    return found


def pieces(ring: Iterable[Point]) -> list[Ring]:
    """A ring in degrees as what of it lies on the map, cut at the map's edge: (lat, turned longitude)."""
    whole = _unwrapped(ring)
    if len(whole) > 2 and abs(whole[0][1] - whole[-1][1]) > 180:  # round a pole: closed along it
        pole = 90.0 if whole[0][0] > 0 else -90.0
        whole += [(pole, whole[-1][1]), (pole, whole[0][1])]
    found = []
    for turn in (-360.0, 0.0, 360.0):
        kept = clip([(lat, east + turn) for lat, east in whole], -90, -180, 90, 180)
        found += [_along_edge(kept)] if len(kept) > 2 else []
    return found


def _along_edge(ring: Ring) -> Ring:
    """More points where a ring follows the map's edge, which is curved."""
    found: Ring = []
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        found.append(one)
        if abs(one[1]) == 180 and one[1] == other[1]:
            count = int(abs(other[0] - one[0]) / STEP)
            found += [(one[0] + (other[0] - one[0]) * k / (count + 1), one[1]) for k in range(1, count + 1)]
    return found


def clip(ring: Sequence[Point], low0: float, low1: float, high0: float, high1: float) -> Ring:
    """The part of a ring inside a rectangle of its two coordinates (Sutherland and Hodgman 1974)."""
    kept = list(ring)
    for axis, bound, above in ((0, low0, True), (0, high0, False), (1, low1, True), (1, high1, False)):
        source, kept = kept, []
        for one, other in zip(source, [*source[1:], *source[:1]], strict=True):
            inside, next_inside = ((p[axis] >= bound) == above or p[axis] == bound for p in (one, other))
            if inside:
                kept.append(one)
            if inside != next_inside:
                kept.append(_crossing(one, other, axis, bound))
    return kept


def _crossing(one: Point, other: Point, axis: int, bound: float) -> Point:
    part = (bound - one[axis]) / (other[axis] - one[axis])
    free = one[1 - axis] + part * (other[1 - axis] - one[1 - axis])
    return (bound, free) if axis == 0 else (free, bound)


def simplified(line: Sequence[Point], tolerance: float) -> Ring:
    """The line without the points that lie nearer than `tolerance` to what remains (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        gaps = [(_off(line[i], line[first], line[last]), i) for i in range(first + 1, last)]
        if gaps and max(gaps)[0] > tolerance:
            middle = max(gaps)[1]
            keep.add(middle)
            stack += [(first, middle), (middle, last)]
    return [line[i] for i in sorted(keep)]


def _off(point: Point, one: Point, other: Point) -> float:
    """The distance of a point from the segment between two."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length))
    return hypot(point[0] - one[0] - part * dx, point[1] - one[1] - part * dy)
