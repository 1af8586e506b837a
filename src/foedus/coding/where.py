"""Where an event took place: the town or capital that its sentence puts it in."""

from __future__ import annotations

from ..event import Place
from ..place import locate, state_of
from ..record import Record
from .line import Line
from .mention import Mention

__all__ = ["place_of"]

_PLACING = ("to", "place", "near")


def place_of(made: Line, mentions: list[Mention], record: Record, start: int, end: int) -> Place | None:
    """The place named in [start, end), else anywhere in the sentence."""
    for low, high in ((start, end), (0, made.size)):
        for i in made.capitals:
            if not max(1, low) <= i < high or not _placed(made, i):
                continue
            found = _named(made, i, mentions, record)
            if found is not None:
                return found
    return None


def _placed(made: Line, i: int) -> bool:
    before = made.tag[i - 1]
    if before == "det" and i > 1:
        before = made.tag[i - 2]
    return before in _PLACING


def _named(made: Line, i: int, mentions: list[Mention], record: Record) -> Place | None:
    mention = next((m for m in mentions if m.start == i), None)
    if mention is not None:
        if mention.kind not in ("capital", "metonym") or not mention.codes:
            return None
        return _capital(made, mention, record)
    end = i + 1
    while end < made.size and made.word[end][0].isupper() and end < i + 3 and not made.tag[end]:
        end += 1
    for stop in range(end, i, -1):
        name = " ".join(made.word[i:stop])
        spot = locate(name)
        if spot is not None and spot.population >= _TOWN:
            return Place(name, state_of(spot.territory) if spot.territory else None, spot.lat, spot.lon)
    return None


_TOWN = 15_000


def _capital(made: Line, mention: Mention, record: Record) -> Place | None:
    name = " ".join(made.word[mention.start : mention.end])
    state = record.states.get(mention.codes[0])
    capitals = state.capitals if state is not None else ()
    spelt = [c for c in capitals if name in (c.name_en, c.name_fr)]
    named = spelt or [c for c in capitals[-1:] if mention.kind == "capital"]  # spelt as neither of these languages does
    if named:
        return Place(name, mention.codes[0], named[0].lat, named[0].lon)
    spot = locate(name, mention.codes[0])
    return Place(name, mention.codes[0], spot.lat, spot.lon) if spot is not None else None
