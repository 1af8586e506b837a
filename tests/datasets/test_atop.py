"""ATOP's rows as treaties, and the casus on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.answers import Asked, How, answer, answer_batch
from foedus.datasets.importing import import_folder
from foedus.factfiles import load
from foedus.measures.by_atop import coded
from foedus.treaty import Treaty

from .files import member, write


def asked(attacker: str, target: str, day: str, **more: object) -> dict:
    return json.loads(answer(Asked("q", day, (attacker,), (target,), **more)))  # type: ignore[arg-type]


@pytest.fixture
def alliances(home: Path, files: Path) -> dict[str, Treaty]:
    import_folder(files)
    found = coded(load())
    assert found is not None
    return dict(found.record.treaties)


def test_numbers_become_the_states_of_the_day(alliances: dict[str, Treaty]) -> None:
    assert alliances["ATOP-1"].signatories == ("DEU", "AUH")
    assert alliances["ATOP-2"].signatories == ("SRB", "GRC")  # Yugoslavia, of the same number, came later
    soviet, russian = [p for p in alliances["ATOP-4"].party if p.state in {"SUN", "RUS"}]
    assert (soviet.state, russian.state) == ("SUN", "RUS")
    assert soviet.to == russian.start
    assert russian.to is None


def test_phases_are_one_membership_and_pledges_with_periods(alliances: dict[str, Treaty]) -> None:
    treaty = alliances["ATOP-3"]
    assert len(treaty.party) == 2
    assert str(treaty.party[0].start) == "1891-08-27"
    assert str(treaty.ended) == "1917-11-08"
    (defence,) = treaty.pledges("defence")
    assert (str(defence.start), str(defence.to)) == ("1893-12-27", "1917-11-08")


def test_a_day_that_is_not_known_is_an_interval(alliances: dict[str, Treaty]) -> None:
    assert str(alliances["ATOP-4"].signed) == "1970-06"
    assert alliances["ATOP-4"].ended is None


def test_the_answer_by_atop_stands_apart(home: Path, files: Path) -> None:
    before = asked("AUH", "SRB", "1914-07-28")
    assert "atop" not in before
    import_folder(files)
    after = asked("AUH", "SRB", "1914-07-28")
    by_atop = after.pop("atop")
    assert after == before
    assert by_atop["version"] == "4.01"
    assert by_atop["obliged_defence"] == []
    assert by_atop["conditional"] == ["GRC"]
    assert by_atop["consult"] == ["GRC"]
    defence = next(b for b in by_atop["bound"] if b["obligation"] == "defence")
    assert defence == {
        "state": "GRC", "treaty": "ATOP-2", "article": None, "obligation": "defence", "certainty": "conditional",
        "towards": "SRB", "why": "coded by ATOP 4.01; owed in a particular place only",
    }  # fmt: skip


def test_what_the_question_settles_is_no_condition(alliances: dict[str, Treaty]) -> None:
    assert asked("TUR", "GRC", "1914-07-28")["atop"]["obliged_defence"] == ["SRB"]
    opened = asked("TUR", "GRC", "1914-07-28", initiated_by_target=True)["atop"]
    assert opened["obliged_defence"] == opened["conditional"] == []
    assert asked("GRC", "TUR", "1914-07-28")["atop"]["obliged_offence"] == ["SRB"]


def test_the_threat_that_the_treaty_names_settles_the_adversary(alliances: dict[str, Treaty]) -> None:
    assert asked("RUS", "AUH", "1914-07-28")["atop"]["obliged_defence"] == ["DEU"]
    other = asked("FRA", "AUH", "1914-07-28")["atop"]
    assert other["obliged_defence"] == []
    assert other["conditional"] == ["DEU"]
    assert "the treaty names Russia as the threat" in other["bound"][0]["why"]


def test_neutrality_whoever_began_and_only_if_attacked(alliances: dict[str, Treaty]) -> None:
    assert asked("CHN", "IND", "1975-01-01")["atop"]["neutral"] == ["SUN"]
    assert asked("IND", "CHN", "1975-01-01")["atop"]["neutral"] == ["SUN"]
    assert asked("CHN", "RUS", "1995-01-01")["atop"]["neutral"] == ["IND"]
    assert asked("RUS", "CHN", "1995-01-01")["atop"]["neutral"] == []
    assert asked("CHN", "IND", "1970-06-15")["atop"]["unknown"] == ["ATOP-4"]


def test_pledges_that_differ_between_partners_are_conditional(home: Path, files: Path) -> None:
    rows = [member(5, n, "1900-01-01", defense=1, obvary=int(n == 2)) for n in (2, 20, 70)]
    write(files / "anything.csv", rows)
    import_folder(files)
    by_atop = asked("GBR", "CAN", "1950-01-01")["atop"]
    assert (by_atop["obliged_defence"], by_atop["conditional"]) == (["MEX"], ["USA"])


def test_outside_its_years_it_says_why_not(alliances: dict[str, Treaty]) -> None:
    by_atop = asked("USA", "PRK", "2024-06-20")["atop"]
    assert by_atop == {
        "version": "4.01",
        "not_measured": "ATOP 4.01 speaks for 1815–2016, and this day is outside",
    }


def test_an_import_that_cannot_be_read_leaves_the_answer_from_the_facts(home: Path, files: Path) -> None:
    before = asked("AUH", "SRB", "1914-07-28")
    import_folder(files)
    next((home / "data" / "atop").iterdir()).unlink()
    after = asked("AUH", "SRB", "1914-07-28")
    assert "import atop again" in after.pop("atop")["not_measured"]
    assert after == before


def test_a_batch_has_it_too(alliances: dict[str, Treaty]) -> None:
    line = '{"id": "1", "date": "1914-07-28", "attacker": ["RUS"], "target": ["AUH"]}'
    ((_, found, error),) = answer_batch([line], How(lang="fr"))
    assert not error
    assert json.loads(found)["atop"]["obliged_defence"] == ["DEU"]
    assert "codé par ATOP 4.01" in found


def test_a_member_without_a_state_is_left_out(home: Path, files: Path) -> None:
    write(files / "anything.csv", [member(6, 8152, "1874-02-02", defense=1), member(6, 200, "1874-02-02")])
    import_folder(files)
    found = coded(load())
    assert found is not None
    treaty = found.record.treaties["ATOP-6"]
    assert treaty.signatories == ("GBR",)
    assert treaty.obligation == ()  # what the other owes is nobody's here
