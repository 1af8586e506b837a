"""Wars between states as Reiter, Stam and Horowitz revise them: directed pairs by year, larger wars in their parts."""

from __future__ import annotations

from ..checks import check
from ..plain import convert

__all__ = ["check", "convert"]
