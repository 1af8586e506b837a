"""What question 6 says of a war if it came: who would join first as history has it, and how often pledges were kept."""

from __future__ import annotations

from typing import Final

import msgspec

from ...figure import Change
from ...forecasts.joining.honour import RATES, Rate
from ...forecasts.joining.model import joining
from ...forecasts.joining.opening import SIDES, Opening, alone_change, first_change, opening
from ...lang.wording import States
from ...measures.attack import Question
from ..context import Context
from ..model import Table
from ..scenarios import Scenario

__all__ = ["Spreading", "spreading"]

LISTED: Final = 8
"""States in the table."""

SEEN: Final = 0.0005
"""A change of a chance that shows at one decimal of a per cent."""

Who = tuple[str, str]


class Spreading(msgspec.Struct, frozen=True):
    """Paragraphs, figures and the table of those who may join first."""

    said: tuple[str, ...]
    figures: tuple[Change, ...]
    table: Table


def spreading(ctx: Context, scenario: Scenario) -> Spreading:
    """The first step of the war of an attack, before, after and once all is in effect.

    Raises DataError if the joining model of the package is wrong.
    """
    asked = Question(scenario.attackers, scenario.targets)
    before = opening(ctx.before, asked, ctx.seed)
    same = ctx.after.owed("defence") == ctx.before.owed("defence")  # what is only signed binds nobody yet
    after = before if same else opening(ctx.after, asked, ctx.seed)
    later = opening(ctx.later, asked, ctx.seed) if ctx.later else None
    sides = (before, after, later)
    alone = alone_change(_name(ctx, "alone", scenario), *sides)
    moves = [(who, _first(ctx, scenario, sides, who)) for who in _listed(sides)]
    clear = [m for m in moves if m[1].measurable and abs(_gap(m[1])) >= SEEN]
    most = max(clear, key=lambda m: abs(_gap(m[1])), default=None)
    said = " ".join((_told(ctx, scenario, alone), _moved(ctx, most), _basis(ctx)))
    return Spreading((said, _honour(ctx)), (alone, *([most[1]] if most else [])), _table(ctx, moves))


def _name(ctx: Context, key: str, scenario: Scenario, **values: object) -> str:
    who, whom = ctx.states(scenario.attackers), ctx.states(scenario.targets)
    return ctx.say(f"spreading.{key}", who=who, whom=whom, **values)


def _listed(sides: tuple[Opening, Opening, Opening | None]) -> list[Who]:
    """The states likeliest to join first once all is in effect, and the one whose chance moves most."""
    before, after, later = sides
    final, start = (later or after).first[0], before.first[0]
    ranked = sorted(((final[s, n], SIDES[s], n) for s in (0, 1) for n in range(len(before.names))), reverse=True)
    moved = max(ranked, key=lambda r: abs(final[SIDES.index(r[1]), r[2]] - start[SIDES.index(r[1]), r[2]]))
    rows = [*ranked[:LISTED], *([moved] if moved not in ranked[:LISTED] else [])]
    return [(before.names[n], side) for _, side, n in rows]


def _first(ctx: Context, scenario: Scenario, sides: tuple[Opening, Opening, Opening | None], who: Who) -> Change:
    state, side = who
    name = _name(ctx, "first", scenario, state=States((state,)), side=ctx.say(f"spreading.side.{side}"))
    return first_change(name, *sides, state, side)


def _gap(change: Change) -> float:
    return ((change.later or change.after).value or 0.0) - (change.before.value or 0.0)


def _told(ctx: Context, scenario: Scenario, alone: Change) -> str:
    last = alone.later or alone.after
    low, high = last.interval or (0.0, 1.0)
    values = {"before": alone.before.value or 0.0, "after": last.value or 0.0, "low": low, "high": high}
    return _name(ctx, "told" if abs(_gap(alone)) >= SEEN else "told_same", scenario, **values)


def _moved(ctx: Context, most: tuple[Who, Change] | None) -> str:
    """The state whose chance moves most, beyond what the coefficients leave open."""
    if most is None:
        return ctx.say("spreading.unmoved")
    (state, side), change = most
    last = change.later or change.after
    low, high = last.interval or (0.0, 1.0)
    values = {"before": change.before.value or 0.0, "after": last.value or 0.0, "low": low, "high": high}
    return ctx.say("spreading.moved", state=States((state,)), side=ctx.say(f"spreading.side.{side}"), **values)


def _basis(ctx: Context) -> str:
    model = joining()
    return ctx.say("spreading.basis", wars=model.wars, first=str(model.years[0]), last=str(model.years[1]))


def _honour(ctx: Context) -> str:
    return ctx.say("spreading.honour", rates=ctx.say("spreading.join").join(_rate(ctx, rate) for rate in RATES))


def _rate(ctx: Context, rate: Rate) -> str:
    """A published rate in words, with its cases where they are known."""
    share = ctx.words.number(rate.percent / 100, "pct2" if rate.percent % 1 == 0 else "pct")
    said = f"{share} {rate.what_fr if ctx.words.lang == 'fr' else rate.what_en}"
    if rate.interval is None:
        return ctx.say("spreading.no_cases", rate=said)
    low, high = (ctx.words.number(bound / 100, "pct2") for bound in rate.interval)
    about = "about_cases" if rate.worked_out else "cases"
    return ctx.say(f"spreading.{about}", rate=said, n=rate.cases, low=low, high=high)


def _table(ctx: Context, moves: list[tuple[Who, Change]]) -> Table:
    """Each with its chance before and once all is in effect."""
    final = "later" if ctx.later else "joins"
    header = tuple(ctx.say(f"head.{h}") for h in ("state", "side", "before", final))
    return Table(ctx.say("spreading.table"), header, tuple(_row(ctx, *m) for m in moves), ctx.say("spreading.note"))


def _row(ctx: Context, who: Who, change: Change) -> tuple[str, ...]:
    last = change.later or change.after
    low, high = last.interval or (0.0, 1.0)
    return (
        ctx.words.name(who[0], "bare"),
        ctx.say(f"spreading.side.{who[1]}"),
        ctx.words.number(change.before.value or 0.0, "pct2"),
        ctx.say("reactions.between", value=last.value or 0.0, low=low, high=high),
    )
