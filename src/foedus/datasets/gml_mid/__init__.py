"""Militarized interstate disputes as corrected by Gibler, Miller and Little.

Codes below zero say what is not known (-9) or does not apply (-8) and are kept, as users of the data know them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..checks import check
from ..dataset import Derived
from ..disputes import one_a_year
from ..plain import convert

__all__ = ["DERIVED", "check", "convert"]

WHOLE = ("styear", "stmon", "outcome", "settle", "fatality", "mindur", "maxdur", "hiact", "hostlev", "recip")


def disputes(tables: Mapping[str, str]) -> str:
    """The disputes, as the rows of opponents repeat what is said of each as a whole; their years are those of rows."""
    cells = ", ".join(f"any_value({c}) AS {c}" if c != "styear" else "min(year) AS styear" for c in WHOLE)
    return f"SELECT dispnum, {cells} FROM {tables['dyadic']} GROUP BY dispnum ORDER BY dispnum"  # noqa: S608  # ours


def dyad_years(tables: Mapping[str, str]) -> str:
    """One dispute for each directed pair and year."""
    names = (("midongoing", "gmlmidongoing"), ("midonset", "gmlmidonset"))
    repeated = f"({disputes({'dyadic': tables['dyadic']})})"
    chosen = one_a_year(tables["dyadic"], repeated, *names)
    return f"SELECT * FROM ({chosen}) ORDER BY ccode1, ccode2, year"  # noqa: S608  # ours


DERIVED = (
    Derived("disputes", ("dyadic",), disputes),
    Derived("dyad_years", ("dyadic",), dyad_years),
)
"""The tables that follow from others, in their order."""
