"""Votes in the General Assembly of the United Nations: how often two states voted alike; ideal points.

Bailey, Strezhnev & Voeten 2017 (Journal of Conflict Resolution 61(2)). A session counts as the year in which it opens,
as in their tables: the first one as 1946. Yes, abstention and no are three positions; who was absent took none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ...datasets import store
from ..added import Added, Before, Join, Use, recoded
from ..asked import Asked

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection

    from ...record import Record

    Array = np.ndarray[Any, Any]

__all__ = ["agreement", "un_votes"]

VOTES, ROLL_CALLS, POINTS = Use("un_votes", "votes"), Use("un_votes", "roll_calls"), Use("un_votes", "ideal_points")

CHOICES = ("yes", "abstain", "no")
"""The votes, in their order: the distance of two is 0, 1 or 2."""

MEANT: Mapping[str, tuple[str, ...]] = {
    "Russia": ("SUN", "RUS"),
    "Taiwan": ("CHN", "TWN"),  # the seat of China until 1971; COW and GW begin Taiwan in 1949
    "Yemen People's Republic": ("YMD",),
    "Yugoslavia": ("YUG", "SCG", "SRB"),  # Serbia too votes under this name in the table of votes
}
"""The states, one after the other, that a name in the table of votes stands for, where it means more than it says."""

CAST = f"""
SELECT coalesce(session + 1945, year(date)) AS year, dense_rank() OVER (ORDER BY country, country_code) - 1 AS voter,
    dense_rank() OVER (ORDER BY rcid) - 1 AS roll_call, country, country_code,
    list_position({list(CHOICES)}, vote) - 1 AS choice
