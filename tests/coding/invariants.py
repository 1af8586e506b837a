"""What holds of every coded document, whatever its text: used by the property tests and by the fuzz targets."""

from __future__ import annotations

from functools import cache

from foedus.coding.names import names
from foedus.event import Coded, Event
from foedus.factfiles import load

__all__ = ["broken"]


@cache
def known_codes(lang: str) -> frozenset[str]:
    """The codes that a text in a language may be given: those of the record and of the pack."""
    record = load()
    named = {code for _, name in names(lang, record)._all() for code in name.codes}
    offices = {office.state for office in record.offices}
    return frozenset(named | offices | record.states.keys() | record.organisations.keys() | record.groups.keys())


def broken(coded: Coded) -> list[str]:
    """What of a coded document does not hold, a line each; nothing if all does."""
    found = [said for event in coded.events for said in _event(coded, event)]
    for kind, things in (("person", coded.persons), ("quote", coded.quotes), ("treaty", coded.treaties)):
        found += [f"{kind} {one.span} lies outside the text" for one in things if not _inside(coded, one.span)]
    found += [f"left {one.span} lies outside the text" for one in coded.uncoded if not _inside(coded, one.span)]
    return found


def _event(coded: Coded, event: Event) -> list[str]:
    sentences, text = coded.document.sentences, coded.document.text
    if not 0 <= event.sentence < len(sentences):
        return [f"sentence {event.sentence} does not exist"]
    start, end = sentences[event.sentence]
    parties = (*event.actor, *event.recipient)
    claims = {
        "the span lies in its sentence": start <= event.span[0] < event.span[1] <= end,
        "the text is the sentence": event.text == text[start:end],
        "mentions are other sentences": all(0 <= n < len(sentences) and n != event.sentence for n in event.mentions),
        "somebody acts": bool(event.actor),
        "codes are known": set(parties) <= known_codes(coded.document.lang),
        "a code stands once": len(set(event.actor)) == len(event.actor)
        and len(set(event.recipient)) == len(event.recipient),
        "nobody acts on himself, but inside one state": not set(event.actor) & set(event.recipient)
        or event.actor == event.recipient,
        "a mutual event has no recipient": not (event.symmetric and event.recipient),
        "a sector for each party": len(event.actor_sector) == len(event.actor)
        and len(event.recipient_sector) == len(event.recipient),
        "confidence is a probability": 0 < event.confidence < 1,
        "intensity is on the scale": -10 <= event.intensity <= 10,
        "a date has a basis": (event.date is None) == (event.date_basis == "none"),
    }
    return [f"{event.type.value} {event.span}: not so: {claim}" for claim, holds in claims.items() if not holds]


def _inside(coded: Coded, span: tuple[int, int]) -> bool:
    return 0 <= span[0] <= span[1] <= len(coded.document.text)
