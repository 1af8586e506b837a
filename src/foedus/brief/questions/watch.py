"""10 What should be watched next? What the law and the facts leave open, as things that will or will not be seen."""

from __future__ import annotations

from ...lang.wording import States
from ..context import Context
from ..model import Finding
from ..scenarios import scenarios
from .bound import added
from .finding import finding, nothing

__all__ = ["watch"]


_SIGNS = {"denounced": "notice", "suspended": "resumed"}


def watch(ctx: Context) -> Finding:
    """Signs that would settle what is open, the nearest first."""
    focus = ctx.focus
    if focus.kind == "none":
        return nothing(ctx, "watch")
    signs: list[str] = []
    if focus.treaty and focus.treaty.in_force is None and ctx.later:
        signs.append(ctx.say("watch.ratification", who=ctx.states(focus.states)))
    if focus.act and focus.act.act in _SIGNS and (ctx.later or focus.act.act == "suspended"):
        signs.append(ctx.say(f"watch.{_SIGNS[focus.act.act]}", who=ctx.states(focus.act.by)))
    if focus.treaty and (focus.treaty.provisional or _unpublished(ctx)):
        signs.append(ctx.say("watch.text"))
    if focus.defends:
        signs += [
            ctx.say("watch.consult", who=ctx.states(focus.states)),
            *(
                ctx.say("watch.exercise", who=ctx.states(added(ctx, s)), whom=States((s,)))
                for s in focus.states[:2]
                if added(ctx, s)
            ),
        ]
    if focus.kind == "rupture":
        signs += [ctx.say("watch.rupture", who=ctx.states(focus.states)), ctx.say("watch.mediation")]
    if focus.kind == "violence":
        signs.append(ctx.say("watch.violence", who=ctx.states(focus.states)))
    signs += [ctx.say("watch.rival", who=ctx.states(s.attackers)) for s in scenarios(ctx) if s.rule == "rivals_attack"][
        :2
    ]
    if not signs:
        signs.append(ctx.say("watch.sequel", who=ctx.states(focus.states or ())))
    return finding(ctx, "watch", signs[0], signs[1:])


def _unpublished(ctx: Context) -> bool:
    treaty = ctx.focus.treaty
    return treaty is not None and treaty.certainty != "certain"
