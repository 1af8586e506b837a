"""Our facts against a research dataset: what is the same treaty, where the two differ, how far they agree."""

from __future__ import annotations

from .atop import Comparison, compare

__all__ = ["Comparison", "compare"]
