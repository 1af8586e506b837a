"""The signed network of the states of a day, before and after the treaties named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..evidence import Evidence
from .request import Cell, Request

if TYPE_CHECKING:
    from ..network import SignedNetwork

__all__ = ["networks_of_days"]


def networks_of_days(request: Request) -> Iterator[tuple[dict[str, Cell], SignedNetwork, tuple[Evidence, ...], str]]:
    """For each day asked: what names the row, the network, what it rests on, what the data do not say of it. With a
    counterfactual two for each day: before, after."""
    from ..measures.relations import network, relations

    asked = ((None, request),) if request.plain() == request else (("before", request.plain()), ("after", request))
    for systems in zip(*(r.systems() for _, r in asked), strict=True):
        for (case, _), system in zip(asked, systems, strict=True):
            keys: dict[str, Cell] = {"year": system.day.year, "at": system.day.isoformat()}
            found = relations(system)
            yield (
                keys | ({"case": case} if case else {}),
                network(system),
                found.basis(system),
                "; ".join(found.silent),
            )
