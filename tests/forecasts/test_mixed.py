"""The logit with effects of states and pairs: its maximum, its variances, what it finds again in drawn data."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.forecasts.disputes.covering import surprise
from foedus.forecasts.disputes.logit import fit, mean_probability, probability
from foedus.forecasts.disputes.mixed import Mixed, Pairs, Variances, fit_mixed

SIZE, YEARS = 12, 40
TRUE = Variances(state=0.6, beside=0.4, pair=0.5)
NIL = Variances(1e-8, 1e-8, 1e-8)


def world(seed: int = 1, base: float = -2.0) -> tuple[Pairs, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of states, inputs, outcomes, pair of each row, true sums of effects."""
    random = np.random.default_rng(seed)
    one, two = np.triu_indices(SIZE, 1)
    near = random.random(len(one)) < 0.4
    own, beside = random.normal(0, TRUE.state**0.5, SIZE), random.normal(0, TRUE.beside**0.5, SIZE)
    effect = own[one] + own[two] + near * (beside[one] + beside[two]) + random.normal(0, TRUE.pair**0.5, len(one))
    pair = np.tile(np.arange(len(one)), YEARS)
    inputs = np.column_stack([near[pair], random.normal(size=len(pair))]).astype(float)
    eta = base + inputs @ [0.5, 1.0] + effect[pair]
    outcome = (random.random(len(pair)) < probability(eta)).astype(float)
    return Pairs(one, two, near, SIZE), inputs, outcome, pair, effect


def sums(found: Mixed, pairs: Pairs) -> np.ndarray:
    states = found.states
    both = states[pairs.one] + states[pairs.two]
    return np.asarray(both[:, 0] + pairs.near * both[:, 1] + found.pairs)


def test_without_room_for_effects_it_is_the_logit() -> None:
    pairs, inputs, outcome, pair, _ = world()
    found = fit_mixed(inputs, outcome, np.ones(len(pair)), pair, pairs, NIL)
    assert found.fixed.coef == pytest.approx(fit(inputs, outcome).coef, abs=1e-4)
    assert np.abs(found.states).max() < 1e-4
    assert np.abs(found.pairs).max() < 1e-4


def test_the_mode_is_where_every_slope_is_nil() -> None:
    pairs, inputs, outcome, pair, _ = world()
    weight = np.linspace(0.3, 1, len(pair))
    found = fit_mixed(inputs, outcome, weight, pair, pairs, TRUE)
    standardised = (inputs - found.fixed.mean) / found.fixed.scale
    eta = found.fixed.coef[0] + standardised @ found.fixed.coef[1:] + sums(found, pairs)[pair]
    left = weight * (outcome - probability(eta))
    by_pair = np.bincount(pair, left)
    assert by_pair == pytest.approx(found.pairs / TRUE.pair, abs=1e-3)
    of_state = np.bincount(pairs.one, by_pair, SIZE) + np.bincount(pairs.two, by_pair, SIZE)
    assert of_state == pytest.approx(found.states[:, 0] / TRUE.state, abs=1e-3)
    beside = by_pair * pairs.near
    of_neighbour = np.bincount(pairs.one, beside, SIZE) + np.bincount(pairs.two, beside, SIZE)
    assert of_neighbour == pytest.approx(found.states[:, 1] / TRUE.beside, abs=1e-3)
    assert left.sum() == pytest.approx(0, abs=1e-3)


