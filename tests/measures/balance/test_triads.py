"""Triads, degree of balance and its base line."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from foedus.measures.balance.triads import Triads, base_line, census, triangles_of_ties
from foedus.measures.balance.triangles import by_bits, listed, ordered
from foedus.network import SignedNetwork

from .networks import complete, networks, path, random_network, ring, two_camps


@pytest.mark.parametrize(
    ("network", "triads", "balance"),
    [
        (complete((-1, -1, -1)), (0, 0, 0, 1), 0.0),
        (complete((1, 1, -1)), (0, 1, 0, 0), 0.0),
        (complete((1, -1, -1)), (0, 0, 1, 0), 1.0),
        (complete((-1,) * 10), (0, 0, 0, 10), 0.0),
        (ring((1, 1, 1, -1)), (0, 0, 0, 0), None),
        (path((1, -1, 1)), (0, 0, 0, 0), None),
        (two_camps("ABC", "DEF"), (2, 0, 18, 0), 1.0),
    ],
)
def test_known_values(network: SignedNetwork, triads: tuple[int, ...], balance: float | None) -> None:
    found = census(network)
    assert found == Triads(*triads)
    assert found.balance == balance


def test_three_foes_are_balanced_weakly() -> None:
    found = Triads(3, 1, 4, 2)
    assert found.balance == pytest.approx(0.7)
    assert found.weak_balance == pytest.approx(0.9)
    assert Triads(0, 0, 0, 0).weak_balance is None


@given(networks())
def test_traces(network: SignedNetwork) -> None:
    """sum T = tr|A|^3 / 6 and (T0 + T2) - (T1 + T3) = tr A^3 / 6, however they are counted."""
    matrix = network.matrix(np.int64)
    found = census(network)
    assert 6 * found.total == np.trace(np.linalg.matrix_power(np.abs(matrix), 3))
    assert 6 * (found.ppp + found.pnn - found.ppn - found.nnn) == np.trace(np.linalg.matrix_power(matrix, 3))
    assert Triads(*by_bits(ordered(network)).tolist()) == found


@pytest.mark.parametrize(("size", "ties"), [(30, 300), (200, 4_000), (700, 3_000), (3_000, 9_000)])
def test_both_ways_of_counting_agree(size: int, ties: int) -> None:
    network = random_network(size, ties, 0.3, seed=size)
    order = ordered(network)
    found = np.zeros(4, dtype=np.int64)
    for three in listed(order):
        negative = sum(order.negative[some].astype(np.int64) for some in three)
        found += np.bincount(negative, minlength=4)
    assert found.tolist() == by_bits(order).tolist()


def test_triangles_of_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    network = random_network(60, 400, 0.3, seed=1)
    dense = triangles_of_ties(network)
    monkeypatch.setattr("foedus.measures.balance.triads.SMALL", 0)
    assert triangles_of_ties(network).tolist() == dense.tolist()
    assert dense.sum() == 3 * census(network).total


@given(networks(largest=5))
@settings(max_examples=40)
def test_the_base_line_is_the_mean_over_all_ways_to_deal_out_the_signs(network: SignedNetwork) -> None:
    found = base_line(network, census(network))
    if found is None:
        assert census(network).total == 0
        return
    every = itertools.combinations(range(network.ties), network.negative)
    degrees = [census(_signed(network, minus)).balance or 0.0 for minus in every]
    assert found.expected == pytest.approx(np.mean(degrees))
    assert found.deviation == pytest.approx(np.std(degrees), abs=1e-7)


def _signed(network: SignedNetwork, minus: tuple[int, ...]) -> SignedNetwork:
    sign = np.ones(network.ties, dtype=np.int64)
    sign[[*minus]] = -1
    return SignedNetwork(network.labels, network.i, network.j, sign)


def test_no_deviation_no_excess() -> None:
    found = base_line(complete((1, 1, 1)), census(complete((1, 1, 1))))
    assert found is not None
    assert (found.expected, found.z) == (1.0, None)
