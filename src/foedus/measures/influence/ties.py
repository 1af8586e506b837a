"""What ties a client to its patrons, layer by layer: a weight of 0 or more for each patron that has any.

A layer of which nothing is known has no weights and a reason; one in which the client has nothing has no weights and
says so: its shares are unknown, not zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

import msgspec

from ...codes import numbered
from ...evidence import Evidence, Row
from ...record import Record
from ...relation import Visit
from ...system import System
from ..behind import behind, silent
from ..imported import absent, evidence, fetch, number_of, stamp
from ..isolation.votes import ROLL_CALLS, VOTES, numbers, window
from ..obligations import clause, guarantors

__all__ = ["LAYERS", "Ties", "defence", "largest", "ties", "trade", "visits", "votes"]

LAYERS = ("defence", "trade", "votes", "visits", "arms", "aid", "energy")
"""Every layer, in the order in which they are shown."""

NOT_READ = {
    "arms": "foedus has no dataset of arms transfers (SIPRI Arms Transfers)",
    "aid": "foedus has no dataset of aid (OECD, AidData)",
    "energy": "foedus has no dataset of energy supplies (UN Energy Statistics)",
}


class Ties(msgspec.Struct, frozen=True):
    """One layer for one client. `unit` of the weights; `yearly`: the data are those of a year, so that two systems of
    one year do not differ in them."""

    layer: str
    client: str
    weights: Mapping[str, float]
    unit: str
    basis: tuple[Evidence, ...] = ()
    yearly: bool = False
    reason: str = ""
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the client has something in the layer, as far as anybody knows."""
        return bool(self.weights)

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(self.weights.values())


def ties(system: System, client: str) -> tuple[Ties, ...]:
    """Every layer of a client on the day, the unknown ones with their reason."""
    return _ties(system, client, "".join(stamp(*table) for table in (TRADE, VOTES, ROLL_CALLS)))


@lru_cache(maxsize=32)
def _ties(system: System, client: str, _imports: str) -> tuple[Ties, ...]:
    found = (defence, trade, votes, visits)
    unread = (Ties(name, client, {}, "", reason=reason) for name, reason in NOT_READ.items())
    return (*(measure(system, client) for measure in found), *unread)


def defence(system: System, client: str) -> Ties:
    """The capability of each state that clearly owes the client defence: the mean share of the facts, or CINC where
    these say nothing of the day and NMC is imported."""
    held = guarantors(system, client, clear=True)
    capable = {g.state: behind(system, (g.state,)) for g in held}
    weights = {state: figure.value for state, figure in capable.items() if figure.value}
    rows = dict.fromkeys(e for state in weights for e in capable[state].basis)
    basis = (*(clause(o) for g in held for o in g.pledges), *rows)
    reason = "" if weights else "no state clearly owes the client defence" if not held else silent(system)
    note = "capability by CINC" if weights and silent(system) else ""
    return Ties("defence", client, weights, "share of capability", basis, reason=reason, note=note)


def visits(system: System, client: str) -> Ties:
    """Visits of leaders in both directions in the twelve months up to the day, for the pairs that the table follows."""
    recent = _recent(system)
    pairs = Counter(frozenset({v.visitor, v.host}) for v in recent)
    weights = {other: float(n) for pair, n in pairs.items() if client in pair for other in pair - {client}}
    sources = system.record.sources
    mine = [v for v in recent if client in {v.visitor, v.host}]
    basis = tuple(Row("visits", f"{v.visitor} to {v.host} {v.start}", sources.get(v.source, v.source)) for v in mine)
    note = "only the pairs of states that the visits table follows"
    reason = "" if weights else "no visit in twelve months among the pairs that the visits table follows"
    return Ties("visits", client, weights, "visits", basis, reason=reason, note=note)


def _recent(system: System) -> tuple[Visit, ...]:
    """The visits of the twelve months up to the day."""
    since = system.day - timedelta(days=365)
    return tuple(v for v in system.record.visits if since <= v.start.first <= system.day)


TRADE = ("trade", "dyad_years")
FLOWS = """
    SELECT CASE WHEN ccode1 = {number} THEN ccode2 ELSE ccode1 END, coalesce(flow1, 0) + coalesce(flow2, 0)
    FROM {{0}} WHERE year = {year} AND {number} IN (ccode1, ccode2) AND coalesce(flow1, 0) + coalesce(flow2, 0) > 0
"""


