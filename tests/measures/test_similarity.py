"""Similarity of portfolios: an example by hand, the formulas pair by pair, what no measure may change by."""

from __future__ import annotations

import doctest
from itertools import combinations
from math import isclose, isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures import portfolios
from foedus.measures import similarity as module
from foedus.measures.similarity import MEASURES, by_year, matrix, similarity, triangle

# Three states: A and B owe each other defence, B and C neutrality. Worked out in docs/measures.md.
THREE = np.array([[3, 3, 0], [3, 3, 2], [0, 2, 3]])
BY_HAND = {
    "sallyvs": (1 - 8 / 27, 1 - 38 / 27, 1 - 22 / 27),
    "sallyva": (1 - 4 / 9, 1 - 14 / 9, 1 - 10 / 9),
    "sallybs": (1 / 3, -1 / 3, 1 / 3),
    "sallyba": (1 / 3, -1 / 3, 1 / 3),
    "pallyv": (1 / 3, -7 / 11, -7 / 11),
    "pallyb": (-1 / 5, -1 / 2, -1 / 5),
    "kallyv": (1 / 2, -8 / 11, 1 - 33 / 25),
    "kallyb": (0.0, -1 / 2, 0.0),
    "taub": (1.0, -2 / sqrt(6), -2 / sqrt(6)),
}


def test_three_states_by_hand() -> None:
    found = similarity(THREE)
    for name in MEASURES:
        assert np.allclose(found[name], BY_HAND[name], atol=1e-12, rtol=0), name


def naive(x: list[int], y: list[int]) -> dict[str, float]:
    """Every measure from its definition, one pair at a time, over the full tables of levels."""
    pairs = [*zip(x, y, strict=True)]
    binary = [(int(a > 0), int(b > 0)) for a, b in pairs]
    return {
        "sallyvs": 1 - 2 * sum((a - b) ** 2 for a, b in pairs) / (9 * len(pairs)),
        "sallyva": 1 - 2 * sum(abs(a - b) for a, b in pairs) / (3 * len(pairs)),
        "sallybs": 1 - 2 * sum((a - b) ** 2 for a, b in binary) / len(pairs),
        "sallyba": 1 - 2 * sum(abs(a - b) for a, b in binary) / len(pairs),
        "pallyv": scott(pairs, 4),
        "pallyb": scott(binary, 2),
        "kallyv": cohen(pairs, 4),
        "kallyb": cohen(binary, 2),
        "taub": kendall(pairs),
    }


def scott(pairs: list[tuple[int, int]], levels: int) -> float:
    cells = [cell for pair in pairs for cell in pair]
    chance = sum((cells.count(level) / len(cells)) ** 2 for level in range(levels))
    return (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance) if chance < 1 else nan


def cohen(pairs: list[tuple[int, int]], levels: int) -> float:
    """With the weights of the whole scale, 1 - (i - j)^2 / (levels - 1)^2, whichever levels the pair uses."""
    n = len(pairs)
    weight = [[1 - (i - j) ** 2 / (levels - 1) ** 2 for j in range(levels)] for i in range(levels)]
    one, other = ([sum(p[side] == level for p in pairs) / n for level in range(levels)] for side in (0, 1))
    observed = sum(weight[a][b] for a, b in pairs) / n
    chance = sum(weight[i][j] * one[i] * other[j] for i in range(levels) for j in range(levels))
    return (observed - chance) / (1 - chance) if not isclose(chance, 1, abs_tol=1e-12) else nan


def kendall(pairs: list[tuple[int, int]]) -> float:
    signs = [(np.sign(a - c), np.sign(b - d)) for (a, b), (c, d) in combinations(pairs, 2)]
    scale = sqrt(sum(s != 0 for s, _ in signs) * sum(t != 0 for _, t in signs))
    return sum(s * t for s, t in signs) / scale if scale else nan


def same(one: float, other: float) -> bool:
    return (isnan(one) and isnan(other)) or isclose(one, other, abs_tol=1e-9)


@st.composite
def systems(draw: st.DrawFn) -> np.ndarray:
    states = draw(st.integers(1, 7))
    level = st.sampled_from(draw(st.sampled_from([(0, 3), (0, 0, 0, 1, 2, 3), (0, 1), (2, 3), (3,)])))
    rows = draw(st.lists(st.lists(level, min_size=states, max_size=states), min_size=states, max_size=states))
    ties = np.array(rows, dtype=np.int8).reshape(states, states)
    np.fill_diagonal(ties, 3)
    return ties


@given(systems())
def test_the_matrices_give_what_the_formulas_give_pair_by_pair(ties: np.ndarray) -> None:
    found, (one, other) = similarity(ties), triangle(len(ties))
    for at, (i, j) in enumerate(zip(one, other, strict=True)):
        expected = naive(ties[i].tolist(), ties[j].tolist())
        for name in MEASURES:
            assert same(float(found[name][at]), expected[name]), (name, ties[i], ties[j])


