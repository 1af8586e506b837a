"""Examinations of the casus by outsiders: see examinations/README.md. The scores may only go up."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from foedus.codes import resolve
from foedus.measures.attack import question
from foedus.measures.casus import Answer, casus
from foedus.system import System

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE.parent / "floors.toml").read_text(encoding="utf-8"))["casus"]


class Marks(msgspec.Struct):
    """What an answer got right: None where the case does not ask."""

    exact: bool
    tempted: int
    tempting: int
    consult: bool | None
    neutral: bool | None


def answered(case: dict) -> Answer:
    system = System.at(case["date"])
    attackers, targets = (tuple(resolve(s, system.record, system.day) for s in case[k]) for k in ("attacker", "target"))
    point = (case["lat"], case["lon"]) if case.get("lat") is not None else None
    return casus(
        system, question(system, attackers, targets, case["theatre"], point, bool(case.get("initiated_by_target")))
    )


def marked(case: dict) -> Marks:
    answer, expect = answered(case), case["expect"]
    obliged, wanted = set(answer.obliged_defence), set(expect["obliged_defence"])
    free = {s for k in ("open", "contested", "conditional", "obliged_aid") for s in expect.get(k, ())}
    tempted = obliged & set(expect["not_obliged"])
    extra = obliged - wanted - free if case["complete"] else set()
    consult, neutral = set(expect.get("consult", ())), set(expect.get("neutral", ()))
    return Marks(
        exact=wanted <= obliged and not tempted and not extra,
        tempted=len(tempted),
        tempting=len(expect["not_obliged"]),
        consult=consult <= set(answer.states("consultation")) if consult else None,
        neutral=neutral <= set(answer.neutral) if neutral else None,
    )


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_an_examination_is_passed(name: str) -> None:
    lines = (HERE / "examinations" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    marks = [marked(json.loads(line)) for line in lines]
    scores = {
        "exact": share([m.exact for m in marks]),
        "consult": share([m.consult for m in marks if m.consult is not None]),
        "neutral": share([m.neutral for m in marks if m.neutral is not None]),
    }
    assert {k: v for k, v in scores.items() if v < FLOORS[name][k]} == {}
    assert sum(m.tempted for m in marks) / sum(m.tempting for m in marks) <= FLOORS[name]["tempted"]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)
