"""Indices of capability and what is made of them: identities, edge cases, worked examples."""

from __future__ import annotations

import doctest
from datetime import date
from math import isclose, isnan, log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foedus.factfiles import load
from foedus.measures import cinc, cliques, communities, concentration, parity, polarity, weighing
from foedus.measures.cinc import cinc_of, component_shares, normalised, six_of
from foedus.measures.concentration import con_of, hhi_of, move_of, n_eff_of
from foedus.measures.powers import net_resources, powers
from foedus.measures.weighing import RELIABILITY, Weights, coalition, con, n_eff, polarity_class
from foedus.system import System

SYSTEM = System(date(2024, 6, 20), load())
PARTS = arrays(np.float64, st.integers(2, 12), elements=st.floats(0.001, 1000))


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))


@pytest.mark.parametrize("module", [cinc, cliques, communities, concentration, parity, polarity, weighing])
def test_the_worked_examples_are_right(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_a_missing_component_is_left_out_and_no_zero() -> None:
    full = np.array([[10.0, 10.0], [30.0, 10.0], [60.0, 20.0]])
    gap = full.copy()
    gap[0, 0] = np.nan
    assert cinc_of(full)[0] == pytest.approx((0.1 + 0.25) / 2)
    assert cinc_of(gap)[0] == pytest.approx(0.25)  # the mean of the one that is known
    assert cinc_of(gap).sum() > 1  # which is why the indices of a year need not sum to 1
    assert isnan(cinc_of(np.full((2, 2), np.nan))[0])
    assert np.isnan(component_shares(np.zeros((2, 1)))).all()  # nobody has any: no share, not 0


def test_six_components_take_those_known_for_all_the_powers() -> None:
    shares, used = six_of(np.array([[1.0, np.nan, 3.0], [3.0, 2.0, 1.0]]))
    assert used == 2
    assert shares.tolist() == [0.5, 0.5]
    none, nothing = six_of(np.full((2, 3), np.nan))
    assert nothing == 0
    assert np.isnan(none).all()


@given(PARTS)
def test_con_and_the_effective_number_say_the_same(parts: np.ndarray) -> None:
    shares, count = normalised(parts), len(parts)
    index, effective = con_of(shares), n_eff_of(shares)
    assert index is not None
    assert effective is not None
    assert 0 <= index <= 1
    assert effective * (1 + 1e-12) >= 1
    assert effective <= count * (1 + 1e-12)
    assert index**2 == pytest.approx((1 / effective - 1 / count) / (1 - 1 / count), abs=1e-9)
    assert hhi_of(shares) == pytest.approx(1 / effective)


@given(PARTS)
def test_con_does_not_ask_for_the_order_or_the_unit(parts: np.ndarray) -> None:
    assert con_of(normalised(parts)) == pytest.approx(con_of(normalised(parts[::-1] * 7)), abs=1e-7)


def test_equal_shares_have_con_0_whatever_rounding_does() -> None:
    for count in range(2, 60):
        assert con_of(np.full(count, 1 / count)) == pytest.approx(0, abs=1e-7)
    assert con_of(np.array([1.0, 0.0, 0.0])) == 1


def test_what_is_undefined_has_no_value() -> None:
    assert con_of(np.array([1.0])) is None
    assert con_of(np.array([])) is None
    assert con_of(np.array([0.5, np.nan])) is None
    assert n_eff_of(np.array([])) is None
    assert move_of(np.array([1.0]), np.array([1.0])) is None
    assert move_of(np.array([0.5, np.nan]), np.array([0.5, 0.5])) is None
    assert np.isnan(normalised(np.zeros(3))).all()


def test_move_is_0_without_movement_and_1_when_the_least_takes_all() -> None:
    assert move_of(np.array([3.0, 1.0]), np.array([6.0, 2.0])) == 0
    assert move_of(np.array([0.7, 0.3, 0.0]), np.array([0.0, 0.0, 1.0])) == pytest.approx(1)


def test_parity_and_passage() -> None:
    assert parity.parity_of(0.0, 0.0) is None
    assert parity.parity_of(float("nan"), 1.0) is None
    assert parity.parity_of(2.0, 2.0) == parity.Parity(1.0, 0)
    years = np.arange(1900, 1907)
    one = np.array([1, 1, np.nan, 3, 2, 2, 1.0])
    found = parity.transition_of(years, one, np.full(7, 2.0))
    assert found.leaders == (-1, -1, None, 1, 0, 0, -1)
    assert found.crossings == (1903, 1906)  # the year unknown passes nothing, nor does a tie


def test_the_balance_of_coalitions() -> None:
    found = parity.balance_of(np.array([0.3]), np.array([]))
    assert found == parity.Balance(1.0, float("inf"))
    assert parity.balance_of(np.array([]), np.array([])) is None
    assert parity.balance_of(np.array([np.nan]), np.array([0.1])) is None
    weighed = parity.balance_of(np.array([0.2, 0.2]), np.array([0.3]), (np.array([1.0, 0.5]), np.array([1.0])))
    assert weighed is not None
    assert weighed.share == pytest.approx(0.5)
    assert weighed.log_odds == pytest.approx(log(1.0), abs=1e-9)


@pytest.mark.parametrize(
    ("shares", "pole", "margin"),
    [
        ((0.50, 0.30, 0.20), "unipolar", 0.0),
        ((0.49, 0.30, 0.21), "bipolar", 0.01),
        ((0.46, 0.24, 0.30), "bipolar", 0.04),
        ((0.46, 0.24, 0.15, 0.15), "near_unipolar", 0.01),
        ((0.30, 0.25, 0.25, 0.20), "bipolar", 0.0),
        ((0.40, 0.20, 0.20, 0.20), "multipolar", 0.05),
    ],
)  # fmt: skip
def test_polarity_and_its_margin(shares: tuple[float, ...], pole: str, margin: float) -> None:
    found = polarity.polarity_of(np.array(shares))
    assert found is not None
    assert found.pole == pole
    assert found.margin == pytest.approx(margin)
    assert found.beyond != pole


def test_polarisation_at_its_ends() -> None:
    assert polarity.reynal_querol(np.array([1.0])) == 0
    assert polarity.reynal_querol(np.array([0.5, 0.5])) == 1
    assert polarity.reynal_querol(np.full(3, 1 / 3)) == pytest.approx(8 / 9)
    assert polarity.esteban_ray(np.array([1.0])) == 0
    with pytest.raises(ValueError, match="alpha"):
        polarity.esteban_ray(np.array([0.5, 0.5]), alpha=2)


def test_a_chain_of_alliances_makes_no_pole() -> None:
    chain = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]], dtype=bool)
    assert polarity.poles_of(chain, np.array([4.0, 1.0, 2.0, 3.0])).tolist() == [0, 0, 2, 2]


