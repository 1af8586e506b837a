"""Similarity of the alliance portfolios of two states."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ...datasets import store
from ...errors import UsageError
from ...measures.portfolios import TABLES, Alliances
from ...measures.similarity import MEASURES
from ..added import BASE, Added, Before, Join, Use, either, recoded, within, years_of
from ..asked import Asked

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from ...measures.similarity import YearPairs

__all__ = ["similarity"]

PAIRS = "panel_similarity"
BATCH = 100_000  # pairs

MEMBERS = {
    "cow": f"SELECT year, ccode1 AS ccode FROM {BASE} UNION SELECT year, ccode2 FROM {BASE}",
    "gw": "SELECT DISTINCT year, ccode FROM {crosswalk} WHERE ccode IS NOT NULL",
}
"""The states of the system of each year by COW codes, in which alliances are coded, for each list of a panel."""


def similarity(asked: Asked, before: Before, measures: str = "", alliances: str = "atop") -> Added:
    """Similarity of the two states' alliance portfolios over all states of the year: S, pi, kappa, tau-b.

    `measures`: some of their names, separated by commas; all, if none is given. `alliances`: `atop` or `cow`, from
    which they are (`foedus.measures.portfolios`). The portfolios are those of the states of the COW list, also where
    the panel has the list of Gleditsch and Ward: each of its states stands for its counterpart of the year.
    """
    names, source = _named(measures), _source(alliances)
    use = Use(*TABLES[source])
    years = years_of(use)
    keyed, crossed = recoded(asked, either(f"SELECT * FROM {PAIRS}"), "ccode", ("1", "2"))

    def query(con: DuckDBPyConnection) -> str:
        span = max(asked.first, years[0]), min(asked.last, years[1])
        _fill(con, asked, names, source, span)
        return keyed

    join = Join(query, {key: key for key in asked.key})
    columns = {name: within(years, f"{{t}}.{name}") for name in names}
    return Added(columns, {"t": join}, (use, *crossed, *_listed(asked)), notes=(_note(source, years),))


def _named(measures: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in measures.replace("+", ",").split(",") if name.strip())
    if unknown := [name for name in names if name not in MEASURES]:
        raise UsageError(f"similarity has no measure {unknown[0]!r}; it has: {', '.join(MEASURES)}")
    return tuple(dict.fromkeys(names)) or MEASURES


def _source(alliances: str) -> Alliances:
    for known in get_args(Alliances):
        if alliances == known:
            return known  # type: ignore[no-any-return]  # one of the literals
    raise UsageError(f"similarity knows no alliances {alliances!r}; give atop or cow")


def _listed(asked: Asked) -> tuple[Use, ...]:
    return (Use("cow_gw", "cow"),) if asked.states == "gw" else ()


def _note(source: Alliances, years: tuple[int, int]) -> str:
    name = {"atop": "ATOP", "cow": "COW"}[source]
    return f"similarity, {years[0]}-{years[1]}: of {name} alliances with all COW states of the year, oneself included"


def _fill(
    con: DuckDBPyConnection, asked: Asked, names: tuple[str, ...], source: Alliances, span: tuple[int, int]
) -> None:
    """Make the table of all pairs, lower code first: computed a year, written a batch of years at a time."""
    from ...measures.portfolios import ties
    from ...measures.similarity import by_year

    columns = ", ".join(f"{name} DOUBLE" for name in names)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {PAIRS} (ccode1 INTEGER, ccode2 INTEGER, year INTEGER, {columns})")
    batch: list[YearPairs] = []
    for found in by_year(_members(con, asked, span), ties(source, *span), names):
        batch.append(found)
        if sum(len(year.one) for year in batch) > BATCH:
            _insert(con, batch, names)
            batch.clear()
    if batch:
        _insert(con, batch, names)


def _insert(con: DuckDBPyConnection, batch: list[YearPairs], names: tuple[str, ...]) -> None:
    import numpy as np

    cells = {
        "ccode1": np.concatenate([year.one for year in batch]),
        "ccode2": np.concatenate([year.other for year in batch]),
        "year": np.repeat([year.year for year in batch], [len(year.one) for year in batch]),
        **{name: np.concatenate([year.values[name] for year in batch]) for name in names},
    }
    con.register("panel_batch", cells)
    known = ", ".join(f"nullif({name}, 'NaN'::DOUBLE)" for name in names)
    con.execute(f"INSERT INTO {PAIRS} SELECT ccode1, ccode2, year, {known} FROM panel_batch")
    con.unregister("panel_batch")


def _members(
    con: DuckDBPyConnection, asked: Asked, span: tuple[int, int]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    listed = MEMBERS[asked.states]
    if asked.states == "gw":
        listed = listed.format(crosswalk=store.source("cow_gw", "cow"))
    found = con.execute(
        f"SELECT year, ccode FROM ({listed}) WHERE year BETWEEN {span[0]} AND {span[1]} ORDER BY year, ccode"
    ).fetchnumpy()
    return found["year"], found["ccode"]
