"""Wars drawn many times over: who enters after whom, until each ends. Exact, fast, and the same on every machine.

Wars that stand alike, with the same states on the same sides, are weighed once; each then goes the way its random
number points to, and those that went the same way stand alike again. So the first steps, which are most of all steps,
cost next to nothing, and a step of a war that stands alone costs one row of weights.

Two questions (a treaty there, and gone) are drawn together: a step is proposed by the greater of its two weights, and
each of the two takes it with the chance that its own weight is of that (uniformisation: Jensen 1953). Each is drawn as
it would be alone, and they part only where the treaty parts them.

Random words are Philox's (Salmon et al. 2011), a stream for each block of wars and turn, and all sums have a fixed
order: the same seed draws the same wars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .weighing import Codes, Table, Terms, table_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Array = NDArray[Any]

__all__ = ["Drawn", "draw_both", "draw_wars"]

BLOCK: Final = 1 << 14
"""So many wars are drawn at a time, which holds memory down. Part of what a seed means."""

ROWS: Final = 128
"""So many standings are weighed at a time: what they take stays near the processor."""

PARTS: Final = 16
"""An option is looked for among groups of so many, then within its group."""

END: Final = -1
"""The option that a war ends."""


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


def draw_wars(terms: Terms, start: tuple[Whole, Whole], sets: Whole, seed: int) -> Drawn:
    """Wars that begin between `start` (attackers, states attacked; by place), one for each entry of `sets`, which says
    by which set of coefficients it goes on."""
    (found,) = _drawn((terms,), start, sets, seed)
    return found


def draw_both(terms: tuple[Terms, Terms], start: tuple[Whole, Whole], sets: Whole, seed: int) -> tuple[Drawn, Drawn]:
    """The same for two questions about the same states, drawn together."""
    one, other = _drawn(terms, start, sets, seed)
    return one, other


def _drawn(questions: Sequence[Terms], start: tuple[Whole, Whole], sets: Whole, seed: int) -> Iterator[Drawn]:
    import numpy as np

    tables = tuple(table_of(terms) for terms in questions)
    entries: list[list[tuple[Whole, Whole, Whole]]] = [[] for _ in tables]
    for number, first in enumerate(range(0, len(sets), BLOCK)):
        for question, draw, option, order in _block(tables, start, sets[first : first + BLOCK], (seed, number)):
            entries[question].append((draw + first, option, order))
    none = np.zeros(0, dtype=np.int64)
    for found, table in zip(entries, tables, strict=True):
        draw, option, order = (np.concatenate([none, *(e[n] for e in found)]) for n in range(3))
        kept = np.lexsort((order, draw))
        side, state = np.divmod(option[kept], table.states)
        yield Drawn(draw[kept], state, side, order[kept], sets, np.bincount(draw, minlength=len(sets)))


@dataclass(frozen=True, eq=False)
class _War:
    """How wars stand in one question, a row for each standing: codes of ties, how many joined, if it goes on."""

    plain: Array
    sided: Array
    joined: Whole
    lives: Flags


def _block(
    tables: Sequence[Table], start: tuple[Whole, Whole], sets: Whole, stream: tuple[int, int]
) -> Iterator[tuple[int, Whole, Whole, Whole]]:
    """Of each turn and question: which draws went on, by which option, how many had joined before."""
    import numpy as np

    kinds, node = np.unique(sets, return_inverse=True)
    going = np.argsort(node, kind="stable")
    node = node[going]
    wars: tuple[_War, ...] = tuple(_first(table, start, len(kinds)) for table in tables)
    turn = 0
    while len(going):
        chance, accept = _random(stream, turn, len(sets), going)
        option, taken = _steps(tables, wars, kinds, node, chance, accept)
        for question, (war, takes) in enumerate(zip(wars, taken, strict=True)):
            enters = takes & (option != END)
            yield question, going[enters], option[enters], war.joined[node[enters]]
        wars, kinds, node, kept = _next(tables, wars, kinds, node, option, taken)
        going = going[kept]
        turn += 1


def _random(stream: tuple[int, int], turn: int, size: int, going: Whole) -> tuple[Numbers, Numbers]:
    """Two numbers from 0 to below 1 for each war that goes on: those of its own place in the turn's words."""
    import numpy as np

    seed, block = stream
    words = np.random.Philox(key=seed, counter=[0, turn, block, 0]).random_raw(size)[going]
    high, low = (words >> np.uint64(32)).astype(float), (words & np.uint64(0xFFFFFFFF)).astype(float)
    return high * 2.0**-32, low * 2.0**-32


def _first(table: Table, start: tuple[Whole, Whole], rows: int) -> _War:
    """The first day, `rows` times."""
    import numpy as np

    codes = [np.zeros((1, c.reach.shape[1]), dtype=c.reach.dtype) for c in (table.plain, table.sided)]
    one, two = start
    for option in (*one.tolist(), *(two + table.states).tolist()):
        for kind, row in zip((table.plain, table.sided), codes, strict=True):
            _enter(kind, row, np.array([option]))
    plain, sided = (np.repeat(row, rows, axis=0) for row in codes)
    return _War(plain, sided, np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool))


def _enter(codes: Codes, rows: Array, option: Whole) -> None:
    """Sets the bits that entries bring, in place: of a tie that counts several times, the lowest bit that is free."""
    offered = codes.reach[option]
    offered &= (rows << 1) | codes.lowest
    rows |= offered


