"""What the pictures are drawn with: paths, arrows, labels, and one code of signs for all of them.

Before = outline and hollow head; new = filled. Duties are solid, consultation dotted, disputed duties dashed.
Style stands in attributes and every picture is whole in itself, so that any viewer and the PDF writer draw the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from .clean import one_line, typeset
from .projection import Point

__all__ = [
    "FILL", "HALO", "HOSTILE", "INK", "LAND", "MUTED", "SEA", "Box", "arrow", "escaped", "num", "open_svg",
    "outline", "path", "spoken", "text_width",
]  # fmt: skip

INK, UNDER, MUTED, HALO = "#12263a", "#33424f", "#5a6875", "#ffffff"
LAND, SEA, FILL, HOSTILE = "#e6e1d4", "#f4f7f9", "#86b5d6", "#b5431a"
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

NARROW, WIDE = frozenset("iljtfrI.,:;'’!|()-– \u00a0"), frozenset("mwMWOQGCDN%@")
DASHES = {"consult": "0.1 5", "disputed": "7 4", "hostile": "11 3 2 3"}


def escaped(text: str) -> str:
    """Text as it may stand in an element or an attribute."""
    return escape(typeset(one_line(text)), quote=True)


def num(value: float) -> str:
    """A coordinate with one decimal and no needless sign, zero or point."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def open_svg(name: str, width: float, height: float, title: str, alt: str) -> str:
    """The opening of a picture, with its title and what one would see."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(width)} {num(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}">'
        f'<title id="{name}-title">{escaped(title)}</title><desc id="{name}-desc">{escaped(alt)}</desc>'
    )


def path(points: Sequence[Point], closed: bool = True) -> str:
    """Path data, relative and short."""
    x, y = round(points[0][0], 1), round(points[0][1], 1)
    parts = [f"M{num(x)} {num(y)}"]
    for point in points[1:]:
        dx, dy = round(point[0] - x, 1), round(point[1] - y, 1)
        if dx or dy:
            parts.append(f"l{num(dx)}{'' if dy < 0 else ' '}{num(dy)}")
            x, y = x + dx, y + dy
    return "".join(parts) + ("z" if closed else "")


def outline(points: Sequence[Point], **attributes: object) -> str:
    """A path element of one closed line."""
    said = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in attributes.items())
    return f'<path d="{path(points)}"{said}/>'


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a line of text is: fonts differ, so it errs on the wide side."""
    units = sum(0.34 if c in NARROW else 0.9 if c in WIDE else 0.6 for c in text)
    return units * size * (1.16 if bold else 1.02)


def spoken(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    anchor: str = "start",
    halo: bool = True,
    ink: str = INK,
) -> str:
    """A line of text, with a light rim that keeps it legible over lines (drawn twice: no viewer fails at that)."""
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}" text-anchor="{anchor}"{weight}'
    said = escaped(text)
    rim = f'<text {place} fill="{HALO}" stroke="{HALO}" stroke-width="3.5" aria-hidden="true">{said}</text>'
    return f'{rim if halo else ""}<text {place} fill="{ink}">{said}</text>'


def arrow(
    line: Sequence[Point],
    kind: str,
    when: str,
    *,
    label: str = "",
    both: bool = False,
    head: bool = True,
    scale: float = 1.0,
) -> str:
    """A tie along a line: its stroke by its kind, its weight and its head by whether it is new."""
    new = when == "after"
    ink = HOSTILE if kind == "hostile" else (MUTED if kind == "visit" else INK)
    size_limit = 0.4 * sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
    width = (1.5 if kind == "visit" else 3.0 if new else 1.6) * scale
    size = min(size_limit, (7.0 if kind == "visit" else 11.0 if new else 9.0) * scale)
    shaft = _trimmed(line, size * 0.85) if head else list(line)
    if both:
        shaft = _trimmed(shaft[::-1], size * 0.85)[::-1]
    drawn = path(shaft, closed=False)
    dash = f' stroke-dasharray="{DASHES[kind]}"' if kind in DASHES else ""
    said = f"<title>{escaped(label)}</title>" if label else ""
    fill = ink if new else HALO
    heads = [line, line[::-1]] if both else [line] if head else []
    return (
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{said}'
        f'<path d="{drawn}" stroke="{HALO}" stroke-width="{num(width + 2.4)}" stroke-opacity="0.8"/>'
        f'<path d="{drawn}" stroke="{ink}" stroke-width="{num(width)}"{dash}/>'
        + "".join(_head(way, size, ink, fill) for way in heads)
        + "</g>"
    )


def _head(line: Sequence[Point], size: float, ink: str, fill: str) -> str:
    """A triangle at the end of a line, along its last stretch."""
    tip = line[-1]
    back = _trimmed(line, size)[-1]
    angle = atan2(tip[1] - back[1], tip[0] - back[0])
    wings = [(tip[0] - size * cos(angle + side), tip[1] - size * sin(angle + side)) for side in (pi / 7.5, -pi / 7.5)]
    return f'<path d="{path([tip, *wings])}" fill="{fill}" stroke="{ink}" stroke-width="1.4"/>'


def _trimmed(line: Sequence[Point], by: float) -> list[Point]:
    """The line without its last `by` units."""
    kept = list(line)
    while len(kept) > 1:
        (x0, y0), (x1, y1) = kept[-2], kept[-1]
        length = hypot(x1 - x0, y1 - y0)
        if length > by:
            part = (length - by) / length
            return [*kept[:-1], (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)]
        by -= length
        kept.pop()
    return [line[0], *kept[1:], line[0]] if len(kept) < 2 else kept
