"""What question 6 says of two states: the risk of a dispute in the year, and the tension that events show."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from ...errors import UsageError
from ...figure import Change
from ...forecasts.disputes.asking import Answer, Given, answer, figure, frequency, sentences
from ...forecasts.disputes.modelfile import shipped
from ...forecasts.disputes.risk import inputs_of
from ...forecasts.tension.index import HISTORY, Tension, tension
from ...forecasts.tension.streams import imported, reaching
from ...forecasts.tension.weekly import WEEK
from ...lang.wording import States
from ..context import Context
from ..scenarios import Scenario

__all__ = ["Danger", "danger_change", "dangers", "numbers", "strained", "told"]

MOST: Final = 3
"""Pairs of states that are asked about."""


class Danger(msgspec.Struct, frozen=True):
    """The risk of two states, or why there is no answer for them."""

    pair: tuple[str, str]
    answer: Answer | None
    why: str = ""


def dangers(ctx: Context, played: tuple[Scenario, ...]) -> tuple[Danger, ...]:
    """The risk in the year of the day of each two states between which an attack is played through. The event of the
    article is no input: it is the risk as past disputes, geography and power tell it."""
    pairs = dict.fromkeys((min(p), max(p)) for s in played if (p := (s.attackers[0], s.targets[0])))
    means = Given(shipped(), inputs=inputs_of())
    return tuple(_danger(ctx, pair, means) for pair in [*pairs][:MOST])


def _danger(ctx: Context, pair: tuple[str, str], means: Given) -> Danger:
    try:
        return Danger(pair, answer(ctx.before, *pair, means))
    except UsageError as error:  # not both in the system, or too far from the data: the brief says so and goes on
        return Danger(pair, None, str(error))


def danger_change(ctx: Context, found: Answer) -> Change:
    """The risk as a figure, the same before and after: the event is no input of the model, and the note says so."""
    made = replace(figure(found), unit="probability", note=ctx.say("escalation.risk_note", year=str(found.year)))
    name = ctx.say("escalation.risk_of", pair=States((found.one, found.other)), year=str(found.year))
    return Change(name, made, made)


def numbers(ctx: Context, found: Answer) -> dict[str, object]:
    """The risk with its interval and the rate of comparable pairs, as a message takes them."""
    rate = found.base.onsets / found.base.rows if found.base.rows else 0.0
    says = {"p": found.p, "low": found.low, "high": found.high, "rate": rate}
    return {name: frequency(ctx.words, value) for name, value in says.items()} | {
        "pair": States((found.one, found.other)), "year": str(found.year),
    }  # fmt: skip


def told(ctx: Context, found: tuple[Danger, ...], answered: Answer | None = None) -> tuple[list[str], list[str]]:
    """A paragraph for each pair, for the one that the answer tells of the rate alone, and which pairs have no forecast;
    then once for all what was missing and what the intervals cover."""
    known = [d.answer for d in found if d.answer is not None]
    parts = [[*sentences(one, ctx.words)] for one in known]
    absent = [ctx.say("escalation.no_risk", pair=States(d.pair)) for d in found if d.answer is None]
    said = [" ".join(p[1:2] if one is answered else p[:2]) for one, p in zip(known, parts, strict=True)]
    rest = [*dict.fromkeys(s for p in parts for s in p[2:])]
    if known:
        rest.insert(0, ctx.say(f"escalation.{'method_bare' if all(one.bare for one in known) else 'method_risk'}"))
        rest.append(_track(ctx, known[0].bare))
    return [*said, *absent], rest


def _track(ctx: Context, bare: bool) -> str:
    """How the model did on the last years that it had not seen, and where its whole record stands."""
    model = shipped()
    record = [held for held in (model.bare_record if bare else model.record) if held.set == "all"]
    last = max(record, key=lambda held: held.window.last)
    name = "observed_over_expected"
    low, high = last.intervals[name]
    return ctx.say(
        "escalation.track", first=str(last.window.first), last=str(last.window.last), ratio=last.marks[name], low=low,
        high=high,
    )  # fmt: skip


def strained(ctx: Context, pair: tuple[str, str]) -> tuple[list[str], list[Change]]:
    """The tension of two states by the first imported stream that reaches the day and knows it: sentences and the
    figure, or nothing."""
    since = ctx.day - timedelta(days=HISTORY * WEEK)
    for name, (first, last) in reaching(ctx.day):
        if last < ctx.day - timedelta(days=4 * WEEK):
            break
        acts = imported(name, ctx.record, since, ctx.day)
        found = tension(acts, *pair, ctx.day, max(first, since), seed=ctx.seed)
        if found.index.value is not None:
            label = ctx.say("escalation.tension_of", pair=States(pair))
            return _strain(ctx, pair, found, name), [Change(label, found.index, found.index)]
    return [], []


def _strain(ctx: Context, pair: tuple[str, str], found: Tension, stream: str) -> list[str]:
    low, high = found.index.interval or (0.0, 1.0)
    said = [
        ctx.say(
            "escalation.tension", pair=States(pair), value=found.index.value or 0.0, low=low, high=high, n=found.acts,
            stream=ctx.say(f"stream.{stream}"), drivers=[ctx.say(f"escalation.driver.{d.name}") for d in found.drivers],
        )
    ]  # fmt: skip
    if found.shift is not None and found.since is not None:
        way = "rise" if found.shift.after > found.shift.before else "fall"
        said.append(ctx.say(f"escalation.{way}", day=found.since))
    return said
