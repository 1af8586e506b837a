"""How alike the alliance portfolios of two states are on a day: by the pledges of the facts, or by imported ATOP.

Levels as in `portfolios` for ATOP: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, of several the
highest; the row owes the column, each itself the highest. By the facts only clear pledges count. Universe: the states
of the day (Gleditsch and Ward) by the facts, those of the year (COW) by ATOP.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..evidence import Evidence
from ..figure import Figure
from ..system import System
from ..treaty import Pledge
from .imported import absent, evidence, number_of, numbers_in
from .obligations import clause
from .portfolios import TABLES, ties
from .similarity import MEASURES, matrix, similarity

__all__ = ["LEVEL", "NAMES", "Basis", "alike"]

Basis = Literal["facts", "atop"]

LEVEL: Final[dict[Pledge, int]] = {"defence": 3, "offence": 3, "neutrality": 2, "consultation": 2, "nonaggression": 1}
"""The level of each pledge."""

NAMES: Final = MEASURES
"""The measures of similarity, in the order in which they are shown."""

CONSTANT: Final = "undefined: a portfolio that owes every state the same does not vary"
UNIT: Final = "index -1 to 1"


class _Portfolios(msgspec.Struct, frozen=True):
    """The matrix of a day, the rows of the two states in it, and what it rests on; no matrix with a reason."""

    ties: NDArray[np.int8] | None
    rows: tuple[int, int]
    basis: tuple[Evidence, ...]
    exact: str


def alike(system: System, one: str, other: str, basis: Basis = "facts") -> tuple[Figure, ...]:
    """Every measure of similarity for two states: S (Signorino & Ritter 1999) valued and binary, with squared and
    absolute distance, Scott's pi, Cohen's kappa (Hage 2011), Kendall's tau-b; unknown with the reason."""
    held = {"facts": _by_facts, "atop": _by_atop}[basis](system, one, other)
    if held.ties is None:
        return tuple(Figure(name, (one, other), None, UNIT, (), exact=held.exact) for name in NAMES)
    two = held.ties[list(held.rows)]
    return tuple(_figure(name, (one, other), float(values[0]), held) for name, values in similarity(two, NAMES).items())


def _figure(name: str, about: tuple[str, str], value: float, held: _Portfolios) -> Figure:
    unknown = bool(np.isnan(value))
    exact = CONSTANT if unknown else held.exact
    return Figure(name, about, None if unknown else value, UNIT, held.basis, exact=exact)


def _by_facts(system: System, one: str, other: str) -> _Portfolios:
    place = {state.code: n for n, state in enumerate(system.states())}
    absent_ = [s for s in (one, other) if s not in place]
    if absent_:
        return _Portfolios(None, (0, 0), (), f"{', '.join(absent_)}: not a state of the system on {system.day}")
    owed = [(o, LEVEL[p]) for p in LEVEL for o in system.owed(p) if o.standing == "clear"]
    known = [(o, level) for o, level in owed if o.obligor in place and o.beneficiary in place]
    rows = np.array([place[o.obligor] for o, _ in known], dtype=np.int64)
    columns = np.array([place[o.beneficiary] for o, _ in known], dtype=np.int64)
    levels = np.array([level for _, level in known], dtype=np.int8)
    basis = tuple(dict.fromkeys(clause(o) for o, _ in known if o.obligor in {one, other}))
    exact = "exact given the pledges of the facts"
    return _Portfolios(matrix(len(place), rows, columns, levels), (place[one], place[other]), basis, exact)


def _by_atop(system: System, one: str, other: str) -> _Portfolios:
    year = system.day.year
    reason = absent(*TABLES["atop"], year)
    codes = np.array(sorted(numbers_in(system.record, year)), dtype=np.int64)
    numbers = [number_of(system.record, s, year) for s in (one, other)]
    if reason or None in numbers:
        absent_ = [s for s, n in zip((one, other), numbers, strict=True) if n is None]
        not_listed = f"the list of states of the Correlates of War project does not hold {', '.join(absent_)} in {year}"
        return _Portfolios(None, (0, 0), (), reason or not_listed)
    _, debtors, owed, levels = ties("atop", year, year)
    known = np.isin(debtors, codes) & np.isin(owed, codes)
    first, second = (np.searchsorted(codes, part[known]) for part in (debtors, owed))
    found = [int(n) for n in np.searchsorted(codes, np.array(numbers, dtype=np.int64))]
    basis = (evidence(*TABLES["atop"], f"{year} {one} {other}"),)
    exact = "published yearly data: no interval is published with them"
    return _Portfolios(matrix(len(codes), first, second, levels[known]), (found[0], found[1]), basis, exact)
