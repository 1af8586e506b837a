"""Signed ties of a day: which layer wins, what it overrules, and what is said to be unknown."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.datasets.importing import import_folder
from foedus.dates import Day, Period
from foedus.evidence import Sentence
from foedus.factfiles import load
from foedus.measures.relations import ORDER, SIGNS, network, relations
from foedus.relation import Relation
from foedus.system import System

HEADER = (
    "dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,revstate1,revstate2,revtype11,revtype12,revtype21,"
    "revtype22,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2,hiact,hostlev,mindur,"
    "maxdur,outcome,settle,fatality,fatalpre,stmon,endmon,recip,numa,numb,ongo2010,version\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def at(day: str) -> System:
    return System(date.fromisoformat(day), load())


def with_event(system: System, layer: str, sign: int, one: str = "GRC", other: str = "TUR") -> System:
    day = Day(system.day, system.day)
    told = Relation(one, other, layer, sign, Period(day), (Sentence(1, 0, 4, "Told."),))  # type: ignore[arg-type]
    return replace(system, record=system.record.plus(relations=(told,)))


def disputes(home: Path, *rows: tuple[int, int, int, int]) -> None:
    """A file of disputes: COW numbers, year, level of hostility, both directions."""
    folder = home / "files"
    folder.mkdir()
    lines = []
    for number, (one, other, year, level) in enumerate(rows, 1):
        for a, b in ((one, other), (other, one)):
            head = f"{number},{a},{b},{year},1,1,1,0,1,0,1,0,0,0,0,0,0,0,7,7,{level},{level},1,1,7,{level}"
            lines.append(f"{head},1,1,1,1,0,0,1,1,0,1,1,0,2.2.1\n")
    (folder / "gml_dirdisp.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    assert import_folder(folder).took


def test_every_layer_has_a_place_and_a_sign() -> None:
    assert set(ORDER) == set(SIGNS)
    assert ORDER.index("war") < ORDER.index("broken") < ORDER.index("alliance") < ORDER.index("rivalry")


def test_an_alliance_beats_a_rivalry_and_keeps_it_as_overruled() -> None:
    tie = relations(at("2024-06-19")).between("TUR", "GRC")
    assert tie is not None
    assert (tie.one, tie.other, tie.sign, tie.layer) == ("GRC", "TUR", 1, "alliance")
    assert tie.evidence
    assert "rivalry" in {layer for layer, _ in tie.overruled}


def test_violence_beats_an_alliance() -> None:
    system = with_event(at("2024-06-19"), "hostility", -1)
    tie = relations(system).between("GRC", "TUR")
    assert tie is not None
    assert (tie.sign, tie.layer) == (-1, "hostility")
    assert tie.evidence == (Sentence(1, 0, 4, "Told."),)
    assert "alliance" in {layer for layer, _ in tie.overruled}
    assert network(system).sign_of("GRC", "TUR") == -1
    assert network(at("2024-06-19")).sign_of("GRC", "TUR") == 1


def test_the_last_word_on_relations_counts() -> None:
    broken = with_event(at("2024-06-19"), "diplomatic", -1, "CHE", "MNG")
    tie = relations(broken).between("CHE", "MNG")
    assert tie is not None
    assert tie.layer == "broken"
    restored = with_event(replace(broken, day=date(2024, 7, 1)), "diplomatic", 1, "MNG", "CHE")
    assert relations(restored).between("CHE", "MNG") is None


def test_non_aggression_is_no_friendship_unless_it_is_asked_for() -> None:
    plain = relations(at("2018-06-01"))
    asked = relations(at("2018-06-01"), pledges=("defence", "nonaggression"))
    assert {t.layer for t in plain.ties} <= {"alliance", "rivalry"}
    assert "nonaggression" in {t.layer for t in asked.ties}
    assert {(t.one, t.other) for t in plain.ties} < {(t.one, t.other) for t in asked.ties}


def test_what_is_not_imported_is_said() -> None:
    silent = relations(at("2005-06-01")).silent
    assert all("foedus data import" in said for said in silent)
    assert len(silent) == 2


def test_states_without_ties_are_nodes() -> None:
    system = at("2024-06-19")
    found = network(system)
    assert set(found.labels) == {s.code for s in system.states()}
    assert found.sign_of("CHE", "MNG") == 0


def test_war_beats_alliance_for_a_year_and_a_dispute_is_remembered_for_some(home: Path) -> None:
    disputes(home, (350, 640, 2004, 5), (2, 70, 2002, 4), (2, 20, 2001, 4), (200, 220, 2005, 3), (2, 130, 2005, 1))
    found = relations(at("2005-06-01"))
    war, force = found.between("GRC", "TUR"), found.between("USA", "MEX")
    assert war is not None
    assert (war.sign, war.layer) == (-1, "war")
    assert war.evidence[0].table == "gml_mid 2.2.1"  # type: ignore[union-attr]
    assert force is not None
    assert (force.sign, force.layer) == (-1, "force")  # Mexico had left the treaty of Rio the year before
    canada, ecuador = found.between("USA", "CAN"), found.between("USA", "ECU")
    assert canada is not None
    assert not canada.overruled  # 2001 is more than four years back
    assert ecuador is None or "threat" not in {layer for layer, _ in ecuador.overruled}  # level 1 is no act
    later = relations(at("2006-06-01")).between("GRC", "TUR")
    assert later is not None
    assert later.layer == "alliance"


def test_a_day_after_the_data_is_said_to_be(home: Path) -> None:
    disputes(home, (2, 365, 2005, 4))
    assert any("not of 2020" in said for said in relations(at("2020-06-01")).silent)


def test_the_basis_counts_the_ties_of_each_layer() -> None:
    system = at("2024-06-19")
    found = relations(system)
    said = {row.key for row in found.basis(system)}  # type: ignore[union-attr]
    allied = sum(t.layer == "alliance" for t in found.ties)
    assert f"{allied} ties by alliance on 2024-06-19" in said


def test_the_measures_of_balance_take_the_states_of_a_day() -> None:
    command = ["measure", "triads", "--at", "2024-12-31", "--without", "RUS-PRK-2024", "--quiet"]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    before, after, change = csv.DictReader(io.StringIO(result.stdout))
    assert (before["case"], after["case"], change["case"]) == ("before", "after", "change")
    assert change["n_pos"] == "-1"
    assert int(before["n_pos"]) == int(after["n_pos"]) + 1
    assert before["n_neg"] == after["n_neg"]
    assert "not imported" in before["note"] or "none imported" in before["note"]
