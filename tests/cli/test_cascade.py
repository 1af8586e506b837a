"""`foedus cascade` as a command, with nothing imported."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from .conftest import Run

RUSSIA = ("cascade", "--attacker", "RUS", "--target", "POL", "--at", "2024-12-10")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    return tmp_path


def test_every_figure_has_an_interval_and_sources(run: Run) -> None:
    found = json.loads(run(*RUSSIA, "--draws", "2000", "--format", "json").out)
    figures = [found["no_joiner"], found["joiners"], *found["capability"].values(), *found["entrants"]]
    for figure in figures:
        assert figure["interval"][0] <= figure["value"] <= figure["interval"][1]
        assert figure["sources"]
    alone, size = found["no_joiner"], found["joiners"]
    assert alone["monte_carlo_error"] == pytest.approx((alone["value"] * (1 - alone["value"]) / 2000) ** 0.5, abs=1e-5)
    assert size["monte_carlo_error"] == pytest.approx((size["variance"] / 2000) ** 0.5, abs=1e-5)
    assert sum(found["sizes"]) == pytest.approx(1, abs=1e-3)
    assert found["not_known"]


def test_the_same_seed_gives_the_same_answer_and_another_one_another(run: Run) -> None:
    one, same, other = (run(*RUSSIA, "--draws", "500", "--seed", seed).out for seed in ("7", "7", "8"))
    assert one == same
    assert one != other


def test_both_languages_tell_the_same_figures(run: Run) -> None:
    english, french = (run(*RUSSIA, "--draws", "500", "--lang", lang).out.splitlines() for lang in ("en", "fr"))
    assert len(english) == len(french)
    assert french[0] == "Si la Russie attaquait la Pologne le 10 décembre 2024"


@pytest.mark.parametrize(
    ("changed", "code", "reason"),
    [
        (("--draws", "0"), 1, "0 draws"),
        (("--draws", "many"), 2, "not a valid int"),
        (("--seed", "x"), 2, "not a valid int"),
        (("--seed", "-1"), 1, "-1 is no seed"),
        (("--target", "RUS"), 1, "RUS cannot be attacker and target at once"),
        (("--attacker", "Atlantis"), 1, "no state is called 'Atlantis'"),
        (("--attacker", "SUN"), 1, "SUN was no state on 2024-12-10"),
        (("--attacker", ","), 1, "no attacker"),
        (("--at", "1700-01-01"), 1, "treaties from 1815 until today"),
        (("--at", (date.today() + timedelta(days=1)).isoformat()), 1, "treaties from 1815 until today"),
        (("--at", "2024-02-30"), 2, "not a date"),
        (("--theatre", "Nowhere at all"), 1, "not in the place table"),
        (("--without", "NO-SUCH-TREATY"), 1, "'NO-SUCH-TREATY' is not in the facts"),
        (("--with", "NATO-1949", "--without", "NATO-1949"), 1, "with and without it at once"),
        (("-o", "/nowhere/at/all.json"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_asked(run: Run, changed: tuple[str, ...], code: int, reason: str) -> None:
    outcome = run(*RUSSIA, "--draws", "50", *changed)
    assert outcome.exit == code
    assert reason in " ".join(outcome.err.replace("│", " ").split())
    assert "Traceback" not in outcome.err
    assert outcome.out == ""
