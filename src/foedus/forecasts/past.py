"""What imported data say of states and of pairs of states, year by year, as arrays by year and by place in a list.

Everything that the dispute model knows comes from here, and nothing here looks ahead: what stands under a year was so
in that year. A table that ends before the year asked for has its last year carried on, and says so in `ends`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from ..datasets import store
from ..datasets.disputes import one_a_year
from ..errors import DataError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["FIRST", "LISTS", "PLEDGES", "Grid", "Past", "last_of_most", "outcomes_until", "past", "used"]

FIRST = 1816
"""The year in which the data of the Correlates of War begin."""

LISTS = ("gml_mid", "cow_mid")
"""Lists of militarised disputes: Gibler, Miller and Little's, on which the model is trained, and that of the Correlates
of War, which carries the history on where it ends later, or stands alone where it is the only one imported."""

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
"""The pledges of ATOP: bit 0, 1, ... of `Past.pledges`."""

SPELLS = """
SELECT ccode, start, CASE WHEN "end" = max("end") OVER () THEN DATE '9999-12-31' ELSE "end" END AS stop FROM {0}
"""
DATED = """
SELECT ccode, make_date(styear, stmonth, stday) AS start,
    CASE WHEN make_date(endyear, endmonth, endday) = max(make_date(endyear, endmonth, endday)) OVER ()
    THEN DATE '9999-12-31' ELSE make_date(endyear, endmonth, endday) END AS stop FROM {0}
"""
MEMBERS = "SELECT ccode, year(start) AS one, year(stop) AS two FROM ({spells})"
APART = """
WITH y AS (
    SELECT ccode, y.year AS year, greatest(start, make_date(y.year, 1, 1)) AS a,
        least(stop, make_date(y.year, 12, 31)) AS b
    FROM ({spells}), range({first}, {last} + 1) y(year) WHERE y.year BETWEEN year(start) AND year(stop)
), partial AS (SELECT * FROM y WHERE ccode || '-' || year IN (
    SELECT ccode || '-' || year FROM y GROUP BY ccode, year
    HAVING NOT bool_or(a = make_date(year, 1, 1) AND b = make_date(year, 12, 31))))
SELECT x.ccode AS c1, z.ccode AS c2, year FROM partial x JOIN partial z USING (year)
WHERE x.ccode <> z.ccode GROUP BY ALL HAVING NOT bool_or(x.a <= z.b AND z.a <= x.b)
"""
CONTIGUITY = """
SELECT ccode1 AS c1, ccode2 AS c2, conttype AS kind, year(stdate) AS one,
    CASE WHEN enddate = max(enddate) OVER () THEN 9999 ELSE year(enddate) END AS two
FROM {0} ORDER BY kind DESC
"""
CAPITALS = """
SELECT ccode, lat, lng, year(stdate) AS one,
    CASE WHEN enddate = max(enddate) OVER () THEN 9999 ELSE year(enddate) END AS two
FROM {0} ORDER BY stdate
"""
MAJORS = (
    "SELECT ccode, styear AS one, CASE WHEN endyear = max(endyear) OVER () THEN 9999 ELSE endyear END AS two FROM {0}"
)
NMC = "SELECT ccode, year, cinc AS value FROM {0} WHERE cinc IS NOT NULL"
POLITY = "SELECT ccode, year, polity2 AS value FROM {0} WHERE polity2 BETWEEN -10 AND 10 AND ccode IS NOT NULL"
ATOP = "SELECT ccode1 AS c1, ccode2 AS c2, year, " + " + ".join(
    f"{2**bit} * coalesce(atop_{name}, 0)" for bit, name in enumerate(PLEDGES)
) + " AS kind FROM {0}"  # fmt: skip
DISPUTES = """
SELECT ccode1 AS c1, ccode2 AS c2, year, onset, ongoing,
    greatest(coalesce(hostlev1, 0), coalesce(hostlev2, 0)) AS level,
    least(coalesce(orig1, 0), coalesce(orig2, 0)) AS orig
