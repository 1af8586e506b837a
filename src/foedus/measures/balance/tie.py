"""What one new tie does: which third states it puts at ease, which it tears, and whether the whole is better balanced.

The whole hardly moves for one tie, so that the third states are the answer; the changes of the whole come with what
they would be if the ties were not known so well: the same drawn network without the tie and with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np

from ...errors import DataError
from ...evidence import Estimate, Evidence
from ...figure import Figure
from ...network import SignedNetwork
from .frustration import frustration
from .triads import Triads, census
from .walks import walk_balance

__all__ = ["DROPPED", "FLIPPED", "RATES", "Shift", "Third", "TieEffect", "figures", "rate", "tie_effect"]

DROPPED, FLIPPED = 0.05, 0.02
"""Of each tie in a draw: the probability that it is left out, and that its sign is the other one."""

SECONDS = 5.0  # of search for the frustration of one drawn network
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


class Shift(msgspec.Struct, frozen=True):
    """A measure of the whole before and after, and the 2.5th and 97.5th percentile of its change over the draws; None
    where it is not known, and then `why`."""

    before: float | None
    after: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def change(self) -> float | None:
        """After minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


class TieEffect(msgspec.Struct, frozen=True):
    """The effect of a tie between `a` and `b` with a sign, in the place of the one between them before (0: none).

    `triads`: the change of the census; `frustration_changes`: how many draws changed the frustration index by how much
    (`unsettled`: draws whose index was not proven in time); `rate`: how often such pairs became friends, see RATES.
    """

    a: str
    b: str
    sign: int
    was: int
    thirds: tuple[Third, ...]
    triads: tuple[int, int, int, int]
    balance: Shift
    walks: Shift
    frustration: Shift
    frustration_changes: dict[int, int]
    unsettled: int
    draws: int
    seed: int

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

    `weights`: what each state counts (its share of capability, say). In each draw ties are left out (DROPPED) and signs
    turned (FLIPPED) in the same way before and after; the tie itself is as said. Exact but for the intervals. Raises
    DataError for a state tied to itself or a sign that is neither 1 nor -1.

    >>> from foedus.network import SignedNetwork
    >>> found = tie_effect(SignedNetwork.of("AB", "CC", (1, -1)), "A", "B", 1, draws=0)
    >>> found.torn[0].state, found.triads, found.frustration.change
    ('C', (0, 1, 0, 0), 1.0)
    """
    if sign not in (1, -1) or a == b:
        raise DataError(f"tie {a}-{b}: wanted two states, and a sign of 1 or -1")
    was, thirds = network.sign_of(a, b), _thirds(network, a, b, sign, weights)
    rest = network.without_tie(a, b)
    drawn = _Drawn(rest, (a, b, sign, was), draws, seed)
    return TieEffect(
        a, b, sign, was, thirds, _change(thirds, sign, was), drawn.balance(), drawn.walks(), *drawn.frustration(),
        draws=draws, seed=seed,
    )  # fmt: skip


def _thirds(
    network: SignedNetwork, a: str, b: str, sign: int, weights: Mapping[str, float] | None
) -> tuple[Third, ...]:
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


class _Drawn:
    """The network without the tie, as given and as drawn; what the tie does in each of them."""

    def __init__(self, rest: SignedNetwork, tie: tuple[str, str, int, int], draws: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        self.tie = tie
        self.rests = [rest, *(_perturbed(rest, dice) for _ in range(draws))]
        self.pairs = [(self._before(one), one.with_tie(*tie[:3])) for one in self.rests]

    def _before(self, rest: SignedNetwork) -> SignedNetwork:
        a, b, _, was = self.tie
        return rest.with_tie(a, b, was) if was else rest

    def balance(self) -> Shift:
        a, b, sign, was = self.tie
        found = []
        for rest in self.rests:
            counted, thirds = census(rest), _thirds(rest, a, b, sign, None)
            before = _plus(counted, _change(thirds, was, 0)) if was else counted
            found.append((before.balance, _plus(counted, _change(thirds, sign, 0)).balance))
        return _shift(found, "no_triangles, before or after")

    def walks(self) -> Shift:
        found = [(walk_balance(before).value, walk_balance(after).value) for before, after in self.pairs]
        return _shift(found, walk_balance(self.pairs[0][1]).note)

    def frustration(self) -> tuple[Shift, dict[int, int], int]:
        found = [self._indices(*pair) for pair in self.pairs]
        changes = [after - before for before, after in found[1:] if before is not None and after is not None]
        tally = dict(sorted(Counter(changes).items()))
        return _shift(found, "open: not proven in time"), tally, len(found) - 1 - len(changes)

    def _indices(self, before: SignedNetwork, after: SignedNetwork) -> tuple[int | None, int | None]:
        """The index before and after. Where the best partition found before keeps the new tie, no other can do better
        after, and the second search is spared."""
        a, b, sign, was = self.tie
        first = frustration(before, seconds=SECONDS)
        if not was and first.index is not None and a in before.labels and b in before.labels:
            one, other = (first.camps[before.labels.index(state)] for state in (a, b))
            if one == sign * other:
                return first.index, first.index
        return first.index, frustration(after, seconds=SECONDS).index


def _perturbed(network: SignedNetwork, dice: np.random.Generator) -> SignedNetwork:
    kept = dice.random(network.ties) >= DROPPED
    sign = np.where(dice.random(network.ties) < FLIPPED, -network.sign, network.sign)
    return SignedNetwork(network.labels, network.i[kept], network.j[kept], sign[kept])


def _plus(triads: Triads, change: tuple[int, int, int, int]) -> Triads:
    return Triads(*(n + c for n, c in zip(msgspec.structs.astuple(triads), change, strict=True)))


def _shift(found: list[tuple[float | None, float | None]] | list[tuple[int | None, int | None]], why: str) -> Shift:
    """The pair as given, which stands first, and the interval of the changes of the drawn ones."""
    changes = [after - before for before, after in found[1:] if before is not None and after is not None]
    low, high = np.percentile(changes, (2.5, 97.5)).tolist() if changes else (None, None)
    before, after = found[0]
    return Shift(before, after, low, high, why if before is None or after is None else "")


def figures(effect: TieEffect, basis: tuple[Evidence, ...]) -> tuple[Figure, ...]:
    """The changes of the whole as figures, with the ties as `basis` and the draws as an estimate beside them."""
    model = f"paired draws ({effect.draws}; ties dropped {DROPPED:.0%}, signs turned {FLIPPED:.0%})"
    evidence = (*basis, Estimate(model, "1", effect.seed))
    rows = (
        ("balance_tri_change", effect.balance, "share of triangles"),
        ("balance_walk_change", effect.walks, "share of walks"),
        ("frustration_change", effect.frustration, "ties"),
    )
    return tuple(
        Figure(name, (effect.a, effect.b), s.change, unit, evidence, s.low, s.high, exact=s.why)
        for name, s, unit in rows
    )
