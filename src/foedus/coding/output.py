"""Coded as the JSON of `foedus code`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from ..event import Coded, Event

__all__ = ["as_json"]


def as_json(coded: Coded) -> dict[str, Any]:
    """The document as one line of output, in the form of the contract."""
    document = coded.document
    return {
        "id": document.id,
        "lang": document.lang,
        "date": _iso(document.published) if document.published else None,
        "events": [_event(e) for e in coded.events if e.status in ("happened", "announced")],
        "persons": [{"name": p.name, "role": p.role, "state": p.state} for p in coded.persons],
        "quotes": [
            {"speaker": q.speaker, "affiliation": q.affiliation, "state": q.state, "text": q.text, "span": list(q.span)}
            for q in coded.quotes
        ],
        **_acts(coded),
    }


def _acts(coded: Coded) -> dict[str, Any]:
    """The treaty acts in the contract's five words: an accession is an entry into force for who accedes; suspensions,
    for which the contract has no word, have a key of their own."""
    told: list[dict[str, Any]] = []
    suspended: list[dict[str, Any]] = []
    for act in coded.treaties:
        head = {"kind": act.kind, "parties": list(act.parties)}
        known = {"id": act.id} if act.id else {}
        if act.act == "suspended":
            suspended.append({**head, **known})
        elif act.act == "acceded":
            told.append({**head, "act": "in_force", "by": "accession", **known})
        else:
            told.append({**head, "act": act.act, **known})
    return {"treaties": told, **({"suspensions": suspended} if suspended else {})}


@lru_cache(maxsize=1024)  # the same days come again and again
def _iso(day: date) -> str:
    return day.isoformat()


def _event(event: Event) -> dict[str, Any]:
    place, day = event.place, event.date
    return {
        "type": event.type.value,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "symmetric": event.symmetric,
        "actor_sector": list(event.actor_sector),
        "recipient_sector": list(event.recipient_sector),
        "date": None if day is None else _iso(day.first) if day.exact else str(day),
        "place": {"name": place.name, "state": place.state, "lat": place.lat, "lon": place.lon} if place else None,
        "status": event.status,
        "intensity": event.intensity,
        "confidence": event.confidence,
        "pattern": event.pattern or None,
        "sentence": event.sentence,
        "span": list(event.span),
        "text": event.text,
    }
