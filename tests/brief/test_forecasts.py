"""Questions 6, 7 and 8: what a forecast may say, with nothing imported and with disputes of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from foedus.brief import Brief, brief
from foedus.brief.model import Finding
from foedus.brief.render.numbers import difference, interval, quantity
from foedus.brief.render.words import Words
from foedus.datasets.importing import import_folder
from foedus.evidence import Estimate
from foedus.figure import Change, Figure
from foedus.forecasts.disputes.modelfile import shipped
from foedus.reading import read

ROOT = Path(__file__).resolve().parents[2]
HEADER = (
    "dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,revstate1,revstate2,revtype11,revtype12,revtype21,"
    "revtype22,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2,hiact,hostlev,mindur,"
    "maxdur,outcome,settle,fatality,fatalpre,stmon,endmon,recip,numa,numb,ongo2010,version\n"
)
ROW = "{n},{a},{b},{y},1,1,{s},{t},0,0,0,0,0,0,0,0,0,0,7,7,{h},{h},1,1,7,{h},1,1,1,1,0,0,1,1,0,1,1,0,2.2.1\n"


def made(lang: str) -> Brief:
    return brief(read(str(ROOT / "examples" / "pyongyang-2024.txt")), lang=lang)


@pytest.fixture(scope="module")
def plain() -> Brief:
    """With nothing imported."""
    return made("en")


@pytest.fixture(scope="module", params=["en", "fr"])
def informed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brief]:
    """With disputes that come and go by chance, so that nothing follows from a pact."""
    folder = tmp_path_factory.mktemp("files")
    random, lines = np.random.default_rng(3), []
    for number in range(1, 600):
        one, other = (int(n) for n in random.choice([731, 732, 710, 740, 840, 800, 712, 713, 816], 2, replace=False))
        year, level = int(random.integers(1890, 2010)), int(random.integers(2, 6))
        for a, b, side in ((one, other, 1), (other, one, 0)):
            lines.append(ROW.format(n=number, a=a, b=b, y=year, s=side, t=1 - side, h=level))
    lines += [ROW.format(n=600 + k, a=200, b=220, y=y, s=1, t=0, h=2) for k, y in enumerate((1816, 2010))]
    (folder / "gml_dirdisp.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        assert import_folder(folder).took
        yield made(request.param)


def found(value: Brief, key: str) -> Finding:
    return next(f for f in value.findings if f.key == key)


def test_every_figure_has_an_interval_or_a_reason_and_a_basis(plain: Brief, informed: Brief) -> None:
    for value in (plain, informed):
        for key in ("escalation", "reactions", "precedents"):
            for change in found(value, key).figures:
                for figure in (change.before, change.after, change.later):
                    if figure is not None and figure.value is not None:
                        assert figure.basis, change.name
                        assert figure.interval or figure.exact, change.name


def test_an_estimate_is_never_without_an_interval(plain: Brief, informed: Brief) -> None:
    for value in (plain, informed):
        changes = [c for f in value.findings for c in f.figures]
        figures = [f for c in changes for f in (c.before, c.after, c.later) if f]
        estimated = [f for f in figures if any(isinstance(e, Estimate) for e in f.basis)]
        assert estimated
        assert all(f.interval for f in estimated if f.value is not None)


def test_the_risk_stands_beside_its_base_rate_and_says_what_it_rests_on_and_does_not_know(plain: Brief) -> None:
    risk = found(plain, "escalation")
    assert "comparable pairs" in risk.answer
    assert any("base rate" in said for said in risk.reasoning)
    assert any("does not cover" in said for said in risk.reasoning)
    assert any("what disputes from 1946 to 2010 taught" in said for said in risk.reasoning)
    probabilities = [c for c in risk.figures if "begins" in c.name]
    assert probabilities
    assert all(c.before == c.after for c in probabilities)  # the event is no input, and the figure claims no move
    assert all(c.before.note for c in probabilities)
    assert any("disputes" in what for what, _ in risk.not_measured)


def test_without_disputes_what_followed_is_named_as_missing(plain: Brief) -> None:
    precedents = found(plain, "precedents")
    assert precedents.not_measured
    assert "still bound" in precedents.answer
    assert precedents.tables[0].rows
    assert any(said.startswith("Not known") for said in precedents.reasoning)


def test_chance_is_not_told_as_history(informed: Brief) -> None:
    precedents = found(informed, "precedents")
    same = {"en": "does not separate", "fr": "ne sépare pas"}[informed.lang]
    assert same in precedents.answer
    assert not precedents.not_measured
    assert {c.name for c in precedents.figures} >= {"precedents_any_5", "precedents_any_10", "in_force_after_10"}
    assert all(c.spread and c.spread[0] <= 0 <= c.spread[1] for c in precedents.figures if "any" in c.name)


def test_who_is_closest_is_listed_with_numbers(plain: Brief) -> None:
    reactions = found(plain, "reactions")
    assert reactions.tables[0].rows[0][0] == "China"
    assert any(c.before.unit == "attacks" for c in reactions.figures)
    assert reactions.not_measured[0][1].startswith("foedus data import")


def test_a_change_within_its_spread_is_no_change(plain: Brief) -> None:
    words, basis = Words(plain), (Estimate("m", "1"),)
    figures = [Figure("x", (), v, "disputes_a_decade", basis, v - 1, v + 1) for v in (3.0, 4.0)]
    assert difference(words, Change("x", *figures, spread=(-0.5, 2.5))) == words("change.unmeasurable")
    assert difference(words, Change("x", *figures, spread=(0.5, 1.5))).startswith("+1")


@pytest.mark.parametrize(("value", "said"), [(0.025, "1 in 40"), (0.75, "75.0%")])
def test_a_probability_is_a_frequency_while_it_is_rare(plain: Brief, value: float, said: str) -> None:
    figure = Figure("x", (), value, "probability", (Estimate("m", "1"),), value / 2, min(1.0, value * 1.5))
    assert said in quantity(Words(plain), figure)
    assert ("1 in" in interval(Words(plain), figure)) == (value < 0.1)


def test_the_track_record_of_the_risk_is_told_and_linked(plain: Brief) -> None:
    marks = next(held for held in shipped().bare_record if held.set == "all" and held.window.last == 2010).marks
    said = " ".join(found(plain, "escalation").reasoning)
    assert f"observed disputes over expected ones are {marks['observed_over_expected']:.2f} (" in said
    assert "foedus model card" in said
    assert "foedus score" in said
