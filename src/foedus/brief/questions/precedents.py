"""8 What followed comparable events in the past? Pacts that are like the one of the article, and what came after."""

from __future__ import annotations

from statistics import median
from typing import Final

from ...dates import Day
from ...figure import Change
from ...forecasts.precedents.aftermath import dataset, speaks
from ...forecasts.precedents.comparing import Outcome, outcomes
from ...forecasts.precedents.invoked import Fallen, fallen
from ...forecasts.precedents.lasting import Lasting, lasting
from ...forecasts.precedents.pacts import ENOUGH, Comparable, Pact, comparable
from ...treaty import Treaty
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .clashes import clashes
from .finding import finding, from_certain, nothing

__all__ = ["precedents"]

ASKED: Final = ("any", "war")
"""The kinds of disputes that a brief tells of: more would invite chance to find something."""

SHOWN: Final = 40
"""Cases in the table."""

BEGUN: Final = frozenset({"signed", "ratified", "in_force", "acceded"})
"""Acts by which a pact comes about: of one that is left or suspended, pacts that were made are no precedents."""


def precedents(ctx: Context) -> Finding:
    """Comparable pacts since 1816: disputes before and after, how long they bound, whether the pledge fell due. Of a
    clash of two states: what followed such disputes."""
    absent = missing(ctx, "disputes") if dataset() is None else ()
    treaty, act = ctx.focus.treaty, ctx.focus.act
    if treaty is None and (clash := clashes(ctx)) is not None:
        return clash
    if treaty is None or act is None or act.act not in BEGUN:
        none = ctx.focus.kind == "none"
        return nothing(ctx, "precedents") if none else finding(ctx, "precedents", ctx.say("precedents.none"))
    found = _comparable(ctx, treaty, joining=act.act == "acceded")
    lasted = lasting(found, ctx.day, seed=ctx.seed)
    if lasted is None:
        return finding(
            ctx,
            "precedents",
            ctx.say("precedents.few", n=len(found.cases), noun=_noun(ctx, found)),
            not_measured=absent,
        )
    alone = f"precedents.answer.{'lasting' if absent else 'lasting_few'}"
    seen, due = outcomes(ctx.record, found, ASKED, seed=ctx.seed), fallen(ctx.record, found)
    return finding(
        ctx,
        "precedents",
        _verdict(ctx, seen, _noun(ctx, found)) if seen else _lasted(ctx, lasted, found, alone),
        [
            _method(ctx, found),
            *_paragraph(_windows(ctx, seen, _noun(ctx, found))),
            *_paragraph([*_after(ctx, found, lasted, due), *_waits(ctx, treaty)]),
            _unknown(ctx, seen),
        ],
        figures=[*(o.change for o in seen), *_fates(lasted, due)],
        tables=(_cases(ctx, found, seen),),
        not_measured=absent,
    )


def _paragraph(said: list[str]) -> list[str]:
    return [" ".join(said)] if said else []


def _comparable(ctx: Context, treaty: Treaty, joining: bool) -> Comparable:
    """The pacts like a treaty between the states of the article; of those that join one, the accessions like theirs."""
    states = ctx.focus.states
    if not joining:
        return comparable(ctx.record, treaty, states, ctx.day)
    bound = (
        p.state for p in treaty.party if p.start and p.start.first <= ctx.day and (not p.to or p.to.last > ctx.day)
    )
    return comparable(ctx.record, treaty, tuple(dict.fromkeys((*bound, *states))), ctx.day, joined=states)


def _noun(ctx: Context, found: Comparable) -> str:
    return ctx.say(f"precedents.noun.{'accession' if found.pact.joined else 'pact'}")


def _verdict(ctx: Context, seen: tuple[Outcome, ...], noun: str) -> str:
    """What history says of all disputes, by the shorter window; what the longer one says where the two differ."""
    told = _told(seen)
    other = next((o for o in seen if o.kind == "any" and o.years != told.years), None)
    key = "same" if not told.separates else "more" if _spread(told)[0] > 0 else "fewer"
    if told.separates and other is not None and not other.separates:
        key = f"{key}_once"
    rest = {"first": str(told.cases[0].year), "other": other.years if other else 0, "noun": noun}
    return _say(ctx, f"precedents.answer.{key}", told, **rest)


def _told(seen: tuple[Outcome, ...]) -> Outcome:
    """All disputes, over the window that separates, else the shorter one."""
    every = [o for o in seen if o.kind == "any"]
    return next((o for o in every if o.separates), every[0])


def _spread(outcome: Outcome) -> tuple[float, float]:
    assert outcome.change.spread is not None
    return outcome.change.spread


def _say(ctx: Context, key: str, outcome: Outcome, **more: object) -> str:
    """A message with the numbers of an outcome and the interval of the difference."""
    return ctx.say(
        key, n=len(outcome.cases), years=outcome.years, what=ctx.say(f"precedents.kind.{outcome.kind}"),
        before=outcome.change.before.value or 0.0, after=outcome.change.after.value or 0.0,
        gap=_gap(ctx, *_spread(outcome)), **more,
    )  # fmt: skip


def _gap(ctx: Context, low: float, high: float) -> str:
    """The interval of a difference: how many fewer, how many more."""
    low, high = round(low, 1), round(high, 1)  # as they are said: no "0.0 fewer"
    key = "span" if low < 0 < high else "more" if low + high > 0 else "fewer"
    least, most = sorted((abs(low), abs(high)))
    return ctx.say(f"precedents.gap.{key}", fewer=-low, more=high, least=least, most=most)


def _method(ctx: Context, found: Comparable) -> str:
    by, dropped = ([ctx.say(f"precedents.feature.{f}") for f in part] for part in (found.by, found.dropped))
    key = "precedents.method_dropped" if dropped else "precedents.method"
    return ctx.say(key, n=len(found.cases), by=by, dropped=dropped, enough=ENOUGH, noun=_noun(ctx, found))


