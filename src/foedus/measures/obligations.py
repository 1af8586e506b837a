"""Who owes whom: the pledges of a day, and what a treaty adds to them."""

from __future__ import annotations

import msgspec

from ..evidence import Clause
from ..figure import Figure
from ..system import Owed, System

__all__ = ["Guarantor", "clause", "guarantors", "partner_count"]


ORDER = ("clear", "conditional", "unsettled", "contested")


class Guarantor(msgspec.Struct, frozen=True):
    """A state that owes another a pledge, with every treaty by which it does; `standing` is the best of them."""

    state: str
    standing: str
    pledges: tuple[Owed, ...]

    @property
    def clearest(self) -> Owed:
        """The pledge that is least in doubt."""
        return min(self.pledges, key=lambda o: ORDER.index(o.standing))


def guarantors(system: System, state: str, *, clear: bool = False) -> tuple[Guarantor, ...]:
    """The states that owe `state` defence that day, clear ones first; with `clear`, those alone."""
    held: dict[str, list[Owed]] = {}
    for owed in system.owed("defence", to=state):
        held.setdefault(owed.obligor, []).append(owed)
    found = [
        Guarantor(obligor, min((o.standing for o in rows), key=ORDER.index), tuple(rows))
        for obligor, rows in held.items()
    ]
    kept = [g for g in found if not clear or g.standing == "clear"]
    return tuple(sorted(kept, key=lambda g: (ORDER.index(g.standing), g.state)))


def partner_count(system: System, state: str) -> Figure:
    """How many states clearly owe the state defence: exact given the facts, which leave out the contested and undated
    pledges that `note` counts."""
    everyone = guarantors(system, state)
    clear = sum(g.standing == "clear" for g in everyone)
    basis = tuple(clause(o) for g in everyone for o in g.pledges)
    doubtful = len(everyone) - clear
    return Figure(
        "defence_partners",
        (state,),
        float(clear),
        "states",
        basis,
        exact="a count of treaty articles, exact given the facts",
        note=f"{doubtful} more in doubt: contested, conditional or undated" if doubtful else "",
    )


def clause(owed: Owed) -> Clause:
    """The article behind a pledge, as evidence."""
    return Clause(owed.treaty.id, owed.obligation.article, owed.treaty.evidence[0].ref)
