"""What third states are to a state on a day: rival, guarantor, neighbour. By these words first reactions are told."""

from __future__ import annotations

from collections.abc import Mapping

from ...system import System
from ..borders import neighbours

__all__ = ["related"]


def related(system: System) -> Mapping[str, Mapping[str, str]]:
    """For each state of the day what others are to it, the closest word where several hold: listed rivals, states that
    clearly owe it defence, land neighbours."""
    found: dict[str, dict[str, str]] = {}
    for state in system.states():
        found[state.code] = dict.fromkeys(neighbours(system, state.code), "neighbour")
    for owed in system.owed("defence"):
        if owed.standing == "clear":
            found.setdefault(owed.beneficiary, {})[owed.obligor] = "guarantor"
    for rivalry in system.record.rivalries:
        if rivalry.period.at(system.day) != "outside":
            found.setdefault(rivalry.one, {})[rivalry.other] = "rival"
            found.setdefault(rivalry.other, {})[rivalry.one] = "rival"
    return found
