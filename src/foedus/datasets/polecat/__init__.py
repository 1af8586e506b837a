"""POLECAT: events in the PLOVER ontology."""

from __future__ import annotations

from ..checks import check
from ..plain import convert

__all__ = ["check", "convert"]
