"""The attacks that a brief plays through: on a state of the article by a rival or a neighbour, and by it on a rival."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..errors import UsageError
from ..forecasts.borders import neighbours
from ..forecasts.disputes.asking import Given, answer
from ..forecasts.disputes.closeness import kind_of
from ..forecasts.disputes.modelfile import shipped
from ..forecasts.disputes.risk import inputs_of
from ..measures.attack import Question
from ..measures.capability import mean_share
from ..measures.casus import Answer, Bond, NotBound, casus
from ..measures.chain import chain
from ..system import System
from .context import Context

__all__ = ["Played", "Scenario", "play", "scenarios"]


class Scenario(msgspec.Struct, frozen=True):
    """An attack, by the rule that chose it: `rivals_attack`, `attacks_rival` or `neighbour_attacks`."""

    rule: str
    attackers: tuple[str, ...]
    targets: tuple[str, ...]


class Played(msgspec.Struct, frozen=True):
    """The answer to a scenario on one system, with both sides: the target's by duty, the attacker's by its own act,
    the second circle (who owes defence to a state that has joined, were it attacked at home), and the pledges to such
    states that only their geographic scope excludes."""

    answer: Answer
    defenders: tuple[str, ...]
    attackers: tuple[str, ...]
    circle: tuple[Bond, ...]
    excluded: tuple[NotBound, ...]


def scenarios(ctx: Context) -> tuple[Scenario, ...]:
    """The attacks worth playing through.

    Where the article tells of a conflict between two states, or of their relations: an attack either way between them.
    Else for each of the two first states of the focus: an attack by its oldest rival (with the major power bound to a
    rival that is none), and an attack on that rival, unless both are major powers; where no list names a rival of
    either, an attack on the weaker by the neighbour with which a dispute is likeliest.
    """
    found: list[Scenario] = []
    if _between(ctx):
        one, other = ctx.focus.states[:2]
        return (Scenario("attacks_rival", (one,), (other,)), Scenario("attacks_rival", (other,), (one,)))
    for state in _weaker_first(ctx):
        rival = _rival(ctx, state)
        if rival is None:
            continue
        majors = ctx.record.majors_at(ctx.day)
        backers = [] if rival in majors else [
            o.obligor
            for o in ctx.before.owed("defence", to=rival)
            if o.obligor in majors and o.standing == "clear" and o.obligor not in ctx.focus.states
            and len(o.treaty.signatories) == 2
        ]  # fmt: skip
        found.append(Scenario("rivals_attack", tuple(dict.fromkeys((rival, *backers))), (state,)))
        if state not in majors or rival not in majors:
            found.append(Scenario("attacks_rival", (state,), (rival,)))
    return tuple(found) or _by_a_neighbour(ctx)


def _between(ctx: Context) -> bool:
    """Whether the article sets two states against each other, or breaks or mends their relations."""
    focus = ctx.focus
    if focus.treaty or len(focus.states) < 2:
        return False
    return focus.kind != "other" or (focus.event is not None and focus.event.intensity < 0)


def _by_a_neighbour(ctx: Context) -> tuple[Scenario, ...]:
    """An attack on the weaker state, or else on the other, by the neighbour with which a dispute is likeliest in the
    year: by land, or a major power across at most 400 miles of water; of those that owe it defence neither before nor
    then. Nothing for major powers, and where none can be asked about."""
    majors = ctx.record.majors_at(ctx.day)
    for state in (s for s in _weaker_first(ctx) if s not in majors):
        bound = {o.obligor for system in (ctx.before, ctx.final) for o in system.owed("defence", to=state)}
        near = dict.fromkeys((*neighbours(ctx.before, state), *(m for m in majors if kind_of(state, m))))
        asked = [n for n in near if n not in {*ctx.focus.states, *bound}]
        known = [(p, n) for n in asked if (p := _likely(ctx.before, state, n)) is not None]
        if known:
            return (Scenario("neighbour_attacks", (max(known)[1],), (state,)),)
    return ()


@lru_cache(maxsize=64)  # four questions ask
def _likely(system: System, state: str, other: str) -> float | None:
    """The risk of a dispute in the year; None where the two cannot be asked about."""
    try:
        return answer(system, state, other, Given(shipped(), inputs=inputs_of())).p
    except UsageError:  # not both in the system
        return None


def _weaker_first(ctx: Context) -> tuple[str, ...]:
    states = ctx.focus.states[:2]
    return tuple(sorted(states, key=lambda s: mean_share(ctx.before, (s,)).value or 0.0))


def _rival(ctx: Context, state: str) -> str | None:
    """The rival of longest standing; of two equally old ones the more capable."""
    found = []
    for rivalry in ctx.record.rivals_of(state, ctx.day):
        other = rivalry.other if rivalry.one == state else rivalry.one
        if other not in ctx.focus.states:
            found.append((rivalry.period.start.first, -(mean_share(ctx.before, (other,)).value or 0.0), other))
    return min(found)[2] if found else None


@lru_cache(maxsize=64)  # several questions look at the same attack
def play(system: System, scenario: Scenario) -> Played:
    """The scenario on a system. A state joins where a clear duty of defence binds it."""
    answer = casus(system, Question(scenario.attackers, scenario.targets))
    defenders = tuple(sorted({*scenario.targets, *answer.obliged_defence}))
    circle = tuple(link.bond for link in chain(system, answer, depth=1))
    inside = {*defenders, *(b.state for b in circle)}
    near = (n for state in answer.obliged_defence for n in _outside(system, scenario.attackers, state))
    excluded = tuple(n for n in near if n.state not in inside)
    return Played(answer, defenders, scenario.attackers, circle, excluded)


def _outside(system: System, attackers: tuple[str, ...], joined: str) -> tuple[NotBound, ...]:
    """The pledges to a state that has joined which only their geographic scope keeps out of the second circle."""
    found = casus(system, Question(attackers, (joined,))).not_bound
    return tuple(n for n in found if n.reason in {"outside_area", "dependency"} and n.obligation.pledge == "defence")
