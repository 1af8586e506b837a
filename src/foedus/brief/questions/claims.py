"""9 Do the article's own claims hold? Each checkable one quoted, restated, judged, with the reason."""

from __future__ import annotations

from collections.abc import Callable

from ...lang.claims import Duration, claim_patterns, is_supposition, stated_years
from ...lang.wording import States, told
from ...measures.capability import mean_share
from ...measures.influence import gains
from ...measures.influence.ties import trade, votes
from ...measures.obligations import guarantors
from ..context import Context
from ..model import Claim, Finding, Verdict
from .finding import finding
from .influence import client_of, outcomes
from .isolation import NEEDED, Seen, judged, standing

__all__ = ["claims"]

Span = tuple[int, int]
Judgement = tuple[str, Verdict, str, tuple[str, ...]]
"""The neutral restatement, the verdict, the reason, the sources."""


def claims(ctx: Context) -> Finding:
    """Every claim that a pattern of the language finds and a fact can judge; opinions are counted, not judged."""
    judged = list(_judged(ctx))
    opinions = sum(not any(c.sentence == q.sentence for c in judged) for q in ctx.coded.quotes)
    left = [ctx.say("claims.opinions", n=opinions)] if opinions else []
    if not claim_patterns(ctx.coded.document.lang):
        return finding(ctx, "claims", ctx.say("claims.unread"), left)
    if not judged:
        return finding(ctx, "claims", ctx.say("claims.none"), left)
    tally = {v: sum(c.verdict == v for c in judged) for v in ("supported", "in_part", "contradicted", "unchecked")}
    parts = [ctx.say(f"claims.tally.{v}", n=n) for v, n in tally.items() if n]
    answer = ctx.say("claims.answer", n=len(judged), parts=parts)
    return finding(ctx, "claims", answer, [ctx.say("claims.method"), *left], claims=judged)


def _judged(ctx: Context) -> list[Claim]:
    document = ctx.coded.document
    patterns = claim_patterns(document.lang)
    found: dict[tuple[str, int], Claim] = {}
    for index in range(len(document.sentences)):
        text = document.sentence(index).text
        if not patterns or is_supposition(text, document.lang):
            continue
        for pattern in patterns:
            match = pattern.search(text)
            if match:
                judgement = JUDGES[pattern.kind](ctx, index, (match.start(), match.end()))
                found.setdefault((pattern.kind, index), Claim(text, index, _speaker(ctx, index), *judgement))
    return list(found.values())


def _speaker(ctx: Context, index: int) -> str:
    start, end = ctx.coded.document.sentences[index]
    for quote in ctx.coded.quotes:
        if quote.sentence == index or (quote.span[0] < end and start < quote.span[1]):
            name = quote.speaker or ctx.say("happened.unnamed")
            if quote.affiliation:
                return ctx.say("happened.speaker", name=name, affiliation=ctx.affiliation(quote.affiliation))
            return name
    return ctx.say("claims.article")


def _unchecked(ctx: Context, key: str, **values: States) -> Judgement:
    """A claim that the facts cannot judge, or of which the states are not named."""
    named = all(values.values())
    restated = ctx.say(f"claims.{key}.restated" if named else f"claims.{key}.unnamed", **values)
    return restated, "unchecked", ctx.say(f"claims.{key}.unchecked", **values), ()


def _first_visit(ctx: Context, index: int, _span: Span) -> Judgement:
    """The last visit before, in the visits table, if it is complete for the pair."""
    visit = next((e for e in ctx.coded.events if e.mode == "visit" and e.recipient), None)
    if visit is None:
        return _unchecked(ctx, "first_visit", who=States(), whom=States())
    who, whom = visit.actor[0], visit.recipient[0]
    values = {"who": States((who,)), "whom": States((whom,))}
    day = visit.date.first if visit.date else ctx.day
    record = ctx.before.record
    complete = next((c for c in record.visits_complete if (c.visitor, c.host) == (who, whom)), None)
    past = [v for v in record.visits if (v.visitor, v.host) == (who, whom) and (day - v.start.last).days > 7]
    stated = stated_years(ctx.coded.document.sentence(index).text, ctx.coded.document.lang)
    if complete is None or not complete.since.first <= day <= complete.until.last or not past:
        return _unchecked(ctx, "first_visit", **values)
    last = max(past, key=lambda v: v.start.first)
    years = (day - last.start.first).days / 365.25
    verdict: Verdict = "supported" if stated is None or _agrees(stated, years) else "contradicted"
    reason = ctx.say(f"claims.first_visit.{verdict}", person=last.person, day=last.start, years=years, **values)
    return ctx.say("claims.first_visit.restated", **values), verdict, reason, (_source(ctx, last.source),)