FROM ({made}) WHERE ccode1 < ccode2 ORDER BY year, c1, c2
"""

SECOND = ("cow_mid", "dyad_years")
SECOND_LIST = "SELECT *, cowmidongoing AS ongoing, cowmidonset AS onset FROM {0}"
JOINED = """
SELECT ccode1, ccode2, year, onset, ongoing, hostlev1, hostlev2, orig1, orig2 FROM ({0}) WHERE year <= {2}
UNION ALL SELECT ccode1, ccode2, year, onset, ongoing, hostlev1, hostlev2, orig1, orig2 FROM ({1}) WHERE year > {2}
"""


class Past(msgspec.Struct, frozen=True, eq=False):
    """Arrays whose first axis is the year (from `FIRST` to `last`) and whose others are places in `codes`.

    `together`: pairs that were members of the system on one day of the year, both orders. `cinc`, `polity`: NaN where
    unknown. `seat`: latitude and longitude of the capital, radians. `contiguity`: 0 none, 1 land, 2-5 water.
    `pledges`: bits of `PLEDGES`, in either direction. `disputes`: by name (one, two: places; year, onset, ongoing,
    level, orig; given: as a recent event, not by the data), one for each pair and year. `ends`: the last year
    of each table.
    """

    codes: Array
    last: int
    together: Array
    cinc: Array
    polity: Array
    major: Array
    seat: Array
    contiguity: Array
    pledges: Array
    disputes: Mapping[str, Array]
    ends: Mapping[str, int]

    @property
    def until(self) -> int:
        """The last year for which disputes are known, by either list."""
        return max(self.ends[name] for name in LISTS if name in self.ends)

    @property
    def labelled(self) -> int:
        """The last year of the disputes that the model is trained and scored on, those of Gibler, Miller and Little;
        the year before all data where they are not imported."""
        return self.ends.get(LISTS[0], FIRST - 1)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists of disputes that are read, the first with the earlier years."""
        return tuple(name for name in LISTS if name in self.ends)

    def place(self, number: int) -> int | None:
        """The place of a COW number in `codes`, None if it was never in the system."""
        import numpy as np

        at = int(np.searchsorted(self.codes, number))
        return at if at < len(self.codes) and self.codes[at] == number else None


def used() -> tuple[tuple[str, str], ...]:
    """The tables that the dispute model reads, as dataset and table; capitals that are not imported are the facts'."""
    capitals = (("capitals", "cow"),) if store.held("capitals", "cow") else ()
    return (
        ("atop", "dyad_years"), *capitals, ("contiguity", "spells"), _states(), _democracy(), ("majors", "spells"),
        ("nmc", "state_years"), *_disputes()[1],
    )  # fmt: skip


def outcomes_until(known: Past) -> int:
    """The last year of the disputes that models are trained and scored on. Raises DataError if they are not there."""
    if known.labelled < FIRST:
        raise DataError(f"models are trained and scored on {LISTS[0]}, not imported; run: foedus data import DIR")
    return known.labelled


def past(last: int) -> Past:
    """The arrays up to a year. Raises DataError, with the command that brings it, if a table is not imported or cannot
    be read, UsageError for a year before the data."""
    import duckdb

    if last < FIRST:
        raise UsageError(f"{last}: the data begin in {FIRST}")
    lacking = [f"{name} ({table})" for name, table in used() if store.held(name, table) is None]
    if lacking:
        raise DataError(f"the dispute model needs {', '.join(lacking)}, not imported; run: foedus data import DIR")
    try:
        with store.connect() as con:
            return _gather(con, last)
    except duckdb.Error as error:
        raise DataError(f"imported data cannot be read ({str(error).splitlines()[0]}); import them again") from error


