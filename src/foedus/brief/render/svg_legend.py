"""The code of signs, explained: a small drawing and its words for each sign that a picture uses."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from ..model import GraphEdge, MapArc
from .svg_parts import FILL, INK, LAND, arrow
from .words import Words

__all__ = ["legend"]

KINDS = ("duty", "consult", "disputed", "hostile", "visit")


def legend(words: Words, ties: Iterable[MapArc | GraphEdge], *, states: bool) -> tuple[tuple[Markup, str], ...]:
    """The signs of the ties drawn; with `states`, those of the states too."""
    used = {(t.kind, t.when) for t in ties}
    found = []
    if states:
        found.append((_patch(FILL, "0.8"), words("map.state_after")))
        found += [(_patch(LAND, "1.5"), words("map.state_before"))] if any(w == "before" for _, w in used) else []
    for kind in KINDS:
        for when in ("before", "after"):
            if (kind, when) in used:
                said = words("map.tie", tie=words(f"tie.{kind}"), when=words(f"when.{when}"))
                found.append((_stroke(kind, when), words(f"tie.{kind}") if kind in ("visit", "hostile") else said))
    return tuple(found)


def _patch(fill: str, width: str) -> Markup:
    rect = f'<rect x="1" y="1" width="24" height="12" fill="{fill}" stroke="{INK}" stroke-width="{width}"/>'
    return Markup(f'<svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">{rect}</svg>')  # noqa: S704


def _stroke(kind: str, when: str) -> Markup:
    drawn = arrow([(2.0, 7.0), (40.0, 7.0)], kind, when)
    return Markup(f'<svg viewBox="0 0 42 14" width="42" height="14" aria-hidden="true">{drawn}</svg>')  # noqa: S704
