"""Which states a treaty names as its parties, in its title and before its considerations."""

from __future__ import annotations

from functools import lru_cache

from ..lang.elements import fold, words
from ..lang.treaty import treaty_words
from ..record import Record
from .text import TreatyText

__all__ = ["parties"]


def parties(treaty: TreatyText, record: Record) -> tuple[str, ...]:
    """The codes of the states named, in the order in which they stand."""
    known = treaty_words(treaty.lang)
    zone = treaty.opening
    for part in known.parts(zone):
        considered = part.spans("preamble")
        if considered and part.place(considered[0])[0] > len(treaty.title):
            zone = zone[: part.place(considered[0])[0]]
            break
    return _named(zone, record)


def _named(text: str, record: Record) -> tuple[str, ...]:
    names = _names(record)
    found: dict[str, None] = {}
    norms = [word.norm.removesuffix("'") for word in words(text)]
    capitals = [text[word.start].isupper() for word in words(text)]
    i = 0
    while i < len(norms):
        ends = names.get(norms[i], ()) if capitals[i] else ()
        hit = next(((rest, code) for rest, code in ends if tuple(norms[i + 1 : i + 1 + len(rest)]) == rest), None)
        if hit:
            found.setdefault(hit[1])
            i += len(hit[0])
        i += 1
    return tuple(found)


@lru_cache(maxsize=4)
def _names(record: Record) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The names of states by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for state in record.states.values():
        for name in (state.name_en, state.name_fr, state.official_en, state.official_fr):
            norms = tuple(word.norm.removesuffix("'") for word in words(fold(name.removeprefix("(the) "))))
            if norms:
                found.setdefault(norms[0], []).append((norms[1:], state.code))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found
