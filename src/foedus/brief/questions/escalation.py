"""6 Does the risk of escalation move? What duties add to a war if one comes; its probability needs a model."""

from __future__ import annotations

from ...evidence import Clause
from ...figure import Change, Figure
from ...lang.wording import States
from ...measures.capability import warheads
from ...measures.casus import Bond
from ...system import System
from ..context import Context, count
from ..missing import missing
from ..model import Finding
from ..scenarios import Scenario, play, scenarios
from .finding import finding, nothing

__all__ = ["escalation"]


def escalation(ctx: Context) -> Finding:
    """For each attack played through: how many states duty brings in, and how many of them hold nuclear arms."""
    absent = missing(ctx, "risk")
    played = scenarios(ctx)
    if ctx.focus.kind == "none":
        return nothing(ctx, "escalation", not_measured=absent)
    figures = [_bound(ctx, s) for s in played]
    moved = [(s, c) for s, c in zip(played, figures, strict=True) if _rise(c)]
    if not moved:
        key = "escalation.answer.same" if played else "escalation.answer.no_rival"
        return finding(ctx, "escalation", ctx.say(key), _violence(ctx), figures=figures, not_measured=absent)
    scenario, change = max(moved, key=lambda m: abs(_rise(m[1])))
    answer = ctx.say(
        "escalation.answer.more", whom=ctx.states(scenario.targets), who=ctx.states(scenario.attackers),
        before=int(change.before.value or 0), after=int((change.later or change.after).value or 0),
    )  # fmt: skip
    reasoning = [ctx.say("escalation.method"), *(_nuclear(ctx, s) for s, _ in moved), *_violence(ctx)]
    return finding(ctx, "escalation", answer, reasoning, figures=figures, not_measured=absent)


def _rise(change: Change) -> float:
    return ((change.later or change.after).value or 0.0) - (change.before.value or 0.0)


def _bound(ctx: Context, scenario: Scenario) -> Change:
    label = ctx.say(f"scenario.{scenario.rule}", who=ctx.states(scenario.attackers), whom=ctx.states(scenario.targets))

    def measure(system: System) -> Figure:
        answer = play(system, scenario).answer
        basis = tuple(_clause(b) for b in answer.bound if b.obligation.pledge == "defence")
        return count(label, len(answer.obliged_defence), "states", basis, "a count of duties, exact given the facts")

    return ctx.change(label, measure)


def _clause(bond: Bond) -> Clause:
    return Clause(bond.treaty.id, bond.obligation.article, bond.treaty.evidence[0].ref)


def _nuclear(ctx: Context, scenario: Scenario) -> str:
    def armed(system: System) -> list[str]:
        side = play(system, scenario)
        return [s for s in (*side.defenders, *side.attackers) if (warheads(system, (s,)).value or 0) > 0]

    old, new = armed(ctx.before), armed(ctx.final)
    return ctx.say(
        "escalation.nuclear", who=ctx.states(scenario.attackers), whom=ctx.states(scenario.targets),
        before=len(old), after=len(new), states=States(new),
    )  # fmt: skip


def _violence(ctx: Context) -> list[str]:
    hostile = [r for r in ctx.record.relations if r.layer == "hostility"]
    return [ctx.say("escalation.violence", who=States((r.one,)), whom=States((r.other,))) for r in hostile[:3]]