@given(systems(), st.randoms())
def test_no_measure_depends_on_the_order_of_the_states(ties: np.ndarray, random: object) -> None:
    order = np.arange(len(ties))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = triangle(len(ties))
    before = {(int(i), int(j)): at for at, (i, j) in enumerate(zip(one, other, strict=True))}
    found, again = similarity(ties), similarity(ties[np.ix_(order, order)])
    for at, (i, j) in enumerate(zip(order[one], order[other], strict=True)):
        was = before[min(int(i), int(j)), max(int(i), int(j))]
        assert all(same(float(found[name][was]), float(again[name][at])) for name in MEASURES)


@given(systems())
def test_the_measures_stay_in_their_ranges_and_like_portfolios_are_alike(ties: np.ndarray) -> None:
    doubled = np.vstack([ties, ties[:1]])
    found = similarity(doubled)
    for values in found.values():
        known = values[~np.isnan(values)]
        assert ((known >= -1 - 1e-9) & (known <= 1 + 1e-9)).all()
    last = len(ties) - 1  # where the triangle has the pair of the first row and its copy
    assert all(same(float(found[name][last]), 1.0) for name in ("sallyvs", "sallyva", "sallybs", "sallyba"))
    assert all(isnan(v) or isclose(v, 1.0) for n in ("pallyv", "kallyv", "taub") for v in [float(found[n][last])])


def test_portfolios_that_do_not_vary_have_no_chance_corrected_measure() -> None:
    found = similarity(np.array([[3, 3], [3, 3]]))
    assert [float(found[name][0]) for name in ("sallyvs", "sallyba")] == [1.0, 1.0]
    assert all(isnan(found[name][0]) for name in ("pallyv", "pallyb", "kallyv", "kallyb", "taub"))
    found = similarity(np.array([[3, 3, 3], [3, 3, 0], [0, 3, 3]]))  # the first does not vary: kappa is 0, not unknown
    assert isnan(found["taub"][0])
    assert found["kallyv"][0] == 0
    assert found["kallyb"][0] == 0


def test_kappa_keeps_the_scale_where_a_pair_leaves_a_level_out() -> None:
    """peacesciencer ranks the levels that a pair uses anew: 0, 1, 3 become 1, 2, 3, and the gap of two counts as one.
    The same portfolios on the scale as it is: x = (3, 0, 0, 1), y = (0, 3, 0, 1)."""
    x, y = [3, 0, 0, 1], [0, 3, 0, 1]
    found = float(similarity(np.array([x, y]))["kallyv"][0])
    assert isclose(found, 1 - 18 / (10 + 10 - 2 * 4 * 4 / 4))  # -0.5
    ranked = cohen([({0: 0, 1: 1, 3: 2}[a], {0: 0, 1: 1, 3: 2}[b]) for a, b in zip(x, y, strict=True)], 3)
    assert isclose(ranked, 1 - 8 / (5 + 5 - 2 * 3 * 3 / 4))  # -0.4545, which we do not give
    assert not isclose(found, ranked, abs_tol=0.01)


def test_a_year_is_the_states_of_its_system_and_nothing_else() -> None:
    members = (np.array([1900, 1900, 1900, 1901, 1901]), np.array([2, 200, 220, 2, 200]))
    ties = (
        np.array([1899, 1900, 1900, 1900]),
        np.array([2, 2, 200, 999]),
        np.array([200, 200, 2, 2]),
        np.array([3] * 4),
    )
    first, second = by_year(members, ties, ("sallyba",))
    assert (first.year, first.one.tolist(), first.other.tolist()) == (1900, [2, 2, 200], [200, 220, 220])
    assert np.allclose(first.values["sallyba"], [1, -1, -1])
    assert (second.year, second.values["sallyba"].tolist()) == (1901, [-1.0])
    assert matrix(2, np.array([0, 0]), np.array([1, 1]), np.array([1, 2])).tolist() == [[3, 2], [0, 3]]


def test_what_is_no_portfolio_is_refused() -> None:
    with pytest.raises(ValueError, match="levels are 0 to 3"):
        similarity(np.array([[3, 4], [0, 3]]))
    with pytest.raises(ValueError, match=r"no such measure: s; there are: sallyvs"):
        similarity(THREE, ("s",))
    assert all(len(values) == 0 for values in similarity(np.zeros((0, 0), dtype=np.int8)).values())


@pytest.mark.parametrize("documented", [module, portfolios])
def test_the_examples_of_the_docstrings(documented: object) -> None:
    assert doctest.testmod(documented).failed == 0  # type: ignore[arg-type]
