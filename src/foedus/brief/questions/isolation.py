"""5 Who is less, or more, isolated? A vector of layers, each judged apart."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ...figure import Change
from ...lang.wording import States
from ...measures.isolation import LAYERS, Layer, cover_change
from ...measures.isolation.verdict import QUARTER, Verdict, eased, judge
from ..context import Context
from ..missing import missing
from ..model import Finding, Table
from .finding import finding, nothing
from .influence import client_of

__all__ = ["NEEDED", "Seen", "isolation", "judged", "standing"]

BASE = ("alliance", "cover", "organisations", "contact")
"""The layers that the facts hold of any state: always shown. The others are shown where their data are imported."""

BESIDE = ("alliance_atop", "cover_atop", "hostility", "local_balance", "pn_centrality")
"""Layers left to `foedus measure isolation`: those that say by another source what the facts say of treaties, and those
that follow from ties at which other questions look."""

NEEDED = {"diplomatic": "diplomatic", "trade_partners": "trade", "votes_agreement": "votes"}
"""The layers whose absence is told, and the name of what is missing."""


class Seen(msgspec.Struct, frozen=True):
    """One layer of a state before, after and once in effect, whether the state leaves isolation on it, the change with
    the intervals of draws where its inputs are intervals."""

    name: str
    before: Layer
    after: Layer
    later: Layer | None
    verdict: Verdict
    drawn: Change | None = None

    @property
    def final(self) -> Layer:
        """The layer once everything reported is in force."""
        return self.later or self.after

    def change(self, state: str) -> Change:
        """The layer's figure on the three systems, with the intervals of the draws where there are any."""
        if self.drawn is not None:
            return self.drawn
        later = self.later.figure if self.later else None
        return Change(f"{self.name}:{state}", self.before.figure, self.after.figure, later)


def judged(ctx: Context, state: str) -> tuple[Seen, ...]:
    """Every layer of a state that a brief looks at."""
    return tuple(_seen(ctx, name, state) for name in LAYERS if name not in BESIDE)


def _seen(ctx: Context, name: str, state: str) -> Seen:
    measure = LAYERS[name]
    before, after = measure(ctx.before, state), measure(ctx.after, state)
    later = measure(ctx.later, state) if ctx.later else None
    drawn = _drawn(ctx, state) if name == "cover" else None
    return Seen(name, before, after, later, judge(before, after, later, drawn.spread if drawn else None), drawn)


def _drawn(ctx: Context, state: str) -> Change:
    return cover_change((ctx.before, ctx.after, ctx.later), state, ctx.draws, ctx.seed)


def isolation(ctx: Context) -> Finding:
    """The layers of the weaker state (without a treaty: of the two, and first of the one for which any moves)."""
    client = client_of(ctx)
    states = (client,) if client else ctx.focus.states[:2]
    if not states:
        return nothing(ctx, "isolation", not_measured=missing(ctx, *NEEDED.values()))
    vectors = {s: judged(ctx, s) for s in states}
    state = next((s for s in states if any(_shown(seen) and _move(seen) for seen in vectors[s])), states[0])
    shown = [seen for seen in vectors[state] if _shown(seen)]
    answer = _answer(ctx, state, states, shown)
    reasoning = [ctx.say("isolation.method"), *_ranks(ctx, state, shown), *standing(ctx, state, shown)]
    return finding(
        ctx,
        "isolation",
        answer,
        [*reasoning, *_verdicts(ctx, state, shown)],
        figures=[seen.change(state) for seen in shown],
        tables=(_table(ctx, vectors),),
        not_measured=missing(ctx, *(NEEDED[s.name] for s in vectors[state] if s.name in NEEDED and not _known(s))),
    )


def _known(seen: Seen) -> bool:
    return seen.before.figure.value is not None or seen.final.figure.value is not None


def _shown(seen: Seen) -> bool:
    return seen.name in BASE or _known(seen)


