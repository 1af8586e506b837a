"""COW State System Membership: the states that there were, from which day to which.

The last day of a state that is still a member is the last day of the list (2016-12-31, 2024-12-31).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..checks import check
from ..dataset import Derived
from ..plain import convert

__all__ = ["DERIVED", "check", "convert"]


def spells(tables: Mapping[str, str]) -> str:
    """The spells with a day each for their beginning and their end."""
    days = (f"make_date({w}year, {w}month, {w}day) AS {name}" for w, name in (("st", "start"), ("end", '"end"')))
    return f"SELECT ccode, stateabb AS cw_abb, statenme AS cw_name, {', '.join(days)} FROM {tables['members']}"  # noqa: S608


DERIVED = (Derived("spells", ("members",), spells),)
"""The tables that follow from others."""
