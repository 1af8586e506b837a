"""3 What does it do to the balance of power? Capability behind each state and behind its side, before and after."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from ...capability import INDICATORS
from ...figure import Change, Figure
from ...lang.wording import States
from ...measures.behind import behind, silent
from ...measures.blocs import bloc_of, poles
from ...measures.capability import concentration, mean_share, share, warheads
from ...measures.obligations import guarantors
from ...measures.polarity import Polarity
from ...measures.relations import network, relations
from ...measures.weighing import Variant, con, polarity_class
from ...system import System
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from ..scenarios import play, scenarios
from .finding import finding, nothing

__all__ = ["balance", "coalition"]


def balance(ctx: Context) -> Finding:
    """Shares of the world's capability; a treaty moves none, it moves who stands behind whom."""
    states = ctx.focus.states[:2]
    if not states:
        return nothing(ctx, "balance")
    figures = [_behind(ctx, state) for state in states]
    if silent(ctx.before) and all(c.before.value is None for c in figures):
        return _unknown(ctx, states)
    figures += _concentrations(ctx)
    moved = [(s, c) for s, c in zip(states, figures, strict=False) if _moves(c)]
    if not moved:
        answer = ctx.say("balance.answer.same", who=ctx.states(states))
    else:
        state, change = max(moved, key=lambda m: abs((_last(m[1]) or 0.0) - (m[1].before.value or 0.0)))
        answer = ctx.say(
            "balance.answer.more" if ctx.later is None else "balance.answer.later",
            state=States((state,)), before=change.before.value or 0.0, after=_last(change) or 0.0,
        )  # fmt: skip
    method = "method_cinc" if silent(ctx.before) else "method"
    reasoning = [ctx.say(f"balance.{method}"), *_alone(ctx, states), *_polarity(ctx)]
    reasoning += [*_blocs(ctx, states), *_poles(ctx), *_thirds(ctx, states)]
    tables = (*([] if silent(ctx.before) else [_indicators(ctx, states)]), *_sides(ctx))
    return finding(ctx, "balance", answer, reasoning, figures=figures, tables=[t for t in tables if t.rows])


def _unknown(ctx: Context, states: tuple[str, ...]) -> Finding:
    """Of a day for which neither the facts nor imported data have capabilities: the ties alone."""
    reasoning = [*_blocs(ctx, states), *_thirds(ctx, states)]
    answer = ctx.say("balance.answer.unknown", day=ctx.day)
    return finding(ctx, "balance", answer, reasoning, not_measured=missing(ctx, "capability"))


def coalition(system: System, state: str) -> tuple[str, ...]:
    """The state and those that clearly owe it defence."""
    return (state, *(g.state for g in guarantors(system, state, clear=True)))


def _behind(ctx: Context, state: str) -> Change:
    return ctx.change(f"behind:{state}", lambda system: behind(system, coalition(system, state)))


def _last(change: Change) -> float | None:
    return (change.later or change.after).value


def _moves(change: Change) -> bool:
    return abs((_last(change) or 0.0) - (change.before.value or 0.0)) > 1e-9


def _alone(ctx: Context, states: tuple[str, ...]) -> list[str]:
    said = []
    for state in states:
        figure = behind(ctx.before, (state,))
        if figure.value is not None:
            low, high = figure.interval or (figure.value, figure.value)
            known = ctx.words.number(low, "pct") == ctx.words.number(high, "pct")
            key = "alone_cinc" if figure.interval is None else "alone_agreed" if known else "alone"
            said.append(ctx.say(f"balance.{key}", state=States((state,)), share=figure.value, low=low, high=high))
    con = concentration(ctx.before)
    if con.value is not None and not silent(ctx.before):
        said.append(ctx.say("balance.concentration", value=con.value, n=len(con.about)))
    return said


def _concentrations(ctx: Context) -> list[Change]:
    """CON on the mean share, where the facts speak of the day, and on the other indices that are known for it."""
    variants: dict[str, Variant] = {"con_net": "con_net", "con_cinc": "con_cinc", "con_six": "con_six"}
    if not silent(ctx.before):
        variants = {"concentration": "con_mean4", **variants}
    changes = [_con(ctx, name, variant) for name, variant in variants.items()]
    return [c for c in changes if c.before.value is not None]


def _con(ctx: Context, name: str, variant: Variant) -> Change:
    """CON on the three systems; drawn once where they share their capabilities, as they do unless events move some."""
    systems = [s for s in (ctx.before, ctx.after, ctx.later) if s is not None]
    if all(s.record.capabilities is ctx.before.record.capabilities for s in systems):
        figure = _bare(ctx, ctx.before, variant)
        return Change(name, figure, figure, figure if ctx.later else None)
    return ctx.change(name, partial(_bare, ctx, variant=variant))


def _bare(ctx: Context, system: System, variant: Variant) -> Figure:
    """CON, drawn where its inputs are intervals, without its note, which is written for readers of tables."""
    return replace(con(system, variant, draws=ctx.draws, seed=ctx.seed), note="")


def _polarity(ctx: Context) -> list[str]:
    """The class of the distribution by two indices of the facts, which may disagree; by CINC where it is imported."""
    found = [polarity_class(ctx.before, index) for index in ("mean_share", "net_resources")]
    said = []
    if found[0] is not None and found[1] is not None:
        words = {f"{key}{n}": value for n, one in enumerate(found) for key, value in _class(ctx, one).items()}
        said.append(ctx.say("balance.polarity", **words))
    published = polarity_class(ctx.before, "cinc")
    if published is not None:
        said.append(ctx.say("balance.cinc", **_class(ctx, published)))
    return said


