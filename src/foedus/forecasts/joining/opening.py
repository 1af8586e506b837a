"""The first step of a war, exactly: whether any third state joins, and which would be the first, on which side.

The joining model gives it in closed form, without drawing: of the weights of all who may enter and of the end, each
has its share. It is what a brief can wait for; `cascade` draws whole wars. The interval is that of the coefficients
drawn again, each set answering for itself, so that two systems are compared set by set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...evidence import Evidence
from ...figure import Change, Figure
from ...measures.attack import Question
from ...system import System
from .entering import TIES
from .model import estimate_of, joining
from .situation import Situation, situation
from .sizes import utilities
from .weighing import SIDES as WHERE
from .weighing import UNIT, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["COVERED", "SIDES", "Opening", "alone_change", "first_change", "opening"]

COVERED = 0.90
"""What intervals cover, of the sampling of coefficients."""

SIDES = ("attacker", "target")


@dataclass(frozen=True, eq=False)
class Opening:
    """Chances by set of coefficients, the estimate first: `alone`, that no third state joins (sets); `first`, that a
    state is the first to join a side (sets x sides x states, by the order of `names`)."""

    names: tuple[str, ...]
    alone: Numbers
    first: Numbers
    basis: tuple[Evidence, ...]


def opening(system: System, asked: Question, seed: int = 1) -> Opening:
    """The first step of the war of an attack. Raises UsageError for what is no state of the facts, DataError if
    the model of the package is wrong."""
    import numpy as np

    if absent := [s for s in (*asked.attackers, *asked.targets) if s not in system.record.states]:
        raise UsageError(f"{absent[0]} is no state of the facts (see: foedus facts export states)")
    model, found = joining(), situation(system, asked)
    told = model.told[found.known]
    place = {name: n for n, name in enumerate(found.field.names)}
    one, two = (np.array([place[s] for s in side], dtype=np.int64) for side in (asked.attackers, asked.targets))
    enter, end, crowd = utilities(told)
    terms = terms_of(found.field, enter, end, crowd, told.features, (one, two))
    sides = [_utility(found, terms.still, terms.met, pair) for pair in ((one, two), (two, one))]
    entering = np.stack(sides, axis=1) / UNIT
    entering[:, :, [*one, *two]] = -np.inf
    over = terms.end[:, 0] / UNIT
    top = np.maximum(entering.max(axis=(1, 2)), over)
    weights, last = np.exp(entering - top[:, None, None]), np.exp(over - top)
    total = weights.sum(axis=(1, 2)) + last
    basis: tuple[Evidence, ...] = (estimate_of(model, found.known, seed), *found.rows)
    return Opening(found.field.names, last / total, weights / total[:, None, None], basis)


def _utility(found: Situation, still: Whole, met: Whole, sides: tuple[Whole, Whole]) -> Whole:
    """What each state weighs beside the first of two sides, by set: sets x states."""
    import numpy as np

    own, other = sides
    there = (own, other, np.concatenate([own, other]))
    total = still.copy()
    for number, (_, where, most, _) in enumerate(TIES):
        count = np.minimum(found.field.ties[number][:, there[WHERE[where]]].sum(axis=1), most)
        total = total + met[:, number, count]
    return total


def alone_change(name: str, before: Opening, after: Opening, later: Opening | None) -> Change:
    """That no third state joins, before, after, later; the difference set by set."""
    return _change(name, before.alone, after.alone, None if later is None else later.alone, before.basis, ())


def first_change(name: str, before: Opening, after: Opening, later: Opening | None, state: str, side: str) -> Change:
    """That a state is the first to join a side, before, after, later."""
    at = (slice(None), SIDES.index(side), before.names.index(state))
    return _change(
        name, before.first[at], after.first[at], None if later is None else later.first[at], before.basis, (state,)
    )


def _change(
    name: str, before: Numbers, after: Numbers, later: Numbers | None, basis: tuple[Evidence, ...],
    about: tuple[str, ...],
) -> Change:  # fmt: skip
    last = after if later is None else later
    figures = [_figure(v, basis, about) for v in (before, after)]
    return Change(
        name, figures[0], figures[1], None if later is None else _figure(later, basis, about), _bounds(last - before)
    )


def _figure(by_set: Numbers, basis: tuple[Evidence, ...], about: tuple[str, ...]) -> Figure:
    low, high = _bounds(by_set)
    return Figure("opening", about, float(by_set[0]), "share", basis, low, high)


def _bounds(by_set: Numbers) -> tuple[float, float]:
    """The middle of the sets, stretched to hold the estimate."""
    import numpy as np

    low, high = np.quantile(by_set[1:], [(1 - COVERED) / 2, (1 + COVERED) / 2]) if len(by_set) > 1 else by_set[[0, 0]]
    return min(float(low), float(by_set[0])), max(float(high), float(by_set[0]))
