"""What the rows of a panel are: states or pairs of states, by which list, of which years."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from ..errors import UsageError

__all__ = ["EARLIEST", "Asked", "System", "Unit", "ask", "last_full_year"]

Unit = Literal["dyad-year", "state-year"]
System = Literal["cow", "gw"]

EARLIEST = 1816
"""The year in which both lists of states begin."""

CODE = {"cow": "ccode", "gw": "gwcode"}
NAMES = {"cow": ("cw_name",), "gw": ("gw_name", "microstate")}


class Asked(msgspec.Struct, frozen=True):
    """The rows of a panel. `directed`: both orders of every pair, else the one with the lower code first."""

    unit: Unit
    directed: bool
    states: System
    first: int
    last: int

    @property
    def dyads(self) -> bool:
        """Whether a row is a pair of states."""
        return self.unit == "dyad-year"

    @property
    def code(self) -> str:
        """The name of the code of a state: `ccode` or `gwcode`."""
        return CODE[self.states]

    @property
    def slots(self) -> tuple[str, ...]:
        """What is appended to the names of a state's columns, once for each state of a row: `1` and `2`, or nothing."""
        return ("1", "2") if self.dyads else ("",)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row: the codes of its states and the year."""
        return (*(self.code + slot for slot in self.slots), "year")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that every such panel has: its key, and the names of the states where a row is one state."""
        return self.key if self.dyads else (self.code, *NAMES[self.states], "year")


def ask(unit: str, *, directed: bool, states: str, first: int | None, last: int | None) -> Asked:
    """The rows, from what was asked; without years, all from 1816 to the last full year. Raises UsageError."""
    if unit not in ("dyad-year", "state-year"):
        raise UsageError(f"no panel has the unit {unit!r}; give dyad-year or state-year")
    if states not in CODE:
        raise UsageError(f"no list of states is called {states!r}; give cow or gw")
    if directed and unit == "state-year":
        raise UsageError("a state-year has no direction; leave --directed out, or ask for --unit dyad-year")
    begin, end = EARLIEST if first is None else first, last_full_year() if last is None else last
    if begin > end:
        raise UsageError(f"the years run backwards, {begin} to {end}; give the earlier one first")
    if begin < EARLIEST or end > last_full_year():
        raise UsageError(
            f"years {begin} to {end}: the lists of states begin in {EARLIEST} and are carried to the last full year,"
            f" {last_full_year()}; ask for years within these"
        )
    return Asked(unit, directed, states, begin, end)  # type: ignore[arg-type]  # both were just looked at


def last_full_year() -> int:
    """The last year that is over."""
    return dt.datetime.now(tz=dt.UTC).year - 1
