"""Layers of isolation from imported data by state and year: alliances by ATOP with CINC behind them, organisations,
trade. Each is unknown where its table is not imported or does not speak of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from ... import factfiles
from ...evidence import Row
from ...figure import Figure
from ...record import Record
from ...system import Owed, System, pledged
from ..behind import NMC, YEARLY, cinc_of_numbers, cinc_share, cinc_shares
from ..imported import Yearly, absent, by_number, evidence, fetch, number_of, numbers_in, stamp, yearly
from .by_facts import guaranteed
from .layer import HISTORY, Layer, layer, unknown

__all__ = ["alliance_atop", "cover_atop", "cover_cinc", "organisations_cow", "trade_concentration",
           "trade_partners"]  # fmt: skip

ATOP, IGOS, TRADE = (
    ("atop", "dyad_years"),
    ("igos", "state_years"),
    ("trade", "dyad_years"),
)
Ties = Mapping[int, frozenset[int]]
"""Partners by COW number."""


def _outside(system: System, state: str, *tables: tuple[str, str]) -> str:
    """Why the tables say nothing of the state in the year of the day; empty if they do."""
    year = system.day.year
    missing = next((reason for table in tables if (reason := absent(*table, year))), "")
    if not missing and number_of(system.record, state, year) is None:
        return f"the list of states of the Correlates of War project does not hold {state} in {year}"
    return missing


def _number(system: System, state: str) -> int:
    """The COW number of a state that `_outside` has found in the list."""
    return number_of(system.record, state, system.day.year) or 0


def _own(record: Record, state: str, table: Mapping[int, Mapping[int, float]], year: int) -> list[float]:
    """The state's own values of the ten years before, those that are known."""
    years = [(y, number_of(record, state, y)) for y in range(year - HISTORY, year)]
    return [table[y][n] for y, n in years if n is not None and n in table.get(y, {})]


# --- alliances, with CINC behind them ----------------------------------------------------------------------


def cover_cinc(system: System, state: str) -> Layer:
    """The share of CINC behind the states that clearly owe the state defence by the facts."""
    if reason := _outside(system, state, NMC):
        return unknown("cover_cinc", state, "share", reason)
    year = system.day.year
    table = cinc_shares(year, year, stamp(*NMC)).get(year, {})
    partners = guaranteed(system)
    weight = {
        s.code: table.get(number_of(system.record, s.code, year) or 0, 0.0) for s in system.record.states.values()
    }
    covers = [sum(weight[p] for p in them) for s, them in partners.items() if number_of(system.record, s, year)]
    return layer("cover_cinc", cinc_share(system, partners.get(state, ()), "cover_cinc"), covers)


DEFENCE = """
    SELECT year, ccode1, ccode2 FROM {{0}} WHERE atop_defense = 1 AND year BETWEEN {first} AND {last}
    UNION SELECT year, ccode2, ccode1 FROM {{0}} WHERE atop_defense = 1 AND year BETWEEN {first} AND {last}
"""


@lru_cache(maxsize=16)
def _defence(first: int, last: int, _parts: str) -> dict[int, Ties]:
    """The states with which each has a defence pact by ATOP, whichever of the two owes the pledge, by year."""
    found: dict[int, dict[int, set[int]]] = {}
    for year, one, other in fetch(DEFENCE.format(first=first, last=last), ATOP):
        found.setdefault(year, {}).setdefault(one, set()).add(other)
    return {year: {s: frozenset(them) for s, them in ties.items()} for year, ties in found.items()}


def _partners(system: System) -> dict[int, frozenset[int]]:
    """The pacts of the year, and those by the treaties that the system takes as in force and the facts do not."""
    year = system.day.year
    ties = dict(_defence(year, year, stamp(*ATOP)).get(year, {}))
    for owed in _supposed(system):
        one, other = (number_of(system.record, s, year) for s in (owed.obligor, owed.beneficiary))
        if one is not None and other is not None:
            ties[one] = ties.get(one, frozenset()) | {other}
            ties[other] = ties.get(other, frozenset()) | {one}
    return ties


def _supposed(system: System) -> Iterable[Owed]:
    """The pledges of defence by treaties that the facts do not hold, or hold otherwise."""
    facts = factfiles.load().treaties
    for treaty in system.record.treaties.values():
        if treaty is not facts.get(treaty.id):
            yield from pledged(treaty, "defence", system.day)


def _taken_away(system: System, state: str) -> str:
    """Why ATOP says nothing where the system lacks a treaty of the state that the facts hold; empty if none is."""
    facts = factfiles.load().treaties
    gone = [facts[t] for t in sorted(facts.keys() - system.record.treaties.keys())]
    mine = [t.id for t in gone if any(state in {o.obligor, o.beneficiary} for o in pledged(t, "defence", system.day))]
    return f"ATOP's pairs do not name their treaties: {', '.join(mine)} cannot be taken out of them" if mine else ""