def test_variances_are_those_of_the_inverse_of_the_whole_curvature() -> None:
    pairs, inputs, outcome, pair, _ = world()
    found = fit_mixed(inputs, outcome, np.ones(len(pair)), pair, pairs, TRUE)
    held = np.zeros((len(pairs.one), 2 * SIZE + len(pairs.one)))
    at = np.arange(len(pairs.one))
    for side in (pairs.one, pairs.two):
        held[at, side] += 1
        held[at, SIZE + side] += pairs.near
    held[at, 2 * SIZE + at] = 1
    standardised = (inputs - found.fixed.mean) / found.fixed.scale
    design = np.column_stack([np.ones(len(pair)), standardised, held[pair]])
    p = probability(design[:, :3] @ found.fixed.coef + sums(found, pairs)[pair])
    prior = np.r_[0, 1, 1, np.repeat([1 / TRUE.state, 1 / TRUE.beside, 1 / TRUE.pair], [SIZE, SIZE, len(at)])]
    inverse = np.linalg.inv((design * (p * (1 - p))[:, None]).T @ design + np.diag(prior))
    assert found.covariance == pytest.approx(inverse[:3, :3], rel=0.01, abs=1e-5)
    assert found.state_variance.T.ravel() == pytest.approx(inverse.diagonal()[3 : 3 + 2 * SIZE], rel=0.01)
    whole = ((held @ inverse[3:, 3:]) * held).sum(axis=1)
    assert found.variance == pytest.approx(whole, rel=0.01)


def test_effects_are_found_again_and_their_intervals_hold_them() -> None:
    inside, half, near = [], [], []
    for seed in range(8):
        pairs, inputs, outcome, pair, effect = world(seed)
        found = fit_mixed(inputs, outcome, np.ones(len(pair)), pair, pairs, TRUE)
        lie = sums(found, pairs) - effect
        lie -= lie.mean()  # the intercept takes up what all have in common
        inside.append((np.abs(lie) < 1.96 * np.sqrt(found.variance)).mean())
        half.append((np.abs(lie) < 0.6745 * np.sqrt(found.variance)).mean())
        near.append(np.corrcoef(sums(found, pairs), effect)[0, 1])
    assert np.mean(inside) > 0.94  # more than 95 %, since what all have in common is known here
    assert 0.5 < np.mean(half) < 0.7
    assert np.mean(near) > 0.85


def test_a_pair_much_exposed_that_never_quarrelled_has_a_negative_effect() -> None:
    pairs, inputs, outcome, pair, _ = world()
    outcome = np.where(pair == 3, 0.0, outcome)
    found = fit_mixed(inputs, outcome, np.ones(len(pair)), pair, pairs, TRUE)
    assert found.pairs[3] < -0.3
    seldom = fit_mixed(inputs, outcome, np.where(pair == 3, 0.01, 1.0), pair, pairs, TRUE)
    assert found.pairs[3] < seldom.pairs[3] < 0


def test_the_mean_of_probabilities_is_that_of_draws() -> None:
    drawn = np.random.default_rng(1).normal(size=400_000)
    for eta, variance in ((-5.0, 1.5), (-1.0, 2.0), (0.0, 3.0)):
        wanted = probability(eta + drawn * variance**0.5).mean()
        assert mean_probability(np.array(eta), np.array(variance)) == pytest.approx(wanted, rel=0.02)
    assert mean_probability(np.array([-3.0]), np.array([0.0])) == pytest.approx(probability(np.array([-3.0])))


def test_an_outcome_that_does_not_vary_is_refused() -> None:
    pairs, inputs, outcome, pair, _ = world()
    with pytest.raises(ValueError, match="does not vary"):
        fit_mixed(inputs, outcome * 0, np.ones(len(pair)), pair, pairs, TRUE)


def test_the_surprise_of_a_count_is_that_of_its_distribution() -> None:
    poisson = surprise(np.array([0.0, 2.0]), np.array([0.5, 0.5]), np.zeros(2))
    none, one, two = np.exp(-0.5) * np.array([1, 0.5, 0.125])
    assert poisson == pytest.approx([1 - none / 2, 1 - none - one - two / 2])
    random = np.random.default_rng(2)
    drawn = random.poisson(2 * np.exp(random.normal(size=400_000) * 0.8 - 0.32))
    wanted = (drawn > 4).mean() + (drawn == 4).mean() / 2
    assert surprise(np.array([4.0]), np.array([2.0]), np.array([0.64])) == pytest.approx([wanted], abs=2e-3)
