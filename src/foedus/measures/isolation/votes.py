"""Isolation in the General Assembly of the United Nations: with how many others a state votes.

Window: the roll calls of the twelve months up to the day. Universe: the states that cast a vote in it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from ...figure import Figure
from ...record import Record
from ...system import System
from ..imported import absent, by_number, evidence, fetch, number_of, stamp
from .layer import HISTORY, Layer, layer, unknown

__all__ = [
    "ROLL_CALLS",
    "VOTES",
    "VOTING",
    "ideal_point",
    "numbers",
    "votes_agreement",
    "votes_minority",
    "votes_side",
    "window",
]

VOTES, ROLL_CALLS, POINTS = ("un_votes", "votes"), ("un_votes", "roll_calls"), ("un_votes", "ideal_points")

CODES = {"CS": 315, "YU": 345, "DD": 265, "YD": 680}
NAMES = {
    "Czechoslovakia": 315,
    "Federal Republic of Germany": 260,
    "German Democratic Republic": 265,
    "Namibia": 565,
    "Yemen Arab Republic": 678,
    "Yemen People''s Republic": 680,
    "Zanzibar": 511,
}
"""COW numbers of states that the votes name by a code no longer in use, or by none."""

VOTING = """
    CASE v.country {names} ELSE CASE v.country_code {codes} END END
"""
AGREEMENT = """
    WITH calls AS (
        SELECT rcid, date_diff('day', date, DATE '{day}') // 365 AS ago FROM {{1}}
        WHERE date <= DATE '{day}' AND date > DATE '{day}' - INTERVAL {days} DAY
    ),
    cast_ AS (
        SELECT ago, rcid, {number} AS ccode, vote FROM {{0}} v JOIN calls USING (rcid)
        WHERE vote IN ('yes', 'no', 'abstain')
    ),
    tally AS (
        SELECT rcid, count(*) AS n, count(*) FILTER (vote = 'yes') AS yes, count(*) FILTER (vote = 'no') AS no,
               count(*) FILTER (vote = 'abstain') AS abstain
        FROM cast_ GROUP BY rcid
    ),
    sides AS (
        SELECT ago, ccode, n, greatest(yes, no, abstain) AS most,
               CASE vote WHEN 'yes' THEN yes WHEN 'no' THEN no ELSE abstain END AS side,
               CASE vote WHEN 'abstain' THEN yes + no ELSE abstain END AS near
        FROM cast_ JOIN tally USING (rcid)
    )
    SELECT ago, ccode, sum(side - 1 + near / 2) / sum(n - 1), count(*),
           count(*) FILTER (side < most) / count(*), avg(side / n) FILTER (side < most)
    FROM sides WHERE n > 1 AND ccode IS NOT NULL GROUP BY ago, ccode
"""


class Voting(msgspec.Struct, frozen=True):
    """How a state voted in twelve months: its mean agreement with the others, its votes, the share of them outside
    the largest side, the mean share of the votes cast on its side then (None if it never was outside)."""

    agreement: float
    votes: int
    minority: float
    side: float | None


def window(day: date) -> str:
    """Why the imported votes say nothing of the twelve months up to a day; empty if they do. A session goes from
    September to September: the last roll call known speaks until the next one opens."""
    for table in (VOTES, ROLL_CALLS):
        if reason := absent(*table, None):
            return reason
    ((first, last),) = fetch("SELECT min(date), max(date) FROM {0}", ROLL_CALLS)
    if last is None:
        return "the imported roll calls have no dates: foedus data pull un_votes"
    until = date(last.year if (last.month, last.day) < (9, 1) else last.year + 1, 9, 1)
    if first <= day < until:
        return ""
    return f"the imported votes speak of {first} to {until}, not of {day}: foedus data pull un_votes"


def numbers(record: Record, day: date) -> str:
    """An SQL expression: the COW number, on a day or the last, of who cast a vote `v`, by name or ISO code."""
    named = (
        (s.iso2, number_of(record, s.code, day.year) or _last_number(record, s.code)) for s in record.states.values()
    )
    known = {iso2: number for iso2, number in named if iso2 and number is not None}
    codes = " ".join(f"WHEN '{code}' THEN {number}" for code, number in {**known, **CODES}.items())
    names = " ".join(f"WHEN '{name}' THEN {number}" for name, number in NAMES.items())
    return VOTING.format(names=names, codes=codes)


def _last_number(record: Record, state: str) -> int | None:
    spells = [p for p in record.states[state].periods if p.system == "cow" and p.number is not None]
    return max(spells, key=lambda p: p.start.first).number if spells else None


@lru_cache(maxsize=8)
def _voting(record: Record, day: date, _parts: str) -> dict[int, dict[int, Voting]]:
    """By the number of years before the day (0: the twelve months up to it) and COW number."""
    query = AGREEMENT.format(day=day.isoformat(), days=365 * (HISTORY + 1), number=numbers(record, day))
    found: dict[int, dict[int, Voting]] = {}
    for ago, number, *rest in fetch(query, VOTES, ROLL_CALLS):
        found.setdefault(ago, {})[number] = Voting(*rest)
    return found


def votes_agreement(system: System, state: str) -> Layer:
    """Mean agreement of the state with each other that voted, over the roll calls: 1 for the same vote, 1/2 where one
    of the two abstained, 0 for yes against no; each pair and roll call weighs the same."""
    return _layer(system, state, "votes_agreement", "agreement")


def votes_minority(system: System, state: str) -> Layer:
    """The share of the state's votes cast outside the largest side."""
    return _layer(system, state, "votes_minority", "minority")