def alliance_atop(system: System, state: str) -> Layer:
    """The number of states with which the state has a defence pact by ATOP, whichever of the two owes it, and the
    share of CINC behind them where NMC is imported.

    Universe: the states of the COW list in the year; a treaty that the system takes as in force counts.
    """
    if reason := _outside(system, state, ATOP) or _taken_away(system, state):
        return unknown("alliance_atop", state, "states", reason)
    year, partners = system.day.year, _partners(system)
    mine = partners.get(_number(system, state), frozenset())
    counts = [float(len(partners.get(n, ()))) for n in numbers_in(system.record, year)]
    basis = (evidence(*ATOP, f"{year} {state}"),)
    figure = Figure("alliance_atop", (state,), float(len(mine)), "states", basis, exact=YEARLY)
    past = [float(len(them)) for _, them in _past(system, state)]
    return layer("alliance_atop", figure, counts, past, behind=cinc_of_numbers(system, (state,), mine, "behind"))


def cover_atop(system: System, state: str) -> Layer:
    """The share of CINC behind the states with which the state has a defence pact by ATOP."""
    if reason := _outside(system, state, ATOP, NMC) or _taken_away(system, state):
        return unknown("cover_atop", state, "share", reason)
    year, partners = system.day.year, _partners(system)
    table = cinc_shares(year - HISTORY, year, stamp(*NMC))
    mine = partners.get(_number(system, state), frozenset())
    covers = [sum(table[year].get(p, 0.0) for p in partners.get(n, ())) for n in numbers_in(system.record, year)]
    past = [sum(table[y].get(p, 0.0) for p in them) for y, them in _past(system, state) if y in table]
    return layer("cover_atop", cinc_of_numbers(system, (state,), mine, "cover_atop"), covers, past)


def _past(system: System, state: str) -> list[tuple[int, frozenset[int]]]:
    """The partners of the state in each of the ten years before in which it was a state."""
    year = system.day.year
    ties = _defence(year - HISTORY, year - 1, stamp(*ATOP))
    known = [(y, number_of(system.record, state, y)) for y in sorted(ties)]
    return [(y, ties[y].get(n, frozenset())) for y, n in known if n is not None]


# --- organisations and trade ---------------------------------------------------------------------------------


def organisations_cow(system: System, state: str) -> Layer:
    """Full memberships in intergovernmental organisations, as the Correlates of War project counts them."""
    if reason := _outside(system, state, IGOS):
        return unknown("organisations_cow", state, "organisations", reason)
    year = system.day.year
    counts = yearly(*IGOS, "sum_igo_full", year - HISTORY, year)
    return _ranked("organisations_cow", system, state, counts, "organisations", evidence(*IGOS, f"{year} {state}"))


def _ranked(
    name: str, system: System, state: str, table: Yearly, unit: str, basis: Row, behind: Figure | None = None
) -> Layer:
    """A layer that is a column of a table by year and number."""
    year, number = system.day.year, _number(system, state)
    now = table.get(year, {})
    if number not in now:
        return unknown(name, state, unit, f"{basis.table} has no figure for {state} in {year}")
    figure = Figure(name, (state,), now[number], unit, (basis,), exact=YEARLY)
    return layer(name, figure, now.values(), _own(system.record, state, table, year), behind=behind)


FLOWS = """
    SELECT year, ccode1 AS one, ccode2 AS other, coalesce(flow1, 0) + coalesce(flow2, 0) AS flow
    FROM {{0}} WHERE year BETWEEN {first} AND {last} AND coalesce(flow1, 0) + coalesce(flow2, 0) > 0
"""
SPREAD = f"""
    WITH pairs AS ({FLOWS}),
    sided AS (SELECT year, one AS ccode, other, flow FROM pairs UNION ALL SELECT year, other, one, flow FROM pairs),
    parts AS (SELECT year, ccode, flow / sum(flow) OVER (PARTITION BY year, ccode) AS part FROM sided)
    SELECT year, ccode, count(*), sum(part * part) FROM parts GROUP BY year, ccode
"""  # noqa: S608  # ours


@lru_cache(maxsize=8)
def _spread(year: int, _parts: str) -> tuple[Yearly, Yearly]:
    """The number of trade partners and the concentration of trade on them, of eleven years."""
    rows = fetch(SPREAD.format(first=year - HISTORY, last=year), TRADE)
    return by_number(r[:3] for r in rows), by_number((year, number, h) for year, number, _, h in rows)


def trade_partners(system: System, state: str) -> Layer:
    """The number of states with which the state trades, and the share of CINC behind them."""
    if reason := _outside(system, state, TRADE):
        return unknown("trade_partners", state, "states", reason)
    year, number = system.day.year, _number(system, state)
    pairs = fetch(FLOWS.format(first=year, last=year) + f" AND {number} IN (ccode1, ccode2)", TRADE)
    behind = cinc_of_numbers(system, (state,), {j if i == number else i for _, i, j, _ in pairs}, "behind")
    counts = _spread(year, stamp(*TRADE))[0]
    return _ranked("trade_partners", system, state, counts, "states", evidence(*TRADE, f"{year} {state}"), behind)


def trade_concentration(system: System, state: str) -> Layer:
    """H of the state's trade: the sum of the squared shares of its partners in exports and imports together, 1 with
    one partner (Hirschman 1945). A high value is dependence on few."""
    if reason := _outside(system, state, TRADE):
        return unknown("trade_concentration", state, "index 0-1", reason, "high")
    year = system.day.year
    spread = _spread(year, stamp(*TRADE))[1]
    basis = evidence(*TRADE, f"{year} {state}")
    found = _ranked("trade_concentration", system, state, spread, "index 0-1", basis)
    return msgspec.structs.replace(found, isolating="high")
