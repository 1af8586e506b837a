"""Similarity of alliance portfolios against a run of peacesciencer's recipe, on ATOP's directed dyad-years."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_files
from foedus.measures import portfolios
from foedus.measures.similarity import MEASURES, YearPairs, by_year
from foedus.panel import panel
from foedus.panel.rows import build

IN_YEARS = """
    SELECT DISTINCT year, ccode FROM (SELECT unnest(range(1816, 2019)) AS year)
    JOIN read_parquet('{spells}') ON year("start") <= year AND (year("end") >= year OR year("end") = 2016) ORDER BY ALL
"""  # a member on any day of the year; the list is carried on from 2016


@pytest.fixture(scope="module")
def years(shared: Path) -> dict[int, YearPairs]:
    ir = shared / "data" / "ir"
    with store.connect() as con:
        states = con.execute(IN_YEARS.format(spells=ir / "cw_system.parquet")).fetchnumpy()
        flags = f"SELECT *, {portfolios.level('atop')} AS level FROM '{ir / 'atop_alliance.parquet'}'"  # noqa: S608
        ties = con.execute(f"{flags} ORDER BY year").fetchnumpy()
    members = (states["year"], states["ccode"])
    return {
        found.year: found for found in by_year(members, tuple(ties[c] for c in ("year", "ccode1", "ccode2", "level")))
    }


def test_every_row_of_the_truth_table_is_met(shared: Path, years: dict[int, YearPairs]) -> None:
    missed = []
    with (shared / "data" / "truth" / "fpsim_sample.csv").open() as handle:
        for row in csv.DictReader(handle):
            found = years[int(row["year"])]
            (at,) = ((found.one == int(row["ccode1"])) & (found.other == int(row["ccode2"]))).nonzero()[0]
            missed += [
                (row, name) for name in MEASURES if row[name] and abs(float(row[name]) - found.values[name][at]) > 1e-9
            ]
    assert not missed


def test_every_pair_of_every_year_has_its_measures(years: dict[int, YearPairs]) -> None:
    assert sum(len(found.one) for found in years.values()) == 994_005


def test_the_panel_holds_them(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    import_files(tuple(shared / "data" / "ir" / f"{name}.parquet" for name in ("cw_system", "atop_alliance")), "ir")
    truth = f"read_csv('{shared / 'data' / 'truth' / 'fpsim_sample.csv'}')"
    with store.connect() as con:
        made = panel("dyad-year", add=("similarity",))
        build(con, made.asked)
        apart = ", ".join(f"max(abs(t.{name} - p.{name}))" for name in MEASURES)
        query = f"SELECT count(*), {apart} FROM {truth} t JOIN ({made.prepared(con)}) p USING (year, ccode1, ccode2)"  # noqa: S608
        rows, *worst = con.execute(query).fetchall()[0]
        assert con.execute(f"SELECT count(*) FROM {truth}").fetchall() == [(rows,)]  # noqa: S608
    assert max(worst) < 1e-9
