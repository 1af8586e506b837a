"""Variance beyond counts: what is put in is found; chance alone is no variance; classes add up their rows."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.forecasts.disputes.dispersion import Counts, counts, dispersion, dispersions


def drawn(variance: np.ndarray, seed: int, p: float = 0.0) -> Counts:
    """Classes whose rates differ by a Gamma factor of a variance."""
    random = np.random.default_rng(seed)
    expected = np.exp(random.normal(0.5, 1, len(variance)))
    of_rate = variance * (1 - p) ** 2
    observed = random.poisson(expected * random.gamma(1 / of_rate, of_rate))
    return Counts(observed.astype(float), expected, np.full(len(variance), p))


@pytest.mark.parametrize("variance", [0.1, 0.5, 1.5])
def test_the_variance_put_in_is_found(variance: float) -> None:
    assert dispersion(drawn(np.full(4_000, variance), 1)) == pytest.approx(variance, rel=0.15)


def test_chance_alone_is_no_variance() -> None:
    random = np.random.default_rng(2)
    expected = np.exp(random.normal(1, 1, 4_000))
    found = Counts(random.poisson(expected).astype(float), expected, np.zeros(4_000))
    assert dispersion(found) < 0.02


def test_odds_vary_more_than_rates_where_these_are_high() -> None:
    assert dispersion(drawn(np.full(4_000, 0.6), 3, p=0.4)) == pytest.approx(0.6, rel=0.2)


def test_what_the_variance_goes_with_is_found() -> None:
    place = np.random.default_rng(4).normal(0, 1, 6_000)
    found = dispersions(drawn(np.exp(-1 + 0.5 * place), 5), place[:, None])
    assert found == pytest.approx([-1, 0.5], abs=0.12)


def test_classes_add_up_their_rows() -> None:
    found = counts(np.array([0, 0, 2]), np.array([1.0, 0, 1]), np.array([0.5, 0.25, 0.1]))
    assert found.observed.tolist() == [1, 1]
    assert found.expected.tolist() == [0.75, 0.1]
    assert found.p == pytest.approx([(0.25 + 0.0625) / 0.75, 0.1])
    assert found.times(2.0).expected.tolist() == [1.5, 0.2]
