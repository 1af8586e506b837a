"""ATOP, the Alliance Treaty Obligations and Provisions: the files at the level of members and of alliances."""

from __future__ import annotations

from .tables import check, convert

__all__ = ["check", "convert"]
