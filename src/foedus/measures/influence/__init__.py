"""Influence of patrons over a client: what ties it to each (`ties`), the shares and the contest (`contest`), and
whether one gains at another's expense (`verdict`)."""

from __future__ import annotations

from .contest import (
    asymmetry,
    capacity,
    concentration,
    contest,
    dependence,
    layer_concentration,
    layer_share,
    share,
)
from .ties import Ties, ties
from .verdict import Gain, contest_change, dependence_change, gains, share_change

__all__ = [
    "Gain",
    "Ties",
    "asymmetry",
    "capacity",
    "concentration",
    "contest",
    "contest_change",
    "dependence",
    "dependence_change",
    "gains",
    "layer_concentration",
    "layer_share",
    "share",
    "share_change",
    "ties",
]
