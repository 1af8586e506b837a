"""Treaty acts of a document as dated facts: what is signed does not bind yet, what is denounced binds until the notice
has run."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from ..dates import Day
from ..event import Act, Coded, ToldTerm, TreatyAct
from ..record import Record
from ..treaty import Aid, Kind, Obligation, Party, Pledge, Suspension, Term, Text, Treaty, TreatySource, bonds_of

__all__ = ["before", "final", "in_force_from", "provisional", "reported_id", "signed_only", "with_acts"]

# What a kind of treaty pledges at the least when only its name is known: the article's word, not a text.
PLEDGES: dict[str, tuple[Kind, tuple[tuple[Pledge, Aid], ...]]] = {
    "mutual defence": ("mutual defence", (("defence", "discretionary"),)),
    "non-aggression": ("non-aggression", (("nonaggression", "none"),)),
    "neutrality": ("neutrality", (("neutrality", "none"),)),
    "consultation": ("consultation", (("consultation", "none"),)),
    "strategic partnership": ("strategic partnership", ()),
    "other": ("cooperation", ()),
}


NEWS = timedelta(days=60)
"""An act that the facts date more than this before the article is not its news: it is recalled."""

MAKING = ("signed", "ratified", "in_force")  # the acts by which a treaty unknown to the facts is made known

NOTICE_YEARS = 1  # Vienna Convention on the Law of Treaties, 1969, art. 56(2): at least twelve months


def with_acts(record: Record, coded: Coded, day: date, library: Mapping[str, Treaty]) -> Record:
    """The record after the treaty acts, each with its sentence as evidence. `library` holds the treaties by id."""
    held = dict(library)  # what the facts know of an end or a start counts, and what an earlier act has changed
    for act in coded.treaties:
        change = CHANGES.get(act.act)
        if change is None or act.recalled:
            continue
        for known in _meant(act, coded, day, held, record):
            held[known.id] = _seen(change(known, act, coded, day), act, coded)
            record = record.plus((held[known.id],))
    return record


def _meant(act: TreatyAct, coded: Coded, day: date, held: Mapping[str, Treaty], record: Record) -> list[Treaty]:
    """The treaties that an act is about; one that the facts do not hold is made of what the article says."""
    known = [t for name in act.every if (t := held.get(name) or record.treaties.get(name)) is not None]
    if known or act.act not in MAKING or len(act.parties) < 2:
        return known
    return [held.get(reported_id(act, day)) or provisional(act, coded, day, record)]


def before(record: Record, coded: Coded, day: date) -> Record:
    """The record as it stood before the document's treaty acts: a brief must show what the event brings, also where
    the facts already hold it. Treaties that replace another on their entry into force leave the older one in force."""
    for act in coded.treaties:
        for known in [t for name in act.every if not act.recalled and (t := record.treaties.get(name)) is not None]:
            if act.act == "signed" and _is_news(known.signed, day):
                record = record.minus((known.id,))
            elif act.act in UNDOINGS:
                record = record.plus((UNDOINGS[act.act](known, act, day),))
    return _without_reported_visits(record, coded, day)


def final(treaty: Treaty, day: date) -> Treaty | None:
    """The treaty once what is under way has taken effect: a signature in force, a notice run out; None if nothing is
    under way."""
    if treaty.in_force is None:
        return None if treaty.ended else in_force_from(treaty, day)
    if treaty.ended is not None and treaty.ended.last > day:
        return msgspec.structs.replace(treaty, ended=Day(day, day))
    leaving = [p for p in treaty.party if p.to is not None and p.to.last > day]
    return _parties(treaty, {p.state for p in leaving}, to=Day(day, day)) if leaving else None


# --- what an act makes of a treaty ------------------------------------------------------------------------------


def _signed(treaty: Treaty, act: TreatyAct, coded: Coded, day: date) -> Treaty:
    """Signed or ratified by one: it binds nobody yet, unless the facts know better."""
    return treaty if treaty.in_force_at(day) == "inside" else signed_only(treaty)


def _in_force(treaty: Treaty, act: TreatyAct, coded: Coded, day: date) -> Treaty:
    return treaty if treaty.in_force_at(day) == "inside" else in_force_from(treaty, day)


def _acceded(treaty: Treaty, act: TreatyAct, coded: Coded, day: date) -> Treaty:
    """Who joins is bound from the day; who had signed, or had left, gets a term of its own."""
    bonds = bonds_of(treaty, day)
    joining = [s for s in act.by if bonds.get(s, "outside") == "outside"]
    kept = tuple(p for p in treaty.party if p.state not in joining or (p.to is not None and p.to.last <= day))
    return msgspec.structs.replace(treaty, party=(*kept, *(Party(s, Day(day, day)) for s in joining)))


def _denounced(treaty: Treaty, act: TreatyAct, coded: Coded, day: date) -> Treaty:
    """Its authors leave once the notice has run; a treaty of which one party is left ends with it."""
    bonds = bonds_of(treaty, day)
    leaving = {s for s in act.by if bonds.get(s, "outside") != "outside"}
    known = [treaty.ended, *(p.to for p in treaty.party if p.state in leaving)]
    if not leaving or any(end is not None and end.last >= day for end in known):
        return treaty  # the facts know the end already
    end = _after_notice(treaty, day)
    treaty = treaty if end.exact else msgspec.structs.replace(treaty, note=_with_note(treaty.note))
    remaining = [s for s, bond in bonds.items() if bond != "outside" and s not in leaving]
    if len(remaining) < 2:
        return msgspec.structs.replace(treaty, ended=end)
    return _parties(treaty, leaving, to=end)


def _after_notice(treaty: Treaty, day: date) -> Day:
    """The end of the notice that the treaty asks for; without one, some day of the year that the law gives."""
    months = treaty.term.notice_months if treaty.term else None
    if months is None:
        return Day(day, _later(day, 12 * NOTICE_YEARS))
    return Day(_later(day, months), _later(day, months))


def _with_note(note: Text | None) -> Text:
    """A note that says how the end was found, behind what the facts note."""
    return Text(f"{note.en} {BY_LAW.en}", f"{note.fr} {BY_LAW.fr}") if note else BY_LAW


BY_LAW = Text(
    "Reported as denounced; the facts hold no notice for it, so that its end lies within twelve months of the"
    " denunciation (Vienna Convention on the Law of Treaties, 1969, art. 56, para. 2).",
    "Dénonciation rapportée ; les faits n'ont pas de préavis pour ce traité : sa fin est placée dans les douze mois qui"
    " suivent la dénonciation (convention de Vienne sur le droit des traités, 1969, art. 56, § 2).",
)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _suspended(treaty: Treaty, act: TreatyAct, coded: Coded, day: date) -> Treaty:
    words = coded.document.sentence(act.sentence).text
    pause = Suspension(start=Day(day, day), text=Text(words, words))
    parties = tuple(
        msgspec.structs.replace(p, suspended=(*p.suspended, pause)) if p.state in act.by else p for p in treaty.party
    )
    return msgspec.structs.replace(treaty, party=parties)


CHANGES: dict[Act, Callable[[Treaty, TreatyAct, Coded, date], Treaty]] = {
    "signed": _signed,
    "ratified": _signed,
    "in_force": _in_force,
    "acceded": _acceded,
    "denounced": _denounced,
    "suspended": _suspended,
}


def _seen(treaty: Treaty, act: TreatyAct, coded: Coded) -> Treaty:
    """The treaty with the sentence that reports the act among its evidence."""
    return msgspec.structs.replace(treaty, evidence=(*treaty.evidence, _source(coded, act.sentence)))


def _source(coded: Coded, number: int) -> TreatySource:
    """A sentence as a source: the article, its day, who published it."""
    document = coded.document
    sentence = document.sentence(number)
    by = document.publisher or document.title or document.id
    day = f" of {document.published}" if document.published else ""
    return TreatySource(f"article{day} ({by}), sentence {sentence.number}", sentence.text, document.url or "")


# --- what it was before the act ---------------------------------------------------------------------------------


def _is_news(fact: Day | None, day: date) -> bool:
    return fact is None or fact.last >= day - NEWS


def _not_in_force(treaty: Treaty, act: TreatyAct, day: date) -> Treaty:
    return signed_only(treaty) if _is_news(treaty.in_force, day) else treaty


def _not_joined(treaty: Treaty, act: TreatyAct, day: date) -> Treaty:
    parties = tuple(
        msgspec.structs.replace(p, start=None, to=None) if p.state in act.by and _is_news(p.start, day) else p
        for p in treaty.party
    )
    return msgspec.structs.replace(treaty, party=parties)


def _not_denounced(treaty: Treaty, act: TreatyAct, day: date) -> Treaty:
    ended = None if _is_news(treaty.ended, day) else treaty.ended
    leaving = {p.state for p in treaty.party if p.state in act.by and p.to is not None and _is_news(p.to, day)}
    return _parties(msgspec.structs.replace(treaty, ended=ended), leaving, to=None)


def _not_suspended(treaty: Treaty, act: TreatyAct, day: date) -> Treaty:
    parties = tuple(
        msgspec.structs.replace(p, suspended=tuple(s for s in p.suspended if not _is_news(s.start, day)))
        if p.state in act.by
        else p
        for p in treaty.party
    )
    return msgspec.structs.replace(treaty, party=parties)


UNDOINGS: dict[Act, Callable[[Treaty, TreatyAct, date], Treaty]] = {
    "ratified": _not_in_force,
    "in_force": _not_in_force,
    "acceded": _not_joined,
    "denounced": _not_denounced,
    "suspended": _not_suspended,
}


def _parties(treaty: Treaty, states: set[str], to: Day | None) -> Treaty:
    """The treaty with another end to the last term of some of its parties."""
    last = {p.state: index for index, p in enumerate(treaty.party)}
    parties = tuple(
        msgspec.structs.replace(p, to=to) if p.state in states and last[p.state] == index else p
        for index, p in enumerate(treaty.party)
    )
    return msgspec.structs.replace(treaty, party=parties)


def _without_reported_visits(record: Record, coded: Coded, day: date) -> Record:
    """The facts may hold the very visit that the document reports: it belongs to the after."""
    pairs = {(a, r) for e in coded.events if e.mode == "visit" for a in e.actor for r in e.recipient}
    since, until = day - timedelta(days=10), day + timedelta(days=10)
    kept = (v for v in record.visits if (v.visitor, v.host) not in pairs or not since <= v.start.first <= until)
    return replace(record, visits=tuple(kept))


def signed_only(treaty: Treaty) -> Treaty:
    """The treaty before anybody is bound by it."""
    parties = tuple(msgspec.structs.replace(p, start=None, to=None) for p in treaty.party)
    return msgspec.structs.replace(treaty, party=parties, in_force=None, ended=None)


def in_force_from(treaty: Treaty, day: date) -> Treaty:
    """The treaty as if it bound every signatory from that day."""
    start = Day(day, day)
    parties = tuple(msgspec.structs.replace(p, start=start, to=None, suspended=()) for p in treaty.party)
    return msgspec.structs.replace(treaty, party=parties, in_force=start, ended=None)


def reported_id(act: TreatyAct, day: date) -> str:
    """The id of a treaty that only an article reports."""
    return f"REPORTED-{'-'.join(sorted(act.parties))}-{day.year}"


def provisional(act: TreatyAct, coded: Coded, day: date, record: Record) -> Treaty:
    """A treaty that the facts do not hold, with the pledges that the article tells; where it tells none, those that its
    word for the treaty implies."""
    kind, implied = PLEDGES[act.kind]
    title = _title(act, day, record)
    pledges = dict.fromkeys(term.pledge for term in act.terms if term.pledge)
    obligations = tuple(_told([t for t in act.terms if t.pledge == p], coded) for p in pledges)
    years = next((term.years for term in act.terms if term.years), None)
    return Treaty(
        id=reported_id(act, day),
        title=title,
        short=title,
        kind=kind,
        signed=Day(day, day),
        party=tuple(Party(p) for p in act.parties),
        obligation=obligations or tuple(Obligation(p, "", aid=aid, area="parties") for p, aid in implied),
        term=Term(article="", years=years) if years else None,
        evidence=tuple(_source(coded, n) for n in sorted({t.sentence for t in act.terms} - {act.sentence})),
        certainty="probable",
        provisional=True,
    )


def _title(act: TreatyAct, day: date, record: Record) -> Text:
    """What to call a treaty of which only an article tells: by its parties and the year."""
    states = [record.states[p] for p in act.parties if p in record.states]
    en = "–".join(s.name_en.removeprefix("(the) ") for s in states)
    fr = "–".join(s.name_fr for s in states)
    return Text(f"{en} treaty of {day.year} as reported", f"traité {fr} de {day.year} d'après l'article")


def _told(terms: Sequence[ToldTerm], coded: Coded) -> Obligation:
    """A pledge in the article's words, with the sentence that has them: the one that says most of the aid."""
    term = next((t for t in terms if t.aid == "automatic"), terms[0])
    assert term.pledge is not None
    start, end = term.span
    condition = next((t.condition for t in terms if t.condition), "")
    area = next((t.area for t in terms if t.area), "")
    words, n = coded.document.text[start:end], term.sentence + 1
    return Obligation(
        term.pledge,
        "",
        trigger=Text(f"“{words}” (sentence {n})", f"« {words} » (phrase {n})"),
        aid=term.aid,
        area="parties",
        threat=any(t.threat for t in terms),
        condition=Text(f"“{condition}”", f"« {condition} »") if condition else None,
        certainty="probable",
        note=Text(f"area: “{area}”", f"zone : « {area} »") if area else None,
    )
