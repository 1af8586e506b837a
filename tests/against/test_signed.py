"""The signed networks of states 1946-1999 (Doreian & Mrvar 2015) against what other programs found."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest

from foedus.measures.balance.frustration import frustrated, frustration
from foedus.measures.balance.tie import tie_effect
from foedus.measures.balance.triads import base_line, census
from foedus.measures.balance.walks import walk_balance
from foedus.networkfile import Slice, read_networks


@pytest.fixture(scope="module")
def slices(shared: Path) -> dict[int, Slice]:
    found = read_networks(shared / "data" / "signed" / "cow_signed_1946_1999.csv")
    return {int(one.keys["slice"]): one for one in found}


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "truth" / "frustration_dev.csv").open() as stream:
        return [*csv.DictReader(stream)]


def test_every_column(slices: dict[int, Slice], truth: list[dict[str, str]]) -> None:
    assert truth
    for row in truth:
        one = slices[int(row["slice"])]
        network, triads, found = one.network, census(one.network), frustration(one.network)
        exact = {
            **one.keys,
            "n_nodes": network.nodes,
            "n_edges": network.ties,
            "n_pos": network.ties - network.negative,
            "n_neg": network.negative,
            "tri_ppp": triads.ppp,
            "tri_ppn": triads.ppn,
            "tri_pnn": triads.pnn,
            "tri_nnn": triads.nnn,
            "frustration": found.index,
        }
        assert {name: int(row[name]) for name in exact} == exact
        assert float(row["balance_tri"]) == pytest.approx(triads.balance, rel=1e-9)
        assert float(row["balance_walk"]) == pytest.approx(walk_balance(network).value, rel=1e-9)
        assert float(row["frustration_norm"]) == pytest.approx((found.normalised or (0,))[0], rel=1e-9)


def test_all_are_proven_in_time(slices: dict[int, Slice]) -> None:
    started = time.process_time()
    found = [(one.network, frustration(one.network)) for one in slices.values()]
    spent = time.process_time() - started
    assert all(f.status == "exact" and len(frustrated(network, f.camps)) == f.index for network, f in found)
    assert spent < 3.0  # 0.4 s where nothing else runs


def test_the_base_line_of_1994(slices: dict[int, Slice]) -> None:
    network = slices[49].network
    found = base_line(network, census(network))
    assert found is not None
    assert found.expected == pytest.approx(0.752, abs=5e-4)
    dice = np.random.default_rng(1)
    drawn = []
    for _ in range(400):
        shuffled = type(network)(network.labels, network.i, network.j, dice.permutation(network.sign))
        drawn.append(census(shuffled).balance or 0.0)
    assert found.expected == pytest.approx(np.mean(drawn), abs=2e-3)
    assert found.deviation == pytest.approx(np.std(drawn), rel=0.15)


def test_russia_and_north_korea_1996(slices: dict[int, Slice]) -> None:
    """China is torn, the United States and Japan are at ease, the whole does not move."""
    found = tie_effect(slices[51].network, "RUS", "NKR", 1, draws=40, seed=1)
    assert [third.state for third in found.torn] == ["CHN"]
    assert [third.state for third in found.at_ease] == ["JPN", "USA"]
    assert found.triads == (0, 1, 2, 0)
    assert found.shifts.frustration.change == 0
    assert found.shifts.balance.change == pytest.approx(-0.00008, abs=1e-5)
    assert found.shifts.balance.low == pytest.approx(-0.0002, abs=1.5e-4)
    assert found.shifts.balance.high == pytest.approx(0.00003, abs=5e-5)
    assert found.shifts.unsettled == 0
    assert found.rate is None
