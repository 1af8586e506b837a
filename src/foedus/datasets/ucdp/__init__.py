"""Uppsala Conflict Data Program: armed conflicts, events with their places, onsets."""

from __future__ import annotations

from .conflicts import check, convert
from .onsets import DERIVED

__all__ = ["DERIVED", "check", "convert"]
