"""The title, and the three sentences: what is different, what is not, what nobody can know yet."""

from __future__ import annotations

from ..lang.wording import States
from .context import Context
from .questions.happened import deed, headline_day, place_name

__all__ = ["summary", "title"]


def title(ctx: Context) -> str:
    """What happened, who, where, when: not the article's title."""
    focus, day = ctx.focus, headline_day(ctx)
    if focus.kind == "none":
        return ctx.say("title.none", title=ctx.coded.document.title or ctx.coded.document.id)
    who = States(focus.states[:4])
    if focus.treaty and focus.act:
        place = place_name(ctx)
        key = "title.treaty_place" if place else "title.treaty"
        who = States(focus.act.by[:4])
        kind, act = ctx.say(f"kind.{focus.treaty.kind}"), ctx.say(f"act.{focus.act.act}")
        return ctx.say(key, who=who, kind=kind, act=act, place=place, day=day)
    what = ctx.say(f"type.{focus.event.type}") if focus.event else ""
    if focus.kind in {"rupture", "renewal"}:
        what = ctx.say(f"title.{focus.kind}")
    return ctx.say("title.event", who=who, what=what, day=day)


def summary(ctx: Context) -> tuple[str, str, str]:
    """Three sentences that could be read aloud."""
    focus = ctx.focus
    if focus.kind == "none":
        return ctx.say("summary.none.1"), ctx.say("summary.none.2"), ctx.say("summary.none.3")
    first = deed(ctx)
    key: str = focus.kind
    if focus.treaty:
        key = "treaty_defence" if focus.defends else "treaty_other"
        if focus.defends and ctx.later is None:
            key = "treaty_in_force"
    states = focus.states
    if focus.act and focus.treaty and focus.defends and focus.act.act in {"denounced", "suspended"}:
        two = len(focus.treaty.signatories) == 2
        key = "treaty_suspended" if focus.act.act == "suspended" else "treaty_ended" if two else "treaty_left"
        states = focus.act.by
    values = {"who": ctx.states(states), "day": ctx.day}
    return first, ctx.say(f"summary.{key}.2", **values), ctx.say(f"summary.{key}.3", **values)
