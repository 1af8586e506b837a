"""Imported disputes as ties: who opposed whom in the years of a window, who stood beside whom.

By Gibler, Miller & Little (2016), carried on by the Correlates of War's own list where that ends later, or by the
latter alone where the former is not imported. Wars left out are foreseen alike by either (AUC .903 and .902).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ...datasets import store
from ...errors import DataError
from ...measures.imported import columns, stamp
from ..past import LISTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]
    Whole = NDArray[np.int64]
    Pairs = tuple[Whole, Whole, Whole]

__all__ = ["BESIDE", "NOW", "OLD", "OPPOSED", "Window", "beside", "opposed", "placed", "read", "until"]

OPPOSED, BESIDE = "dyad_years", "participants"
"""The tables of a list."""


class Window(NamedTuple):
    """Whose disputes count: those of so many years, that ended so many years before the eve of the war."""

    ended: int
    years: int


NOW = Window(0, 10)
"""The ten years before the war."""

OLD = Window(10, 20)
"""What is left where the data ended ten years before. Longer than `NOW`: of data that ended five years before, 20 years
foresee better than 10 (one over the rank: .294 on average, against .254); of older ones, alike."""


def until() -> int | None:
    """The last year of which imported disputes speak; None where neither list is imported with both tables."""
    found = read()
    return found[-1][2] if found else None


def read() -> tuple[tuple[str, int, int], ...]:
    """The lists that are imported, each with the year after which it is read and its last: the second is read after
    the first ends."""
    found: list[tuple[str, int, int]] = []
    for name in LISTS:
        tables = [store.held(name, table) for table in (OPPOSED, BESIDE)]
        last = min((held.years[1] if held and held.years else 0) for held in tables)
        after = found[-1][2] if found else 0
        if last > after:
            found.append((name, after, last))
    return tuple(found)


def opposed(codes: Whole, last: int, years: int) -> Ties:
    """Who had a dispute with whom in the years to `last`, by COW number (in order). Raises DataError without a list."""
    return _within(codes, _pairs(_stamp())[0], last, years)


def beside(codes: Whole, last: int, years: int) -> Ties:
    """Who stood on one side of a dispute with whom, by the years in which the one came in. Raises as `opposed`."""
    return _within(codes, _pairs(_stamp())[1], last, years)


def placed(codes: Whole, one: Whole, other: Whole) -> Ties:
    """Pairs of states, by number, as ties between those of a list in order, both ways."""
    import numpy as np

    i, j = (np.minimum(np.searchsorted(codes, c), len(codes) - 1) for c in (one, other))
    known = (codes[i] == one) & (codes[j] == other)
    found = np.zeros((len(codes), len(codes)), dtype=bool)
    found[i[known], j[known]] = True
    return found | found.T


def _within(codes: Whole, pairs: Pairs, last: int, years: int) -> Ties:
    one, other, year = pairs
    kept = (year > last - years) & (year <= last)
    return placed(codes, one[kept], other[kept])


Stamp = tuple[tuple[str, int, str], ...]


def _stamp() -> Stamp:
    """What is read: each list, after which year, of which import."""
    found = read()
    if not found:
        wanted = " or ".join(LISTS)
        raise DataError(f"no disputes are imported ({wanted}); run: foedus data import DIR")
    return tuple((name, after, stamp(name, OPPOSED) + stamp(name, BESIDE)) for name, after, _ in found)


@lru_cache(maxsize=2)
def _pairs(read_from: Stamp) -> tuple[Pairs, Pairs]:
    """Opponents, and those on one side, each with the year."""
    return _columns(_opposed(read_from), OPPOSED, read_from), _columns(_beside(read_from), BESIDE, read_from)


def _columns(query: str, table: str, read_from: Stamp) -> Pairs:
    import numpy as np

    told = columns(query, *((name, table) for name, *_ in read_from))
    one, other, year = (np.asarray(told[name], dtype=np.int64) for name in ("ccode1", "ccode2", "year"))
    return one, other, year


def _opposed(read_from: Stamp) -> str:
    parts = []
    for place, (name, after, _) in enumerate(read_from):
        flag = name.replace("_", "")  # gmlmidonset, cowmidonset
        parts.append(f"""SELECT DISTINCT ccode1, ccode2, year FROM {{{place}}}
            WHERE ({flag}onset = 1 OR {flag}ongoing = 1) AND year > {after}""")
    return " UNION ALL ".join(parts)


def _beside(read_from: Stamp) -> str:
    return " UNION ALL ".join(
        f"""SELECT DISTINCT a.ccode AS ccode1, b.ccode AS ccode2, a.styear AS year FROM {{{place}}} a JOIN {{{place}}} b
            ON a.dispnum = b.dispnum AND a.sidea = b.sidea AND a.ccode < b.ccode WHERE a.styear > {after}"""
        for place, (_, after, _) in enumerate(read_from)
    )
