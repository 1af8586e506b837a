"""Worked cases of the casus foederis: one TOML file each, written so that a jurist can read and correct it.

A case names the attack (`attackers`, `targets`, `day`, `place` or `point`), the pledges that it triggers (`[[bound]]`:
states, treaty, article, pledge, certainty), those that it does not (`[[not_bound]]`, with the key of the reason), and
states that owe nothing at all although one might think so (`[[nothing_owed]]`). With `complete = true` no other state
is bound to defend, clearly, conditionally or by a disputed reading.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import msgspec
import pytest

from foedus.measures.attack import question
from foedus.measures.casus import Answer, casus
from foedus.system import System

FILES = sorted(Path(__file__).parent.glob("*.toml"))


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    states: tuple[str, ...]
    treaty: str
    article: str
    pledge: str
    certainty: str
    because: str


class NotBound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    states: tuple[str, ...]
    treaty: str
    article: str
    pledge: str
    reason: str
    because: str


class NothingOwed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    states: tuple[str, ...]
    because: str
    treaty: str = ""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    day: date
    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    complete: bool
    place: str = ""
    point: tuple[float, float] | None = None
    opened_by_target: bool = False
    bound: tuple[Bound, ...] = ()
    not_bound: tuple[NotBound, ...] = ()
    nothing_owed: tuple[NothingOwed, ...] = ()


def read(path: Path) -> Case:
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Case)


def answer_to(case: Case) -> Answer:
    system = System.at(case.day)
    asked = question(system, case.attackers, case.targets, case.place, case.point, case.opened_by_target)
    return casus(system, asked)


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def played(request: pytest.FixtureRequest) -> tuple[Case, Answer]:
    case = read(request.param)
    return case, answer_to(case)


def test_there_are_at_least_ten_cases() -> None:
    assert len(FILES) >= 10


def test_bound(played: tuple[Case, Answer]) -> None:
    case, answer = played
    found = {
        (b.state, b.treaty.id, b.obligation.article, b.obligation.pledge, b.certainty)
        for b in answer.bound
        if b.towards in case.targets or b.obligation.pledge in {"offence", "neutrality"}
    }
    wanted = {(s, b.treaty, b.article, b.pledge, b.certainty) for b in case.bound for s in b.states}
    assert wanted <= found, f"{case.title}: not found {sorted(wanted - found)}"


def test_not_bound(played: tuple[Case, Answer]) -> None:
    case, answer = played
    found = {(n.state, n.treaty.id, n.obligation.article, n.obligation.pledge, n.reason) for n in answer.not_bound}
    wanted = {(s, n.treaty, n.article, n.pledge, n.reason) for n in case.not_bound for s in n.states}
    assert wanted <= found, f"{case.title}: not found {sorted(wanted - found)}"


def test_no_pledge_is_owed_and_not_owed(played: tuple[Case, Answer]) -> None:
    case, answer = played
    clear = {(b.state, b.treaty.id, b.obligation.pledge) for b in answer.bound if b.certainty == "clear"}
    refused = {(s, n.treaty, n.pledge) for n in case.not_bound for s in n.states}
    assert not clear & refused, f"{case.title}: bound after all {sorted(clear & refused)}"


def test_nothing_owed(played: tuple[Case, Answer]) -> None:
    case, answer = played
    states = {s for n in case.nothing_owed for s in n.states}
    owing = {(b.state, b.treaty.id) for b in answer.bound if b.obligation.pledge in {"defence", "offence"}}
    assert not {(s, t) for s, t in owing if s in states}, case.title
    assert not states & {*answer.contested, *answer.conditional}, case.title


def test_nobody_else_is_bound_to_defend(played: tuple[Case, Answer]) -> None:
    case, answer = played
    if not case.complete:
        pytest.skip("the case does not name every obligor")
    wanted = {
        c: {s for b in case.bound if b.pledge == "defence" and b.certainty == c for s in b.states} for c in CERTAINTIES
    }
    assert {*answer.obliged_defence, *answer.obliged_aid} == wanted["clear"], case.title
    assert set(answer.contested) == wanted["contested"] - wanted["clear"], case.title
    assert set(answer.conditional) == wanted["conditional"] - wanted["contested"] - wanted["clear"], case.title
    assert set(answer.states("offence")) == {s for b in case.bound if b.pledge == "offence" for s in b.states}
    assert not answer.unknown, case.title


CERTAINTIES = ("clear", "contested", "conditional")


def test_neutral_members_of_the_union_owe_aid_and_not_arms() -> None:
    answer = answer_to(read(Path(__file__).with_name("melilla.toml")))
    assert answer.obliged_aid == ("AUT", "IRL", "MLT")
    assert not set(answer.obliged_aid) & set(answer.obliged_defence)


def test_treaties_named_in_cases_are_in_the_facts() -> None:
    known = System.at("2025-01-01").record.treaties
    cases = [read(path) for path in FILES]
    named = {e.treaty for c in cases for e in (*c.bound, *c.not_bound, *c.nothing_owed) if e.treaty}
    assert named <= set(known)