@given(st.integers(1, 9), st.integers(0, 2**36 - 1), st.integers(0, 5))
def test_the_heaviest_clique_is_the_heaviest(size: int, bits: int, seed: int) -> None:
    pairs = [(i, j) for j in range(size) for i in range(j)]
    tied = {pair for k, pair in enumerate(pairs) if bits >> k & 1}
    ties = {n: frozenset(m for m in range(size) if (min(n, m), max(n, m)) in tied and n != m) for n in range(size)}
    weight = dict(enumerate(np.random.default_rng(seed).random(size).tolist()))
    found = cliques.heaviest_clique(ties, weight)
    assert all(m in ties[n] for n in found for m in found if n != m)
    best = 0.0
    for chosen in range(1, 2**size):
        group = [n for n in range(size) if chosen >> n & 1]
        if all(m in ties[n] for n in group for m in group if n != m):
            best = max(best, sum(weight[n] for n in group))
    assert isclose(sum(weight[n] for n in found), best)


def test_communities_of_the_karate_club_reach_the_known_optimum() -> None:
    known = 0.4197896  # the greatest modularity there is (Brandes and others 2008)
    found = communities.communities(karate())
    assert found.modularity == pytest.approx(known, abs=1e-6)
    assert found.modularity == pytest.approx(communities.modularity(karate(), np.array(found.labels)))
    assert found == communities.communities(karate())
    assert len(found.spread) == 30


def test_communities_without_ties_are_the_nodes() -> None:
    assert communities.communities(np.zeros((3, 3))).labels == (0, 1, 2)
    assert communities.communities(np.zeros((0, 0))).labels == ()