def _answer(ctx: Context, state: str, states: tuple[str, ...], shown: list[Seen]) -> str:
    who = States((state,))
    less, more = _moved(shown, 1), _moved(shown, -1)
    broken = (r for r in ctx.record.relations if r.sign < 0 and r.layer == "diplomatic")
    if less:
        return ctx.say("isolation.answer.less", state=who, layers=_named(ctx, less))
    if more:
        return ctx.say("isolation.answer.fallen", state=who, layers=_named(ctx, more))
    if any(state in {r.one, r.other} for r in broken):
        return ctx.say("isolation.answer.more", who=ctx.states(ctx.focus.states[:2]))
    return ctx.say("isolation.answer.same", who=ctx.states(states))


def _named(ctx: Context, layers: Iterable[str]) -> list[str]:
    return [ctx.say(f"layer.{name}") for name in layers]


def _moved(shown: list[Seen], way: int) -> list[str]:
    """The layers on which the state becomes less (1) or more (-1) isolated."""
    return [s.name for s in shown if _move(s) * way > 1e-9]


def _move(seen: Seen) -> float:
    move = (seen.final.figure.value or 0.0) - (seen.before.figure.value or 0.0)
    return move if seen.before.isolating == "low" else -move


def _ranks(ctx: Context, state: str, shown: list[Seen]) -> list[str]:
    """Where the state stands by its guarantors: by their number, and by the capability behind them."""
    said = []
    for name in ("alliance", "cover"):
        seen = next(s for s in shown if s.name == name)
        old, new = seen.before.percentile, seen.final.percentile
        if old is None or new is None:
            continue
        n, m = (ctx.words.quantity(s.figure.value, s.figure.unit) for s in (seen.before, seen.final))
        move = "same" if n == m else "moved"
        values = {"before": round(old * 100), "after": round(new * 100), "state": States((state,))}
        said.append(ctx.say(f"isolation.rank.{name}_{move}", n=n, m=m, **values))
    return said


def standing(ctx: Context, state: str, shown: Iterable[Seen]) -> list[str]:
    """On which layers the state stands in the lowest quarter before the events, and on which it does not: it may be
    isolated on some and not on others."""
    ranks = [(s.name, eased(s.before, s.before.percentile)) for s in shown]
    lowest = [name for name, rank in ranks if rank is not None and rank < QUARTER]
    above = [name for name, rank in ranks if rank is not None and rank >= QUARTER]
    return [
        ctx.say(f"isolation.{key}", state=States((state,)), layers=_named(ctx, layers))
        for key, layers in (("lowest", lowest), ("above", above))
        if layers
    ]


def _verdicts(ctx: Context, state: str, shown: list[Seen]) -> list[str]:
    """On which layers the state leaves isolation, or would once all is in force."""
    leaves = [s.name for s in shown if s.verdict.outcome == "leaves"]
    would = [s.name for s in shown if s.verdict.outcome == "promised" and (s.verdict.crossed or s.verdict.left)]
    who = States((state,))
    said = [ctx.say("isolation.crossed", state=who, layers=_named(ctx, leaves))] if leaves else []
    if would:
        said.append(ctx.say("isolation.would_cross", state=who, layers=_named(ctx, would)))
    return said or [ctx.say("isolation.not_crossed", state=who)]


def _table(ctx: Context, vectors: dict[str, tuple[Seen, ...]]) -> Table:
    heads = ("state", "layer", "before", "after", *(("later",) if ctx.later else ()), "percentile", "own_years")
    rows = []
    for state, vector in vectors.items():
        for seen in vector:
            if _shown(seen):
                figures = [seen.before.figure, seen.after.figure, *([seen.later.figure] if seen.later else [])]
                cells = [ctx.words.quantity(f.value, f.unit) for f in figures]
                ranks = [_hundredths(seen.final.percentile), _hundredths(seen.final.position)]
                rows.append((ctx.words.name(state, "bare"), ctx.say(f"layer.{seen.name}"), *cells, *ranks))
    header = tuple(ctx.say(f"head.{h}") for h in heads)
    return Table(ctx.say("isolation.table"), header, tuple(rows), ctx.say("isolation.table_note"))


def _hundredths(rank: float | None) -> str:
    return "–" if rank is None else str(round(rank * 100))
