"""7 Who will react, and how? Who is concerned by treaty or rivalry, and what the article reports; no forecast."""

from __future__ import annotations

from ...lang.wording import States
from ...measures.obligations import guarantors
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing

__all__ = ["reactions"]

CLOSE = 12  # signatories: in a larger treaty no single state is concerned more than another
WEIGHTS = {"reactions.stake.rival": 3, "reactions.stake.rivals_guarantor": 2, "reactions.stake.guarantor": 1}
"""The order in which third states are listed: rivals, those bound to rivals, those bound to the article's states."""


def reactions(ctx: Context) -> Finding:
    """The third states with a stake: rivals of the article's states, the rivals' guarantors, the states' own."""
    absent = missing(ctx, "reactions")
    states = ctx.focus.states
    if not states or ctx.focus.kind == "none":
        return nothing(ctx, "reactions", not_measured=absent)
    stakes = _stakes(ctx, states)
    reported = [e for e in ctx.coded.events if ctx.focus.event and set(e.actor) - set(states)]
    rows = tuple((ctx.words.name(s, "bare"), "; ".join(why)) for s, why in stakes[:10])
    table = Table(ctx.say("reactions.table"), (ctx.say("head.state"), ctx.say("head.stake")), rows)
    reasoning = [
        ctx.say("reactions.reported", who=States(e.actor), what=ctx.say(f"type.{e.type}"), n=e.sentence + 1)
        for e in reported[:4]
    ]
    reasoning += _groups(ctx)
    if not stakes:
        answer = ctx.say("reactions.answer.none")
    else:
        answer = ctx.say("reactions.answer.stakes", who=States(tuple(s for s, _ in stakes[:4])), n=len(stakes))
    tables = (table,) if rows else ()
    return finding(
        ctx, "reactions", answer, [*reasoning, ctx.say("reactions.method")], tables=tables, not_measured=absent
    )


def _groups(ctx: Context) -> list[str]:
    """Who "its allies" are on the day, by the treaties in force: once a state that they are named after; who is meant
    by the other names of several states, with the definition.
    """
    found = {group.head: group for group in reversed(ctx.coded.groups)}
    return [
        ctx.say(
            "reactions.collective",
            name=group.name,
            n=group.sentence + 1,
            day=ctx.day,
            count=len(group.states),
            definition=group.definition.of(ctx.words.lang),
            who=ctx.states(group.states),
        )
        if group.definition is not None
        else ctx.say(
            "reactions.group",
            name=group.name,
            n=group.sentence + 1,
            day=ctx.day,
            head=States((group.head,)),
            count=len(group.states),
            who=ctx.states(group.states),
        )
        for group in reversed(found.values())
    ]


def _stakes(ctx: Context, states: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Third states and why each is concerned, those with most reasons first."""
    found: dict[str, list[str]] = {}

    weight: dict[str, int] = {}

    def add(state: str, key: str, about: str, other: str = "") -> None:
        if state not in states:
            reason = ctx.say(key, about=States((about,)), other=States((other,)) if other else "")
            if reason not in found.setdefault(state, []):
                found[state].append(reason)
                weight[state] = weight.get(state, 0) + WEIGHTS[key]

    for state in states[:2]:
        for rivalry in ctx.record.rivals_of(state, ctx.day):
            rival = rivalry.other if rivalry.one == state else rivalry.one
            add(rival, "reactions.stake.rival", state)
            for guarantor in guarantors(ctx.before, rival, clear=True):
                if len(guarantor.clearest.treaty.signatories) == 2:
                    add(guarantor.state, "reactions.stake.rivals_guarantor", rival, state)
        for guarantor in guarantors(ctx.before, state, clear=True):
            if len(guarantor.clearest.treaty.signatories) <= CLOSE:
                add(guarantor.state, "reactions.stake.guarantor", state)
    return sorted(found.items(), key=lambda item: (-weight[item[0]], ctx.words.name(item[0], "bare")))
