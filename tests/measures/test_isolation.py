"""Layers of isolation: what each counts, how it is ranked, when the claim that a state leaves isolation holds."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.figure import Figure
from foedus.measures import isolation
from foedus.measures.isolation.by_facts import cover_change, organisations
from foedus.measures.isolation.layer import Layer, layer, rank
from foedus.measures.isolation.signed import pn_of
from foedus.measures.isolation.verdict import judge
from foedus.network import SignedNetwork
from foedus.system import System

NMC = """ccode,year,milex,milper,irst,pec,tpop,upop,cinc
2,2014,1,1,1,1,1,1,0.5
20,2014,1,1,1,1,1,1,0.2
70,2014,1,1,1,1,1,1,0.1
365,2014,1,1,1,1,1,1,0.2
2,2013,1,1,1,1,1,1,0.6
20,2013,1,1,1,1,1,1,0.2
365,2013,1,1,1,1,1,1,0.2
"""
ATOP = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
2,20,2014,1,0,0,0,1
2,70,2014,1,0,0,0,1
70,2,2014,1,0,0,0,1
365,20,2014,0,0,0,1,0
2,20,2013,1,0,0,0,1
"""
TRADE = """ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade
2,20,2014,10,20,10,20,30
2,70,2014,5,5,5,5,10
20,70,2014,1,0,1,0,1
2,365,2014,-9,-9,0,0,0
2,20,2013,10,10,10,10,20
"""
ROLL_CALLS = """rcid,session,importantvote,date,unres,amend,para,short,issues
1,69,0,2014-11-01,R/1,0,0,A,NA
2,69,0,2014-12-01,R/2,0,0,B,NA
3,68,0,2013-11-01,R/3,0,0,C,NA
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
3,United States,US,no
3,Russia,RU,no
"""
FILES = {
    "cow_nmc.csv": NMC,
    "atop_alliance.csv": ATOP,
    "Dyadic_COW_4.0.csv": TRADE,
    "un_votes.csv": VOTES,
    "un_roll_calls.csv": ROLL_CALLS,
}


def of(name: str, state: str, day: str = "2014-12-31") -> Layer:
    return isolation.LAYERS[name](System.at(day), state)


# --- ranks and verdicts --------------------------------------------------------------------------------------


def test_ties_count_half() -> None:
    assert rank(0, (0, 0, 0, 1)) == pytest.approx(3 / 8)
    assert rank(1, (0, 0, 0, 1)) == pytest.approx(7 / 8)
    assert rank(5, (0, 1)) == 1
    assert rank(None, (0, 1)) is None
    assert rank(1, ()) is None


@given(st.lists(st.integers(0, 5), min_size=1))
def test_the_mean_rank_of_all_is_the_middle(values: list[int]) -> None:
    ranks = [rank(v, values) or 0.0 for v in values]
    assert sum(ranks) / len(ranks) == pytest.approx(0.5)
    assert all(0 < r < 1 for r in ranks)


def made(value: float | None, population: tuple[float, ...] = (), past: tuple[float, ...] = ()) -> Layer:
    return layer("alliance", Figure("alliance", ("A",), value, "states", (), exact="made up"), population, past)


SYSTEM = (0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)


def test_a_state_leaves_isolation_where_it_crosses_the_quarter() -> None:
    found = judge(made(0.0, SYSTEM), made(2.0, SYSTEM))
    assert (found.outcome, found.crossed, found.left) == ("leaves", True, None)
    assert judge(made(0.0, SYSTEM), made(0.0, SYSTEM)).outcome == "same"
    assert judge(made(2.0, SYSTEM), made(3.0, SYSTEM)).outcome == "less"
    assert judge(made(3.0, SYSTEM), made(2.0, SYSTEM)).outcome == "more"


def test_a_state_leaves_isolation_where_it_leaves_its_own_lowest_decile() -> None:
    past = (3.0,) * 10
    assert judge(made(2.0, (), past), made(3.0, (), past)).left is True
    assert judge(made(3.0, (), past), made(4.0, (), past)).left is False  # it stood where it always had
    assert judge(made(2.0, (), past[:9]), made(3.0, (), past[:9])).left is None  # ten years are wanted


