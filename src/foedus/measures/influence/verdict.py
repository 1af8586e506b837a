"""Whether one patron gains at another's expense: judged on each layer, before and after.

It holds only if (i) the share of the one rises; (ii) that of the other falls because its own tie weakens, or the
contest G moves to the one while the total is flat; (iii) each change exceeds its interval. Where the one gains and the
other keeps its tie it is addition, not substitution: shares of a growing total fall for all who stay. (iv) Where H
falls the client itself gains room, which is said beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from ...figure import Change
from ...system import System
from ..draws import Drawn, between, drawn, paired
from .contest import concentration, contest, dependence, known_layers, layer_share, sampled, share
from .ties import Ties, defence, ties

__all__ = ["Gain", "Outcome", "contest_change", "dependence_change", "gains", "share_change"]

Outcome = Literal[
    "substitution", "addition", "decline", "loss", "none", "within", "promised", "not_observed", "unknown"
]  # fmt: skip
"""`substitution`: the claim holds. `addition`: the one gains, the other keeps its tie. `decline`: the other loses, the
one does not gain. `loss`: the one loses. `within`: moves that do not exceed their interval. `promised`: it would once
all is in force. `not_observed`: the layer's data are not later than the event. `unknown`: nothing is known on a side.
"""

Interval = tuple[float, float]
Move = tuple[float, Interval | None]


class Gain(msgspec.Struct, frozen=True):
    """The outcome on a layer: how the shares of the two patrons move, with the interval of paired draws where the
    weights are uncertain; how the other's own weight moves; whether H falls, so that the client gains room; what a
    promise `would` be."""

    layer: str
    outcome: Outcome
    one: float | None = None
    other: float | None = None
    one_spread: Interval | None = None
    other_spread: Interval | None = None
    weight: float | None = None
    room: bool | None = None
    would: Outcome | None = None
    reason: str = ""


def gains(
    systems: tuple[System, System, System | None], client: str, one: str, other: str, draws: int = 100, seed: int = 1
) -> tuple[Gain, ...]:
    """The claim "one gains influence over the client at the other's expense", layer by layer.

    `systems`: before, after, and once all that is signed is in force, where that differs.
    """
    before, after, later = systems
    sides = [ties(s, client) for s in (before, after, later or after)]
    made = []
    for old, new, final in zip(*sides, strict=True):
        found = _gain(_Pair(old, new, before, after), one, other, draws, seed)
        if later is not None and found.outcome in {"none", "unknown"}:
            promise = _gain(_Pair(old, final, before, later), one, other, draws, seed)
            if promise.outcome not in {"none", "unknown", "not_observed"}:
                found = msgspec.structs.replace(promise, outcome="promised", would=promise.outcome)
        made.append(found)
    return tuple(made)


def share_change(
    systems: tuple[System, System, System | None], client: str, patron: str, draws: int = 100, seed: int = 1
) -> Change:
    """The share of a patron in the capability pledged to a client, with intervals from paired draws."""

    def perturbed(system: System, world: Drawn) -> Any:
        return _part(sampled(defence(system, client), world), patron, draws)

    return paired(f"share_defence:{patron}", systems, lambda s: layer_share(s, client, patron), perturbed, draws, seed)


def dependence_change(
    systems: tuple[System, System, System | None], client: str, patron: str, draws: int = 100, seed: int = 1
) -> Change:
    """The dependence of a client on a patron before and after, over the layers known on every day compared, with
    intervals from paired draws."""
    layers = known_layers([s for s in systems if s is not None], client)

    def perturbed(system: System, world: Drawn) -> Any:
        return _dependence(system, world, client, (patron,), layers)[0] if layers else None

    return paired(
        f"dependence:{patron}", systems, lambda s: dependence(s, client, patron, layers=layers), perturbed, draws, seed
    )


def contest_change(
    systems: tuple[System, System, System | None], client: str, one: str, other: str, draws: int = 100, seed: int = 1
) -> Change:
    """The contest of two patrons before and after, as `dependence_change`; no interval where the client depends on
    neither on one of the days."""
    layers = known_layers([s for s in systems if s is not None], client)

    def perturbed(system: System, world: Drawn) -> Any:
        if contest(system, client, one, other, layers=layers).value is None:
            return None
        first, second = _dependence(system, world, client, (one, other), layers)
        return first / (first + second)

    return paired(
        f"contest:{client}", systems, lambda s: contest(s, client, one, other, layers=layers), perturbed, draws, seed
    )


def _dependence(
    system: System, world: Drawn, client: str, patrons: tuple[str, ...], layers: frozenset[str]
) -> list[Any]:
    """The dependence on each patron in each draw."""
    held = [sampled(t, world) for t in ties(system, client) if t.layer in layers]
    return [sum(_part(weights, who, world.draws) for weights in held) / len(held) for who in patrons]


class _Pair(msgspec.Struct, frozen=True):
    """A layer of two systems."""

    old: Ties
    new: Ties
    before: System
    after: System


def _gain(pair: _Pair, one: str, other: str, draws: int, seed: int) -> Gain:
    old, new = pair.old, pair.new
    if new.yearly and pair.before.day.year == pair.after.day.year:
        known = new.known or old.known
        reason = "the data are those of the year of the event" if known else new.reason
        return Gain(new.layer, "not_observed" if known else "unknown", reason=reason)
    if not old.known and not new.known:
        return Gain(new.layer, "unknown", reason=new.reason)
    moves = {who: _moved(pair, who, draws, seed) for who in (one, other)}
    held = new.weights.get(other, 0.0) - old.weights.get(other, 0.0)
    h_old, h_new = concentration(old), concentration(new)
    room = None if h_old is None or h_new is None else h_new < h_old - 1e-12
    return Gain(
        new.layer,
        _outcome(moves[one], moves[other], held, _flat(pair)),
        moves[one][0],
        moves[other][0],
        moves[one][1],
        moves[other][1],
        held,
        room,
    )


def _moved(pair: _Pair, who: str, draws: int, seed: int) -> Move:
    """How far the share of a patron moves, and the interval of that."""
    move = (share(pair.new, who) or 0.0) - (share(pair.old, who) or 0.0)
    if pair.new.layer != "defence" or draws < 1:
        return move, None
    sides = ((pair.old, pair.before), (pair.new, pair.after))
    old, new = (_part(sampled(layer, drawn(system, draws, seed)), who, draws) for layer, system in sides)
    return move, between(new - old, move)


def _part(weights: Mapping[str, Any], who: str, draws: int) -> Any:
    """The share of a patron in each draw."""
    import numpy as np

    total = sum(weights.values(), np.zeros(draws))
    return weights.get(who, np.zeros(draws)) / np.where(total > 0, total, 1.0)


def _flat(pair: _Pair) -> bool:
    """Whether the total of the layer stays as it is, within one per cent."""
    return abs(pair.new.total - pair.old.total) <= 0.01 * max(pair.new.total, pair.old.total)


def _outcome(
    one: tuple[float, Interval | None], other: tuple[float, Interval | None], held: float, flat: bool
) -> Outcome:
    rises, falls = _beyond(one), _beyond(other) if held < -1e-12 or flat else 0
    if not rises and not falls:
        return "within" if abs(one[0]) > 1e-12 and one[1] is not None and one[1][0] < one[1][1] else "none"
    if rises > 0:
        return "substitution" if falls < 0 else "addition"
    return "loss" if rises < 0 and falls >= 0 else "decline" if falls < 0 else "none"


def _beyond(moved: Move) -> int:
    """Which way a move goes that exceeds its interval; 0 for none."""
    move, interval = moved
    if abs(move) <= 1e-12 or (interval is not None and interval[0] <= 0 <= interval[1]):
        return 0
    return 1 if move > 0 else -1
