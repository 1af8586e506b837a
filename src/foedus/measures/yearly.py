"""The data of one year: capabilities, major powers and defence dyads, with their sources and why any is missing.

Universe: the states of National Material Capabilities in the year, isolates included. A tie of defence: either state
owes the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from ..evidence import Evidence, Row
from ..record import Record
from ..system import System
from .cinc import COMPONENTS, Floats
from .imported import evidence
from .material import Ints, Majors, Material, allied, majors_by_facts, majors_data, nmc
from .portfolios import ties
from .powers import Powers, named_number, powers
from .similarity import matrix

__all__ = ["Yearly", "defence_graph", "portfolio_matrix", "year_by_facts", "year_imported"]

LISTED: Final = Row("majors", "the list that the facts hold", "Correlates of War project, version 2016")


class Yearly(msgspec.Struct, frozen=True):
    """What a row rests on: capabilities of the year and of the year before, by `index`; powers; defence dyads as two
    columns of COW numbers. None where not known, for the reasons `no_material` and `no_dyads`; `carried` says that the
    list of powers ends before the year."""

    year: int
    index: str
    material: Material | None
    before: Material | None
    majors: Majors
    dyads: tuple[Ints, Ints] | None
    no_material: str = ""
    no_dyads: str = ""
    capability_rows: tuple[Evidence, ...] = ()
    alliance_rows: tuple[Evidence, ...] = ()
    by_facts: bool = False

    @property
    def carried(self) -> str:
        """That the members of the list of powers are carried on, where they are."""
        late = self.majors.carried(self.year)
        return f"major powers carried on from {self.majors.last}, where the list ends" if late else ""


def year_imported(year: int, record: Callable[[], Record]) -> Yearly:
    """The imported data of a year. The list of powers is that of the facts (`record`) where it is not imported."""
    material, before, why, rows = _capabilities(year)
    majors, listed = _majors(year, record)
    dyads, no_dyads, sources = _alliances(year)
    return Yearly(year, "cinc", material, before, majors, dyads, why, no_dyads, (*rows, listed), sources)


def year_by_facts(system: System) -> Yearly:
    """The same on a day, with the clear pledges of defence that the facts hold in place of ATOP's dyads; capability by
    the mean share of the facts where NMC says nothing of the year."""
    year = system.day.year
    material, before, why, rows = _capabilities(year)
    index = "cinc"
    if material is None:
        held = powers(system, "mean_share")
        index, why = "mean_share", "; ".join(w for w in (why, held.why) if w)
        material, rows = _of_facts(system, held), (Row("capabilities", f"mean shares of {year}", "the facts"),)
    pledged = (Row("treaties", f"pledges of defence in force on {system.day}", "the facts"),)
    majors, dyads = majors_by_facts(system.record), _pledged(system)
    return Yearly(year, index, material, before, majors, dyads, why, "", (*rows, LISTED), pledged, by_facts=True)


def _capabilities(year: int) -> tuple[Material | None, Material | None, str, tuple[Evidence, ...]]:
    try:
        held = nmc()
    except DataError as error:
        return None, None, str(error), ()
    rows = (evidence("nmc", "state_years", str(year)),)
    return held.of(year), held.of(year - 1), "" if held.of(year) else held.silent, rows


def _alliances(year: int) -> tuple[tuple[Ints, Ints] | None, str, tuple[Evidence, ...]]:
    try:
        held = allied()
    except DataError as error:
        return None, str(error), ()
    found = held.of(year)
    return found, held.silent if found is None else "", (evidence("atop", "dyad_years", str(year)),)


def _majors(year: int, record: Callable[[], Record]) -> tuple[Majors, Evidence]:
    try:
        return majors_data(), evidence("majors", "spells", str(year))
    except DataError:  # the facts hold the same list
        return majors_by_facts(record()), LISTED


def _of_facts(system: System, held: Powers) -> Material | None:
    """Shares of the facts in the form of a year of NMC, without components; states that COW numbers."""
    numbers = {state: named_number(system, state) for state in held.states}
    known = sorted((n, held.shares[place]) for place, s in enumerate(held.states) if (n := numbers[s]) is not None)
    if not known:
        return None
    codes = np.array([n for n, _ in known], dtype=np.int64)
    shares = np.array([share for _, share in known], dtype=np.float64)
    return Material(system.day.year, codes, np.full((len(codes), len(COMPONENTS)), np.nan), shares)


def _pledged(system: System) -> tuple[Ints, Ints]:
    """The dyads in which one clearly owes the other defence, by COW number."""
    owed = {(o.obligor, o.beneficiary) for o in system.owed("defence") if o.standing == "clear"}
    numbers = {state: named_number(system, state) for pair in owed for state in pair}
    pairs = sorted({(min(a, b), max(a, b)) for s, t in owed if (a := numbers[s]) and (b := numbers[t]) and a != b})
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def defence_graph(data: Yearly) -> Floats | None:
    """The defence graph of the states of the year, (n, n) of 0 and 1; None where capabilities or alliances are not
    known."""
    if data.dyads is None or data.material is None:
        return None
    codes, (one, other) = data.material.ccode, data.dyads
    both = np.isin(one, codes) & np.isin(other, codes)
    graph = np.zeros((len(codes), len(codes)))
    rows, columns = np.searchsorted(codes, one[both]), np.searchsorted(codes, other[both])
    graph[rows, columns] = graph[columns, rows] = 1.0
    return graph


def portfolio_matrix(data: Yearly) -> NDArray[np.int8] | None:
    """What each state owes each by ATOP, (n, n), by the levels of `portfolios`; itself the highest. None where
    alliances are not known, or come from the facts."""
    if data.dyads is None or data.material is None or data.by_facts:
        return None
    codes = data.material.ccode
    _, one, other, level = ties("atop", data.year, data.year)
    both = np.isin(one, codes) & np.isin(other, codes)
    places = np.searchsorted(codes, one[both]), np.searchsorted(codes, other[both])
    return matrix(len(codes), *places, level[both])