def trade(system: System, client: str) -> Ties:
    """Imports and exports together with each partner in the year of the day, in millions of current US dollars."""
    year, unit = system.day.year, "million US dollars"
    number = number_of(system.record, client, year)
    reason = absent(*TRADE, year)
    if reason or number is None:
        return Ties("trade", client, {}, unit, yearly=True, reason=reason or _not_listed(client, year))
    rows = fetch(FLOWS.format(number=number, year=year), TRADE)
    weights = _named(system, rows)
    reason = "" if weights else f"no trade of the client is recorded in {year}"
    return Ties("trade", client, weights, unit, (evidence(*TRADE, f"{year} {client}"),), True, reason)


def _not_listed(client: str, year: int) -> str:
    return f"the list of states of the Correlates of War project does not hold {client} in {year}"


def _named(system: System, rows: list[tuple[int, float]]) -> dict[str, float]:
    """Rows of COW numbers and weights by state."""
    named = ((_state(system.record, number, system), weight) for number, weight in rows)
    return {state: float(weight) for state, weight in named if state is not None}


@lru_cache(maxsize=4096)
def _state(record: Record, number: int, system: System) -> str | None:
    return numbered(number, system.day, record)


AGREED = """
    WITH calls AS (
        SELECT rcid FROM {{1}} WHERE date <= DATE '{day}' AND date > DATE '{day}' - INTERVAL 365 DAY
    ),
    cast_ AS (
        SELECT rcid, {numbers} AS ccode, CASE vote WHEN 'yes' THEN 1.0 WHEN 'abstain' THEN 0.5 ELSE 0.0 END AS vote
        FROM {{0}} v JOIN calls USING (rcid) WHERE vote IN ('yes', 'no', 'abstain')
    )
    SELECT o.ccode, avg(1 - abs(m.vote - o.vote)) FROM cast_ m JOIN cast_ o USING (rcid)
    WHERE m.ccode = {number} AND o.ccode IS NOT NULL AND o.ccode <> m.ccode GROUP BY o.ccode
"""


def votes(system: System, client: str) -> Ties:
    """How much more than with the average state the client agrees with each in the General Assembly, over the roll
    calls of the twelve months up to the day (agreement: 1, with an abstention 1/2, yes against no 0); 0 for those with
    which it agrees less. The shares of plain agreement would be the same for nearly all."""
    reason, number = window(system.day), number_of(system.record, client, system.day.year)
    if reason or number is None:
        reason = reason or _not_listed(client, system.day.year)
        return Ties("votes", client, {}, "agreement above the mean", yearly=True, reason=reason)
    query = AGREED.format(day=system.day.isoformat(), numbers=numbers(system.record, system.day), number=number)
    agreed = _named(system, fetch(query, VOTES, ROLL_CALLS))
    mean = sum(agreed.values()) / len(agreed) if agreed else 0.0
    weights = {state: share - mean for state, share in agreed.items() if share > mean}
    reason = "" if weights else "the client cast no vote in the twelve months, or agrees with all alike"
    basis = (evidence(*VOTES, f"{client}, twelve months to {system.day}"),)
    note = f"mean agreement {mean:.2f}"
    return Ties("votes", client, weights, "agreement above the mean", basis, True, reason, note)


def largest(system: System, layer: str) -> float | None:
    """The largest weight between any two states in a layer of volumes, by which a weight is put between 0 and 1; None
    where weights are no volumes (votes), or where there is none."""
    if layer == "trade":
        query = f"SELECT max(coalesce(flow1, 0) + coalesce(flow2, 0)) FROM {{0}} WHERE year = {system.day.year}"  # noqa: S608
        ((found,),) = fetch(query, TRADE)
        return None if found is None else float(found)
    if layer == "visits":
        pairs = Counter(frozenset({v.visitor, v.host}) for v in _recent(system))
        return float(max(pairs.values(), default=0)) or None
    return _strongest(system) or None if layer == "defence" else None


@lru_cache(maxsize=16)
def _strongest(system: System) -> float:
    """The largest capability of any state that clearly owes any other defence."""
    obligors = {o.obligor for o in system.owed("defence") if o.standing == "clear"}
    return max((behind(system, (s,)).value or 0.0 for s in obligors), default=0.0)
