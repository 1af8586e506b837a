"""`foedus measure` on a network of the user's own, and its options."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from foedus.cli.measure import NAMES
from foedus.tabulate import MEASURES

from .conftest import Run

TIES = "slice,i,j,sign\n1,A,B,-1\n1,B,C,-1\n1,A,C,-1\n2,A,B,1\n2,B,A,1\n"
COLUMNS = (
    "slice,n_nodes,n_edges,n_pos,n_neg,tri_ppp,tri_ppn,tri_pnn,tri_nnn,balance_tri,balance_walk,frustration,"
    "frustration_norm,frustration_lower,frustration_upper,status,proof,note"
)


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    path = tmp_path / "ties.csv"
    path.write_text(TIES)
    return path


def test_frustration_by_slice(run: Run, ties: Path) -> None:
    outcome = run("measure", "frustration", "--network", ties)
    assert outcome.exit == 0
    assert outcome.out.splitlines()[0] == COLUMNS
    one, other = csv.DictReader(io.StringIO(outcome.out))
    assert (one["slice"], one["tri_nnn"], one["balance_tri"], one["frustration"]) == ("1", "1", "0.0", "1")
    assert float(one["frustration_norm"]) == pytest.approx(1 / 3)
    assert (one["status"], one["proof"], one["note"]) == ("exact", "contraction", "")
    assert (other["n_edges"], other["balance_tri"], other["frustration"]) == ("1", "", "0")
    assert "no_triangles" in other["note"]
    assert "1 ties stand there more than once" in other["note"]
    assert "ties.csv (sha256" in outcome.err


def test_one_row_without_a_slice_and_quiet(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("i,j,sign,why\nA,B,1,treaty\nB,C,1,\nA,C,-1,war\n")
    outcome = run("measure", "balance", "--network", path, "--quiet")
    assert (outcome.exit, outcome.err) == (0, "")
    (row,) = csv.DictReader(io.StringIO(outcome.out))
    assert (row["n_nodes"], row["tri_ppn"], row["balance_weak"]) == ("3", "1", "0.0")
    assert float(row["balance_walk"]) == pytest.approx(0.685788, abs=1e-6)


def test_json_has_figures_with_sources(run: Run, ties: Path, tmp_path: Path) -> None:
    output = tmp_path / "triads.json"
    outcome = run("measure", "triads", "--network", ties, "-o", output)
    assert (outcome.exit, outcome.out, outcome.err) == (0, "", "")
    made = json.loads(output.read_text())
    assert made["measure"] == "triads"
    assert [row["slice"] for row in made["rows"]] == [1, 2]
    figure = made["rows"][1]["figures"]["balance_tri"]
    assert figure["value"] is None
    assert figure["exact"].startswith("no_triangles")
    assert figure["sources"] == [made["sources"][1]]
    assert made["sources"][1]["ref"] == "network: slice 2"


def test_an_interval_where_the_index_is_not_proven(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.measures.balance import frustration as module

    monkeypatch.setattr(module, "monotonic", lambda: -1e9)  # the time is always out
    path = tmp_path / "hard.csv"
    rows = [(a, b) for a in range(30) for b in range(a)]
    path.write_text(
        "i,j,sign\n" + "".join(f"{a},{b},{1 if (a * 7919 + b * b * 104729) % 101 % 2 else -1}\n" for a, b in rows)
    )
    outcome = run("measure", "frustration", "--network", path, "--format", "json")
    (row,) = json.loads(outcome.out)["rows"]
    assert row["status"] == "interval"
    assert row["frustration"] is None
    assert row["proof"] is None
    assert row["frustration_lower"] < row["frustration_upper"]
    assert row["figures"]["frustration"]["interval"] == [row["frustration_lower"], row["frustration_upper"]]
    low, high = row["figures"]["frustration_norm"]["interval"]
    assert low < high


@pytest.mark.parametrize("name", ["balance", "triads", "frustration"])
def test_the_states_of_a_day(run: Run, name: str) -> None:
    outcome = run("measure", name, "--at", "1980", "--quiet")
    (row,) = csv.DictReader(io.StringIO(outcome.out))
    assert row["at"] == "1980-12-31"
    assert int(row["n_pos"]) > int(row["n_neg"]) > 0


def test_a_row_for_each_year_and_before_and_after(run: Run) -> None:
    outcome = run("measure", "triads", "--from", 1948, "--to", 1949, "--without", "NATO-1949", "--quiet")
    rows = [*csv.DictReader(io.StringIO(outcome.out))]
    assert [(row["year"], row["case"]) for row in rows] == [
        (year, case) for year in ("1948", "1949") for case in ("before", "after", "change")
    ]
    assert int(rows[3]["n_pos"]) > int(rows[4]["n_pos"])
    assert int(rows[5]["n_pos"]) == int(rows[4]["n_pos"]) - int(rows[3]["n_pos"])


def test_the_change_has_an_interval_from_paired_draws(run: Run) -> None:
    asked = ("measure", "frustration", "--at", 1980, "--without", "NATO-1949", "--draws", 3, "--format", "json")
    before, after, change = json.loads(run(*asked).out)["rows"]
    assert change["case"] == "change"
    assert change["frustration"] == after["frustration"] - before["frustration"]
    assert change["balance_tri"] == pytest.approx(after["balance_tri"] - before["balance_tri"])
    figure = change["figures"]["balance_walk"]
    assert figure["interval"][0] <= figure["interval"][1]
    assert "paired draws (3;" in figure["sources"][-1]["ref"]
    assert run(*asked).out == run(*asked).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing", "--at", "2020"),
        ("triads",),
        ("triads", "--at", "2020", "--from", "1900", "--to", "1910"),
        ("triads", "--from", "1900"),
        ("triads", "--from", "1910", "--to", "1900"),
        ("triads", "--at", "2020-13"),
        ("triads", "--network", "a.csv", "--with", "NATO-1949"),
        ("triads", "--at", "2020", "--state", "FRA"),
        ("concentration", "--network", "a.csv"),
        ("isolation", "--at", "2020"),
        ("influence", "--at", "2020", "--state", "FRA"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run("measure", *arguments)
    assert outcome.exit == 2
    assert outcome.out == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [("i,j\nA,B\n", "no column sign"), ("i,j,sign\nA,B,2\n", "row 2"), ("i,j,sign\nA,B,1\nB,", "row 3")],
)
def test_bad_files_are_one_line_and_leave_nothing(run: Run, tmp_path: Path, content: str, reason: str) -> None:
    path, output = tmp_path / "bad.csv", tmp_path / "out.csv"
    path.write_text(content)
    outcome = run("measure", "frustration", "--network", path, "-o", output)
    assert outcome.exit == 1
    assert reason in outcome.one_line()
    assert not output.exists()


def test_every_measure_is_in_the_help_and_on_its_page() -> None:
    assert ", ".join(sorted(MEASURES)) == NAMES
    page = (Path(__file__).resolve().parents[2] / "docs" / "commands" / "measure.md").read_text(encoding="utf-8")
    assert not [name for name in MEASURES if f"| `{name}` |" not in page]
