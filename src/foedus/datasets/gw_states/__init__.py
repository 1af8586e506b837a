"""Gleditsch and Ward: independent states, and micro-states beside them."""

from __future__ import annotations

from .lists import DERIVED, check, convert

__all__ = ["DERIVED", "check", "convert"]
