"""The map of a change as SVG: the world (Equal Earth, 11 degrees East in the middle), and the actors close to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import asin, atan2, cos, degrees, hypot, radians, sin
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..model import MapArc, MapPicture
from .projection import EAST, Point, Ring, azimuthal, clip, distance, equal_earth, pieces, shortest, simplified, turned
from .svg_labels import Name, placed
from .svg_parts import FILL, INK, LAND, MUTED, SEA, arrow, num, open_svg, outline, path, spoken

__all__ = ["inset", "touched", "world"]

GEO = Path(__file__).parents[2] / "facts" / "geo" / "map.json"

WORLD_WIDTH, SOUTH, NORTH = 960.0, -57.0, 84.0  # without the Antarctic, where no capital is
INSET_WIDTH, INSET_HEIGHT = 480.0, 400.0
WORLD_SIZE, SIZE = 25.0, 15.0  # of names on the world and in the inset: 9 and 11 pixels on a telephone
CROWD = 16  # more points than that, and only those that the change touches are named
LEAST, MOST = 0.16, 1.15  # radii of the globe that half the inset's height may show
COARSE, FINE = 0.45, 0.4  # pixels by which a border may be off

Place = tuple[str, str, float, float, str]
"""A point of the picture: code, label, latitude, longitude, role."""


class Sheet(NamedTuple):
    """A projection onto a sheet of paper: its size, where a place stands, the line between two (in parts if cut)."""

    width: float
    height: float
    point: Callable[[Point], Point]
    line: Callable[[Point, Point], list[Ring]]


@cache
def _rings() -> dict[str, tuple[tuple[Point, ...], ...]]:
    flat = msgspec.json.decode(GEO.read_bytes(), type=dict[str, list[list[float]]])
    return {code: tuple(tuple(zip(r[::2], r[1::2], strict=True)) for r in rings) for code, rings in flat.items()}


def touched(drawn: MapPicture) -> tuple[frozenset[str], frozenset[str]]:
    """The states that the change touches (an end of something new), and those only bound before."""
    new = frozenset(c for a in drawn.arcs if a.when == "after" for c in (a.start, a.end))
    old = frozenset(c for a in drawn.arcs if a.when == "before" for c in (a.start, a.end))
    return new, old - new


# --- the world -----------------------------------------------------------------------------------------------


def world(drawn: MapPicture) -> str:
    """The whole map."""
    sheet = _world_sheet()
    land = {
        code: [_flat(p, sheet.point) for r in rings for p in pieces(r)]
        for code, rings in _rings().items()
        if code != "ATA"
    }
    frame = (0.0, 0.0, sheet.width, sheet.height)
    inner = _inset_sheet(drawn)
    shown = [p for p in drawn.points if p[4] == "actor" or not _within(inner, p)]
    parts = [
        open_svg("world", sheet.width, sheet.height, drawn.title, drawn.alt),
        outline(_globe(sheet), fill=SEA, stroke="#cfd8de", stroke_width="1"),
        *_land(land, drawn, COARSE, frame),
        *_ties(drawn, sheet, 0.85),
        *_dots([p for p in drawn.points if p in shown or p[4] == "guarantor"], drawn, sheet, 4.2),
        *_names(shown, drawn, sheet, WORLD_SIZE),
    ]
    return "".join(parts) + "</svg>"


def _world_sheet() -> Sheet:
    right, top = equal_earth(0, 180)[0], equal_earth(NORTH, 0)[1]
    scale = WORLD_WIDTH / (2 * right)
    height = (top - equal_earth(SOUTH, 0)[1]) * scale

    def flat(piece: Point) -> Point:
        x, y = equal_earth(min(NORTH, max(SOUTH, piece[0])), piece[1])
        return (x + right) * scale, (top - y) * scale

    def point(place: Point) -> Point:
        return flat((place[0], turned(place[1])))

    def line(one: Point, other: Point) -> list[Ring]:
        return [[flat(p) for p in run] for run in shortest(one, other)]

    return Sheet(WORLD_WIDTH, height, point, line)


def _flat(piece: Ring, point: Callable[[Point], Point]) -> Ring:
    """A piece of a ring on the sheet; its longitudes are turned already, and the edge stays on its own side."""
    return [point((lat, min(179.9999, max(-179.9999, east)) + EAST)) for lat, east in piece]


def _globe(sheet: Sheet) -> Ring:
    lats = [SOUTH + (NORTH - SOUTH) * k / 30 for k in range(31)]
    east = [sheet.point((lat, 179.9999 + EAST)) for lat in lats]
    return east + [sheet.point((lat, -179.9999 + EAST)) for lat in reversed(lats)]


# --- the actors close to -------------------------------------------------------------------------------------


def inset(drawn: MapPicture, title: str) -> str:
    """The part of the world where the actors and those near them are."""
    sheet = _inset_sheet(drawn)
    frame = (0.0, 0.0, sheet.width, sheet.height)
    centre, reach = _centre(drawn)
    limit = min(100.0, degrees(reach) * 2.2 + 15)
    land = {
        code: [[sheet.point(p) for p in ring] for ring in rings if min(distance(p, centre) for p in ring) < limit]
        for code, rings in _rings().items()
    }
    inside = [p for p in drawn.points if _within(sheet, p)]
    parts = [
        open_svg("inset", sheet.width, sheet.height, title, drawn.alt),
        f'<rect width="{num(sheet.width)}" height="{num(sheet.height)}" fill="{SEA}"/>',
        *_land(land, drawn, FINE, frame),
        *_ties(drawn, sheet, 1.0),
        *_dots(inside, drawn, sheet, 4.0),
        *_names(inside, drawn, sheet, SIZE),
        f'<rect width="{num(sheet.width)}" height="{num(sheet.height)}" fill="none" stroke="#9aa7b1"/>',
    ]
    return "".join(parts) + "</svg>"


def _inset_sheet(drawn: MapPicture) -> Sheet:
    centre, half = _centre(drawn)
    project = azimuthal(*centre)
    scale = INSET_HEIGHT / 2 / half

    def point(place: Point) -> Point:
        x, y = project(*place)
        return INSET_WIDTH / 2 + x * scale, INSET_HEIGHT / 2 - y * scale

    return Sheet(INSET_WIDTH, INSET_HEIGHT, point, lambda one, other: [[point(one), point(other)]])


def _centre(drawn: MapPicture) -> tuple[Point, float]:
    """Where the inset is centred, and how far it reaches up and down: the actors, and the guarantors near them."""
    actors = (
        [(p[2], p[3]) for p in drawn.points if p[4] == "actor"] or [(p[2], p[3]) for p in drawn.points] or [(0.0, EAST)]
    )
    middle = _mean(actors)
    near = max(25.0, 1.5 * max(distance(middle, a) for a in actors))
    shown = actors + [(p[2], p[3]) for p in drawn.points if p[4] != "actor" and distance(middle, (p[2], p[3])) < near]
    project = azimuthal(*middle)
    xs, ys = zip(*(project(*place) for place in shown), strict=True)
    across, up = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    aside = (max(xs) - min(xs)) / 2 * INSET_HEIGHT / INSET_WIDTH * 1.2  # names need more room beside than above
    half = max(aside, (max(ys) - min(ys)) / 2)
    return _inverse(middle, (across, up)), min(MOST, max(LEAST, half * 1.4))


def _mean(places: Sequence[Point]) -> Point:
    """The middle of some places on the globe; the first of them if they have none."""
    x = sum(cos(radians(a)) * cos(radians(b)) for a, b in places)
    y = sum(cos(radians(a)) * sin(radians(b)) for a, b in places)
    z = sum(sin(radians(a)) for a, _ in places)
    return places[0] if hypot(x, y, z) < 1e-6 else (degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))


def _inverse(centre: Point, flat: Point) -> Point:
    """The place that Lambert's projection round `centre` puts at `flat`."""
    x, y = flat
    rho = hypot(x, y)
    if rho < 1e-9:
        return centre
    angle, lat0 = 2 * asin(min(1.0, rho / 2)), radians(centre[0])
    lat = asin(max(-1.0, min(1.0, cos(angle) * sin(lat0) + y * sin(angle) * cos(lat0) / rho)))
    lon = atan2(x * sin(angle), rho * cos(lat0) * cos(angle) - y * sin(lat0) * sin(angle))
    return degrees(lat), (centre[1] + degrees(lon) + 180) % 360 - 180


