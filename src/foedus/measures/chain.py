"""The next circles of a war: who is bound to defend a state that a duty has brought in."""

from __future__ import annotations

import msgspec

from ..system import System
from .attack import Question
from .casus import Answer, Bond, casus

__all__ = ["Link", "chain"]


class Link(msgspec.Struct, frozen=True):
    """A state brought in by a clear duty towards one that is at war already. `circle`: 1 for the first beyond those
    who stand by the state attacked."""

    circle: int
    bond: Bond


def chain(system: System, answer: Answer, depth: int | None = None) -> tuple[Link, ...]:
    """The next circles: who is bound to defend a state that has joined the war by a clear duty, were it attacked at
    home by the other side. Breadth first and cycle-safe: each newcomer once, by the duty that brings it in (`towards`
    names whom); `depth` circles at the most, None: all."""
    against = answer.question.attackers
    circle = list(answer.obliged_defence)
    seen, found, number = {*circle, *against, *answer.question.targets}, [], 0
    while circle and number != depth:
        number += 1
        newcomers: dict[str, Bond] = {}
        for state in circle:
            for bond in casus(system, Question(against, (state,))).bound:
                if bond.obligation.pledge == "defence" and bond.certainty == "clear" and bond.state not in seen:
                    newcomers.setdefault(bond.state, bond)
        seen |= newcomers.keys()
        circle = sorted(newcomers)
        found += [Link(number, newcomers[s]) for s in circle]
    return tuple(found)
