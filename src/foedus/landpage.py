"""The page of a place: who held it from when to when since 1815, by which treaty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from .holder import FIRST_DAY, Holding, holding_of
from .land import Land
from .place import Location
from .record import Record

__all__ = ["place_page"]

WORDS = {
    "held": ("Held by", "Tenu par"), "nobody": ("no state of the list, or none known", "aucun État, ou inconnu"),
    "today": ("by the map of today", "d'après la carte d'aujourd'hui"), "sources": ("Sources", "Sources"),
    "by": ("occupied by {state}", "occupé par {state}"), "on": ("on", "au"), "sea": ("at sea", "en mer"),
    "homeland": ("homeland", "métropole"), "dependency": ("dependency", "dépendance"),
    "mandate": ("administered under a treaty", "administré en vertu d'un traité"), "lease": ("lease", "bail"),
    "occupied": ("occupied", "occupé"), "none": ("", ""), "since": ("from {day}", "dès le {day}"),
}  # fmt: skip


def place_page(record: Record, place: Location, day: date, lang: str) -> str:
    """The holders of a place through time, the one of a day, and where the facts have it from."""
    says = {key: words[lang == "fr"] for key, words in WORDS.items()}
    covering = [g.land for g in record.grounds.get(place.territory or "", ()) if g.covers(place.lat, place.lon)]
    lines = [
        place.name,
        f"{place.lat}, {place.lon} ({place.territory or says['sea']})",
        f"{says['on']} {day}: {_said(record, holding_of(record, place, day), says, lang)}",
        "",
        says["held"],
        *(
            f"  {says['since'].format(day=start)}: {_said(record, held, says, lang)}"
            for start, held in _turns(record, place)
        ),
        "",
        says["sources"],
        *_sources(covering, says, lang),
    ]
    return "\n".join(lines) + "\n"


def _said(record: Record, held: Holding, says: dict[str, str], lang: str) -> str:
    if held.state is None:
        return says["nobody"]
    by = says["by"].format(state=_name(record, held.by, lang)) if held.by else says[held.status]
    return f"{_name(record, held.state, lang)} ({by})"


def _name(record: Record, code: str, lang: str) -> str:
    state = record.states[code]
    return state.name_fr if lang == "fr" else state.name_en.removeprefix("(the) ")


def _turns(record: Record, place: Location) -> Iterator[tuple[date, Holding]]:
    """The days on which the holder, or its title, changed."""
    days = {FIRST_DAY}
    for ground in record.grounds.get(place.territory or "", ()):
        days |= {day for start, end, _ in ground.spans for day in (start, end) if FIRST_DAY < day < date.max}
    days |= {p.start.first for s in record.states.values() for p in s.periods if p.system == "gw"} - {date.min}
    turns = ((day, holding_of(record, place, day)) for day in sorted(d for d in days if d >= FIRST_DAY))
    for held, same in groupby(turns, key=lambda turn: turn[1]):
        yield next(same)[0], held


def _sources(covering: list[Land], says: dict[str, str], lang: str) -> Iterator[str]:
    for land in covering:
        note = f" {land.note.of(lang)}" if land.note else ""
        yield f"  {land.key}: {land.source}.{note}"
    if not covering:
        yield f"  {says['today']}"
