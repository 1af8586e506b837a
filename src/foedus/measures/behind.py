"""The capability behind some states on a day: by the mean share of the facts, by CINC, or by whichever speaks of it.

The facts hold current figures alone: of a day more than five years before the first of them they say nothing. CINC is
that of imported National Material Capabilities, as a share of the sum of the year.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..figure import Figure
from ..record import Record
from ..system import System
from .capability import AHEAD, AVERAGED, mean_share
from .imported import Yearly, absent, evidence, number_of, stamp, yearly

__all__ = ["NMC", "YEARLY", "behind", "cinc_of_numbers", "cinc_share", "cinc_shares", "facts_share", "silent"]

NMC = ("nmc", "state_years")
YEARLY = "published yearly data: no interval is published with them"


def behind(system: System, states: Iterable[str], name: str = "behind") -> Figure:
    """The share of some states by the facts, or by CINC where the facts say nothing of the day and NMC does."""
    members = tuple(states)
    found = facts_share(system, members, name)
    return cinc_share(system, members, name) if found.value is None and not absent(*NMC, system.day.year) else found


def facts_share(system: System, states: Iterable[str], name: str) -> Figure:
    """The mean share of some states; unknown of a day before the figures of the facts begin."""
    members = tuple(sorted(set(states)))
    if members and (reason := silent(system)):
        return Figure(name, members, None, "share", (), exact=reason)
    return mean_share(system, members, name)


def silent(system: System) -> str:
    """Why the facts say nothing of the capabilities of a day; empty if they do."""
    first = _first(system.record)
    if first is None or first > system.day.year + AHEAD:
        return f"the capabilities of the facts begin in {first}, not in {system.day.year}"
    return ""


@lru_cache(maxsize=8)
def _first(record: Record) -> int | None:
    return min((row.year for row in record.capabilities if row.indicator in AVERAGED), default=None)


@lru_cache(maxsize=16)
def cinc_shares(first: int, last: int, _parts: str) -> Yearly:
    """CINC as published, as a share of the year's sum (which is not 1: each is a mean of the available shares), by year
    and COW number. `_parts`: the stamp of the import, by which it is remembered."""
    found = yearly(*NMC, "cinc", first, last)
    return {year: {n: v / sum(row.values()) for n, v in row.items()} for year, row in found.items()}


def cinc_share(system: System, states: Iterable[str], name: str) -> Figure:
    """The share of some states in the year's sum of CINC; no state has 0."""
    members, year = tuple(sorted(set(states))), system.day.year
    known = {s: n for s in members if (n := number_of(system.record, s, year)) is not None}
    return cinc_of_numbers(system, members, known.values(), name, len(members) - len(known))


def cinc_of_numbers(
    system: System, about: tuple[str, ...], numbers: Iterable[int], name: str, lacking: int = 0
) -> Figure:
    """The same of COW numbers; `lacking`: how many states of the set have none."""
    year, found = system.day.year, sorted(set(numbers))
    if reason := absent(*NMC, year):
        return Figure(name, about, None, "share", (), exact=reason)
    table = cinc_shares(year, year, stamp(*NMC)).get(year, {})
    missing = lacking + sum(n not in table for n in found)
    if missing and missing == lacking + len(found):
        return Figure(name, about, None, "share", (), exact=f"NMC has no figure for these states in {year}")
    basis = (evidence(*NMC, f"cinc {year}"),)
    note = f"without {missing} of them, of which NMC has no figure" if missing else ""
    return Figure(name, about, sum((table.get(n, 0.0) for n in found), 0.0), "share", basis, exact=YEARLY, note=note)
