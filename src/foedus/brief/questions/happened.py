"""1 What happened? The events, each with its sentence; the persons and their offices; where the day comes from."""

from __future__ import annotations

from datetime import date

from ...dates import Day
from ...event import OWN_ACTS, Event, PersonMention, TreatyAct
from ...lang.wording import States, told
from ..context import Context
from ..model import Finding, Table
from .finding import finding

__all__ = ["deed", "happened", "headline_day", "place_name", "told_event"]


def happened(ctx: Context) -> Finding:
    """Every event of the document, the main one in words."""
    events = ctx.coded.events
    if not events:
        return finding(ctx, "happened", ctx.say("happened.none"), [ctx.say("happened.none_why"), *_unheld(ctx)])
    reasoning = [*_when(ctx), *_unheld(ctx), *_persons(ctx), *_quotes(ctx)]
    return finding(ctx, "happened", deed(ctx), reasoning, tables=(_table(ctx),))


def _unheld(ctx: Context) -> list[str]:
    """The acts on treaties that the facts do not hold, and that an article alone does not make known."""
    acts = (a for a in ctx.coded.treaties if a.act in OWN_ACTS and not a.every and not a.recalled)
    return [
        ctx.say("happened.unheld", act=ctx.say(f"act.{a.act}"), who=ctx.states(_states(ctx, a)), n=a.sentence + 1)
        for a in acts
    ]


def _states(ctx: Context, act: TreatyAct) -> tuple[str, ...]:
    return tuple(code for code in act.by if code in ctx.record.states)


def deed(ctx: Context) -> str:
    """The main event in one sentence."""
    focus, day = ctx.focus, headline_day(ctx)
    event = focus.event or (ctx.coded.events[0] if ctx.coded.events else None)
    if focus.treaty and focus.act:
        place = ctx.say("happened.in_place", place=place_name(ctx)) if place_name(ctx) else ""
        return ctx.say(
            f"happened.treaty.{focus.act.act}",
            who=ctx.states(focus.act.by if focus.act.act in OWN_ACTS else focus.states),
            title=focus.treaty.short.of(ctx.words.lang),
            kind=ctx.say(f"kind_a.{focus.treaty.kind}"),
            place=place,
            day=day,
        )
    assert event is not None
    if focus.kind == "rupture":
        return ctx.say("happened.rupture", who=States(event.actor), whom=States(event.recipient), day=day)
    if focus.kind == "renewal":
        return ctx.say("happened.renewal", who=States(focus.states), day=day)
    return ctx.say("happened.deed", what=told_event(ctx, event), day=day)


def told_event(ctx: Context, event: Event) -> str:
    """Who did what to whom, as a clause."""
    form = "directed" if event.recipient and not event.symmetric else "alone"
    verb = f"verb.{form}.{event.mode}" if ctx.words.has(f"verb.{form}.{event.mode}") else f"verb.{form}.{event.type}"
    if event.mode == "withdraw" and set(event.recipient) & set(ctx.record.organisations):
        verb = "verb.directed.leave"
    return ctx.say(verb, who=States(event.actor), whom=States(event.recipient))


def headline_day(ctx: Context) -> Day | date:
    """The day of the main event: the treaty's own signature where the facts hold it, else the event's, else the
    document's."""
    focus = ctx.focus
    if focus.treaty and focus.act and focus.act.act == "signed" and not focus.treaty.provisional:
        return focus.treaty.signed
    if focus.event and focus.event.date:
        return focus.event.date
    return ctx.day


def place_name(ctx: Context) -> str:
    """Where the main event took place, in the language of the brief; empty if nobody says."""
    event, treaty = ctx.focus.event, ctx.focus.treaty
    place = event.place if event else None
    name = place.name if place else (treaty.place if treaty else "")
    for state in ctx.record.states.values():
        for capital in state.capitals:
            same = place is not None and (place.lat, place.lon) == (capital.lat, capital.lon)
            if name and (same or name in {capital.name_en, capital.name_fr}):
                return told(capital, "name", ctx.words.lang)
    return name


