"""Which of our treaties is which alliance: first what the concordance confirms, then a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ..concordance import Entry
from .sides import Side

__all__ = ["Match", "matches", "score"]

LEAST = 0.65  # below, two treaties are not taken for one
SHARES = (0.6, 0.25, 0.15)  # of parties, years and pledges in the score
YEARS = 4  # this many years apart, the years count for nothing


class Match(msgspec.Struct, frozen=True):
    """A treaty, the alliances that it is, how alike they are; `confirmed` by a person, in the concordance."""

    treaty: str
    alliances: tuple[int, ...]
    score: float
    confirmed: bool


def score(one: Side, other: Side) -> float:
    """From 0 to 1: the parties in common, how near the years of the beginning are, the pledges in common."""
    parties = _alike(set(one.members), set(other.members))
    if parties < 0.5:
        return 0.0
    apart = max(one.begin[0] - other.begin[1], other.begin[0] - one.begin[1], 0)
    parts = (parties, max(0.0, 1 - apart / YEARS), _alike(one.pledges(), other.pledges()))
    return sum(share * part for share, part in zip(SHARES, parts, strict=True)) if apart < YEARS else 0.0


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def matches(ours: Mapping[str, Side], theirs: Mapping[int, Side], entries: Iterable[Entry]) -> tuple[Match, ...]:
    """Every match, by treaty. An alliance is one treaty; a treaty that is several alliances must be confirmed."""
    entries = tuple(entries)
    confirmed: dict[str, list[int]] = {}
    for entry in entries:
        if not entry.difference and entry.alliance in theirs and entry.treaty in ours:
            confirmed.setdefault(entry.treaty, []).append(entry.alliance)  # type: ignore[arg-type]  # in theirs
    taken = {alliance for held in confirmed.values() for alliance in held}
    taken |= {e.alliance for e in entries if e.alliance is not None and not e.treaty}
    closed = {*confirmed, *(e.treaty for e in entries if e.alliance is None and not e.difference)}
    found = [
        Match(treaty, tuple(sorted(held)), max(score(ours[treaty], theirs[a]) for a in held), True)
        for treaty, held in confirmed.items()
    ]
    candidates = (
        (value, treaty, alliance)
        for treaty, one in ours.items()
        if treaty not in closed
        for alliance, other in theirs.items()
        if alliance not in taken and (value := score(one, other)) >= LEAST
    )
    for value, treaty, alliance in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if treaty not in closed and alliance not in taken:
            closed.add(treaty)
            taken.add(alliance)
            found.append(Match(treaty, (alliance,), value, False))
    return tuple(sorted(found, key=lambda match: match.treaty))
