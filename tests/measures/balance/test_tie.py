"""What one new tie does to third states, and the same errors drawn before and after."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import DataError
from foedus.evidence import Row
from foedus.measures.balance.frustration import frustration
from foedus.measures.balance.paired import shifts
from foedus.measures.balance.tie import RATES, figures, tie_effect
from foedus.measures.balance.triads import census
from foedus.measures.balance.walks import walk_balance
from foedus.network import SignedNetwork

from .networks import networks, random_network, two_camps


@given(networks(largest=7), st.sampled_from((1, -1)))
@settings(deadline=None)
def test_changes_are_those_of_the_networks(network: SignedNetwork, sign: int) -> None:
    a, b = network.labels[:2]
    after = network.with_tie(a, b, sign)
    found = tie_effect(network, a, b, sign, draws=0)
    assert found.was == network.sign_of(a, b)
    one, other = census(network), census(after)
    assert found.triads == (other.ppp - one.ppp, other.ppn - one.ppn, other.pnn - one.pnn, other.nnn - one.nnn)
    assert (found.shifts.balance.before, found.shifts.balance.after) == (one.balance, other.balance)
    assert found.shifts.walks.after == walk_balance(after).value
    assert found.shifts.frustration.before == frustration(network).index
    assert found.shifts.frustration.after == frustration(after).index
    assert found.shifts.frustration.low is None


@pytest.mark.parametrize(
    ("to_a", "to_b", "sign", "kind", "torn"),
    [
        (1, 1, 1, "friend_of_both", False),
        (-1, -1, 1, "enemy_of_both", False),
        (1, -1, 1, "friend_of_one", True),
        (-1, 1, -1, "friend_of_one", False),
        (1, 1, -1, "friend_of_both", True),
        (-1, -1, -1, "enemy_of_both", True),
    ],
)
def test_kinds_of_third_states(to_a: int, to_b: int, sign: int, kind: str, torn: bool) -> None:
    found = tie_effect(SignedNetwork.of("AB", "CC", (to_a, to_b)), "A", "B", sign, {"C": 0.25}, draws=0)
    (third,) = found.thirds
    assert (third.state, third.to_a, third.to_b, third.kind, third.torn) == ("C", to_a, to_b, kind, torn)
    assert third.weight == 0.25
    assert found.rate == RATES[kind]


def test_a_newcomer_and_a_pair_without_third_states() -> None:
    found = tie_effect(SignedNetwork.of("AB", "BC", (1, 1)), "Z", "A", -1, draws=3)
    assert (found.thirds, found.triads, found.rate) == ((), (0, 0, 0, 0), RATES[""])
    assert found.shifts.balance.change is None
    assert "no_triangles" in found.shifts.balance.why


@pytest.mark.parametrize(("a", "b", "sign"), [("A", "A", 1), ("A", "B", 0)])
def test_no_tie_of_this_kind(a: str, b: str, sign: int) -> None:
    with pytest.raises(DataError, match="wanted two states, and a sign of 1 or -1"):
        tie_effect(SignedNetwork.of("A", "B", (1,)), a, b, sign)


def test_draws_are_seeded_and_paired() -> None:
    network = two_camps("ABCDE", "FGHI")
    later = network.with_tie("A", "Z", 1)
    one, other = (shifts(network, later, draws=20, seed=4) for _ in "ab")
    assert one == other
    assert sum(one.changes.values()) == 20
    assert one.changes == {0: 20}  # a tie to a newcomer is frustrated in no draw
    assert shifts(network, network, draws=10).walks.high == 0.0


def test_a_turned_tie_can_only_add_one() -> None:
    network = random_network(14, 60, 0.3, seed=1)
    a, b = network.labels[int(network.i[0])], network.labels[int(network.j[0])]
    found = tie_effect(network, a, b, int(-network.sign[0]), draws=30).shifts
    assert set(found.changes) <= {-1, 0, 1}
    assert found.frustration.low is not None
    assert found.frustration.high is not None
    assert -1 <= found.frustration.low <= found.frustration.high <= 1


def test_figures_carry_ties_and_draws() -> None:
    basis = (Row("network", "all rows", "ties.csv"),)
    made = figures(tie_effect(two_camps("ABC", "DEF"), "A", "D", 1, draws=5), basis)
    assert [f.name for f in made] == ["balance_tri_change", "balance_walk_change", "frustration_change"]
    assert all(f.basis[0] == basis[0] and len(f.basis) == 2 and f.interval for f in made)
    assert np.sign(made[2].value or 0) == 1
