"""The graph of obligations as SVG: the states of the article on the right, those tied to them on the left.

Two columns, so that names never overlap and the picture can be read on a telephone. Before = outlined, new = filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ..model import Brief, GraphEdge
from .clean import one_line
from .projection import Point
from .svg_parts import FILL, INK, UNDER, arrow, num, open_svg, spoken, text_width
from .words import Words

__all__ = ["Node", "focus_of", "graph", "nodes"]

WIDTH, LEFT, RIGHT = 442.0, 190.0, 150.0  # of the picture, of its two columns
ROW, GAP, APART, TOP = 42.0, 10.0, 92.0, 8.0  # heights: a box, between boxes, between states of the article
PORT = 13.0  # between the arrows that meet a box
PAD, LEAD, LEADING = 11.0, 18.0, 15.5  # round the text of a box; from line to line
NAME, SMALL = 15.0, 12.5
GROUPED, MOST, LISTED = 4, 20, 6  # as many with the same ties are one box; more boxes are joined by treaty; names in it


class Node(msgspec.Struct, frozen=True):
    """A box of the left column: one state, or several with the same ties."""

    members: tuple[str, ...]
    title: str
    under: str
    new: bool
    edges: tuple[GraphEdge, ...]


def graph(brief: Brief) -> str:
    """The picture; empty without edges."""
    pictures = brief.pictures
    if not pictures.graph:
        return ""
    words, focus = Words(brief), focus_of(brief)
    left = _ordered(nodes(pictures.graph, focus, words), focus)
    boxes = _stacked([_Text.of(n) for n in left])
    middles = [(box.top + box.bottom) / 2 for box in boxes]
    places = _focus_places(left, middles, focus)
    column = WIDTH - RIGHT if left else (WIDTH - RIGHT) / 2
    height = max([*(box.bottom for box in boxes), *(p.bottom for p in places.values())]) + TOP
    width = max(WIDTH + 2, column + RIGHT + (44 if len(focus) > 2 else 2))
    parts = [open_svg("graph", width, height, pictures.graph_title, pictures.graph_alt)]
    parts += _left_ties(left, middles, places, words)
    parts += _focus_ties(pictures.graph, focus, places, column, words)
    parts += [box.drawn(node.new) for node, box in zip(left, boxes, strict=True)]
    new = {c for e in pictures.graph if e.when == "after" for c in (e.obligor, e.beneficiary)}
    for code, place in places.items():
        name = _cut(words.state(code), NAME, RIGHT, True)
        parts += [
            _frame(column, place.top, RIGHT, place.bottom - place.top, code in new),
            _line(column + RIGHT / 2, (place.top + place.bottom) / 2 + 5, name, NAME, True),
        ]
    return "".join(parts) + "</svg>"


def focus_of(brief: Brief) -> tuple[str, ...]:
    """The states that the picture is about: the map's actors, else the ends of what is new, else the protected."""
    edges = brief.pictures.graph
    ends = {c for e in edges for c in (e.obligor, e.beneficiary)}
    actors = [p[0] for p in brief.pictures.map.points if p[4] == "actor" and p[0] in ends] if brief.pictures.map else []
    new = [c for e in edges if e.when == "after" for c in (e.beneficiary, e.obligor)]
    return tuple(dict.fromkeys(actors or new or [e.beneficiary for e in edges]))[:4]


def nodes(edges: Sequence[GraphEdge], focus: Sequence[str], words: Words) -> list[Node]:
    """The boxes of the left column."""
    outer = sorted({c for e in edges for c in (e.obligor, e.beneficiary)} - set(focus))
    held = {
        c: tuple(e for e in edges if c in (e.obligor, e.beneficiary) and {e.obligor, e.beneficiary} & set(focus))
        for c in outer
    }
    groups = _grouped(held, whole=True)
    if len(groups) > MOST:
        groups = _grouped(held, whole=False)
    return [_node(members, held[members[0]], words) for members in groups]


def _grouped(held: dict[str, tuple[GraphEdge, ...]], *, whole: bool) -> list[tuple[str, ...]]:
    """States with the same ties together, where there are several of them; not `whole`: with the same first treaty."""
    found: dict[object, list[str]] = {}
    for code, edges in held.items():
        ties = frozenset((e.obligor == code, _other(e, code), e.label, e.kind, e.when) for e in edges)
        found.setdefault(ties if whole else (edges[0].label if edges else ""), []).append(code)
    groups: list[tuple[str, ...]] = []
    for members in found.values():
        groups += [tuple(members)] if len(members) >= GROUPED else [(m,) for m in members]
    return groups


