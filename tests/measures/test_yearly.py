"""Concentration and polarity by year from small files of three states, and what is said where they are silent."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.datasets.importing import import_folder

NMC = """ccode,year,milex,milper,irst,pec,tpop,upop,cinc
2,2010,60,50,40,50,60,50,0.5166667
200,2010,30,30,40,NA,20,30,0.3000000
365,2010,10,20,20,50,20,20,0.2333333
2,2011,50,50,40,50,60,50,0.5
200,2011,40,30,40,30,20,30,0.3
365,2011,10,20,20,20,20,20,0.2
2,2020,50,50,40,50,60,50,0.5
200,2020,40,30,40,30,20,30,0.3
365,2020,10,20,20,20,20,20,0.2
"""
MAJORS = """ccode,styear,stmonth,stday,endyear,endmonth,endday,version
2,1898,8,13,2016,12,31,2016
200,1816,1,1,2016,12,31,2016
365,1922,1,1,2010,3,1,2016
"""
ATOP = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
2,200,2010,1,0,0,0,1
200,2,2010,1,0,0,0,1
2,200,2011,1,0,0,0,1
200,2,2011,0,0,0,0,1
365,200,2011,0,0,0,1,0
"""
FILES = {"cow_nmc.csv": NMC, "cow_majors.csv": MAJORS, "atop_alliance.csv": ATOP}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def bring(home: Path, *names: str) -> None:
    folder = home / "files"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(FILES[name], encoding="utf-8")
    report = import_folder(folder)
    assert len(report.took) >= len(names), report


def measured(*options: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(app, ["measure", *options, "--codes", "cow", "--quiet"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_year_by_hand(home: Path) -> None:
    bring(home, *FILES)
    (row,) = measured("concentration", "--at", "2011")
    assert (row["n_states"], row["n_major"], row["majors"], row["top1"]) == ("3", "2", "2 200", "2")
    assert float(row["cinc_sum"]) == pytest.approx(1.0)
    assert float(row["con_cinc"]) == pytest.approx(0.25)  # .625 and .375: sqrt((.53125 - .5) / .5)
    assert row["n_components_used"] == "6"
    assert (row["n_def_dyads"], row["n_comp"], row["n_comp_ge2"]) == ("1", "2", "1")  # a pledge of one side is a tie
    assert row["clique_lead"] == "2 200"
    assert float(row["clique_lead_share"]) == pytest.approx(0.8)
    assert float(row["leiden_lead_share"]) == pytest.approx(0.8)


def test_who_is_a_power_depends_on_the_day(home: Path) -> None:
    bring(home, *FILES)
    (row,) = measured("concentration", "--at", "2010-06-01")
    assert (row["n_major"], row["n_major_july1"], row["n_major_dec31"]) == ("3", "2", "2")
    assert row["n_components_used"] == "5"  # energy is missing for one of the three


def test_powers_after_the_list_are_carried_on_and_alliances_are_not(home: Path) -> None:
    bring(home, *FILES)
    (row,) = measured("concentration", "--at", "2020")
    assert row["n_major"] == "2"
    assert "carried on from 2016" in row["note"]
    assert row["n_def_dyads"] == row["clique_lead_share"] == ""
    assert "1815-2018" in row["note"]


def test_a_span_keeps_the_years_that_are_not_known(home: Path) -> None:
    bring(home, *FILES)
    rows = measured("polarity", "--from", "2009", "--to", "2011")
    assert [r["year"] for r in rows] == ["2009", "2010", "2011"]
    assert [r["polarity"] for r in rows] == ["", "bipolar", "unipolar"]
    assert rows[0]["n_major"] == ""
    assert "2010-2020" in rows[0]["note"]
    assert float(rows[2]["margin"]) == pytest.approx(0.125)
    assert rows[2]["n_poles"] == "1"
    assert rows[2]["pole_bipolarity"] == ""  # one pole: there is no second


def test_without_alliances_the_powers_are_still_measured(home: Path) -> None:
    bring(home, "cow_nmc.csv")
    (row,) = measured("concentration", "--at", "2011")
    assert row["n_major"] == "3"  # the list of the facts: Russia is on it
    assert row["leiden_q"] == ""
    assert "foedus data import" in row["note"]


def test_with_nothing_imported_it_says_what_would_bring_it(home: Path) -> None:
    del home
    result = CliRunner().invoke(app, ["measure", "concentration", "--at", "1950"])
    assert result.exit_code != 0
    assert "foedus data import" in str(result.exception)


def test_before_and_after_a_treaty_by_the_facts(home: Path) -> None:
    del home
    before, after = measured("concentration", "--at", "2025-06-01", "--without", "RUS-PRK-2024")
    assert (before["case"], after["case"]) == ("before", "after")
    assert before["con_cinc"] == after["con_cinc"]  # a treaty moves no capability
    assert int(before["n_def_dyads"]) == int(after["n_def_dyads"]) + 1
    assert before["clique_lead"] == after["clique_lead"]  # and the heaviest clique is another
    assert "mean_share" in before["note"]


def test_json_has_the_sources_of_each_figure(home: Path) -> None:
    bring(home, *FILES)
    command = ["measure", "concentration", "--at", "2011", "--format", "json"]
    found = json.loads(CliRunner().invoke(app, command, catch_exceptions=False).stdout)
    (row,) = found["rows"]
    assert row["majors_named"] == "USA GBR"
    assert {s["ref"].split()[0] for s in row["figures"]["clique_lead_share"]["sources"]} == {"nmc", "majors", "atop"}
    assert row["figures"]["leiden_q"]["exact"]
