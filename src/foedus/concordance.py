"""The concordance of our treaties with ATOP: which alliance is which treaty, and why the two differ where they do.

The table is `facts/atop.csv`; what its rows mean is in docs/facts.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec

from .errors import Problem
from .record import Record
from .treaty import Text

__all__ = ["COLUMNS", "FILE", "KINDS", "Entry", "check", "concordance"]

FILE = "atop.csv"
COLUMNS = ("treaty", "atopid", "difference", "explained_en", "explained_fr", "source")
PLEDGES = ("defence", "offence", "neutrality", "nonaggression", "consultation")
KINDS = ("begin", "end", "party", "entry", "exit", *PLEDGES)
"""What can differ: the years of the treaty, who is a party, a party's own years, what a party owes."""


class Entry(msgspec.Struct, frozen=True):
    """A row. Without a `difference` it says that the alliance is the treaty; without `alliance`, that ATOP has none."""

    treaty: str
    alliance: int | None
    difference: str
    explained: Text
    source: str

    @property
    def kind(self) -> str:
        """What differs: a word of KINDS."""
        return self.difference.partition(":")[0]

    @property
    def state(self) -> str:
        """The party of which it is true; empty: of every one."""
        return self.difference.partition(":")[2]


def concordance(folder: Path) -> tuple[Entry, ...]:
    """The rows of the table; none where there is no table. Raises ValueError for a row that cannot be read."""
    return tuple(_entry(row) for row in _rows(folder))


def _rows(folder: Path) -> list[dict[str, str]]:
    path = folder / FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _entry(row: dict[str, str]) -> Entry:
    number = int(row["atopid"]) if row["atopid"] else None
    return Entry(
        row["treaty"], number, row["difference"], Text(row["explained_en"], row["explained_fr"]), row["source"]
    )


def check(record: Record, folder: Path) -> Iterator[Problem]:
    """Every row of the table that breaks a rule."""
    seen: set[tuple[str, str, str]] = set()
    for line, row in enumerate(_rows(folder), 2):
        if tuple(row) != COLUMNS or None in row.values():
            yield Problem(FILE, f"line {line}", f"wanted the columns {','.join(COLUMNS)}")
            return
        key = (row["treaty"], row["atopid"], row["difference"])
        reasons = [*_reasons(row, record), *(["stands twice"] if key in seen else [])]
        yield from (Problem(FILE, f"line {line}", reason) for reason in reasons)
        seen.add(key)


def _reasons(row: dict[str, str], record: Record) -> Iterator[str]:
    treaty, alliance, difference = row["treaty"], row["atopid"], row["difference"]
    kind, _, state = difference.partition(":")
    if treaty and treaty not in record.treaties:
        yield f"treaty {treaty!r} is not in treaties/"
    if not treaty and not alliance:
        yield "neither a treaty nor an alliance"
    if alliance and not alliance.isdecimal():
        yield f"atopid {alliance!r} is no number"
    if difference and kind not in KINDS:
        yield f"difference {kind!r} is none of {', '.join(KINDS)}"
    if state and state not in record.states:
        yield f"state {state!r} of the difference is not in states.csv"
    if (difference or not alliance or not treaty) and not (row["explained_en"] and row["explained_fr"]):
        yield "no explanation in English and in French"
