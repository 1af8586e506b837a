"""What can be added to a panel: a literal table, one entry a name. How to write one: `..added`."""

from __future__ import annotations

from ..added import Adder
from . import capabilities

__all__ = ["ADDERS"]

ADDERS: dict[str, Adder] = {
    "nmc": Adder(capabilities.nmc, "military expenditure and personnel, iron and steel, energy, population, CINC"),
    "majors": Adder(capabilities.majors, "whether a state is a major power, by the Correlates of War"),
}
"""Every adder by its name."""
