"""Comparable pacts, what followed them, how long they lasted, whether they were kept: on small files made here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foedus.datasets.importing import import_folder
from foedus.factfiles import load
from foedus.forecasts.precedents.aftermath import KINDS, windows
from foedus.forecasts.precedents.comparing import WINDOWS, outcomes
from foedus.forecasts.precedents.invoked import fallen
from foedus.forecasts.precedents.lasting import lasting
from foedus.forecasts.precedents.pacts import FEATURES, Comparable, accessions, comparable, gains, pact_of, pacts
from foedus.forecasts.resampling import bounds, drawn_means, resampled, wilson

from .dyadic import disputes

DAY = date(2024, 6, 19)
USA, PRK, KOR, CHN, PHL, JPN, MNG, RUS = 2, 731, 732, 710, 840, 740, 712, 365


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def pyongyang() -> Comparable:
    record = load()
    return comparable(record, record.treaties["RUS-PRK-2024"], ("RUS", "PRK"), DAY)


def test_a_pact_is_described_by_what_it_is() -> None:
    record = load()
    pact = pact_of(record, record.treaties["RUS-PRK-2024"], ("RUS", "PRK"), DAY)
    assert (pact.pledge, pact.powers, pact.partners) == ("fight", "one", "one")
    renewal = pact_of(record, record.treaties["CHN-PRK-1961"], ("CHN", "PRK"), DAY)
    assert renewal.partners == "one"  # by no other treaty than itself


def test_cases_equal_the_pact_in_every_feature_that_is_kept() -> None:
    found = pyongyang()
    assert (*found.by, *found.dropped) == FEATURES
    assert found.cases
    for case in found.cases:
        assert (case.pledge, case.powers) == ("fight", "one")
        assert case.day < DAY
        assert case.year >= 1816
    assert list(found.cases) == sorted(found.cases, key=lambda c: (c.day, c.treaty.id))


def test_fewer_features_never_give_fewer_cases() -> None:
    record, treaty = load(), load().treaties["RUS-PRK-2024"]
    counts = [len(comparable(record, treaty, ("RUS", "PRK"), DAY, enough).cases) for enough in (1, 5, 20, 50, 500)]
    assert counts == sorted(counts)


def test_an_accession_is_compared_with_accessions() -> None:
    record = load()
    nato, day = record.treaties["NATO-1949"], date(2023, 4, 4)
    found = comparable(record, nato, ("USA", "GBR", "FRA", "DEU", "FIN"), day, joined=("FIN",))
    assert found.pact.bound == ("FIN",)
    assert all(c.joined and c.day < day for c in found.cases)
    spain = next(c for c in found.cases if c.joined == ("ESP",))
    assert (spain.treaty.id, spain.day) == ("NATO-1949", date(1982, 5, 30))
    assert len(spain.parties) == 16
    assert not [c for c in found.cases if "FIN" in c.joined]
    assert not [p for p in pacts(record, "fight") if p.joined]


def test_of_an_accession_the_fate_of_those_who_join_is_told(home: Path) -> None:
    record = load()
    spain = next(p for p in accessions(record, "fight") if p.joined == ("ESP",) and p.treaty.id == "NATO-1949")
    disputes(home, (230, 600, 1980, 4), (600, 230, 1984, 3), (230, 200, 1985, 2), (210, 365, 1984, 4))
    found = windows(record, (spain,), 5, "gml_mid")
    before, after = (dict(zip(KINDS, side[0], strict=True)) for side in (found.before, found.after))
    assert (before["any"], after["any"]) == pytest.approx((0.2, 0.2))  # the dispute with an ally does not count
    assert spain.end is None


def test_nothing_of_the_future_is_known() -> None:
    record = load()
    found = comparable(record, record.treaties["CHN-PRK-1961"], ("CHN", "PRK"), date(1961, 7, 11))
    assert all(c.day < date(1961, 7, 11) for c in found.cases)


def test_nor_are_disputes_of_its_years(home: Path) -> None:
    """Israel fought in 1967: a question of 1966 knows no window that reaches so far, nor what became of it."""
    disputes(home, *((666, 651, y, 5) for y in range(1949, 1975)))
    record = load()
    treaty = next(
        t for t in record.treaties.values() if {*t.signatories} == {"EGY", "SYR"} and t.signed.first.year == 1966
    )
    found = comparable(record, treaty, ("EGY", "SYR"), date(1966, 11, 5))
    for outcome in outcomes(record, found, ("any",)):
        assert max(c.year for c in outcome.cases) + outcome.years < 1966
    later = outcomes(record, comparable(record, treaty, ("EGY", "SYR"), date(1980, 1, 1)), ("any",))
    assert max(c.year for o in later for c in o.cases) > 1960


def test_a_state_gains_in_the_year_in_which_it_is_newly_bound() -> None:
    held = gains(load())
    assert 1961 in held["PRK"]
    assert 1949 in held["USA"]


def test_rates_before_and_after_count_third_parties_only(home: Path) -> None:
    pact = next(p for p in pacts(load(), "fight") if p.treaty.id == "SUN-MNG-1936")
    disputes(
        home,
        (MNG, CHN, 1937, 4), (MNG, CHN, 1939, 2), (JPN, MNG, 1935, 5),
        (MNG, RUS, 1938, 4),  # the partner
        (MNG, CHN, 1936, 4),  # the year itself
        (RUS, JPN, 1938, 4),  # a major power, where a party is none
    )  # fmt: skip
    found = windows(load(), (pact,), 5, "gml_mid")
    before, after = (dict(zip(KINDS, side[0], strict=True)) for side in (found.before, found.after))
    nothing = dict.fromkeys(KINDS, 0.0)
    assert before == pytest.approx(nothing | {"any": 0.2, "force": 0.2, "war": 0.2, "attacked": 0.2})
    assert after == pytest.approx(nothing | {"any": 0.4, "force": 0.2, "opened": 0.4})


def test_the_parts_of_the_disputes_sum_to_all(home: Path) -> None:
    random = np.random.default_rng(4)
    states = (USA, PRK, KOR, CHN, PHL, JPN, 365, 850, 816)
    rows = []
    for _ in range(300):
        one, other = (int(n) for n in random.choice(states, 2, replace=False))
        rows.append((one, other, int(random.integers(1946, 2008)), int(random.integers(1, 6))))
    disputes(home, *rows)
    found = windows(load(), pyongyang().cases, 5, "gml_mid")
    assert len(found.cases) > 5
    for side in (found.before, found.after):
        assert side[:, 0] == pytest.approx(side[:, 3:].sum(axis=1))
        assert (side[:, 2] <= side[:, 1]).all()
        assert (side[:, 1] <= side[:, 0]).all()


def test_outcomes_have_intervals_that_hold_them(home: Path) -> None:
    random = np.random.default_rng(5)
    rows = [(PHL, CHN, int(y), 4) for y in random.integers(1947, 2008, 60)] + [
        (816, 800, y, 3) for y in range(1960, 99)
    ]
    disputes(home, *rows)
    found = outcomes(load(), pyongyang(), seed=3)
    assert {o.years for o in found} <= {*WINDOWS}
    for outcome in found:
        for figure in (outcome.change.before, outcome.change.after):
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= (figure.value or 0.0) <= figure.high
        assert outcome.change.spread is not None
    assert outcomes(load(), pyongyang(), seed=3) == found


def test_without_disputes_there_are_no_outcomes() -> None:
    assert outcomes(load(), pyongyang()) == ()
    assert fallen(load(), pyongyang()) is None


def test_how_long_the_cases_bound() -> None:
    found = lasting(pyongyang(), DAY)
    assert found is not None
    five, ten = found.shares
    assert found.ended <= found.cases == len(pyongyang().cases)
    assert 1 >= (five.value or 0) >= (ten.value or 0) >= 0
    assert five.low is not None
    assert five.low <= (five.value or 0)
    gone = sum(
        c.treaty.ended is not None and c.treaty.ended.first <= DAY and (c.treaty.ended.first - c.day).days < 5 * 365.25
        for c in pyongyang().cases
    )
    young = sum(c.treaty.ended is None and (DAY - c.day).days < 5 * 365.25 for c in pyongyang().cases)
    if not young:  # nothing censored before five years: the plain share
        assert five.value == pytest.approx(1 - gone / found.cases)


def wars(home: Path, *rows: tuple[int, int, int, int, int]) -> None:
    """Wars: number, state, side, year of entry, whether it initiated (1) or not (2)."""
    header = (
        "war_id,war_name,war_type,trans_from,trans_to,where_fought,initiator,outcome,ccode,state_name,side,bat_death,"
        "start_day1,start_month1,start_year1,end_day1,end_month1,end_year1,start_day2,start_month2,start_year2,"
        "end_day2,end_month2,end_year2,version\n"
    )
    ends = ((1, 220, 1, 1823, 1), (1, 230, 2, 1823, 2), (227, 645, 2, 2003, 2), (227, 2, 1, 2003, 1))
    lines = [
        f"{war},W,1,-8,-8,7,{began},1,{state},S,{side},10,1,6,{year},1,7,{year},-8,-8,-8,-8,-8,-8,4\n"
        for war, state, side, year, began in (*rows, *ends)
    ]
    (home / "wars").mkdir()
    (home / "wars" / "cow_interstate_war_participants_v4.csv").write_text(header + "".join(lines), encoding="utf-8")
    report = import_folder(home / "wars")
    assert report.took, report


def test_a_pledge_falls_due_where_a_party_is_attacked_and_none_began(home: Path) -> None:
    pact = next(p for p in pacts(load(), "fight") if p.treaty.id == "SUN-MNG-1936")
    one = Comparable(pyongyang().pact, (pact,), FEATURES, ())
    wars(home, (900, 740, 1, 1939, 1), (900, 712, 2, 1939, 2), (900, 365, 2, 1939, 2))
    found = fallen(load(), one)
    assert found is not None
    assert (found.invoked.value, found.honoured.value) == (1.0, 1.0)


def test_a_pledge_does_not_fall_due_for_whoever_began(home: Path) -> None:
    pact = next(p for p in pacts(load(), "fight") if p.treaty.id == "SUN-MNG-1936")
    wars(home, (900, 740, 2, 1939, 2), (900, 712, 1, 1939, 2), (900, 365, 1, 1939, 1))
    found = fallen(load(), Comparable(pyongyang().pact, (pact,), FEATURES, ()))
    assert found is not None
    assert found.invoked.value == 0.0
    assert found.honoured.value is None


def test_draws_keep_their_mean_and_their_seed() -> None:
    values = np.arange(40.0)
    weights = resampled(40, 4000, 7)
    assert (weights.sum(axis=1) == 40).all()
    assert drawn_means(values, weights).mean() == pytest.approx(values.mean(), abs=0.2)
    low, high = bounds(drawn_means(values, weights))
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 40**0.5, rel=0.08)
    assert (resampled(40, 4000, 7) == weights).all()


@pytest.mark.parametrize(("hits", "trials"), [(0, 5), (5, 5), (3, 10), (0, 0)])
def test_the_interval_of_a_proportion_stays_inside(hits: int, trials: int) -> None:
    low, high = wilson(hits, trials)
    assert 0 <= low <= (hits / trials if trials else 0.5) <= high <= 1
