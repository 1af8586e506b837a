"""How far apart two states' homelands lie on the map of the facts, as the kinds of contiguity of the Correlates of War.

The corners of the map's coasts and borders are compared; states that border by land share corners. Overseas
dependencies are left out, as COW lists those apart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .globe import RADIUS

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["gap", "kind_of"]

MILE: Final = 1.609344
TOUCHING: Final = 1.0
"""Kilometres between corners at which two lands meet: borders are drawn from the same corners."""
REACHES: Final = ((2, 12 * MILE), (3, 24 * MILE), (4, 150 * MILE), (5, 400 * MILE))
"""The kinds of contiguity over water (Stinnett et al. 2002) and how far each reaches, in km."""
BLOCK: Final = 512


def kind_of(one: str, other: str) -> int | None:
    """1 where two states meet by land, 2 to 5 over at most 12, 24, 150 and 400 miles, 0 farther; None off the map."""
    km = gap(one, other)
    if km is None:
        return None
    return 1 if km <= TOUCHING else next((kind for kind, reach in REACHES if km <= reach), 0)


def gap(one: str, other: str) -> float | None:
    """The least distance between the corners of two homelands, in km; None if the map does not show one of them."""
    import numpy as np

    first, second = _corners(one), _corners(other)
    if first is None or second is None:
        return None
    near = max(float((first[start : start + BLOCK] @ second.T).max()) for start in range(0, len(first), BLOCK))
    return float(np.arccos(min(near, 1.0))) * RADIUS


@lru_cache(maxsize=512)
def _corners(state: str) -> Array | None:
    """The corners of a homeland as unit vectors."""
    import numpy as np

    from ..place import outlines

    flat = outlines(state)
    if not flat:
        return None
    lat, lon = np.radians(np.concatenate([np.reshape(ring, (-1, 2)) for ring in flat])).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
