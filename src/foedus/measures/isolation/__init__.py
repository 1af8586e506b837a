"""Isolation is a vector, never one number: each layer apart, with its rank among the states and in the state's past.

`by_facts` has the layers that the facts hold, `by_data` and `votes` those of imported data, `signed` those of friends
and foes; `verdict` judges the claim that a state leaves isolation, layer by layer.
"""

from __future__ import annotations

from collections.abc import Callable

from ...system import System
from .by_data import (
    alliance_atop,
    cover_atop,
    cover_cinc,
    organisations_cow,
    trade_concentration,
    trade_partners,
)
from .by_facts import alliance, contact, cover, cover_change, organisations, sanctions
from .layer import Layer, rank, unknown
from .signed import hostility, local_balance, pn_centrality
from .votes import ideal_point, votes_agreement, votes_minority, votes_side

__all__ = [
    "LAYERS",
    "Layer",
    "alliance",
    "contact",
    "cover",
    "cover_change",
    "diplomatic",
    "layer",
    "organisations",
    "rank",
    "vector",
]


def diplomatic(_system: System, state: str) -> Layer:
    """Missions received and sent: unknown, since foedus reads no dataset of them yet."""
    reason = "foedus has no dataset of diplomatic missions (COW Diplomatic Exchange, Diplometrics)"
    return unknown("diplomatic", state, "missions", reason)


LAYERS: dict[str, Callable[[System, str], Layer]] = {
    "alliance": alliance,
    "cover": cover,
    "cover_cinc": cover_cinc,
    "alliance_atop": alliance_atop,
    "cover_atop": cover_atop,
    "diplomatic": diplomatic,
    "organisations": organisations,
    "organisations_cow": organisations_cow,
    "trade_partners": trade_partners,
    "trade_concentration": trade_concentration,
    "sanctions": sanctions,
    "votes_agreement": votes_agreement,
    "votes_minority": votes_minority,
    "votes_side": votes_side,
    "ideal_point": ideal_point,
    "contact": contact,
    "hostility": hostility,
    "local_balance": local_balance,
    "pn_centrality": pn_centrality,
}
"""Every layer by name, in the order in which they are shown."""


def vector(system: System, state: str) -> tuple[Layer, ...]:
    """Every layer of a state on the day, the unknown ones with their reason."""
    return tuple(measure(system, state) for measure in LAYERS.values())
