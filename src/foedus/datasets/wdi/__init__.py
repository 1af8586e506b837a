"""World Development Indicators of the World Bank."""

from __future__ import annotations

from ..checks import check
from .exports import DERIVED, convert, notes

__all__ = ["DERIVED", "check", "convert", "notes"]
