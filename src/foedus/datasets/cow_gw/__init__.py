"""States of COW and of Gleditsch and Ward matched by year."""

from __future__ import annotations

from ..checks import check
from ..plain import convert

__all__ = ["check", "convert"]
