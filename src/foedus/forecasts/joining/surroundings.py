"""What is known, when a war breaks out, of every state and every pair of them: pledges, distance, borders, disputes.

Rows promise, columns are promised: `defence[i, j]` says whether state i owes state j defence. From imported research
data as known on 31 December of the year before; the same form is made from our own facts in `by_facts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...datasets import store
from ..globe import kilometres
from ..rivals import TABLE as RIVALS
from ..rivals import begun
from .quarrels import NOW, Window, beside, opposed, placed, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]
    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Table = dict[str, NDArray[Any]]

__all__ = ["TABLES", "Surroundings", "great_circle", "surroundings"]

TABLES = (
    ("atop", "dyad_years"),
    ("capitals", "cow"),
    ("contiguity", "spells"),
    ("cow_states", "spells"),
    ("majors", "spells"),
    ("nmc", "state_years"),
)
"""What is read beside the disputes (`quarrels`)."""

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The states at risk of a year, by number, and their ties. `km` is nan where a capital is unknown, `cinc` where
    the data have no figure; `fresh` is a pledge to fight that is coded in the year itself, too late to be known;
    `listed` is any record of contiguity, that of an end included; `disputes` are those of the window between opponents,
    `together` those on one side; `rivals` are listed rivals (`rivals.begun`), none where no list is imported."""

    codes: Whole
    defence: Ties
    offence: Ties
    neutrality: Ties
    nonaggression: Ties
    consultation: Ties
    fresh: Ties
    land: Ties
    near: Ties
    listed: Ties
    disputes: Ties
    together: Ties
    km: Numbers
    cinc: Numbers
    major: Ties
    rivals: Ties

    def place(self) -> dict[int, int]:
        """Where each state stands."""
        return {int(code): n for n, code in enumerate(self.codes)}


def surroundings(year: int, window: Window = NOW) -> Surroundings:
    """Of the states that are members of the system in a year or the year before, with the disputes of a window. Raises
    DataError for what is not imported."""
    hashes = (*(_sha256(name, table) for name, table in TABLES), str(read()), str(store.held(*RIVALS)))
    return _surroundings(year, window, hashes)


def _sha256(name: str, table: str) -> str:
    paths = store.paths_of(name, table)
    return "|".join(map(str, paths))


@lru_cache(maxsize=512)
def _surroundings(year: int, window: Window, hashes: tuple[str, ...]) -> Surroundings:
    import numpy as np

    held = _tables(hashes)
    codes = members(held["cow_states"], year)
    before, last = year - 1, year - 1 - window.ended

    def pairs(one: Whole, other: Whole) -> Ties:
        found = np.zeros((len(codes), len(codes)), dtype=bool)
        i, j, known = _at(codes, one, other)
        found[i[known], j[known]] = True
        return found

    pledges = {flag: _pledged(held["atop"], before, flag, pairs) for flag in PLEDGES}
    fresh = _pledged(held["atop"], year, "defense", pairs) | _pledged(held["atop"], year, "offense", pairs)
    border = held["contiguity"]
    now = _least_of_year(border, before)
    kind = border["conttype"][now]
    land, near = now[kind == 1], now[kind > 0]
    powers = held["majors"]
    great = powers["ccode"][(powers["styear"] <= before) & (powers["endyear"] >= before)]
    return Surroundings(
        codes,
        pledges["defense"],
        pledges["offense"],
        pledges["neutral"],
        pledges["nonagg"],
        pledges["consul"],
        fresh,
        placed(codes, border["ccode1"][land], border["ccode2"][land]),
        placed(codes, border["ccode1"][near], border["ccode2"][near]),
        placed(codes, border["ccode1"][now], border["ccode2"][now]),
        opposed(codes, last, window.years),
        beside(codes, last, window.years),
        _km(held["capitals"], codes, before),
        _cinc(held["nmc"], codes, year),
        np.isin(codes, great),
        placed(codes, *begun(year)),
    )


def _pledged(table: Table, year: int, flag: str, pairs: Callable[[Whole, Whole], Ties]) -> Ties:
    rows = slice(*_years(table, year))
    told = table[flag][rows] == 1
    return pairs(table["ccode1"][rows][told], table["ccode2"][rows][told])


def _years(table: Table, year: int) -> tuple[int, int]:
    """Where the rows of a year stand in a table that is ordered by year."""
    import numpy as np

    return int(np.searchsorted(table["year"], year)), int(np.searchsorted(table["year"], year + 1))


