"""The system of a day as plain data: what `foedus system` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .datasets.citing import Source, rested_on
from .evidence import Row, as_source
from .figure import Figure
from .measures.behind import behind, silent
from .measures.blocs import bloc_of
from .measures.capability import shares
from .measures.powers import INDICES, Index
from .measures.weighing import VARIANTS, bipolarity, con, polarity, polarity_class
from .system import System

__all__ = ["differences", "snapshot"]


def snapshot(day: str, changes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> dict[str, Any]:
    """States, treaties in force with their parties, blocs of the major powers, capability, each figure with its
    sources; `datasets`: the imported tables among these. `changes`: treaties taken as in force, and taken away. Raises
    UsageError for a text that is no day or an id that is no treaty."""
    system = System.at(day).changed(*changes)
    majors = system.record.majors_at(system.day)
    capability = {m: behind(system, (m,)) for m in majors}
    variants = {v: con(system, v) for v in VARIANTS}
    return {
        "at": system.day.isoformat(),
        "states": [s.code for s in system.states()],
        "treaties": {t.id: list(t.parties_at(system.day)) for t in system.treaties()},
        "majors": list(majors),
        "blocs": {m: list(bloc_of(system, m)) for m in majors},
        "capability": {m: _figure(figure) for m, figure in capability.items()},
        "capability_years": _years(system, majors),
        "concentration": _figure(variants["con_mean4"]),
        "variants": {v: _figure(figure) for v, figure in variants.items()},
        "polarity": {i: _polarity(system, i) for i in INDICES},
        "datasets": _datasets((*capability.values(), *variants.values())),
    }


def _datasets(figures: Iterable[Figure]) -> tuple[Source, ...]:
    """The imported tables on which figures rest; those of polarity are the same as of the variants."""
    return rested_on((e.table, e.key) for figure in figures for e in figure.basis if isinstance(e, Row))


def _years(system: System, states: tuple[str, ...]) -> list[int]:
    """The first and the last year of the figures of the facts behind `capability`; none where these say nothing of the
    day, so that it is CINC."""
    if silent(system):
        return []
    found = [row.year for part in shares(system, states).values() for row in part.rows]
    return [min(found), max(found)] if found else []


def _polarity(system: System, index: Index) -> dict[str, Any]:
    """The class by an index, with the share that lies nearest to a threshold; null with the reason."""
    figure, found = polarity(system, index), polarity_class(system, index)
    if found is None:
        return {"class": None, "note": figure.exact}
    return {
        "class": found.pole,
        "margin": found.margin,
        "nearest": found.nearest,
        "beyond": found.beyond,
        "power_bipolarity": _figure(bipolarity(system, index)),
        "note": figure.note,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "interval": figure.interval,
        "unit": figure.unit,
        "note": figure.exact or figure.note,
        "sources": [as_source(e) for e in figure.basis],
    }


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What the second day has and the first has not, and the reverse, for states, treaties and their parties."""
    shared = one["treaties"].keys() & other["treaties"].keys()
    return {
        "at": one["at"],
        "compare": other["at"],
        "states_added": sorted({*other["states"]} - {*one["states"]}),
        "states_gone": sorted({*one["states"]} - {*other["states"]}),
        "treaties_added": sorted(other["treaties"].keys() - one["treaties"].keys()),
        "treaties_gone": sorted(one["treaties"].keys() - other["treaties"].keys()),
        "parties_added": {
            t: d for t in sorted(shared) if (d := sorted({*other["treaties"][t]} - {*one["treaties"][t]}))
        },
        "parties_gone": {
            t: d for t in sorted(shared) if (d := sorted({*one["treaties"][t]} - {*other["treaties"][t]}))
        },
        "blocs": _moved(one["blocs"], other["blocs"]),
        **{key: {"before": one[key], "after": other[key]} for key in ("concentration", "variants", "polarity")},
        "datasets": [*dict.fromkeys((*one["datasets"], *other["datasets"]))],
    }


def _moved(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, Any]:
    """The blocs of the major powers that differ; null where a state is no major power that day."""
    powers = (*one, *(m for m in other if m not in one))
    return {m: {"before": one.get(m), "after": other.get(m)} for m in powers if one.get(m) != other.get(m)}
