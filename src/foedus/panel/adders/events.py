"""What adders of events have in common: their years, their flags, the names in their options."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

from ...datasets import DATASETS, store
from ...errors import UsageError
from ..added import Use
from ..asked import Asked

__all__ = ["flag", "named", "spoken", "states"]


def spoken(use: Use, begins: int | None = None, ends: int | None = None) -> tuple[int, int]:
    """The years for which a list of events speaks: those of its release, else those that its rows name, reaching from
    `begins` to `ends`: a list of wars speaks of the years without a war too.

    Raises DataError if the table is not imported.
    """
    held = store.needed(use.dataset, use.table)
    released = DATASETS[use.dataset].manifest.years(held.version, use.table)
    if released is not None:
        return released
    first, last = held.years or (-9999, 9999)
    return first if begins is None else begins, last if ends is None else ends


def flag(years: tuple[int, int], column: str, known: Iterable[str] = ()) -> str:
    """A flag of an event: what the list has, 0 where it has nothing in its years, NULL outside them and where a state
    is not in the list of states by which it goes (`known`: the joins that tell)."""
    listed = "".join(f" AND {{{alias}}}.year IS NOT NULL" for alias in known)
    return f"CASE WHEN b.year BETWEEN {years[0]} AND {years[1]}{listed} THEN coalesce({column}, 0) ELSE {column} END"


def states(asked: Asked, query: str, column: str) -> str:
    """The years of an event by the panel's key, for `Added.events`."""
    return f"SELECT {', '.join(asked.key)}, {column} AS event FROM ({query})"


def named(option: str, value: str, known: Collection[str]) -> tuple[str, ...]:
    """The names in an option's value, separated by `+`, commas or blanks; all that are known if it is empty.

    Raises UsageError, with the nearest, for one that is not known.
    """
    wanted = tuple(part for part in re.split(r"[+,;\s]+", value) if part)
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise UsageError(f"{option}: {name!r} is none of {', '.join(known)}{hint}")
    return wanted or tuple(known)
