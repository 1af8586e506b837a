"""Where a treaty and the alliance that it is differ: years, parties, what each party owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..concordance import PLEDGES, Entry
from ..treaty import Text
from .matching import Match
from .sides import Membership, Side, Years

__all__ = ["Difference", "differences"]


class Difference(msgspec.Struct, frozen=True):
    """One thing on which the two sides differ; `explained` in the concordance, or not yet."""

    treaty: str
    alliances: tuple[int, ...]
    kind: str
    state: str
    ours: str
    theirs: str
    explained: Text | None


def differences(match: Match, ours: Side, theirs: Side, entries: Iterable[Entry]) -> tuple[Difference, ...]:
    """Everything on which a treaty and its alliances differ, with what the concordance says of it."""
    said = {(e.kind, e.state): e.explained for e in entries if e.treaty == match.treaty and e.difference}
    return tuple(
        Difference(
            match.treaty, match.alliances, kind, state, one, other, said.get((kind, state)) or said.get((kind, ""))
        )
        for kind, state, one, other in (*_years(ours, theirs), *_members(ours, theirs))
    )


Found = tuple[str, str, str, str]
"""Kind, state, what we say, what they say."""


def _years(ours: Side, theirs: Side) -> Iterator[Found]:
    """ATOP dates from the signature or from the entry into force: either is the same beginning."""
    if not _meet(ours.begin, theirs.begin):
        yield "begin", "", _said(ours.begin), _said(theirs.begin)
    if not _same_end(ours.end, theirs.end):
        yield "end", "", _said(ours.end), _said(theirs.end)


def _members(ours: Side, theirs: Side) -> Iterator[Found]:
    for key in sorted({*ours.members, *theirs.members}):
        mine, other = ours.members.get(key), theirs.members.get(key)
        if mine and other:
            yield from _party_years(mine, other, ours, theirs)
            yield from _pledges(mine, other)
        else:
            yield "party", (mine or other).code, _there(mine), _there(other)  # type: ignore[union-attr]  # one is


def _party_years(mine: Membership, other: Membership, ours: Side, theirs: Side) -> Iterator[Found]:
    """The years of a party, where they are not those of the treaty, which stand on their own."""
    founder = _meet(other.entry, theirs.begin) and mine.entry[0] <= ours.begin[1] + 1
    if not founder and not _meet(mine.entry, other.entry):
        yield "entry", mine.code, _said(mine.entry), _said(other.entry)
    whole = mine.exit == ours.end and other.exit == theirs.end
    if not whole and not _same_end(mine.exit, other.exit):
        yield "exit", mine.code, _said(mine.exit), _said(other.exit)


def _pledges(mine: Membership, other: Membership) -> Iterator[Found]:
    """What a party owes by one side only; a pledge that we hold to be disputed differs from neither reading."""
    for pledge in PLEDGES:
        one, two = pledge in mine.pledges, pledge in other.pledges
        if one != two and pledge not in mine.doubtful:
            yield pledge, mine.code, _yes(one), _yes(two)


def _meet(one: Years, other: Years) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _same_end(one: Years | None, other: Years | None) -> bool:
    return one is other if one is None or other is None else _meet(one, other)


def _said(years: Years | None) -> str:
    if years is None:
        return "open"
    return str(years[0]) if years[0] == years[1] else f"{years[0]}/{years[1]}"


def _there(member: Membership | None) -> str:
    return _said(member.entry) if member else "no party"


def _yes(owed: bool) -> str:
    return "owed" if owed else "not owed"
