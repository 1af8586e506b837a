"""2 Who is now bound to whom? Duties before and after, their terms, and what an attack would set off."""

from __future__ import annotations

from ...figure import Change
from ...lang.wording import States
from ...measures.casus import Answer, Bond, NotBound
from ...measures.obligations import Guarantor, guarantors, partner_count
from ...system import Owed, System
from ...treaty import Obligation, Treaty
from ..context import Context
from ..model import Finding, Table
from ..scenarios import Played, Scenario, play, scenarios
from .finding import finding, nothing
from .reported import act_answer, act_terms, lost, told_terms

__all__ = ["added", "bound"]


def bound(ctx: Context) -> Finding:
    """The duties of defence of the states of the article, and the two attacks played through."""
    if ctx.focus.kind == "none":
        return nothing(ctx, "bound")
    states = ctx.focus.states[:2]
    figures = [_partners(ctx, state) for state in states]
    reasoning = [*_terms(ctx), *(_state(ctx, state) for state in states), *_disputes(ctx, states)]
    tables = [_duties(ctx, state) for state in states]
    tables += [table for scenario in scenarios(ctx) for table in _scenario(ctx, scenario)]
    return finding(ctx, "bound", _answer(ctx), reasoning, figures=figures, tables=[t for t in tables if t.rows])


def _partners(ctx: Context, state: str) -> Change:
    return ctx.change("defence_partners", lambda system: partner_count(system, state))


def added(ctx: Context, state: str) -> tuple[str, ...]:
    """The states that owe the state defence once everything reported is in force, and did not before."""
    old = {g.state for g in guarantors(ctx.before, state, clear=True)}
    return tuple(g.state for g in guarantors(ctx.final, state, clear=True) if g.state not in old)


def _answer(ctx: Context) -> str:
    focus = ctx.focus
    if not focus.treaty:
        between = [o for p in ("defence", "nonaggression", "consultation") for o in _between(ctx, p)]
        key = "bound.answer.kept" if between else "bound.answer.none"
        return ctx.say(key, who=ctx.states(focus.states), n=len({o.id for o in between}))
    if not focus.defends:
        return ctx.say("bound.answer.no_defence", who=ctx.states(focus.states))
    if (own := act_answer(ctx)) is not None:
        return own
    if ctx.later is None:
        return ctx.say("bound.answer.in_force", who=ctx.states(focus.states), day=ctx.day)
    key = "bound.answer.signed" if focus.act and focus.act.act == "signed" else "bound.answer.ratified"
    return ctx.say(key, who=ctx.states(focus.states), day=ctx.day)


def _between(ctx: Context, pledge: str) -> list[Treaty]:
    one, other = (*ctx.focus.states, "", "")[:2]
    return [o.treaty for o in ctx.after.owed(pledge, to=one, by=other)]  # type: ignore[arg-type]  # three literal pledges


def _terms(ctx: Context) -> list[str]:
    """The casus in the treaty's own terms, and what it leaves out."""
    treaty, lang = ctx.focus.treaty, ctx.words.lang
    if treaty is None:
        kept = {t.id: t for p in ("defence", "nonaggression", "consultation") for t in _between(ctx, p)}
        return [
            ctx.say(
                "bound.kept",
                title=t.short.of(lang),
                pledges=list(dict.fromkeys(ctx.say(f"pledge.{o.pledge}") for o in t.obligation)),
            )
            for t in kept.values()
        ]
    said = [_term(ctx, treaty, o) for o in treaty.obligation if o.certainty != "disputed"]
    said += [_disputed(ctx, o) for o in treaty.obligation if o.certainty == "disputed"]
    if treaty.provisional:
        said += told_terms(ctx)
    said += act_terms(ctx)
    if treaty.pledges("defence"):
        said.append(ctx.say("bound.not_initiator"))
    facts = ctx.library.get(treaty.id)
    if ctx.later and treaty.in_force is None and facts and facts.in_force:
        said.append(ctx.say("bound.in_force_on", day=facts.in_force, signed=treaty.signed))
    elif ctx.later and treaty.in_force is None:
        said.append(ctx.say("bound.in_force_unknown"))
    if treaty.note:
        said.append(treaty.note.of(lang))
    if treaty.dispute:
        said.append(treaty.dispute.of(lang))
    return said


def _term(ctx: Context, treaty: Treaty, obligation: Obligation) -> str:
    lang = ctx.words.lang
    trigger = obligation.trigger.of(lang) if obligation.trigger else ctx.say("bound.trigger_unknown")
    return ctx.say(
        f"bound.term.{obligation.pledge}",
        article=_article(ctx, obligation),
        trigger=trigger,
        aid=ctx.say(f"aid.{obligation.aid}"),
        area=ctx.words.area(obligation.area),
    )


def _disputed(ctx: Context, obligation: Obligation) -> str:
    why = obligation.dispute.of(ctx.words.lang) if obligation.dispute else ""
    return ctx.say("bound.term_disputed", article=_article(ctx, obligation), why=why)


