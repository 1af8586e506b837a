"""Shares of capability: identities that any table of figures must keep, and the packaged one."""

from __future__ import annotations

from datetime import date
from math import isclose

from foedus.factfiles import load
from foedus.measures.blocs import bloc_of
from foedus.measures.capability import AVERAGED, _con, concentration, mean_share, share, warheads
from foedus.system import System

SYSTEM = System(date(2024, 6, 20), load())
EVERYONE = tuple(s.code for s in SYSTEM.states())


def test_the_shares_of_all_states_sum_to_one() -> None:
    for indicator in AVERAGED:
        whole = share(SYSTEM, EVERYONE, indicator)
        assert whole is not None
        assert isclose(whole.value, 1.0)


def test_a_coalition_has_the_sum_of_its_members_where_all_are_known() -> None:
    both = share(SYSTEM, ("RUS", "CHN"), "population")
    parts = [share(SYSTEM, (s,), "population") for s in ("RUS", "CHN")]
    assert both is not None
    assert isclose(both.value, sum(p.value for p in parts if p))


def test_the_interval_holds_the_value() -> None:
    for state in ("PRK", "RUS", "SAU", "FRA"):
        figure = mean_share(SYSTEM, (state,))
        assert figure.value is not None
        low, high = figure.interval or (0.0, 0.0)
        assert low <= figure.value <= high
        assert figure.basis


def test_north_koreas_spending_is_an_estimate_with_a_wide_interval() -> None:
    row = load().capability("PRK", "milex", 2024)
    assert row is not None
    assert row.value
    assert row.low
    assert row.high
    assert row.high / row.low > 2


def test_an_unknown_figure_is_no_zero() -> None:
    figure = mean_share(SYSTEM, ("XAB",))
    assert figure.value is None
    assert figure.exact


def test_warheads_are_counted_beside_the_mean() -> None:
    assert (warheads(SYSTEM, ("RUS", "PRK")).value or 0) > (warheads(SYSTEM, ("RUS",)).value or 0)
    assert warheads(SYSTEM, ("KOR",)).value == 0


def test_concentration_of_equal_and_of_single_shares() -> None:
    # CON of Ray & Singer (1973): 0 for equal shares, 1 when one state has all
    assert _con([0.25, 0.25, 0.25, 0.25]) == 0
    assert isclose(_con([1.0, 0.0, 0.0]), 1.0)
    # identity with the effective number of powers: CON^2 = (1/N_eff - 1/N) / (1 - 1/N)
    values = [0.5, 0.3, 0.2]
    effective = 1 / sum(v**2 for v in values)
    assert isclose(_con(values) ** 2, (1 / effective - 1 / 3) / (1 - 1 / 3))


def test_a_treaty_moves_no_capability() -> None:
    assert concentration(SYSTEM).value == concentration(SYSTEM.without("NATO-1949")).value


def test_the_heaviest_clique_is_a_clique_and_holds_the_state() -> None:
    bloc = bloc_of(SYSTEM, "FRA")
    assert "FRA" in bloc
    assert {"USA", "DEU", "TUR"} <= set(bloc)
    assert bloc_of(SYSTEM, "CHE") == ("CHE",)