def test_what_is_signed_is_promised() -> None:
    found = judge(made(0.0, SYSTEM), made(0.0, SYSTEM), made(2.0, SYSTEM))
    assert (found.outcome, found.crossed) == ("promised", True)
    assert judge(made(0.0, SYSTEM), made(0.0, SYSTEM), made(None)).outcome == "same"
    assert judge(made(0.0, SYSTEM), made(0.0, SYSTEM), made(0.0, SYSTEM)).outcome == "same"


def test_a_move_within_its_interval_is_none() -> None:
    assert judge(made(0.0, SYSTEM), made(2.0, SYSTEM), spread=(-0.1, 4.0)).outcome == "within"
    assert judge(made(0.0, SYSTEM), made(2.0, SYSTEM), spread=(0.1, 4.0)).outcome == "leaves"


def test_unknown_on_one_side_is_unknown() -> None:
    found = judge(made(0.0, SYSTEM), made(None))
    assert (found.outcome, found.reason) == ("unknown", "made up")


def test_many_enemies_isolate() -> None:
    few, many = (
        layer("hostility", Figure("hostility", ("A",), v, "states", (), exact="x"), SYSTEM, isolating="high")
        for v in (3.0, 6.0)
    )
    assert judge(many, few).outcome == "leaves"
    assert judge(few, many).outcome == "more"


# --- by the facts --------------------------------------------------------------------------------------------


def test_only_organisations_whose_members_are_all_listed_are_counted() -> None:
    system = System.at("2024-06-19")
    figure = organisations(system, "FRA").figure
    listed = [o for o in system.record.organisations.values() if o.complete and "FRA" in o.members_at(system.day)]
    assert figure.value == len(listed)
    assert "in full" in figure.exact
    partial = {o.code for o in system.record.organisations.values() if not o.complete}
    assert "WTO" in partial
    assert not any(row.key.split(":")[0] in partial for row in figure.basis if hasattr(row, "key"))


def test_a_state_in_few_organisations_stands_low() -> None:
    system = System.at("2024-06-19")
    north_korea, france = (organisations(system, state) for state in ("PRK", "FRA"))
    assert north_korea.figure.value is not None
    assert france.figure.value is not None
    assert north_korea.figure.value < france.figure.value
    assert (north_korea.percentile or 0) < 0.1 < (france.percentile or 0)


def test_a_new_guarantor_is_a_rank_above_the_own_past() -> None:
    system = System.at("2018-12-31")
    before, after = (isolation.LAYERS["alliance"](s, "PRK") for s in (system, system.changed(("RUS-PRK-2024",))))
    assert (before.figure.value, after.figure.value) == (1.0, 2.0)
    assert (before.past, before.position) == (10, 0.5)  # China alone in all ten years
    assert after.position == 1.0
    assert (before.percentile or 1) < (after.percentile or 0)


def test_cover_has_an_interval_from_paired_draws() -> None:
    system = System.at("2024-06-19").without("RUS-PRK-2024")
    systems = (system, system.with_(System.at("2024-06-19").record.treaties["RUS-PRK-2024"]))
    one, again, other = (cover_change((*systems, None), "PRK", 100, seed) for seed in (1, 1, 2))
    assert one == again
    assert one.spread != other.spread
    assert one.spread is not None
    assert one.difference is not None
    assert one.spread[0] <= one.difference <= one.spread[1]
    assert one.spread[0] > 0
    assert one.measurable
    low, high = one.after.interval or (1, 0)
    assert low <= (one.after.value or 0) <= high
    assert cover_change((*systems, None), "PRK", 0).spread is None


def test_visits_that_nobody_follows_are_unknown() -> None:
    assert of("contact", "PRK", "2018-12-31").figure.value == 3
    assert of("contact", "PER", "2018-12-31").figure.value is None


def test_capabilities_of_another_age_are_unknown(nothing: None) -> None:
    assert of("cover", "FRA", "1960-12-31").figure.value is None
    assert of("alliance", "FRA", "1960-12-31").figure.value


def test_layers_without_data_are_unknown_and_say_what_would_bring_them(nothing: None) -> None:
    for name in ("cover_cinc", "alliance_atop", "cover_atop", "organisations_cow", "trade_partners", "votes_agreement"):
        found = of(name, "PRK")
        assert found.figure.value is None
        assert found.percentile is None
        assert "foedus data import" in found.figure.exact, name
    assert of("diplomatic", "PRK").figure.value is None
    assert "no list of sanctions" in of("sanctions", "PRK").figure.exact


# --- by imported data ----------------------------------------------------------------------------------------


