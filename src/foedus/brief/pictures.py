"""What the pictures of a brief show: the map of the change and the graph of duties, as values to draw."""

from __future__ import annotations

from typing import Literal

from ..lang.wording import States
from ..measures.obligations import guarantors
from .context import Context
from .model import GraphEdge, MapArc, MapPicture, Pictures
from .questions.bound import added

__all__ = ["pictures"]


def pictures(ctx: Context) -> Pictures:
    """The map of the states of the change and, for a treaty that pledges defence, the graph of duties."""
    if ctx.focus.kind == "none" or not ctx.focus.states:
        return Pictures()
    edges = _edges(ctx)
    codes = sorted({c for e in edges for c in (e.obligor, e.beneficiary)} | set(ctx.focus.states))
    labels = tuple((c, ctx.words.name(c, "bare")) for c in codes)
    title = _finding(ctx)
    return Pictures(
        map=_map(ctx, edges, title),
        graph_title=title,
        graph_alt=ctx.say("picture.graph_alt", who=ctx.states(ctx.focus.states)),
        graph=edges if ctx.focus.treaty else (),
        labels=labels,
    )


def _finding(ctx: Context) -> str:
    """The title says what the picture shows, not its axes."""
    for state in sorted(ctx.focus.states[:2], key=lambda s: len(guarantors(ctx.before, s))):
        new = added(ctx, state)
        if new:
            old = [g.state for g in guarantors(ctx.before, state, clear=True)]
            key = "picture.joins" if old else "picture.first"
            return ctx.say(key, who=ctx.states(new), others=States(sorted(old)), state=States((state,)))
    return ctx.say("picture.same", who=ctx.states(ctx.focus.states[:2]))


def _edges(ctx: Context) -> tuple[GraphEdge, ...]:
    found: dict[tuple[str, str], GraphEdge] = {}
    for state in ctx.focus.states[:2]:
        for system, when in ((ctx.before, "before"), (ctx.final, "after")):
            mark: Literal["before", "after"] = "before" if when == "before" else "after"
            for guarantor in guarantors(system, state):
                treaty = guarantor.clearest.treaty
                kind: Literal["duty", "disputed"] = "disputed" if guarantor.standing == "contested" else "duty"
                edge = GraphEdge(guarantor.state, state, treaty.short.of(ctx.words.lang), kind, mark)
                found.setdefault((guarantor.state, state), edge)
    return tuple(found.values())


SMALL = 12  # signatories: the duties of a larger treaty are a net that hides the change on a map


def _small(ctx: Context, edge: GraphEdge) -> bool:
    held = (g for g in guarantors(ctx.before, edge.beneficiary) if g.state == edge.obligor)
    return any(len(g.clearest.treaty.signatories) <= SMALL for g in held)


def _map(ctx: Context, edges: tuple[GraphEdge, ...], title: str) -> MapPicture:
    edges = tuple(e for e in edges if ctx.focus.treaty and (e.when == "after" or _small(ctx, e)))
    arcs = [MapArc(e.obligor, e.beneficiary, e.kind, e.when, e.label) for e in edges]
    for event in ctx.coded.events:
        kind: Literal["visit", "hostile"] | None = "visit" if event.mode == "visit" else None
        if event.type in {"SANCTION", "ASSAULT", "THREATEN", "COERCE"}:
            kind = "hostile"
        if kind:
            arcs += [
                MapArc(a, r, kind, "after", ctx.say(f"type.{event.type}"))
                for a in event.actor for r in event.recipient
                if a in ctx.record.states and r in ctx.record.states
            ]  # fmt: skip
    guarantor_codes = {e.obligor for e in edges} - set(ctx.focus.states)
    drawn = sorted(set(ctx.focus.states) | guarantor_codes | {c for a in arcs for c in (a.start, a.end)})
    points = []
    for code in drawn:
        capital = ctx.record.states[code].capital_at(ctx.day) if code in ctx.record.states else None
        if capital:
            role = "actor" if code in ctx.focus.states else ("guarantor" if code in guarantor_codes else "other")
            points.append((code, ctx.words.name(code, "bare"), capital.lat, capital.lon, role))
    alt = ctx.say("picture.map_alt", who=ctx.states(ctx.focus.states), n=len(guarantor_codes))
    return MapPicture(title, alt, tuple(points), tuple(arcs), ctx.say("picture.policy"))
