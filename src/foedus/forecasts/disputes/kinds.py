"""Kinds of pairs of states with which a forecast is compared: where they lie, whether they quarrelled lately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["KINDS", "RECENT", "kinds_of"]

KINDS: Final = ("land", "water", "major", "distant")
"""A land border; at most 400 miles of water; neither, and one of the two a major power; neither."""
RECENT: Final = 10
"""A dispute in the last ten years counts as recent."""


def kinds_of(columns: Mapping[str, Array]) -> tuple[Array, Array]:
    """The kind of each pair, and whether they had a dispute lately, from the columns of the model."""
    import numpy as np

    water = columns["water_12_miles"] + columns["water_150_miles"] + columns["water_400_miles"]
    major = columns["one_major"] + columns["two_majors"]
    kinds = np.select([columns["land"] > 0, water > 0, major > 0], KINDS[:3], KINDS[3])
    peace = np.expm1(columns["log_peace_years"])
    return kinds, (columns["dispute_ever"] > 0) & (peace < RECENT - 0.5)
