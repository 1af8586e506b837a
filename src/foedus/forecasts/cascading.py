"""Wars drawn many times over: who enters after whom, until each ends. Exact, fast, and the same on every machine.

Every war that is drawn is asked again and again: does it end, or does this state enter on this side? The state is
proposed by the most that it could ever weigh, and enters with the chance that it weighs as much now (rejection; von
Neumann 1951): so only the state proposed has to be looked at. Whose ties reach whom are bits, 64 states a word.
All decisions compare whole numbers: utilities are rounded to 1/1024, the exponential is a table of whole numbers, and
the random words are Philox's (Salmon et al. 2011), one block a round, so that the same seed draws the same wars, and
two questions answered with one seed differ by what differs between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from .entering import FEATURES, NEAR, TIES, Field, level
from .joining import CROWD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Words = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

__all__ = ["Drawn", "Terms", "draw_wars", "terms_of"]

UNIT = 1024
"""Parts of a unit of utility: what is smaller does not count."""

DEEP = 22 * UNIT
"""Below this a weight is nothing."""

ROUNDS = 100_000
"""More rounds than any war needs: a guard against tables that make no sense."""

SIDES = {"own": 0, "other": 1, "any": 2}


@dataclass(frozen=True, eq=False)
class Terms:
    """The model on a field, in whole numbers of 1/1024; sets of coefficients stand as rows.

    `still`: sets x states; `met`: sets x ties x count, what a tie adds at each count; `end`: sets x joiners, the
    utility of the end. `ties`: states x ties x words of 64 states; `most`: sets x states, the most that a state can
    come to weigh, whoever fights."""

    still: Whole
    met: Whole
    end: Whole
    ties: Words
    most: Whole


@dataclass(frozen=True, eq=False)
class Drawn:
    """Who entered: of each entry the draw, the state's place, the side (0 or 1), the number of joiners before it.
    `sets`: the set of coefficients of each draw; `sizes`: how many joined in each."""

    draw: Whole
    state: Whole
    side: Whole
    order: Whole
    sets: Whole
    sizes: Whole


def terms_of(
    field: Field, enter: Numbers, end: Numbers, crowd: Numbers, names: tuple[str, ...], start: tuple[Whole, Whole]
) -> Terms:
    """The model on a field of states, for a war that begins between `start`. `enter`: sets x names, the coefficients
    of the features named; `end`: sets x joiners, the utility of the end; `crowd`: what the logarithm of how many could
    enter, in hundreds, adds to it."""
    import numpy as np

    whole = np.zeros((len(enter), len(FEATURES)))
    whole[:, [FEATURES.index(name) for name in names]] = enter
    known = len(TIES) - len(NEAR)
    by_tie = np.concatenate([whole[:, :known], np.repeat(whole[:, known : known + 1], len(NEAR), axis=1)], axis=1)
    deepest = max(most for _, _, most, _ in TIES)
    met = _rounded(by_tie[:, :, None] * level(np.arange(deepest + 1)))
    still = _rounded(whole[:, known + 1 :] @ field.still.T)
    left = np.maximum(2 * (len(field) - sum(map(len, start)) - np.arange(end.shape[1])), 1)
    packed = np.ascontiguousarray(_packed(field.ties).transpose(1, 0, 2))
    return Terms(still, met, _rounded(end + crowd[:, None] * np.log(left / CROWD)), packed, _most(field, met, still))


def _rounded(values: Numbers) -> Whole:
    import numpy as np

    made: Whole = np.rint(values * UNIT).astype(np.int64)
    return made


def _most(field: Field, met: Whole, still: Whole) -> Whole:
    """What a state weighs when every tie that helps has come about, and none that hinders."""
    import numpy as np

    total = still.copy()
    for n, (_, _, most, _) in enumerate(TIES):
        reach = np.minimum(field.ties[n].sum(axis=1), most)
        total += np.maximum.accumulate(met[:, n, :], axis=1)[:, reach]
    return total


def _packed(ties: Flags) -> Words:
    """Rows of yes and no as words of 64."""
    import numpy as np

    states = ties.shape[-1]
    padded = np.zeros((*ties.shape[:-1], -(-states // 64) * 64), dtype=bool)
    padded[..., :states] = ties
    packed = np.packbits(padded, axis=-1, bitorder="little")
    return packed.view("<u8").astype(np.uint64)


def draw_wars(terms: Terms, start: tuple[Whole, Whole], sets: Whole, seed: int, most: Whole | None = None) -> Drawn:
    """Wars that begin between `start` (attackers, states attacked; by place), one for each entry of `sets`, which says
    by which set of coefficients it goes on. `most`: bounds shared with another question of the same seed."""
    import numpy as np

    tables = _tables(terms, terms.most if most is None else np.maximum(most, terms.most))
    words = terms.ties.shape[-1]
    size, last = len(sets), terms.end.shape[1] - 1
    fighting = np.zeros((size, 2, words), dtype=np.uint64)
    for number, states in enumerate(start):
        for first in states.tolist():
            fighting[:, number, first // 64] |= np.uint64(1 << first % 64)
    joined = np.zeros(size, dtype=np.int64)
    going: Whole = np.arange(size)
    entries: list[tuple[Whole, Whole, Whole, Whole]] = []
    for turn in range(ROUNDS):
        if not len(going):
            break
        chance, accept = _random(seed, turn, size, going)
        state, side = _proposed(tables, sets[going], joined[going], chance)
        kept = np.flatnonzero(state >= 0)
        kept = kept[joined[going[kept]] < last]
        going, state, side, accept = going[kept], state[kept], side[kept], accept[kept]
        fresh = np.flatnonzero(~_in(fighting[going], state))
        weight = _weight(terms, tables, sets[going[fresh]], state[fresh], side[fresh], fighting[going[fresh]])
        fits = fresh[accept[fresh] < weight]
        new, who, where = going[fits], state[fits], side[fits]
        fighting[new, where, who // 64] |= np.uint64(1) << (who % 64).astype(np.uint64)
        entries.append((new, who, where, joined[new]))
        joined[new] += 1
    none = np.zeros(0, dtype=np.int64)
    draw, who, where, order = (np.concatenate([none, *(e[n] for e in entries)]) for n in range(4))
    by_draw = np.lexsort((order, draw))
    return Drawn(draw[by_draw], who[by_draw], where[by_draw], order[by_draw], sets, np.bincount(draw, minlength=size))


@dataclass(frozen=True, eq=False)
class _Tables:
    """Weights as whole numbers: `ladder` the running sum of the bounds of states (side 0, then side 1) by set, laid
    end to end; `total` their sum by set; `end` that of the end by set and joiners; `most` the bounds' utilities."""

    ladder: Words
    total: Words
    end: Words
    most: Whole


