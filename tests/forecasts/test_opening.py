"""The first step of a war: in closed form what the wars drawn show, and what a pact changes of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from foedus.errors import UsageError
from foedus.factfiles import load
from foedus.forecasts.joining.cascade import cascade
from foedus.forecasts.joining.opening import alone_change, first_change, opening
from foedus.measures.attack import Question
from foedus.system import System

ASKED = Question(("KOR", "USA"), ("PRK",))


@pytest.fixture(scope="module")
def systems() -> tuple[System, System]:
    before = System(date(2024, 6, 19), load().minus(("RUS-PRK-2024",)))
    return before, before.with_(load().treaties["RUS-PRK-2024"])


def test_the_chances_of_a_step_sum_to_one(systems: tuple[System, System]) -> None:
    found = opening(systems[0], ASKED)
    assert found.alone + found.first.sum(axis=(1, 2)) == pytest.approx(np.ones(len(found.alone)))
    fighting = [found.names.index(s) for s in ("KOR", "USA", "PRK")]
    assert not found.first[:, :, fighting].any()


def test_the_wars_drawn_show_the_same(systems: tuple[System, System]) -> None:
    exact, drawn = opening(systems[0], ASKED), cascade(systems[0], ASKED, 8000, 1)
    assert drawn.alone.value == pytest.approx(exact.alone[0], abs=0.02)


def test_a_pact_moves_the_one_it_binds(systems: tuple[System, System]) -> None:
    before, after = (opening(s, ASKED) for s in systems)
    russia = first_change("x", before, before, after, "RUS", "target")
    assert russia.later is not None
    assert russia.later.value > russia.before.value  # type: ignore[operator]
    assert russia.measurable
    alone = alone_change("x", before, before, after)
    assert alone.spread is not None
    assert alone.spread[1] < 0
    for figure in (alone.before, alone.after, russia.before, russia.later):
        assert figure.interval is not None
        assert figure.interval[0] <= (figure.value or 0) <= figure.interval[1]


def test_without_a_change_nothing_moves(systems: tuple[System, System]) -> None:
    found = opening(systems[0], ASKED)
    assert alone_change("x", found, found, None).spread == (0.0, 0.0)


def test_what_is_no_state_is_refused(systems: tuple[System, System]) -> None:
    with pytest.raises(UsageError, match="no state"):
        opening(systems[0], Question(("XXX",), ("PRK",)))