def _least_of_year(border: Table, year: int) -> Whole:
    """The rows that say how pairs were contiguous in a year: of several the least code, and that of a relation that
    ended or is none (0) before all others. The table is ordered by pair and code."""
    import numpy as np

    rows = np.flatnonzero((border["first"] <= year) & (border["last"] >= year))
    pair = border["ccode1"][rows].astype(np.int64) * 1000 + border["ccode2"][rows]
    _, first = np.unique(pair, return_index=True)
    made: Whole = rows[first]
    return made


def _at(codes: Whole, one: Whole, other: Whole) -> tuple[Whole, Whole, Ties]:
    """The places of pairs of states, and which pairs have one."""
    import numpy as np

    i, j = (np.minimum(np.searchsorted(codes, c), len(codes) - 1) for c in (one, other))
    return i, j, (codes[i] == one) & (codes[j] == other)


def members(spells: Table, year: int) -> Whole:
    """The states that are members of the system in a year or the year before."""
    import numpy as np

    held = (spells["first"] <= year) & (spells["last"] >= year - 1)
    return np.unique(spells["ccode"][held]).astype(np.int64)


def _km(capitals: Table, codes: Whole, year: int) -> Numbers:
    """Between the capitals at the end of a year."""
    import numpy as np

    places = np.full((len(codes), 2), np.nan)
    held = (capitals["first"] <= year) & (capitals["last"] >= year)
    order = np.flatnonzero(held)[np.argsort(capitals["stdate"][held], kind="stable")]
    at = np.searchsorted(codes, capitals["ccode"][order])
    known = (at < len(codes)) & (codes[np.minimum(at, len(codes) - 1)] == capitals["ccode"][order])
    for row, n in zip(order[known], at[known], strict=True):  # the last of the year stays
        places[n] = capitals["lat"][row], capitals["lng"][row]
    return great_circle(places)


def great_circle(places: Numbers) -> Numbers:
    """Distances in km on a sphere between places given in degrees (latitude, longitude)."""
    import numpy as np

    lat, lon = np.radians(places).T
    return kilometres(lat[:, None], lon[:, None], lat, lon)


def _cinc(nmc: Table, codes: Whole, year: int) -> Numbers:
    """Of the year before; where that has none, of the year itself."""
    import numpy as np

    found = np.full(len(codes), np.nan)
    for wanted in (year, year - 1):
        rows = slice(*_years(nmc, wanted))
        at = np.searchsorted(codes, nmc["ccode"][rows])
        known = (at < len(codes)) & (codes[np.minimum(at, len(codes) - 1)] == nmc["ccode"][rows])
        known &= np.isfinite(nmc["cinc"][rows])
        found[at[known]] = nmc["cinc"][rows][known]
    return found


@lru_cache(maxsize=2)
def _tables(_hashes: tuple[str, ...]) -> dict[str, Table]:
    import numpy as np

    spell = 'ccode, year(start) AS first, year("end") AS last'
    queries = {
        "cow_states": f"SELECT {spell} FROM {store.source('cow_states', 'spells')}",
        "atop": f"""SELECT ccode1, ccode2, year, {", ".join(f"atop_{p} AS {p}" for p in PLEDGES)}
            FROM {store.source("atop", "dyad_years")} ORDER BY year""",
        "contiguity": f"""SELECT ccode1, ccode2, conttype, year(stdate) AS first, year(enddate) AS last
            FROM {store.source("contiguity", "spells")} ORDER BY ccode1, ccode2, conttype""",
        "capitals": f"""SELECT ccode, lat, lng, stdate, year(stdate) AS first, year(enddate) AS last
            FROM {store.source("capitals", "cow")} ORDER BY stdate""",
        "majors": f"SELECT ccode, styear, endyear FROM {store.source('majors', 'spells')}",
        "nmc": f"SELECT ccode, year, cinc FROM {store.source('nmc', 'state_years')} ORDER BY year",
    }
    with store.connect() as con:
        return {
            name: {
                column: np.ma.filled(values, -1 if values.dtype.kind in "iu" else np.nan)
                if isinstance(values, np.ma.MaskedArray) and values.dtype.kind in "iuf"
                else np.asarray(values)
                for column, values in con.execute(query).fetchnumpy().items()
            }
            for name, query in queries.items()
        }
