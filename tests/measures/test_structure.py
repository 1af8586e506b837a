"""The balance of the states of a day: figures with their sources, a new tie with the reasons of its third states."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.measures.balance.tie import RATES
from foedus.measures.relations import network
from foedus.measures.structure import balance_change, degree_of_balance, frustration_index, new_tie, walks
from foedus.system import System


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing imported: ties by the facts alone."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))


def test_figures_have_sources_and_say_what_they_do_not_know() -> None:
    system = System.at("1980-06-01")
    for figure in (degree_of_balance(system), walks(system), frustration_index(system)):
        assert figure.value is not None
        assert 0 < figure.value <= 1
        assert {source.table for source in figure.basis} >= {"treaties", "rivalries"}  # type: ignore[union-attr]
        assert "none imported" in figure.note
    assert "proven by" in frustration_index(system).exact


def test_before_any_tie_nothing_is_known() -> None:
    system = System.at("1815-07-01")
    assert degree_of_balance(system).value is None or network(system).ties
    if not network(system).ties:
        assert frustration_index(system).value is None


def test_third_states_of_a_new_tie_have_weights_and_reasons() -> None:
    system = System.at("1980-06-01")
    found = new_tie(system, "FRA", "IRQ", 1, draws=2)
    assert found.effect.was == network(system).sign_of("FRA", "IRQ")
    assert set(found.reasons) == {third.state for third in found.effect.thirds}
    for third in found.effect.thirds:
        assert third.weight is None or 0 < third.weight < 1
        to_a, to_b = found.reasons[third.state]
        assert (to_a.sign, to_b.sign) == (third.to_a, third.to_b)
        assert to_a.evidence
        assert to_b.evidence
    assert [figure.about for figure in found.figures] == [("FRA", "IRQ")] * 3
    assert found.effect.rate is None or found.effect.rate in RATES.values()


def test_a_treaty_before_and_after() -> None:
    after = System.at("1980-06-01")
    before = after.without("NATO-1949")
    found, figures = balance_change(before, after, draws=3, seed=1)
    assert found.frustration.change is not None
    assert found.balance.before == degree_of_balance(before).value
    assert found.balance.after == degree_of_balance(after).value
    assert all(figure.interval for figure in figures)
