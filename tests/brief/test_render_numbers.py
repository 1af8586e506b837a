"""Numbers as each language writes them."""

from __future__ import annotations

import pytest
from sample import sample

from foedus.brief.render.numbers import difference, interval, number, quantity, share
from foedus.brief.render.words import Words
from foedus.evidence import Row
from foedus.figure import Change, Figure

FR, EN = Words(sample("fr")), Words(sample("en"))
BASIS = (Row("capabilities", "RUS milex 2023", "SIPRI"),)


def figure(value: float | None, unit: str, low: float | None = None, high: float | None = None) -> Figure:
    return Figure("x", (), value, unit, BASIS, low=low, high=high, exact="unknown" if value is None else "")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.2263, "22,6\u00a0%", "22.6%"),
        (0.0326, "3,3\u00a0%", "3.3%"),
        (0.00321, "0,32\u00a0%", "0.32%"),
        (0.000456, "0,046\u00a0%", "0.046%"),
        (1.0, "100,0\u00a0%", "100.0%"),
        (0.0, "0\u00a0%", "0%"),
    ],
)
def test_shares(value: float, french: str, english: str) -> None:
    assert (share(FR, value), share(EN, value)) == (french, english)


def test_separators_and_sign() -> None:
    assert number(FR, 1234567) == "1\u202f234\u202f567"
    assert number(EN, 1234567) == "1,234,567"
    assert number(FR, -0.04, 1) == "0,0"
    assert number(EN, -2.5, 1) == "\u22122.5"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(0, "0\u00a0État", "0\u00a0states"), (1, "1\u00a0État", "1\u00a0state"), (2, "2\u00a0États", "2\u00a0states")],
)
def test_singular_and_plural(value: float, french: str, english: str) -> None:
    assert quantity(FR, figure(value, "states")) == french
    assert quantity(EN, figure(value, "states")) == english


def test_an_unknown_value_is_a_dash_never_a_zero() -> None:
    assert quantity(FR, figure(None, "share")) == "–"
    assert difference(EN, Change("x", figure(None, "share"), figure(0.1, "share"))) == "unknown"


def test_a_probability_is_a_frequency_first() -> None:
    risk = figure(0.025, "probability", 1 / 70, 1 / 25)
    assert quantity(EN, risk) == "about 1 in 40, that is 2.5%"
    assert interval(FR, risk) == "de 1 sur 70 à 1 sur 25"
    assert "1 sur 860," in quantity(FR, figure(1 / 864, "probability"))


def test_intervals_carry_their_unit() -> None:
    assert interval(FR, figure(0.2, "share", 0.19, 0.215)) == "de 19,0 à 21,5\u00a0%"
    assert interval(EN, figure(0.2, "share", 0.19, 0.215)) == "19.0 to 21.5%"
    assert interval(EN, figure(0.2, "share")) == ""


def test_a_change_within_its_uncertainty_is_said_to_be_none() -> None:
    within = Change("x", figure(0.2, "share", 0.18, 0.22), figure(0.21, "share", 0.19, 0.23))
    beyond = Change("x", figure(0.226, "share", 0.22, 0.23), figure(0.261, "share", 0.25, 0.27))
    assert difference(EN, within) == "no measurable change"
    assert difference(FR, beyond) == "+3,5\u00a0points"
    assert difference(EN, Change("x", figure(3, "visits"), figure(2, "visits"))) == "\u22121\u00a0visit"


def test_a_count_that_rises_in_every_reading_has_changed() -> None:
    rises = Change("x", figure(8, "states", 8, 10), figure(9, "states", 9, 11))
    assert difference(EN, rises) == "+1\u00a0state"
