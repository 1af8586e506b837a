"""Disputes, wars, conflicts and peace years of panels against a run of peacesciencer.

Where the peer writes 0 in years of which its data say nothing, foedus writes NULL (see docs/peacesciencer.md): there,
and only there, the two differ.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.datasets import store
from foedus.datasets.disputes import one_a_year
from foedus.panel import panel
from foedus.panel.rows import build

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from foedus.panel import Panel

FILES = (
    "cw_system", "gw_system", "cw_gw_panel", "gw_cw_panel", "cow_mid_disps", "cow_mid_dirdisps", "cow_mid_ddydisps",
    "gml_mid_disps", "gml_dirdisp", "gml_mid_ddydisps", "gml_part", "cow_war_inter", "cow_war_intra", "ucdp_acd",
    "ucdp_onsets",
)  # fmt: skip

ENDS = {"gmlmid": 2010, "sum": 2017}
BEGINS = {"sum": 1946}
"""The years outside of which the peer has zeros that foedus has not."""


@pytest.fixture(scope="module")
def dyads(con: DuckDBPyConnection) -> str:
    made = panel("dyad-year", directed=True, add=("gml_mids", "cow_mids", "wars", "peace_years"))
    return kept(con, made, "dyads")


def kept(con: DuckDBPyConnection, made: Panel, name: str) -> str:
    build(con, made.asked)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {made.prepared(con)}")
    return name


def differences(con: DuckDBPyConnection, ours: str, theirs: Path, key: str) -> dict[str, tuple[int, int]]:
    """Of each column that both have: how many rows are compared, how many differ."""
    con.execute(f"CREATE OR REPLACE VIEW theirs AS FROM read_csv('{theirs}', nullstr = '', sample_size = -1)")
    columns = [{row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()} for table in (ours, "theirs")]
    found = {}
    for column in sorted(columns[0] & columns[1] - {*key.split(","), "cw_name", "gw_name", "microstate"}):
        stem = next((s for s in ENDS if column.startswith(s)), "")
        inside = f"year BETWEEN {BEGINS.get(stem, 0)} AND {ENDS.get(stem, 9999) if 'state' in ours else 9999}"
        (counts,) = con.execute(
            f"SELECT count(*), count(*) FILTER (o.{column} IS DISTINCT FROM t.{column})"
            f" FROM theirs t JOIN {ours} o USING ({key}) WHERE {inside}"
        ).fetchall()
        found[column] = counts
    return found


def test_every_column_of_the_sampled_dyad_years_is_met(con: DuckDBPyConnection, truth: Path, dyads: str) -> None:
    found = differences(con, dyads, truth / "ddy_sample.csv", "ccode1,ccode2,year")
    assert len(found) == 58
    assert {column: d for column, d in found.items() if d != (986, 0)} == {}


def test_every_column_of_the_sampled_state_years_is_met(con: DuckDBPyConnection, truth: Path) -> None:
    states = kept(con, panel("state-year", add=("gml_mids", "wars")), "states")
    found = differences(con, states, truth / "sy_sample.csv", "ccode,year")
    assert {*found} == {"gmlmidongoing", "gmlmidonset", "gmlmidongoing_init", "gmlmidonset_init"}
    assert {column: d for column, d in found.items() if d != (357, 0)} == {}


def test_every_column_of_the_sampled_state_years_of_gleditsch_and_ward_is_met(
    con: DuckDBPyConnection, truth: Path
) -> None:
    states = kept(con, panel("state-year", states="gw", add=("ucdp", "peace_years")), "gw_states")
    found = differences(con, states, truth / "gwsy_sample.csv", "gwcode,year")
    assert len(found) == 10
    assert {column: d for column, d in found.items() if d[1]} == {}
    assert found["ucdpongoing"] == (436, 0)
    assert found["sumonset1"] == (224, 0)


def test_after_the_end_of_the_data_nothing_is_known(con: DuckDBPyConnection, dyads: str) -> None:
    """The peer's state-years have no dispute in 2011, and its onsets none in 1816: there are no data."""
    ends = {"gmlmid": 2010, "cowmid": 2014, "cowinter": 2007}
    for stem, end in ends.items():
        for column in (f"{stem}ongoing", f"{stem}onset", f"{stem}spell"):
            (spoken,) = con.execute(
                f"SELECT max(year), count(*) FILTER (year <= {end} AND {column} IS NULL)"
                f" FROM {dyads} WHERE {column} IS NOT NULL OR year <= {end}"
            ).fetchall()
            assert spoken == (end, 0)


