"""Who has a land border with whom, by the packaged map: territories that share points of their outlines.

The borders are those of today's map (Natural Earth, coarse): on a day of the past a state stands on the land of the
territory that bears its code now, which is wrong where borders have moved since.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from ..system import System

__all__ = ["neighbours"]


def neighbours(system: System, state: str) -> tuple[str, ...]:
    """The states of the day that border on the territory of a state."""
    members = {s.code for s in system.states()}
    return tuple(sorted(_touching().get(state, frozenset()) & members))


@cache
def _touching() -> Mapping[str, frozenset[str]]:
    shapes = msgspec.json.decode(
        files("foedus").joinpath("facts/geo/map.json").read_bytes(), type=dict[str, list[list[float]]]
    )
    at: dict[tuple[float, float], set[str]] = {}
    for code, rings in shapes.items():
        for ring in rings:
            for point in zip(ring[::2], ring[1::2], strict=True):
                at.setdefault(point, set()).add(code)
    found: dict[str, set[str]] = {}
    for codes in at.values():
        for code in codes if len(codes) > 1 else ():
            found.setdefault(code, set()).update(codes - {code})
    return {code: frozenset(others) for code, others in found.items()}
