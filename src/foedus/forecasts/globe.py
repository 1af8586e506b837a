"""The earth as a sphere: how far places lie apart, as the models of forecasts measure it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["RADIUS", "kilometres"]

RADIUS: Final = 6371.0
"""The mean radius, in km."""


def kilometres(lat1: Array, lng1: Array, lat2: Array, lng2: Array) -> Array:
    """Great-circle distances in km between places given in radians, whose shapes broadcast; NaN where one is NaN."""
    import numpy as np

    half = np.sin((lat1 - lat2) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lng1 - lng2) / 2) ** 2
    made: Array = 2 * RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return made