def _agrees(stated: Duration, years: float) -> bool:
    """Nearly 25 holds from 20 % less to 4 % more, more than from the number up, a bare number within a year."""
    if stated.sense == "near":
        return stated.years * 0.8 <= years <= stated.years * 1.04
    if stated.sense == "over":
        return years >= stated.years
    return abs(years - stated.years) <= max(1.0, stated.years * 0.05)


def _source(ctx: Context, keys: str) -> str:
    return "; ".join(ctx.record.sources.get(k, k) for k in keys.split("|"))


def _main_support(ctx: Context, index: int, span: Span) -> Judgement:
    """Whether the patron is, in the layer of defence, the guarantor with the greatest capability."""
    who, whom = _around(ctx, index, span)
    if who is None or whom is None:
        return _unchecked(ctx, "main_support", who=States(), whom=States())
    values = {"who": States((who,)), "whom": States((whom,))}
    restated = ctx.say("claims.main_support.restated", **values)
    before = guarantors(ctx.before, whom, clear=True)
    if not before:
        return _unchecked(ctx, "main_support", **values)
    sources = tuple(g.clearest.treaty.evidence[0].ref for g in before)
    first = max(before, key=lambda g: mean_share(ctx.before, (g.state,)).value or 0.0)
    if first.state != who:
        reason = ctx.say("claims.main_support.contradicted", first=States((first.state,)), **values)
        verdict: Verdict = "in_part" if any(g.state == who for g in before) else "contradicted"
        return restated, verdict, " ".join([reason, *_other_layers(ctx, whom)]), sources
    key = "only" if len(before) == 1 else "first"
    reason = ctx.say(f"claims.main_support.{key}", new=ctx.states(_newcomers(ctx, whom)), **values)
    return restated, "in_part", " ".join([reason, *_other_layers(ctx, whom)]), sources


def _other_layers(ctx: Context, state: str) -> list[str]:
    """Who comes first in what else ties the state, where data are imported."""
    found = [layer for layer in (trade(ctx.before, state), votes(ctx.before, state)) if layer.known]
    tops = [(layer, max(layer.weights, key=lambda s: (layer.weights[s], s))) for layer in found]
    return [
        ctx.say(
            "claims.main_support.other_layer",
            layer=ctx.say(f"tie.{layer.layer}").capitalize(),
            first=States((top,)),
            share=layer.weights[top] / layer.total,
        )
        for layer, top in tops
    ]


def _newcomers(ctx: Context, state: str) -> list[str]:
    old = {g.state for g in guarantors(ctx.before, state)}
    return [g.state for g in guarantors(ctx.final, state, clear=True) if g.state not in old]


def _breaks_isolation(ctx: Context, index: int, span: Span) -> Judgement:
    """Layer by layer, whether the state leaves isolation: see `isolation.verdict`. Some layers are always unknown, so
    that the claim as a whole is never more than supported in part."""
    who = _subject_of_isolation(ctx, index, span)
    if who is None:
        return _unchecked(ctx, "breaks_isolation", who=States())
    vector = judged(ctx, who)
    tally = _outcomes(vector)
    if not tally.keys() - {"unmeasured"}:
        return _unchecked(ctx, "breaks_isolation", who=States((who,)))
    restated = ctx.say("claims.breaks_isolation.restated", who=States((who,)))
    lines = [
        ctx.say(f"claims.breaks_isolation.{key}", layers=[ctx.say(f"layer.{name}") for name in names])
        for key in ("leaves", "would", "less", "promised", "more", "still", "unmeasured")
        if (names := tally.get(key))
    ]
    gained = tally.keys() & {"leaves", "would", "less", "promised"}
    method = ctx.say("claims.breaks_isolation.method")
    reason = " ".join([method, *standing(ctx, who, vector), *_guaranteed(ctx, vector), *lines])
    return restated, "in_part" if gained else "contradicted", reason, ()


def _outcomes(vector: tuple[Seen, ...]) -> dict[str, list[str]]:
    """The layers by what becomes of the state on them; of the unmeasured ones those that a brief names."""
    tally: dict[str, list[str]] = {}
    for seen in vector:
        verdict = seen.verdict
        key = {"unknown": "unmeasured", "same": "still", "within": "still"}.get(verdict.outcome, verdict.outcome)
        if key == "promised" and (verdict.crossed or verdict.left):
            key = "would"
        if key != "unmeasured" or seen.name in NEEDED:
            tally.setdefault(key, []).append(seen.name)
    return tally


