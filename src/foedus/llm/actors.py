"""The codes that a model may use on a day, and what becomes of those that it uses."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..actor import ArmedGroup, Organisation
from ..record import Record
from ..state import State

__all__ = ["code_of", "listing"]

_ALIASES = {"KOS": "XKX", "EUR": "EUU"}


def listing(record: Record, day: date | None) -> str:
    """The codes of that day that are no ISO code, each with its name: organisations, listed groups, former states."""
    found: list[tuple[str, Any]] = [(b.code, b) for b in record.organisations.values() if _there(b, day)]
    found += [(g.code, g) for g in record.groups.values() if g.listed and _there(g, day)]
    found += [(s.code, s) for s in record.states.values() if not s.iso2 and _there(s, day)]
    return "; ".join(f"{code} {thing.name_en}" for code, thing in sorted(found, key=lambda f: f[0]))


def code_of(text: str, record: Record, day: date | None) -> str:
    """The code as the record has it on a day; a group that is not listed is its home state. Empty if nobody has it."""
    text = text.strip().upper()
    code = _ALIASES.get(text, text)
    group = record.groups.get(code)
    thing = record.organisations.get(code) or group or record.states.get(code)
    if thing is None or not _there(thing, day):
        return ""
    return group.home if thing is group and group is not None and not group.listed else code


def _there(thing: Organisation | ArmedGroup | State, day: date | None) -> bool:
    """Whether it existed on a day; without a day, whether it ever did."""
    if day is None:
        return True
    if isinstance(thing, Organisation):
        gone = thing.dissolved is not None and day > thing.dissolved.last
        return not gone and (thing.founded is None or day >= thing.founded.first)
    if isinstance(thing, ArmedGroup):
        return thing.period.at(day) != "outside"
    return bool(thing.iso2) or thing.in_system(day)
