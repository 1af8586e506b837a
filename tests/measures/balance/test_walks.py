"""Walk balance of networks and of nodes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from foedus.measures.balance.walks import LARGEST, NO_EDGES, TOO_LARGE, node_balance, pn_centrality, walk_balance
from foedus.network import SignedNetwork

from .networks import complete, least_frustrated, networks, path, ring, two_camps


@pytest.mark.parametrize(
    ("network", "value"),
    [
        (complete((-1, -1, -1)), 0.685788),
        (complete((1, 1, -1)), 0.685788),
        (complete((1, -1, -1)), 1.0),
        (complete((-1,) * 10), 0.194248),
        (ring((1, 1, 1, -1)), 0.914781),
        (path((1, -1, 1)), 1.0),
        (two_camps("ABC", "DEF"), 1.0),
    ],
)
def test_known_values(network: SignedNetwork, value: float) -> None:
    assert walk_balance(network).value == pytest.approx(value, abs=5e-7)


@given(networks(largest=7))
def test_one_if_and_only_if_balanced(network: SignedNetwork) -> None:
    value = walk_balance(network).value
    assert value is not None
    assert 0 < value <= 1
    assert (value > 1 - 1e-9) == (least_frustrated(network) == 0)


@given(networks(largest=7))
def test_nodes_add_up_to_the_whole(network: SignedNetwork) -> None:
    """K is the mean of the K of nodes, weighted by the walks in |A|."""
    found = node_balance(network)
    assert found is not None
    values, vectors = np.linalg.eigh(np.abs(network.matrix()))
    walks = np.square(vectors) @ np.exp(values)
    assert (found * walks).sum() / walks.sum() == pytest.approx(walk_balance(network).value)


def test_without_ties_and_too_large() -> None:
    assert walk_balance(SignedNetwork.of("", "", (), "AB")).note == NO_EDGES
    assert walk_balance(SignedNetwork.of("", "", (), "AB")).value == 1.0
    large = SignedNetwork.of("", "", (), [str(k) for k in range(LARGEST + 1)])
    assert walk_balance(large).value is None
    assert walk_balance(large).note == TOO_LARGE
    assert node_balance(large) is None


def test_no_overflow_beyond_a_radius_of_709() -> None:
    size = 900
    one, other = np.triu_indices(size, 1)
    network = SignedNetwork([str(k) for k in range(size)], one, other, np.ones(len(one), dtype=np.int64))
    assert walk_balance(network).value == pytest.approx(1.0)
    turned = SignedNetwork(network.labels, one, other, -network.sign)
    assert walk_balance(turned).value == pytest.approx(0.0, abs=1e-300)


def test_pn_centrality_of_friends_foes_and_isolates() -> None:
    """Solved by hand for n states that all have one relation: 1 / (1 - 1/2), 1 / (1 + 1); without ties 1."""
    friends, foes = pn_centrality(complete((1,) * 6)), pn_centrality(complete((-1,) * 6))
    assert friends == pytest.approx([2.0] * 4)
    assert foes == pytest.approx([0.5] * 4)
    assert pn_centrality(SignedNetwork.of("", "", (), "AB")) == pytest.approx([1.0, 1.0])
    assert pn_centrality(SignedNetwork.of("A", "B", (-1,))) is None
    assert pn_centrality(SignedNetwork.of("", "", (), [str(k) for k in range(LARGEST + 1)])) is None


def test_pn_centrality_favours_who_has_friends_over_who_has_foes() -> None:
    found = pn_centrality(SignedNetwork.of("ABC", "BCD", (1, -1, -1)))
    assert found is not None
    assert found[0] > found[3] > found[2]