def _article(ctx: Context, obligation: Obligation) -> str:
    return ctx.say("article.known" if obligation.article else "article.unknown", n=obligation.article)


def _state(ctx: Context, state: str) -> str:
    old = guarantors(ctx.before, state)
    clear = [g for g in old if g.standing == "clear"]
    new, gone = added(ctx, state), lost(ctx, state)
    key = "bound.state.more" if new else "bound.state.same"
    if new and ctx.later is None:
        key = "bound.state.now"
    if not clear:
        key = "bound.state.nobody"
        if new:
            key = "bound.state.first" if ctx.later else "bound.state.first_now"
    if gone and clear and not new:
        key = "bound.state.less"
    values = {"before": _named(ctx, clear), "n": len(clear), "new": ctx.states(new), "lost": ctx.states(gone)}
    return ctx.say(key, state=States((state,)), **values)


def _named(ctx: Context, held: list[Guarantor]) -> str:
    """The guarantors in words; where there are many, by treaty."""
    if len(held) <= 8:
        return ctx.words.states(ctx.states([g.state for g in held]))
    by_treaty: dict[str, int] = {}
    for guarantor in held:
        treaty = guarantor.clearest.treaty.short.of(ctx.words.lang)
        by_treaty[treaty] = by_treaty.get(treaty, 0) + 1
    return ctx.words.joined(f"{treaty} ({n})" for treaty, n in by_treaty.items())


def _disputes(ctx: Context, states: tuple[str, ...]) -> list[str]:
    """What is owed on a reading or a condition only: the states of one treaty and one reason in one sentence."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for state in states:
        for guarantor in guarantors(ctx.final, state):
            if guarantor.standing != "clear":
                owed = guarantor.clearest
                why = _sentence(owed.why[1] if ctx.words.lang == "fr" else owed.why[0])
                if guarantor.standing == "conditional":
                    why = _when(ctx, owed.obligation)
                key = guarantor.standing, state, owed.treaty.short.of(ctx.words.lang), why
                found.setdefault(key, []).append(guarantor.state)
    said = [
        ctx.say(f"bound.{standing}", who=ctx.states(held), whom=States((whom,)), treaty=treaty, why=why)
        for (standing, whom, treaty, why), held in found.items()
    ]
    return said[:6]


def _sentence(text: str) -> str:
    """A reason as a sentence of its own: the facts write some as half of one."""
    return text and f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _when(ctx: Context, obligation: Obligation) -> str:
    """The condition of a pledge, or the attack for which alone it is owed, in the treaty's terms."""
    words = obligation.condition or obligation.trigger
    return words.of(ctx.words.lang) if words else ""


def _duties(ctx: Context, state: str) -> Table:
    """Who owes the state defence: by which article, on what trigger, from when; states of one treaty share a row."""
    found: dict[tuple[str, ...], list[str]] = {}
    for owed, mark in _pledged(ctx, state):
        trigger = owed.obligation.trigger.of(ctx.words.lang) if owed.obligation.trigger else "–"
        row = (
            owed.treaty.short.of(ctx.words.lang),
            owed.obligation.article or "–",
            ctx.say(f"aid.{owed.obligation.aid}"),
            trigger,
            ctx.say(f"standing.{owed.standing}"),
            ctx.say(f"since.{mark}"),
        )
        found.setdefault(row, []).append(owed.obligor)
    header = tuple(ctx.say(f"head.{h}") for h in ("state", "treaty", "article", "aid", "trigger", "standing", "since"))
    rows = tuple((_list(ctx, states), *row) for row, states in found.items())
    return Table(ctx.say("bound.table", state=States((state,))), header, rows)


def _pledged(ctx: Context, state: str) -> list[tuple[Owed, str]]:
    """The pledges to a state, and since when: one a state and treaty; a contested one only where none is clear."""
    found: dict[tuple[str, str], tuple[Owed, str]] = {}
    for system, mark in ((ctx.before, "before"), (ctx.after, "after"), (ctx.later, "signed")):
        for guarantor in guarantors(system, state) if system else ():
            for owed in guarantor.pledges:
                if owed.standing != "contested" or guarantor.standing == "contested":
                    found.setdefault((owed.obligor, owed.treaty.id), (owed, mark))
    if ctx.later is None:
        return list(found.values())
    kept = {(o.obligor, o.treaty.id) for g in guarantors(ctx.later, state) for o in g.pledges}
    return [(owed, mark if key in kept else "ends") for key, (owed, mark) in found.items()]


def _list(ctx: Context, states: list[str]) -> str:
    """Names in a cell: all of them, since a table has the room that a sentence has not."""
    return ", ".join(ctx.words.name(c, "bare") for c in ctx.states(list(dict.fromkeys(states))))


