"""The cascade of a war: given an attack, who would join which side, how far it would spread, what stands behind each.

A Monte Carlo over the joining model, which wars since 1823 have taught: pledges, nearness, strength and, where they
are known, disputes decide who comes; how many have come decides whether another does. What history says of wars is not
what law says of duties: each entry tells whether a duty brings the state in (`measures.casus`), a pledge to a state
that attacks, which binds to nothing, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from ...errors import UsageError
from ...evidence import Clause, Evidence
from ...figure import Figure
from ...measures.attack import Question
from ...system import System
from .cascading import Drawn, draw_both, draw_wars
from .model import Coefficients, Joining, Known, estimate_of, joining
from .situation import Situation, situation
from .sizes import utilities
from .weighing import Terms, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["COVERED", "Cascade", "Entrant", "Move", "Path", "Shift", "cascade", "difference"]

COVERED = 0.90
"""What intervals cover, of the sampling of coefficients: from the 5th to the 95th percentile."""

NORMAL = 1.645
"""So many standard deviations either way hold as much of the normal distribution."""

KEPT = 0.7
"""Of what sets of coefficients differ by, so much is kept at the least: below that, noise and difference cannot be told
apart, and too wide is better than too narrow."""

SHOWN = 0.001
"""A state that joins in fewer of the wars drawn is counted and not listed."""

AGAIN = 25_000
"""So many wars at the most are drawn by the coefficients drawn again: the noise of fewer is taken off."""

LIMIT = 10_000_000
"""More draws than anybody needs, and than memory has room for."""

SIDES = ("attacker", "target")

SHARE = "share of wars"
"""The unit of chances."""

Kind = Literal["duty", "pledge", "none"]


class Path(msgspec.Struct, frozen=True):
    """What brings a state in: a `duty` that the attack triggers (towards whom, by which treaties), a `pledge` that it
    does not trigger (to an attacker, or to a state that came of its own), or `none`; the share of its entries that
    came so."""

    kind: Kind
    towards: str
    treaties: tuple[str, ...]
    share: float


class Entrant(msgspec.Struct, frozen=True):
    """A state that may join a side: in which share of the wars, and by which ways, the commonest first."""

    state: str
    side: str
    chance: Figure
    noise: float
    paths: tuple[Path, ...]


class Cascade(msgspec.Struct, frozen=True):
    """What follows an attack. `known`: what is known of quarrels, `until` the last year of the disputes used; `alone`:
    that no one joins; `size`: how many do on average; `spread`: the variance; `sizes`: the share of wars with 0, 1...
    joiners; `behind`: the share of the world's means that fights on each side in the end (median, with the middle of
    the wars drawn as interval), `first` when it begins."""

    question: Question
    draws: int
    seed: int
    known: Known
    until: int | None
    alone: Figure
    size: Figure
    spread: float
    sizes: tuple[float, ...]
    first: tuple[float, float]
    behind: tuple[Figure, Figure]
    entrants: tuple[Entrant, ...]
    bound: tuple[str, ...]
    notes: tuple[str, ...]


class Move(msgspec.Struct, frozen=True):
    """A difference between two questions answered with the same random numbers: `noise` what the draws leave open
    (90 % interval), `parameters` what the coefficients leave open."""

    before: float
    after: float
    difference: float
    noise: tuple[float, float]
    parameters: tuple[float, float]


class Shift(msgspec.Struct, frozen=True):
    """What treaties with and without change: the chance that none joins, how many do, each state's chance by side."""

    alone: Move
    size: Move
    states: tuple[tuple[str, str, Move], ...]


@dataclass(frozen=True, eq=False)
class _Run:
    """Wars drawn from a situation. `chances`: sets x sides x states, who joined, set 0 the estimate."""

    situation: Situation
    start: tuple[Whole, Whole]
    drawn: Drawn
    chances: Numbers
    alone: Numbers
    size: Numbers
    per_set: Whole


