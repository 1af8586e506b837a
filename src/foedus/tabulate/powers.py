"""Concentration and polarity as rows: a year of imported data, or a day with a treaty more or less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..codes import numbered
from ..errors import DataError
from ..evidence import Evidence
from ..figure import Figure
from .request import Cell, Line, Request

if TYPE_CHECKING:
    from ..measures.yearly import Yearly
    from ..record import Record
    from ..system import System

__all__ = ["concentration", "polarity"]

Made = Callable[["Yearly", int], dict[str, Cell]]
Current = Callable[["System", Request], tuple[dict[str, Cell], tuple[Figure, ...]]]

BLOCS: Final = frozenset({
    "n_def_dyads", "n_comp", "n_comp_ge2", "comp_lead_share", "comp_second_share", "comp_lead_n", "con_comp",
    "neff_comp", "clique_lead_share", "clique_lead_n", "leiden_q", "leiden_lead_share", "leiden_lead_n",
    "leiden_spread", "n_poles", "pole_bipolarity", "n_blocs", "esteban_ray", "reynal_querol", "tightness",
})  # fmt: skip
"""The columns that need alliances."""

DRAWN: Final = frozenset({
    "leiden_q", "leiden_lead_share", "leiden_lead_n", "n_blocs", "esteban_ray", "reynal_querol", "tightness",
})  # fmt: skip
"""The columns that rest on the best of some seeded restarts."""

POINTS: Final = "exact for data that are published without bounds"
ESTIMATES: Final = "exact for the best estimates of the facts, whose bounds con_mean4 takes in"
BEST: Final = "the best of 30 seeded restarts of a stochastic method; leiden_spread says how far the worst lies below"
NUMBERED: Final = ("majors", "top1", "top2", "clique_lead", "poles")
SINCE: Final = 2017
"""The first year for which the facts have capabilities near enough of most states."""


def concentration(request: Request) -> Iterator[Line]:
    """CON in its variants, effective numbers, leading blocs by three rules; a row a year, with --with or --without one
    before and one after. Raises DataError where nothing of it can be known."""
    from ..measures.annual import concentration_of

    yield from _rows(request, concentration_of, _variants)


def polarity(request: Request) -> Iterator[Line]:
    """Polarity by thresholds with its margin, poles of allies, polarisation of blocs; rows as for concentration."""
    from ..measures.annual import polarity_by_year

    yield from _rows(request, polarity_by_year, _margins)


def _rows(request: Request, made: Made, current: Current) -> Iterator[Line]:
    lines, unknown = [], []
    for keys, data, system in _asked(request):
        columns = made(data, request.seed)
        figures = [_figure(column, value, data) for column, value in columns.items() if not isinstance(value, str)]
        words, today = current(system(), request) if _dated(data.year) else ({}, ())
        named = {} if request.codes == "cow" else _named(columns, request, system)
        cells = {**keys, **columns, **named, **words, **{f.name: f.value for f in today}}
        lines.append(Line(cells, (*figures, *today)))
        if data.material is None and all(f.value is None for f in today):
            unknown.append(f"nothing is known of {data.year}: {data.no_material}")
    if lines and len(unknown) == len(lines):
        raise DataError(unknown[0])
    yield from lines


def _dated(year: int) -> bool:
    """Whether another index than CINC may know the year: by the facts, or by imported GDP and population."""
    from ..measures.imported import absent

    return year >= SINCE or not absent("gdp_pop", "cow", year)


def _asked(request: Request) -> Iterator[tuple[dict[str, Cell], Yearly, Callable[[], System]]]:
    """The years asked for, as imported; with a counterfactual the day before and after, by the facts."""
    from ..measures.yearly import year_by_facts, year_imported
    from ..system import System

    for day in request.days():
        plain = cache(partial(System.at, day))
        if not request.with_ and not request.without:
            yield {"year": day.year}, year_imported(day.year, partial(_record, plain)), plain
            continue
        for case, system in (("before", plain()), ("after", plain().changed(request.with_, request.without))):
            yield {"year": day.year, "case": case}, year_by_facts(system), partial(_same, system)


def _record(system: Callable[[], System]) -> Record:
    return system().record


def _same(system: System) -> System:
    return system


def _figure(column: str, value: Cell, data: Yearly) -> Figure:
    """A cell as a figure: what it rests on, or why it is not known."""
    number = None if value is None else float(value)
    bloc = column in BLOCS
    basis: tuple[Evidence, ...] = (*data.capability_rows, *(data.alliance_rows if bloc else ()))
    note = data.carried if column == "n_major" else ""
    if column == "cinc_sum" and data.index != "cinc":
        note = f"shares are {data.index}, not CINC: {data.no_material}"
    if number is None:
        return Figure(column, (), None, _unit(column), basis, exact=_why(column, data))
    exact = BEST if column in DRAWN else POINTS if data.index == "cinc" else ESTIMATES
    return Figure(column, (), number, _unit(column), basis, exact=exact, note=note)


def _unit(column: str) -> str:
    if column.startswith(("n_", "neff")) or column.endswith("_n"):
        return "count"
    return "share" if "share" in column or "margin" in column or "bipolarity" in column else "index"


def _why(column: str, data: Yearly) -> str:
    """Why a cell is empty."""
    if data.material is None:
        return data.no_material
    if column in BLOCS and data.dyads is None:
        return data.no_dyads
    if column in {"con_six", "con_six_july1", "con_six_dec31", "margin_six"} and data.index != "cinc":
        return "the facts do not have the six components"
    if column == "move":
        return "the year before is not known, or its powers are not the same states"
    if column == "tightness" and data.by_facts:
        return "tightness is measured on the portfolios of ATOP"
    return "one_major_power: fewer than two"


def _variants(system: System, request: Request) -> tuple[dict[str, Cell], tuple[Figure, ...]]:
    """CON on the indices of the facts, for the day, with its interval."""
    from ..measures.weighing import con

    drawn = {"draws": request.draws, "seed": request.seed}
    return {}, (con(system, "con_mean4", **drawn), con(system, "con_net", **drawn))


def _margins(system: System, request: Request) -> tuple[dict[str, Cell], tuple[Figure, ...]]:
    """Polarity on the indices of the facts, for the day."""
    from ..measures.weighing import polarity as margin
    from ..measures.weighing import polarity_class

    words: dict[str, Cell] = {}
    figures = []
    for index in ("mean_share", "net_resources"):
        found = polarity_class(system, index)
        words[f"polarity_{index}"] = found.pole if found else None
        figure = margin(system, index, draws=request.draws, seed=request.seed)
        figures.append(replace(figure, name=f"margin_{index}"))
    return words, tuple(figures)


def _named(columns: dict[str, Cell], request: Request, system: Callable[[], System]) -> dict[str, Cell]:
    """The columns of COW numbers once more, as codes or names."""
    found: dict[str, Cell] = {}
    for column in NUMBERED:
        if columns.get(column) is not None:
            said = [_state(word, request, system()) for word in str(columns[column]).split()]
            found[f"{column}_named"] = " ".join(said)
    return found


def _state(word: str, request: Request, system: System) -> str:
    if not word.isdigit():
        return word
    code = numbered(int(word), system.day, system.record)
    return word if code is None else request.shown(system, code)
