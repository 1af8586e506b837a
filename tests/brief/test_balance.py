"""Question 3: variants by name, polarity with its margin, whom a tie tears."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.brief import brief
from foedus.brief.model import Finding
from foedus.document import Document
from foedus.reading import read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))


def balance(name: str, lang: str = "en") -> Finding:
    found = brief(read(str(ROOT / "examples" / f"{name}.txt")), lang=lang)
    return next(f for f in found.findings if f.key == "balance")


def test_concentration_is_named_and_the_indices_may_disagree() -> None:
    finding = balance("pyongyang-2024")
    names = [c.name for c in finding.figures]
    assert "concentration" in names
    assert "con_net" in names
    assert "con_cinc" not in names  # not imported: no line says so, the command is named where data are missing
    said = " ".join(finding.reasoning)
    assert "bipolar (margin" in said
    assert "near-unipolar (margin" in said


def test_a_rupture_names_whom_it_tears() -> None:
    said = " ".join(balance("algiers-rabat-2021").reasoning)
    assert "torn by the rupture" in said
    assert "16 states" in said
    assert "tiraillés par la rupture" in " ".join(balance("algiers-rabat-2021", "fr").reasoning)


def test_a_tie_that_no_third_state_shares_tears_nobody() -> None:
    assert "tears nobody" in " ".join(balance("riyad-islamabad-2025").reasoning)


OLD = "London, 10 September 2009. Russia and Venezuela signed a mutual defence treaty in Moscow on 10 September 2009."


def test_capabilities_of_another_time_are_not_those_of_the_day() -> None:
    document = Document("old", OLD, "en", ((0, len(OLD)),), published=date(2009, 9, 10))
    found = next(f for f in brief(document, lang="en").findings if f.key == "balance")
    assert found.figures == ()  # the figures of the facts begin in 2018, and nothing is imported
    assert "10 September 2009" in found.answer
    assert "National Material Capabilities" in found.not_measured[0][1]