FROM {{votes}} v JOIN {{roll_calls}} r USING (rcid) WHERE list_contains({list(CHOICES)}, vote)
"""


def un_votes(asked: Asked, before: Before) -> Added:
    """Of pairs: `jointvotes3`, on how many roll calls both voted; `agree`, the share on which they voted alike;
    `s3un`, one less the mean distance of their votes (1 alike, -1 always opposed; Signorino & Ritter's S). Of states:
    `unvotes`, the votes that they cast. Where ideal points are imported, these, and their distance in a pair."""
    pairs = asked.dyads
    names = ("jointvotes3", "agree", "s3un") if pairs else ("unvotes",)
    votes = Join(_pairs(asked) if pairs else _numbers(asked), {k: k for k in asked.key})
    columns, joins = {name: f"{{t}}.{name}" for name in names}, {"t": votes}
    if store.held(POINTS.dataset, POINTS.table) is None:
        note = "ideal points of the United Nations are not imported; bring them with: foedus data pull un_votes"
        return Added(columns, joins, (VOTES, ROLL_CALLS), notes=(note,))
    query, crossed = recoded(
        asked, f"SELECT ccode, year, idealpoint FROM {store.source('un_votes', 'ideal_points')}", "ccode"
    )
    points = {f"p{slot}": Join(query, {asked.code + slot: asked.code, "year": "year"}) for slot in asked.slots}
    columns |= {f"idealpoint{slot}": f"{{p{slot}}}.idealpoint" for slot in asked.slots}
    if pairs:
        columns["idealpointdistance"] = "abs({p1}.idealpoint - {p2}.idealpoint)"
    return Added(columns, {**joins, **points}, (VOTES, ROLL_CALLS, POINTS, *crossed))


def agreement(choices: Array) -> tuple[Array, Array, Array]:
    """Of votes by voter and roll call (0 yes, 1 abstention, 2 no, negative none) three tables, voter by voter: on how
    many both voted, the share voted alike, one less the mean distance; the shares are not a number without any."""
    import numpy as np

    cast = np.stack([choices == number for number in range(len(CHOICES))]).astype(np.float64)
    alike: Array = sum(one @ one.T for one in cast)
    opposed = cast[0] @ cast[2].T
    voted = cast.sum(axis=0)
    both = voted @ voted.T
    with np.errstate(invalid="ignore", divide="ignore"):
        share = alike / both
        apart = (both - alike + opposed + opposed.T) / both  # a step for each that is not alike, one more if opposed
    return both, share, 1 - apart


def _numbers(asked: Asked) -> Callable[[DuckDBPyConnection], str]:
    def made(con: DuckDBPyConnection) -> str:
        import numpy as np

        found = [(code, year, (kept >= 0).sum(axis=1)) for code, year, kept in _by_year(asked, con)]
        table = {
            asked.code: np.concatenate([code for code, _, _ in found]),
            "year": np.concatenate([np.full(len(code), year) for code, year, _ in found]),
            "unvotes": np.concatenate([count for _, _, count in found]),
        }
        return _kept(con, "panel_un_votes_cast", table)

    return made


def _pairs(asked: Asked) -> Callable[[DuckDBPyConnection], str]:
    def made(con: DuckDBPyConnection) -> str:
        import numpy as np

        found = [_agreed(code, year, choices) for code, year, choices in _by_year(asked, con)]
        names = (f"{asked.code}1", f"{asked.code}2", "year", "jointvotes3", "agree", "s3un")
        return _kept(
            con, "panel_un_votes", dict(zip(names, map(np.concatenate, zip(*found, strict=True)), strict=True))
        )

    return made


def _agreed(code: Array, year: int, choices: Array) -> tuple[Array, ...]:
    """The columns of the pairs of a year that voted together at least once."""
    import numpy as np

    both, share, s = agreement(choices)
    np.fill_diagonal(both, 0)
    one, two = np.nonzero(both)
    return code[one], code[two], np.full(len(one), year), both[one, two].astype(np.int64), share[one, two], s[one, two]


def _kept(con: DuckDBPyConnection, name: str, table: dict[str, Array]) -> str:
    con.register(f"{name}_arrays", table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_arrays")
    con.unregister(f"{name}_arrays")
    return f"SELECT * FROM {name}"


def _by_year(asked: Asked, con: DuckDBPyConnection) -> Iterator[tuple[Array, int, Array]]:
    """Of each year: the codes of the states that voted, the year, their votes by state and roll call (-1 for none)."""
    import numpy as np

    votes, roll_calls = (store.source(use.dataset, use.table) for use in (VOTES, ROLL_CALLS))
    con.execute(f"CREATE OR REPLACE TEMP TABLE panel_cast AS {CAST.format(votes=votes, roll_calls=roll_calls)}")
    codes = _codes(asked, con)
    inside = f"year BETWEEN {asked.first} AND {asked.last}"
    rows = con.execute(
        f"SELECT year, voter, roll_call, choice FROM panel_cast WHERE {inside} ORDER BY year"
    ).fetchnumpy()
    for year in np.unique(rows["year"]):
        here = slice(*np.searchsorted(rows["year"], (year, year + 1)))
        voters = np.unique(rows["voter"][here])
        code = np.array([codes.get((int(voter), int(year)), -1) for voter in voters])
        calls, call = np.unique(rows["roll_call"][here], return_inverse=True)
        table = np.full((len(voters), len(calls)), -1, np.int8)
        table[np.searchsorted(voters, rows["voter"][here]), call] = rows["choice"][here]
        kept, at = np.unique(code, return_index=True)
        yield kept[kept >= 0], int(year), table[at[kept >= 0]]


def _codes(asked: Asked, con: DuckDBPyConnection) -> dict[tuple[int, int], int]:
    """The code of each voter in each year in which it is in the panel's list of states."""
    from ...factfiles import load

    record = load()
    coded = {state.iso2: (state.code,) for state in record.states.values() if state.iso2}
    found: dict[tuple[int, int], int] = {}
    query = (
        "SELECT voter, any_value(country), any_value(country_code), min(year), max(year) FROM panel_cast GROUP BY voter"
    )
    for voter, name, iso2, first, last in con.execute(query).fetchall():
        states = MEANT.get(name) or coded.get(iso2) or {*_meant(record, name, (first, last))}
        for start, until, number in _spells(record, states, asked.states):
            found |= {(voter, year): number for year in range(max(start.year, first), min(until.year, last) + 1)}
    return found


def _spells(record: Record, states: Iterable[str], system: str) -> list[tuple[dt.date, dt.date, int]]:
    """The spells of some states in a list, the earliest first: in a year that has two, the later number holds."""
    return sorted(
        (p.start.first, p.to.last if p.to else dt.date.max, p.number)
        for state in states
        if state in record.states
        for p in record.states[state].periods
        if p.system == system and p.number is not None
    )


def _meant(record: Record, name: str, years: tuple[int, int]) -> Iterator[str]:
    """The states that a name means at the end of the first and of the last year."""
    from ...codes import resolve
    from ...errors import UsageError

    for year in years:
        with suppress(UsageError):  # one that nobody bears then
            yield resolve(name, record, dt.date(year, 12, 31))