def _windows(ctx: Context, seen: tuple[Outcome, ...], noun: str) -> list[str]:
    """Each window in a sentence, and the change beside that of states alike."""
    said = []
    for years in dict.fromkeys(o.years for o in seen):
        held = [o for o in seen if o.years == years]
        parts = [_say(ctx, f"precedents.window.{'apart' if o.separates else 'same'}", o) for o in held]
        joined = ctx.say("spreading.join").join(parts)
        said.append(ctx.say("precedents.window.one", years=years, n=len(held[0].cases), parts=joined, noun=noun))
    told = _told(seen) if seen else None
    if told is not None and told.did is not None and told.did.interval is not None:
        low, high = told.did.interval
        key = "same" if low <= 0 <= high else "apart"
        said.append(ctx.say(f"precedents.control.{key}", years=told.years, gap=_gap(ctx, low, high)))
    return said


def _lasted(ctx: Context, lasted: Lasting, found: Comparable, key: str) -> str:
    _, ten = lasted.shares
    low, high = ten.interval or (0.0, 1.0)
    values = {"share": ten.value or 0.0, "low": low, "high": high, "noun": _noun(ctx, found)}
    return ctx.say(key, n=lasted.cases, first=str(found.cases[0].year), **values)


def _after(ctx: Context, found: Comparable, lasted: Lasting, due: Fallen | None) -> list[str]:
    """How long the cases bound; in how many the pledge fell due, and was kept."""
    said = [_lasted(ctx, lasted, found, "precedents.lasting")]
    if lasted.median.value is not None and lasted.median.interval is not None:
        low, high = lasted.median.interval
        key = "precedents.median_open" if lasted.median.note else "precedents.median"
        said.append(ctx.say(key, years=round(lasted.median.value), low=round(low), high=round(high)))
    if due is not None and due.cases and due.invoked.interval is not None:
        low, high = due.invoked.interval
        kept_low, kept_high = due.honoured.interval or (0.0, 1.0)
        kept = sum(k for _, k in due.pacts)
        key = "precedents.invoked" if due.pacts else "precedents.never_invoked"
        values = {"low": low, "high": high, "kept_low": kept_low, "kept_high": kept_high}
        said.append(ctx.say(key, n=due.cases, due=len(due.pacts), kept=kept, noun=_noun(ctx, found), **values))
    return said


def _fates(lasted: Lasting, due: Fallen | None) -> list[Change]:
    """The cases from their beginning to ten years on: how many are in force, of how many the pledge fell due."""
    found = [from_certain("in_force_after_10", 1.0, lasted.shares[-1])]
    if due is not None and due.invoked.value is not None:
        found.append(from_certain("invoked_within_10", 0.0, due.invoked))
    return found


def _unknown(ctx: Context, seen: tuple[Outcome, ...]) -> str:
    name = dataset()
    if not seen or name is None:
        return ctx.say("precedents.unknown_facts")
    return ctx.say("precedents.unknown", last=str(min(speaks(name)[1], ctx.day.year - 1)))


def _cases(ctx: Context, found: Comparable, seen: tuple[Outcome, ...]) -> Table:
    """The cases, the latest first, each with the disputes of its parties in the five years before and after."""
    told = next((o for o in seen if o.kind == "any"), None)
    rates = dict(zip(((c.treaty.id, c.day) for c in told.cases), told.rates, strict=True)) if told else {}
    heads = ("treaty", "in_force", "ended", *(("disputes_before", "disputes_after") if told else ()))
    rows = [
        _case(ctx, case, rates.get((case.treaty.id, case.day)), bool(told)) for case in reversed(found.cases[-SHOWN:])
    ]
    header = tuple(ctx.say(f"head.{h}") for h in heads)
    return Table(ctx.say("precedents.cases"), header, tuple(rows), ctx.say("precedents.cases_note") if told else "")


def _case(ctx: Context, case: Pact, rates: tuple[float, float] | None, told: bool) -> tuple[str, ...]:
    ended, treaty = case.end, case.treaty.short.of(ctx.words.lang)
    begun = Day(case.day, case.day) if case.joined else case.treaty.in_force
    cells = (
        f"{treaty} ({ctx.words.states(ctx.states(case.joined), 'bare')})" if case.joined else treaty,
        ctx.words.day(begun) if begun else "–",
        ctx.words.day(ended) if ended and ended.first <= ctx.day else "–",
    )
    seen = tuple(ctx.words.number(r / 2) for r in rates) if rates else ("–", "–")
    return (*cells, *seen) if told else cells


def _waits(ctx: Context, treaty: Treaty) -> list[str]:
    """From signature to entry into force, of bilateral treaties of defence since 1990: for one that is only signed."""
    if not ctx.focus.defends or treaty.in_force_at(ctx.day) != "outside":
        return []
    days = sorted(
        (t.in_force.first - t.signed.first).days for t in _recent(ctx, treaty) if t.in_force and t.in_force.exact
    )
    if len(days) < 3:
        return []
    months = {"middle": median(days) / 30.44, "low": days[0] / 30.44, "high": days[-1] / 30.44}
    return [ctx.say("precedents.waits", n=len(days), **months)]


def _recent(ctx: Context, treaty: Treaty) -> list[Treaty]:
    """Known on the day of the brief: signed and in force before it, dated to the day."""
    return [
        t
        for t in ctx.library.values()
        if t.id != treaty.id
        and len(t.signatories) == 2
        and t.pledges("defence")
        and t.signed.first.year >= 1990
        and t.signed.exact
        and t.in_force is not None
        and t.in_force.last < ctx.day
    ]
