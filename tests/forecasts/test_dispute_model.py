"""The dispute model on small pasts made here: rows, what is known when, the logit, its marks, its level."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedus.errors import DataError
from foedus.forecasts.disputes.features import COLUMNS, KNOWN, features
from foedus.forecasts.disputes.frame import frame, label, sha256_of
from foedus.forecasts.disputes.kinds import kinds_of
from foedus.forecasts.disputes.level import PRIOR, levelled, levels, shifted
from foedus.forecasts.disputes.logit import bootstrap, fit, linear, probability
from foedus.forecasts.disputes.marks import MARKS, intervals, marks
from foedus.forecasts.disputes.standing import standings
from foedus.forecasts.past import FIRST, Past

CODES = np.array([2, 20, 200, 365, 710])
LAST = 1850


def made(*disputes: tuple[int, int, int, int], given: tuple[int, ...] = ()) -> Past:
    """Five states from 1816 to 1850, the first two neighbours, the last born in 1830. Disputes: places, year, level."""
    size, years = len(CODES), LAST - FIRST + 1
    member = np.ones((years, size), dtype=bool)
    member[: 1830 - FIRST, 4] = False
    together = member[:, :, None] & member[:, None, :]
    together[:, range(size), range(size)] = False
    contiguity = np.zeros((years, size, size), dtype=np.int8)
    contiguity[:, 0, 1] = contiguity[:, 1, 0] = 1
    pledges = np.zeros((years, size, size), dtype=np.uint8)
    pledges[:, 0, 2] = pledges[:, 2, 0] = 1
    major = np.zeros((years, size), dtype=bool)
    major[:, 2] = True
    cells = np.array(disputes or np.zeros((0, 4)), dtype=int).reshape(-1, 4)
    one = np.ones(len(cells), dtype=int)
    return Past(
        codes=CODES, last=LAST, together=together, cinc=np.tile([0.1, 0.02, 0.2, 0.1, np.nan], (years, 1)),
        polity=np.tile([10.0, 8.0, -5.0, np.nan, 0.0], (years, 1)), major=major,
        seat=np.radians(np.stack([np.tile([38.9, 45.4, 51.5, 55.8, 39.9], (years, 1)),
                                  np.tile([-77.0, -75.7, -0.1, 37.6, 116.4], (years, 1))])),
        contiguity=contiguity, pledges=pledges,
        disputes={"one": cells[:, 0], "two": cells[:, 1], "year": cells[:, 2], "onset": one, "ongoing": one,
                  "level": cells[:, 3], "orig": one, "given": np.isin(cells[:, 2], given)},
        ends={"gml_mid": LAST},
    )  # fmt: skip


def test_a_row_is_a_pair_of_two_years_and_relevance_is_of_the_year_before() -> None:
    rows = frame(made(), 1829, 1832)
    newcomer = (rows.one == 4) | (rows.two == 4)
    assert rows.year[newcomer].min() == 1831  # born in 1830: in the frame once it was there the year before
    assert [int((rows.year == year).sum()) for year in range(1829, 1833)] == [6, 6, 10, 10]
    pairs = {(a, b) for a, b in zip(rows.one[rows.relevant].tolist(), rows.two[rows.relevant].tolist(), strict=True)}
    assert pairs == {(0, 1), (0, 2), (1, 2), (2, 3), (2, 4)}


def test_the_hash_is_of_lines_sorted_by_year_and_numbers() -> None:
    known = made()
    text = "\n".join(f"{a},{b},1820" for a, b in ((2, 20), (2, 200), (2, 365), (20, 200), (20, 365), (200, 365)))
    assert sha256_of(known, frame(known, 1820, 1820)) == hashlib.sha256(text.encode()).hexdigest()


def test_labels_are_of_the_year_forecast() -> None:
    known = made((0, 1, 1820, 4), (0, 2, 1821, 2))
    rows = frame(known, 1820, 1822)
    assert label(known, rows).sum() == 2
    assert label(known, rows, "mid_force").tolist() == ((rows.two == 1) & (rows.year == 1820)).tolist()


def test_disputes_fade_and_stand_still_after_the_last_known_year() -> None:
    known = made((0, 1, 1820, 5))
    (now,) = standings(known, 1820, 1820, 1850)
    (later,) = standings(known, 1825, 1825, 1850)
    (still,) = standings(known, 1845, 1845, 1825)
    assert (now.begun[5][0, 1], now.begun[5][1, 0], now.active[0, 1], now.last[0, 1]) == (1, 1, 1, 1820)
    assert later.begun[5][0, 1] == pytest.approx(0.5)
    assert later.active[0, 1] == 0
    assert later.war[0, 1] == pytest.approx(0.5**0.25)
    assert still.begun[5][0, 1] == later.begun[5][0, 1]
    assert (still.known, still.last[0, 1]) == (1825, 1820)


def test_what_is_given_counts_after_the_data_and_nothing_else_does() -> None:
    known = made((0, 1, 1840, 4), (0, 2, 1841, 4), given=(1840,))
    (now,) = standings(known, 1845, 1845, 1830)
    assert now.begun[2][0, 1] == 1
    assert now.active[0, 1] == 1
    assert now.begun[2][0, 2] == 0


def test_no_column_knows_the_year_that_is_forecast() -> None:
    before = ((0, 1, 1820, 4), (1, 2, 1825, 2), (0, 3, 1829, 5))
    one, other = made(*before), made(*before, (0, 2, 1830, 5), (1, 3, 1834, 4), (2, 3, 1835, 4))
    rows = frame(one, 1818, 1830)
    assert np.array_equal(features(one, rows, KNOWN, LAST), features(other, rows, KNOWN, LAST))
    assert not np.array_equal(*(features(past, frame(one, 1831, 1831), KNOWN, LAST) for past in (one, other)))


def test_columns_are_known_numbers_and_pairs_have_no_order() -> None:
    known = made((0, 1, 1820, 4), (1, 2, 1825, 2), (0, 3, 1829, 5))
    rows = frame(known, 1818, 1840)
    found = features(known, rows, KNOWN, LAST)
    assert np.isfinite(found).all()
    turned = msgspec.structs.replace(rows, one=rows.two, two=rows.one)
    assert np.allclose(found, features(known, turned, KNOWN, LAST))


def test_kinds_of_pairs() -> None:
    known = made((0, 1, 1835, 4))
    rows = frame(known, 1840, 1840)
    kinds, recent = kinds_of(dict(zip(COLUMNS, features(known, rows, COLUMNS, LAST).T, strict=True)))
    assert kinds[:4].tolist() == ["land", "major", "distant", "distant"]
    assert recent.tolist() == [True, *[False] * 9]


def simulated(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    inputs = random.normal(size=(rows, 3)) * [1, 5, 0.2] + [0, 10, 0]
    truth = -2 + inputs[:, 0] - 0.1 * (inputs[:, 1] - 10) + 2 * inputs[:, 2]
    return inputs, (random.random(rows) < probability(truth)).astype(float)


def test_the_logit_finds_what_was_put_in_and_its_slope_is_nil() -> None:
    inputs, outcome = simulated(40_000, 1)
    found = fit(inputs, outcome)
    assert found.coef[1:] / found.scale == pytest.approx([1, -0.1, 2], rel=0.1)
    p = probability(linear(found, inputs))
    assert p.sum() == pytest.approx(outcome.sum(), rel=1e-6)  # the intercept is not held back
    standard = (inputs - found.mean) / found.scale
    assert standard.T @ (outcome - p) == pytest.approx(found.coef[1:], abs=0.05)


def test_the_logit_refuses_an_outcome_that_does_not_vary() -> None:
    with pytest.raises(ValueError, match="vary"):
        fit(np.ones((5, 1)), np.zeros(5))


def test_groups_of_one_give_the_uncertainty_of_the_curvature_and_doubled_rows_twice_the_variance() -> None:
    inputs, outcome = simulated(4_000, 2)
    found = fit(inputs, outcome)
    alone = np.diag(bootstrap(found, inputs, outcome, np.arange(4_000), 400, 1))
    p = probability(linear(found, inputs))
    design = np.column_stack([np.ones(4_000), (inputs - found.mean) / found.scale])
    curve = (design * (p * (1 - p))[:, None]).T @ design + np.diag([0, 1, 1, 1])
    assert alone == pytest.approx(np.diag(np.linalg.inv(curve)), rel=0.25)
    twice, both = np.vstack([inputs, inputs]), np.r_[outcome, outcome]
    paired = np.diag(bootstrap(fit(twice, both), twice, both, np.tile(np.arange(4_000), 2), 400, 1))
    naive = np.diag(bootstrap(fit(twice, both), twice, both, np.arange(8_000), 400, 1))
    assert paired / naive == pytest.approx(np.full(4, 2), rel=0.3)


def test_the_same_seed_gives_the_same_draws() -> None:
    inputs, outcome = simulated(500, 3)
    found = fit(inputs, outcome)
    one, same, other = (bootstrap(found, inputs, outcome, np.arange(500), 20, seed) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_marks_are_their_definitions() -> None:
    random = np.random.default_rng(4)
    p = np.round(random.random(300), 2)  # with ties
    outcome = (random.random(300) < p).astype(float)
    found = marks(outcome, p, 0.4)
    up, down = p[outcome == 1], p[outcome == 0]
    pairs = (up[:, None] > down).mean() + (up[:, None] == down).mean() / 2
    assert found["auc"] == pytest.approx(pairs)
    levels_ = sorted(set(p.tolist()), reverse=True)
    recall = [outcome[p >= t].sum() / outcome.sum() for t in levels_]
    precision = [outcome[p >= t].mean() for t in levels_]
    steps = np.diff([0, *recall])
    assert found["average_precision"] == pytest.approx(float(steps @ precision))
    assert found["brier"] == pytest.approx(np.mean((p - outcome) ** 2))
    assert found["observed_over_expected"] == pytest.approx(outcome.sum() / p.sum())
    assert found["calibration_slope"] == pytest.approx(1, abs=0.35)


def test_marks_of_the_base_rate_have_no_skill() -> None:
    outcome = np.array([1.0, 0, 0, 0])
    found = marks(outcome, np.full(4, 0.25), 0.25)
    assert (found["brier_skill"], found["log_loss_reduction"], found["auc"]) == (0, 0, 0.5)
    assert np.isnan(marks(np.zeros(4), np.full(4, 0.25), 0.25)["auc"])


def test_intervals_draw_whole_pairs_and_hold_the_value() -> None:
    random = np.random.default_rng(5)
    p = random.random(2_000)
    outcome = (random.random(2_000) < p).astype(float)
    around = intervals(outcome, p, 0.5, np.repeat(np.arange(200), 10), 60, 1)
    values = marks(outcome, p, 0.5)
    assert set(around) == {*MARKS} - {"n", "positives"}
    assert all(low <= values[name] <= high for name, (low, high) in around.items())


def test_the_level_of_a_year_knows_the_years_before_it_alone() -> None:
    years = np.repeat(np.arange(2001, 2006), 10)
    p = np.full(50, 0.5)
    quiet = np.zeros(50)
    loud = np.where(years >= 2003, 1.0, 0)
    one, other = (levels(years, outcome, p, 2001, 2005) for outcome in (quiet, loud))
    assert one[2001] == 1
    assert [one[y] == other[y] for y in range(2001, 2006)] == [True, True, True, False, False]
    assert one[2002] == pytest.approx(0.7 * PRIOR / (0.7 * PRIOR + 5))
    assert other[2005] > one[2005]
    assert levelled(years, quiet, p, 2001)[:10] == pytest.approx(p[:10])


def test_odds_are_multiplied() -> None:
    assert shifted(np.array([0.5, 0.0, 1.0]), 3.0) == pytest.approx([0.75, 0, 1])


def test_wars_that_are_not_imported_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    with pytest.raises(DataError, match=r"wars \(inter\) is not imported; run: foedus data import"):
        label(made(), frame(made(), 1831, 1832), "war")


def test_a_war_counts_in_its_year_for_its_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.forecasts.wars.onsets", lambda: [(20, 365, 1832), (20, 366, 1832), (2, 20, 1840)])
    rows = frame(made(), 1831, 1833)
    (at,) = np.flatnonzero(label(made(), rows, "war"))
    assert (CODES[rows.one[at]], CODES[rows.two[at]], rows.year[at]) == (20, 365, 1832)
