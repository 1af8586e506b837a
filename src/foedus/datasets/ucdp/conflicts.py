"""UCDP's files: the states of a side, which stand in one cell, one row each; codes as words; onsets added up.

Conflicts have one row for each combination of the states of the sides and of those that support them, as the R
package peacesciencer has them: rows are to be counted by conflict and year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .. import checks, plain
from ..raw import Raw

__all__ = ["check", "convert"]

SIDES = ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")
LIST = r"-?\d+(\s*,\s*-?\d+)*,?"
SHOWN = 4
OVER = {"1": "territory", "2": "government", "3": "both"}
TYPES = {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "II"}
ONSETS = {"sumnewconf": "newconf", **{f"sumonset{n}": f"onset{n}" for n in (1, 2, 3, 5, 10)}}


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file: over what holds of any, states of a side that are no numbers with commas between."""
    yield from checks.check(raw)
    for side in SIDES if "location" in raw.header else ():
        wrong = f"{side} IS NOT NULL AND NOT regexp_full_match({side}, '{LIST}')"
        query = f"SELECT _row, {side} FROM {raw.name} WHERE {wrong} ORDER BY _row LIMIT {SHOWN}"  # noqa: S608  # ours
        for row, cell in raw.con.execute(query).fetchall():
            yield f"row {row}, column {side}: {cell!r} is no list of numbers of states"


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    return next((make(raw) for mark, make in FORMS if mark in raw.header), None) or plain.convert(raw)


def _conflicts(raw: Raw) -> str:
    """The states of a side one by one; a side without a state stays one row, and its number is missing."""
    made = {side: f"CAST(nullif(nullif(of_{side}, ''), '-9') AS INTEGER)" for side in SIDES}
    made |= {"incompatibility": _words("incompatibility", OVER), "type_of_conflict": _words("type_of_conflict", TYPES)}
    return plain.select(raw, made, "".join(f", LATERAL (SELECT unnest({_split(side)}) AS of_{side})" for side in SIDES))


def _split(side: str) -> str:
    return f"coalesce(string_split_regex({side}, '[, ]+'), [NULL])"


def _events(raw: Raw) -> str:
    """Whether the conflict was active in the year is written as True or as 1."""
    active = "CASE lower(active_year) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE TRY_CAST(active_year AS DOUBLE) END"
    return plain.select(raw, {"active_year": active})


def _words(column: str, words: dict[str, str]) -> str:
    cases = " ".join(f"WHEN '{code}' THEN '{word}'" for code, word in words.items())
    return f"CASE {column} {cases} ELSE {column} END"


def _onsets(raw: Raw) -> str:
    sums = ", ".join(f"sum(CAST({theirs} AS DOUBLE)) AS {ours}" for ours, theirs in ONSETS.items())
    return f"SELECT CAST(gwno_a AS DOUBLE) AS gwcode, CAST(year AS DOUBLE) AS year, {sums} FROM {raw.name} GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608, E501  # our own names


FORMS: tuple[tuple[str, Callable[[Raw], str]], ...] = (
    ("location", _conflicts),
    ("newconf", _onsets),
    ("active_year", _events),
)
"""A column by which a file of UCDP's is known -> how its table is made."""
