"""A layer of isolation: a value, where it stands among the states of the day and in the state's own last ten years."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

import msgspec

from ...figure import Figure

__all__ = ["HISTORY", "Layer", "days_before", "layer", "rank", "unknown"]

HISTORY = 10
"""The years before the day in which a state's own past is looked at."""


class Layer(msgspec.Struct, frozen=True):
    """One layer for one state.

    `percentile`: the rank of the value among the states of the layer's universe (`ranked` of them), 0 to 1.
    `position`: its rank among the state's own values in the ten years before, of which `past` are known.
    `behind`: the share of the system's capability behind the partners of the layer, where it has partners.
    `isolating`: whether few of it isolate (`low`: partners), or many (`high`: enemies).
    """

    name: str
    figure: Figure
    percentile: float | None = None
    position: float | None = None
    ranked: int = 0
    past: int = 0
    behind: Figure | None = None
    isolating: Literal["low", "high"] = "low"


def rank(value: float | None, population: Collection[float]) -> float | None:
    """The percentile rank of a value, 0 to 1: the share of the population that has less, and half of the share that
    has as much, so that ties count half on either side (Hazen's convention). None without a value or a population.

    >>> rank(0, (0, 0, 1, 2)), rank(2, (0, 0, 1, 2)), rank(3, (0, 0, 1, 2))
    (0.25, 0.875, 1.0)
    """
    if value is None or not population:
        return None
    less, same = sum(v < value for v in population), sum(v == value for v in population)
    return (less + same / 2) / len(population)


def layer(
    name: str,
    figure: Figure,
    population: Collection[float] = (),
    history: Collection[float] = (),
    *,
    behind: Figure | None = None,
    isolating: Literal["low", "high"] = "low",
) -> Layer:
    """A layer with its two ranks: among a population, the state included, and among its own past values."""
    value = figure.value
    ranked, past = len(population), len(history)
    return Layer(name, figure, rank(value, population), rank(value, history), ranked, past, behind, isolating)


def unknown(name: str, state: str, unit: str, reason: str, isolating: Literal["low", "high"] = "low") -> Layer:
    """A layer of which nothing is known, and why."""
    return Layer(name, Figure(name, (state,), None, unit, (), exact=reason), isolating=isolating)


def days_before(day: date) -> tuple[date, ...]:
    """The same day of each of the ten years before, the last first; 28 February for the 29th."""
    return tuple(_same(day, day.year - n) for n in range(1, HISTORY + 1) if day.year > n)


def _same(day: date, year: int) -> date:
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
