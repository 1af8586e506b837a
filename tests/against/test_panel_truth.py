"""Panels against a run of peacesciencer: sampled rows, the size of the system in every year, sums of every tenth year.

Where the peer flags every pair as rivals after the last year of the data on rivalries, foedus has NULL (see
docs/peacesciencer.md): there, and only there, the two differ.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from foedus.datasets import store
from foedus.panel import Panel, panel
from foedus.panel.asked import ask
from foedus.panel.rows import build

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILES = (
    "cw_system", "gw_system", "cw_gw_panel", "gw_cw_panel", "false_cow_dyads", "false_gw_dyads", "cow_nmc",
    "cow_majors", "cow_contdir", "cow_capitals", "gw_capitals", "cow_mindist", "atop_alliance", "tss_rivalries",
    "cw_democracy", "gw_democracy", "cw_gdppop", "gw_gdppop", "archigossums", "cow_igo_ndy", "cow_igo_sy",
    "cow_trade_sy",
)  # fmt: skip

DYADS = (
    "majors", "nmc", "contiguity", "capdist", "atop", "rivalries", "democracy", "gdp_pop", "archigos", "igos",
    "mindist",
)  # fmt: skip
STATES = (
    "nmc", "majors", "democracy", "capdist", "contiguity", "archigos", "rivalries", "gdp_pop", "igos", "trade",
)  # fmt: skip
GW_STATES = ("democracy", "archigos", "capdist", "codes")
LAST = 2025
"""The last full year when the tables were made."""
RIVALRIES_END = 2020


def unlike(con: DuckDBPyConnection, made: Panel, file: Path) -> tuple[int, dict[str, int]]:
    """How many rows of a file the panel has, and of each column that both have how many cells differ: texts at all,
    numbers by more than one in 1e9."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE theirs AS FROM read_csv('{file}', nullstr = '', sample_size = -1)")
    made.relation(con).create("ours")
    kinds = {row[0]: row[1] for row in con.execute("DESCRIBE theirs").fetchall()}
    columns = [c for c in made.columns if c in kinds and c not in made.asked.key]
    counts = ", ".join(f"count(*) FILTER (NOT ({_alike(c, kinds[c])}))" for c in columns)
    ((joined, *found),) = con.execute(
        f"SELECT count(*), {counts} FROM theirs t JOIN ours o USING ({', '.join(made.asked.key)})"
    ).fetchall()
    con.execute("DROP TABLE ours")
    return joined, {c: n for c, n in zip(columns, found, strict=True) if n}


def _alike(column: str, kind: str) -> str:
    if kind == "VARCHAR":
        return f't."{column}" IS NOT DISTINCT FROM o."{column}"'
    near = f'abs(t."{column}" - o."{column}") <= 1e-9 * abs(t."{column}")'
    return f'coalesce({near}, t."{column}" IS NULL AND o."{column}" IS NULL)'


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_sampled_dyad_years(con: DuckDBPyConnection, truth: Path) -> None:
    file = truth / "ddy_sample.csv"
    joined, differ = unlike(con, panel("dyad-year", directed=True, last=LAST, add=DYADS), file)
    late = sum(int(row["year"]) > RIVALRIES_END for row in rows_of(file))
    assert joined == len(rows_of(file))
    assert differ == {"ongoingrivalry": late}


def test_sampled_state_years(con: DuckDBPyConnection, truth: Path) -> None:
    file = truth / "sy_sample.csv"
    assert unlike(con, panel("state-year", last=LAST, add=STATES), file) == (len(rows_of(file)), {})


def test_sampled_state_years_of_gleditsch_and_ward(con: DuckDBPyConnection, truth: Path) -> None:
    file = truth / "gwsy_sample.csv"
    made = panel("state-year", states="gw", last=LAST, add=GW_STATES)
    assert unlike(con, made, file) == (len(rows_of(file)), {})


@pytest.mark.parametrize("states", ["cow", "gw"])
@pytest.mark.parametrize("imported", [True, False])
def test_the_size_of_the_system_in_every_year(
    truth: Path, states: str, imported: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not imported:
        monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    code = {"cow": "ccode", "gw": "gwcode"}[states]
    query = f"SELECT year, count(*), count(DISTINCT {code}1) FROM panel_base GROUP BY ALL ORDER BY year"
    with store.connect() as con:
        build(con, ask("dyad-year", directed=True, states=states, first=None, last=LAST))
        found = con.execute(query).fetchall()
    expected = rows_of(truth / "system_size_per_year.csv")
    assert found == [(int(r["year"]), int(r[f"{states}_directed_dyads"]), int(r[f"{states}_states"])) for r in expected]


@pytest.mark.parametrize(("states", "table"), [("cow", "apart_cow"), ("gw", "apart_gw")])
def test_dyads_that_never_coexisted_are_those_of_the_peer(truth: Path, states: str, table: str) -> None:
    code = {"cow": "ccode", "gw": "gwcode"}[states]
    with store.connect() as con:
        build(con, ask("dyad-year", directed=True, states=states, first=None, last=LAST))
        ours = con.execute("SELECT one, two, year FROM panel_apart ORDER BY ALL").fetchall()
        theirs = con.execute(
            f"SELECT {code}1, {code}2, year FROM {store.source('cow_gw', table)} ORDER BY ALL"
        ).fetchall()
    assert ours == theirs


SUMS = """
SELECT year, count(*) AS n_states_cow, count(cinc) AS n_nmc_rows, sum(cinc) AS cinc_sum, max(cinc) AS cinc_max,
    sum(cowmaj) AS n_majors, sum(cinc) FILTER (cowmaj = 1) / sum(cinc) AS major_share_of_cinc
FROM ours GROUP BY year
"""
PLEDGES = """
SELECT year, count(*) AS atop_dyads, sum(atop_defense) AS atop_defense_dyads, sum(atop_offense) AS atop_offense_dyads,
    sum(atop_neutral) AS atop_neutral_dyads, sum(atop_nonagg) AS atop_nonagg_dyads,
    sum(atop_consul) AS atop_consul_dyads
FROM {atop} WHERE ccode1 < ccode2 GROUP BY year
"""  # also of states that are not in the list, so from the table and not from a panel


def test_sums_of_every_tenth_year(con: DuckDBPyConnection, truth: Path) -> None:
    panel("state-year", last=LAST, add=("nmc", "majors")).relation(con).create("ours")
    made = con.execute(
        f"FROM ({SUMS}) LEFT JOIN ({PLEDGES.format(atop=store.source('atop', 'dyad_years'))}) USING (year)"
    )
    names = [column[0] for column in made.description]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in made.fetchall()}
    wrong = [
        (row["year"], name, row[name], found[int(row["year"])][name])
        for row in rows_of(truth / "aggregates_every10y.csv")
        for name in names
        if not _near(row[name], found[int(row["year"])][name])
    ]
    assert wrong == []


def _near(theirs: str, ours: Any) -> bool:
    if theirs in ("", "NA") or ours is None:
        return theirs in ("", "NA") and ours is None
    return math.isclose(float(theirs), float(ours), rel_tol=1e-9)
