"""4 Who gains influence over whom? Layer by layer, before and after; a gain of one is not yet a loss of another."""

from __future__ import annotations

from ...figure import Change
from ...lang.wording import States
from ...measures.behind import behind
from ...measures.capability import mean_share
from ...measures.influence import Gain, Ties, concentration, gains, layer_concentration, share, share_change, ties
from ...measures.obligations import guarantors
from ...system import System
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing

__all__ = ["client_of", "influence", "outcomes"]

UNREAD = ("arms", "trade", "aid", "energy", "votes")
"""The layers whose absence is told."""


def influence(ctx: Context) -> Finding:
    """The patrons of the weaker state in each layer, before and after; addition is not substitution."""
    client = client_of(ctx)
    if client is None:
        return nothing(ctx, "influence", not_measured=missing(ctx, *UNREAD))
    old, new = _patrons(ctx.before, client), _patrons(ctx.final, client)
    gained, gone = [p for p in new if p not in old], [p for p in old if p not in new]
    rivals = _rivals(ctx, client, gained, old)
    known = {t.layer for t in ties(ctx.final, client) if t.known}
    reasoning = [ctx.say("influence.method"), *_contest(ctx, client, old, gained), *_judged(ctx, client, rivals)]
    return finding(
        ctx,
        "influence",
        _answer(ctx, client, gained, gone, old),
        [*reasoning, *_visits(ctx, client, gained)],
        figures=_figures(ctx, client, rivals) if gained or gone else (),
        tables=[t for t in (_table(ctx, client, rivals),) if t.rows],
        not_measured=missing(ctx, *(name for name in UNREAD if name not in known)),
    )


def _answer(ctx: Context, client: str, gained: list[str], gone: list[str], old: list[str]) -> str:
    whom = States((client,))
    if gained:
        key = "influence.answer.added" if old else "influence.answer.first"
        return ctx.say(key, who=ctx.states(gained), client=whom, others=ctx.states(old))
    if gone:
        return ctx.say("influence.answer.lost", who=ctx.states(gone), client=whom)
    return ctx.say("influence.answer.same", client=whom)


def _rivals(ctx: Context, client: str, gained: list[str], old: list[str]) -> tuple[str, ...]:
    """The patron that the article is about, and the strongest of the others that the client had."""
    one = gained[0] if gained else next(s for s in ctx.focus.states if s != client)
    others = sorted((p for p in old if p != one), key=lambda p: (-(mean_share(ctx.before, (p,)).value or 0.0), p))
    return (one, *others[:1])


def _figures(ctx: Context, client: str, rivals: tuple[str, ...]) -> list[Change]:
    """The shares of the patrons in the capability pledged to the client, and how concentrated it is."""
    systems = (ctx.before, ctx.after, ctx.later)
    shares = [share_change(systems, client, patron, ctx.draws, ctx.seed) for patron in rivals]
    return [*shares, ctx.change(f"patrons_defence:{client}", lambda system: layer_concentration(system, client))]


def _judged(ctx: Context, client: str, rivals: tuple[str, ...]) -> list[str]:
    """Whether the one gains at the expense of the other, on each layer of which something is known."""
    if len(rivals) < 2:
        return []
    one, other = rivals
    found = gains((ctx.before, ctx.after, ctx.later), client, one, other, ctx.draws, ctx.seed)
    said = outcomes(ctx, found, client, one, other)
    room = [ctx.say("influence.room", client=States((client,)))] if any(g.room for g in found) else []
    return [*said, *room]


def outcomes(ctx: Context, found: tuple[Gain, ...], client: str, one: str, other: str) -> list[str]:
    """What becomes of the two patrons, with the layers on which it does; what is only promised is said to be so."""
    values = {"one": States((one,)), "other": States((other,)), "client": States((client,))}
    lines: dict[str, list[str]] = {}
    for gain in found:
        key = f"would.{gain.would}" if gain.outcome == "promised" else f"outcome.{gain.outcome}"
        lines.setdefault(key, []).append(ctx.say(f"tie.{gain.layer}"))
    said = (k for k in lines if k.partition(".")[2] not in {"none", "within", "unknown"})
    return [ctx.say(f"influence.{key}", layers=lines[key], **values) for key in said]


def _table(ctx: Context, client: str, rivals: tuple[str, ...]) -> Table:
    """The layers of which something is known: the share of each patron before and in the end, and H in the end."""
    names = [ctx.words.name(patron, "bare") for patron in rivals]
    marks = ("before", "later" if ctx.later else "after")
    heads = [ctx.say("influence.column", name=name, when=ctx.say(f"when.{mark}")) for name in names for mark in marks]
    rows = [
        _row(ctx, old, new, rivals)
        for old, new in zip(ties(ctx.before, client), ties(ctx.final, client), strict=True)
        if old.known or new.known
    ]
    header = (ctx.say("head.layer"), *heads, ctx.say("head.patrons"))
    title = ctx.say("influence.table", client=States((client,)))
    return Table(title, header, tuple(rows), ctx.say("influence.table_note"))


def _row(ctx: Context, old: Ties, new: Ties, rivals: tuple[str, ...]) -> tuple[str, ...]:
    shares = [share(layer, patron) for patron in rivals for layer in (old, new)]
    cells = [ctx.words.quantity(value, "share") for value in shares]
    return (ctx.say(f"tie.{new.layer}"), *cells, ctx.words.quantity(concentration(new), "index 0-1"))


def client_of(ctx: Context) -> str | None:
    """The state of the focus with the smaller capability, if the article is about a treaty of two unequal states."""
    states = ctx.focus.states[:2]
    if len(states) < 2 or not ctx.focus.treaty:
        return None
    return min(states, key=lambda s: mean_share(ctx.before, (s,)).value or 0.0)


def _patrons(system: System, client: str) -> list[str]:
    return [g.state for g in guarantors(system, client, clear=True)]


def _contest(ctx: Context, client: str, old: list[str], gained: list[str]) -> list[str]:
    """The share of the capability pledged to the client that each patron holds (G of the contest, Hirschman 1945)."""
    if not old or not gained:
        return []
    before = behind(ctx.final, old).value
    after = behind(ctx.final, [*old, *gained]).value
    if not before or not after:
        return []
    contested = ctx.say(
        "influence.contest",
        others=ctx.states(old),
        who=ctx.states(gained),
        client=States((client,)),
        before=1.0,
        after=before / after,
    )
    return [contested, ctx.say("influence.not_substitution", others=ctx.states(old))]


def _visits(ctx: Context, client: str, gained: list[str]) -> list[str]:
    said = []
    for patron in gained:
        complete = [c for c in ctx.record.visits_complete if (c.visitor, c.host) == (patron, client)]
        visits = [v for v in ctx.before.record.visits if (v.visitor, v.host) == (patron, client)]
        past = [v for v in visits if v.start.last < ctx.day and v.start != _reported(ctx)]
        if complete and past:
            last = max(past, key=lambda v: v.start.first)
            said.append(
                ctx.say(
                    "influence.visits", who=States((patron,)), whom=States((client,)), day=last.start, name=last.person
                )
            )
    return said


def _reported(ctx: Context) -> object:
    return next((e.date for e in ctx.coded.events if e.mode == "visit"), None)
