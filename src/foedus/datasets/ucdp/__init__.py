"""Uppsala Conflict Data Program: armed conflicts, events with their places, onsets."""

from __future__ import annotations

from ..checks import check
from .conflicts import convert
from .onsets import DERIVED

__all__ = ["DERIVED", "check", "convert"]
