"""Pacts of the past that are like one of today, by what they are: pledge, powers, new partners, region, rivalry.

Likeness is by equal features, not by a distance: whoever reads the list sees why each case stands in it. The pledge
and the powers must be equal; the other features are given up one after the other, and that is said, until there are
enough cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

import msgspec

from ...dates import Day
from ...record import Record
from ...treaty import Pledge, Treaty
from ..rivals import spells

__all__ = [
    "ENOUGH", "FEATURES", "Comparable", "Pact", "accessions", "comparable", "gains", "pact_of", "pacts", "rivalry",
    "ties",
]  # fmt: skip

FIRST: Final = 1816
"""The year in which the list of states of the Correlates of War project begins."""

ENOUGH: Final = 20
"""Cases below which a feature is given up."""

FEATURES: Final = ("pledge", "powers", "partners", "region", "rivalry")
"""What pacts are compared by, the dearest first; the last is given up first, `pledge` and `powers` never."""

KEPT: Final = 2

REGIONS: Final = ((2, 199), (200, 399), (400, 599), (600, 699), (700, 999))
"""The Correlates of War numbers by region: Americas, Europe, Africa, Middle East and North Africa, Asia and Oceania."""

Span = tuple[date, date]

Kind = Literal["fight", "neutrality", "nonaggression", "consultation", "none"]


class Pact(msgspec.Struct, frozen=True):
    """A treaty when it began to bind: `pledge` is its strongest (defence or offence: `fight`); `powers` how many major
    powers are among the parties (none, one, more); `partners` how many states the one that gains most is newly bound
    to (0: a renewal); `region`, of the parties that are no major powers (of all, where all are: those act everywhere);
    `joined`: of an accession the states that became
    bound that day, whose features and fate these are; empty of a pact as a whole."""

    treaty: Treaty
    day: date
    parties: tuple[str, ...]
    pledge: Kind
    powers: Literal["none", "one", "more"]
    partners: Literal["renewal", "one", "several"]
    region: frozenset[int]
    joined: tuple[str, ...] = ()

    @property
    def bound(self) -> tuple[str, ...]:
        """The states newly bound: those that joined, else all parties."""
        return self.joined or self.parties

    @property
    def end(self) -> Day | None:
        """When it ceased to bind: the treaty, or the first of those that had joined."""
        ends = [p.to for p in self.treaty.party if p.state in self.joined and p.to and p.to.first > self.day]
        return min([*ends, *([self.treaty.ended] if self.treaty.ended else [])], key=lambda d: d.first, default=None)

    @property
    def year(self) -> int:
        """The year in which it began to bind."""
        return self.day.year


class Comparable(msgspec.Struct, frozen=True):
    """The cases, in the order of their days, and the features in which they equal the pact; those given up."""

    pact: Pact
    cases: tuple[Pact, ...]
    by: tuple[str, ...]
    dropped: tuple[str, ...]


def comparable(
    record: Record, treaty: Treaty, parties: tuple[str, ...], day: date, enough: int = ENOUGH,
    joined: tuple[str, ...] = (),
) -> Comparable:  # fmt: skip
    """The pacts since 1816 that were in force before the day and are like a treaty of these parties on it; with
    `joined`, the accessions that are like theirs to a treaty of these parties."""
    pact = pact_of(record, treaty, parties, day, joined)
    held = accessions(record, pact.pledge) if joined else pacts(record, pact.pledge)
    earlier = [p for p in held if p.day < day and not _same(p, pact)]
    listed = spells()  # the facts hold the rivalries of today alone: those of the past come from an imported list
    kept, least = len(FEATURES) - (listed is None), 1 if joined else KEPT
    while True:
        by = FEATURES[:kept]
        cases = tuple(p for p in earlier if all(_alike(record, pact, p, feature) for feature in by))
        if len(cases) >= enough or kept == least:
            return Comparable(pact, cases, by, FEATURES[kept:])
        kept -= 1


def _same(one: Pact, other: Pact) -> bool:
    """Whether a case is what is asked about: the treaty, or another of the same states."""
    if one.joined:
        return one.treaty.id == other.treaty.id and {*one.joined} == {*other.joined}
    return one.treaty.id == other.treaty.id or {*one.parties} == {*other.parties}


def _alike(record: Record, one: Pact, other: Pact, feature: str) -> bool:
    if feature == "region":
        return bool(one.region & other.region)
    if feature == "rivalry":
        return rivalry(record, one) == rivalry(record, other)
    return bool(getattr(one, feature) == getattr(other, feature))


def rivalry(record: Record, pact: Pact) -> bool | None:
    """Whether one of those newly bound had a listed rival that was no party; None where no list is imported."""
    listed = spells()
    if listed is None:
        return None
    bound, parties = ({n for s in side for n in _numbers(record, s)} for side in (pact.bound, pact.parties))
    return any(
        ({one, other} & bound) and not {one, other} <= parties and any(a <= pact.year <= b for a, b in years)
        for (one, other), years in listed.items()
    )


@lru_cache(maxsize=8)
def pacts(record: Record, pledge: Kind) -> tuple[Pact, ...]:
    """Every treaty of the facts with this as its strongest pledge that began to bind states in 1816 or later."""
    asked = (t for t in record.treaties.values() if not t.provisional and _pledge(t) == pledge)
    began = ((t, t.in_force.first) for t in asked if t.in_force)
    found = (pact_of(record, t, _founders(t, day), day) for t, day in began if day.year >= FIRST)
    return tuple(sorted((p for p in found if len(p.parties) > 1), key=lambda p: (p.day, p.treaty.id)))


@lru_cache(maxsize=8)
def accessions(record: Record, pledge: Kind) -> tuple[Pact, ...]:
    """Every accession, in 1816 or later, to a treaty of the facts with this as its strongest pledge: the states that
    became bound on one day, more than a year after the treaty itself."""
    found = []
    for treaty in record.treaties.values():
        if treaty.provisional or treaty.in_force is None or _pledge(treaty) != pledge:
            continue
        late = treaty.in_force.first + timedelta(days=365)
        for day in sorted({p.start.first for p in treaty.party if p.start and p.start.first > late}):
            bound = [p for p in treaty.party if p.start and p.start.first <= day and (not p.to or p.to.last > day)]
            joined = tuple(p.state for p in bound if p.start and p.start.first == day)
            if joined and len(bound) > len(joined) and day.year >= FIRST:
                found.append(pact_of(record, treaty, tuple(dict.fromkeys(p.state for p in bound)), day, joined))
    return tuple(sorted(found, key=lambda p: (p.day, p.treaty.id)))


def _founders(treaty: Treaty, day: date) -> tuple[str, ...]:
    """The states bound within the year in which the treaty enters into force."""
    year = timedelta(days=365)
    bound = (p.state for p in treaty.party if p.start and p.start.first <= day + year and (not p.to or p.to.last > day))
    return tuple(dict.fromkeys(bound))


def pact_of(record: Record, treaty: Treaty, parties: tuple[str, ...], day: date, joined: tuple[str, ...] = ()) -> Pact:
    """A treaty with its features, as if it began to bind these parties on the day, or those of them that join it."""
    pledge, about = _pledge(treaty), joined or parties
    great = [state for state in record.majors_at(day) if state in parties]
    minor = [state for state in about if state not in great] or about
    most = max((len(_new(record, pledge, s, parties, day, treaty.id)) for s in about), default=0)
    return Pact(
        treaty,
        day,
        parties,
        pledge,
        "none" if not great else "one" if len(great) == 1 else "more",
        "renewal" if not most else "one" if most == 1 else "several",
        frozenset(r for s in minor for r in _region(record, s)),
        joined,
    )


def _pledge(treaty: Treaty) -> Kind:
    kinds = {o.pledge for o in treaty.obligation}
    if kinds & {"defence", "offence"}:
        return "fight"
    lesser: tuple[Kind, ...] = ("neutrality", "nonaggression", "consultation")
    return next((k for k in lesser if k in kinds), "none")


@lru_cache(maxsize=4096)
def _regions(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(place for place, (low, high) in enumerate(REGIONS) if any(low <= n <= high for n in numbers))


def _region(record: Record, state: str) -> tuple[int, ...]:
    return _regions(tuple(sorted(_numbers(record, state))))


def _numbers(record: Record, state: str) -> set[int]:
    held = record.states.get(state)
    return {p.number for p in held.periods if p.number is not None} if held else set()


def _new(record: Record, pledge: str, state: str, parties: Iterable[str], day: date, without: str) -> set[str]:
    """The parties to which a state is bound by no other treaty with that pledge on the day before."""
    tied = ties(record, pledge).get(state, {})
    eve = day - timedelta(days=1)
    return {
        other
        for other in parties
        if other != state
        and not any(start <= eve < end for name, (start, end) in tied.get(other, ()) if name != without)
    }


@lru_cache(maxsize=16)
def ties(record: Record, pledge: str) -> Mapping[str, Mapping[str, tuple[tuple[str, Span], ...]]]:
    """For each state the states tied to it by a pledge of a kind, each with the treaties and their periods."""
    kinds: tuple[Pledge, ...] = ("defence", "offence") if pledge == "fight" else ("consultation",)
    kinds = kinds if pledge in ("fight", "consultation", "none") else (_as_pledge(pledge),)
    found: dict[str, dict[str, list[tuple[str, Span]]]] = {}
    for treaty in record.treaties.values():
        if treaty.in_force is None or not any(treaty.pledges(k) for k in kinds):
            continue
        spans = [(p.state, _span(treaty, p.start.first, p.to.last if p.to else None)) for p in treaty.party if p.start]
        for one, (start, end) in spans:
            for other, (begin, finish) in spans:
                both = (max(start, begin), min(end, finish))
                if one != other and both[0] < both[1]:
                    found.setdefault(one, {}).setdefault(other, []).append((treaty.id, both))
    return {one: {other: tuple(rows) for other, rows in held.items()} for one, held in found.items()}


def _as_pledge(pledge: str) -> Pledge:
    return "neutrality" if pledge == "neutrality" else "nonaggression"


def _span(treaty: Treaty, start: date, to: date | None) -> Span:
    ends = [d for d in (to, treaty.ended.last if treaty.ended else None) if d]
    return max(start, treaty.in_force.first if treaty.in_force else start), min(ends, default=date.max)


@lru_cache(maxsize=4)
def gains(record: Record) -> Mapping[str, frozenset[int]]:
    """For each state the years in which it is newly bound to another by a pledge to fight."""
    found: dict[str, set[int]] = {}
    for state, others in ties(record, "fight").items():
        for rows in others.values():
            starts = (span[0] for _, span in rows)
            new = (d for d in starts if not any(s < d <= e for _, (s, e) in rows))
            found.setdefault(state, set()).update(d.year for d in new)
    return {state: frozenset(years) for state, years in found.items()}
