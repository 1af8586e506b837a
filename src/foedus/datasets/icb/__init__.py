"""International Crisis Behavior: crises, and the states in them."""

from __future__ import annotations

from ..checks import check
from ..plain import convert

__all__ = ["check", "convert"]