def _other(edge: GraphEdge, code: str) -> str:
    return edge.beneficiary if edge.obligor == code else edge.obligor


def _node(members: tuple[str, ...], edges: tuple[GraphEdge, ...], words: Words) -> Node:
    labels = tuple(dict.fromkeys(_capital(e.label) for e in edges))
    new = bool(edges) and all(e.when == "after" for e in edges)
    if len(members) > 1:
        title = words("graph.group", label=labels[0], n=len(members))
        names = ", ".join(words.state(m) for m in members) if len(members) <= LISTED else ""
        return Node(members, title, names, new, edges)
    return Node(members, words.state(members[0]), " · ".join(labels), new, edges)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ordered(left: list[Node], focus: Sequence[str]) -> list[Node]:
    """By the state of the article that they are tied to, so that arrows cross little; what is new last."""

    def key(node: Node) -> tuple[float, bool, str]:
        ties = [focus.index(c) for e in node.edges for c in (e.obligor, e.beneficiary) if c in focus]
        return (sum(ties) / len(ties) if ties else 0.0, node.new, node.title)

    return sorted(left, key=key)


class _Place(NamedTuple):
    """The top and the bottom of the box of a state of the article."""

    top: float
    bottom: float


class _Text(msgspec.Struct, frozen=True):
    """A box of the left column as it is drawn: its lines (words, size, bold) and where it stands."""

    lines: tuple[tuple[str, float, bool], ...]
    top: float = 0.0

    @classmethod
    def of(cls, node: Node) -> _Text:
        title = _wrapped(node.title, NAME, LEFT - 14, node.new, 3)
        under = _wrapped(node.under, SMALL, LEFT - 14, False, 3)
        return cls((*((t, NAME, node.new) for t in title), *((u, SMALL, False) for u in under)))

    @property
    def bottom(self) -> float:
        return self.top + 2 * PAD + sum(LEAD if size == NAME else LEADING for _, size, _ in self.lines) - 4

    def drawn(self, new: bool) -> str:
        y, parts = self.top + PAD - 6, [_frame(0, self.top, LEFT, self.bottom - self.top, new)]
        for text, size, bold in self.lines:
            y += LEAD if size == NAME else LEADING
            parts.append(_line(LEFT / 2, y, text, size, bold))
        return "".join(parts)


def _stacked(boxes: Sequence[_Text]) -> list[_Text]:
    found: list[_Text] = []
    for box in boxes:
        found.append(msgspec.structs.replace(box, top=found[-1].bottom + GAP if found else TOP))
    return found


def _focus_places(left: Sequence[Node], middles: Sequence[float], focus: Sequence[str]) -> dict[str, _Place]:
    """Where the states of the article stand: beside those tied to them, far enough apart for what ties them, and high
    enough for the arrows that meet them.
    """
    places: dict[str, _Place] = {}
    floor = TOP
    for code in focus:
        beside = [y for n, y in zip(left, middles, strict=True) if _tied(n, code)]
        high = max(ROW, PORT * (len(beside) + 1))
        top = max(floor, sum(beside) / len(beside) - high / 2 if beside else floor)
        places[code] = _Place(top, top + high)
        floor = top + high + APART
    return places


def _tied(node: Node, code: str) -> bool:
    return any(code in (e.obligor, e.beneficiary) for e in node.edges)


def _frame(x: float, y: float, wide: float, high: float, new: bool) -> str:
    """A box: outlined, or filled where the change touches it."""
    fill, width = (FILL, "2") if new else ("#ffffff", "1.2")
    return (
        f'<rect x="{num(x + 1)}" y="{num(y)}" width="{num(wide - 2)}" height="{num(high)}" rx="5" fill="{fill}" '
        f'stroke="{INK}" stroke-width="{width}"/>'
    )


def _line(x: float, y: float, text: str, size: float, bold: bool) -> str:
    ink = INK if size == NAME else UNDER
    return spoken(x, y, text, size, bold=bold, anchor="middle", halo=False, ink=ink)