@given(st.integers(2, 14), st.integers(0, 10**6))
def test_a_community_holds_together(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((size, size)) < 0.3, 1)
    graph = (upper | upper.T).astype(float)
    found = communities.communities(graph, restarts=4, seed=seed)
    labels = np.array(found.labels)
    for one in set(found.labels):
        members = np.flatnonzero(labels == one)
        ties = {int(n): frozenset(int(m) for m in members if graph[n, m]) for n in members}
        assert len(cliques.components(ties)) == 1
    assert found.modularity >= -1e-12


def karate() -> np.ndarray:
    """Zachary's karate club (1977): 34 members, 78 ties."""
    text = (
        "0:1 2 3 4 5 6 7 8 10 11 12 13 17 19 21 31|1:2 3 7 13 17 19 21 30|2:3 7 8 9 13 27 28 32|3:7 12 13|4:6 10|"
        "5:6 10 16|6:16|8:30 32 33|9:33|13:33|14:32 33|15:32 33|18:32 33|19:33|20:32 33|22:32 33|"
        "23:25 27 29 32 33|24:25 27 31|25:31|26:29 33|27:33|28:31 33|29:32 33|30:32 33|31:32 33|32:33"
    )
    graph = np.zeros((34, 34))
    for row in text.split("|"):
        one, others = row.split(":")
        for other in others.split():
            graph[int(one), int(other)] = graph[int(other), int(one)] = 1
    assert graph.sum() == 156
    return graph


def test_the_shares_of_every_index_of_the_facts_sum_to_one() -> None:
    for index in ("mean_share", "net_resources"):
        assert np.nansum(powers(SYSTEM, index).shares) == pytest.approx(1)


def test_net_resources_discount_a_large_and_poor_population() -> None:
    china, states = (net_resources(SYSTEM, s).value for s in ("CHN", "USA"))
    assert china is not None
    assert states is not None
    assert china < states
    gdp = {s: load().capability(s, "gdp_ppp", 2024).value for s in ("CHN", "USA")}  # type: ignore[union-attr]
    assert gdp["CHN"] > gdp["USA"]  # type: ignore[operator]  # by GDP alone it is the other way round


def test_a_figure_has_an_interval_or_says_why_not() -> None:
    for variant in ("con_cinc", "con_six", "con_mean4", "con_net"):
        figure = con(SYSTEM, variant)
        assert figure.interval is not None or figure.exact
        if figure.value is not None and figure.interval is not None:
            assert figure.interval[0] <= figure.value <= figure.interval[1]


def test_draws_are_repeated_by_their_seed() -> None:
    assert con(SYSTEM, "con_mean4", seed=3) == con(SYSTEM, "con_mean4", seed=3)
    assert con(SYSTEM, "con_mean4", seed=3).interval != con(SYSTEM, "con_mean4", seed=4).interval


def test_facts_of_today_say_nothing_of_1950() -> None:
    figure = n_eff(System(date(1950, 6, 25), load()), "mean_share")
    assert figure.value is None
    assert "1950" in figure.exact
    assert polarity_class(System(date(1950, 6, 25), load()), "net_resources") is None


def test_weights_name_their_source_and_spare_the_first() -> None:
    plain = coalition(SYSTEM, ("KOR", "USA"), ("PRK",), "mean_share")
    assert plain.value is not None
    for weights in RELIABILITY.values():
        found = coalition(SYSTEM, ("KOR", "USA"), ("PRK",), "mean_share", weights=weights)
        assert found.value is not None
        assert found.value < plain.value
        assert weights.source in found.note
        assert found.interval is not None
    none = coalition(SYSTEM, ("KOR", "USA"), ("PRK",), "mean_share", weights=Weights("a test", ally=0.0))
    alone = coalition(SYSTEM, ("KOR",), ("PRK",), "mean_share")
    assert none.value == pytest.approx(alone.value)


def test_a_coalition_with_an_unknown_member_is_unknown() -> None:
    assert "XAB" in coalition(SYSTEM, ("XAB",), ("PRK",), "mean_share").exact
    assert coalition(SYSTEM, (), (), "mean_share").value is None
