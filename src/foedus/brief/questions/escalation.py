"""6 Does the risk of escalation move? The risk as past disputes tell it, and what duties add to a war if one comes."""

from __future__ import annotations

from ...errors import UsageError
from ...evidence import Clause
from ...figure import Change, Figure
from ...forecasts.disputes.asking import Answer
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
    known = [d.answer for d in found if d.answer is not None]
    tension, tense = strained(ctx, found[0].pair) if found else ([], [])
    armed = [said for scenario, _ in moved if (said := _nuclear(ctx, scenario))]
    most = _most(moved)[0] if moved else played[0] if played else None
    risk = _answered(moved, found)
    war = _war(ctx, most) if most else None
    pairs, limits = told(ctx, found, risk)
    return finding(
        ctx,
        "escalation",
        _answer(ctx, moved, risk, bool(played)),
        [
            *pairs,
            *(" ".join(part) for part in (limits, tension, _law(ctx, played, armed)) if part),
            *(war.said if war else ()),
            *_violence(ctx),
        ],
        figures=[*(danger_change(ctx, a) for a in known), *tense, *figures, *(war.figures if war else ())],
        tables=(war.table,) if war else (),
        not_measured=missing(ctx, "risk") if any(d.answer is not None and d.answer.bare for d in found) else (),
    )


def _law(ctx: Context, played: tuple[Scenario, ...], armed: list[str]) -> list[str]:
    """Why an attack by a neighbour is looked at; what a treaty changes, if there is one; who with nuclear arms is
    engaged."""
    near = (s for s in played if s.rule == "neighbour_attacks")
    why = [ctx.say("escalation.neighbour", who=ctx.states(s.attackers), whom=ctx.states(s.targets)) for s in near]
    return [*why, *([ctx.say("escalation.method")] if ctx.focus.treaty else []), *armed]


def _war(ctx: Context, scenario: Scenario) -> Spreading | None:
    """Who might join; nothing where one of the two is no state of the system."""
    try:
        return spreading(ctx, scenario)
    except UsageError:  # the duties above are told all the same, and nothing is said of joining
        return None


def _answered(moved: list[tuple[Scenario, Change]], found: tuple[Danger, ...]) -> Answer | None:
    """The risk that the answer tells: of the pair of the attack that moves most, else of the first pair known."""
    known = [d for d in found if d.answer is not None]
    if moved:
        most = _most(moved)[0]
        known = [d for d in known if {*d.pair} == {most.attackers[0], most.targets[0]}]
    return known[0].answer if known else None


def _most(moved: list[tuple[Scenario, Change]]) -> tuple[Scenario, Change]:
    return max(moved, key=lambda m: abs(_rise(m[1])))


def _answer(ctx: Context, moved: list[tuple[Scenario, Change]], risk: Answer | None, played: bool) -> str:
    """What duty adds in the attack that moves most, if any does, and the risk."""
    if not moved:
        key = _kind(ctx)
        if risk is not None:
            return ctx.say(f"escalation.answer.risk_{key}", **numbers(ctx, risk))
        return ctx.say(f"escalation.answer.{key}" if played else "escalation.answer.no_rival")
    scenario, change = _most(moved)
    before = int(change.before.value or 0)
    values: dict[str, object] = {
        "whom": ctx.states(scenario.targets), "who": ctx.states(scenario.attackers),
        "before": before or ctx.say("escalation.none_before"), "after": int((change.later or change.after).value or 0),
    }  # fmt: skip
    if risk is None:
        return ctx.say("escalation.answer.more", **values)
    return ctx.say("escalation.answer.risk_more", **values, **numbers(ctx, risk))


def _kind(ctx: Context) -> str:
    """What the event is to the risk, in words: it is no input of the model."""
    event = ctx.focus.event
    if ctx.focus.kind in {"violence", "renewal"}:
        return ctx.focus.kind
    hostile = ctx.focus.treaty is None and event is not None and event.intensity < 0
    return "hostile" if hostile else "same"


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
    """How many states with nuclear arms are engaged before and once all is in effect; nothing where none ever is."""

    def armed(system: System) -> list[str]:
        side = play(system, scenario)
        return [s for s in (*side.defenders, *side.attackers) if (warheads(system, (s,)).value or 0) > 0]

    old, new = armed(ctx.before), armed(ctx.final)
    if not old and not new:
        return ""
    key = "nuclear" if len(old) != len(new) else "nuclear_same"
    return ctx.say(
        f"escalation.{key}", who=ctx.states(scenario.attackers), whom=ctx.states(scenario.targets),
        before=len(old), after=len(new), states=States(new),
    )  # fmt: skip


def _violence(ctx: Context) -> list[str]:
    hostile = [r for r in ctx.record.relations if r.layer == "hostility"]
    return [ctx.say("escalation.violence", who=States((r.one,)), whom=States((r.other,))) for r in hostile[:3]]