def _wrapped(text: str, size: float, wide: float, bold: bool, most: int) -> list[str]:
    """The text in lines of a width; what does not fit in `most` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in one_line(text).split(" ") if text else []:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (text_width(longer, size, bold) <= wide or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, size, wide + 10, bold) for line in lines]


def _cut(text: str, size: float, wide: float, bold: bool) -> str:
    """The text, with an ellipsis where it is wider than its box."""
    if text_width(text, size, bold) <= wide - 10:
        return text
    while text and text_width(f"{text}…", size, bold) > wide - 10:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _left_ties(left: Sequence[Node], middles: Sequence[float], places: dict[str, _Place], words: Words) -> list[str]:
    """The arrows between the columns. They meet a state of the article at heights of their own."""
    ports: dict[str, int] = {}
    total = {code: sum(_tied(n, code) for n in left) for code in places}
    drawn = []
    for node, y in zip(left, middles, strict=True):
        for code, place in places.items():
            ties = [e for e in node.edges if code in (e.obligor, e.beneficiary)]
            if not ties:
                continue
            ports[code] = ports.get(code, 0) + 1
            port = place.top + (place.bottom - place.top) * ports[code] / (total[code] + 1)
            end = (WIDTH - RIGHT - 2, port)
            drawn += _bundle(ties, node.members[0], _curve((LEFT + 2, y), end), words)
    return drawn


def _bundle(ties: Sequence[GraphEdge], code: str, line: list[Point], words: Words) -> list[str]:
    """The ties of two boxes along one line: an arrow for each kind and time, two heads where it goes both ways."""
    found = []
    pairs = sorted({(e.kind, e.when) for e in ties}, key=lambda p: (p[1] == "after", p[0]))
    for rank, (kind, when) in enumerate(pairs):
        same = [e for e in ties if (e.kind, e.when) == (kind, when)]
        outward, inward = any(e.obligor == code for e in same), any(e.beneficiary == code for e in same)
        way = [(x, y + 7 * rank) for x, y in line]
        label = f"{words(f'tie.{kind}')} – {', '.join(dict.fromkeys(e.label for e in same))}"
        found.append(arrow(way if outward else way[::-1], kind, when, label=label, both=outward and inward))
    return found


def _curve(start: Point, end: Point) -> list[Point]:
    """An S between two points, level at both ends."""
    bend = (end[0] - start[0]) / 2
    corners = (start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end)
    return [_bezier(corners, k / 24) for k in range(25)]


def _bezier(corners: tuple[Point, Point, Point, Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(w * c[0] for w, c in zip(weights, corners, strict=True))
    return x, sum(w * c[1] for w, c in zip(weights, corners, strict=True))


def _focus_ties(
    edges: Sequence[GraphEdge], focus: Sequence[str], places: dict[str, _Place], column: float, words: Words
) -> list[str]:
    """The ties between the states of the article: straight between neighbours, round the others else."""
    drawn = []
    for i, one in enumerate(focus):
        for j in range(i + 1, len(focus)):
            ties = [e for e in edges if {e.obligor, e.beneficiary} == {one, focus[j]}]
            if not ties:
                continue
            top, bottom = places[one].bottom + 2, places[focus[j]].top - 2
            x = column + 20
            if j == i + 1:
                drawn += _bundle(ties, one, [(x, top), (x, bottom)], words)
                drawn += _beside(ties, x + 12, (top + bottom) / 2, RIGHT - 30)
            else:
                side = column + RIGHT + 2
                bow = ((side, top - ROW / 2), (side + 50, top), (side + 50, bottom), (side, bottom + ROW / 2))
                drawn += _bundle(ties, one, [_bezier(bow, k / 24) for k in range(25)], words)
    return drawn


def _beside(ties: Sequence[GraphEdge], x: float, y: float, wide: float) -> list[str]:
    """The titles of the ties beside their arrow, in short lines."""
    labels = dict.fromkeys(_capital(e.label) for e in ties)
    lines = [line for label in labels for line in _wrapped(label, SMALL, wide, False, 4)][:5]
    start = y - (len(lines) - 1) * LEADING / 2 + 4
    return [spoken(x, start + LEADING * i, line, SMALL, ink=UNDER) for i, line in enumerate(lines)]
