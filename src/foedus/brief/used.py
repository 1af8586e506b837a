"""The imported research data on which a brief rests."""

from __future__ import annotations

from ..datasets.citing import Source, rested_on
from ..evidence import Row
from .model import Brief

__all__ = ["datasets"]


def datasets(brief: Brief) -> tuple[Source, ...]:
    """The imported tables on which the figures of a brief rest, as `foedus data cite` reads them."""
    changes = [change for finding in brief.findings for change in finding.figures]
    figures = [f for c in changes for f in (c.before, c.after, c.later) if f]
    return rested_on((e.table, e.key) for figure in figures for e in figure.basis if isinstance(e, Row))
