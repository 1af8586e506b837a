"""5 Who is less, or more, isolated? A vector of layers, each judged apart."""

from __future__ import annotations

from collections.abc import Callable

from ...figure import Change
from ...lang.wording import States
from ...measures import isolation as layers
from ...system import System
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing
from .influence import client_of

__all__ = ["isolation"]

MEASURES = (layers.alliance, layers.cover, layers.organisations, layers.contact)


def isolation(ctx: Context) -> Finding:
    """The layers of the weaker state (or of both, without a treaty), before and after."""
    client = client_of(ctx)
    states = (client,) if client else ctx.focus.states[:2]
    absent = missing(ctx, *layers.UNMEASURED)
    if not states:
        return nothing(ctx, "isolation", not_measured=absent)
    state = states[0]
    figures = [_change(ctx, measure, state) for measure in MEASURES]
    risen, fallen = _moved(figures, 1), _moved(figures, -1)
    broken = [r for r in ctx.record.relations if r.sign < 0 and r.layer == "diplomatic" and state in {r.one, r.other}]
    if risen:
        answer = ctx.say("isolation.answer.less", state=States((state,)), layers=[ctx.say(f"layer.{n}") for n in risen])
    elif fallen:
        named = [ctx.say(f"layer.{n}") for n in fallen]
        answer = ctx.say("isolation.answer.fallen", state=States((state,)), layers=named)
    elif broken:
        answer = ctx.say("isolation.answer.more", who=ctx.states(ctx.focus.states[:2]))
    else:
        answer = ctx.say("isolation.answer.same", who=ctx.states(states))
    reasoning = [ctx.say("isolation.method"), *_ranks(ctx, state)]
    return finding(
        ctx, "isolation", answer, reasoning, figures=figures, tables=(_table(ctx, states),), not_measured=absent
    )


def _moved(changes: list[Change], way: int) -> list[str]:
    """The layers that rise (1) or fall (-1)."""
    moves = ((c.name.partition(":")[0], ((c.later or c.after).value or 0.0) - (c.before.value or 0.0)) for c in changes)
    return [name for name, move in moves if move * way > 1e-9]


def _change(ctx: Context, measure: Callable[[System, str], layers.Layer], state: str) -> Change:
    return ctx.change(f"{measure.__name__}:{state}", lambda system: measure(system, state).figure)


def _ranks(ctx: Context, state: str) -> list[str]:
    old, new = layers.alliance(ctx.before, state), layers.alliance(ctx.final, state)
    if old.percentile is None or new.percentile is None:
        return []
    key = "isolation.rank.moved" if old.percentile != new.percentile else "isolation.rank.same"
    said = [
        ctx.say(
            key,
            state=States((state,)),
            before=old.percentile,
            after=new.percentile,
            n=int(old.figure.value or 0),
            m=int(new.figure.value or 0),
        )
    ]
    crossed = old.percentile < 0.25 <= new.percentile
    said.append(ctx.say("isolation.crossed" if crossed else "isolation.not_crossed", state=States((state,))))
    return said


def _table(ctx: Context, states: tuple[str, ...]) -> Table:
    header = (*(ctx.say(f"head.{h}") for h in ("state", "layer", "before", "after")),)
    if ctx.later:
        header = (*header, ctx.say("head.later"))
    rows = []
    for state in states:
        for measure in MEASURES:
            change = _change(ctx, measure, state)
            row = [ctx.words.name(state, "bare"), ctx.say(f"layer.{measure.__name__}")]
            figures = [change.before, change.after, *([change.later] if change.later else [])]
            row += [ctx.words.quantity(f.value, f.unit) for f in figures]
            rows.append(tuple(row))
    return Table(ctx.say("isolation.table"), header, tuple(rows), ctx.say("isolation.table_note"))
