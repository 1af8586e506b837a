"""Every answer of the casus truth table, where it is at hand: who is obliged, who consults, who stays out."""

from __future__ import annotations

import json
from pathlib import Path

from foedus.measures.attack import question
from foedus.measures.casus import casus
from foedus.system import System


def test_every_case_of_the_truth_table(shared: Path) -> None:
    wrong = []
    for line in (shared / "data/truth/casus_dev.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wrong += [f"{case['id']}: {problem}" for problem in _problems(case)]
    assert not wrong, wrong


def _problems(case: dict) -> list[str]:
    system = System.at(case["date"])
    point = (case["lat"], case["lon"]) if case.get("lat") is not None else None
    targets = tuple(case["target"])
    asked = question(system, tuple(case["attacker"]), targets, case["theatre"], point, case["initiated_by_target"])
    answer, expect = casus(system, asked), case["expect"]
    obliged = set(answer.obliged_defence)
    free = {*expect.get("open", []), *expect.get("contested", [])}
    wanted = set(expect.get("obliged_defence", []))
    extra = obliged - wanted - free if case["complete"] else set()
    found = {
        "missing": wanted - obliged,
        "tempting": obliged & set(expect.get("not_obliged", [])),
        "extra": extra,
        "aid": set(expect.get("obliged_aid", [])) ^ (set(answer.obliged_aid) - free),
        "consult": set(expect.get("consult", [])) - set(answer.states("consultation")),
        "neutral": set(expect.get("neutral", [])) - set(answer.neutral),
        "contested": set(expect.get("contested", [])) - set(answer.contested) - obliged,
    }
    return [f"{name} {sorted(states)}" for name, states in found.items() if states]
