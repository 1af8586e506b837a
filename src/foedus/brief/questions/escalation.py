"""6 Does the risk of escalation move? The risk as past disputes tell it, and what duties add to a war if one comes."""

from __future__ import annotations

from ...errors import UsageError
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
from .dangers import Danger, danger_change, dangers, numbers, strained, told
from .finding import finding, nothing
from .spreading import Spreading, spreading

__all__ = ["escalation"]


def escalation(ctx: Context) -> Finding:
    """The risk of each two states between which an attack is played through; for each attack how many states duty
    brings in, and how many of them hold nuclear arms."""
    played = scenarios(ctx)
    if ctx.focus.kind == "none":
        return nothing(ctx, "escalation")
    figures = [_bound(ctx, s) for s in played]
    moved = [(s, c) for s, c in zip(played, figures, strict=True) if _rise(c)]
    found = dangers(ctx, played)
    known = [d.known for d in found if d.known is not None]
    said, tense = strained(ctx, found[0].pair) if found else ([], [])
    armed = [_nuclear(ctx, scenario) for scenario, _ in moved]
    most = max(moved, key=lambda m: abs(_rise(m[1])))[0] if moved else played[0] if played else None
    war = _war(ctx, most) if most else None
    return finding(
        ctx,
        "escalation",
        _answer(ctx, moved, found, bool(played)),
        [*told(ctx, found), *said, *_method(ctx, bool(known)), *armed, *(war.said if war else ()), *_violence(ctx)],
        figures=[*(danger_change(ctx, a) for a in known), *tense, *figures, *(war.figures if war else ())],
        tables=(war.table,) if war else (),
        not_measured=missing(ctx, "risk") if any(d.answer is not None and d.answer.bare for d in found) else (),
    )


def _method(ctx: Context, known: bool) -> list[str]:
    """What a treaty changes; of what the risk is, if one is shown."""
    return [ctx.say(f"escalation.{key}") for key in ("method", *(("method_risk",) if known else ()))]


def _war(ctx: Context, scenario: Scenario) -> Spreading | None:
    """Who might join; nothing where one of the two is no state of the system."""
    try:
        return spreading(ctx, scenario)
    except UsageError:  # the duties above are told all the same, and nothing is said of joining
        return None


def _answer(ctx: Context, moved: list[tuple[Scenario, Change]], found: tuple[Danger, ...], played: bool) -> str:
    """The risk of the pair of the attack that moves most (else of the first), and what duty adds."""
    if not moved:
        first = next((d.known for d in found if d.known is not None), None)
        if first is not None:
            return ctx.say("escalation.answer.risk_same", **numbers(ctx, first))
        return ctx.say("escalation.answer.same" if played else "escalation.answer.no_rival")
    scenario, change = max(moved, key=lambda m: abs(_rise(m[1])))
    values: dict[str, object] = {
        "whom": ctx.states(scenario.targets), "who": ctx.states(scenario.attackers),
        "before": int(change.before.value or 0), "after": int((change.later or change.after).value or 0),
    }  # fmt: skip
    pair = {scenario.attackers[0], scenario.targets[0]}
    risk = next((d.known for d in found if d.known is not None and {*d.pair} == pair), None)
    if risk is None:
        return ctx.say("escalation.answer.more", **values)
    return ctx.say("escalation.answer.risk_more", **values, **numbers(ctx, risk))


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