def _class(ctx: Context, found: Polarity | None) -> dict[str, object]:
    """A class of polarity in words, the class beyond the nearest threshold, and how far that is."""
    assert found is not None
    return {
        "pole": ctx.say(f"balance.pole.{found.pole}"),
        "beyond": ctx.say(f"balance.pole.{found.beyond}"),
        "margin": found.margin,
    }


def _poles(ctx: Context) -> list[str]:
    """How many poles the major powers make once allied powers are counted as one, where the event changes that."""
    before, after = poles(ctx.before), poles(ctx.final)
    if before == after:
        return []
    return [ctx.say("balance.poles", before=len(before), after=len(after), names=_powers(ctx, after))]


def _thirds(ctx: Context, states: tuple[str, ...]) -> list[str]:
    """Whom a tie that the event makes, or turns, tears or puts at ease: third states with ties of their own to both."""
    if len(states) < 2:
        return []
    old, new = (relations(system).between(*states) for system in (ctx.before, ctx.final))
    if new is None or (old is not None and old.sign == new.sign):
        return []
    from ...measures.balance.tie import third_states  # loads the search for frustration

    one, other = states
    found = third_states(network(ctx.before), one, other, new.sign)
    sign = "friend" if new.sign > 0 else "foe"
    if not found:
        return [ctx.say(f"balance.thirds.{sign}_none", who=ctx.states(states))]
    torn, ease = (_group(ctx, tuple(t.state for t in found if t.torn is kind)) for kind in (True, False))
    return [ctx.say(f"balance.thirds.{sign}", torn=torn, ease=ease)]


def _group(ctx: Context, states: tuple[str, ...]) -> str:
    """States by name, or how many they are."""
    if not states:
        return ctx.say("balance.thirds.nobody")
    return ctx.say("balance.bloc.many", n=len(states)) if len(states) > 8 else ctx.words.states(ctx.states(states))


def _powers(ctx: Context, found: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(ctx.words.states(ctx.states(group)) for group in found)


def _blocs(ctx: Context, states: tuple[str, ...]) -> list[str]:
    said = []
    for state in states:
        old, new = bloc_of(ctx.before, state), bloc_of(ctx.final, state)
        key = "balance.bloc.same" if old == new else "balance.bloc.moved"
        said.append(
            ctx.say(key, state=States((state,)), before=_members(ctx, old), after=_members(ctx, new), n=len(new))
        )
    return said


def _members(ctx: Context, bloc: tuple[str, ...]) -> str:
    if len(bloc) == 1:
        return ctx.say("balance.bloc.alone")
    if len(bloc) > 8:
        return ctx.say("balance.bloc.many", n=len(bloc))
    return ctx.words.states(ctx.states(bloc))


def _indicators(ctx: Context, states: tuple[str, ...]) -> Table:
    """Each indicator, for each state alone and with those bound to it, before and once in effect."""
    sides: list[tuple[str, System, tuple[str, ...]]] = []
    for state in states:
        name = ctx.words.name(state, "bare")
        sides.append((ctx.say("balance.side.alone", state=name), ctx.before, (state,)))
        sides.append((ctx.say("balance.side.before", state=name), ctx.before, coalition(ctx.before, state)))
        if coalition(ctx.final, state) != coalition(ctx.before, state):
            mark = "later" if ctx.later else "after"
            sides.append((ctx.say(f"balance.side.{mark}", state=name), ctx.final, coalition(ctx.final, state)))
    header = (ctx.say("head.side"), *(ctx.say(f"indicator.{i}") for i in INDICATORS), ctx.say("indicator.mean"))
    rows = tuple((label, *_cells(ctx, system, members)) for label, system, members in sides)
    return Table(ctx.say("balance.table"), header, rows, ctx.say("balance.table_note"))


def _cells(ctx: Context, system: System, members: tuple[str, ...]) -> list[str]:
    cells = []
    for indicator in INDICATORS:
        if indicator == "warheads":
            figure = warheads(system, members)
            cells.append(_interval(ctx, figure.value, figure.low, figure.high, ""))
        else:
            part = share(system, members, indicator)
            cells.append(_interval(ctx, part.value, part.low, part.high, "pct") if part else "–")
    mean = mean_share(system, members)
    return [*cells, _interval(ctx, mean.value, mean.low, mean.high, "pct")]


def _interval(ctx: Context, value: float | None, low: float | None, high: float | None, spec: str) -> str:
    if value is None:
        return "–"
    said = ctx.words.number(value, spec)
    if low is None or high is None:
        return said
    bounds = ctx.words.number(low, spec), ctx.words.number(high, spec)
    return said if bounds == (said, said) else f"{said} ({bounds[0]} – {bounds[1]})"


def _sides(ctx: Context) -> list[Table]:
    """The capability of each side of the attacks played through."""
    header = tuple(ctx.say(f"head.{h}") for h in ("when", "defenders", "share", "attackers", "share"))
    tables = []
    for scenario in scenarios(ctx):
        rows = []
        marks = [("before", ctx.before), ("after", ctx.after), *([("later", ctx.later)] if ctx.later else [])]
        for mark, system in marks:
            assert system is not None
            played = play(system, scenario)
            cells = [ctx.say(f"when.{mark}")]
            for side in (played.defenders, played.attackers):
                mean = behind(system, side)
                cells += [
                    ctx.words.states(ctx.states(side), "bare/8"),
                    _interval(ctx, mean.value, mean.low, mean.high, "pct"),
                ]
            rows.append(tuple(cells))
        who, whom = ctx.states(scenario.attackers), ctx.states(scenario.targets)
        tables.append(Table(ctx.say(f"scenario.{scenario.rule}", who=who, whom=whom), header, tuple(rows)))
    return tables
