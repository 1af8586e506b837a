"""What changes between two signed networks, as a row: counts exactly, measures with intervals from paired draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..evidence import Evidence
from ..figure import Figure
from .request import Cell, Line

if TYPE_CHECKING:
    from ..network import SignedNetwork

__all__ = ["changed"]

Cells = dict[str, Cell]
Side = tuple[Line, "SignedNetwork"]


def changed(keys: Cells, sides: tuple[Side, Side], basis: tuple[Evidence, ...], drawn: tuple[int, int]) -> Line:
    """The row of a change: the counts after less those before; degree of balance, walk balance and frustration index,
    as far as the rows have them, with intervals from so many draws, seeded (`drawn`), none if there are 0."""
    (before, _), (after, _) = sides
    counts = {
        name: value - earlier
        for name, value in after.cells.items()
        if isinstance(value, int) and isinstance(earlier := before.cells.get(name), int) and name not in keys
    }
    figures = [
        Figure(name, (), float(value), "change", basis, exact="counted: exact for the ties given")
        for name, value in counts.items()
    ]
    measured = _measured(sides, basis, drawn) if drawn[0] else ()
    shown = tuple(f for f in measured if f.name in after.cells)
    cells: Cells = {**dict.fromkeys(after.cells), **keys, **counts}
    for figure in shown:
        whole = figure.name == "frustration" and figure.value is not None
        cells[figure.name] = int(figure.value or 0) if whole else figure.value
    return Line(cells, (*(f for f in figures if f.name not in {s.name for s in shown}), *shown))


def _measured(sides: tuple[Side, Side], basis: tuple[Evidence, ...], drawn: tuple[int, int]) -> tuple[Figure, ...]:
    from ..measures.balance.paired import shifts
    from ..measures.balance.tie import shift_figures

    (_, before), (_, after) = sides
    made = shift_figures(shifts(before, after, *drawn), (), basis)
    return tuple(msgspec.structs.replace(f, name=f.name.removesuffix("_change"), note=_interval(f)) for f in made)


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"95 % of the paired draws between {figure.low:.3g} and {figure.high:.3g}"
