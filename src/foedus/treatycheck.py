"""The rules that treaties and their areas must keep: no party bound before the treaty exists, no two contradictory
periods, every area known, every pledge with its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from .dates import Period, surely_before, surely_overlap
from .errors import Problem
from .record import Record
from .treaty import Obligation, Party, Term, Treaty

__all__ = ["check_areas", "check_treaties"]

PLACES = {"parties", "anywhere", "metropolitan"}  # values of `area` that need no entry in areas.toml


def check_treaties(record: Record) -> Iterator[Problem]:
    """What is wrong with the treaties: file, entry and reason."""
    for treaty in record.treaties.values():
        file = f"treaties/{treaty.id}.toml"
        for entry, reason in (*_head(treaty), *_parties(treaty, record)):
            yield Problem(file, entry, reason)
        for number, obligation in enumerate(treaty.obligation, 1):
            entry = f"obligation {number} ({obligation.pledge})"
            for reason in _obligation(treaty, obligation, record):
                yield Problem(file, entry, reason)


def _head(treaty: Treaty) -> Iterator[tuple[str, str]]:
    texts = [treaty.title, treaty.short, *(t for t in (treaty.note, treaty.dispute) if t)]
    if not all(t.en and t.fr for t in texts):
        yield "title", "title, short, note or dispute is missing in English or in French"
    if not all(name.strip() for name in (*treaty.aliases.en, *treaty.aliases.fr)):
        yield "aliases", "an empty name"
    if not treaty.evidence or not all(e.ref for e in treaty.evidence):
        yield "evidence", "no evidence, or one without a reference"
    if not treaty.party:
        yield "party", "no party"
    if treaty.certainty == "disputed" and treaty.dispute is None:
        yield "certainty", "disputed, and nothing says what is disputed"
    if not treaty.retroactive and surely_before(treaty.in_force, treaty.signed):
        yield (
            "in_force",
            f"{treaty.in_force} is before the signature ({treaty.signed}), without `retroactive`",
        )
    if treaty.in_force is None and treaty.ended is not None and treaty.note is None:
        yield "ended", "given up without ever being in force, and no note says how"
    if surely_before(treaty.ended, treaty.signed):
        yield "ended", f"{treaty.ended} is before the signature ({treaty.signed})"
    if surely_before(treaty.ended, treaty.in_force):
        yield "ended", f"{treaty.ended} is before {treaty.in_force}, when it entered into force"
    if treaty.term is not None:
        yield from _term(treaty.term)


def _parties(treaty: Treaty, record: Record) -> Iterator[tuple[str, str]]:
    for party in treaty.party:
        if party.state not in record.states:
            yield f"party {party.state}", "not in states.csv"
        if not treaty.retroactive and surely_before(party.start, treaty.signed):
            yield f"party {party.state}", f"bound ({party.start}) before the treaty was signed ({treaty.signed})"
        if party.start and treaty.in_force is None:
            yield f"party {party.state}", "bound by a treaty that is not in force"
        if surely_before(party.start, treaty.in_force):
            yield f"party {party.state}", f"bound ({party.start}) before the treaty was in force ({treaty.in_force})"
        if party.to and (party.start is None or surely_before(party.to, party.start)):
            yield f"party {party.state}", f"leaves ({party.to}) before it is bound"
        if treaty.ended and party.start and treaty.ended.last < party.start.first:
            yield f"party {party.state}", f"bound ({party.start}) after the treaty ended ({treaty.ended})"
        if any(surely_before(s.to, s.start) for s in party.suspended):
            yield f"party {party.state}", "a suspension ends before it begins"
    for one, other in combinations(treaty.party, 2):
        if one.state != other.state:
            continue
        first, second = _period(one), _period(other)
        if first is None or second is None or surely_overlap(first, second):
            yield f"party {one.state}", f"periods {first} and {second} overlap"


def _period(party: Party) -> Period | None:
    return Period(party.start, party.to) if party.start else None


def _term(term: Term) -> Iterator[tuple[str, str]]:
    if any(n is not None and n < 1 for n in (term.years, term.renewal_years, term.notice_months)):
        yield "term", "years, renewal_years and notice_months count from 1"
    if term.years is None and (term.renewal not in {None, "none"} or term.renewal_years is not None):
        yield "term", "a renewal, and no years to renew"
    if not term.article:
        yield "term", "no article"


def _obligation(treaty: Treaty, obligation: Obligation, record: Record) -> Iterator[str]:
    signatories = set(treaty.signatories)
    obligors = set(obligation.obligors) or signatories
    if (obligation.aid == "none") != (obligation.pledge in {"neutrality", "nonaggression", "consultation"}):
        yield f"aid {obligation.aid!r} does not go with {obligation.pledge}"
    if obligors - signatories:
        yield f"obligors that are no parties: {_list(obligors - signatories)}"
    if set(obligation.aid_only) - obligors:
        yield f"aid_only names states that are no obligors: {_list(set(obligation.aid_only) - obligors)}"
    unknown = {*obligation.beneficiaries, *obligation.attackers.only, *obligation.attackers.excluded} - {*record.states}
    if unknown:
        yield f"not in states.csv: {_list(unknown)}"
    doubtful = "certain" not in {treaty.certainty} or obligation.certainty != "certain"
    if not obligation.article and not doubtful and obligation.note is None:
        yield "certain, but names no article and no note says why"
    if obligation.certainty == "disputed" and obligation.dispute is None:
        yield "disputed, and nothing says what is disputed"
    if surely_before(obligation.to, obligation.start):
        yield f"ends ({obligation.to}) before it begins ({obligation.start})"
    areas = {obligation.area, *(area for contest in obligation.contested for area in contest.areas)}
    if any(not _area_known(area, record) for area in areas):
        yield f"an area is not in areas.toml: {_list(a for a in areas if not _area_known(a, record))}"
    contested = {state for contest in obligation.contested for state in contest.states}
    if contested - obligors:
        yield f"contested names states that are no obligors: {_list(contested - obligors)}"
    texts = (obligation.trigger, obligation.condition, obligation.dispute, *(c.text for c in obligation.contested))
    if any(t is not None and not (t.en and t.fr) for t in texts):
        yield "a text is missing in English or in French"


def _area_known(area: str, record: Record) -> bool:
    if area.startswith("state:"):
        return area.removeprefix("state:") in record.states
    return area in PLACES or area in record.areas


def _list(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))


def check_areas(record: Record) -> Iterator[Problem]:
    """What is wrong with the scopes that treaties name."""
    for key, area in record.areas.items():
        if not area.source:
            yield Problem("areas.toml", key, "no source")
        if not area.include and not area.metropolitan:
            yield Problem("areas.toml", key, "includes nothing")
        for patch in (*area.include, *area.exclude):
            if len(patch.polygon) < 3:
                yield Problem("areas.toml", key, f"{patch.name}: fewer than three corners")
            if any(abs(lat) > 90 or abs(lon) > 180 for lat, lon in patch.polygon):
                yield Problem("areas.toml", key, f"{patch.name}: a corner is at no point of the globe")
