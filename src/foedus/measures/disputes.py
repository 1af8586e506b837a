"""Quarrels between states from imported data: militarised disputes, armed conflicts, rivalries, as pairs with evidence.

A dataset says nothing of other years than its own; where the years asked lie outside, that is said and nothing assumed.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from ..datasets import store
from ..evidence import Evidence
from ..system import System
from .imported import evidence, fetch

__all__ = ["Quarrel", "Quarrels", "quarrels"]

Kind = Literal["war", "force", "threat", "rivalry"]

MIDS: Final = (
    ("gml_mid", "Gibler, Miller & Little disputes"),
    ("cow_mid", "Militarized Interstate Disputes of COW"),
)
"""Datasets of dyadic disputes, the preferred one first."""

WAR, FORCE, THREAT = 5, 4, 2
"""Levels of hostility of a dispute: war; use of force; threat or display."""


class Quarrel(msgspec.Struct, frozen=True):
    """Two states at odds on a day, how, and the row that says so."""

    one: str
    other: str
    kind: Kind
    evidence: Evidence


class Quarrels(msgspec.Struct, frozen=True):
    """What imported data say of a day; `silent`: what they do not say, and why."""

    found: tuple[Quarrel, ...]
    silent: tuple[str, ...]


def quarrels(system: System, years: int = 4) -> Quarrels:
    """Disputes of the last `years` years up to that of the day; wars of that year or the one before; rivalries of the
    year. Raises DataError if an imported file cannot be read."""
    found: list[Quarrel] = []
    silent: list[str] = []
    for part in (_disputes, _conflicts, _rivalries):
        part(system, years, found, silent)
    return Quarrels(tuple(found), tuple(silent))


def _disputes(system: System, years: int, found: list[Quarrel], silent: list[str]) -> None:
    year = system.day.year
    held = [(name, title, note) for name, title in MIDS if (note := store.held(name, "dyadic")) is not None]
    if not held:
        silent.append("disputes: none imported (gml_mid or cow_mid; run: foedus data import DIR)")
        return
    name, title, note = next((h for h in held if _covers(h[2], year)), held[-1])
    if not _covers(note, year):
        silent.append(f"disputes: {title} {note.version} speak of {_span(note)}, not of {year}")
    states = _by_number(system, "cow")
    for c1, c2, when, level, number in fetch(_MIDS.format(year - years + 1, year), (name, "dyadic")):
        kind = _kind(level, when, year)
        if kind and c1 in states and c2 in states:
            key = f"dispute {number}, {c1}-{c2}, {when}"
            found.append(Quarrel(states[c1], states[c2], kind, evidence(name, "dyadic", key)))


_MIDS: Final = (
    "SELECT DISTINCT ccode1, ccode2, year, greatest(coalesce(hostlev1, 0), coalesce(hostlev2, 0)) AS level, dispnum "
    "FROM {{0}} WHERE ccode1 < ccode2 AND year BETWEEN {0} AND {1} ORDER BY ALL"
)


def _kind(level: int, when: int, year: int) -> Kind | None:
    if level >= WAR:
        return "war" if when >= year - 1 else None
    return "force" if level >= FORCE else "threat" if level >= THREAT else None


def _conflicts(system: System, years: int, found: list[Quarrel], silent: list[str]) -> None:
    """Armed conflicts between states: UCDP, whose level 2 (a thousand dead in a year) counts as war."""
    note, year = store.held("ucdp", "acd"), system.day.year
    if note is None:
        silent.append("armed conflicts: none imported (ucdp; run: foedus data import DIR)")
        return
    if not _covers(note, year):
        silent.append(f"armed conflicts: UCDP {note.version} speaks of {_span(note)}, not of {year}")
    states = _by_number(system, "gw")
    for g1, g2, when, level, number in fetch(_ACD.format(year - years + 1, year), ("ucdp", "acd")):
        kind = _kind(WAR if level == 2 else FORCE, when, year)
        if kind and g1 in states and g2 in states:
            key = f"conflict {number}, {g1}-{g2}, {when}"
            found.append(Quarrel(states[g1], states[g2], kind, evidence("ucdp", "acd", key)))


_ACD: Final = (
    "SELECT DISTINCT a, b, year, intensity_level, conflict_id FROM ("
    "SELECT unnest([gwno_a, gwno_a_2nd]) AS a, gwno_b, gwno_b_2nd, year, intensity_level, conflict_id FROM {{0}} "
    "WHERE type_of_conflict = 'interstate' AND year BETWEEN {0} AND {1}), "
    "unnest([gwno_b, gwno_b_2nd]) AS u(b) WHERE a IS NOT NULL AND b IS NOT NULL ORDER BY ALL"
)


def _rivalries(system: System, years: int, found: list[Quarrel], silent: list[str]) -> None:
    """Strategic rivalries, for a day of the past: those that go on are in the facts."""
    del years, silent
    year = system.day.year
    if store.held("rivalries", "tss") is None:
        return
    states = _by_number(system, "cow")
    for c1, c2, start, end, number in fetch(_TSS.format(year), ("rivalries", "tss")):
        if c1 in states and c2 in states:
            row = evidence("rivalries", "tss", f"rivalry {number}, {c1}-{c2}, {start}-{end}")
            found.append(Quarrel(states[c1], states[c2], "rivalry", row))


_TSS: Final = (
    'SELECT ccode1, ccode2, "start", "end", tssr_id FROM {{0}} WHERE "start" <= {0} AND "end" >= {0} ORDER BY ALL'
)


def _covers(note: store.Held, year: int) -> bool:
    return note.years is not None and note.years[0] <= year <= note.years[1]


def _span(note: store.Held) -> str:
    return f"{note.years[0]}-{note.years[1]}" if note.years else "no years that it names"


def _by_number(system: System, listed: Literal["cow", "gw"]) -> dict[int, str]:
    """The states of the day by their number in a list."""
    numbers = ((s.number_at(system.day, listed), s.code) for s in system.states())
    return {number: code for number, code in numbers if number is not None}
