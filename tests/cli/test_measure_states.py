"""foedus measure isolation, influence, similarity: rows, counterfactuals, wrong usage."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from foedus.cli import app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["measure", *options, "--quiet"])


def rows(*options: str) -> list[dict[str, str]]:
    result = run(*options)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_isolation_is_a_row_a_layer() -> None:
    found = {r["layer"]: r for r in rows("isolation", "--at", "2018", "--state", "PRK")}
    assert found["alliance"]["value"] == "1.0"
    assert found["diplomatic"]["value"] == ""
    assert "diplomatic missions" in found["diplomatic"]["note"]
    assert found["hostility"]["isolating"] == "high"


def test_isolation_with_a_treaty_is_judged() -> None:
    found = {r["layer"]: r for r in rows("isolation", "--at", "2018", "--state", "PRK", "--with", "RUS-PRK-2024")}
    assert (found["alliance"]["before"], found["alliance"]["value"]) == ("1.0", "2.0")
    assert found["alliance"]["outcome"] == "less"
    low, high = (float(found["cover"][f"difference_{end}"]) for end in ("low", "high"))
    assert 0 < low <= float(found["cover"]["difference"]) <= high
    assert found["trade_partners"]["outcome"] == "unknown"


def test_influence_is_a_row_a_layer_and_one_for_all() -> None:
    options = ("--at", "2024-06-18", "--state", "PRK", "--patrons", "RUS,CHN", "--with", "RUS-PRK-2024")
    found = {r["layer"]: r for r in rows("influence", *options)}
    assert found["defence"]["outcome"] == "addition"
    assert found["defence"]["client_gains_room"] == "yes"
    assert float(found["defence"]["share_a"]) + float(found["defence"]["share_c"]) == pytest.approx(1)
    assert found["arms"]["share_a"] == ""
    assert 0 < float(found["all"]["contest"]) < 1


def test_similarity_by_json_carries_sources() -> None:
    result = run("similarity", "--at", "2012", "--state", "FRA,DEU", "--format", "json")
    made = json.loads(result.stdout)
    assert made["rows"][0]["source"] == "facts"
    assert made["rows"][0]["figures"]["taub"]["sources"]
    assert made["rows"][1]["taub"] is None
    assert "foedus data import" in made["rows"][1]["figures"]["taub"]["exact"]


@pytest.mark.parametrize(
    "options",
    [
        ("isolation", "--at", "2018"),
        ("influence", "--at", "2018", "--state", "PRK"),
        ("isolation", "--at", "2018", "--state", "PRK", "--patrons", "RUS,CHN"),
    ],
)
def test_wrong_usage(options: tuple[str, ...]) -> None:
    assert run(*options).exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("influence", "--at", "2018", "--state", "PRK", "--patrons", "RUS"),
        ("influence", "--at", "2018", "--state", "RUS", "--patrons", "RUS,CHN"),
        ("similarity", "--at", "2018", "--state", "PRK"),
        ("isolation", "--at", "2018", "--state", "Atlantis"),
        ("isolation", "--at", "2018", "--state", "PRK", "--with", "NO-SUCH-TREATY"),
    ],
)
def test_what_cannot_be_asked(options: tuple[str, ...]) -> None:
    assert run(*options).exit_code != 0
