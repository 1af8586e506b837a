"""Measures about named states as rows: isolation, influence, similarity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ..errors import UsageError
from ..figure import Figure
from .request import Cell, Line, Request, line

if TYPE_CHECKING:
    from ..measures.alike import Basis
    from ..measures.influence import Gain, Ties
    from ..measures.isolation import Layer
    from ..system import System

__all__ = ["influence", "isolation", "similarity"]


# --- isolation -----------------------------------------------------------------------------------------------


def isolation(request: Request) -> Iterator[Line]:
    """A row a day, state and layer; with --with or --without the value before, the difference and the verdict."""
    from ..measures.isolation import LAYERS

    for before, system in _compared(request):
        for state in request.named(system, request.states):
            for name, measure in LAYERS.items():
                keys: dict[str, Cell] = {**_when(system), "state": request.shown(system, state)}
                found = measure(system, state)
                compared = None if before is None else (before, measure(before, state))
                yield _layer(request, {**keys, "layer": name}, system, state, found, compared)


def _compared(request: Request) -> Iterator[tuple[System | None, System]]:
    """Each day as asked, with the day without the counterfactual where there is one."""
    if not (request.with_ or request.without):
        yield from ((None, system) for system in request.systems())
        return
    yield from zip(request.plain().systems(), request.systems(), strict=True)


def _when(system: System) -> dict[str, Cell]:
    return {"year": system.day.year, "at": system.day.isoformat()}


def _layer(
    request: Request,
    keys: dict[str, Cell],
    system: System,
    state: str,
    found: Layer,
    compared: tuple[System, Layer] | None,
) -> Line:
    figure, low, high = found.figure, found.figure.low, found.figure.high
    figures = [_as(figure, "value"), *_ranks(found)]
    if found.behind is not None:
        figures.append(_as(found.behind, "behind"))
    if compared is not None:
        figures.append(_as(compared[1].figure, "before"))
    behind = None if found.behind is None else found.behind.value
    cells: dict[str, Cell] = {
        **keys,
        "value": figure.value,
        "low": low,
        "high": high,
        "unit": figure.unit,
        "isolating": found.isolating,
        "percentile": found.percentile,
        "states": found.ranked or None,
        "own_rank": found.position,
        "own_years": found.past or None,
        "behind": behind,
    }
    return Line(
        {**cells, **({} if compared is None else _change(request, system, state, found, compared))}, (*figures,)
    )


def _as(figure: Figure, column: str) -> Figure:
    return msgspec.structs.replace(figure, name=column)


def _ranks(found: Layer) -> Iterator[Figure]:
    """The two ranks as figures: exact given the values ranked."""
    for column, rank, count, among in (
        ("percentile", found.percentile, found.ranked, "states"),
        ("own_rank", found.position, found.past, "of the ten years before"),
    ):
        if rank is not None:
            exact = f"a rank among {count} {among}, those with as much counted half"
            yield Figure(column, found.figure.about, rank, "share", found.figure.basis, exact=exact)


def _change(
    request: Request, system: System, state: str, found: Layer, compared: tuple[System, Layer]
) -> dict[str, Cell]:
    from ..measures.isolation import cover_change
    from ..measures.isolation.verdict import judge

    before, old = compared
    spread = None
    if found.name == "cover" and request.draws:
        spread = cover_change((before, system, None), state, request.draws, request.seed).spread
    verdict = judge(old, found, spread=spread)
    one, other = old.figure.value, found.figure.value
    return {
        "before": one,
        "percentile_before": old.percentile,
        "difference": None if one is None or other is None else other - one,
        "difference_low": spread[0] if spread else None,
        "difference_high": spread[1] if spread else None,
        "outcome": verdict.outcome,
        "crosses_quarter": verdict.crossed,
        "leaves_decile": verdict.left,
    }


# --- influence -----------------------------------------------------------------------------------------------


def influence(request: Request) -> Iterator[Line]:
    """A row a day, client and layer, and one for all layers together; with --with or --without the shares before and
    whether the first patron gains at the expense of the second."""
    from ..measures.influence import gains, ties

    for before, system in _compared(request):
        one, other = _pair(request.named(system, request.patrons), "--patrons A,C")
        for client in request.named(system, request.states):
            if client in {one, other}:
                raise UsageError(f"{client} is both client and patron; give three states")
            keys: dict[str, Cell] = {
                **_when(system),
                "client": request.shown(system, client),
                "patron_a": request.shown(system, one),
                "patron_c": request.shown(system, other),
            }
            judged: tuple[Gain | None, ...] = (None,) * len(ties(system, client))
            if before is not None:
                judged = gains((before, system, None), client, one, other, request.draws, request.seed)
            for layer, gain in zip(ties(system, client), judged, strict=True):
                yield _tied(keys, layer, one, other, gain)
            yield _together(request, keys, (before, system), client, one, other)


def _pair(states: tuple[str, ...], option: str) -> tuple[str, str]:
    if len(states) != 2 or states[0] == states[1]:
        raise UsageError(f"two different states are wanted: {option}")
    return states[0], states[1]


def _tied(keys: dict[str, Cell], layer: Ties, one: str, other: str, gain: Gain | None) -> Line:
    from ..measures.influence import concentration, share

    shares = {"share_a": share(layer, one), "share_c": share(layer, other)}
    values: dict[str, float | None] = {
        **shares,
        "contest": _part(*shares.values()),
        "concentration": concentration(layer),
    }
    exact = "shares of published figures and of treaties, exact given these" if layer.known else layer.reason
    figures = [
        Figure(
            name, (layer.client,), value, "share", layer.basis, exact=_why(name, value, exact, layer), note=layer.note
        )
        for name, value in values.items()
    ]
    cells = {**keys, "layer": layer.layer, "unit": layer.unit, "patrons": len(layer.weights) or None}
    weights: dict[str, Cell] = {
        "weight_a": layer.weights.get(one, 0.0) if layer.known else None,
        "weight_c": layer.weights.get(other, 0.0) if layer.known else None,
    }
    return line_with(cells, weights, figures, _outcome(gain))


def _why(name: str, value: float | None, exact: str, layer: Ties) -> str:
    if value is None and layer.known and name == "contest":
        return "neither patron has anything in the layer"
    return exact


def _part(one: float | None, other: float | None) -> float | None:
    return one / (one + other) if one is not None and other is not None and one + other > 0 else None


def line_with(keys: dict[str, Cell], more: dict[str, Cell], figures: list[Figure], last: dict[str, Cell]) -> Line:
    """A row of keys, cells without figures, figures, and what is judged of them."""
    made = line({**keys, **more}, figures)
    return Line({**made.cells, **last}, made.figures)


def _outcome(gain: Gain | None) -> dict[str, Cell]:
    if gain is None:
        return {}
    spreads = {"a": gain.one_spread, "c": gain.other_spread}
    bounds = {
        f"difference_{who}_{end}": spread[place] if spread else None
        for who, spread in spreads.items()
        for place, end in enumerate(("low", "high"))
    }
    moved: dict[str, Cell] = {"difference_a": gain.one, "difference_c": gain.other}
    return {**moved, **bounds, "outcome": gain.outcome, "client_gains_room": gain.room}


def _together(
    request: Request, keys: dict[str, Cell], days: tuple[System | None, System], client: str, one: str, other: str
) -> Line:
    """Dependence over the known layers, the contest, influence capacity, asymmetry; with a day before, dependence and
    contest over the layers known on both, and how they move."""
    from ..measures.influence import asymmetry, capacity, contest_change, dependence_change

    before, system = days
    compared, drawn = (before or system, system, None), (request.draws, request.seed)
    changes = {
        "share_a": dependence_change(compared, client, one, *drawn),
        "share_c": dependence_change(compared, client, other, *drawn),
        "contest": contest_change(compared, client, one, other, *drawn),
    }
    figures = [
        *(_as(change.after, column) for column, change in changes.items()),
        _as(capacity(system, one, client), "capacity_a"),
        _as(capacity(system, other, client), "capacity_c"),
        _as(asymmetry(system, client, one), "asymmetry_a"),
        _as(asymmetry(system, client, other), "asymmetry_c"),
    ]
    cells: dict[str, Cell] = {}
    for column, change in changes.items():
        low, high = change.after.interval or (None, None)
        cells |= {f"{column}_low": low, f"{column}_high": high}
        if before is not None:
            figures.append(_as(change.before, f"{column}_before"))
            least, most = change.spread or (None, None)
            name = f"difference_{column.removeprefix('share_')}"
            cells |= {name: change.difference, f"{name}_low": least, f"{name}_high": most}
    return line_with({**keys, "layer": "all"}, {}, figures, cells)


# --- similarity ----------------------------------------------------------------------------------------------


def similarity(request: Request) -> Iterator[Line]:
    """A row a day and source: by the pledges of the facts, and by ATOP where it is imported."""
    from ..measures.alike import alike

    for system in request.systems():
        one, other = _pair(request.named(system, request.states), "--state A,B")
        sources: tuple[Basis, ...] = ("facts", "atop")
        for source in sources:
            if source == "atop" and (request.with_ or request.without):
                continue  # ATOP's pairs do not name their treaties
            keys: dict[str, Cell] = {
                **_when(system),
                "state_a": request.shown(system, one),
                "state_b": request.shown(system, other),
                "source": source,
            }
            yield line(keys, alike(system, one, other, source))
