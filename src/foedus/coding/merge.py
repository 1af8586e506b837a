"""Several mentions of one event in a document are one event."""

from __future__ import annotations

import msgspec

from ..event import Event

__all__ = ["merged"]


def merged(events: list[Event]) -> tuple[Event, ...]:
    """The events, each once, in the order of their first mention; later mentions are kept as sentence numbers."""
    kept: list[Event] = []
    for event in events:
        for index, known in enumerate(kept):
            if _same(known, event):
                kept[index] = _joined(known, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def _same(one: Event, other: Event) -> bool:
    if one.type != other.type or (one.date_basis == other.date_basis == "text" and one.date != other.date):
        return False
    if one.symmetric or other.symmetric:
        parties, others = {*one.actor, *one.recipient}, {*other.actor, *other.recipient}
        return parties == others or (one.sentence == other.sentence and (parties <= others or others <= parties))
    if set(one.actor) != set(other.actor):
        return (
            one.sentence == other.sentence
            and bool(set(one.actor) & set(other.actor))
            and one.recipient == other.recipient
        )
    here, there = set(one.recipient), set(other.recipient)
    return here == there or not here or not there or bool(one.sentence == other.sentence and here & there)


def _joined(one: Event, other: Event) -> Event:
    """The first mention with what only the second says."""
    directed = one if not one.symmetric else other
    longer = (
        max((one, other), key=lambda e: len(e.actor) if e.symmetric else 0)
        if one.symmetric and other.symmetric
        else directed
    )
    mentions = tuple(n for n in dict.fromkeys((*one.mentions, other.sentence, *other.mentions)) if n != one.sentence)
    return msgspec.structs.replace(
        one,
        actor=longer.actor,
        recipient=one.recipient
        if one.recipient and not one.symmetric
        else longer.recipient or other.recipient * (not longer.symmetric),
        symmetric=longer.symmetric,
        mode=one.mode or other.mode,
        place=one.place or other.place,
        date=one.date if one.date_basis == "text" or other.date_basis != "text" else other.date,
        date_basis=one.date_basis if one.date_basis == "text" else other.date_basis,
        mentions=mentions,
    )