def _gather(con: DuckDBPyConnection, last: int) -> Past:
    import numpy as np

    spells = (SPELLS if _states()[1] == "spells" else DATED).format(store.source(*_states()))
    members = _columns(con, MEMBERS.format(spells=spells))
    codes = np.unique(members["ccode"])
    grid = Grid(codes, last)
    member = grid.spans(members, np.ones(len(members["ccode"]), dtype=bool), bool)
    together = member[:, :, None] & member[:, None, :]
    together[:, np.arange(len(codes)), np.arange(len(codes))] = False
    apart = grid.known(_columns(con, APART.format(spells=spells, first=FIRST, last=last)), "c1", "c2")
    together[apart["year"] - FIRST, apart["c1"], apart["c2"]] = False
    ends = {name: held.years[1] for name, table in used() if (held := store.held(name, table)) and held.years}
    shares = _columns(con, NMC.format(store.source("nmc", "state_years")))
    scores = _columns(con, POLITY.format(store.source(*_democracy())))
    for name, rows in (("nmc", shares), (_democracy()[0], scores)):  # other columns of a table may go on for longer
        ends[name] = last_of_most(rows)
    seats = store.held("capitals", "cow")
    capitals = _columns(con, CAPITALS.format(store.source("capitals", "cow"))) if seats else _capitals_of_facts()
    majors = _columns(con, MAJORS.format(store.source("majors", "spells")))
    near = grid.known(_columns(con, CONTIGUITY.format(store.source("contiguity", "spells"))), "c1", "c2")
    contiguity = np.zeros(together.shape, dtype=np.int8)
    for one, other, kind, start, stop in zip(near["c1"], near["c2"], near["kind"], *grid.years(near), strict=True):
        contiguity[start:stop, one, other] = kind
    return Past(
        codes=codes,
        last=last,
        together=together,
        cinc=grid.yearly(shares, ends["nmc"]),
        polity=grid.yearly(scores, ends[_democracy()[0]]),
        major=grid.spans(majors, np.ones(len(majors["ccode"]), dtype=bool), bool),
        seat=np.radians(np.stack([grid.spans(capitals, capitals[axis], float) for axis in ("lat", "lng")])),
        contiguity=contiguity,
        pledges=_pledges(grid, _columns(con, ATOP.format(store.source("atop", "dyad_years"))), ends["atop"]),
        disputes=_quarrels(grid, _columns(con, DISPUTES.format(made=_disputes()[0]))),
        ends=ends,
    )


def last_of_most(rows: dict[str, Array]) -> int:
    """The year in which the values of most states end: of a few they may go on."""
    import numpy as np

    order = np.lexsort((rows["year"], rows["ccode"]))
    codes, years = rows["ccode"][order], rows["year"][order]
    lasts = years[np.flatnonzero(np.append(codes[1:] != codes[:-1], True))]
    return int(np.bincount(lasts).argmax()) if len(lasts) else FIRST


class Grid(msgspec.Struct, frozen=True, eq=False):
    """Years by places: rows of tables put into arrays."""

    codes: Array
    last: int

    def known(self, rows: dict[str, Array], *columns: str) -> dict[str, Array]:
        """The rows of states of the list and of years of the grid, their numbers made places."""
        import numpy as np

        keep = np.ones(len(rows[columns[0]]), dtype=bool)
        for column in columns:
            keep &= np.isin(rows[column], self.codes)
        if "year" in rows:
            keep &= (rows["year"] >= FIRST) & (rows["year"] <= self.last)
        kept = {name: values[keep] for name, values in rows.items()}
        return {**kept, **{column: np.searchsorted(self.codes, kept[column]) for column in columns}}

    def years(self, rows: dict[str, Array]) -> tuple[Array, Array]:
        """First and last year of spells as a slice of the first axis."""
        import numpy as np

        size = self.last - FIRST + 1
        return np.clip(rows["one"] - FIRST, 0, size), np.clip(rows["two"] - FIRST + 1, 0, size)

    def spans(self, rows: dict[str, Array], values: Array, kind: type) -> Array:
        """Values of spells by year and place; a later row prevails, no row is False or NaN."""
        import numpy as np

        named = self.known({**rows, "value": values}, "ccode")
        made = np.full((self.last - FIRST + 1, len(self.codes)), False if kind is bool else np.nan)
        for place, value, start, stop in zip(named["ccode"], named["value"], *self.years(named), strict=True):
            made[start:stop, place] = value
        return made

    def yearly(self, rows: dict[str, Array], end: int) -> Array:
        """Values by year and place; after the table's last year a state's last value is carried on."""
        import numpy as np

        named = self.known(rows, "ccode")
        made = np.full((self.last - FIRST + 1, len(self.codes)), np.nan)
        made[named["year"] - FIRST, named["ccode"]] = named["value"]
        for at in range(max(end - FIRST + 1, 1), len(made)):
            made[at] = np.where(np.isnan(made[at]), made[at - 1], made[at])
        return made


