"""Boosted trees as plain numbers."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from foedus.forecasts.disputes.boosted import ROUNDS, SETTINGS, by_trees, grown
from foedus.forecasts.disputes.trees import Tree, margin, tree_of


def split(column: int, threshold: float, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    return {"split_feature": column, "threshold": threshold, "left_child": left, "right_child": right}


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


NESTED = split(1, 0.5, leaf(-2.0), split(0, 3.0, split(1, 2.0, leaf(0.25), leaf(0.5)), leaf(1.5)))


def test_a_row_comes_to_the_leaf_that_its_answers_lead_to() -> None:
    rows = np.array([[9.0, 0.5], [3.0, 1.0], [3.0, 2.5], [3.1, 1.0]])
    assert margin([tree_of(NESTED)], rows).tolist() == [-2.0, 0.25, 0.5, 1.5]
    assert margin([tree_of(NESTED)] * 3, rows).tolist() == [-6.0, 0.75, 1.5, 4.5]


def test_a_tree_without_nodes_is_its_leaf() -> None:
    assert margin([tree_of(leaf(0.75))], np.zeros((4, 2))).tolist() == [0.75] * 4
    assert margin([], np.zeros((2, 2))).tolist() == [0.0, 0.0]


def test_a_tree_written_and_read_is_the_same() -> None:
    tree = tree_of(NESTED)
    assert msgspec.json.decode(msgspec.json.encode(tree), type=Tree) == tree


def test_the_trees_are_those_of_the_library() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    dice = np.random.default_rng(2)
    inputs = dice.normal(size=(5000, 6))
    outcome = (dice.random(5000) < 1 / (1 + np.exp(3 - inputs[:, 0] - inputs[:, 1] * inputs[:, 2]))).astype(int)
    theirs = lightgbm.train(SETTINGS, lightgbm.Dataset(inputs, outcome), num_boost_round=ROUNDS)
    fresh = dice.normal(size=(500, 6))
    assert np.allclose(margin(grown(inputs, outcome), fresh), theirs.predict(fresh, raw_score=True), atol=1e-12)
    assert np.allclose(by_trees(inputs, outcome)(fresh), theirs.predict(fresh, raw_score=True), atol=1e-12)
