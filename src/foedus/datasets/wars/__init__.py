"""Wars of the Correlates of War: between states, within states, of states with others, of others.

Codes below zero say what is not known (-9), does not apply (-8) or goes on (-7) and are kept, as users of the data know
them. The files come with several traps: lines that end by carriage returns, numbers with commas, letters in Latin-1,
and years that slipped into the cell of the day before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..checks import check
from ..dataset import Derived
from ..opponents import entry, leave, opponents
from ..plain import convert as plain
from ..raw import Raw, identifier

__all__ = ["DERIVED", "check", "convert"]

CIVIL = {4: "central control", 5: "local issues"}
"""The types of war within a state that are civil wars, and what they are about."""

UNTIL = {"4.1": 2007, "5.1": 2014}
"""The last year of the data on wars within states by version."""

SPELLS = 4  # spells of fighting of a participant that a file may have


def convert(raw: Raw) -> str:
    """A query that yields the table: that of wars within states with the lines of the file, by which the first row of a
    war is known, and with the last year of its data."""
    if raw.spec.name != "intra_participants":
        return plain(raw)
    until = UNTIL[raw.layout.version]
    cells = f"*, _row AS line, {until} AS until"
    named = f"(SELECT {cells} FROM {raw.name})"  # noqa: S608  # ours
    return plain(replace(raw, name=_mended(named, raw), header=(*raw.header, "line", "until")))


def _mended(rows: str, raw: Raw) -> str:
    """The rows with the years of the end that slipped into the cell of the day (`-91866` for -9, 1866) put back."""
    theirs = {raw.layout.rename[c]: identifier(c) for c in raw.header if c in raw.layout.rename}
    day, year = theirs["endday1"], theirs["endyear1"]
    slipped = f"{year} IS NULL AND regexp_matches({day}, '\\d{{4}}$')"
    cells = f"CASE WHEN {slipped} THEN right({day}, 4) ELSE {year} END AS {year}, CASE WHEN {slipped} THEN '-9' ELSE {day} END AS {day}"  # noqa: E501
    return f"(SELECT * REPLACE ({cells}) FROM {rows})"  # noqa: S608  # ours


def inter(tables: Mapping[str, str]) -> str:
    """Directed pairs of opponents in a war by year; days of war that were resumed after a pause are rows apart.

    An onset is the first year of a pair in the war, or in its resumption.
    """
    parts = (_fought(tables["inter_participants"], number) for number in (1, 2))
    return " UNION ALL ".join(f"(SELECT * FROM ({part}) ORDER BY warnum, ccode1, ccode2, year)" for part in parts)  # noqa: S608


def _fought(participants: str, number: int) -> str:
    start, end = ([f"{w}{unit}{number}" for unit in ("year", "month", "day")] for w in ("start", "end"))
    spells = f"""
SELECT warnum, ccode, side AS sidea, CAST(initiator = 1 AS INTEGER) AS initiator,
    {"outcome" if number == 1 else "NULL"} AS outcome, batdeath, {entry(*start)} AS entered, {leave(*end)} AS gone
FROM {participants} WHERE startyear{number} > 0"""  # noqa: S608  # ours
    sides = ("sidea1", "sidea2")
    pairs = opponents(spells, "warnum", "sidea", ("initiator", "outcome", "batdeath"), sides)
    first = f"row_number() OVER (PARTITION BY warnum, ccode1, ccode2 ORDER BY year, {', '.join(sides)}) = 1"
    onset = f"CAST({first} AS INTEGER) AS cowinteronset"
    return f"SELECT *, 1 AS cowinterongoing, {onset}, {number - 1} AS resume FROM ({pairs})"  # noqa: S608


def intra(tables: Mapping[str, str]) -> str:
    """Civil wars by year, a row for each participant and year; days of war that were resumed are rows apart.

    An onset is the first row of a war, or of its resumption. A war that goes on when the data end goes on to their end.
    """
    types = ", ".join(f"({number}, '{name}')" for number, name in CIVIL.items())
    years = " UNION ALL ".join(_spell(number) for number in range(1, SPELLS + 1))
    return f"""
WITH types (number, name) AS (VALUES {types}),
civil AS (
    SELECT * EXCLUDE (number, name) REPLACE (name AS wartype),
        CAST(coalesce(ccodea <> -8 AND sideb <> '-8', FALSE) AS INTEGER) AS primary_state,
        CASE WHEN until = 2007 THEN CAST(endyear1 = -7 AS INTEGER) END AS ongo2007
    FROM {tables["intra_participants"]} JOIN types ON wartype = types.number
),
years AS ({years})
SELECT *, 1 AS cowintraongoing, CAST(
    row_number() OVER (PARTITION BY warnum, resume_combat ORDER BY year, line) = 1 AS INTEGER) AS cowintraonset
FROM years ORDER BY warnum, primary_state DESC, year, line"""  # noqa: S608  # ours


def _spell(number: int) -> str:
    """The years of a spell of fighting; that of a war that goes on ends with the data."""
    end = f"CASE WHEN endyear{number} = -7 THEN until ELSE endyear{number} END"
    years = f"CAST(unnest(range(startyear{number}, {end} + 1)) AS INTEGER) AS year"
    return f"SELECT *, {min(number - 1, 1)} AS resume_combat, {years} FROM civil WHERE startyear{number} > 0"  # noqa: S608


DERIVED = (
    Derived("inter", ("inter_participants",), inter),
    Derived("intra", ("intra_participants",), intra),
)
"""The tables that follow from others."""