def _when(ctx: Context) -> list[str]:
    """Where the dates come from, when not from the page."""
    document, treaty, act = ctx.coded.document, ctx.focus.treaty, ctx.focus.act
    said = [ctx.say(f"happened.published.{document.published_how}", day=ctx.day)]
    if document.published_how == "none":
        said += _hints(ctx)
    dated = ctx.focus.event is not None and ctx.focus.event.date_basis == "text"
    if treaty and act and act.act == "signed" and not treaty.provisional and not dated:
        said.append(ctx.say("happened.date_from_treaty", day=treaty.signed, source=treaty.evidence[0].ref))
    if any(e.date_basis != "text" and e is not ctx.focus.event for e in ctx.coded.events) or not (treaty or dated):
        said.append(ctx.say("happened.date_assumed"))
    if treaty:
        key = "happened.provisional" if treaty.provisional else "happened.linked"
        said.append(ctx.say(key, title=treaty.title.of(ctx.words.lang), id=treaty.id))
    return said


def _hints(ctx: Context) -> list[str]:
    """Of a page without a date that reports a signature: the latest treaty of just these parties that the facts date.
    A hint, not a date: the page may speak of another one."""
    said = []
    for act in ctx.coded.treaties:
        alike = [t for t in ctx.library.values() if {*t.signatories} == {*act.parties} and t.signed.exact]
        if act.act == "signed" and not act.recalled and alike:
            treaty = max(alike, key=lambda t: t.signed.first)
            day = treaty.signed.first
            said.append(
                ctx.say("happened.dated_treaty", title=treaty.short.of(ctx.words.lang), day=day, iso=day.isoformat())
            )
    return said


def _persons(ctx: Context) -> list[str]:
    said = []
    spoke = {q.speaker: q.state for q in ctx.coded.quotes if q.state}
    for person in ctx.coded.persons:
        state = person.state or spoke.get(person.name)
        place = States((state,)) if state else States()
        name, role = _titled(ctx, person)
        values = {"name": name, "role": role, "state": place, "affiliation": person.affiliation}
        key = "affiliated" if person.affiliation else ("office" if state else "plain")
        if key == "affiliated" and not state:
            key = "unplaced"
        said.append(ctx.say(f"happened.person.{key}", **values))
    return [ctx.say("happened.persons", persons=said)] if said else []


def _titled(ctx: Context, person: PersonMention) -> tuple[str, str]:
    """The name and the title in the language of the brief, from the facts where they hold the person's office."""
    lang = ctx.words.lang
    for office in ctx.record.offices_of(person.state or "", ctx.day):
        known = ctx.record.people.get(office.person)
        if known and person.name in {known.name, known.name_fr, *known.variants}:
            return told(known, "name", lang), told(office, "title", lang)
    role = person.role.replace(person.affiliation, "").strip() if person.affiliation else person.role
    return person.name, role.removesuffix(" au").removesuffix(" à l'").removesuffix(" at the").removesuffix(
        " at"
    ) or "–"


def _quotes(ctx: Context) -> list[str]:
    said = []
    for quote in ctx.coded.quotes:
        if not quote.speaker:
            said.append(ctx.say("happened.quote_unnamed", text=quote.text, n=quote.sentence + 1))
            continue
        speaker = quote.speaker
        if quote.affiliation:
            speaker = ctx.say("happened.speaker", name=speaker, affiliation=ctx.affiliation(quote.affiliation))
        said.append(ctx.say("happened.quote", speaker=speaker, text=quote.text, n=quote.sentence + 1))
    return said


def _table(ctx: Context) -> Table:
    header = tuple(ctx.say(f"head.{h}") for h in ("event", "who", "whom", "day", "place", "sentence"))
    rows = tuple(_row(ctx, event) for event in ctx.coded.events)
    return Table(ctx.say("happened.table"), header, rows, ctx.say("happened.table_note"))


def _row(ctx: Context, event: Event) -> tuple[str, ...]:
    reports = {event.sentence, *event.mentions}
    document = ctx.coded.document
    index = max(sorted(reports), key=lambda i: document.sentences[i][1] - document.sentences[i][0])  # the fullest
    sentence = document.sentence(index)
    others = [str(i + 1) for i in sorted(reports - {index})]
    told = ctx.say("happened.told", n=sentence.number, text=sentence.text, others=", ".join(others))
    label = ctx.say(f"type.{event.type}")
    if event.mode and ctx.words.has(f"mode.{event.mode}"):
        label = f"{label} ({ctx.say(f'mode.{event.mode}')})"
    treaty = ctx.focus.treaty
    day = event.date
    if event is ctx.focus.event and treaty and not treaty.provisional and event.date_basis != "text":
        day = treaty.signed
    return (
        label,
        ctx.words.states(event.actor, "bare"),
        ctx.words.states(event.recipient, "bare") if event.recipient else "–",
        ctx.words.day(day) if day else "–",
        event.place.name if event.place else "–",
        told if others else f"{sentence.number}. {sentence.text}",
    )
