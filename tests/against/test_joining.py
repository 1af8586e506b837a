"""Who joined wars, against tables computed apart; how far wars that are drawn spread; what was published of honour."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
import pytest

from foedus.datasets.importing import import_files
from foedus.forecasts.joining.entering import TIES
from foedus.forecasts.joining.model import VARIANTS, Known, joining
from foedus.forecasts.joining.situation import situation
from foedus.forecasts.joining.sizes import drawn_sizes
from foedus.forecasts.joining.surroundings import Surroundings, surroundings
from foedus.forecasts.wars import War, steps_of, wars
from foedus.measures.attack import question
from foedus.system import System

FILES = (
    "cw_system",
    "atop_alliance",
    "cow_contdir",
    "cow_capitals",
    "cow_nmc",
    "cow_majors",
    "gml_mid_ddydisps",
    "gml_part",
    "tss_rivalries",
)


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        folder = shared / "data"
        names = [folder / "ir" / f"{name}.parquet" for name in FILES]
        raw = folder / "raw" / "cow_wars" / "cow_interstate_war_participants_v4.csv"
        import_files((*names, raw), "here")
        yield


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "truth" / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.usefixtures("imported")
def test_wars_and_who_fought_first(shared: Path) -> None:
    held = {war.number: war for war in wars()}
    assert len(held) == 95
    assert sum(len(w.joiners) for w in held.values()) == 98
    assert sum(bool(w.joiners) for w in held.values()) == 26
    assert sum(len([*steps_of(w)]) for w in held.values()) == 71
    for row in rows(shared, "wars_dev.csv"):
        war = held[int(row["warnum"])]
        assert war.start.isoformat() == row["start"]
        for side in (1, 2):
            assert war.side(side) == tuple(map(int, row[f"side{side}_orig"].split("|")))
        assert len(war.joiners) == int(row["n_joiners"])
        initiators = {e.ccode for e in war.originals if e.initiator}
        assert initiators >= set(map(int, row["initiators"].split("|")))


@pytest.mark.usefixtures("imported")
def test_joiners_and_their_sides(shared: Path) -> None:
    found = {(w.number, e.ccode, e.side) for w in wars() for e in w.joiners}
    for row in rows(shared, "war_joiners_chain_dev.csv"):
        assert (int(row["warnum"]), int(row["ccode"]), int(row["side"])) in found


@pytest.mark.usefixtures("imported")
def test_what_is_known_of_every_state_at_every_step(shared: Path) -> None:
    steps = [step for war in wars() for step in steps_of(war)]
    wrong = []
    told: dict[int, set[int]] = {}
    for row in rows(shared, "next_joiner_dev.csv"):
        step = steps[int(row["step"]) - 1]
        around = surroundings(step.day.year)
        place, side = around.place(), int(row["side"])
        own, other = (
            [place[e.ccode] for e in step.present if (e.side == side) == same and e.ccode in place]
            for same in (True, False)
        )
        told.setdefault(int(row["step"]), set()).add(int(row["ccode"]))
        value = columns(around, place[int(row["ccode"])], own, other)
        value["y"] = any(e.ccode == int(row["ccode"]) and e.side == side for e in step.entrants)
        wrong += [(row["step"], row["ccode"], c) for c, v in value.items() if abs(float(v) - float(row[c])) > 6e-5]
    assert not wrong
    for number, states in told.items():
        step = steps[number - 1]
        assert {int(c) for c in surroundings(step.day.year).codes} - {e.ccode for e in step.present} == states


@pytest.mark.usefixtures("imported")
def test_what_is_known_of_every_state_when_a_war_begins(shared: Path) -> None:
    held = {war.number: war for war in wars()}
    at_risk: dict[int, set[int]] = {}
    wrong = []
    for row in rows(shared, "war_joining_dev.csv"):
        war, ccode = held[int(row["warnum"])], int(row["ccode"])
        at_risk.setdefault(war.number, set()).add(ccode)
        around = surroundings(war.start.year)
        place = around.place()
        found: dict[str, float] = {
            "joined_side": next((e.side for e in war.joiners if e.ccode == ccode), 0),
            "major": around.major[place[ccode]],
            "cinc": around.cinc[place[ccode]],
        }
        for side in (1, 2):
            first = [place[c] for c in war.side(side) if c in place]
            opened = [place[e.ccode] for e in war.originals if e.side == side and e.initiator and e.ccode in place]
            found |= {f"{name}{side}": value for name, value in of_side(around, place[ccode], first, opened).items()}
        wrong += [
            (row["warnum"], row["ccode"], name)
            for name, value in found.items()
            if not same(float(value), row[name], 0.06 if name.startswith("dist") else 1e-6)
        ]
    assert not wrong
    for number, states in at_risk.items():
        assert not states & {e.ccode for e in held[number].originals}
        assert states <= {int(c) for c in surroundings(held[number].start.year).codes}


def same(value: float, told: str, error: float) -> bool:
    return np.isnan(value) if told == "" else abs(value - float(told)) <= error


def of_side(around: Surroundings, i: int, first: list[int], opened: list[int]) -> dict[str, float]:
    km = around.km[i, first]
    return {
        "def": around.defence[i, first].any(), "off": around.offence[i, first].any(),
        "con": around.consultation[i, first].any(), "neu": around.neutrality[i, first].any(),
        "nag": around.nonaggression[i, first].any(), "def_init": around.defence[i, opened].any(),
        "land": around.land[i, first].any(), "cont": around.listed[i, first].any(),
        "mid10_": around.disputes[i, first].any(), "majside": around.major[first].any(), "target_side": not opened,
        "capside": float(np.nansum(around.cinc[first])),
        "dist": float("nan") if np.isnan(km).all() else float(np.nanmin(km)),
    }  # fmt: skip


def columns(around: Surroundings, i: int, own: list[int], other: list[int]) -> dict[str, float]:
    fight, peace = around.defence | around.offence, around.neutrality | around.nonaggression
    both = own + other

    def far(others: list[int]) -> float:
        km = around.km[i, others]
        return 9.0 if np.isnan(km).all() else log(max(float(np.nanmin(km)), 1.0))

    def means(states: list[int]) -> float:
        return log(float(np.nansum(around.cinc[states])) + 1e-9)

    return {
        "def_": around.defence[i, own].any(), "off_": around.offence[i, own].any(),
        "con": around.consultation[i, own].any(), "mid10_opp": around.disputes[i, other].any(),
        "ndef": around.defence[i, own].sum(), "peace_own": peace[i, own].any(), "defy": around.fresh[i, own].any(),
        "o_pledge": fight[i, other].any(), "o_peace": peace[i, other].any(),
        "mid10_own": around.disputes[i, own].any(), "land_opp": around.land[i, other].any(),
        "cont_any": around.listed[i, both].any(), "major": around.major[i], "nmaj": around.major[both].sum(),
        "lcinc": log(max(float(np.nan_to_num(around.cinc[i])), 1e-5)), "ldist": far(both), "ldist_opp": far(other),
        "lown": means(own), "lopp": means(other),
    }  # fmt: skip


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("day", "attacker", "target", "known", "until"),
    [
        ("1990-08-02", "IRQ", "KWT", "disputes", 1989),
        ("2026-01-15", "RUS", "POL", "old", 2010),  # the disputes imported here end then
        ("2035-01-15", "RUS", "POL", "rivals", None),  # too long ago
    ],
)
def test_what_is_known_of_quarrels_on_a_day(
    day: str, attacker: str, target: str, known: Known, until: int | None
) -> None:
    system = System.at(day)
    found = situation(system, question(system, (attacker,), (target,)))
    assert (found.known, found.until) == (known, until)
    assert found.rows
    assert all(row.source for row in found.rows)
    place = {name: n for n, name in enumerate(found.field.names)}
    ties = {name: found.field.ties[n] for n, (name, *_) in enumerate(TIES)}
    if known == "disputes":
        assert ties["quarrels_with"][place["IRN"], place["IRQ"]]
    if known == "old":
        assert ties["stood_beside"][place["USA"], place["GBR"]]  # Iraq, Afghanistan
        assert ties["rivals_with"][place["USA"], place["RUS"]]
        assert not ties["quarrels_with"].any()
        assert any(str(until) in note for note in found.notes)


def sizes_of(held: tuple[War, ...], known: Known) -> np.ndarray:
    return drawn_sizes(held, joining().told[known], VARIANTS[known].window, 100, 77)


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("known", VARIANTS)
def test_wars_drawn_spread_as_wars_did(known: Known) -> None:
    held = wars()
    sizes = sizes_of(held, known)
    assert (sizes == 0).mean() == pytest.approx(0.73, abs=0.03)
    assert sizes.mean() == pytest.approx(1.03, abs=0.15)
    assert sizes.var() == pytest.approx(10.8, abs=2.5)
    # entries that do not depend on each other would scatter hardly more than they are many
    assert sizes.var() > 5 * sizes.mean()


def test_the_published_rates_and_a_third_of_the_cases_behind_them(shared: Path) -> None:
    cases = rows(shared, "alliance_honored_dev.csv")
    honoured = [int(c["honored"]) for c in cases]
    late = [int(c["honored"]) for c in cases if int(c["year"]) > 1945]
    defence = [int(c["honored"]) for c in cases if float(c["defense"])]
    for found, published in ((honoured, 0.50), (late, 0.22), (defence, 0.41)):
        share = sum(found) / len(found)
        assert abs(share - published) < 2.6 * (published * (1 - published) / len(found)) ** 0.5
