"""Militarized Interstate Disputes of the Correlates of War: disputes (MIDA), participants (MIDB), incidents (MIDI).

Codes below zero say what is not known (-9) or does not apply (-8) and are kept, as users of the data know them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..checks import check
from ..dataset import Derived
from ..disputes import SIDES, one_a_year
from ..opponents import entry, leave, opponents
from ..plain import convert

__all__ = ["DERIVED", "check", "convert"]


def dyadic(tables: Mapping[str, str]) -> str:
    """Directed pairs of opponents by dispute and year, from the days of the participants.

    An onset is the first year of a pair in a dispute, or one in which it meets again after a day on which it did not.
    """
    spells = f"""
SELECT *, {entry("styear", "stmon", "stday")} AS entered, {leave("endyear", "endmon", "endday")} AS gone
FROM {tables["participants"]}"""  # noqa: S608  # ours
    pairs = opponents(spells, "dispnum", SIDES[0], SIDES[1:])
    return f"SELECT *, 1 AS dispongoing, anew AS disponset FROM ({pairs}) ORDER BY dispnum, ccode1, ccode2, year"  # noqa: S608


def dyad_years(tables: Mapping[str, str]) -> str:
    """One dispute for each directed pair and year."""
    names = (("dispongoing", "cowmidongoing"), ("disponset", "cowmidonset"))
    chosen = one_a_year(tables["dyadic"], tables["disputes"], *names)
    return f"SELECT * FROM ({chosen}) ORDER BY ccode1, ccode2, year"  # noqa: S608  # ours


DERIVED = (
    Derived("dyadic", ("participants",), dyadic),
    Derived("dyad_years", ("dyadic", "disputes"), dyad_years),
)
"""The tables that follow from others, in their order."""
