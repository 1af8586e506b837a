"""Votes in the General Assembly of the United Nations, and the ideal points of states."""

from __future__ import annotations

from .assembly import DERIVED, check, convert

__all__ = ["DERIVED", "check", "convert"]
