"""The dispute model against its protocol: rows, labels and hashes; on years not seen, marks above the floors.

Everything was chosen on 1990-2000; the floors of 2001-2010 are what one look at it showed, less a margin.
"""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from foedus.forecasts.disputes.bare import tried_bare
from foedus.forecasts.disputes.covering import surprise
from foedus.forecasts.disputes.evaluating import POOLED, WINDOWS, Tried, Window, dyads_of, tried
from foedus.forecasts.disputes.frame import LABELS, frame, label, sha256_of
from foedus.forecasts.disputes.marks import marks
from foedus.forecasts.disputes.modelfile import read, shipped, write
from foedus.forecasts.disputes.risk import assess
from foedus.forecasts.disputes.training import train
from foedus.forecasts.past import Past, past

FILES = (
    "cw_system", "cow_states", "cow_contdir", "cow_capitals", "cow_majors", "cow_nmc", "atop_alliance", "cw_democracy",
    "gml_mid_ddydisps", "cow_war_inter",
)  # fmt: skip
SPANS = {
    "train_1946_1989": (1946, 1989), "dev_1990_2000": (1990, 2000), "heldout_2001_2010": (2001, 2010),
    "full_1817_2010": (1817, 2010),
}  # fmt: skip
FLOORS = tomllib.loads((Path(__file__).parents[1] / "floors.toml").read_text(encoding="utf-8"))["dispute_risk"]


@pytest.fixture(scope="module")
def known(truth: Path) -> Past:
    return past(2010)


def test_rows_labels_and_hashes(known: Past, shared: Path) -> None:
    wanted = json.loads((shared / "reference" / "forecast_rows.json").read_text(encoding="utf-8"))
    whole = frame(known, 1817, 2010)
    for name, span in SPANS.items():
        rows, protocol = whole.where(whole.years(*span)), wanted[name]
        relevant = rows.where(rows.relevant)
        assert (len(rows), len(relevant)) == (protocol["rows"], protocol["rows_prd"])
        assert sha256_of(known, rows) == protocol["keys_sha256"]
        assert sha256_of(known, relevant) == protocol["keys_prd_sha256"]
        for kind in LABELS if protocol["pos"] else ():
            assert label(known, rows, kind).sum() == protocol["pos"][kind]
            assert label(known, relevant, kind).sum() == protocol["pos_prd"][kind]


@pytest.mark.parametrize(("window", "name"), [*zip(WINDOWS, ("developed_on", "held_out"), strict=True)])
def test_marks_on_years_not_seen(known: Past, window: object, name: str) -> None:
    found = tried(known, window)  # type: ignore[arg-type]
    for kind, mask in (("all", np.ones(len(found.p), dtype=bool)), ("relevant", found.rows.relevant)):
        values = marks(found.outcome[mask], found.p[mask], found.base[0 if kind == "all" else 1])
        for mark, least in FLOORS[name][kind].items():
            assert values[mark] >= least, (kind, mark)
        assert 0.85 <= values["observed_over_expected"] <= 1.15


@pytest.mark.parametrize(("name", "kind"), [("mid_force", "relevant"), ("war", "all")])
def test_marks_of_rare_labels_on_both_windows_as_one(known: Past, name: str, kind: str) -> None:
    found = tried(known, POOLED, name)
    mask = found.rows.relevant if kind == "relevant" else np.ones(len(found.p), dtype=bool)
    values = marks(found.outcome[mask], found.p[mask], found.base[kind == "relevant"])
    for mark, least in FLOORS["pooled"][name].items():
        assert values[mark] >= least, (name, mark)


@pytest.fixture(scope="module")
def bare(known: Past) -> Tried:
    """What the model without imported data said of 1990-2000, learnt from the years before."""
    return tried_bare(known, WINDOWS[0])


def test_marks_without_imported_data(bare: Tried) -> None:
    for kind, mask in (("all", np.ones(len(bare.p), dtype=bool)), ("relevant", bare.rows.relevant)):
        values = marks(bare.outcome[mask], bare.p[mask], bare.base[0 if kind == "all" else 1])
        for mark, least in FLOORS["bare"][kind].items():
            assert values[mark] >= least, (kind, mark)
        assert 0.85 <= values["observed_over_expected"] <= 1.15
        assert 0.9 <= values["calibration_slope"] <= 1.15


@pytest.mark.parametrize("window", [Window(1979, 1990, 2000), WINDOWS[0]])
def test_intervals_without_imported_data_hold_what_came(known: Past, window: Window) -> None:
    """Eleven years of each pair of which something was expected."""
    found = tried_bare(known, window)
    assert found.variance is not None
    pair = dyads_of(found.rows)
    expected, observed = np.bincount(pair, found.p), np.bincount(pair, found.outcome)
    asked = expected >= 0.15
    variance = (np.bincount(pair, found.p * found.variance) / expected)[asked]
    chance = surprise(observed[asked], expected[asked], variance)
    assert len(chance) > 300
    surprising = (chance < 0.025).mean()
    assert surprising < 0.065
    narrow = surprise(observed[asked], expected[asked], variance * 0)
    assert (narrow < 0.025).mean() > surprising + 0.015  # without the variance of effects more counts would surprise


def test_a_model_trained_to_an_earlier_year_forecasts_as_its_evaluation(known: Past, tmp_path: Path) -> None:
    model = train(1989, 20, 1)
    (tmp_path / "m.json").write_text(write(model), encoding="utf-8")
    assert read(tmp_path / "m.json") == model
    rows = frame(known, 1990, 2000)
    found = assess(known, rows, model)
    assert found.p == pytest.approx(tried(known, WINDOWS[0]).p, rel=1e-5)
    assert ((found.low < found.p) & (found.p < found.high)).all()


@pytest.mark.usefixtures("truth")
def test_the_shipped_model_is_what_training_gives() -> None:
    made, held = train(None, 200, 1), shipped()
    assert [(p.one, p.two) for p in made.effects.pairs] == [(p.one, p.two) for p in held.effects.pairs]
    assert [p.effect for p in made.effects.pairs] == pytest.approx([p.effect for p in held.effects.pairs], abs=2e-3)
    for one, other in ((made.full, held.full), (made.bare, held.bare)):
        assert one.columns == other.columns
        assert one.coef == pytest.approx(other.coef, rel=1e-4, abs=1e-5)
    assert made.bases == held.bases
    assert math.isclose(made.drift, held.drift, rel_tol=1e-4)


@pytest.mark.usefixtures("truth")
def test_a_year_after_the_data_is_wider_and_says_so() -> None:
    later = past(2024)
    rows = frame(later, 2024, 2024)
    found = assess(later, rows.where(rows.relevant), shipped())
    near = frame(later, 2011, 2011)
    before = assess(later, near.where(near.relevant), shipped())
    ratio = [np.median(a.high / a.low) for a in (found, before)]
    assert ratio[0] > 1.5 * ratio[1]
    assert {"history", "carried"} <= {held.what for held in found.missing[0]}
