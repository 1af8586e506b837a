"""How far apart two states' homelands lie on the map of the facts, as the kinds of contiguity of the Correlates of War.

The corners of the map's coasts and borders are compared; states that border by land share corners. Overseas
dependencies are left out, as COW lists those apart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ..globe import RADIUS

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["gap", "kind_of", "kinds", "on_map"]

MILE: Final = 1.609344
TOUCHING: Final = 1.0
"""Kilometres between corners at which two lands meet: borders are drawn from the same corners."""
REACHES: Final = ((2, 12 * MILE), (3, 24 * MILE), (4, 150 * MILE), (5, 400 * MILE))
"""The kinds of contiguity over water (Stinnett et al. 2002) and how far each reaches, in km."""
FARTHEST: Final = REACHES[-1][1] / RADIUS
"""The angle, from the middle of the earth, beyond which no two lands are near."""
SLACK: Final = 1e-6
BLOCK: Final = 512


def on_map(state: str) -> bool:
    """Whether the map, which is of today, shows a state."""
    return _corners(state) is not None


def kinds(states: tuple[str, ...]) -> Array:
    """The kind of contiguity of every two of several states, both orders; 0 for one that the map does not show."""
    import numpy as np

    made = np.zeros((len(states), len(states)), dtype=int)
    caps = {place: cap for place, state in enumerate(states) if (cap := _cap(state)) is not None}
    if not caps:
        return made
    shown, middle = [*caps], np.stack([middle for middle, _ in caps.values()])
    reach = np.array([reach for _, reach in caps.values()])
    apart = np.arccos(np.clip(middle @ middle.T, -1, 1)) - reach[:, None] - reach
    for one, other in np.argwhere(np.triu(apart <= FARTHEST + SLACK, 1)).tolist():
        a, b = shown[one], shown[other]
        made[a, b] = made[b, a] = kind_of(states[a], states[b])
    return made


@lru_cache(maxsize=32_768)
def kind_of(one: str, other: str) -> int | None:
    """1 where two states meet by land, 2 to 5 over at most 12, 24, 150 and 400 miles, 0 farther; None off the map."""
    km = gap(one, other)
    if km is None:
        return None
    return 1 if km <= TOUCHING else next((kind for kind, reach in REACHES if km <= reach), 0)


def gap(one: str, other: str) -> float | None:
    """The least distance between the corners of two homelands, in km, infinite beyond the farthest reach; None if the
    map does not show one of them."""
    import numpy as np

    first, second, caps = _corners(one), _corners(other), (_cap(one), _cap(other))
    if first is None or second is None or caps[0] is None or caps[1] is None:
        return None
    near, far = _facing(first, caps[1]), _facing(second, caps[0])
    if not len(near) or not len(far):
        return float("inf")
    cosine = max(float((near[start : start + BLOCK] @ far.T).max()) for start in range(0, len(near), BLOCK))
    return float(np.arccos(min(cosine, 1.0))) * RADIUS


def _facing(corners: Array, cap: tuple[Array, float]) -> Array:
    """The corners that may be near a land inside a cap."""
    import numpy as np

    middle, reach = cap
    chosen: Array = corners[corners @ middle >= np.cos(min(reach + FARTHEST + SLACK, np.pi))]
    return chosen


@lru_cache(maxsize=512)
def _cap(state: str) -> tuple[Array, float] | None:
    """A cap of the globe that holds a homeland: its middle, as a unit vector, and its angle; None off the map."""
    import numpy as np

    corners = _corners(state)
    if corners is None:
        return None
    middle = corners.mean(axis=0)
    middle = middle / np.linalg.norm(middle)
    return middle, float(np.arccos(np.clip((corners @ middle).min(), -1, 1)))


@lru_cache(maxsize=512)
def _corners(state: str) -> Array | None:
    """The corners of a homeland as unit vectors."""
    import numpy as np

    from ...place import outlines

    flat = outlines(state)
    if not flat:
        return None
    lat, lon = np.radians(np.concatenate([np.reshape(ring, (-1, 2)) for ring in flat])).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
