"""4 Who gains influence over whom? Only on the layers that the facts hold: pledges of defence, and visits."""

from __future__ import annotations

from ...lang.wording import States
from ...measures.capability import mean_share
from ...measures.obligations import guarantors
from ...system import System
from ..context import Context
from ..missing import missing
from ..model import Finding
from .finding import finding, nothing

__all__ = ["client_of", "influence"]


def influence(ctx: Context) -> Finding:
    """The patrons of the weaker state in the layer of pledges, before and after; addition is not substitution."""
    absent = missing(ctx, "arms", "trade", "aid", "energy", "votes")
    client = client_of(ctx)
    if client is None:
        return nothing(ctx, "influence", not_measured=absent)
    old, new = _patrons(ctx.before, client), _patrons(ctx.final, client)
    gained = [p for p in new if p not in old]
    gone = [p for p in old if p not in new]
    if gone and not gained:
        answer = ctx.say("influence.answer.lost", who=ctx.states(gone), client=States((client,)))
        return finding(ctx, "influence", answer, [ctx.say("influence.method")], not_measured=absent)
    if not gained:
        answer = ctx.say("influence.answer.same", client=States((client,)))
        return finding(ctx, "influence", answer, [ctx.say("influence.method")], not_measured=absent)
    key = "influence.answer.added" if old else "influence.answer.first"
    answer = ctx.say(key, who=ctx.states(gained), client=States((client,)), others=ctx.states(old))
    reasoning = [ctx.say("influence.method"), *_contest(ctx, client, old, gained), *_visits(ctx, client, gained)]
    return finding(ctx, "influence", answer, reasoning, not_measured=absent)


def client_of(ctx: Context) -> str | None:
    """The state of the focus with the smaller capability, if the article is about a treaty of two unequal states."""
    states = ctx.focus.states[:2]
    if len(states) < 2 or not ctx.focus.treaty:
        return None
    return min(states, key=lambda s: mean_share(ctx.before, (s,)).value or 0.0)


def _patrons(system: System, client: str) -> list[str]:
    return [g.state for g in guarantors(system, client, clear=True)]


def _contest(ctx: Context, client: str, old: list[str], gained: list[str]) -> list[str]:
    """The share of the capability pledged to the client that each patron holds (G of the contest, Hirschman 1945)."""
    if not old:
        return []
    before = mean_share(ctx.final, old).value
    after = mean_share(ctx.final, [*old, *gained]).value
    if not before or not after:
        return []
    contest = ctx.say(
        "influence.contest",
        others=ctx.states(old),
        who=ctx.states(gained),
        client=States((client,)),
        before=1.0,
        after=before / after,
    )
    return [contest, ctx.say("influence.not_substitution", others=ctx.states(old))]


def _visits(ctx: Context, client: str, gained: list[str]) -> list[str]:
    said = []
    for patron in gained:
        complete = [c for c in ctx.record.visits_complete if (c.visitor, c.host) == (patron, client)]
        visits = [v for v in ctx.before.record.visits if (v.visitor, v.host) == (patron, client)]
        past = [v for v in visits if v.start.last < ctx.day and v.start != _reported(ctx)]
        if complete and past:
            last = max(past, key=lambda v: v.start.first)
            said.append(
                ctx.say(
                    "influence.visits", who=States((patron,)), whom=States((client,)), day=last.start, name=last.person
                )
            )
    return said


def _reported(ctx: Context) -> object:
    return next((e.date for e in ctx.coded.events if e.mode == "visit"), None)