def _pledges(grid: Grid, rows: dict[str, Array], end: int) -> Array:
    import numpy as np

    size, named = len(grid.codes), grid.known(rows, "c1", "c2")
    made = np.zeros((grid.last - FIRST + 1, size, size), dtype=np.uint8)
    made[named["year"] - FIRST, named["c1"], named["c2"]] = named["kind"]
    made |= made.transpose(0, 2, 1).copy()
    made[max(end - FIRST + 1, 1) :] = made[min(end, grid.last) - FIRST]
    return made


def _quarrels(grid: Grid, rows: dict[str, Array]) -> dict[str, Array]:
    import numpy as np

    named = grid.known(rows, "c1", "c2")
    made = {"one": named.pop("c1"), "two": named.pop("c2"), **{k: np.asarray(v, dtype=int) for k, v in named.items()}}
    return {**made, "given": np.zeros(len(made["year"]), dtype=bool)}


def _columns(con: DuckDBPyConnection, query: str) -> dict[str, Array]:
    """The columns of a query as plain arrays; it has no missing cells but in coordinates."""
    import numpy as np

    found = con.execute(query).fetchnumpy()
    return {name: np.ma.filled(values, np.nan) if np.ma.isMA(values) else values for name, values in found.items()}


def _states() -> tuple[str, str]:
    """The list of states as the package peacesciencer has it, or as published."""
    published = store.held("cow_states", "spells") is None and store.held("cow_states", "members") is not None
    return ("cow_states", "members") if published else ("cow_states", "spells")


def _capitals_of_facts() -> dict[str, Array]:
    """The capitals that the facts hold, as the table of capitals has them."""
    import numpy as np

    from ..factfiles import load

    rows = sorted(
        (c.period.start.first.year if c.period else FIRST,
         c.period.end.last.year if c.period and c.period.end else 9999, number, c.lat, c.lon)
        for state in load().states.values()
        for number in {spell.number for spell in state.periods if spell.system == "cow" and spell.number is not None}
        for c in state.capitals
    )  # fmt: skip
    one, two, numbers, lat, lng = (np.array(cells) for cells in zip(*rows, strict=True))
    return {"ccode": numbers, "lat": lat, "lng": lng, "one": one, "two": two}


def _democracy() -> tuple[str, str]:
    """Polity's scores as gathered with others, or as published."""
    held = store.held("democracy", "cow") is not None or store.held("polity", "state_years") is None
    return ("democracy", "cow") if held else ("polity", "state_years")


def _disputes() -> tuple[str, tuple[tuple[str, str], ...]]:
    """A query of one dispute for each pair and year, and the tables that it reads. Years after those of the first of
    `LISTS` are the second's; all are where the first is not imported."""
    query, tables = _first_list()
    later = store.held(*SECOND)
    more = SECOND_LIST.format(store.source(*SECOND)) if later else ""
    if not query or later is None or later.years is None:
        return (query, tables) if query or not more else (more, (SECOND,))
    ends = [held.years[1] for table in tables if (held := store.held(*table)) and held.years]
    if not ends or later.years[1] <= min(ends):
        return query, tables
    return JOINED.format(query, more, min(ends)), (*tables, SECOND)


def _first_list() -> tuple[str, tuple[tuple[str, str], ...]]:
    """The same of the first list alone; no query where it is not imported."""
    chosen, pairs, whole = (("gml_mid", table) for table in ("dyad_years", "dyadic", "disputes"))
    if store.held(*chosen) is None and store.held(*pairs) is not None and store.held(*whole) is not None:
        query = one_a_year(store.source(*pairs), store.source(*whole), ("midongoing", "ongoing"), ("midonset", "onset"))
        return query, (pairs, whole)
    if store.held(*chosen) is None:
        return "", (pairs, whole)
    return f"SELECT *, gmlmidongoing AS ongoing, gmlmidonset AS onset FROM {store.source(*chosen)}", (chosen,)
