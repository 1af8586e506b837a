"""The rules of the casus foederis, one by one, on small worlds of invented treaties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.area import Area, Patch
from foedus.dates import Period, parse_day
from foedus.errors import UsageError
from foedus.factfiles import load
from foedus.measures.attack import Question, place_of, question
from foedus.measures.casus import casus
from foedus.measures.chain import chain
from foedus.place import Location
from foedus.record import Record
from foedus.state import State
from foedus.system import System
from foedus.treaty import Attackers, Obligation, Party, Text, Treaty, TreatySource

DAY = date(2000, 6, 1)
WORDS = Text("an attack", "une attaque")


def state(code: str) -> State:
    return State(code, "", code, code, "", "", "", "s", "", "", "", "", "state", "test")


def treaty(
    name: str, states: str, *obligations: Obligation, start: str | None = "1990-01-01", to: str | None = None
) -> Treaty:
    begun, over = (parse_day(d) if d else None for d in (start, to))
    return Treaty(
        id=name, title=WORDS, short=WORDS, kind="mutual defence", signed=parse_day("1989-01-01"), in_force=begun,
        ended=over, party=tuple(Party(s, begun) for s in states.split()), obligation=obligations,
        evidence=(TreatySource("the test"),),
    )  # fmt: skip


def defence(**values: object) -> Obligation:
    return Obligation("defence", "1", trigger=WORDS, aid="automatic", **values)  # type: ignore[arg-type]


def world(*treaties: Treaty, areas: dict[str, Area] | None = None) -> System:
    codes = {s for t in treaties for s in t.signatories} | {"X", "Y", "Z"}
    record = Record(states={c: state(c) for c in codes}, treaties={t.id: t for t in treaties}, areas=areas or {})
    return System(DAY, record)


def attack(attackers: str, targets: str, **values: object) -> Question:
    return Question(tuple(attackers.split()), tuple(targets.split()), **values)  # type: ignore[arg-type]


def test_a_party_must_defend_a_party_that_is_attacked() -> None:
    answer = casus(world(treaty("T", "A B", defence())), attack("X", "A"))
    assert answer.obliged_defence == ("B",)
    assert [(b.treaty.id, b.obligation.article) for b in answer.bound] == [("T", "1")]


def test_the_ally_of_an_attacker_owes_nothing() -> None:
    answer = casus(world(treaty("T", "A B", defence())), attack("A", "X"))
    assert answer.obliged_defence == ()
    assert [(n.state, n.reason) for n in answer.not_bound] == [("B", "ally_attacks")]


def test_a_target_that_opened_the_hostilities_is_not_defended_unless_the_pledge_says_so() -> None:
    asked = attack("X", "A", initiated_by_target=True)
    assert casus(world(treaty("T", "A B", defence())), asked).obliged_defence == ()
    assert casus(world(treaty("T", "A B", defence(initiator=True))), asked).obliged_defence == ("B",)


def test_signed_does_not_bind() -> None:
    answer = casus(world(treaty("T", "A B", defence(), start=None)), attack("X", "A"))
    assert answer.obliged_defence == ()
    assert {n.reason for n in answer.not_bound} == {"signed_only"}


def test_a_treaty_that_ended_does_not_bind() -> None:
    answer = casus(world(treaty("T", "A B", defence(), to="1999-12-31")), attack("X", "A"))
    assert (answer.bound, answer.not_bound) == ((), ())


def test_an_undated_start_is_not_settled() -> None:
    answer = casus(world(treaty("T", "A B", defence(), start="2000")), attack("X", "A"))
    assert (answer.obliged_defence, answer.unknown) == ((), ("T",))


def test_a_named_attacker() -> None:
    system = world(treaty("T", "A B", defence(attackers=Attackers(only=("X",)))))
    assert casus(system, attack("X Y", "A")).obliged_defence == ("B",)
    assert casus(system, attack("Y", "A")).obliged_defence == ()


def test_states_left_out_are_struck_off_before_attackers_are_counted() -> None:
    system = world(treaty("T", "A B", defence(attackers=Attackers(excluded=("Y",), at_least=2))))
    assert casus(system, attack("X Z", "A")).obliged_defence == ("B",)
    assert casus(system, attack("X Y", "A")).obliged_defence == ()


def test_an_attack_by_another_party_can_be_left_out() -> None:
    system = world(treaty("T", "A B C", defence(attackers=Attackers(parties=False))))
    assert casus(system, attack("C", "A")).obliged_defence == ()
    assert casus(system, attack("X", "A")).obliged_defence == ("B", "C")


def test_a_non_state_group_counts_only_where_the_pledge_says_so() -> None:
    assert casus(world(treaty("T", "A B", defence())), attack("", "A")).obliged_defence == ()
    assert casus(world(treaty("T", "A B", defence(nonstate=True))), attack("", "A")).obliged_defence == ("B",)


def test_place_decides() -> None:
    square = Patch("a square", ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)))
    area = Area(WORDS, WORDS, "the test", include=(square,))
    system = world(treaty("T", "A B", defence(area="here")), areas={"here": area})
    assert casus(system, attack("X", "A", place=Location("in", 5.0, 5.0, "A"))).obliged_defence == ("B",)
    out = casus(system, attack("X", "A", place=Location("out", 15.0, 5.0, "A")))
    assert (out.obliged_defence, [n.reason for n in out.not_bound]) == ((), ["outside_area"])


def test_aid_that_need_not_be_military() -> None:
    answer = casus(world(treaty("T", "A B C", defence(aid_only=("C",)))), attack("X", "A"))
    assert (answer.obliged_defence, answer.obliged_aid) == (("B",), ("C",))


def test_disputed_and_conditional_pledges_are_not_clear() -> None:
    disputed = world(treaty("T", "A B", defence(certainty="disputed", dispute=WORDS)))
    assert (casus(disputed, attack("X", "A")).obliged_defence, casus(disputed, attack("X", "A")).contested) == (
        (),
        ("B",),
    )
    conditional = world(treaty("T", "A B", defence(condition=WORDS)))
    assert casus(conditional, attack("X", "A")).conditional == ("B",)


def test_a_clear_paragraph_wins_over_a_disputed_one_of_the_same_article() -> None:
    system = world(treaty("T", "A B", defence(), defence(certainty="disputed", dispute=WORDS)))
    answer = casus(system, attack("X", "A"))
    assert (answer.obliged_defence, answer.contested) == (("B",), ())


def test_neutrality_consultation_and_breach() -> None:
    neutral = treaty("N", "A B", Obligation("neutrality", "2"))
    talk = treaty("C", "A D", Obligation("consultation", "3"))
    peace = treaty("P", "A X", Obligation("nonaggression", "4"))
    answer = casus(world(neutral, talk, peace), attack("X", "A"))
    assert answer.neutral == ("B",)
    assert answer.states("consultation") == ("D",)
    assert [(s, t.id, a) for s, t, a in answer.breached] == [("X", "P", "4")]


def test_offence_is_owed_to_the_one_that_attacks() -> None:
    system = world(treaty("T", "A B", Obligation("offence", "1", attackers=Attackers(only=("X",)))))
    assert casus(system, attack("A", "X")).states("offence") == ("B",)
    assert casus(system, attack("A", "Y")).states("offence") == ()


def test_chains_are_followed_and_do_not_turn_in_circles() -> None:
    system = world(treaty("AB", "A B", defence()), treaty("BC", "B C", defence()), treaty("CA", "C A", defence()))
    joined = casus(system, attack("X", "A")).obliged_defence
    assert joined == ("B", "C")
    line = world(treaty("AB", "A B", defence()), treaty("BC", "B C", defence()), treaty("CD", "C D", defence()))
    answer = casus(line, attack("X", "A"))
    assert [(k.circle, k.bond.state, k.bond.towards) for k in chain(line, answer)] == [(1, "C", "B"), (2, "D", "C")]
    assert [k.bond.state for k in chain(line, answer, depth=1)] == ["C"]
    assert chain(system, casus(system, attack("X", "A"))) == ()


def test_counterfactuals_are_the_same_question_on_another_record() -> None:
    system = System.at("2024-06-20")
    pact = load().treaties["RUS-PRK-2024"]
    asked = question(system, ("USA",), ("PRK",))
    assert casus(system, asked).obliged_defence == ("CHN",)
    assert casus(system.with_(pact), asked).obliged_defence == ("CHN", "RUS")
    assert casus(system.without("CHN-PRK-1961"), asked).obliged_defence == ()


@pytest.mark.parametrize(
    ("attackers", "targets", "theatre", "word"),
    [
        (("QQQ",), ("PRK",), "", "no state"),
        (("PRK",), ("PRK",), "", "attacker and target"),
        (("USA",), (), "", "no target"),
        (("USA",), ("PRK",), "Nowhere at all", "place table"),
        (("USA",), ("PRK",), "99,300", "no point on the globe"),
    ],
)
def test_questions_that_cannot_be_asked(attackers: tuple, targets: tuple, theatre: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        question(System.at("2024-06-20"), attackers, targets, theatre)


def test_a_theatre_by_name_lies_first_in_the_state_attacked() -> None:
    system = System.at("2024-06-20")
    assert place_of(system, "Melilla", ("ESP",)).territory == "ESP"
    assert place_of(system, "Saint-Denis, Réunion", ("FRA",)).territory in {"FRA", "REU"}


STATES = sorted({s for t in load().treaties.values() for s in t.signatories} & load().states.keys())


@given(
    attacker=st.sampled_from(STATES),
    target=st.sampled_from(STATES),
    day=st.dates(date(1880, 1, 1), date(2026, 1, 1)),
    opened=st.booleans(),
)
def test_whatever_is_asked_no_belligerent_is_bound_and_every_bond_is_cited(
    attacker: str, target: str, day: date, opened: bool
) -> None:
    if attacker == target:
        return
    system = System(day, load())
    answer = casus(system, Question((attacker,), (target,), initiated_by_target=opened))
    obliged = {*answer.obliged_defence, *answer.obliged_aid}
    assert not obliged & {attacker, target}
    assert not set(answer.obliged_defence) & {*answer.contested, *answer.conditional}
    for bond in answer.bound:
        assert bond.treaty.evidence
        assert bond.treaty.in_force_at(day) != "outside"
    if opened:
        assert all(b.obligation.initiator for b in answer.bound if b.obligation.pledge == "defence")


def test_provisional_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        load().treaties["NATO-1949"].id = "X"  # type: ignore[misc]
    assert msgspec.structs.replace(load().treaties["NATO-1949"], id="X").id == "X"


def test_a_great_power_must_be_among_the_attackers_where_the_pledge_wants_one() -> None:
    pledge = Obligation("neutrality", "IV", attackers=Attackers(great_powers=True))
    system = world(treaty("T", "A B", pledge))
    assert casus(system, attack("X", "A")).neutral == ()
    great = System(DAY, replace(system.record, majors=(("X", Period(parse_day("1900"))),)))
    assert casus(great, attack("X", "A")).neutral == ("B",)


def test_who_must_defend_need_not_stay_out() -> None:
    both = treaty("T", "A B", defence(), Obligation("neutrality", "2"))
    answer = casus(world(both), attack("X", "A"))
    assert (answer.obliged_defence, answer.neutral) == (("B",), ())


def test_a_disputed_pledge_is_not_broken_beyond_doubt() -> None:
    peace = treaty("P", "A X", Obligation("nonaggression", "4", certainty="disputed", dispute=WORDS))
    assert casus(world(peace), attack("X", "A")).breached == ()
