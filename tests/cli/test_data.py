"""`foedus data`, and what the other commands show of imported data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.measures import by_atop

from ..datasets.files import NMC, ROWS, capabilities, write
from .conftest import Run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    by_atop.read_once.cache_clear()
    return tmp_path / "home"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder / "atop.csv", ROWS)
    return folder


def test_list_import_where_cite(run: Run, files: Path, home: Path) -> None:
    assert "members: not imported; files: atop4_01m.csv" in run("data", "list").out
    assert "atop: not imported; run: foedus data import DIR" in run("doctor").out
    outcome = run("data", "import", files)
    assert (outcome.exit, outcome.err) == (0, "")
    assert outcome.out.startswith("took atop.csv: atop 4.01, members, 10 rows")
    assert "members: version 4.01, 10 rows, speaks for 1815-2016, imported" in run("data", "list").out
    assert "speaks for 1815-2016" in run("data", "list").out
    assert run("data", "where").out == f"{home}\n"
    assert "atop 4.01 members: imported" in run("doctor").out
    cited = run("data", "cite", "atop").out
    assert "Leeds" in cited
    assert "@article{" in cited


def test_what_cannot_be_imported_or_cited_is_one_line(run: Run, files: Path) -> None:
    assert (
        "atopp is no dataset and no file; did you mean atop?; foedus knows: " in run("data", "cite", "atopp").one_line()
    )
    assert "no dataset is called 'nmcc'" in run("data", "pull", "nmcc").one_line()
    assert "begin with http" in run("data", "pull", "nmc", "--url", "file:///etc/passwd").one_line()
    assert "by hand" in run("data", "pull", "vdem").one_line()
    assert "cannot be read" in run("data", "import", files / "absent").one_line()
    write(files / "atop.csv", [ROWS[0] | {"yrent": "x"}])
    outcome = run("data", "import", files)
    assert outcome.exit == 1
    assert "row 1, column yrent: 'x' is no year from 1400 to 2100; nothing was imported" in outcome.one_line()


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_what_a_panel_used_is_cited(run: Run, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "nmc"
    folder.mkdir()
    rows = "".join(f"USA,2,{year},1,2,3,4,5,6,0.5,2021\n" for year in (1950, 1951))
    (folder / "x.csv").write_text(f"stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n{rows}")
    run("data", "import", folder)
    output = tmp_path / f"panel.{form}"
    asked = ("--unit", "state-year", "--from", "1950", "--to", "1951", "--add", "nmc", "-o", output)
    assert run("panel", *asked).exit == 0
    cited = run("data", "cite", output).out
    assert "Used: nmc " in cited
    assert "@article{singer" in cited
    assert run("data", "cite", output, "--bibtex").out.startswith("@")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("measure", "concentration", "--at", "1990"), "out.csv"),
        (("measure", "concentration", "--at", "1990"), "out.json"),
        (("system", "--at", "1990"), "out.json"),
    ],
)
def test_what_an_output_used_is_cited(run: Run, tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    folder = tmp_path / "nmc"
    folder.mkdir()
    write(folder / "nmc.csv", capabilities(1990, states=(2, 200, 365, 710)), NMC)
    run("data", "import", folder)
    target = tmp_path / name
    assert run(*command, "-o", target).exit == 0
    assert ", state_years. https://correlatesofwar.org" in run("data", "cite", target).out


def test_an_output_without_sources_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n")
    assert "carries no sources" in run("data", "cite", tmp_path / "x.csv").one_line()


def test_doctor_says_what_is_damaged(run: Run, files: Path, home: Path) -> None:
    run("data", "import", files)
    next((home / "data" / "atop").iterdir()).unlink()
    assert "a file of it is missing, import it again" in run("doctor").out
    (home / "data" / "atop.json").write_text("{")
    assert "import atop again" in run("doctor").out


def test_compare_needs_the_data(run: Run) -> None:
    assert "not imported; run: foedus data import DIR" in run("facts", "compare", "atop").one_line()


def test_compare_in_its_formats(run: Run, files: Path, tmp_path: Path) -> None:
    run("data", "import", files)
    text = run("facts", "compare", "atop").out
    assert "DUAL-1879 = ATOP 1 (score" in text
    assert "neutrality:DEU: facts owed, ATOP not owed: NOT EXPLAINED" in text
    assert "directed pairs of states and years in which a pledge was owed, treaties matched:" in text
    assert "rows of atop.csv that explain no difference:" in text
    tree = json.loads(run("facts", "compare", "atop", "--format", "json").out)
    (dual,) = [m for m in tree["matches"] if m["treaty"] == "DUAL-1879"]
    assert (dual["atop"], dual["confirmed"]) == ([1], False)
    assert run("facts", "compare", "atop", "-o", tmp_path / "d.csv").exit == 0
    header, *rows = (tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()
    assert header == "treaty,atopid,difference,facts,atop,explained_en,explained_fr"
    assert any(row.startswith("DUAL-1879,1,neutrality:DEU,owed,not owed") for row in rows)
