"""What one new tie does: which third states it puts at ease, which it tears, and whether the whole is better balanced.

The whole hardly moves for one tie, so that the third states are the answer; the changes of the whole come with what
they would be if the ties were not known so well: the same drawn network without the tie and with it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from ...errors import DataError
from ...evidence import Estimate, Evidence
from ...figure import Figure
from ...network import Ints, SignedNetwork
from .paired import DROPPED, FLIPPED, Shift, Shifts, shifts

__all__ = ["RATES", "Third", "TieEffect", "figures", "rate", "shift_figures", "third_states", "tie_effect"]

RATES: Mapping[str, float] = {
    "friend_of_both": 0.75,
    "friend_of_one": 0.35,
    "enemy_of_both": 0.55,
    "": 0.52,
    "any": 0.48,
}
"""Of the new ties of states that had only such third states in common (none: ``""``; whatever they had: `any`), the
share that was positive: pairs without a tie in the networks of Doreian & Mrvar (2015), 1946-1999, that have one four
windows later; 2,724 ties, of which one can count up to four times. The sum over third states of the product of their
two ties ranks the signs with an area under the curve of .69. The enemy of my enemy is hardly likelier a friend."""


class Third(msgspec.Struct, frozen=True):
    """A third state tied to both: the signs of its ties, and whether the new tie tears it or leaves it at ease.

    `kind`: `friend_of_both`, `enemy_of_both` or `friend_of_one`; `weight`: what it counts, where weights are given."""

    state: str
    to_a: int
    to_b: int
    torn: bool
    weight: float | None = None

    @property
    def kind(self) -> str:
        """Whose friend it is."""
        if self.to_a != self.to_b:
            return "friend_of_one"
        return "friend_of_both" if self.to_a > 0 else "enemy_of_both"


class TieEffect(msgspec.Struct, frozen=True):
    """The effect of a tie between `a` and `b` with a sign, in the place of the one between them before (0: none).

    `triads`: the change of the census; `shifts`: that of the whole; `rate`: how often such pairs became friends."""

    a: str
    b: str
    sign: int
    was: int
    thirds: tuple[Third, ...]
    triads: tuple[int, int, int, int]
    shifts: Shifts

    @property
    def torn(self) -> tuple[Third, ...]:
        """The third states that the tie tears."""
        return tuple(third for third in self.thirds if third.torn)

    @property
    def at_ease(self) -> tuple[Third, ...]:
        """Those that it leaves at ease."""
        return tuple(third for third in self.thirds if not third.torn)

    @property
    def rate(self) -> float | None:
        """The share of positive ties among new ties of pairs with such third states; None for a mixture of kinds."""
        return rate(self.thirds)


def rate(thirds: tuple[Third, ...]) -> float | None:
    """The entry of RATES for third states of one kind, or for none; None for a mixture."""
    kinds = {third.kind for third in thirds} or {""}
    return RATES[kinds.pop()] if len(kinds) == 1 else None


def tie_effect(
    network: SignedNetwork,
    a: str,
    b: str,
    sign: int,
    weights: Mapping[str, float] | None = None,
    draws: int = 100,
    seed: int = 1,
) -> TieEffect:
    """What a new tie, or another sign on one that is there, does to third states and to the balance of the whole.

    `weights`: what each state counts (its share of capability, say). Exact but for the intervals, which come from
    paired draws. Raises DataError for a state tied to itself or a sign that is neither 1 nor -1.

    >>> from foedus.network import SignedNetwork
    >>> found = tie_effect(SignedNetwork.of("AB", "CC", (1, -1)), "A", "B", 1, draws=0)
    >>> found.torn[0].state, found.triads, found.shifts.frustration.change
    ('C', (0, 1, 0, 0), 1)
    """
    if sign not in (1, -1) or a == b:
        raise DataError(f"tie {a}-{b}: wanted two states, and a sign of 1 or -1")
    was, thirds = network.sign_of(a, b), third_states(network, a, b, sign, weights)
    later = network.with_tie(a, b, sign)
    here = SignedNetwork(later.labels, *_placed(network, later))
    return TieEffect(a, b, sign, was, thirds, _change(thirds, sign, was), shifts(here, later, draws, seed))


def _placed(network: SignedNetwork, later: SignedNetwork) -> tuple[Ints, Ints, Ints]:
    """The ties of a network, whose nodes stand first in the later one: a new state has none yet."""
    assert later.labels[: network.nodes] == network.labels
    return network.i, network.j, network.sign


def third_states(
    network: SignedNetwork, a: str, b: str, sign: int, weights: Mapping[str, float] | None = None
) -> tuple[Third, ...]:
    """The third states tied to both, and what a tie of this sign between the two does to each."""
    near_a, near_b = _neighbours(network, a), _neighbours(network, b)
    return tuple(
        Third(c, near_a[c], near_b[c], sign * near_a[c] * near_b[c] < 0, (weights or {}).get(c))
        for c in sorted(near_a.keys() & near_b.keys())
    )


def _neighbours(network: SignedNetwork, state: str) -> dict[str, int]:
    """The states tied to a state, with the sign."""
    if state not in network.labels:
        return {}
    place = network.labels.index(state)
    found = np.flatnonzero((network.i == place) | (network.j == place))
    others = network.i[found] + network.j[found] - place
    return {network.labels[o]: s for o, s in zip(others.tolist(), network.sign[found].tolist(), strict=True)}


def _change(thirds: tuple[Third, ...], sign: int, was: int) -> tuple[int, int, int, int]:
    """The change of the census: each third state makes a triangle, or turns the one that is there into another."""
    change = [0, 0, 0, 0]
    for third in thirds:
        foes = (third.to_a < 0) + (third.to_b < 0)
        change[foes + (sign < 0)] += 1
        if was:
            change[foes + (was < 0)] -= 1
    return change[0], change[1], change[2], change[3]


def figures(effect: TieEffect, basis: tuple[Evidence, ...]) -> tuple[Figure, ...]:
    """The changes of the whole as figures, with the ties as `basis` and the draws as an estimate beside them."""
    return shift_figures(effect.shifts, (effect.a, effect.b), basis)


def shift_figures(found: Shifts, about: tuple[str, ...], basis: tuple[Evidence, ...]) -> tuple[Figure, ...]:
    """The changes of degree of balance, walk balance and frustration index as figures with their intervals."""
    model = f"paired draws ({found.draws}; ties dropped {DROPPED:.0%}, signs turned {FLIPPED:.0%})"
    evidence = (*basis, Estimate(model, "1", found.seed)) if found.draws else basis
    rows: tuple[tuple[str, Shift, str], ...] = (
        ("balance_tri_change", found.balance, "share of triangles"),
        ("balance_walk_change", found.walks, "share of walks"),
        ("frustration_change", found.frustration, "ties"),
    )
    return tuple(Figure(n, about, s.change, unit, evidence, s.low, s.high, exact=s.why) for n, s, unit in rows)
