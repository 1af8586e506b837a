"""Depth, scope and potential capability of alliances, as Benson and Clinton estimate them."""

from __future__ import annotations

from ..checks import check
from ..plain import convert

__all__ = ["check", "convert"]
