"""The casus by ATOP: the same engine on a record that holds only ATOP's alliances, where the user has imported them.

It never mixes with the answer from our own facts, and outside the years for which ATOP speaks it says nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import msgspec

from ..datasets import store
from ..datasets.atop.members import load_members
from ..datasets.atop.treaties import treaties
from ..record import Record
from ..system import System
from .attack import Question
from .casus import Answer, casus

__all__ = ["Coded", "by_atop", "coded", "read_once"]


class Coded(msgspec.Struct, frozen=True):
    """ATOP's alliances as treaties of a record, with the version and its years."""

    version: str
    years: tuple[int, int]
    record: Record

    def speaks_of(self, day: date) -> bool:
        """Whether the day lies in the years for which the version speaks."""
        return self.years[0] <= day.year <= self.years[1]


def coded(record: Record) -> Coded | None:
    """What is imported of ATOP; None if its table of members is not imported.

    Raises DataError if it is and cannot be read.
    """
    table = store.held("atop", "members")
    return (
        None
        if table is None or table.years is None
        else read_once(record, table.version, table.years, table.parts[0].sha256)
    )


@lru_cache(maxsize=2)
def read_once(record: Record, version: str, years: tuple[int, int], sha256: str) -> Coded:
    """The imported alliances as treaties: read again only if another file was imported, which its hash tells."""
    return Coded(version, years, replace(record, treaties=treaties(load_members(), version, record)))


def by_atop(found: Coded, day: date, asked: Question) -> Answer:
    """Who is bound by ATOP's coding, given an attack on a day."""
    return casus(System(day, found.record), asked)