def votes_side(system: System, state: str) -> Layer:
    """The mean share of the votes cast that the state's side had where it was not the largest: the size of the minority
    with which it votes. Unknown for a state that never was in one."""
    return _layer(system, state, "votes_side", "side")


def _layer(system: System, state: str, name: str, field: str) -> Layer:
    isolating: Literal["low", "high"] = "high" if field == "minority" else "low"
    if reason := window(system.day):
        return unknown(name, state, "share", reason, isolating)
    found = _voting(system.record, system.day, stamp(*VOTES) + stamp(*ROLL_CALLS))
    own = _own(system, state, found)
    if 0 not in own:
        return unknown(name, state, "share", "the state cast no vote in the twelve months", isolating)
    value = getattr(own[0], field)
    if value is None:
        return unknown(name, state, "share", "the state always voted with the largest side", isolating)
    basis = (evidence(*VOTES, f"{state}, {own[0].votes} in the twelve months to {system.day}"),)
    figure = Figure(name, (state,), value, "share", basis, exact="a count of votes cast")
    past = [v for ago, voting in own.items() if ago and (v := getattr(voting, field)) is not None]
    population = [v for voting in found[0].values() if (v := getattr(voting, field)) is not None]
    return layer(name, figure, population, past, isolating=isolating)


def _own(system: System, state: str, found: dict[int, dict[int, Voting]]) -> dict[int, Voting]:
    """The votes of the state itself by year, while it was one; under the number of the day where another then stood
    for it (votes name Germany by one code before and after 1990)."""
    now = number_of(system.record, state, system.day.year)
    own: dict[int, Voting] = {}
    for ago, voting in sorted(found.items()):
        then = number_of(system.record, state, system.day.year - ago)
        if then is not None and (held := voting.get(then) or voting.get(now or then)):
            own[ago] = held
    return own


DISTANCES = """
    WITH points AS (
        SELECT session + 1945 AS year, ccode, idealpoint AS point, q5, q95,
               median(idealpoint) OVER (PARTITION BY session) AS middle
        FROM {{0}} WHERE idealpoint IS NOT NULL AND session + 1945 BETWEEN {first} AND {last}
    )
    SELECT year, ccode, abs(point - middle),
           CASE WHEN middle BETWEEN q5 AND q95 THEN 0 ELSE least(abs(q5 - middle), abs(q95 - middle)) END,
           greatest(abs(q5 - middle), abs(q95 - middle))
    FROM points
"""


def ideal_point(system: System, state: str) -> Layer:
    """How far the state's ideal point lies from the median of the session's (Bailey, Strezhnev & Voeten 2017), in the
    units of the scale, with the 5th and 95th percentile of the estimate. Session: that of the year, which opens in
    September, else the one before."""
    year = system.day.year - (system.day.month < 9)
    if reason := absent(*POINTS, year):
        return unknown("ideal_point", state, "index", reason, "high")
    rows = fetch(DISTANCES.format(first=year - HISTORY, last=year), POINTS)
    found = by_number(row[:3] for row in rows)
    number, now = number_of(system.record, state, year), found.get(year, {})
    if number is None or number not in now:
        return unknown("ideal_point", state, "index", "no ideal point is published for the state", "high")
    earlier = [(y, number_of(system.record, state, y)) for y in range(year - HISTORY, year)]
    past = [found[y][n] for y, n in earlier if n is not None and n in found.get(y, {})]
    low, high = next((low, high) for y, n, _, low, high in rows if (y, n) == (year, number))
    exact = "" if low is not None else "the table has no quantiles of the estimates"
    basis = (evidence(*POINTS, f"{year} {state}"),)
    figure = Figure("ideal_point", (state,), now[number], "index", basis, low=low, high=high, exact=exact)
    return layer("ideal_point", figure, now.values(), past, isolating="high")