def _scenario(ctx: Context, scenario: Scenario) -> list[Table]:
    systems: list[tuple[str, System]] = [("before", ctx.before), ("after", ctx.after)]
    if ctx.later:
        systems.append(("later", ctx.later))
    played = {mark: play(system, scenario) for mark, system in systems}
    last = played["later" if ctx.later else "after"]
    worth = _worth(last.answer)
    rows = _grouped(ctx, [_bond(ctx, b, played) for b in worth if b.obligation.pledge == "defence"])
    talks = _grouped(ctx, [_bond(ctx, b, played) for b in worth if b.obligation.pledge == "consultation"])
    rows += talks[:CONSULTATIONS]
    rows += _grouped(ctx, [_no(ctx, n) for n in _telling(ctx, last.answer)])[:NO_DUTIES]
    rows += _grouped(ctx, [_second(ctx, bond) for bond in last.circle])
    rows += _grouped(ctx, [_no(ctx, n) for n in last.excluded])[:NO_DUTIES]
    title = ctx.say(f"scenario.{scenario.rule}", who=ctx.states(scenario.attackers), whom=ctx.states(scenario.targets))
    header = tuple(ctx.say(f"head.{h}") for h in ("state", "duty", "towards", "treaty", "since", "why"))
    note = ctx.say("scenario.note")
    if len(talks) > CONSULTATIONS:
        note += " " + ctx.say("scenario.more", n=len(talks) - CONSULTATIONS)
    return [Table(title, header, tuple(rows), note)]


NO_DUTIES = 6  # lines of a scenario that explain why a treaty does not oblige
CONSULTATIONS = 4  # lines of treaties that only oblige to consult; the note counts the rest


def _grouped(ctx: Context, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows that differ in the state alone become one."""
    found: dict[tuple[str, ...], list[str]] = {}
    for state, *rest in rows:
        found.setdefault(tuple(rest), []).append(state)
    return [(_list(ctx, states), *rest) for rest, states in found.items()]


def _worth(answer: Answer) -> list[Bond]:
    """The bonds worth a line: a contested or conditional one only for a state that no clear one binds."""
    shown = [b for b in answer.bound if b.obligation.pledge in {"defence", "consultation"}]
    sure = {(b.state, b.obligation.pledge) for b in shown if b.certainty == "clear"}
    return [b for b in shown if b.certainty == "clear" or (b.state, b.obligation.pledge) not in sure]


def _bond(ctx: Context, bond: Bond, played: dict[str, Played]) -> tuple[str, ...]:
    def key(b: Bond) -> tuple[str, str, str]:
        return b.state, b.treaty.id, b.obligation.pledge

    held = [mark for mark, p in played.items() if key(bond) in {key(b) for b in p.answer.bound}]
    since = "signed" if held == ["later"] else held[0]
    duty = ctx.say(f"duty.{bond.obligation.pledge}")
    if bond.certainty != "clear":
        duty = f"{duty} ({ctx.say(f'standing.{bond.certainty}')})"
    return (
        bond.state,
        duty,
        ctx.words.name(bond.towards, "bare"),
        ctx.cite(bond.treaty, bond.obligation.article),
        ctx.say(f"since.{since}"),
        bond.why.of(ctx.words.lang),
    )


def _telling(ctx: Context, answer: Answer) -> list[NotBound]:
    """The refusals worth a line: by the states of the article first, then what only place or provocation excludes."""
    bound_states = {b.state for b in answer.bound if b.obligation.pledge == "defence"}
    telling = [
        n
        for n in answer.not_bound
        if n.obligation.pledge == "defence"
        and n.state not in bound_states
        and n.obligation.certainty != "disputed"
        and n.reason not in {"not_party", "no_war_of_its_own"}
    ]
    focus = {*ctx.focus.states}
    telling = [
        n
        for n in telling
        if n.towards in focus
        or n.reason in {"outside_area", "dependency"}
        or (n.state in focus or len(n.treaty.signatories) < 4)
    ]
    once: dict[tuple[str, str, str], NotBound] = {}
    for refusal in telling:
        once.setdefault((refusal.state, refusal.towards, refusal.reason), refusal)
    return sorted(once.values(), key=lambda n: (n.towards not in focus, len(n.treaty.signatories), n.treaty.id))


def _no(ctx: Context, no: NotBound) -> tuple[str, ...]:
    return (
        no.state,
        ctx.say("duty.nothing"),
        ctx.words.name(no.towards, "bare"),
        ctx.cite(no.treaty, no.obligation.article),
        "–",
        ctx.say(f"casus.reason.{no.reason}", area=ctx.words.area(no.obligation.area)),
    )


def _second(ctx: Context, bond: Bond) -> tuple[str, ...]:
    return (
        bond.state,
        ctx.say("duty.second"),
        ctx.words.name(bond.towards, "bare"),
        ctx.cite(bond.treaty, bond.obligation.article),
        "–",
        ctx.say("scenario.second_why", who=States((bond.towards,))),
    )