def cascade(system: System, asked: Question, draws: int = 10_000, seed: int = 1) -> Cascade:
    """What follows an attack, in `draws` wars drawn by the estimate, and some by the coefficients drawn again.

    The same question, number and seed give the same answer on any machine. Raises UsageError for no draws, too many,
    a seed that Philox cannot take, an attack without attacker; DataError if the model of the package is wrong.
    """
    _checked(asked, draws, seed)
    model = joining()
    (run,) = _runs(model, asked, [situation(system, asked)], draws, seed)
    return _told(model, asked, run, draws, seed)


def difference(
    before: System, after: System, asked: Question, draws: int = 10_000, seed: int = 1
) -> tuple[Cascade, Cascade, Shift]:
    """An attack in two systems of one day, drawn together, and what differs.

    Raises as `cascade`.
    """
    _checked(asked, draws, seed)
    model = joining()
    runs = _runs(model, asked, [situation(system, asked) for system in (before, after)], draws, seed)
    one, other = (_told(model, asked, run, draws, seed) for run in runs)
    return one, other, _shift(runs[0], runs[1], draws)


def _checked(asked: Question, draws: int, seed: int) -> None:
    if not 1 <= draws <= LIMIT:
        raise UsageError(f"{draws} draws: give a number from 1 to {LIMIT} (--draws 10000)")
    if not 0 <= seed < 1 << 64:
        raise UsageError(f"{seed} is no seed: give a whole number from 0 to {(1 << 64) - 1} (--seed 1)")
    if not asked.attackers:
        raise UsageError("no attacker: name the state that attacks (--attacker RUS)")


def _terms(model: Joining, asked: Question, found: Situation) -> tuple[Coefficients, tuple[Whole, Whole], Terms]:
    import numpy as np

    told = model.told[found.known]
    place = {name: n for n, name in enumerate(found.field.names)}
    one, two = (np.array([place[s] for s in side], dtype=np.int64) for side in (asked.attackers, asked.targets))
    enter, end, crowd = utilities(told)
    return told, (one, two), terms_of(found.field, enter, end, crowd, told.features, (one, two))


def _runs(model: Joining, asked: Question, found: Sequence[Situation], draws: int, seed: int) -> list[_Run]:
    """The wars of one situation, or of two drawn together."""
    import numpy as np

    posed = [_terms(model, asked, situation) for situation in found]
    told, start, _ = posed[0]
    others = len(told.draws)
    sets = np.concatenate([np.zeros(draws, dtype=np.int64), 1 + np.arange(min(draws, AGAIN)) % max(others, 1)])
    terms = [held for *_, held in posed]
    if len(terms) == 1:
        return [_run(found[0], told, start, draw_wars(terms[0], start, sets, seed))]
    pair = draw_both((terms[0], terms[1]), start, sets, seed)
    return [_run(situation, told, start, drawn) for situation, drawn in zip(found, pair, strict=True)]


def _run(found: Situation, model: Coefficients, start: tuple[Whole, Whole], drawn: Drawn) -> _Run:
    import numpy as np

    sets, rows, states = drawn.sets, 1 + len(model.draws), len(found.field)
    count = np.maximum(np.bincount(sets, minlength=rows), 1)
    flat = (sets[drawn.draw] * 2 + drawn.side) * states + drawn.state
    chances = np.bincount(flat, minlength=rows * 2 * states).reshape(rows, 2, states).astype(float)
    chances /= count[:, None, None]
    alone = np.bincount(sets, weights=drawn.sizes == 0, minlength=rows) / count
    size = np.bincount(sets, weights=drawn.sizes, minlength=rows) / count
    return _Run(found, start, drawn, chances, alone, size, count)


def _told(model: Joining, asked: Question, run: _Run, draws: int, seed: int) -> Cascade:
    import numpy as np

    sizes = run.drawn.sizes[:draws]
    basis: tuple[Evidence, ...] = (estimate_of(model, run.situation.known, seed), *run.situation.rows)
    return Cascade(
        asked,
        draws,
        seed,
        run.situation.known,
        run.situation.until,
        _figure("no_joiner", run.alone, run.alone * (1 - run.alone), run, SHARE, basis),
        _figure("joiners", run.size, np.full(len(run.size), float(sizes.var())), run, "states", basis),
        round(float(sizes.var()), 4),
        tuple(round(float(n) / draws, 5) for n in np.bincount(sizes)),
        tuple(round(float(run.situation.shares[s].sum()), 5) for s in run.start),  # type: ignore[arg-type]
        _behind(run, draws, basis),
        _entrants(run, draws, basis),
        run.situation.answer.obliged_defence,
        run.situation.notes,
    )


