"""The system of a day as plain data: what `foedus system` prints."""

from __future__ import annotations

from typing import Any

from .figure import Figure
from .measures.blocs import bloc_of
from .measures.capability import concentration, mean_share
from .system import System

__all__ = ["differences", "snapshot"]


def snapshot(day: str, changes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> dict[str, Any]:
    """States, treaties in force with their parties, blocs of the major powers, capability. `changes`: treaties taken
    as in force, and treaties taken away. Raises UsageError for a text that is no day or an id that is no treaty."""
    system = System.at(day).changed(*changes)
    majors = system.record.majors_at(system.day)
    return {
        "at": system.day.isoformat(),
        "states": [s.code for s in system.states()],
        "treaties": {t.id: list(t.parties_at(system.day)) for t in system.treaties()},
        "majors": list(majors),
        "blocs": {m: list(bloc_of(system, m)) for m in majors},
        "capability": {m: _figure(mean_share(system, (m,))) for m in majors},
        "concentration": _figure(concentration(system)),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "interval": figure.interval, "unit": figure.unit, "note": figure.exact}


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What the second day has and the first has not, and the reverse, for states, treaties and their parties."""
    shared = one["treaties"].keys() & other["treaties"].keys()
    return {
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
        "concentration": {"before": one["concentration"], "after": other["concentration"]},
    }
