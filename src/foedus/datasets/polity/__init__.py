"""Polity5: authority of governments, country by country and year by year."""

from __future__ import annotations

from ..checks import check
from .scores import convert

__all__ = ["check", "convert"]
