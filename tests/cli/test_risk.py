"""`foedus risk`, `foedus model`, `foedus score` as commands, with nothing imported."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    return tmp_path


def test_a_dyad_in_words_and_as_json(run: Run, home: Path) -> None:
    said = run("risk", "--dyad", "Inde-Pakistan", "--at", "2024", "--lang", "fr")
    assert said.exit == 0
    assert "l'Inde et le Pakistan en 2024" in said.out
    assert "foedus data import" in said.out
    found = json.loads(run("risk", "--dyad", "IND-PAK", "--at", "2024-06-19", "--format", "json").out)
    assert found["interval"][0] < found["p"] < found["interval"][1]
    assert len([*(home / "forecasts").glob("*.json")]) == 1  # the same answer is kept once
    scored = run("score")
    assert scored.exit == 1
    assert "not imported" in scored.err


def test_states_with_a_dash_in_their_names(run: Run) -> None:
    for dyad in ("Guinea-Bissau-Senegal", "Senegal-Guinea-Bissau", "GNB\u2013SEN", "Timor-Leste - Guinea-Bissau"):
        said = run("risk", "--dyad", dyad, "--at", "2009", "--no-keep").out
        assert "Guinea-Bissau" in said
        assert ("Senegal" if "SEN" in dyad.upper() else "Timor") in said


def test_every_dyad_of_a_year_from_the_facts(run: Run) -> None:
    rows = [*csv.DictReader(io.StringIO(run("risk", "--all", "--at", "2024", "--no-keep").out))]
    assert len(rows) > 18_000
    assert len({(r["ccode1"], r["ccode2"]) for r in rows}) == len(rows)
    assert all(int(r["ccode1"]) < int(r["ccode2"]) for r in rows)
    assert all(0 < float(r["lo"]) < float(r["p"]) < float(r["hi"]) < 1 for r in rows)


def test_nothing_kept_is_nothing_to_score(run: Run, home: Path) -> None:
    run("risk", "--dyad", "IND-PAK", "--at", "2024", "--no-keep")
    assert not (home / "forecasts").exists()
    assert "No forecast is kept yet" in run("score").out
    assert json.loads(run("score", "--format", "json").out) == []


def test_a_batch_is_answered_in_its_order(run: Run, home: Path) -> None:
    path = home / "b.csv"
    path.write_text("ccode1,ccode2,year\n770,750,2024\n750,770,1930\n2,40,2023\n")
    found = run("risk", "--batch", path)
    assert found.exit == 1
    assert "line 3" in found.err
    rows = [*csv.DictReader(io.StringIO(found.out))]
    assert [(r["ccode1"], r["ccode2"], r["year"]) for r in rows] == [("770", "750", "2024"), ("2", "40", "2023")]
    assert all(float(r["lo"]) < float(r["p"]) < float(r["hi"]) for r in rows)
    named = run("risk", "--batch", path, "--codes", "iso3").out
    assert named.splitlines()[1].startswith("PAK,IND,2024,")


@pytest.mark.parametrize(
    ("options", "code", "reason"),
    [
        (("--dyad", "IND-PAK"), 2, "give --at"),
        (("--at", "2024"), 2, "give one of"),
        (("--dyad", "IND-PAK", "--all", "--at", "2024"), 2, "give one of"),
        (("--dyad", "INDPAK", "--at", "2024"), 1, "with a dash between"),
        (("--dyad", "IND-", "--at", "2024"), 1, "with a dash between"),
        (("--dyad", "Guinea-Bissau-Atlantis", "--at", "2024"), 1, "no state is called 'Bissau-Atlantis'"),
        (("--dyad", "IND-PAK", "--at", "9999"), 1, "nothing is forecast; give a year up to"),
        (("--all", "--at", "9999"), 1, "nothing is forecast; give a year up to"),
        (("--all", "--at", "1816"), 1, "a forecast needs the year before"),
        (("--dyad", "IND-IND", "--at", "2024"), 1, "two states"),
        (("--dyad", "IND-SUN", "--at", "2024"), 1, "SUN was not in the state system"),
        (("--dyad", "IND-PAK", "--at", "someday"), 2, "not a date"),
        (("--dyad", "IND-PAK", "--at", "2024", "--model", "nothing.json"), 1, "cannot be read"),
        (("--batch", "nothing.csv"), 1, "cannot be read"),
    ],
)
def test_questions_that_cannot_be_asked(run: Run, options: tuple[str, ...], code: int, reason: str) -> None:
    outcome = run("risk", *options)
    assert outcome.exit == code
    assert reason in " ".join(outcome.err.split())
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("options", "code"), [(("--draws", "0"), 2), (("--seed", "x"), 2), (("--seed", "-1"), 2), ((), 1)]
)
def test_training_needs_data_draws_and_a_seed(run: Run, options: tuple[str, ...], code: int) -> None:
    outcome = run("model", "train", *options)
    assert outcome.exit == code
    assert outcome.out == ""


def test_a_file_that_cannot_be_written_is_said_before_the_work(run: Run) -> None:
    outcome = run("model", "train", "-o", "/nowhere/at/all.json")
    assert outcome.exit == 1
    assert "cannot be written" in outcome.one_line()


def test_the_card(run: Run, home: Path) -> None:
    card = run("model", "card").out
    assert "observed / expected" in card
    assert card.count("Without imported data:") == 4
    assert run("model", "card", "-o", home / "card.svg").exit == 0
    assert (home / "card.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run("model", "card", "-o", home / "carte.svg", "--lang", "fr").exit == 0
    assert "Moyen-Orient" in (home / "carte.svg").read_text(encoding="utf-8")


def test_an_unknown_label_is_wrong_usage(run: Run) -> None:
    assert run("model", "evaluate", "--label", "war_of_words").exit == 2
