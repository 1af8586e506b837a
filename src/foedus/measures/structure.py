"""Structural balance of the states of a day: the measures of `balance` on the signed network of `relations`.

Universe: the states of the system, isolates included. A tie is what `relations` says, with its reasons; what it does
not know (disputes that nobody imported) is in the note of each figure. No number here says that a system is balanced:
the degree of balance, walk balance and the frustration index rank networks in different orders.
"""

from __future__ import annotations

import msgspec

from ..figure import Figure
from ..system import System
from .balance.frustration import NO_EDGES, frustration
from .balance.paired import Shifts, shifts
from .balance.tie import TieEffect, shift_figures, tie_effect
from .balance.triads import NO_TRIANGLES, census
from .balance.walks import walk_balance
from .capability import mean_share
from .relations import Tie, network, relations

__all__ = ["NewTie", "balance_change", "degree_of_balance", "frustration_index", "new_tie", "walks"]

GIVEN = "exact for the ties given"


class NewTie(msgspec.Struct, frozen=True):
    """What a tie does, the two ties of each third state with their reasons, and the changes of the whole."""

    effect: TieEffect
    reasons: dict[str, tuple[Tie, Tie]]
    figures: tuple[Figure, ...]


def degree_of_balance(system: System) -> Figure:
    """The share of the triangles of states whose signs multiply to + (Cartwright & Harary 1956)."""
    value = census(network(system)).balance
    return _figure(system, "balance_tri", value, "share of triangles", GIVEN if value is not None else NO_TRIANGLES)


def walks(system: System) -> Figure:
    """Walk balance K (Estrada & Benzi 2014)."""
    found = walk_balance(network(system))
    return _figure(system, "balance_walk", found.value, "share of walks", found.note or GIVEN)


def frustration_index(system: System, seconds: float = 30.0) -> Figure:
    """F = 1 - 2L/m (Aref & Wilson 2018) by the frustration index L; an interval where L is not proven in time."""
    found = frustration(network(system), seconds=seconds)
    share = found.normalised
    if share is None:
        return _figure(system, "frustration_norm", None, "share", NO_EDGES)
    if found.index is None:
        made = _figure(system, "frustration_norm", None, "share", "open: the time was out before the bounds met")
        return msgspec.structs.replace(made, low=share[0], high=share[1])
    return _figure(system, "frustration_norm", share[0], "share", f"L = {found.index}, proven by {found.proof}")


def _figure(system: System, name: str, value: float | None, unit: str, exact: str) -> Figure:
    found = relations(system)
    return Figure(name, (), value, unit, found.basis(system), exact=exact, note="; ".join(found.silent))


def balance_change(before: System, after: System, draws: int = 100, seed: int = 1) -> tuple[Shifts, tuple[Figure, ...]]:
    """What treaties and events do to the balance of the whole, with intervals from paired draws."""
    found = shifts(network(before), network(after), draws, seed)
    return found, shift_figures(found, (), relations(after).basis(after))


def new_tie(system: System, a: str, b: str, sign: int, draws: int = 100, seed: int = 1) -> NewTie:
    """What a new tie between two states would do: the third states that it tears or leaves at ease, each weighted by
    its mean share of the world's means, with the reasons of its ties. Raises DataError for a state tied to itself."""
    found = relations(system)
    effect = tie_effect(network(system), a, b, sign, draws=draws, seed=seed)
    weighed = tuple(
        msgspec.structs.replace(third, weight=mean_share(system, (third.state,)).value) for third in effect.thirds
    )
    reasons = {}
    for third in weighed:
        to_a, to_b = found.between(third.state, a), found.between(third.state, b)
        if to_a is not None and to_b is not None:
            reasons[third.state] = to_a, to_b
    figures = shift_figures(effect.shifts, (a, b), found.basis(system))
    return NewTie(msgspec.structs.replace(effect, thirds=weighed), reasons, figures)
