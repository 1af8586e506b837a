"""Layers of isolation that the facts hold: alliances, organisations, visits, and measures that an article reports."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ...capability import Indicator
from ...evidence import Row
from ...figure import Change, Figure
from ...record import Record
from ...system import System, pledged
from ..behind import behind, facts_share, silent
from ..capability import AVERAGED, mean_share, share
from ..draws import Drawn, paired
from ..obligations import guarantors, partner_count
from .layer import Layer, days_before, layer, unknown

if TYPE_CHECKING:
    from ..draws import Draws

__all__ = ["alliance", "contact", "cover", "cover_change", "guaranteed", "organisations", "sanctions"]


def alliance(system: System, state: str) -> Layer:
    """The number of states that clearly owe the state defence, and the capability (mean share) behind them."""
    population = [float(len(partners)) for partners in guaranteed(system).values()]
    history = [float(len(partners)) for _, partners in _past(system.record, system.day, state)]
    return layer(
        "alliance", partner_count(system, state), population, history, behind=behind(system, _clear(system, state))
    )


def cover(system: System, state: str) -> Layer:
    """The capability (mean share) behind the states that clearly owe the state defence.

    Ranks: the share of each state of the system; what stood behind the state in the ten years before, by the
    capabilities of the day, so that the rank tells of ties and not of other editions of the figures.
    """
    figure = _cover(system, state)
    if silent(system):
        return layer("cover", figure)
    past = (mean_share(system, them).value for _, them in _past(system.record, system.day, state))
    population = [v for v in _covers(system).values() if v is not None]
    return layer("cover", figure, population, [v for v in past if v is not None])


def _cover(system: System, state: str) -> Figure:
    return facts_share(system, _clear(system, state), "cover")


def cover_change(systems: tuple[System, System, System | None], state: str, draws: int = 100, seed: int = 1) -> Change:
    """The cover before, after and once all that is signed is in force, with intervals from paired draws of the
    capabilities: their distribution is in `draws`."""

    def perturbed(system: System, world: Drawn) -> Draws | None:
        return world.mean_share(_clear(system, state))

    return paired(f"cover:{state}", systems, lambda s: _cover(s, state), perturbed, draws, seed)


def _clear(system: System, state: str) -> tuple[str, ...]:
    return tuple(g.state for g in guarantors(system, state, clear=True))


@lru_cache(maxsize=16)
def guaranteed(system: System) -> dict[str, frozenset[str]]:
    """For each state of the system those that clearly owe it defence."""
    tally: dict[str, set[str]] = {}
    for owed in system.owed("defence"):
        if owed.standing == "clear":
            tally.setdefault(owed.beneficiary, set()).add(owed.obligor)
    return {s.code: frozenset(tally.get(s.code, ())) for s in system.states()}


@lru_cache(maxsize=16)
def _covers(system: System) -> dict[str, float | None]:
    """The mean share behind each state's guarantors: states with the same guarantors are summed once."""
    alone = {s: {i: f.value for i in AVERAGED if (f := share(system, (s,), i))} for s in _obligors(system)}
    made: dict[frozenset[str], float | None] = {}
    for partners in guaranteed(system).values():
        if partners not in made:
            made[partners] = _mean([alone[p] for p in sorted(partners)])
    return {state: made[partners] for state, partners in guaranteed(system).items()}


def _obligors(system: System) -> frozenset[str]:
    return frozenset().union(*guaranteed(system).values())


def _mean(parts: list[dict[Indicator, float]]) -> float | None:
    if not parts:
        return 0.0
    known = [i for i in AVERAGED if any(i in part for part in parts)]
    return sum(part.get(i, 0.0) for part in parts for i in known) / len(known) if known else None


@lru_cache(maxsize=64)
def _past(record: Record, day: date, state: str) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Who clearly owed the state defence on the same day of each of the ten years before, while it was a state."""
    held, treaties = record.states.get(state), record.treaties_of(state)
    days = [d for d in days_before(day) if held is not None and held.in_system(d)]
    owed = {d: [o for t in treaties for o in pledged(t, "defence", d) if o.beneficiary == state] for d in days}
    return tuple((d, tuple(sorted({o.obligor for o in found if o.standing == "clear"}))) for d, found in owed.items())


def organisations(system: System, state: str) -> Layer:
    """Memberships among the organisations whose members the facts list in full."""
    members = _memberships(system.record, system.day)
    mine = [system.record.organisations[code] for code, states in members.items() if state in states]
    figure = Figure(
        "organisations",
        (state,),
        float(len(mine)),
        "organisations",
        tuple(Row("organisations", f"{o.code}: {state}", "; ".join(o.sources)) for o in mine),
        exact=f"a count among the {len(members)} organisations whose members the facts list in full",
    )
    counts = [float(sum(s.code in states for states in members.values())) for s in system.states()]
    return layer("organisations", figure, counts, _joined(system.record, system.day, state))


@lru_cache(maxsize=16)
def _memberships(record: Record, day: date) -> dict[str, frozenset[str]]:
    """The members of each organisation whose list is complete, on the day."""
    listed = ((o.code, o.members_at(day)) for o in record.organisations.values() if o.complete)
    return {code: frozenset(states) for code, states in listed if states}


@lru_cache(maxsize=64)
def _joined(record: Record, day: date, state: str) -> tuple[float, ...]:
    """The memberships of the state on the same day of each of the ten years before, while it was a state."""
    held, complete = record.states.get(state), [o for o in record.organisations.values() if o.complete]
    days = [d for d in days_before(day) if held is not None and held.in_system(d)]
    return tuple(float(sum(state in o.members_at(d) for o in complete)) for d in days)


def contact(system: System, state: str) -> Layer:
    """Visits to the state by leaders, in the twelve months up to the day, for the pairs that the table follows; the
    capability behind the visitors. No ranks: other states, and other pairs of this one, are not followed. Unknown for a
    state that is the host of no pair that the table follows then, if no visit is known.
    """
    since = system.day - timedelta(days=365)
    visits = [v for v in system.record.visits if v.host == state and since <= v.start.first <= system.day]
    if not visits and not _followed(system, state):
        return unknown("contact", state, "visits", "the visits table follows no visits to this state on that day")
    sources = system.record.sources
    rows = tuple(Row("visits", f"{v.visitor} to {v.host} {v.start}", sources.get(v.source, v.source)) for v in visits)
    exact = "a count among the pairs of states that the visits table follows"
    figure = Figure("contact", (state,), float(len(visits)), "visits", rows, exact=exact)
    return layer("contact", figure, behind=behind(system, {v.visitor for v in visits}))


def _followed(system: System, host: str) -> bool:
    """Whether the table lists all visits of some state to the host on the day."""
    pairs = (c for c in system.record.visits_complete if c.host == host)
    return any(c.since.first <= system.day <= c.until.last for c in pairs)


def sanctions(system: System, state: str) -> Layer:
    """States that an article reports as taking measures against the state; unknown without one, since the facts hold
    no list of sanctions in force."""
    ties = [r for r in system.record.relations if r.layer == "sanction" and r.sign < 0 and r.other == state]
    held = [r for r in ties if r.period.at(system.day) != "outside"]
    if not held:
        return unknown("sanctions", state, "states", "the facts hold no list of sanctions in force", "high")
    authors, basis = {r.one for r in held}, tuple(dict.fromkeys(e for r in held for e in r.basis))
    exact = "a count of what the article reports; sanctions already in force are not counted"
    figure = Figure("sanctions", (state,), float(len(authors)), "states", basis, exact=exact)
    return layer("sanctions", figure, behind=behind(system, authors), isolating="high")
