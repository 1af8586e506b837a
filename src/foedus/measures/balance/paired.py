"""Balance before and after, and how sure the difference is: the same drawn errors in both networks.

Ties are coded with errors. In each draw the ties that both networks have are left out (DROPPED) or turned (FLIPPED) in
the same way in both; the ties in which they differ are as said. The difference is then that of those ties alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from ...network import Ints, SignedNetwork
from .frustration import frustrated, frustration
from .triads import census
from .walks import walk_balance

__all__ = ["DROPPED", "FLIPPED", "Shift", "Shifts", "shifts"]

DROPPED, FLIPPED = 0.05, 0.02
"""Of each tie in a draw: the probability that it is left out, and that its sign is the other one."""

COVERED = (2.5, 97.5)
"""The percentiles of the changes over the draws between which the interval lies."""

SECONDS = 5.0  # of search for the frustration of one network

Flags = NDArray[np.bool_]
Pair = tuple[SignedNetwork, SignedNetwork]


class Shift(msgspec.Struct, frozen=True):
    """A measure of the whole before and after, and the interval of its change over the draws (COVERED); None where it
    is not known, and then `why`."""

    before: float | None
    after: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def change(self) -> float | None:
        """After minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


class Shifts(msgspec.Struct, frozen=True):
    """What becomes of the degree of balance, of walk balance and of the frustration index. `changes`: how many draws
    changed the index by how much; `unsettled`: draws whose index was not proven in time."""

    balance: Shift
    walks: Shift
    frustration: Shift
    changes: dict[int, int]
    unsettled: int
    draws: int
    seed: int


def shifts(before: SignedNetwork, after: SignedNetwork, draws: int = 100, seed: int = 1) -> Shifts:
    """The three measures of two networks, exact, and the intervals of their changes."""
    pairs = [(before, after), *_drawn(before, after, draws, seed)]
    found = [*_indices(pairs)]
    changes = [later - first for first, later in found[1:] if first is not None and later is not None]
    walks = [(walk_balance(one).value, walk_balance(other).value) for one, other in pairs]
    return Shifts(
        _shift([(census(one).balance, census(other).balance) for one, other in pairs], "no_triangles, before or after"),
        _shift(walks, walk_balance(after).note or walk_balance(before).note),
        _shift(found, "open: not proven in time"),
        dict(sorted(Counter(changes).items())),
        draws - len(changes),
        draws,
        seed,
    )


def _drawn(before: SignedNetwork, after: SignedNetwork, draws: int, seed: int) -> Iterator[Pair]:
    dice = np.random.default_rng(seed)
    kept_before, kept_after = _shared(before, after)
    for _ in range(draws):
        dropped, flipped = dice.random(len(kept_before)) < DROPPED, dice.random(len(kept_before)) < FLIPPED
        yield _disturbed(before, kept_before, dropped, flipped), _disturbed(after, kept_after, dropped, flipped)


def _shared(before: SignedNetwork, after: SignedNetwork) -> tuple[Ints, Ints]:
    """The places in either network of the ties that both have with one sign, in the same order."""
    place = {label: k for k, label in enumerate(dict.fromkeys((*before.labels, *after.labels)))}
    keys: list[Ints] = []
    for network in (before, after):
        number = np.array([place[label] for label in network.labels], dtype=np.int64)
        one, other = number[network.i], number[network.j]
        low, high = np.minimum(one, other), np.maximum(one, other)
        keys.append((low * len(place) + high) * 2 + (network.sign < 0))
    _, first, second = np.intersect1d(keys[0], keys[1], assume_unique=True, return_indices=True)
    return first, second


def _disturbed(network: SignedNetwork, shared: Ints, dropped: Flags, flipped: Flags) -> SignedNetwork:
    sign, keep = network.sign.copy(), np.ones(network.ties, dtype=bool)
    sign[shared[flipped]] *= -1
    keep[shared[dropped]] = False
    return SignedNetwork(network.labels, network.i[keep], network.j[keep], sign[keep])


def _indices(pairs: list[Pair]) -> Iterator[tuple[int | None, int | None]]:
    """The index before and after, for each pair; each search begins with the best partition of the one before it.

    Where ties are only added and the best partition found before keeps them all, no other can do better after, and the
    second search is spared.
    """
    near: tuple[int, ...] = ()
    for before, after in pairs:
        first = frustration(before, seconds=SECONDS, near=near)
        near = first.camps
        only_added = before.labels == after.labels and before.ties == len(_shared(before, after)[0])
        if first.index is not None and only_added and len(frustrated(after, near)) == first.index:
            yield first.index, first.index
        else:
            same = before.labels == after.labels
            yield first.index, frustration(after, seconds=SECONDS, near=near if same else ()).index


def _shift(found: list[tuple[float | None, float | None]] | list[tuple[int | None, int | None]], why: str) -> Shift:
    """The pair as given, which stands first, and the interval of the changes of the drawn ones."""
    changes = [after - before for before, after in found[1:] if before is not None and after is not None]
    low, high = np.percentile(changes, COVERED).tolist() if changes else (None, None)
    before, after = found[0]
    return Shift(before, after, low, high, why if before is None or after is None else "")
