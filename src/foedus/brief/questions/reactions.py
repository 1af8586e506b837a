"""7 Who will react, and how? Who is moved by the change, measured; how such states reacted first, where events tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ...forecasts.moved import Moved, moved
from ...forecasts.related import related
from ...forecasts.responses import Response, Responses, responses
from ...forecasts.tension.streams import imported, span, streams
from ...lang.wording import States
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing

__all__ = ["reactions"]

LISTED: Final = 12
"""States in the table."""

MEASURED: Final = 4
"""Figures of what is different for them."""

YEARS: Final = 5
"""Years of events that are looked at."""


def reactions(ctx: Context) -> Finding:
    """The third states whom the change moves most, and first reactions after comparable events."""
    states = ctx.focus.states
    if not states or ctx.focus.kind == "none":
        return nothing(ctx, "reactions", not_measured=missing(ctx, "reactions"))
    touched = moved((ctx.before, ctx.after, ctx.later), states, draws=ctx.draws, seed=ctx.seed)
    seen = _responses(ctx)
    tables = (_listed(ctx, touched), *((_first(ctx, seen),) if seen and seen.found else ()))
    told = seen is not None and bool(seen.found)
    return finding(
        ctx,
        "reactions",
        _answer(ctx, touched, seen),
        [
            *_reported(ctx, states),
            *_groups(ctx),
            *_told(ctx, seen),
            ctx.say("reactions.method"),
            ctx.say("reactions.unknown"),
        ],
        figures=[change for m in touched for change in m.changes][:MEASURED],
        tables=[t for t in tables if t.rows],
        not_measured=() if told else missing(ctx, "reactions"),
    )


def _answer(ctx: Context, touched: tuple[Moved, ...], seen: Responses | None) -> str:
    if not touched:
        return ctx.say("reactions.answer.none")
    key = "stakes" if seen is None else "stakes_seen" if seen.found else "stakes_few"
    who = States(tuple(m.state for m in touched[:4]))
    return ctx.say(f"reactions.answer.{key}", who=who, n=len(touched), events=seen.events if seen else 0)


def _listed(ctx: Context, touched: tuple[Moved, ...]) -> Table:
    rows = tuple(
        (ctx.words.name(m.state, "bare"), ctx.say("reactions.join").join(_why(ctx, m))) for m in touched[:LISTED]
    )
    return Table(ctx.say("reactions.table"), (ctx.say("head.state"), ctx.say("head.stake")), rows)


def _why(ctx: Context, one: Moved) -> list[str]:
    """Each concern in words, with the numbers of what is different."""
    said = []
    for concern in one.concerns:
        values: dict[str, object] = {"about": States((concern.about,)), "other": States((concern.other,))}
        if not concern.other:
            values["other"] = ""
        change = next((c for c in one.changes if (c.before.unit == "attacks") == (concern.why == "duty")), None)
        if concern.why in {"duty", "patron"} and change is not None:
            values |= {"before": change.before.value or 0.0, "after": (change.later or change.after).value or 0.0}
        said.append(ctx.say(f"reactions.stake.{concern.why}", **values))
    return list(dict.fromkeys(said))


def _reported(ctx: Context, states: tuple[str, ...]) -> list[str]:
    reported = [e for e in ctx.coded.events if ctx.focus.event and set(e.actor) - set(states)]
    return [
        ctx.say("reactions.reported", who=States(e.actor), what=ctx.say(f"type.{e.type}"), n=e.sentence + 1)
        for e in reported[:4]
    ]


# --- what event data say ------------------------------------------------------------------------------------


def _responses(ctx: Context) -> Responses | None:
    """First reactions after events of the type of the article's, in the imported stream that reaches the day best."""
    event = ctx.focus.event
    held = [(name, days) for name in streams() if (days := span(name)) is not None and days[0] < ctx.day]
    if event is None or not held:
        return None
    name, _ = max(held, key=lambda h: min(h[1][1], ctx.day))
    since = max(date.min, ctx.day - timedelta(days=365 * YEARS))
    acts = imported(name, ctx.record, since, ctx.day)
    return responses(acts, event.type.value, related(ctx.before), ctx.day, seed=ctx.seed)


def _told(ctx: Context, seen: Responses | None) -> list[str]:
    if seen is None:
        return []
    if not seen.found:
        return [ctx.say("reactions.too_few", n=seen.events)]
    clear = [r for r in seen.found if r.separates and (r.difference.value or 0.0) > 0]
    if not clear:
        return [ctx.say("reactions.not_separated", n=seen.events)]
    return [_told_one(ctx, r, seen.events) for r in clear]


def _told_one(ctx: Context, one: Response, events: int) -> str:
    low, high = one.share.interval or (0.0, 1.0)
    return ctx.say(
        "reactions.separated", relation=ctx.say(f"reactions.relation.{one.relation}"), n=events,
        share=one.share.value or 0.0, low=low, high=high, base=one.base.value or 0.0, delay=one.delay or 0.0,
        first=[ctx.say(f"type.{kind}") for kind, _ in one.types[:3]],
    )  # fmt: skip


def _first(ctx: Context, seen: Responses) -> Table:
    heads = ("relation", "share_after", "share_quiet", "delay", "first_types")
    rows = tuple(
        (
            ctx.say(f"reactions.relation.{r.relation}"),
            _between(ctx, r.share.value, r.share.interval),
            _between(ctx, r.base.value, r.base.interval),
            "–" if r.delay is None else ctx.words.number(r.delay),
            ctx.words.joined([f"{ctx.say(f'type.{kind}')} ({count})" for kind, count in r.types[:3]]) or "–",
        )
        for r in seen.found
    )
    return Table(ctx.say("reactions.first"), tuple(ctx.say(f"head.{h}") for h in heads), rows)


def _between(ctx: Context, value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None or interval is None:
        return "–"
    low, high = interval
    return ctx.say("reactions.between", value=value, low=low, high=high)


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