def _figure(
    name: str,
    by_set: Numbers,
    spread: Numbers,
    run: _Run,
    unit: str,
    basis: tuple[Evidence, ...],
    about: tuple[str, ...] = (),
) -> Figure:
    """The estimate, with the interval of the coefficients, cleared of the noise of the draws."""
    told = _interval(by_set, spread, run.per_set)
    low, high = _widened(float(by_set[0]), told, float(spread[0]), int(run.per_set[0]))
    high = min(high, 1.0) if unit == SHARE else high
    return Figure(name, about, round(float(by_set[0]), 5), unit, basis, low=low, high=high)


def _widened(value: float, interval: tuple[float, float], spread: float, draws: int) -> tuple[float, float]:
    """An interval with what the draws leave open added, which matters where they are few: one more war is thought of
    that differs by one, so that a few wars alike do not pass for certainty."""
    reach = NORMAL * ((spread * draws + 1) / (draws + 1) / draws) ** 0.5
    below, above = (((value - end) ** 2 + reach**2) ** 0.5 for end in interval)
    return round(max(value - below, 0.0), 5), round(value + above, 5)


def _interval(by_set: Numbers, spread: Numbers, count: Whole) -> tuple[float, float]:
    """The middle of what the sets of coefficients give, `spread` the variance of one war within each set."""
    import numpy as np

    others = by_set[1:][count[1:] > 0]
    if len(others) < 2:
        return float(by_set[0]), float(by_set[0])
    noise = float((spread[1:] / count[1:]).mean())
    total = float(others.var(ddof=1))
    kept = max(KEPT, max(0.0, 1 - noise / total) ** 0.5) if total > 0 else 0.0
    middle = float(others.mean())
    low, high = np.quantile(middle + (others - middle) * kept, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return round(min(float(low), float(by_set[0])), 5), round(max(float(high), float(by_set[0])), 5)


def _behind(run: _Run, draws: int, basis: tuple[Evidence, ...]) -> tuple[Figure, Figure]:
    """What stands on each side in the end: the median war, and the middle of the wars drawn."""
    import numpy as np

    found = []
    mine = run.drawn.draw < draws
    for side, start in enumerate(run.start):
        rows = mine & (run.drawn.side == side)
        total = np.bincount(run.drawn.draw[rows], weights=run.situation.shares[run.drawn.state[rows]], minlength=draws)
        low, middle, high = np.quantile(total + run.situation.shares[start].sum(), [0.05, 0.5, 0.95])
        about = tuple(run.situation.field.names[s] for s in start)
        told = [round(float(v), 5) for v in (middle, low, high)]
        name, unit = f"behind_{SIDES[side]}", "share of the world's means"
        found.append(Figure(name, about, told[0], unit, basis, low=told[1], high=told[2]))
    return found[0], found[1]


def _entrants(run: _Run, draws: int, basis: tuple[Evidence, ...]) -> tuple[Entrant, ...]:
    """Those that join in enough of the wars drawn, the likeliest first."""
    names = run.situation.field.names
    found = []
    ways = _ways(run, draws)
    for side, label in enumerate(SIDES):
        for state, name in enumerate(names):
            by_set = run.chances[:, side, state]
            if by_set[0] >= SHOWN:
                paths = tuple(sorted(ways.get((side, state), ()), key=lambda p: (-p.share, p.kind, p.towards)))
                cited = tuple(dict.fromkeys(Clause(t, "") for p in paths if p.kind == "duty" for t in p.treaties))
                told, spread = (*basis, *cited), by_set * (1 - by_set)
                figure = _figure(f"joins_{label}", by_set, spread, run, SHARE, told, (name,))
                noise = round(float((by_set[0] * (1 - by_set[0]) / draws) ** 0.5), 6)
                found.append(Entrant(name, label, figure, noise, paths))
    return tuple(sorted(found, key=lambda e: (-(e.chance.value or 0.0), e.state, e.side)))


def _ways(run: _Run, draws: int) -> dict[tuple[int, int], list[Path]]:
    """How each state came in: by the pledge to the state that fought first on its side, if it owes any there."""
    import numpy as np

    drawn, states = run.drawn, len(run.situation.field)
    rows = np.flatnonzero(drawn.draw < draws)
    towards = _towards(run, rows)
    flat = (drawn.side[rows] * states + drawn.state[rows]) * (states + 1) + towards
    found: dict[tuple[int, int], list[Path]] = {}
    kinds, counts = np.unique(flat, return_counts=True)
    of = np.bincount(drawn.side[rows] * states + drawn.state[rows], minlength=2 * states)
    for value, count in zip(kinds.tolist(), counts.tolist(), strict=True):
        who, to = divmod(value, states + 1)
        side, state = divmod(who, states)
        found.setdefault((side, state), []).append(_path(run, side, state, to, count / float(of[who])))
    return found


def _path(run: _Run, side: int, state: int, to: int, share: float) -> Path:
    names = run.situation.field.names
    if to == len(names):
        return Path("none", "", (), round(share, 4))
    pair = names[state], names[to]
    attacked = SIDES[side] == "target" and to in run.start[1]
    duty = attacked or (SIDES[side] == "attacker" and pair in run.situation.attacking)
    return Path("duty" if duty else "pledge", names[to], run.situation.pledges[pair], round(share, 4))


def _towards(run: _Run, rows: Whole) -> Whole:
    """To whom each entrant owed a pledge among those who fought on its side: the earliest; the number of states if to
    none. The first belligerents come before all others."""
    import numpy as np

    drawn, states = run.drawn, len(run.situation.field)
    owes = run.situation.field.ties[0]
    found = np.full(len(rows), states)
    draw, side, state, order = drawn.draw[rows], drawn.side[rows], drawn.state[rows], drawn.order[rows]
    for back in range(1, int(order.max(initial=0)) + 1):  # the nearest before first: an earlier one replaces it
        now = np.flatnonzero(order >= back)
        then = now - back
        fits = (draw[then] == draw[now]) & (side[then] == side[now]) & owes[state[now], state[then]]
        found[now[fits]] = state[then[fits]]
    for number, start in enumerate(run.start):
        for first in start[::-1]:
            fits = (side == number) & owes[state, first]
            found[fits] = first
    return found


def _shift(one: _Run, other: _Run, draws: int) -> Shift:
    import numpy as np

    sizes = [run.drawn.sizes[:draws].astype(float) for run in (one, other)]
    alone = _move(one.alone, other.alone, [(s == 0).astype(float) for s in sizes], one.per_set)
    size = _move(one.size, other.size, sizes, one.per_set)
    moved = np.argwhere(np.maximum(one.chances[0], other.chances[0]) >= SHOWN)
    states = []
    for side, state in moved.tolist():
        joined = [_joined(run, side, state, draws) for run in (one, other)]
        move = _move(one.chances[:, side, state], other.chances[:, side, state], joined, one.per_set)
        states.append((one.situation.field.names[state], SIDES[side], move))
    return Shift(alone, size, tuple(sorted(states, key=lambda s: (-abs(s[2].difference), s[0], s[1]))))


def _joined(run: _Run, side: int, state: int, draws: int) -> Numbers:
    """Whether a state joined a side in each of the wars of the estimate."""
    import numpy as np

    rows = (run.drawn.draw < draws) & (run.drawn.side == side) & (run.drawn.state == state)
    found = np.zeros(draws)
    found[run.drawn.draw[rows]] = 1
    return found


def _move(before: Numbers, after: Numbers, paired: list[Numbers], count: Whole) -> Move:
    """A difference with its two uncertainties: by paired draws, and by sets of coefficients, of which each has draws
    of its own (cleared of their noise)."""
    import numpy as np

    apart = paired[1] - paired[0]
    change = float(after[0] - before[0])
    error = NORMAL * float(apart.std() / len(apart) ** 0.5)
    by_set = after - before
    parameters = _interval(by_set, np.full(len(by_set), float(apart.var())), count)
    told = (round(float(before[0]), 5), round(float(after[0]), 5), round(change, 5))
    return Move(*told, (round(change - error, 5), round(change + error, 5)), parameters)
