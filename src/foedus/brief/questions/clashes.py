"""Question 8 where two states clash: what followed disputes that are like it."""

from __future__ import annotations

from typing import Final

from ...event import EventType
from ...figure import Change
from ...forecasts.past import FIRST
from ...forecasts.precedents.clashes import (
    LEAST,
    LEVELS,
    YEARS,
    Aftermath,
    Clash,
    Comparable,
    aftermath,
    comparable,
    pairs,
)
from ...lang.wording import States
from ...record import Record
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, from_certain

__all__ = ["clashes"]

SHOWN: Final = 40
"""Cases in the table."""


def clashes(ctx: Context) -> Finding | None:
    """What followed comparable disputes; None where the article tells of no threat, display or use of force between two
    states."""
    event = ctx.focus.event
    if event is None or len(ctx.focus.states) < 2 or event.type not in LEVELS:
        return None
    one, other = ctx.focus.states[:2]
    found = comparable(ctx.before, one, other, LEVELS[event.type])
    if found is None:
        return finding(ctx, "precedents", ctx.say("clashes.unmeasured"), not_measured=missing(ctx, "disputes"))
    what, seen = ctx.say(f"clashes.level.{LEVELS[event.type]}"), aftermath(found, ctx.seed)
    if seen is None:
        return finding(ctx, "precedents", ctx.say("clashes.few", n=pairs(found.cases), what=what, least=LEAST))
    return finding(
        ctx,
        "precedents",
        _answer(ctx, found, seen, what),
        [_method(ctx, found, event.type), _joined(ctx, seen), ctx.say(f"clashes.{_way(seen)}"), _unknown(ctx, found)],
        figures=_figures(seen),
        tables=(_table(ctx, found),),
    )


def _answer(ctx: Context, found: Comparable, seen: Aftermath, what: str) -> str:
    war, again = seen.war.interval or (0.0, 1.0), seen.again.after.interval or (0.0, 1.0)
    return ctx.say(
        "clashes.answer", n=len(found.cases), pairs=pairs(found.cases), what=what, years=YEARS,
        first=str(found.cases[0].year),
        war=seen.war.value or 0.0, war_low=war[0], war_high=war[1], again=seen.again.after.value or 0.0,
        low=again[0], high=again[1], before=seen.again.before.value or 0.0,
    )  # fmt: skip


def _way(seen: Aftermath) -> str:
    if not seen.again.measurable:
        return "same"
    return "more" if (seen.again.difference or 0.0) > 0 else "fewer"


def _method(ctx: Context, found: Comparable, kind: EventType) -> str:
    by, dropped = ([ctx.say(f"clashes.feature.{f}") for f in part] for part in (found.by, found.dropped))
    key = "clashes.method_dropped" if dropped else "clashes.method"
    return ctx.say(key, n=len(found.cases), what=ctx.say(f"clashes.level.{LEVELS[kind]}"), by=by, dropped=dropped)


def _joined(ctx: Context, seen: Aftermath) -> str:
    low, high = seen.joined.interval or (0.0, 1.0)
    return ctx.say("clashes.joined", value=seen.joined.value or 0.0, low=low, high=high)


def _unknown(ctx: Context, found: Comparable) -> str:
    return ctx.say("clashes.unknown", last=str(found.last), table=ctx.say(f"risk.table.{found.table}"))


def _figures(seen: Aftermath) -> list[Change]:
    return [from_certain("clashes_war", 0.0, seen.war), from_certain("clashes_joined", 0.0, seen.joined), seen.again]


def _table(ctx: Context, found: Comparable) -> Table:
    """The cases, the latest first."""
    heads = ("states", "year", "war", "joined", "again")
    rows = tuple(_row(ctx, case) for case in reversed(found.cases[-SHOWN:]))
    return Table(ctx.say("clashes.cases"), tuple(ctx.say(f"head.{h}") for h in heads), rows)


def _row(ctx: Context, case: Clash) -> tuple[str, ...]:
    names = (_name(ctx, number, case.year) for number in (case.one, case.other))
    marks = (ctx.say("yes" if held else "no") for held in (case.war, case.joined, case.after))
    return (" – ".join(names), str(case.year), *marks)


def _name(ctx: Context, number: int, year: int) -> str:
    """A state by its number in a year; the number where the facts do not hold it."""
    code = _code(ctx.record, number, max(year, FIRST))
    return ctx.words.states(States((code,)), "bare") if code else str(number)


def _code(record: Record, number: int, year: int) -> str | None:
    for state in record.states.values():
        for spell in state.periods:
            known = spell.system == "cow" and spell.number == number and spell.start.first.year <= year
            if known and (spell.to is None or spell.to.last.year >= year):
                return state.code
    return None