def test_partners_by_atop_are_those_of_either_side(home: Path) -> None:
    found = of("alliance_atop", "USA")
    assert found.figure.value == 2
    assert found.behind is not None
    assert found.behind.value == pytest.approx(0.3)
    assert of("alliance_atop", "CAN").figure.value == 1  # it is owed a pledge and owes none
    assert of("alliance_atop", "RUS").figure.value == 0  # non-aggression is no partner; none is a value
    assert of("cover_atop", "MEX").figure.value == pytest.approx(0.5)
    cover = of("cover_atop", "USA")
    assert cover.past == 1
    assert found.ranked > 190
    assert found.percentile == pytest.approx(1 - 0.5 / found.ranked)


def test_another_year_is_unknown(home: Path) -> None:
    found = of("alliance_atop", "USA", "2023-12-31")
    assert found.figure.value is None
    assert "not of 2023" in found.figure.exact


def test_a_state_that_the_list_does_not_hold_is_unknown(home: Path) -> None:
    found = of("alliance_atop", "SUN")
    assert found.figure.value is None
    assert "does not hold SUN in 2014" in found.figure.exact


def test_a_supposed_treaty_counts_and_one_taken_away_is_not_known(home: Path) -> None:
    system = System.at("2014-12-31")
    supposed = isolation.LAYERS["alliance_atop"](system.changed(("RUS-PRK-2024",)), "RUS")
    assert supposed.figure.value == 1
    removed = isolation.LAYERS["alliance_atop"](system.changed((), ("NATO-1949",)), "USA")
    assert removed.figure.value is None
    assert "NATO-1949" in removed.figure.exact


def test_trade_by_hand(home: Path) -> None:
    partners = of("trade_partners", "USA")
    assert partners.figure.value == 2  # what is missing is no trade that is known
    assert partners.behind is not None
    assert partners.behind.value == pytest.approx(0.3)
    assert partners.past == 1
    spread = of("trade_concentration", "USA")
    assert spread.figure.value == pytest.approx(0.75**2 + 0.25**2)
    assert spread.isolating == "high"


def test_votes_by_hand(home: Path) -> None:
    agreement = of("votes_agreement", "USA")
    # 1 with Britain, 0 with Russia, 1/2 with China; then alone against three
    assert agreement.figure.value == pytest.approx(1.5 / 6)
    assert of("votes_agreement", "GBR").figure.value == pytest.approx(3.5 / 6)
    assert agreement.ranked == 4
    assert agreement.percentile == pytest.approx(1 / 8)
    assert (agreement.past, agreement.position) == (1, 0.0)
    assert of("votes_minority", "USA").figure.value == pytest.approx(1 / 2)
    assert of("votes_side", "USA").figure.value == pytest.approx(1 / 4)
    assert of("votes_side", "GBR").figure.value is None
    assert "cast no vote" in of("votes_agreement", "FRA").figure.exact


def test_votes_speak_until_the_next_session(home: Path) -> None:
    assert of("votes_agreement", "USA", "2015-08-31").figure.value == pytest.approx(1.5 / 6)
    assert "foedus data pull un_votes" in of("votes_agreement", "USA", "2015-09-01").figure.exact


# --- friends and foes ----------------------------------------------------------------------------------------


def test_hostile_ties_and_local_balance(nothing: None) -> None:
    system = System.at("2018-12-31")
    foes = isolation.LAYERS["hostility"](system, "PRK")
    assert foes.figure.value
    assert foes.figure.basis
    assert foes.behind is not None
    assert foes.behind.value
    balance = isolation.LAYERS["local_balance"](system, "PRK").figure
    assert 0 < (balance.value or 0) <= 1
    assert isolation.LAYERS["hostility"](system, "SUN").figure.value is None


def test_pn_centrality_by_hand() -> None:
    friends, foes = (pn_of(SignedNetwork.of("A", "B", (sign,), "ABC")) for sign in (1, -1))
    assert friends[0] > friends[2] > foes[0]
    assert friends[2] == foes[2] == pytest.approx(1)  # without ties
    # x = 1 + x / 4 with a friend, x = 1 - 2 x / 4 with a foe
    assert (friends[0], foes[0]) == (pytest.approx(4 / 3), pytest.approx(2 / 3))


@pytest.mark.parametrize("module", [isolation.layer, isolation.signed])
def test_the_worked_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