def _entered(codes: Codes, old: Array, parent: Whole, option: Whole) -> Array:
    """The codes of standings that come from others by an entry, or, where by none, stay as they were."""
    import numpy as np

    new = np.empty((len(parent), old.shape[1]), dtype=old.dtype)
    for first in range(0, len(parent), ROWS):
        rows = slice(first, first + ROWS)
        np.take(old, parent[rows], axis=0, out=new[rows], mode="clip")
        _enter(codes, new[rows], option[rows])
    return new


def _steps(
    tables: Sequence[Table], wars: Sequence[_War], kinds: Whole, node: Whole, chance: Numbers, accept: Numbers
) -> tuple[Whole, tuple[Flags, ...]]:
    """The option that each draw goes, and in which questions it does. Draws stand in the order of their nodes."""
    import numpy as np

    ends = [table.end[kinds, war.joined] * war.lives for table, war in zip(tables, wars, strict=True)]
    option = np.empty(len(node), dtype=np.int64)
    taken = tuple(np.ones(len(node), dtype=bool) for _ in tables)
    width = -(-2 * tables[0].states // PARTS) * PARTS
    room = np.zeros((len(tables), ROWS, width), dtype=np.float32)
    bounds = np.searchsorted(node, np.arange(0, len(kinds) + ROWS, ROWS))
    for number, first in enumerate(range(0, len(kinds), ROWS)):
        rows, mine = slice(first, first + ROWS), slice(bounds[number], bounds[number + 1])
        at, end = node[mine] - first, [e[rows] for e in ends]
        weights = _weighed(tables, wars, kinds, rows, room)
        if len(tables) == 1:
            option[mine] = _pointed(weights[0], end[0], at, chance[mine])
            continue
        most, last = np.maximum(*weights), np.maximum(*end)
        option[mine] = chosen = _pointed(most, last, at, chance[mine])
        over = chosen == END
        bound = np.where(over, last[at], most[at, chosen]) * accept[mine]
        for takes, weight, ending in zip(taken, weights, end, strict=True):
            takes[mine] = bound < np.where(over, ending[at], weight[at, chosen])
    return option, taken


def _weighed(tables: Sequence[Table], wars: Sequence[_War], kinds: Whole, rows: slice, room: Array) -> list[Array]:
    """The weights of options in each question; none where it is over."""
    weights = []
    for table, war, space in zip(tables, wars, room, strict=True):
        lives = war.lives[rows]
        out = space[: len(lives)]
        table.weights(kinds[rows], war.plain[rows], war.sided[rows], out)
        if len(tables) > 1:
            out[~lives] = 0
        weights.append(out)
    return weights


def _pointed(weights: Array, end: Numbers, at: Whole, chance: Numbers) -> Whole:
    """The option that a number from 0 to 1 points to, among the end and the options laid side by side. Options are
    grouped by their remainder; `at`: the row of each number. Sums are single precision in a fixed order; what they
    round away never points to an option without weight."""
    import numpy as np

    size = weights.shape[1] // PARTS
    groups = weights
    while groups.shape[1] > size:
        half = groups.shape[1] // 2
        groups = groups[:, :half] + groups[:, half:]
    sums = np.cumsum(groups, axis=1)[at]
    target = chance * (end[at] + sums[:, -1])
    over = target < end[at]
    group, rest = _among(sums, (target - end[at]).astype(np.float32))
    places = (at * weights.shape[1] + group)[:, None] + np.arange(0, weights.shape[1], size)
    part, _ = _among(np.cumsum(weights.ravel().take(places, mode="clip"), axis=1), rest)
    return np.where(over, END, part * size + group)


def _among(sums: Array, rest: Array) -> tuple[Whole, Array]:
    """The first place whose running sum lies above a number, and what of the number is left there."""
    import numpy as np

    rest = np.minimum(rest, np.nextafter(sums[:, -1], np.float32(0)))
    place = (sums > rest[:, None]).argmax(axis=1)
    rest -= np.where(place > 0, sums[np.arange(len(sums)), place - 1], 0)
    return place, rest


def _next(
    tables: Sequence[Table], wars: Sequence[_War], kinds: Whole, node: Whole, option: Whole, taken: Sequence[Flags]
) -> tuple[tuple[_War, ...], Whole, Whole, Whole]:
    """After a step: how the wars stand, the set of each standing, the standing of each draw that goes on, and which
    draws do. Draws stay in the order of their standings."""
    import numpy as np

    entered = option != END
    moves = []
    for table, war, takes in zip(tables, wars, taken, strict=True):
        joined = war.joined[node] + (takes & entered)
        moves.append((joined, war.lives[node] & (entered | ~takes) & (joined < table.end.shape[1] - 1)))
    kept = np.flatnonzero(np.logical_or.reduce([lives for _, lives in moves]))
    key = node[kept] * (2 * tables[0].states + 1) + option[kept] + 1
    for takes in taken[1:]:
        key = key * 4 + 2 * taken[0][kept] + takes[kept]
    _, one, place = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(place, kind="stable")
    told = kept[one]
    after = []
    for table, war, takes, (joined, lives) in zip(tables, wars, taken, moves, strict=True):
        moved = np.where(takes & entered, option, table.plain.nobody)[told]
        plain = _entered(table.plain, war.plain, node[told], moved)
        after.append(_War(plain, _entered(table.sided, war.sided, node[told], moved), joined[told], lives[told]))
    return tuple(after), kinds[node[told]], place[order], kept[order]
