"""The frustration index: known values, every partition of small networks, bounds that hold, and what is not closed."""

from __future__ import annotations

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.measures.balance.frustration import Frustration, frustrated, frustration
from foedus.measures.balance.kernel import blocks, kernel
from foedus.network import SignedNetwork

from .networks import LABELS, complete, least_frustrated, networks, path, random_network, ring, switched, two_camps


@pytest.mark.parametrize(
    ("network", "index"),
    [
        (complete((-1, -1, -1)), 1),
        (complete((1, 1, -1)), 1),
        (complete((1, -1, -1)), 0),
        (complete((-1,) * 10), 4),
        (ring((1, 1, 1, -1)), 1),
        (ring((1, -1, 1, -1)), 0),
        (path((1, -1, 1)), 0),
        (two_camps("ABC", "DEF"), 0),
    ],
)
def test_known_values(network: SignedNetwork, index: int) -> None:
    found = frustration(network)
    assert found.index == index
    assert found.status == "exact"
    assert found.normalised == (1 - 2 * index / network.ties,) * 2


def test_no_ties() -> None:
    found = frustration(SignedNetwork.of("", "", (), "AB"))
    assert (found.index, found.normalised, found.camps) == (0, None, (1, 1))


def without_enumeration(network: SignedNetwork, seed: int = 1) -> Frustration:
    """The index by cycles and branching, where all partitions would have been tried."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("foedus.measures.balance.settle.FEW", 0)
        patched.setattr("foedus.measures.balance.settle.MANY", 0)
        return frustration(network, seed)


@given(networks(largest=9), st.integers(0, 99))
@settings(max_examples=200, deadline=None)
def test_every_partition_of_small_networks(network: SignedNetwork, seed: int) -> None:
    for found in (frustration(network, seed), without_enumeration(network, seed)):
        assert found.index == least_frustrated(network)
        assert len(frustrated(network, found.camps)) == found.index


@pytest.mark.parametrize("seed", range(12))
def test_larger_ones_with_few_rules_to_contract_by(seed: int) -> None:
    """Twelve nodes, random signs: cycles and branching."""
    network = random_network(12, 120, 0.5, seed)
    found = without_enumeration(network, seed)
    assert found.partitions == 0
    assert found.index == least_frustrated(network)
    assert len(frustrated(network, found.camps)) == found.index


@pytest.mark.parametrize("size", range(4, 16))
def test_all_enemies(size: int) -> None:
    """Of n states all of which are enemies, two halves keep the most: the ties within them are frustrated."""
    network = complete((-1,) * (size * (size - 1) // 2))
    assert frustration(network).index == network.ties - size * size // 4
    if size < 11:
        assert without_enumeration(network).index == network.ties - size * size // 4


def test_enumeration_and_cycles_agree_beyond_brute_force() -> None:
    for seed in range(4):
        network = random_network(19, 110, 0.4, seed)
        assert frustration(network).index == without_enumeration(network).index


@given(networks(), st.lists(st.sampled_from((-1, 1)), min_size=9, max_size=9))
@settings(deadline=None)
def test_turning_all_ties_of_a_node_changes_nothing(network: SignedNetwork, turned: list[int]) -> None:
    assert frustration(switched(network, turned[: network.nodes])).index == frustration(network).index


@given(networks(largest=6), networks(largest=6))
@settings(deadline=None)
def test_blocks_add_up(one: SignedNetwork, other: SignedNetwork) -> None:
    """Two networks joined at one node."""
    labels = {label: label.lower() if k else LABELS[0] for k, label in enumerate(other.labels)}
    left = [n.labels[k] for n in (one,) for k in n.i] + [labels[other.labels[k]] for k in other.i]
    right = [one.labels[k] for k in one.j] + [labels[other.labels[k]] for k in other.j]
    joined = SignedNetwork.of(left, right, [*one.sign.tolist(), *other.sign.tolist()])
    assert frustration(joined).index == (frustration(one).index or 0) + (frustration(other).index or 0)


def test_the_index_does_not_depend_on_the_seed() -> None:
    network = random_network(40, 150, 0.4, seed=5)
    assert len({frustration(network, seed).index for seed in range(4)}) == 1


def test_time_out_gives_an_interval_that_holds_the_index() -> None:
    network = random_network(60, 700, 0.5, seed=3)
    found = frustration(network, seconds=0.0)
    assert found.status == "interval"
    assert found.index is None
    assert found.proof == ""
    assert 0 <= found.lower < found.upper == len(frustrated(network, found.camps))
    low, high = found.normalised or (0, 0)
    assert low < high


def test_a_planted_partition_is_proven() -> None:
    """Two camps of 150 with one tie in twelve turned: the cycles alone prove the index."""
    dice = np.random.default_rng(2)
    plain = random_network(300, 1500, 0.0, seed=2)
    camps = dice.choice((-1, 1), plain.nodes)
    turned = np.where(dice.random(plain.ties) < 1 / 12, -1, 1)
    network = SignedNetwork(plain.labels, plain.i, plain.j, camps[plain.i] * camps[plain.j] * turned)
    found = frustration(network)
    assert found.index is not None
    assert found.index <= (turned < 0).sum()
    assert found.proof == "cycles"


@given(networks())
@settings(deadline=None)
def test_contraction_loses_nothing(network: SignedNetwork) -> None:
    """What is lost for certain and what is left add up, and every tie that is left lies in one block."""
    small = kernel(network)
    parts = blocks(small.rows)
    left = {frozenset((a, b)) for a, row in enumerate(small.rows) for b in row}
    held = [
        frozenset((part.nodes[a], part.nodes[b])) for part in parts for a, b in zip(part.one, part.other, strict=True)
    ]
    assert set(held) == left
    assert len(held) == len(left)
    assert small.lost <= least_frustrated(network)


@pytest.mark.parametrize("module", ["triads", "walks", "frustration", "tie"])
def test_worked_examples(module: str) -> None:
    documented = importlib.import_module(f"foedus.measures.balance.{module}")
    ran = doctest.testmod(documented)
    assert ran.attempted
    assert not ran.failed
