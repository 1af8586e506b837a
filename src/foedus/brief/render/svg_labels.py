"""Where the names on a map stand: beside their point, clear of each other, of points and of lines where they can be."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

import msgspec

from .projection import Point
from .svg_parts import Box, text_width

__all__ = ["Name", "placed"]

GAP = 8.0
RANK, NEARER = 3.0, 25.0  # what a place farther out, and one nearer another point, cost (a line crossed: 7)


class Name(msgspec.Struct, frozen=True):
    """A name to place by a point, or placed: `x`, `y` is where its line of text starts, at the baseline;
    `leader` where a line from the point meets the text, if it stands far.
    """

    text: str
    point: Point
    bold: bool = False
    x: float = 0.0
    y: float = 0.0
    leader: Point | None = None


class _Ground(NamedTuple):
    """What is on the sheet already."""

    taken: list[Box]
    points: Sequence[Point]
    lines: Sequence[Point]
    frame: Box


def placed(names: Sequence[Name], size: float, frame: Box, lines: Sequence[Point]) -> tuple[Name, ...]:
    """The names with their places, in order: put the weightiest first. `lines` are points along the lines drawn."""
    ground = _Ground([], [n.point for n in names], lines, frame)
    found = []
    for name in names:
        options = _options(name, size)
        costs = [rank * RANK + _cost(box, name.point, ground) for rank, box in enumerate(options)]
        box = options[costs.index(min(costs))]
        ground.taken.append(box)
        found.append(msgspec.structs.replace(name, x=box[0], y=box[3] - size * 0.28, leader=_leader(name.point, box)))
    return tuple(found)


def _options(name: Name, size: float) -> list[Box]:
    """Eight places round the point, then the same farther out."""
    wide, high = text_width(name.text, size, name.bold), size * 1.15
    x, y = name.point
    found = []
    for gap in (GAP, GAP * 2.2, GAP * 3.6, GAP * 5.5, GAP * 8):
        near = gap * 0.7
        left, right, middle = x - gap - wide, x + gap, x - wide / 2
        above, below, level = y - near - high, y + near, y - high / 2
        corners = [
            (right, level), (left, level), (middle, above), (middle, below),
            (right, above), (right, below), (left, above), (left, below),
        ]  # fmt: skip
        found += [(a, b, a + wide, b + high) for a, b in corners]
    return found


def _leader(point: Point, box: Box) -> Point | None:
    """The point of the box nearest to the point named; None where it stands beside it."""
    x, y = min(max(point[0], box[0]), box[2]), min(max(point[1], box[1] + 2), box[3] - 2)
    return (x, y) if hypot(x - point[0], y - point[1]) > GAP * 1.9 else None


def _cost(box: Box, point: Point, ground: _Ground) -> float:
    """How badly a name would stand there: off the sheet, over another name, a point, a line, nearer another point."""
    left, top, right, bottom = box
    taken, points, lines, frame = ground
    outside = left < frame[0] + 3 or top < frame[1] + 3 or right > frame[2] - 3 or bottom > frame[3] - 3
    over = sum(_overlap(box, other) for other in taken)
    dots = sum(left - 4 < x < right + 4 and top - 3 < y < bottom + 3 for x, y in points)
    own = _gap(box, point)
    nearer = sum(p != point and _gap(box, p) < own + 5 for p in points)  # it would read as the name of that one
    crossed = sum(left < x < right and top < y < bottom for x, y in lines)
    return outside * 1e5 + over * 50 + dots * 60 + nearer * NEARER + crossed * 7


def _gap(box: Box, point: Point) -> float:
    x, y = min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])
    return hypot(x - point[0], y - point[1])


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
