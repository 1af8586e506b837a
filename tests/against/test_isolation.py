"""The measured example of North Korea in 2018, on ATOP 5.1 and NMC 7.0: isolated by some layers and not by others."""

from __future__ import annotations

import pytest

from foedus.measures.isolation import LAYERS
from foedus.system import System

FILES = ("cow_nmc", "atop_alliance", "un_votes", "un_roll_calls")


def hundredths(rank: float | None) -> int | None:
    return None if rank is None else round(rank * 100)


@pytest.mark.usefixtures("truth")
def test_north_korea_in_2018() -> None:
    system = System.at("2018-12-31")
    number, cover = LAYERS["alliance_atop"](system, "PRK"), LAYERS["cover_atop"](system, "PRK")
    assert (number.figure.value, number.ranked, hundredths(number.percentile)) == (2, 195, 31)
    assert cover.figure.value == pytest.approx(0.226, abs=5e-4)
    assert hundredths(cover.percentile) == 88


@pytest.mark.usefixtures("truth")
def test_with_a_russian_pact() -> None:
    system = System.at("2018-12-31").changed(("RUS-PRK-2024",))
    number, cover = LAYERS["alliance_atop"](system, "PRK"), LAYERS["cover_atop"](system, "PRK")
    assert (number.figure.value, hundredths(number.percentile)) == (3, 31)
    assert cover.figure.value == pytest.approx(0.261, abs=5e-4)
    assert hundredths(cover.percentile) == 99


@pytest.mark.usefixtures("truth")
def test_forty_nine_of_195_states_have_no_partner() -> None:
    system = System.at("2018-12-31")
    alone = LAYERS["alliance_atop"](system, "CHE")
    assert alone.figure.value == 0
    assert alone.percentile == pytest.approx(49 / 195 / 2)  # ties count half


@pytest.mark.usefixtures("truth")
def test_votes_of_states_that_no_code_names() -> None:
    assert LAYERS["votes_agreement"](System.at("1985-12-31"), "NAM").figure.value is None  # no member yet
    for state, day in (("NAM", "2005-12-31"), ("DEU", "1985-12-31"), ("DDR", "1985-12-31"), ("SUN", "1985-12-31")):
        found = LAYERS["votes_agreement"](System.at(day), state)
        assert found.figure.value is not None, f"{state} {day}: {found.figure.exact}"
        assert 0 < found.figure.value < 1
