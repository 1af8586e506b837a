"""SIPRI: military expenditure of states."""

from __future__ import annotations

from ..checks import check
from .sheets import DERIVED, convert, notes

__all__ = ["DERIVED", "check", "convert", "notes"]
