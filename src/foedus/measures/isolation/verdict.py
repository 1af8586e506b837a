"""Whether a state leaves isolation: judged on each layer, never on all together.

The claim holds on a layer only if, after the event is in force, the value crosses the 25th percentile of the system
or leaves the lowest decile of the state's own last ten years. Signed is not in force.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from .layer import HISTORY, Layer

__all__ = ["DECILE", "QUARTER", "Outcome", "Verdict", "eased", "judge"]

QUARTER, DECILE = 0.25, 0.10

Outcome = Literal["leaves", "less", "same", "more", "within", "promised", "unknown"]
"""`leaves`: the claim holds. `less`, `more`: less or more isolated, without leaving or entering. `within`: a move that
does not exceed its interval. `promised`: nothing moved yet, and would once all is in force."""


class Verdict(msgspec.Struct, frozen=True):
    """The outcome on a layer. `crossed`: whether the 25th percentile of the system is crossed; `left`: whether the
    lowest decile of the state's own ten years is left; each None where the rank is not known. Of a promise they say
    what would be."""

    layer: str
    outcome: Outcome
    crossed: bool | None = None
    left: bool | None = None
    reason: str = ""


def judge(
    before: Layer, after: Layer, later: Layer | None = None, spread: tuple[float, float] | None = None
) -> Verdict:
    """The claim "leaves isolation" on one layer. `later`: the layer once all that is signed is in force, where that
    differs; `spread`: the interval of the last difference."""
    if later is not None and _move(before, after) == 0 and _move(before, later):
        promise = judge(before, later, None, spread)
        return promise if promise.outcome == "within" else msgspec.structs.replace(promise, outcome="promised")
    move = _move(before, after)
    if move is None:
        return Verdict(before.name, "unknown", reason=(before if before.figure.value is None else after).figure.exact)
    crossed, left = _crossed(before, after), _left(before, after)
    if move and spread is not None and spread[0] <= 0 <= spread[1]:
        return Verdict(before.name, "within", False, False)
    if move > 0:
        return Verdict(before.name, "leaves" if crossed or left else "less", crossed, left)
    return Verdict(before.name, "more" if move < 0 else "same", crossed, left)


def eased(layer: Layer, rank: float | None) -> float | None:
    """A rank with 0 for the most isolated: where many of it isolate, the rank is turned round."""
    return rank if rank is None or layer.isolating == "low" else 1 - rank


def _move(before: Layer, after: Layer) -> float | None:
    """How far the value moves towards less isolation."""
    old, new = before.figure.value, after.figure.value
    if old is None or new is None:
        return None
    move = new - old if before.isolating == "low" else old - new
    return move if abs(move) > 1e-12 else 0.0


def _crossed(before: Layer, after: Layer) -> bool | None:
    old, new = eased(before, before.percentile), eased(after, after.percentile)
    return None if old is None or new is None else old < QUARTER <= new


def _left(before: Layer, after: Layer) -> bool | None:
    old, new = eased(before, before.position), eased(after, after.position)
    if old is None or new is None or min(before.past, after.past) < HISTORY:
        return None
    return old <= DECILE < new
