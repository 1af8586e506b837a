"""Influence of two patrons over a client: shares, contest, and when a gain is at another's expense."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from foedus.measures import influence
from foedus.measures.influence import ties
from foedus.measures.influence.ties import Ties, defence, largest, trade, visits, votes
from foedus.system import System

TRADE = """ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade
2,20,2013,10,20,10,20,30
2,70,2013,50,50,50,50,100
20,70,2013,10,0,10,0,10
2,20,2014,10,10,10,10,20
20,70,2014,20,0,20,0,20
"""
ROLL_CALLS = """rcid,session,importantvote,date,unres,amend,para,short,issues
1,69,0,2014-11-01,R/1,0,0,A,NA
2,69,0,2014-12-01,R/2,0,0,B,NA
"""
VOTES = """rcid,country,country_code,vote
1,United States,US,yes
1,United Kingdom,GB,yes
1,Russia,RU,no
1,China,CN,abstain
2,United States,US,no
2,United Kingdom,GB,yes
2,Russia,RU,yes
2,China,CN,yes
"""
FILES = {"Dyadic_COW_4.0.csv": TRADE, "un_votes.csv": VOTES, "un_roll_calls.csv": ROLL_CALLS}


def before_the_pact() -> System:
    return System.at("2024-06-19").without("RUS-PRK-2024")


def with_the_pact() -> System:
    return before_the_pact().with_(System.at("2024-06-19").record.treaties["RUS-PRK-2024"])


def test_shares_and_their_concentration() -> None:
    layer = Ties("trade", "B", {"A": 3.0, "C": 1.0}, "dollars")
    assert influence.share(layer, "A") == pytest.approx(0.75)
    assert influence.share(layer, "D") == 0
    assert influence.concentration(layer) == pytest.approx(0.625)
    empty = Ties("trade", "B", {}, "dollars", reason="none")
    assert influence.share(empty, "A") is None  # nothing in the layer is not zero of it
    assert influence.concentration(empty) is None


def test_pledges_weigh_by_capability(nothing: None) -> None:
    layer = defence(with_the_pact(), "PRK")
    assert {*layer.weights} == {"CHN", "RUS"}
    assert layer.weights["CHN"] > layer.weights["RUS"]
    assert (largest(with_the_pact(), "defence") or 0) >= layer.weights["CHN"]
    assert layer.basis
    assert defence(with_the_pact(), "CHE").reason


def test_trade_by_hand(home: Path) -> None:
    layer = trade(System.at("2013-12-31"), "CAN")
    assert layer.weights == {"USA": 30.0, "MEX": 10.0}
    assert largest(System.at("2013-12-31"), "trade") == 100.0
    assert "not of 2020" in trade(System.at("2020-12-31"), "CAN").reason
    assert "no trade" in trade(System.at("2014-12-31"), "FRA").reason


def test_votes_weigh_by_what_exceeds_the_mean(home: Path) -> None:
    layer = votes(System.at("2014-12-31"), "CHN")
    # with the United States (1/2 + 0) / 2, with Britain and Russia (1/2 + 1) / 2: the mean is 7/12
    assert layer.weights == pytest.approx({"GBR": 0.75 - 7 / 12, "RUS": 0.75 - 7 / 12})
    assert largest(System.at("2014-12-31"), "votes") is None


def test_visits_count_in_both_directions() -> None:
    layer = visits(System.at("2018-12-31"), "PRK")
    assert layer.weights["CHN"] == 3
    assert "follows" in layer.note


def test_dependence_is_the_mean_of_the_known_layers(nothing: None) -> None:
    system = with_the_pact()
    known = [t for t in ties(system, "PRK") if t.known]
    found = influence.dependence(system, "PRK", "RUS", draws=100)
    assert found.value == pytest.approx(sum(influence.share(t, "RUS") or 0.0 for t in known) / len(known))
    assert f"{len(known)} known layers" in found.note
    low, high = found.interval or (1.0, 0.0)
    assert low <= (found.value or 0) <= high
    contest = influence.contest(system, "PRK", "RUS", "CHN", draws=100)
    swapped = influence.contest(system, "PRK", "CHN", "RUS")
    assert (contest.value or 0) + (swapped.value or 0) == pytest.approx(1)


def test_what_is_not_known_has_a_reason(nothing: None) -> None:
    system = System.at("2024-06-19")
    none = influence.contest(system, "PRK", "FRA", "BRA")
    assert (none.value, none.exact) == (None, "the client depends on neither")
    alone = influence.dependence(system, "CHE", "RUS")
    assert (alone.value, alone.exact) == (None, "no layer is known")
    assert influence.asymmetry(system, "CHE", "RUS").value is None


def test_a_second_guarantor_is_addition_and_gives_the_client_room(nothing: None) -> None:
    found = influence.gains((before_the_pact(), with_the_pact(), None), "PRK", "RUS", "CHN")
    gain = next(g for g in found if g.layer == "defence")
    assert (gain.outcome, gain.room, gain.weight) == ("addition", True, 0.0)
    assert gain.one_spread is not None
    assert gain.one_spread[0] > 0


def test_one_guarantor_in_place_of_another_is_substitution(nothing: None) -> None:
    after = with_the_pact().without("CHN-PRK-1961")
    found = influence.gains((before_the_pact(), after, None), "PRK", "RUS", "CHN")
    assert next(g for g in found if g.layer == "defence").outcome == "substitution"
    back = influence.gains((after, before_the_pact(), None), "PRK", "RUS", "CHN")
    assert next(g for g in back if g.layer == "defence").outcome == "loss"
    gone = influence.gains((with_the_pact(), after, None), "PRK", "FRA", "CHN")
    assert next(g for g in gone if g.layer == "defence").outcome == "decline"


def test_a_signature_is_a_promise(nothing: None) -> None:
    before = before_the_pact()
    found = influence.gains((before, before, with_the_pact()), "PRK", "RUS", "CHN")
    gain = next(g for g in found if g.layer == "defence")
    assert (gain.outcome, gain.would) == ("promised", "addition")


def test_data_of_the_year_do_not_show_what_the_event_does(home: Path) -> None:
    system = System.at("2014-12-31")
    same = influence.gains((system, system.changed(("RUS-PRK-2024",)), None), "CAN", "USA", "MEX")
    assert next(g for g in same if g.layer == "trade").outcome == "not_observed"
    later = influence.gains((System.at("2013-12-31"), system, None), "CAN", "MEX", "USA")
    gain = next(g for g in later if g.layer == "trade")
    assert gain.outcome == "substitution"  # 10 of 40 becomes 20 of 40, the other falls from 30 to 20
    assert (gain.one, gain.other) == (pytest.approx(0.25), pytest.approx(-0.25))


def test_the_change_of_a_share_carries_its_interval(nothing: None) -> None:
    change = influence.share_change((before_the_pact(), with_the_pact(), None), "PRK", "RUS", 100, 1)
    assert change.spread is not None
    assert change.difference is not None
    assert change.spread[0] <= change.difference <= change.spread[1]


def test_capacity_is_bandwidth_times_dependence(home: Path) -> None:
    system = System.at("2013-12-31")
    found = influence.capacity(system, "USA", "CAN")
    layers = [t for t in ties(system, "CAN") if t.known and t.layer != "votes"]
    parts = [
        t.weights.get("USA", 0.0) / (largest(system, t.layer) or 1.0) * (influence.share(t, "USA") or 0.0)
        for t in layers
    ]
    assert "trade" in [t.layer for t in layers]
    assert found.value == pytest.approx(sum(parts) / len(parts))


def test_means_over_layers_are_compared_on_the_layers_known_on_both_days(nothing: None) -> None:
    systems = (before_the_pact(), with_the_pact(), None)
    change = influence.dependence_change(systems, "PRK", "RUS", 50, 1)
    assert change.before.note == change.after.note
    assert change.difference is not None
    assert change.spread is not None
    assert 0 < change.spread[0] <= change.difference <= change.spread[1]
    contest = influence.contest_change(systems, "PRK", "RUS", "CHN", 50, 1)
    assert contest.before.value is not None
    assert contest.after.value is not None
    assert contest.before.value < contest.after.value
    nobody = influence.contest_change(systems, "PRK", "FRA", "BRA", 50, 1)
    assert (nobody.after.value, nobody.spread) == (None, None)


def test_the_worked_examples() -> None:
    assert doctest.testmod(import_module("foedus.measures.influence.contest")).failed == 0
