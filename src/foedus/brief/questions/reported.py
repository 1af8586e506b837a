"""What a treaty act of the article does to the treaty, in words: who joins, leaves, suspends; what the article says of
a treaty that the facts do not hold, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from ...dates import Day
from ...event import OWN_ACTS, TreatyAct
from ...measures.obligations import guarantors
from ...treaty import Treaty, bonds_of
from ..context import Context

__all__ = ["act_answer", "act_terms", "lost", "told_terms"]


def act_answer(ctx: Context) -> str | None:
    """The answer where some parties act on a treaty that stands; None for other acts."""
    act, treaty = ctx.focus.act, ctx.focus.treaty
    if act is None or treaty is None or act.act not in OWN_ACTS:
        return None
    end = _end(ctx, treaty, act)
    key = "denounced_ended" if act.act == "denounced" and (ctx.later is None or end is None) else act.act
    title = treaty.short.of(ctx.words.lang)
    bonds = bonds_of(ctx.record.treaties[treaty.id], ctx.day)
    bound = [s for s in act.by if bonds.get(s, "outside") != "outside"]  # not every member of a body is a party
    return ctx.say(f"bound.answer.{key}", who=ctx.states(bound or act.by), title=title, day=ctx.day, end=end or ctx.day)


def act_terms(ctx: Context) -> Iterator[str]:
    """The law behind the act: the notice, the words of a suspension."""
    act, treaty = ctx.focus.act, ctx.focus.treaty
    if act is None or treaty is None:
        return
    if act.act == "denounced" and (end := _end(ctx, treaty, act)) is not None:
        term = treaty.term
        if term is not None and term.notice_months:
            values = {"months": term.notice_months, "article": term.article, "day": ctx.day}
            yield ctx.say("bound.notice", end=end, **values)
        elif not end.exact:
            yield ctx.say("bound.notice_law", end=end)
    if act.act == "suspended":
        yield ctx.say("bound.suspended", text=ctx.coded.document.sentence(act.sentence).text)


def told_terms(ctx: Context) -> list[str]:
    """What the article says of a treaty that the facts do not hold, sentence by sentence, and what it does not say."""
    act = ctx.focus.act
    if act is None or not any(term.pledge for term in act.terms):
        return [ctx.say("bound.provisional")]
    told = [ctx.coded.document.sentence(n) for n in sorted({term.sentence for term in act.terms})]
    said = [ctx.say("bound.said", text=sentence.text, n=sentence.number) for sentence in told]
    return [ctx.say("bound.told"), *said, *_unsaid(ctx, act)]


def _unsaid(ctx: Context, act: TreatyAct) -> Iterator[str]:
    defence = [term for term in act.terms if term.pledge == "defence"]
    missing = {
        "defence": not defence,
        "aid": bool(defence) and not any(term.aid == "automatic" for term in defence),
        "condition": bool(defence) and not any(term.condition for term in act.terms),
        "area": not any(term.area for term in act.terms),
        "term": not any(term.years for term in act.terms),
    }
    things = [ctx.say(f"bound.unsaid_{name}") for name, absent in missing.items() if absent]
    if things:
        yield ctx.say("bound.unsaid", things=things)


def lost(ctx: Context, state: str) -> tuple[str, ...]:
    """The states that clearly owe the state defence before, and no longer do once everything has taken effect."""
    kept = {g.state for g in guarantors(ctx.final, state, clear=True)}
    return tuple(g.state for g in guarantors(ctx.before, state, clear=True) if g.state not in kept)


def _end(ctx: Context, treaty: Treaty, act: TreatyAct) -> Day | None:
    """When the treaty ends for those who leave it, if that is still to come."""
    ends = [treaty.ended, *(p.to for p in treaty.party if p.state in act.by)]
    return next((end for end in ends if end is not None and end.last > ctx.day), None)