def _within(sheet: Sheet, point: Place) -> bool:
    x, y = sheet.point((point[2], point[3]))
    return 0 <= x <= sheet.width and 0 <= y <= sheet.height


# --- what both are made of -----------------------------------------------------------------------------------


def _land(
    land: dict[str, list[Ring]], drawn: MapPicture, off: float, frame: tuple[float, float, float, float]
) -> list[str]:
    """The states: plain land first, those only bound before as outlines, those that the change touches filled."""
    new, old = touched(drawn)
    left, top, right, bottom = frame
    data: dict[str, str] = {}
    for code in sorted(land):
        least = 0.0 if code in new | old else 1.3
        rings = [clip(r, left - 4, top - 4, right + 4, bottom + 4) for r in land[code]]
        kept = [s for r in rings if len(r) > 2 and _extent(r) > least and len(s := simplified(r, off)) > 2]
        if kept:
            data[code] = "".join(path(r) for r in kept)
    plain = [f'<path d="{d}"/>' for code, d in data.items() if code not in new | old]
    before = [f'<path d="{d}"/>' for code, d in data.items() if code in old]
    after = [f'<path d="{d}"/>' for code, d in data.items() if code in new]
    group = '<g fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}" stroke-linejoin="round">{}</g>'
    return [
        group.format(LAND, "#ffffff", "0.7", "".join(plain)),
        group.format(LAND, INK, "1.5", "".join(before)),
        group.format(FILL, INK, "0.8", "".join(after)),
    ]


