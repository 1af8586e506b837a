"""Our facts against ATOP: matches, differences, what only one of the two holds, agreement pledge by pledge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..concordance import PLEDGES, Entry, concordance
from ..datasets.atop.treaties import alliance_of
from ..errors import DataError
from ..measures.by_atop import coded
from ..record import Record
from ..treaty import Treaty
from .agreement import Agreement, agreement
from .differences import Difference, differences
from .matching import Match, matches
from .sides import Side, Years, side

__all__ = ["Alone", "Comparison", "compare"]


class Alone(msgspec.Struct, frozen=True):
    """A treaty or an alliance that the other side does not hold; `explained` where the concordance says why."""

    id: str
    begin: str
    end: str
    parties: tuple[str, ...]
    pledges: tuple[str, ...]
    explained: str


class Comparison(msgspec.Struct, frozen=True):
    """Everything that comparing our facts with ATOP brings to light; `idle`: explanations of no difference."""

    version: str
    years: Years
    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]
    facts_only: tuple[Alone, ...]
    atop_only: tuple[Alone, ...]
    agreement: dict[str, Agreement]
    agreement_matched: dict[str, Agreement]
    idle: tuple[str, ...]


def compare(record: Record, folder: Path) -> Comparison:
    """Compare the record with the imported ATOP, by the concordance in `folder`.

    Raises DataError if ATOP is not imported at the level of members.
    """
    found = coded(record)
    if found is None:
        raise DataError("ATOP's members are not imported; run: foedus data import DIR")
    entries = concordance(folder)
    held = {t.id: t for t in record.treaties.values() if _within(t, found.years)}
    theirs = {alliance_of(t.id): t for t in found.record.treaties.values()}
    ours = {name: side([t], record, found.years) for name, t in held.items()}
    sides = {number: side([t], record, found.years) for number, t in theirs.items()}
    matched = matches(ours, sides, entries)
    different = _differences(matched, ours, theirs, entries, record, found.years)
    mine, other = {m.treaty for m in matched}, {a for m in matched for a in m.alliances}
    named = {str(number): one for number, one in sides.items()}
    return Comparison(
        version=found.version,
        years=found.years,
        matches=matched,
        differences=different,
        facts_only=_alone(ours, mine, {e.treaty: e for e in entries if e.alliance is None}),
        atop_only=_alone(named, {*map(str, other)}, {str(e.alliance): e for e in entries if not e.treaty}),
        agreement=_agreement(held.values(), theirs.values(), record, found.years),
        agreement_matched=_agreement([held[t] for t in mine], [theirs[a] for a in other], record, found.years),
        idle=_idle(entries, different),
    )


def _within(treaty: Treaty, years: Years) -> bool:
    ended = treaty.ended is not None and treaty.ended.last.year < years[0]
    return treaty.signed.first.year <= years[1] and not ended


def _differences(
    matched: Iterable[Match],
    ours: dict[str, Side],
    theirs: dict[int, Treaty],
    entries: tuple[Entry, ...],
    record: Record,
    years: Years,
) -> tuple[Difference, ...]:
    return tuple(
        found
        for match in matched
        for found in differences(
            match, ours[match.treaty], side([theirs[a] for a in match.alliances], record, years), entries
        )
    )


def _alone(sides: dict[str, Side], taken: set[str], entries: dict[str, Entry]) -> tuple[Alone, ...]:
    found = [
        Alone(
            name,
            str(one.begin[0]),
            "" if one.end is None else str(one.end[1]),
            tuple(sorted(m.code for m in one.members.values())),
            tuple(p for p in PLEDGES if p in one.pledges()),
            entries[name].explained.en if name in entries else "",
        )
        for name, one in sides.items()
        if name not in taken
    ]
    return tuple(sorted(found, key=lambda one: (one.begin, one.id)))


def _idle(entries: Iterable[Entry], different: Iterable[Difference]) -> tuple[str, ...]:
    """Rows that explain a difference which is not there, or no more."""
    found = {(d.treaty, d.kind, state) for d in different for state in (d.state, "")}
    rows = (e for e in entries if e.difference and (e.treaty, e.kind, e.state) not in found)
    return tuple(sorted(f"{e.treaty} {e.difference}" for e in rows))


def _agreement(ours: Iterable[Treaty], theirs: Iterable[Treaty], record: Record, years: Years) -> dict[str, Agreement]:
    return {pledge: agreement(ours, theirs, pledge, record, years) for pledge in PLEDGES}
