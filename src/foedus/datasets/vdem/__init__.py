"""Varieties of Democracy: the main indices of a country in a year, with their intervals."""

from __future__ import annotations

from ..checks import check
from .indices import convert

__all__ = ["check", "convert"]
