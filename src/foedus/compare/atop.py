"""Our facts against ATOP: matches, differences, what only one of the two holds, agreement pledge by pledge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..concordance import PLEDGES, Entry, concordance
from ..datasets.atop.treaties import alliance_of
from ..errors import DataError
from ..measures.by_atop import Coded, coded
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
    idle: tuple[str, ...]


def compare(record: Record, folder: Path) -> Comparison:
    """Compare the record with the imported ATOP, by the concordance in `folder`.

    Raises DataError if ATOP is not imported at the level of members.
    """
    found = coded(record)
    if found is None:
        raise DataError("ATOP's members are not imported; run: foedus data import DIR")
    entries = concordance(folder)
    held = [t for t in record.treaties.values() if t.signed.first.year <= found.years[1] and _in(t, found.years)]
    ours = {t.id: side([t], record, found.years) for t in held}
    theirs = {alliance_of(t.id): t for t in found.record.treaties.values()}
    sides = {number: side([t], record, found.years) for number, t in theirs.items()}
    matched = matches(ours, sides, entries)
    different = _differences(matched, ours, theirs, entries, record, found.years)
    return Comparison(
        found.version,
        found.years,
        matched,
        different,
        _alone(ours, {m.treaty for m in matched}, {e.treaty: e for e in entries if e.alliance is None}),
        _alone(
            {str(n): s for n, s in sides.items()},
            {str(a) for m in matched for a in m.alliances},
            {str(e.alliance): e for e in entries if not e.treaty},
        ),
        _agreement(held, found, record),
        _idle(entries, different),
    )


def _in(treaty: Treaty, years: Years) -> bool:
    return treaty.ended is None or treaty.ended.last.year >= years[0]


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


def _agreement(held: list[Treaty], found: Coded, record: Record) -> dict[str, Agreement]:
    theirs = found.record.treaties.values()
    return {pledge: agreement(held, theirs, pledge, record, found.years) for pledge in PLEDGES}
