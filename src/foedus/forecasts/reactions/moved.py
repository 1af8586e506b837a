"""Who is moved by a change, and by how much: third states whose own duties, rivals, neighbours or clients it touches.

Counts are of rivalries and duties, exact given the facts; shares of patrons carry the interval of their sources. None
of this says what a state will do: it says for whom something is different.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

import msgspec

from ...evidence import Clause, Evidence, Row
from ...figure import Change, Figure
from ...measures.attack import Question
from ...measures.capability import mean_share
from ...measures.casus import casus
from ...measures.chain import chain
from ...measures.influence import share_change
from ...measures.obligations import Guarantor, guarantors
from ...record import Record
from ...system import System
from ..borders import neighbours
from ..globe import kilometres

__all__ = ["WHY", "Concern", "Moved", "moved"]

Systems = tuple[System, System, System | None]

Why = Literal["duty", "rival", "patron", "rivals_guarantor", "guarantor", "neighbour"]

WHY: Final[dict[Why, int]] = {
    "rival": 4, "patron": 3, "rivals_guarantor": 2, "duty": 1, "guarantor": 1, "neighbour": 1,
}  # fmt: skip
"""The reasons, and how much each weighs in the order in which states are listed: a duty once for each attack more or
fewer that reaches it, of those bound to one of the states by a treaty of few; a patron in full if it loses a tenth. The
weights order a list and are shown nowhere as a measure."""

MUCH: Final = 0.1
"""The share in the capability pledged to a state whose loss makes a patron count in full."""

FAR: Final = 20_000.0
"""Km between capitals where one is not known: half the way round."""

CLOSE: Final = 12
"""Signatories: in a larger treaty no single state is concerned more than another."""


class Concern(msgspec.Struct, frozen=True):
    """Why a state is concerned: the reason, the state it is about, and a second one where there is one."""

    why: Why
    about: str
    other: str = ""


class Moved(msgspec.Struct, frozen=True):
    """A third state with its concerns, and what of it is different, as figures."""

    state: str
    concerns: tuple[Concern, ...]
    changes: tuple[Change, ...]

    @property
    def weight(self) -> float:
        """For the order of the list: a duty counts once for each attack more or fewer, a patron by what it loses."""
        bound = any(c.why == "guarantor" for c in self.concerns)
        duties = sum(abs(_gap(c)) for c in self.changes if bound and c.before.unit == "attacks")
        lost = min(1.0, sum(abs(_gap(c)) for c in self.changes if c.before.unit == "share") / MUCH)
        rest = sum(WHY[c.why] for c in self.concerns if c.why not in {"duty", "patron"})
        return rest + WHY["duty"] * duties + WHY["patron"] * lost


def _gap(change: Change) -> float:
    return ((change.later or change.after).value or 0.0) - (change.before.value or 0.0)


def moved(systems: Systems, states: tuple[str, ...], *, draws: int = 100, seed: int = 1) -> tuple[Moved, ...]:
    """Third states by how much the change of two states touches them, the most first; of equals the one that is more
    capable for its distance.

    `systems`: before, after, once all is in effect (None: the same).
    """
    found: dict[str, list[Concern]] = {}
    changes: dict[str, list[Change]] = {}
    for state, change in _exposed(systems, states):
        changes.setdefault(state, []).append(change)
        found.setdefault(state, []).append(Concern("duty", states[0]))
    for client, patron, change in _patrons(systems, states, draws, seed):
        changes.setdefault(patron, []).append(change)
        found.setdefault(patron, []).append(Concern("patron", client))
    for state, concern in _near(systems[0], states):
        found.setdefault(state, []).append(concern)
    made = [
        Moved(state, tuple(dict.fromkeys(concerns)), tuple(changes.get(state, ())))
        for state, concerns in found.items()
        if state not in states
    ]
    return tuple(sorted(made, key=lambda m: (-m.weight, -_pull(systems[0], m.state, states), m.state)))


def _pull(system: System, state: str, states: tuple[str, ...]) -> float:
    """A state's share of the world's capability by the distance of its capital from the nearest of the states', in
    thousands of km (at least one): of two that the change touches alike, the greater and nearer one is told first."""
    import numpy as np

    seats = [system.record.states[s].capital_at(system.day) for s in (state, *states[:2])]
    here, *others = [None if c is None else np.radians([c.lat, c.lon]) for c in seats]
    far = [float(kilometres(*here, *there)) for there in others if here is not None and there is not None]
    return (mean_share(system, (state,)).value or 0.0) / max(min(far, default=FAR) / 1000, 1.0)


def _near(system: System, states: tuple[str, ...]) -> Iterable[tuple[str, Concern]]:
    """Rivals, those bound to rivals by a treaty of two, those bound to the state itself, neighbours."""
    for state in states[:2]:
        for rival in _rivals(system.record, system, state):
            yield rival, Concern("rival", state)
            for guarantor in guarantors(system, rival, clear=True) if rival not in states else ():
                if _close(guarantor, 2):
                    yield guarantor.state, Concern("rivals_guarantor", rival, state)
        for guarantor in guarantors(system, state, clear=True):
            if _close(guarantor):
                yield guarantor.state, Concern("guarantor", state)
        for neighbour in neighbours(system, state):
            yield neighbour, Concern("neighbour", state)


def _close(guarantor: Guarantor, most: int = CLOSE) -> bool:
    """Whether one of its clear pledges is of a treaty of few: a large one beside it does not make it less close."""
    return any(o.standing == "clear" and len(o.treaty.signatories) <= most for o in guarantor.pledges)


def _rivals(record: Record, system: System, state: str) -> tuple[str, ...]:
    held = record.rivals_of(state, system.day)
    return tuple(dict.fromkeys(r.other if r.one == state else r.one for r in held))


# --- duties that are likelier to be invoked -----------------------------------------------------------------


def _exposed(systems: Systems, states: tuple[str, ...]) -> list[tuple[str, Change]]:
    """Third states that more, or fewer, of the attacks by listed rivals on the states would reach by a duty of their
    own: at once, or in the next circle, where a state that has joined is attacked at home."""
    attacks = [(rival, s) for s in states[:2] for rival in _rivals(systems[0].record, systems[0], s)]
    attacks = [(rival, s) for rival, s in attacks if rival not in states]
    before = _reached(systems[0], tuple(attacks))
    same = systems[1].owed("defence") == systems[0].owed("defence")  # what is only signed binds nobody yet
    after = before if same else _reached(systems[1], tuple(attacks))
    later = _reached(systems[2], tuple(attacks)) if systems[2] else None
    final = later or after
    touched = sorted({*before, *final} - {*states})
    return [
        (state, _change(state, (before, after, later), len(attacks)))
        for state in touched
        if len(before.get(state, {})) != len(final.get(state, {}))
    ]


Reached = dict[str, dict[tuple[str, str], Evidence]]


@lru_cache(maxsize=8)
def _reached(system: System, attacks: tuple[tuple[str, str], ...]) -> Reached:
    """For each state the attacks that would reach it by a clear duty of defence, each with the duty."""
    found: Reached = {}
    for attack in attacks:
        answer = casus(system, Question((attack[0],), (attack[1],)))
        bonds = [b for b in answer.bound if b.state in answer.obliged_defence and b.obligation.pledge == "defence"]
        for bond in (*bonds, *(link.bond for link in chain(system, answer, depth=1))):
            article = Clause(bond.treaty.id, bond.obligation.article, bond.treaty.evidence[0].ref)
            found.setdefault(bond.state, {}).setdefault(attack, article)
    return found


def _change(state: str, sides: tuple[Reached, Reached, Reached | None], attacks: int) -> Change:
    before, after, later = sides
    final = None if later is None else _count(state, later, attacks)
    return Change(f"reached:{state}", _count(state, before, attacks), _count(state, after, attacks), final)


def _count(state: str, reached: Reached, attacks: int) -> Figure:
    held = reached.get(state, {})
    basis = tuple(dict.fromkeys(held.values())) or (Row("rivalries", f"{attacks} attacks by listed rivals", "facts"),)
    return Figure(
        "reached", (state,), float(len(held)), "attacks", basis, exact="a count of duties, exact given the facts"
    )


# --- patrons that lose share --------------------------------------------------------------------------------


def _patrons(systems: Systems, states: tuple[str, ...], draws: int, seed: int) -> Iterable[tuple[str, str, Change]]:
    """Third states that owed the weaker of the states defence before by a treaty of few, and whose share in the
    capability pledged to it moves."""
    for client in sorted(states[:2], key=lambda s: mean_share(systems[0], (s,)).value or 0.0)[:1]:
        for guarantor in guarantors(systems[0], client, clear=True):
            if guarantor.state in states or not _close(guarantor):
                continue
            change = share_change(systems, client, guarantor.state, draws, seed)
            known = change.before.value is not None and (change.later or change.after).value is not None
            if known and abs(_gap(change)) > 1e-9:
                yield client, guarantor.state, change
