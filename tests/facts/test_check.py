"""Each rule of the check fires on a copy of the facts in which one entry is broken, and on nothing else."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus import factcheck, factfiles

PARTS = (
    "states.csv", "state_periods.csv", "capitals.csv", "majors.csv", "rivalries.csv", "visits.csv",
    "visits_complete.csv", "capabilities.csv", "people_europe.csv",
    "offices/europe.csv", "areas.toml",
    "organisations/CSTO.toml", "treaties/RUS-PRK-2024.toml", "treaties/TRA-1979.toml", "treaties/ANZUS-1951.toml",
    "treaties/EU-42-7.toml", "treaties/RUS-AZE-1997.toml", "treaties/CST-1992.toml", "treaties/LIMA-1848.toml",
    "geo/dependencies.csv",
    "groups.csv", "peoples.csv", "geo/regions.csv", "geo/spots.csv", "geo/held_europe.toml",
)  # fmt: skip
TREATY, CSTO, OFFICES = "treaties/RUS-PRK-2024.toml", "organisations/CSTO.toml", "offices/europe.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A part of the packaged facts, small enough to be read often."""
    for part in PARTS:
        target = tmp_path / part
        target.parent.mkdir(exist_ok=True)
        shutil.copy(factfiles.FACTS / part, target)
    _keep(tmp_path / "offices/europe.csv", lambda line: line.startswith(("state,", "ALB,", "CHE,")))
    named = (tmp_path / "offices/europe.csv").read_text(encoding="utf-8")
    _keep(tmp_path / "people_europe.csv", lambda line: line.startswith("person,") or line.split(",")[0] in named)
    for table in ("capabilities.csv", "visits.csv"):  # their first rows are enough
        lines = (tmp_path / table).read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / table).write_text("".join(lines[:40]), encoding="utf-8")
    shutil.copytree(factfiles.FACTS / "sources", tmp_path / "sources")
    return tmp_path


def _keep(path: Path, wanted: Callable[[str], bool]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(filter(wanted, lines)), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    record, unread = factfiles.read(folder)
    return [str(p) for p in (*unread, *factcheck.check(record, folder))]


def test_the_copy_is_sound(folder: Path) -> None:
    assert problems(folder) == []


BREAKS = tomllib.loads(Path(__file__).with_name("breaks.toml").read_text(encoding="utf-8"))["break"]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda b: f"{b['file']}: {b['reason']}")
def test_a_broken_entry_is_named_with_its_reason(folder: Path, broken: dict[str, str]) -> None:
    path = folder / broken["file"]
    text = path.read_text(encoding="utf-8")
    assert broken["sound"] in text, f"the example {broken['sound']!r} is no longer in {broken['file']}"
    path.write_text(text.replace(broken["sound"], broken["broken"], 1), encoding="utf-8")
    found = problems(folder)
    assert any(broken["reason"] in problem for problem in found), found


def test_a_treaty_without_evidence_is_a_problem(folder: Path) -> None:
    path = folder / TREATY
    head = path.read_text(encoding="utf-8").split("[[evidence]]")[0]
    path.write_text(f"evidence = []\n{head}", encoding="utf-8")
    assert any("no evidence" in problem for problem in problems(folder))


def test_an_organisation_without_evidence_is_a_problem(folder: Path) -> None:
    path = folder / CSTO
    head = path.read_text(encoding="utf-8").split("[[evidence]]")[0]
    path.write_text(f"evidence = []\n{head}", encoding="utf-8")
    assert any("no evidence" in problem for problem in problems(folder))


def test_an_organisation_may_not_have_the_code_of_a_state(folder: Path) -> None:
    text = (folder / CSTO).read_text(encoding="utf-8").replace('code = "CSTO"', 'code = "NAM"')
    (folder / "organisations" / "NAM.toml").write_text(text, encoding="utf-8")
    assert "organisations/NAM.toml: NAM: the code is that of a state" in problems(folder)


def test_more_soldiers_than_people_is_a_problem(folder: Path) -> None:
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as handle:
        handle.write(
            "TUV,population,2025,11000,,,persons,cia_factbook,\nTUV,personnel,2025,12000,,,persons,cia_factbook,\n"
        )
    assert any("more soldiers (12000) than people" in problem for problem in problems(folder))


def test_a_figure_that_nobody_has_needs_a_note(folder: Path) -> None:
    with (folder / "capabilities.csv").open("a", encoding="utf-8") as handle:
        handle.write("TUV,milex,1999,,,,million US dollars,cia_factbook,\n")
    assert any("no value, and no note says why" in problem for problem in problems(folder))


def test_a_system_that_loses_its_members_is_a_problem(folder: Path) -> None:
    path = folder / "state_periods.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("gw,7")), encoding="utf-8")
    assert any(problem.startswith("state_periods.csv: gw 2000:") for problem in problems(folder))


def test_a_source_under_two_files_is_a_problem(folder: Path) -> None:
    (folder / "sources" / "again.toml").write_text('[cow_majors]\ntitle = "again"\n', encoding="utf-8")
    assert any("cow_majors: stands already in sources/again.toml" in problem for problem in problems(folder))


def test_a_table_that_is_no_table_is_reported_and_the_rest_is_read(folder: Path) -> None:
    (folder / "rivalries.csv").write_text('one,other,from,to,source\n"AFG,PAK\n', encoding="utf-8")
    (folder / CSTO).write_text('code = "CSTO"\nname = "a name in no language"\n', encoding="utf-8")
    found = problems(folder)
    assert any(problem.startswith("rivalries.csv: ") for problem in found)
    assert any(problem.startswith(f"{CSTO}: CSTO: ") for problem in found)


def test_files_in_another_encoding_are_reported(folder: Path) -> None:
    (folder / "visits.csv").write_bytes("visitor,host\nFRA,Côte".encode("latin-1"))
    (folder / "sources" / "visits.toml").write_bytes('[agencies]\ntitle = "dépêches"'.encode("latin-1"))
    found = problems(folder)
    assert any(problem.startswith("visits.csv: whole file: ") for problem in found)
    assert any(problem.startswith("sources/visits.toml: whole file: ") for problem in found)


def test_holders_who_follow_each_other_on_one_day_do_not_overlap(folder: Path) -> None:
    path = folder / OFFICES
    text = path.read_text(encoding="utf-8")
    known, vague = "Bujar Nishani,2012-07-24,2017-07-24", "Bujar Nishani,2012-07-24,2017-07/2017-09"
    assert known in text
    path.write_text(text.replace(known, vague), encoding="utf-8")
    assert problems(folder) == []  # he may have left on the day on which the next took office