def _tables(terms: Terms, most: Whole) -> _Tables:
    import numpy as np

    top = np.maximum(most.max(axis=1), terms.end.max(axis=1))
    scale = np.uint64(9 + max(0, int(most.shape[1]) // 256).bit_length())  # sums stay below 2**32
    states = _power(top[:, None] - most) >> scale
    both = np.concatenate([states, states], axis=1)
    running = np.cumsum(both, axis=1, dtype=np.uint64)
    shift = np.arange(len(most), dtype=np.uint64)[:, None] << np.uint64(40)
    return _Tables((running + shift).ravel(), running[:, -1], _power(top[:, None] - terms.end) >> scale, most)


def _proposed(tables: _Tables, sets: Whole, joined: Whole, chance: Words) -> tuple[Whole, Whole]:
    """The state proposed to each war, and the side; -1 where the war ends."""
    import numpy as np

    end = tables.end[sets, joined]
    drawn = (chance * (tables.total[sets] + end)) >> np.uint64(32)
    over = drawn < end
    wanted = np.where(over, np.uint64(0), drawn - end)
    at = np.searchsorted(tables.ladder, wanted + (sets.astype(np.uint64) << np.uint64(40)), "right")
    states = tables.most.shape[1]
    place = np.minimum(at - sets * 2 * states, 2 * states - 1)
    return np.where(over, -1, place % states), place // states


def _weight(terms: Terms, tables: _Tables, sets: Whole, state: Whole, side: Whole, fighting: Words) -> Words:
    """What the state weighs now, as a share of the most it could, in 1/2**32."""
    import numpy as np

    rows = np.arange(len(state))
    own, other = fighting[rows, side], fighting[rows, 1 - side]
    there = np.stack([own, other, own | other], axis=1)
    met = terms.ties[state] & there[:, [SIDES[where] for _, where, _, _ in TIES]]
    some: Flags = np.any(met, axis=2)
    utility = terms.still[sets, state]
    for n, (_, _, most, _) in enumerate(TIES):
        count = some[:, n].astype(np.int64) if most == 1 else np.minimum(_ones(met[:, n]), most)
        utility = utility + terms.met[sets, n, count]
    return _power(tables.most[sets, state] - utility)


def _ones(words: Words) -> Whole:
    """How many bits are set in each row."""
    import numpy as np

    made: Whole = _bits()[np.ascontiguousarray(words).view(np.uint16)].sum(axis=1, dtype=np.int64)
    return made


@lru_cache(maxsize=1)
def _bits() -> NDArray[np.uint8]:
    import numpy as np

    bits = np.unpackbits(np.arange(2**16, dtype="<u2").view(np.uint8)).reshape(-1, 16)
    made: NDArray[np.uint8] = bits.sum(axis=1, dtype=np.uint8)
    return made


def _in(words: Words, state: Whole) -> Flags:
    import numpy as np

    rows, at = np.arange(len(state)), state // 64
    word = words[rows, 0, at] | words[rows, 1, at]
    made: Flags = (word >> (state % 64).astype(np.uint64)) & np.uint64(1) == 1
    return made


def _random(seed: int, turn: int, size: int, going: Whole) -> tuple[Words, Words]:
    """Two numbers of 32 bits for each war that goes on: those of its own place in the turn's block."""
    import numpy as np

    words = np.random.Philox(key=seed, counter=[0, turn, 0, 0]).random_raw(size)[going]
    return words >> np.uint64(32), words & np.uint64(0xFFFFFFFF)


def _power(depth: Whole) -> Words:
    """The exponential of minus a depth in 1/1024, in 1/2**32; nothing below `DEEP`."""
    import numpy as np

    made: Words = _exponential()[np.minimum(depth, DEEP)]
    return made


@lru_cache(maxsize=1)
def _exponential() -> Words:
    """By repeated multiplication of whole numbers of 160 bits, so that no machine's exponential matters."""
    import numpy as np

    with localcontext() as exact:
        exact.prec = 60
        factor = int((Decimal(-1) / UNIT).exp() * (1 << 160))
    value, found = 1 << 160, []
    for _ in range(DEEP):
        found.append(value >> 128)
        value = (value * factor) >> 160
    return np.array([*found, 0], dtype=np.uint64)


def end_utilities(by_class: Numbers, grows: Numbers, counts: tuple[int, ...], most: int) -> Numbers:
    """The utility of the end by set and number of joiners: a constant by class, and what grows with the number."""
    import numpy as np

    joined = np.arange(most + 1)
    place = np.searchsorted(counts, joined, "right") - 1
    made: Numbers = by_class[:, place] + grows[:, None] * np.array([log(1 + n) for n in range(most + 1)])
    return made
