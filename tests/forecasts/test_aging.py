"""What an old history is worth: calibration, intervals that widen with age and with what is missing, the second list of
disputes; a rolling trial on a small past made here."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import pytest

from foedus.errors import DataError
from foedus.forecasts.disputes.aging import Rolled, _aged, classes_of
from foedus.forecasts.disputes.frame import frame
from foedus.forecasts.disputes.level import SECOND, counted
from foedus.forecasts.disputes.logit import probability
from foedus.forecasts.disputes.modelfile import KNOT, PLACES, Aged, Spread, shipped
from foedus.forecasts.disputes.risk import Assessed, Missing, assess
from foedus.forecasts.past import Past, outcomes_until

from .test_dispute_model import LAST, made

DISPUTES = ((0, 1, 1820, 4), (0, 1, 1830, 4), (1, 2, 1828, 3))
TABLES = ("nmc", "atop", "contiguity", "majors")


def asked(known: Past, year: int = 1845) -> Assessed:
    return assess(known, frame(known, year, year), shipped())


def known_to(year: int, **ends: int) -> Past:
    return msgspec.structs.replace(made(*DISPUTES), ends={"gml_mid": year, **dict.fromkeys(TABLES, LAST), **ends})


def width(found: Assessed) -> np.ndarray:
    """Of the interval, in log odds."""
    low, high = (np.log(p / (1 - p)) for p in (found.low, found.high))
    return high - low


def test_the_interval_widens_with_the_age_of_the_history() -> None:
    """For a pair that is as likely to quarrel as before: it is narrower for those that are likelier to."""
    found = [asked(known_to(year), 1849) for year in (1848, 1845, 1843, 1838, 1833)]
    for fresher, older in pairwise(found):
        alike = np.abs(np.log(older.p / fresher.p)) < 0.1
        assert (width(older)[alike | (older.p < fresher.p)] > width(fresher)[alike | (older.p < fresher.p)]).all()
        assert width(older).mean() > width(fresher).mean()


@pytest.mark.parametrize("table", TABLES)
def test_the_interval_widens_with_each_table_carried_on(table: str) -> None:
    assert (width(asked(known_to(1844, **{table: 1840}))) > width(asked(known_to(1844)))).all()


def test_the_interval_widens_with_a_state_that_is_not_known() -> None:
    known = known_to(1844)
    cinc = known.cinc.copy()
    cinc[:, 4] = np.exp(-7.5)  # what is taken where nothing is known
    whole, blank = asked(msgspec.structs.replace(known, cinc=cinc)), asked(known)
    of = np.isin(4, (0,)) | (blank.one == 710) | (blank.other == 710)
    assert (width(blank)[of] > width(whole)[of]).all()
    assert width(blank)[~of] == pytest.approx(width(whole)[~of])


def test_the_interval_holds_the_probability_and_says_what_later_disputes_would_change() -> None:
    found = asked(known_to(1834))
    assert ((found.low < found.p) & (found.p < found.high)).all()
    (history,) = {held for held in found.missing[0] if held.what == "history"}
    assert (history.table, history.since) == ("gml_mid", 1834)
    assert history.half == pytest.approx(shipped().aged_at(10).half)
    assert 1 < (history.half or 0) < (history.tenth or 0)


def test_two_lists_are_both_named_and_the_later_end_counts() -> None:
    both = known_to(1834, cow_mid=1840)
    assert (both.until, both.labelled, both.lists) == (1840, 1834, ("gml_mid", "cow_mid"))
    held = asked(both).missing[0]
    assert [(m.what, m.table, m.since) for m in held[:2]] == [
        ("history", "gml_mid, cow_mid", 1840), ("continued", "", 1834),
    ]  # fmt: skip
    alone = msgspec.structs.replace(both, ends={k: v for k, v in both.ends.items() if k != "gml_mid"})
    assert asked(alone).missing[0][1] == Missing("instead")
    assert outcomes_until(both) == 1834
    with pytest.raises(DataError, match="gml_mid, not imported"):
        outcomes_until(alone)


def test_onsets_of_the_second_list_count_a_little_less() -> None:
    assert counted(np.array([1834, 1835]), 1834).tolist() == [1.0, SECOND]


def test_a_history_is_worth_what_lies_between_the_ages_measured() -> None:
    model = msgspec.structs.replace(
        shipped(), aged=(Aged(5, 0.2, 1.1, -0.5, 2.0, 4.0), Aged(10, 0.4, 1.2, -0.7, 3.0, 5.0))
    )
    assert model.aged_at(0) == Aged(0)
    assert model.aged_at(7) == Aged(7, *(pytest.approx(v) for v in (0.28, 1.14, -0.58, 2.4, 4.4)))
    assert msgspec.structs.replace(model.aged_at(30), age=10) == model.aged[1]
    assert model.aged_at(0).calibrated(np.array([-9.0, 1.0])).tolist() == [-9, 1]
    bent = model.aged[0].calibrated(np.array([KNOT - 1, KNOT + 1]))
    assert bent == pytest.approx([0.2 + 1.1 * (KNOT - 1), 0.2 + 1.1 * (KNOT + 1) - 0.5])


def test_variances_are_what_the_logs_say_and_stay_where_nothing_was_measured() -> None:
    spread = Spread(-2.0, -0.5, 0.2, -3.0, 0.1)
    p = np.array([0.03])
    place, old = np.log(p / (1 - p)), np.log(6)
    factors = np.exp(-2 - 0.5 * place + 0.2 * old), np.exp(-3 + 0.1 * old)
    assert spread.variance(p, 5) == pytest.approx(sum(np.log(1 + factor) for factor in factors))
    low, high = (float(probability(np.array(edge))) for edge in PLACES)
    assert spread.variance(np.array([low / 50]), 5) == pytest.approx(spread.variance(np.array([low]), 5))
    assert spread.variance(np.array([0.9]), 5) == pytest.approx(spread.variance(np.array([high]), 5))


def forecasts(rows: int, seed: int, shift: float = 0.0) -> Rolled:
    """Forecasts of which those from the history of the year before are right, and the old ones too high by a shift."""
    random = np.random.default_rng(seed)
    fresh = random.normal(-3, 1.5, rows)
    outcome = (random.random(rows) < probability(fresh)).astype(float)
    year = np.sort(random.integers(1970, 1990, rows))
    return Rolled(5, np.arange(rows), year, fresh + shift, fresh, outcome)


def test_old_forecasts_are_put_right_and_their_moves_measured() -> None:
    held = forecasts(200_000, 1, shift=0.7)
    line = _aged(held)
    assert line.calibrated(held.eta).mean() == pytest.approx(held.fresh.mean(), abs=0.1)
    assert (line.slope, line.bend) == pytest.approx((1, 0), abs=0.1)
    assert 1 <= line.half <= line.tenth < 1.2  # nothing but the shift was wrong


def test_classes_expect_as_many_onsets_in_each_period_as_there_were() -> None:
    held = forecasts(20_000, 2, shift=0.5)
    sorts = np.arange(len(held.place)) % 3
    found = classes_of(held, sorts)
    assert found.expected.sum() == pytest.approx(found.observed.sum())
    assert found.observed.sum() == held.outcome.sum()
    assert len(found.p) <= 4 * 3 * 6


def test_the_shipped_model_knows_less_the_older_the_history() -> None:
    model = shipped()
    halves = [one.half for one in model.aged]
    assert halves == sorted(halves)
    p = np.array([0.001, 0.02, 0.3])
    widths = [model.spread.variance(p, age) for age in (0, 5, 10, 20)]
    assert all((b > a).all() for a, b in pairwise(widths))
