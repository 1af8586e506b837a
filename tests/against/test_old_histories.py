"""Forecasts from old histories and from the second list of disputes, against what came true.

Old histories are made by forgetting: a model learnt up to 1989 forecasts 1990-2000 with disputes known up to the year
before, or up to 5, 10 or 15 years earlier. Nothing here was fitted on those years, nor on these classes of pairs.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_files
from foedus.forecasts.disputes.aging import AGES, EVERY, sorts_of
from foedus.forecasts.disputes.covering import surprise
from foedus.forecasts.disputes.features import COLUMNS, features
from foedus.forecasts.disputes.frame import Frame, frame, label
from foedus.forecasts.disputes.level import SECOND
from foedus.forecasts.disputes.marks import marks
from foedus.forecasts.disputes.modelfile import Model, shipped
from foedus.forecasts.disputes.risk import Assessed, assess
from foedus.forecasts.disputes.training import train
from foedus.forecasts.past import FIRST, Past, outcomes_until, past, used

FILES = (
    "cow_states", "cow_contdir", "cow_capitals", "cow_majors", "cow_nmc", "atop_alliance", "cw_democracy",
    "gml_mid_ddydisps", "cow_mid_ddydisps",
)  # fmt: skip
LEARNT, LAST = 1989, 2000
LEAST = 1.5
"""Onsets expected in a class that is looked at."""


@pytest.fixture(scope="module")
def known(truth: Path) -> Past:
    return past(2014)


@pytest.fixture(scope="module")
def model(known: Past) -> Model:
    return train(LEARNT, 20, 1)


def from_history_of(known: Past, rows: Frame, model: Model, age: int) -> tuple[np.ndarray, np.ndarray]:
    """The probabilities of rows and the variances of their log odds, with disputes known so many years less."""
    found: list[Assessed] = []
    for year in np.unique(rows.year).tolist():
        ends = {name: end for name, end in known.ends.items() if name != "cow_mid"} | {"gml_mid": year - 1 - age}
        found.append(assess(msgspec.structs.replace(known, ends=ends), rows.where(rows.year == year), model))
    p, low, high = (np.concatenate([getattr(one, name) for one in found]) for name in ("p", "low", "high"))
    width = np.log(high / (1 - high)) - np.log(low / (1 - low))
    return p, (width / (2 * 1.959964)) ** 2


def held(classes: np.ndarray, outcome: np.ndarray, p: np.ndarray, variance: np.ndarray) -> tuple[float, int]:
    """The share of classes whose count lies where the interval of its rate and chance put 95 of 100, and how many."""
    _, number = np.unique(classes, return_inverse=True)
    observed, expected = np.bincount(number, outcome), np.bincount(number, p)
    of_rate = np.bincount(number, p * variance * (1 - p) ** 2) / expected
    asked = expected >= LEAST
    chance = surprise(observed[asked], expected[asked], of_rate[asked])
    return float(((chance >= 0.025) & (chance <= 0.975)).mean()), int(asked.sum())


@pytest.mark.parametrize("age", [0, *AGES])
def test_intervals_hold_what_came_true(known: Past, model: Model, age: int) -> None:
    rows = frame(known, LEARNT + 1, LAST)
    outcome = label(known, rows)
    p, variance = from_history_of(known, rows, model, age)
    sorts = sorts_of(known, rows, features(known, rows, COLUMNS, LAST))
    period = (rows.year - LEARNT - 1) // EVERY
    for classes, fewest in (
        (rows.year * 100 + sorts, 80),
        (period * 10_000 + rows.one, 60),
        (period * 10_000 + rows.two, 60),
    ):
        share, count = held(classes, outcome, p, variance)
        assert count >= fewest
        assert 0.9 <= share <= 1
        assert held(classes, outcome, p, 0 * variance)[0] < share
    assert 0.8 <= outcome.sum() / p.sum() <= 1.15


def test_old_histories_are_worth_less(known: Past, model: Model) -> None:
    rows = frame(known, LEARNT + 1, LAST)
    outcome = label(known, rows)
    loss = [marks(outcome, from_history_of(known, rows, model, age)[0], 0.0026)["log_loss"] for age in (0, 5, 10)]
    assert loss == sorted(loss)


def test_the_two_lists_agree_but_for_a_few(known: Past) -> None:
    with store.connect() as con:
        found = con.execute(f"""
SELECT sum(g), sum(c), sum(g * c) FROM (
    SELECT coalesce(max(gmlmidonset), 0) AS g, coalesce(max(cowmidonset), 0) AS c
    FROM (SELECT ccode1, ccode2, year, gmlmidonset FROM {store.source("gml_mid", "dyad_years")}) AS one
    FULL JOIN (SELECT ccode1, ccode2, year, cowmidonset FROM {store.source("cow_mid", "dyad_years")}) AS two
    USING (ccode1, ccode2, year)
    WHERE ccode1 < ccode2 AND year BETWEEN 1991 AND 2010 GROUP BY ccode1, ccode2, year)
""").fetchone()  # noqa: S608  # ours
    assert found is not None
    first, second, both = found
    assert second / first == pytest.approx(SECOND, abs=0.001)
    assert both / first > 0.985
    assert both / second > 0.94


def test_the_second_list_carries_the_first_on(known: Past) -> None:
    assert (known.until, known.labelled, outcomes_until(known)) == (2014, 2010, 2010)
    assert {"gml_mid", "cow_mid"} <= {name for name, _ in used()}
    begun = known.disputes["year"][known.disputes["onset"] == 1]
    assert (begun == 2010).sum() == 17  # of the first list; the second has 19
    assert (begun == 2014).sum() == 41


def test_years_after_the_first_list_are_foreseen_as_well_as_before(known: Past) -> None:
    """2011-2014, which no choice was made on, with the outcomes of the second list; a war that thirty states joined
    (Libya 2011) is half of what was not expected."""
    rows = frame(known, 2011, 2014)
    found = assess(known, rows, shipped())
    values = marks(label(known, rows), found.p, 0.002)
    assert values["auc"] > 0.94
    assert values["average_precision"] > 0.2
    assert values["log_loss_reduction"] > 0.4


def test_the_second_list_alone_says_nearly_the_same(
    shared: Path, tmp_path: Path, known: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    names = [name for name in FILES if not name.startswith("gml")]
    import_files(tuple(shared / "data" / "ir" / f"{name}.parquet" for name in names), "ir")
    alone = past(2014)
    assert alone.labelled < FIRST
    rows = frame(known, 2005, 2010)
    one, other = assess(known, rows, shipped()), assess(alone, rows, shipped())
    assert other.missing[0][0].what == "instead"
    odds = [np.log(found.p / (1 - found.p)) for found in (one, other)]
    assert np.corrcoef(*odds)[0, 1] > 0.98
    assert np.median(np.abs(odds[0] - odds[1])) < 0.15
