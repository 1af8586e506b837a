"""Capability with its uncertainty: seeded draws from the intervals of the sources, the same before and after.

Each figure with an interval is drawn once a draw, below or above its value with even chance, from triangles that both
peak there, so that it stays the median (as in `powers`); figures of different states and indicators independently.
Figures without an interval stay as they are. Two systems of one day drawn with one seed have the same capabilities, so
that a difference between them is the difference of their ties alone (paired draws).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from ..capability import Capability
from ..figure import Change, Figure
from ..system import System
from .capability import AVERAGED, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float64]

__all__ = ["COVERED", "Drawn", "between", "drawn", "paired"]

COVERED = 0.90
"""The share of the draws that an interval covers: from the 5th to the 95th percentile."""


@dataclass(frozen=True)
class Drawn:
    """Shares of the world's total by indicator (known ones only): states x draws, with the place of each state."""

    draws: int
    place: dict[str, int]
    shares: tuple[Draws, ...]
    known: tuple[frozenset[str], ...]

    def mean_share(self, states: Iterable[str]) -> Draws | None:
        """The mean share of a coalition in each draw, as `capability.mean_share`: None if nothing of it is known."""
        members = sorted(set(states) & self.place.keys())
        parts = [
            share[[self.place[s] for s in members]].sum(axis=0)
            for share, known in zip(self.shares, self.known, strict=True)
            if not members or known.intersection(members)
        ]
        return sum(parts[1:], parts[0]) / len(parts) if parts else None


def drawn(system: System, draws: int, seed: int) -> Drawn:
    """The capabilities of a day in `draws` draws."""
    return _drawn(system.record, system, draws, seed)


@lru_cache(maxsize=8)
def _drawn(_record: object, system: System, draws: int, seed: int) -> Drawn:
    import numpy as np

    place = {state: n for n, state in enumerate(system.record.states)}
    world = np.array([s.in_system(system.day) for s in system.record.states.values()])
    shares, known = [], []
    for number, indicator in enumerate(AVERAGED):
        rows = table(system.record, system.day.year, indicator)
        values = np.zeros((len(place), draws))
        values[[place[s] for s in rows]] = _values(rows, draws, np.random.default_rng([seed, number]))
        total = values[world].sum(axis=0)
        if rows and (total > 0).all():
            shares.append(values / total)
            known.append(frozenset(rows))
    return Drawn(draws, place, tuple(shares), tuple(known))


def _values(rows: dict[str, Capability], draws: int, random: np.random.Generator) -> Draws:
    """Figures x draws."""
    import numpy as np

    value = np.array([r.value or 0.0 for r in rows.values()])
    low = np.minimum(value, [v if r.low is None else r.low for r, v in zip(rows.values(), value, strict=True)])
    high = np.maximum(value, [v if r.high is None else r.high for r, v in zip(rows.values(), value, strict=True)])
    shape = (len(value), draws)
    ends = np.where(random.random(shape) < 0.5, low[:, None], high[:, None])
    made: Draws = value[:, None] + (ends - value[:, None]) * (1 - np.sqrt(random.random(shape)))
    return made


def between(values: Draws | None, best: float | None = None) -> tuple[float, float] | None:
    """The interval of the draws, stretched to hold the best estimate where it is given; None without draws."""
    import numpy as np

    if values is None or not values.size:
        return None
    low, high = np.quantile(values, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return (float(low), float(high)) if best is None else (min(float(low), best), max(float(high), best))


def paired(
    name: str,
    systems: tuple[System, System, System | None],
    measure: Callable[[System], Figure],
    perturbed: Callable[[System, Drawn], Draws | None],
    draws: int,
    seed: int,
) -> Change:
    """A measure before, after and once all is in force, with the interval of the last difference from paired draws.

    `perturbed` gives the measure in each draw. Figures without an interval of their own get that of the draws.
    """
    before, after, later = systems
    if draws < 1:
        return Change(name, measure(before), measure(after), measure(later) if later else None)
    held = [s for s in (before, after, later) if s is not None]
    samples = [perturbed(s, drawn(s, draws, seed)) for s in held]
    figures = [_bounded(measure(s), sample) for s, sample in zip(held, samples, strict=True)]
    spread = _spread(figures[0].value, figures[-1].value, samples[0], samples[-1])
    return Change(name, figures[0], figures[1], figures[2] if later else None, spread)


def _spread(
    first: float | None, last: float | None, old: Draws | None, new: Draws | None
) -> tuple[float, float] | None:
    """The interval of the difference; None where a side is not known."""
    if first is None or last is None or old is None or new is None:
        return None
    return between(new - old, last - first)


def _bounded(figure: Figure, sample: Draws | None) -> Figure:
    """A figure with the interval of the draws in place of that of the extremes of the sources."""
    interval = between(sample, figure.value)
    if interval is None or figure.value is None or interval[0] == interval[1]:
        return figure
    return msgspec.structs.replace(figure, low=interval[0], high=interval[1])
