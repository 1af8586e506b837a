"""Several mentions of one event in a document are one event."""

from __future__ import annotations

import msgspec

from ..event import Event

__all__ = ["merged"]


def merged(events: list[Event]) -> tuple[Event, ...]:
    """The events, each once, in the order of their first mention; later mentions are kept as sentence numbers."""
    if len(events) < 2:
        return tuple(events)
    kept: list[Event] = []
    again: list[dict[int, None]] = []  # the sentences of the further mentions of each
    alike: dict[Key, set[int]] = {}
    for event in events:
        near = sorted({number for key in _keys(event) for number in alike.get(key, ())})
        found = next((number for number in near if _same(kept[number], event)), len(kept))
        if found == len(kept):
            kept.append(event)
            again.append(dict.fromkeys(event.mentions))
        else:
            kept[found] = _joined(kept[found], event)
            again[found].update(dict.fromkeys((event.sentence, *event.mentions)))
        for key in _keys(kept[found]):
            alike.setdefault(key, set()).add(found)
    return tuple(
        msgspec.structs.replace(e, mentions=tuple(n for n in more if n != e.sentence)) if more else e
        for e, more in zip(kept, again, strict=True)
    )


Key = tuple[str, int | frozenset[str], str]


def _keys(event: Event) -> tuple[Key, Key, Key]:
    """What two events share of which one may be the other: the parties, who acts, or the sentence."""
    actors = frozenset(event.actor)
    kind = event.type.value
    return (
        (kind, actors.union(event.recipient), "parties"),
        (kind, actors, "actors"),
        (kind, event.sentence, "sentence"),
    )


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
    recipient = (
        one.recipient
        if one.recipient and not one.symmetric
        else longer.recipient or other.recipient * (not longer.symmetric)
    )
    sectors = _sectors(other) | _sectors(one)
    return msgspec.structs.replace(
        one,
        actor=longer.actor,
        recipient=recipient,
        actor_sector=tuple(sectors[c] for c in longer.actor if c in sectors),
        recipient_sector=tuple(sectors[c] for c in recipient if c in sectors),
        symmetric=longer.symmetric,
        mode=one.mode or other.mode,
        place=one.place or other.place,
        date=one.date if one.date_basis == "text" or other.date_basis != "text" else other.date,
        date_basis=one.date_basis if one.date_basis == "text" else other.date_basis,
    )


def _sectors(event: Event) -> dict[str, str]:
    """The sector of each party."""
    parties, found = (*event.actor, *event.recipient), (*event.actor_sector, *event.recipient_sector)
    return dict(zip(parties, found, strict=False))
