"""foedus system: a day, and what differs on another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))


def test_a_day_names_every_variant_and_says_why_one_is_unknown(run: Run) -> None:
    found = json.loads(run("system", "--at", "2024-06-20").out)
    assert set(found["variants"]) == {"con_cinc", "con_six", "con_mean4", "con_net"}
    assert found["variants"]["con_cinc"]["value"] is None
    assert "foedus data import" in found["variants"]["con_cinc"]["note"]
    assert found["variants"]["con_mean4"]["value"] == pytest.approx(found["concentration"]["value"])
    low, high = found["variants"]["con_mean4"]["interval"]
    assert low <= found["variants"]["con_mean4"]["value"] <= high


def test_polarity_comes_with_its_margin(run: Run) -> None:
    found = json.loads(run("system", "--at", "2024-06-20").out)["polarity"]["mean_share"]
    assert found["class"] == "bipolar"
    assert found["beyond"] != found["class"]
    assert 0 < found["margin"] < 0.25


def test_what_differs_between_two_days(run: Run) -> None:
    found = json.loads(run("system", "--at", "2020-06-20", "--compare", "2024-12-31").out)
    assert set(found["variants"]) == {"before", "after"}
    assert found["blocs"]["USA"]["before"] != found["blocs"]["USA"]["after"]  # Finland and Sweden
    assert {"FIN", "SWE"} <= set(found["blocs"]["USA"]["after"])
    assert found["polarity"]["after"]["cinc"]["class"] is None


def test_a_day_of_the_past_has_no_figures_of_today(run: Run) -> None:
    found = json.loads(run("system", "--at", "1914-07-01").out)
    assert found["capability_years"] == []
    assert {c["value"] for c in found["capability"].values()} == {None}
    assert "begin in 2018" in found["capability"]["GBR"]["note"]
    assert found["concentration"]["value"] is None


def test_a_day_may_be_a_year_or_a_month(run: Run) -> None:
    assert json.loads(run("system", "--at", "2020").out)["at"] == "2020-12-31"
    found = json.loads(run("system", "--at", "2020", "--compare", "2024-02").out)
    assert (found["at"], found["compare"]) == ("2020-12-31", "2024-02-29")
