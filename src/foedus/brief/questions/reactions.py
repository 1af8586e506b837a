"""7 Who will react, and how? Who is moved by the change, measured; how such states reacted first, where events tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from ...figure import Change, Figure
from ...forecasts.reactions.moved import Moved, moved
from ...forecasts.reactions.related import related
from ...forecasts.reactions.responses import Response, Responses, responses
from ...forecasts.tension.streams import imported, reaching
from ...lang.wording import States
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing
from .happened import told_event

__all__ = ["reactions"]

LISTED: Final = 12
"""States in the table."""

NAMED: Final = 4
"""States in the answer."""

MEASURED: Final = 4
"""Figures of what is different for them."""

YEARS: Final = 5
"""Years of events that are looked at."""


def reactions(ctx: Context) -> Finding:
    """The third states whom the change moves most, and first reactions after comparable events."""
    states = ctx.focus.states
    if not states or ctx.focus.kind == "none":
        return nothing(ctx, "reactions")
    touched = moved((ctx.before, ctx.after, ctx.later), states, draws=ctx.draws, seed=ctx.seed)
    seen, name = _responses(ctx)
    tables = (_listed(ctx, touched), *((_first(ctx, seen),) if seen and seen.found else ()))
    told = seen is not None and bool(seen.found)
    return finding(
        ctx,
        "reactions",
        _answer(ctx, touched, seen),
        [
            *_reported(ctx, states),
            *_groups(ctx),
            *_told(ctx, seen, name),
            ctx.say("reactions.method"),
            ctx.say("reactions.unknown"),
        ],
        figures=[_labelled(ctx, change) for m in touched for change in m.changes][:MEASURED],
        tables=[t for t in tables if t.rows],
        not_measured=() if told else missing(ctx, "reactions"),
    )


def _answer(ctx: Context, touched: tuple[Moved, ...], seen: Responses | None) -> str:
    """Who is concerned, and whether such states were seen to react."""
    if not touched:
        return ctx.say("reactions.answer.none")
    head = "head_one" if len(touched) == 1 else "head_all" if len(touched) <= NAMED else "head_first"
    clear = _clear(seen)
    key = "stakes" if seen is None else "few" if not seen.found else "seen" if clear else "quiet"
    return ctx.say(
        f"reactions.answer.{key if key == 'stakes' else f'stakes_{key}'}",
        head=ctx.say(f"reactions.answer.{head}", who=States(tuple(m.state for m in touched[:NAMED])), n=len(touched)),
        relations=[ctx.say(f"reactions.relation.{r.relation}") for r in clear],
        events=seen.events if seen else 0,
    )


def _clear(seen: Responses | None) -> list[Response]:
    """Who acted sooner than ordinarily, beyond chance."""
    return [r for r in seen.found if r.separates] if seen else []


def _listed(ctx: Context, touched: tuple[Moved, ...]) -> Table:
    rows = tuple(
        (ctx.words.name(m.state, "bare"), ctx.say("reactions.join").join(_why(ctx, m))) for m in touched[:LISTED]
    )
    return Table(ctx.say("reactions.table"), (ctx.say("head.state"), ctx.say("head.stake")), rows)


def _labelled(ctx: Context, change: Change) -> Change:
    """A patron's share by the names of both: `share_defence:CHN` alone does not say in what."""
    if not change.name.startswith("share_defence:"):
        return change
    client = change.before.about[0]
    patron = change.name.partition(":")[2]
    return replace(change, name=ctx.say("reactions.share_of", patron=States((patron,)), client=States((client,))))


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
    """What third states did, by the article, on the day of the event or later; what came before is no reaction."""
    event = ctx.focus.event
    since = event.date.first if event and event.date else date.min
    later = (e for e in ctx.coded.events if e is not event and not (e.date and e.date.last < since))
    found = [e for e in later if not {*e.actor} & {*states}]
    return [ctx.say("reactions.reported", what=told_event(ctx, e), n=e.sentence + 1) for e in found[:4]]


# --- what event data say ------------------------------------------------------------------------------------


def _responses(ctx: Context) -> tuple[Responses | None, str]:
    """First reactions after events of the type of the article's, by the first imported stream that knows enough of
    them, the one that reaches closest to the day asked before others; and its name."""
    event, seen = ctx.focus.event, []
    if event is None:
        return None, ""
    for name, _ in reaching(ctx.day):
        acts = imported(name, ctx.record, max(date.min, ctx.day - timedelta(days=365 * YEARS)), ctx.day)
        seen.append((responses(acts, event.type.value, related(ctx.before), ctx.day, seed=ctx.seed), name))
        if seen[-1][0].found:
            return seen[-1]
    return seen[0] if seen else (None, "")


def _told(ctx: Context, seen: Responses | None, name: str) -> list[str]:
    if seen is None:
        return []
    stream = ctx.say(f"stream.{name}")
    if not seen.found:
        return [ctx.say("reactions.too_few", n=seen.events, stream=stream)]
    clear = _clear(seen)
    if not clear:
        return [ctx.say("reactions.not_separated", n=seen.events, stream=stream)]
    return [_told_one(ctx, r, seen.events, stream) for r in clear]


def _told_one(ctx: Context, one: Response, events: int, stream: str) -> str:
    (low, high), (soon, sooner) = one.share.interval or (0.0, 1.0), one.sooner.interval or (0.0, 0.0)
    return ctx.say(
        "reactions.separated", relation=ctx.say(f"reactions.relation.{one.relation}"), n=events, stream=stream,
        share=one.share.value or 0.0, low=low, high=high, base=one.base.value or 0.0, wait=one.wait.value or 0.0,
        quiet=one.quiet.value or 0.0, least=soon, most=sooner, first=_kinds(ctx, one),
    )  # fmt: skip


def _kinds(ctx: Context, one: Response) -> list[str]:
    """The three types that came first most often, each with its count and what is ordinary."""
    return [
        ctx.say("reactions.kind", what=ctx.say(f"type.{kind}"), n=count, usual=round(usual))
        for kind, count, usual in one.types[:3]
    ]


def _first(ctx: Context, seen: Responses) -> Table:
    heads = ("relation", "share_after", "share_quiet", "wait_after", "wait_quiet", "first_types")
    rows = tuple(
        (
            ctx.say(f"reactions.relation.{r.relation}"),
            *(_between(ctx, f) for f in (r.share, r.base, r.wait, r.quiet)),
            ctx.words.joined(_kinds(ctx, r)) or "–",
        )
        for r in seen.found
    )
    header = tuple(ctx.say(f"head.{h}") for h in heads)
    return Table(ctx.say("reactions.first"), header, rows, ctx.say("reactions.first_note"))


def _between(ctx: Context, figure: Figure) -> str:
    low, high = figure.interval or (0.0, 0.0)
    return ctx.say("reactions.between" if figure.unit == "share" else "reactions.between_days",
                   value=figure.value or 0.0, low=low, high=high)  # fmt: skip


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
