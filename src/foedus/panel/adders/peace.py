"""Peace years: for each event of a panel, how long it has been since the last one.

Counted are the years in which the state, or the pair, was in the system, since the last year with the event, or since
the data begin or the state entered. The first year of an event keeps the count reached, its later years are 0. So
Beck, Katz and Tucker 1998 (American Journal of Political Science 42(4)), and `add_spells` of peacesciencer.

A count does not depend on the years of the panel: it begins where the data begin, before the panel's first year too.
Years for which the data do not speak have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from ...errors import UsageError
from ..added import BASE, Added, Before, Join, counterparts
from ..asked import EARLIEST, Asked
from ..rows import build
from .conflicts import ucdp
from .disputes import cow_mids, gml_mids
from .events import named
from .wars import wars

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["COUNTED", "name_of", "peace_years", "spells"]

OF: Mapping[str, Callable[..., Added]] = {"gml_mids": gml_mids, "cow_mids": cow_mids, "wars": wars, "ucdp": ucdp}
"""The adders that have events."""
OF_STATES = ("ucdp",)
"""Those that are about states alone."""

COUNTED: Mapping[str, tuple[str, ...]] = {"ongoing": ("ongoing", "ongoing_init"), "onset": ("onset", "onset_init")}
"""What ends a peace: that an event goes on, or only that one begins."""


class Event(msgspec.Struct, frozen=True):
    """A flag, the query of its years, the years for which its data speak, and the code by which they name states."""

    flag: str
    query: str
    years: tuple[int, int]
    code: str


def peace_years(asked: Asked, before: Before, *, of: str = "", on: str = "ongoing") -> Added:
    """A column of peace years for each event added before: `gmlmidongoing` has `gmlmidspell`.

    `of`: adders whose events are counted instead, added or not. `on=onset`: since one last began. Raises UsageError as
    `Adder.function`, and if there is no event.
    """
    (kind,) = named("on", on, COUNTED)
    chosen = tuple(OF[name](asked, ()) for name in named("of", of, _possible(asked))) if of else before
    events = [
        Event(flag, query, added.years, added.code)
        for added in chosen
        for flag, query in added.events.items()
        if added.years and flag.endswith(COUNTED[kind])
    ]
    if not events:
        raise UsageError(
            f"there are no events to count peace years by; add one of {', '.join(_possible(asked))} before peace_years"
        )
    uses = tuple(use for added in chosen for use in added.uses) if of else ()
    begins = {begin: [e for e in events if e.years[0] == begin] for begin in sorted({e.years[0] for e in events})}
    return Added(
        columns={name_of(e.flag): _column(e, _listed(asked, e)) for e in events},
        joins={
            **dict(join for begin, some in begins.items() for join in _joins(asked, begin, some)),
            **{alias: join for event in events for alias, join in _listed(asked, event).items()},
        },
        uses=uses,
    )


def _possible(asked: Asked) -> tuple[str, ...]:
    return tuple(name for name in OF if not (asked.dyads and name in OF_STATES))


def name_of(flag: str) -> str:
    """`gmlmidongoing` -> `gmlmidspell`, `gmlmidonset_init` -> `gmlmidinitspell`."""
    stem, _, initiated = flag.replace("onset", "ongoing").partition("ongoing")
    return f"{stem}{initiated.removeprefix('_')}spell"


def spells(rows: str, states: Iterable[str], events: Iterable[Event]) -> str:
    """A query of the peace years of states or pairs that had an event, or left the system and came back: a row for
    each of their years in the table `rows`, a column for each event. `states`: the columns that name state or pair.

    Of all others a peace year is the year less the first (`since`): few have events, and these alone are counted.
    """
    events, pair = tuple(events), ", ".join(states)
    cells = ", ".join(
        f"CASE WHEN c.year <= {e.years[1]} THEN c.n - 1 - coalesce({e.flag}.n, 0) END AS {name_of(e.flag)}"
        for e in events
    )
    joins = " ".join(f"ASOF LEFT JOIN {e.flag} ON {_same(pair, 'c', e.flag)} AND c.n > {e.flag}.n" for e in events)
    keys = ", ".join(f"c.{s}" for s in (*pair.split(", "), "year"))
    parts = [_counted(rows, pair, events), *(f"{e.flag} AS ({_events(e, pair)})" for e in events)]
    return f"WITH {', '.join(parts)} SELECT {keys}, {cells} FROM counted c {joins}"


def since(rows: str, states: Iterable[str], first: int) -> str:
    """A query of the first year, from `first` on, in which each state or pair is in the table `rows`."""
    pair = ", ".join(states)
    return f"SELECT {pair}, min(year) AS first FROM {rows} WHERE year >= {first} GROUP BY {pair}"


def _counted(rows: str, pair: str, events: tuple[Event, ...]) -> str:
    """The years of those that have to be counted, each with its place among them."""
    span = f"year BETWEEN {events[0].years[0]} AND {max(e.years[1] for e in events)}"
    broken = f"SELECT {pair} FROM {rows} WHERE {span} GROUP BY {pair} HAVING count(*) <= max(year) - min(year)"
    busy = " UNION ALL ".join((broken, *(f"SELECT {pair} FROM ({e.query}) WHERE event = 1" for e in events)))
    place = f"CAST(row_number() OVER (PARTITION BY {pair} ORDER BY year) AS INTEGER)"
    return (
        f"counted AS (SELECT {pair}, year, {place} AS n FROM {rows} r"
        f" SEMI JOIN ({busy}) d ON {_same(pair, 'r', 'd')} WHERE {span})"
    )


def _events(event: Event, pair: str) -> str:
    """The years with the event, by their place among the years of the state or the pair."""
    return (
        f"SELECT {pair}, n FROM counted JOIN ({event.query}) e USING ({pair}, year)"
        f" WHERE e.event = 1 AND year <= {event.years[1]}"
    )


def _same(pair: str, one: str, other: str) -> str:
    return " AND ".join(f"{one}.{state} = {other}.{state}" for state in pair.split(", "))


def _listed(asked: Asked, event: Event) -> dict[str, Join]:
    """What tells whether the states of a row are in the list by which the data of an event go."""
    return counterparts(asked, event.code, asked.slots)


def _column(event: Event, known: Iterable[str]) -> str:
    begin, end = event.years
    counted = f"coalesce({{s{begin}}}.{name_of(event.flag)}, b.year - {{f{begin}}}.first)"
    listed = "".join(f" AND {{{alias}}}.year IS NOT NULL" for alias in known)
    return f"CASE WHEN b.year BETWEEN {begin} AND {end}{listed} THEN {counted} END"


def _joins(asked: Asked, begin: int, events: list[Event]) -> Iterator[tuple[str, Join]]:
    """What is joined for events that begin together: what had to be counted, and the first years."""
    pair = asked.key[:-1]
    counted = _over(asked, begin, lambda rows: spells(rows, pair, events))
    yield f"s{begin}", Join(counted, {k: k for k in asked.key})
    yield f"f{begin}", Join(_over(asked, begin, lambda rows: since(rows, pair, begin)), {k: k for k in pair})


def _over(asked: Asked, begin: int, query: Callable[[str], str]) -> str | Callable[[DuckDBPyConnection], str]:
    """A query over the panel's rows, or over more of them where the events begin before the panel."""
    begin = max(EARLIEST, begin)
    if asked.first <= begin:
        return query(BASE)
    whole = msgspec.structs.replace(asked, first=begin)
    rows = f"panel_{asked.code}_{'_'.join(asked.key)}_{asked.directed:d}_{begin}_{asked.last}"

    def over(con: DuckDBPyConnection) -> str:
        if not con.execute("FROM duckdb_tables() WHERE table_name = $1", [rows]).fetchall():
            build(con, whole, rows)
        return query(rows)

    return over
