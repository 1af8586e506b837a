"""Archigos, political leaders."""

from __future__ import annotations

from ..checks import check
from ..plain import convert
from .years import DERIVED

__all__ = ["DERIVED", "check", "convert"]
