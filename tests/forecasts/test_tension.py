"""Tension from event streams: changes recovered, false alarms counted, self-excitation recovered, one index."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from foedus.datasets.importing import import_folder
from foedus.event import Event, EventType
from foedus.factfiles import load
from foedus.forecasts.tension.changepoints import (
    LEAST,
    RATES,
    calibrate,
    calibrate_needed,
    needed,
    noise,
    pelt,
    penalty,
    shifts,
)
from foedus.forecasts.tension.hawkes import fit, intensity, log_likelihood, rescaled, simulate, spread_out
from foedus.forecasts.tension.index import tension
from foedus.forecasts.tension.streams import Acts, coded, imported, quads, span, streams, type_of
from foedus.forecasts.tension.weekly import scaled, weekly

DAY = date(2024, 6, 19)


def acts(rows: list[tuple[int, str, str, str, float]]) -> Acts:
    """Rows: days before DAY, actor, recipient, type, score."""
    days, actors, recipients, types, scores = (list(c) for c in zip(*rows, strict=True))
    when = np.array([DAY.toordinal() - d for d in days], dtype=np.int64)
    classes = quads()
    order = np.argsort(when, kind="stable")
    columns = (when, np.array(actors), np.array(recipients), np.array(types), np.array(scores))
    quad = np.array([classes[t] for t in types], dtype=np.int64)
    return Acts("coded", *(c[order] for c in (*columns, quad)))


def cost(values: NDArray[np.float64], places: tuple[int, ...], step: float) -> float:
    edges = [0, *places, len(values)]
    parts = (values[a:b] for a, b in pairwise(edges))
    return float(sum(((p - p.mean()) ** 2).sum() for p in parts)) + step * len(places)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-4, 4), min_size=4, max_size=15), st.floats(0.05, 8))
def test_pelt_finds_the_best_segmentation(values: list[float], step: float) -> None:
    series = np.array(values)
    n = len(series)
    every = [
        places
        for k in range(n // LEAST)
        for places in combinations(range(LEAST, n - LEAST + 1), k)
        if all(b - a >= LEAST for a, b in zip((0, *places), (*places, n), strict=True))
    ]
    assert cost(series, pelt(series, step), step) == pytest.approx(min(cost(series, p, step) for p in every))


def test_known_changes_are_recovered() -> None:
    random = np.random.default_rng(1)
    series = np.concatenate([random.normal(m, 1, n) for m, n in ((0, 60), (2.5, 40), (0.5, 60))])
    found = shifts(series)
    assert [s.place for s in found] == pytest.approx([60, 100], abs=3)
    assert found[0].low < found[0].after < found[0].high
    assert found[0].after == pytest.approx(2.5, abs=0.5)


@pytest.mark.parametrize("length", [26, 104])
def test_false_alarms_are_as_rare_as_said(length: int) -> None:
    random = np.random.default_rng(length)
    series = [random.normal(5, 3, length) for _ in range(400)]
    known = np.mean([bool(pelt((s - 5) / 3, penalty(length, 0.05))) for s in series])
    assert known == pytest.approx(0.05, abs=0.035)
    assert np.mean([bool(shifts(s, 0.05)) for s in series]) <= 0.075  # the noise estimated too


def hanging(random: np.random.Generator, phi: float, length: int = 104) -> NDArray[np.float64]:
    """Noise without a change, alike from week to week by that much."""
    shocks, series = random.normal(0, 1, length + 50), np.zeros(length + 50)
    for t in range(1, length + 50):
        series[t] = phi * series[t - 1] + shocks[t]
    return series[50:]


@pytest.mark.parametrize("phi", [0.0, 0.2, 0.4])
def test_noise_that_hangs_together_raises_few_alarms(phi: float) -> None:
    random = np.random.default_rng(3)
    alarms = sum(bool(shifts(hanging(random, phi))) for _ in range(200))
    assert alarms / 200 <= 0.09  # five of 100 are wanted


@pytest.mark.parametrize(("phi", "most"), [(0.0, 0.08), (0.4, 0.13)])
def test_counts_in_bursts_raise_few_alarms(phi: float, most: float) -> None:
    """Scores of acts whose number varies by a factor from week to week: what streams are like. Where the factor hangs
    together the counts do so longer than an autoregression of order one, and alarms are more than the five of 100."""
    random = np.random.default_rng(4)
    series = (
        random.poisson(np.exp(hanging(random, phi) / 2 - 0.5)) * random.choice([2, 4, 6], 104) for _ in range(200)
    )
    assert sum(bool(shifts(values.astype(float))) for values in series) / 200 <= most


def test_a_change_is_found_in_noise_that_hangs_together() -> None:
    random = np.random.default_rng(6)
    found = 0
    for _ in range(40):
        series = hanging(random, 0.3)
        series[-20:] += 3
        found += any(abs(s.place - 84) <= 4 for s in shifts(series))
    assert found >= 30


def test_what_a_change_must_be_needed_by_is_that_of_its_recipe() -> None:
    gained = calibrate_needed(26, 600, 9)
    for rate in RATES:
        assert np.mean(gained > needed(26, rate)) == pytest.approx(rate, abs=0.025)


@pytest.mark.parametrize("place", range(3))
def test_the_shipped_penalties_are_those_of_their_recipe(place: int) -> None:
    gained = calibrate(52, 3000, 5, most=3)
    assert np.mean(gained > penalty(52, RATES[place])) == pytest.approx(RATES[place], abs=0.012)


def test_a_series_that_never_moves_has_no_noise_and_no_change() -> None:
    assert noise(np.ones(30)) is None
    assert shifts(np.ones(30)) == ()
    assert shifts(np.arange(5.0)) == ()
    with pytest.raises(ValueError, match="missing"):
        shifts(np.array([1.0, np.nan] * 10))
    with pytest.raises(ValueError, match="rate"):
        penalty(50, 0.2)


def test_self_excitation_is_recovered() -> None:
    inside, found = 0, []
    for seed in range(12):
        times = simulate(0.3, 0.55, 0.9, 1200, seed)
        model = fit(times, 1200.0)
        assert model is not None
        found.append((model.base, model.branching, model.decay))
        inside += sum(low <= true <= high for true, (low, high) in zip((0.3, 0.55, 0.9), model.intervals, strict=True))
    assert np.mean(found, axis=0) == pytest.approx([0.3, 0.55, 0.9], rel=0.12)
    assert inside >= 30  # of 36; 34 expected


def test_the_likelihood_is_that_of_the_definition() -> None:
    times = simulate(0.2, 0.5, 3.0, 400, 2)
    rates = [0.2 + 0.5 * 3 * np.exp(-3 * (t - times[times < t])).sum() for t in times]
    whole = 0.2 * 400 + 0.5 * (1 - np.exp(-3 * (400 - times))).sum()
    assert log_likelihood(times, 400.0, 0.2, 0.5, 3.0) == pytest.approx(np.log(rates).sum() - whole)


def test_no_point_of_a_grid_is_likelier_than_the_fit() -> None:
    times = simulate(0.3, 0.5, 1.0, 300, 5)
    model = fit(times, 300.0)
    assert model is not None
    rates = len(times) / 300
    grid = [
        log_likelihood(times, 300.0, rates * (1 - a) * k, a, b)
        for a in np.linspace(0.05, 0.95, 10)
        for b in np.geomspace(0.05, 20, 12)
        for k in (0.7, 1.0, 1.4)
    ]
    assert model.log_likelihood >= max(grid) - 1e-6


def test_on_its_own_clock_the_process_is_even_and_another_is_not() -> None:
    times = simulate(0.3, 0.6, 1.0, 3000, 9)
    steps = rescaled(times, 0.3, 0.6, 1.0)
    assert steps.mean() == pytest.approx(1, abs=0.07)
    assert steps.var() == pytest.approx(1, abs=0.25)
    model = fit(times, 3000.0)
    assert model is not None
    assert model.fits > 0.05
    assert rescaled(times, len(times) / 3000, 0.0, 1.0).var() > 1.5  # a process without memory does not fit


def test_the_intensity_rises_with_an_act_and_fades() -> None:
    times = simulate(0.3, 0.6, 1.0, 800, 4)
    model = fit(times, 800.0)
    assert model is not None
    just, later = intensity(np.array([times[-1] + 1e-6, times[-1] + 60]), times, model)
    assert just > later
    assert later == pytest.approx(model.base, rel=0.01)


def test_few_acts_are_not_fitted_and_disorder_is_refused() -> None:
    assert fit(np.arange(10.0), 20.0) is None
    with pytest.raises(ValueError, match="ascend"):
        fit(np.arange(40.0)[::-1].copy(), 50.0)
    assert (np.diff(spread_out(np.array([3, 3, 3, 4]), 1)) >= 0).all()


def test_weeks_end_on_the_eve() -> None:
    stream = acts(
        [(1, "PRK", "KOR", "THREATEN", -3.5), (8, "KOR", "PRK", "AID", 10.0), (7, "PRK", "KOR", "ASSAULT", -9)]
    )
    found = weekly(stream, DAY - timedelta(days=30), DAY)
    assert len(found.net) == 4
    assert found.day(3) == DAY - timedelta(days=7)
    assert found.net.tolist() == [0, 0, -10.0, 12.5]
    assert found.quads[:, 3].tolist() == [0, 0, 1, 1]
    with pytest.raises(ValueError, match="week"):
        weekly(stream, DAY, DAY)


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=40), st.integers(1, 9), st.integers(-9, 9))
def test_robust_scaling_forgets_unit_and_origin(values: list[int], factor: int, shift: int) -> None:
    plain, moved = scaled(np.array(values, float)), scaled(np.array(values, float) * factor + shift)
    if plain is None:
        assert moved is None
    else:
        assert moved is not None
        assert moved == pytest.approx(plain)


def test_an_outburst_raises_the_index_and_names_its_driver() -> None:
    random = np.random.default_rng(2)
    quiet = [(int(d), "PRK", "KOR", "ACCUSE", -3.0) for d in random.integers(29, 700, 120)]
    before = tension(acts(quiet), "PRK", "KOR", DAY, DAY - timedelta(days=728))
    loud = tension(
        acts(quiet + [(d, "PRK", "KOR", "ASSAULT", -9.0) for d in range(1, 15)]), "KOR", "PRK", DAY,
        DAY - timedelta(days=728),
    )  # fmt: skip
    assert before.index.value is not None
    assert loud.index.value is not None
    assert loud.index.value > before.index.value
    assert loud.index.value > 0.9
    assert loud.index.low is not None
    assert loud.index.low <= loud.index.value <= (loud.index.high or 0)
    assert {d.name for d in loud.drivers} == {"level", "material", "excited"}
    assert loud.shift is None or loud.since is not None


def test_the_future_and_other_dyads_do_not_count() -> None:
    random = np.random.default_rng(2)
    rows = [(int(d), "PRK", "KOR", "ACCUSE", -3.0) for d in random.integers(1, 700, 90)]
    other = [(int(d), "PRK", "JPN", "ASSAULT", -9.0) for d in random.integers(1, 700, 90)]
    later = [(-int(d), "PRK", "KOR", "ASSAULT", -9.0) for d in random.integers(0, 50, 90)]
    first = DAY - timedelta(days=728)
    assert tension(acts(rows), "PRK", "KOR", DAY, first) == tension(
        acts(rows + other + later), "PRK", "KOR", DAY, first
    )


def test_what_is_short_or_silent_is_unknown_and_says_why() -> None:
    stream = acts([(1, "PRK", "KOR", "ACCUSE", -3.0)])
    for found in (
        tension(stream, "PRK", "KOR", DAY, DAY - timedelta(days=60)),
        tension(stream, "PRK", "USA", DAY, DAY - timedelta(days=600)),
    ):
        assert found.index.value is None
        assert found.index.exact


def test_every_type_has_a_class_and_every_code_a_type() -> None:
    assert set(quads()) == {kind.value for kind in EventType}
    assert (type_of("190"), type_of("0841"), type_of("082"), type_of("57"), type_of("010"), type_of("AID")) == (
        "ASSAULT", "RETREAT", "CONCEDE", None, None, "AID",
    )  # fmt: skip


def test_coded_events_become_acts() -> None:
    told = Event(EventType.ACCUSE, ("JPN",), ("PRK",), False, 0, (0, 1), "x", intensity=-3.0)
    met = Event(EventType.CONSULT, ("RUS", "PRK"), (), True, 0, (0, 1), "x", intensity=4.0)
    found = coded((told, met), DAY)
    assert sorted(zip(found.actors, found.recipients, strict=True)) == [("JPN", "PRK"), ("PRK", "RUS"), ("RUS", "PRK")]
    assert set(found.days) == {DAY.toordinal()}


ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
    "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
).replace(",", "\t") + "\n"


def test_an_imported_stream_is_read_once_an_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    assert streams() == ()
    rows = [
        f"{n}\t2018-06-0{d}\tA\t\t{a}\tText\t{code}\t{score}\tB\t\t{b}\t1\t1\tP\t\t\t\t\t\t"
        for n, (d, a, b, code, score) in enumerate(
            [
                (1, "North Korea", "South Korea", "190", -10.0), (1, "North Korea", "South Korea", "190", -10.0),
                (2, "Russian Federation", "North Korea", "042", 1.9), (2, "Atlantis", "North Korea", "042", 1.9),
                (3, "Japan", "North Korea", "010", 0.0),
            ]
        )
    ]  # fmt: skip
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "events.2018.sample.tab").write_text(ICEWS + "\n".join(rows) + "\n", encoding="utf-8")
    assert import_folder(tmp_path / "files").took
    found = imported("icews", load())
    assert streams() == ("icews",)
    assert list(zip(found.actors, found.recipients, found.types, found.quads, strict=True)) == [
        ("PRK", "KOR", "ASSAULT", 4), ("RUS", "PRK", "CONSULT", 1),
    ]  # fmt: skip
    assert span("icews") == (date(2018, 6, 1), date(2018, 6, 3))