def _extent(ring: Iterable[Point]) -> float:
    xs, ys = zip(*ring, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _ties(drawn: MapPicture, sheet: Sheet, scale: float) -> list[str]:
    """The arcs, those of before first, so that what is new lies on top."""
    order = sorted(drawn.arcs, key=lambda a: (a.when == "after", a.kind != "visit"))
    return [
        arrow(way, a.kind, a.when, label=a.label, scale=scale, head=way is ways[-1])
        for a, ways in _ways(order, drawn, sheet)
        for way in ways
    ]


def _ways(arcs: Sequence[MapArc], drawn: MapPicture, sheet: Sheet) -> list[tuple[MapArc, list[Ring]]]:
    """Each arc with its line on the sheet. Arcs between the same two states bend apart."""
    places = {code: (lat, lon) for code, _, lat, lon, _ in drawn.points}
    seen: dict[tuple[str, str], int] = {}
    found = []
    for arc in arcs:
        if arc.start in places and arc.end in places and arc.start != arc.end:
            rank = seen[arc.start, arc.end] = seen.get((arc.start, arc.end), -1) + 1
            runs = sheet.line(places[arc.start], places[arc.end])
            found.append((arc, [_bent(runs[0][0], runs[0][-1], 0.13 + 0.08 * rank)] if len(runs) == 1 else runs))
    return found


def _bent(start: Point, end: Point, by: float) -> Ring:
    """A curve that bends to its left by a part of its length; the points at its ends stay free."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1.0
    bent = []
    for step in range(41):
        part = step / 40
        off = 4 * by * part * (1 - part)
        bent.append((x0 + (x1 - x0) * part + (y1 - y0) * off, y0 + (y1 - y0) * part - (x1 - x0) * off))
    clear = min(7.0, length / 5)
    kept = [p for p in bent if min(hypot(p[0] - x0, p[1] - y0), hypot(p[0] - x1, p[1] - y1)) > clear]
    return kept if len(kept) > 3 else bent


def _dots(points: Sequence[Place], drawn: MapPicture, sheet: Sheet, radius: float) -> list[str]:
    """The capitals: filled where the change touches the state, hollow elsewhere."""
    new, _ = touched(drawn)
    found = []
    for code, _, lat, lon, role in points:
        x, y = sheet.point((lat, lon))
        fill = INK if code in new else "#ffffff"
        size = radius if role != "other" else radius * 0.8
        found.append(
            f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(size)}" fill="{fill}" stroke="{INK}" stroke-width="1.4"/>'
        )
    return found


def _names(points: Sequence[Place], drawn: MapPicture, sheet: Sheet, size: float) -> list[str]:
    """The names, the actors' first and bold; one that stands far from its point has a line to it."""
    order = {"actor": 0, "guarantor": 1, "other": 2}
    new, _ = touched(drawn)
    if len(points) > CROWD:
        points = [p for p in points if p[4] == "actor" or p[0] in new]
    ranked = sorted(points, key=lambda p: (order.get(p[4], 3), p[0]))
    names = [Name(label, sheet.point((lat, lon)), role == "actor") for _, label, lat, lon, role in ranked]
    along = [p for _, ways in _ways(drawn.arcs, drawn, sheet) for way in ways for p in way]
    found = placed(names, size, (0.0, 0.0, sheet.width, sheet.height), along)
    leaders = [
        f'<path d="{path([n.point, n.leader], closed=False)}" stroke="{MUTED}" stroke-width="1"/>'
        for n in found
        if n.leader
    ]
    inks = {label: MUTED if role == "other" else INK for _, label, _, _, role in ranked}
    return leaders + [spoken(n.x, n.y, n.text, size, bold=n.bold, ink=inks[n.text]) for n in found]