@pytest.mark.parametrize(
    ("name", "ongoing", "onset"),
    [("cow_mid", ("dispongoing", "cowmidongoing"), ("disponset", "cowmidonset")),
     ("gml_mid", ("midongoing", "gmlmidongoing"), ("midonset", "gmlmidonset"))],
)  # fmt: skip
def test_the_rules_choose_what_the_peer_chose(
    con: DuckDBPyConnection, truth: Path, name: str, ongoing: tuple[str, str], onset: tuple[str, str]
) -> None:
    chosen = one_a_year(store.source(name, "dyadic"), store.source(name, "disputes"), ongoing, onset)
    theirs = f"FROM {store.source(name, 'dyad_years')}"
    columns = ", ".join(row[0] for row in con.execute(f"DESCRIBE {theirs}").fetchall())
    for one, other in ((chosen, theirs), (theirs, chosen)):
        assert con.execute(f"SELECT {columns} FROM ({one}) EXCEPT ALL SELECT {columns} FROM ({other})").fetchall() == []


def test_an_adder_gives_after_another_what_it_gives_alone(con: DuckDBPyConnection, dyads: str) -> None:
    """The peer joins on every column of the same name: after add_cow_mids(), add_gml_mids() matches only where the two
    datasets say the same."""
    for name in ("gml_mids", "cow_mids", "wars"):
        alone = kept(con, panel("dyad-year", first=1935, last=1955, add=(name,)), "alone")
        columns = ", ".join(row[0] for row in con.execute(f"DESCRIBE {alone}").fetchall())
        apart = f"SELECT {columns} FROM {alone} EXCEPT ALL SELECT {columns} FROM {dyads}"
        assert con.execute(f"SELECT count(*) FROM ({apart})").fetchall() == [(0,)]


def test_peace_years_do_not_depend_on_where_the_panel_begins(con: DuckDBPyConnection, dyads: str) -> None:
    late = panel("dyad-year", directed=True, first=1990, last=2012, add=("gml_mids", "wars", "peace_years"))
    kept(con, late, "late")
    differ = "l.gmlmidspell IS DISTINCT FROM d.gmlmidspell OR l.cowinterspell IS DISTINCT FROM d.cowinterspell"
    assert con.execute(
        f"SELECT count(*), count(*) FILTER ({differ}) FROM late l JOIN {dyads} d USING (ccode1, ccode2, year)"
    ).fetchall() == [(con.execute("SELECT count(*) FROM late").fetchall()[0][0], 0)]


COUNTED = {
    "cow_mid_onsets": "SELECT styear AS year, count(*) AS n FROM {cow_mid.disputes} GROUP BY 1",
    "cow_mid_hostlev5_onsets": "SELECT styear AS year, count_if(hostlev = 5) AS n FROM {cow_mid.disputes} GROUP BY 1",
    "gml_mid_onsets": "SELECT styear AS year, count(*) AS n FROM {gml_mid.disputes} GROUP BY 1",
    "cow_mid_dyad_ongoing": "SELECT year, sum(cowmidongoing) AS n FROM {dyads} GROUP BY 1",
    "gml_mid_dyad_ongoing": "SELECT year, sum(gmlmidongoing) AS n FROM {dyads} GROUP BY 1",
    "ucdp_conflict_episodes": "SELECT year, count(DISTINCT conflict_id) AS n FROM {ucdp.acd} GROUP BY 1",
}


@pytest.mark.parametrize("column", COUNTED)
def test_counts_of_every_tenth_year_are_met(con: DuckDBPyConnection, truth: Path, dyads: str, column: str) -> None:
    query = COUNTED[column].replace("{dyads}", dyads)
    for dataset, table in (("cow_mid", "disputes"), ("gml_mid", "disputes"), ("ucdp", "acd")):
        query = query.replace(f"{{{dataset}.{table}}}", store.source(dataset, table))
    (counts,) = con.execute(
        f"SELECT count({column}), count(*) FILTER (coalesce(n, 0) <> {column})"
        f" FROM read_csv('{truth / 'aggregates_every10y.csv'}', nullstr = '') LEFT JOIN ({query}) USING (year)"
    ).fetchall()
    assert counts == (8 if column.startswith("ucdp") else 20, 0)