def _guaranteed(ctx: Context, vector: tuple[Seen, ...]) -> list[str]:
    """How many guarantors there are before and in the end, where that is known."""
    seen = next(s for s in vector if s.name == "alliance")
    old, new, rank = seen.before.figure.value, seen.final.figure.value, seen.final.percentile
    if old is None or new is None or rank is None or old == new:
        return []
    return [ctx.say("claims.breaks_isolation.alliance", before=int(old), after=int(new), rank=round(rank * 100))]


def _gains_at_expense(ctx: Context, index: int, span: Span) -> Judgement:
    """Whether one patron gains and another loses over the state named between them, or over the weaker state of the
    article: see `influence.verdict`."""
    (who, _), (_, whom) = _around(ctx, index, (span[0], span[0])), _around(ctx, index, (span[1], span[1]), NEXT)
    client = _within(ctx, index, span) or client_of(ctx)
    if who is None or whom is None or client is None or len({who, whom, client}) < 3:
        return _unchecked(ctx, "gains_at_expense", who=States(), whom=States(), client=States())
    values = {"who": States((who,)), "whom": States((whom,)), "client": States((client,))}
    found = gains((ctx.before, ctx.after, ctx.later), client, who, whom, ctx.draws, ctx.seed)
    known = [g for g in found if g.outcome not in {"unknown", "not_observed"}]
    if not known:
        return _unchecked(ctx, "gains_at_expense", **values)
    lines = outcomes(ctx, tuple(known), client, who, whom)
    measured = ctx.say("claims.gains_at_expense.layers", layers=[ctx.say(f"tie.{g.layer}") for g in known])
    reason = " ".join([*(lines or [ctx.say("claims.gains_at_expense.none", **values)]), measured])
    moves = {g.outcome for g in known} - {"none", "within"}
    gained = any((g.would or g.outcome) in {"substitution", "addition"} for g in known)
    verdict: Verdict = "in_part" if gained else "contradicted"
    return (
        ctx.say("claims.gains_at_expense.restated", **values),
        "supported" if moves == {"substitution"} else verdict,
        reason,
        (),
    )


def _subject_of_isolation(ctx: Context, index: int, span: Span) -> str | None:
    """Whose isolation: the state (or its leader) named right after the words (the isolation of X), else within them
    (ends X's isolation), else before them."""
    before, after = _around(ctx, index, span, NEXT)
    return after or _within(ctx, index, span) or before


def _within(ctx: Context, index: int, span: Span) -> str | None:
    """The state named last within some words of the sentence, the longest of names that end there."""
    text = ctx.coded.document.sentence(index).text
    found = [
        (place, len(name), code) for name, code in _named(ctx) if (place := text.rfind(name, span[0], span[1])) >= 0
    ]
    return max(found)[2] if found else None


NEXT = 30  # characters within which a name still belongs to the words before it


def _around(ctx: Context, index: int, span: Span, within: int | None = None) -> tuple[str | None, str | None]:
    """The state named last before some words of the sentence, and the one named first after them (`within` so many
    characters, if given)."""
    offset, end = span
    text = ctx.coded.document.sentence(index).text
    before: tuple[int, str] | None = None
    after: tuple[int, str] | None = None
    for name, code in sorted(_named(ctx), key=lambda n: len(n[0])):
        place = text.rfind(name, 0, offset)
        if place >= 0 and (before is None or place >= before[0]):
            before = (place, code)
        late = text.find(name, end, None if within is None else end + within + len(name))
        if late >= 0 and (after is None or late <= after[0]):
            after = (late, code)
    return (before[1] if before else None), (after[1] if after else None)


def _named(ctx: Context) -> list[tuple[str, str]]:
    """What each state of the day may be called, with its code."""
    held = (s for s in ctx.record.states.values() if s.in_system(ctx.day) or s.kind == "entity")
    return [(name, state.code) for state in held for name in _names(ctx, state.code)]


def _names(ctx: Context, code: str) -> tuple[str, ...]:
    """What the document's language calls a state: its name, its capital, those who lead it that day."""
    state = ctx.record.states[code]
    lang = ctx.coded.document.lang
    found = [told(state, "name", lang).removeprefix("(the) ")]
    capital = state.capital_at(ctx.day)
    if capital:
        found.append(told(capital, "name", lang))
    for office in ctx.record.offices_of(code, ctx.day):
        person = ctx.record.people.get(office.person)
        if person and office.office in {"head_of_state", "head_of_government", "leader"}:
            found += [told(person, "name", lang), told(person, "family", lang)]
    return tuple(found)


JUDGES: dict[str, Callable[[Context, int, Span], Judgement]] = {
    "first_visit": _first_visit,
    "main_support": _main_support,
    "breaks_isolation": _breaks_isolation,
    "gains_at_expense": _gains_at_expense,
}
