"""8 What followed comparable events in the past? Comparable treaties of the facts; what followed needs dispute data."""

from __future__ import annotations

from statistics import median

from ...treaty import Treaty
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing

__all__ = ["precedents"]


def precedents(ctx: Context) -> Finding:
    """Bilateral treaties with a pledge of defence signed since 1990: how long from signature to entry into force."""
    absent = missing(ctx, "disputes")
    if not ctx.focus.defends or ctx.focus.treaty is None:
        return nothing(ctx, "precedents", not_measured=absent)
    comparable = _comparable(ctx, ctx.focus.treaty)
    waits = [(t, (t.in_force.first - t.signed.first).days) for t in comparable if _dated(t) and t.in_force]
    if len(waits) < 3:
        return finding(ctx, "precedents", ctx.say("precedents.few", n=len(waits)), not_measured=absent)
    days = sorted(w for _, w in waits)
    answer = ctx.say(
        "precedents.answer", n=len(waits), middle=median(days) / 30.44, low=days[0] / 30.44, high=days[-1] / 30.44
    )
    rows = tuple(
        (
            t.short.of(ctx.words.lang),
            ctx.words.day(t.signed),
            ctx.words.day(t.in_force or t.signed),
            ctx.words.number(w / 30.44),
        )
        for t, w in sorted(waits, key=lambda p: p[0].signed)
    )
    header = tuple(ctx.say(f"head.{h}") for h in ("treaty", "signed", "in_force", "months"))
    table = Table(ctx.say("precedents.table"), header, rows, ctx.say("precedents.note"))
    return finding(ctx, "precedents", answer, [ctx.say("precedents.method")], tables=(table,), not_measured=absent)


def _dated(treaty: Treaty) -> bool:
    return treaty.signed.exact and treaty.in_force is not None and treaty.in_force.exact


def _comparable(ctx: Context, treaty: Treaty) -> list[Treaty]:
    """Known on the day of the brief: signed and in force before it."""
    return [
        t
        for t in ctx.library.values()
        if t.id != treaty.id
        and len(t.signatories) == 2
        and t.pledges("defence")
        and t.signed.first.year >= 1990
        and t.in_force is not None
        and t.in_force.last < ctx.day
    ]
