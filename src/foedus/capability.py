"""What states dispose of: one dated figure of one indicator."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["INDICATORS", "Capability", "Indicator"]

Indicator = Literal["population", "gdp_ppp", "milex", "personnel", "warheads"]
INDICATORS: tuple[Indicator, ...] = ("population", "gdp_ppp", "milex", "personnel", "warheads")


class Capability(msgspec.Struct, frozen=True):
    """A state's figure for a year: `value` None where nobody publishes one (`note` says why); `low` and `high`
    where sources differ. Units: persons, million international dollars, million US dollars, persons, warheads."""

    state: str
    indicator: Indicator
    year: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str
    note: str = ""
