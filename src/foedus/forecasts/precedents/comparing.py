"""What followed comparable pacts: disputes with third parties before and after, set beside those of states alike.

Every number is of the cases listed, with an interval by drawing the cases again (whole pacts, so that its parties stay
together). That it followed does not say that the pact did it: pacts are made where danger is seen. `did` therefore
sets beside the change that of states alike which were newly bound to nobody in the same years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from ...evidence import Estimate, Evidence, Row
from ...figure import Change, Figure
from ...measures.imported import evidence
from ...record import Record
from ..resampling import bounds, drawn_means, resampled
from .aftermath import KINDS, dataset, speaks, windows
from .pacts import Comparable, Pact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["DRAWS", "LEAST", "VERSION", "WINDOWS", "Outcome", "outcomes"]

VERSION: Final = "1"
DRAWS: Final = 2000
WINDOWS: Final = (5, 10)
"""Years before and after."""

DECADE: Final = 10
"""Rates are told for ten years: a tenth of a dispute a year says little to a reader."""

NONE_SEEN: Final = 3.689
"""The expectation at which none is seen in one of 40 cases."""

BOTH: Final = 2.2414
"""The quantile of the normal distribution with which the differences over two windows hold together in 95 of 100 cases
(Bonferroni): the one that separates is told."""

LEAST: Final = 8
"""Cases below which nothing is estimated."""


class Outcome(msgspec.Struct, frozen=True):
    """Disputes of one kind in ten years and a state before and after the cases of one window, and the change against
    that of states alike (`did`, None where there are none). `separates`: whether the interval of the change leaves 0
    out. `rates`: before and after of each case."""

    kind: str
    years: int
    cases: tuple[Pact, ...]
    rates: tuple[tuple[float, float], ...]
    change: Change
    did: Figure | None

    @property
    def separates(self) -> bool:
        """Whether history separates before and after."""
        return self.change.spread is not None and not self.change.spread[0] <= 0 <= self.change.spread[1]


def outcomes(
    record: Record, found: Comparable, kinds: Sequence[str] = KINDS, draws: int = DRAWS, seed: int = 1
) -> tuple[Outcome, ...]:
    """Before and after the cases, by window and kind, in the years before that of the pact compared (later ones were
    not known on its day); none without imported disputes or with fewer than eight cases.

    Raises DataError if an imported file cannot be read.
    """
    name = dataset()
    if name is None:
        return ()
    return tuple(o for years in WINDOWS for o in _window(record, found, years, name, kinds, draws, seed))


def _window(
    record: Record, found: Comparable, years: int, name: str, kinds: Sequence[str], draws: int, seed: int
) -> list[Outcome]:
    held = windows(record, found.cases, years, name, found.pact.year - 1)
    if len(held.cases) < LEAST:
        return []
    weights = resampled(len(held.cases), draws, seed)
    basis = _basis(name, held.cases, seed)
    made = []
    for place, kind in enumerate(KINDS):
        if kind in kinds:
            before, after = DECADE * held.before[:, place], DECADE * held.after[:, place]
            rates = tuple(zip(before.tolist(), after.tolist(), strict=True))
            sides = (_mean(before, weights, basis, years), _mean(after, weights, basis, years))
            spread = bounds(drawn_means(after - before, weights), len(held.cases), BOTH)
            change = Change(f"precedents_{kind}_{years}", *sides, spread=spread)
            did = _did(after - before - DECADE * held.control[:, place], weights, basis)
            made.append(Outcome(kind, years, held.cases, rates, change, did))
    return made


def _mean(values: Floats, weights: Floats, basis: tuple[Evidence, ...], years: int) -> Figure:
    low, high = bounds(drawn_means(values, weights), len(values))
    if not values.any():  # none was seen, nor in any draw: so many could have been (Poisson)
        high = NONE_SEEN * DECADE / (len(values) * years)
    return Figure("disputes_a_decade", (), float(values.mean()), "disputes_a_decade", basis, low, high)


def _did(values: Floats, weights: Floats, basis: tuple[Evidence, ...]) -> Figure | None:
    """The mean of the cases with a control; those without weigh nothing in a draw either."""
    import numpy as np

    known = ~np.isnan(values)
    if known.sum() < LEAST:
        return None
    among = weights[:, known]
    drawn = among @ values[known] / np.maximum(among.sum(axis=1), 1)
    low, high = bounds(drawn, int(known.sum()))
    return Figure("disputes_a_decade", (), float(values[known].mean()), "disputes_a_decade", basis, low, high)


def _basis(name: str, cases: Sequence[Pact], seed: int) -> tuple[Evidence, ...]:
    first, last = speaks(name)
    return (
        evidence(name, "dyadic", f"{first}-{last}"),
        Row("treaties", f"n = {len(cases)}, {cases[0].year}-{cases[-1].year}", "facts"),
        Estimate("precedents", VERSION, seed),
    )
