"""GDELT Event Database, versions 1.0 and 2.0."""

from __future__ import annotations

from .events import check, convert

__all__ = ["check", "convert"]
