"""ATOP's rows at the level of members, read back from the import as values: who promised what, from when to when."""

from __future__ import annotations

from datetime import date

import msgspec

from ...dates import Day, parse_day
from .. import store
from ..store import Columns

__all__ = ["COLUMNS", "Member", "load_members", "members"]

PLEDGES = {"defense": "def", "offense": "off", "neutral": "neu", "nonagg": "", "consul": "con"}
"""ATOP's five pledges, and how the columns of their conditions begin."""

CONDITIONS = {
    "def": ("coadv", "coloc", "cocon", "conum", "codem", "conpr"),
    "off": ("coadv", "coloc", "cocon", "conum", "codem"),
    "neu": ("coadv", "coloc", "cocon", "conum", "codem", "conpr", "coatt"),
    "con": ("coadv", "coloc", "cocon", "coreq"),
}
"""The conditions that ATOP codes of each pledge."""

DATES = ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")
NAMED = 1  # SPECTHRT: the treaty names states as the threat

COLUMNS = (
    "atopid", "member", "phase", *DATES, *PLEDGES, "obvary", "olimob", "specthrt", "statthr1", "statthr2",
    *(start + end for start, ends in CONDITIONS.items() for end in ("con", *ends)),
)  # fmt: skip
"""The columns that are read."""


class Member(msgspec.Struct, frozen=True):
    """One member of an alliance in one phase: what it owes, each pledge with the conditions that ATOP codes."""

    alliance: int
    number: int
    start: Day
    end: Day | None
    pledges: dict[str, frozenset[str]]
    varies: bool
    threats: tuple[int, ...]


def load_members() -> tuple[Member, ...]:
    """The members of the imported version. Raises DataError if ATOP is not imported at this level."""
    return members(store.load("atop", "members", COLUMNS))


def members(columns: Columns) -> tuple[Member, ...]:
    """The rows of the table of members as values."""
    names = [*columns]
    rows = (dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    return tuple(_member({name: cell if isinstance(cell, int) else 0 for name, cell in row.items()}) for row in rows)


def _member(row: dict[str, int]) -> Member:
    named = row["specthrt"] == NAMED
    return Member(
        alliance=row["atopid"],
        number=row["member"],
        start=_day(row["yrent"], row["moent"], row["dayent"]),
        end=_day(row["yrexit"], row["moexit"], row["dayexit"]) if row["yrexit"] else None,
        pledges={pledge: _conditions(row, start) for pledge, start in PLEDGES.items() if row[pledge] == 1},
        varies=row["obvary"] == 1,
        threats=tuple(row[c] for c in ("statthr1", "statthr2") if named and row[c] > 0),
    )


def _conditions(row: dict[str, int], start: str) -> frozenset[str]:
    """The conditions of a pledge; `other` where ATOP says that there is one and not which."""
    held = {end for end in CONDITIONS.get(start, ()) if row[start + end] == 1}
    unsaid = start and row[f"{start}con"] == 1 and not held
    return frozenset(held | ({"other"} if unsaid or row["olimob"] == 1 else set()))


def _day(year: int, month: int, day: int) -> Day:
    """A day as finely as the row has it; a day that no calendar has leaves the month."""
    if not 1 <= month <= 12:
        return parse_day(f"{year:04}")
    try:
        exact = date(year, month, day)
    except ValueError:
        return parse_day(f"{year:04}-{month:02}")
    return Day(exact, exact)
