"""Concentration and blocs by year against tables computed apart, on NMC 7.0, the COW list of powers and ATOP 5.1."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from foedus.datasets.importing import import_files
from foedus.factfiles import load
from foedus.measures.annual import concentration_of, polarity_by_year
from foedus.measures.cinc import cinc_of
from foedus.measures.material import majors_by_facts, majors_data, nmc
from foedus.measures.weighing import con, n_eff, polarity_class
from foedus.measures.yearly import Yearly, year_imported
from foedus.system import System

FILES = ("cow_nmc", "cow_majors", "atop_alliance")
LOOSE = {"leiden_q": 0.05, "leiden_lead_share": 0.05, "clique_lead_share": 1e-6}
ARBITRARY = {"leiden_lead_n", "clique_lead_n", "clique_lead"}  # members without capability are
SAME = {
    "n_nmc_rows": "n_states", "cinc_sum": "cinc_sum", "n_majors": "n_major", "con_majors": "con_cinc",
    "con_system": "con_system", "hhi_system": "hhi_system", "major_share_of_cinc": "major_share_system",
}  # fmt: skip


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "truth" / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def of(year: int) -> Yearly:
    return year_imported(year, load)


@pytest.mark.usefixtures("truth")
def test_every_column_of_concentration(shared: Path) -> None:
    wrong = []
    for wanted in rows(shared, "concentration_dev.csv"):
        found = concentration_of(of(int(wanted["year"])))
        for column, text in wanted.items():
            if column in ARBITRARY or column == "year":
                continue
            value = found[column]
            if text == "" or isinstance(value, str):
                wrong += [(wanted["year"], column)] if text != (value or "") else []
            elif not isinstance(value, int | float) or value != pytest.approx(
                float(text), rel=1e-9, abs=LOOSE.get(column, 1e-9)
            ):
                wrong.append((wanted["year"], column))
    assert not wrong


@pytest.mark.usefixtures("truth")
def test_the_aggregates_of_peacesciencer(shared: Path) -> None:
    for wanted in rows(shared, "aggregates_every10y.csv"):
        found = concentration_of(of(int(wanted["year"])))
        for theirs, ours in SAME.items():
            if wanted[theirs]:
                assert found[ours] == pytest.approx(float(wanted[theirs]), rel=1e-9), (wanted["year"], theirs)


@pytest.mark.usefixtures("truth")
def test_the_original_con_is_matched_by_the_six_components() -> None:
    # Ray & Singer's table of 1972, as measured again on the revised data
    known = {1900: 0.209, 1913: 0.213, 1938: 0.217, 1946: 0.395, 1920: 0.345, 1950: 0.302}
    for year, value in known.items():
        assert con(System.at(f"{year}-12-31"), "con_six").value == pytest.approx(value, abs=6e-4)
    assert n_eff(System.at("1913-12-31")).value == pytest.approx(5.73, abs=6e-3)
    assert n_eff(System.at("1946-12-31"), everyone=True).value == pytest.approx(5.54, abs=6e-3)


@pytest.mark.usefixtures("truth")
def test_polarity_by_thresholds_as_measured() -> None:
    wanted = dict.fromkeys((*range(1816, 1941), 1991), "multipolar")
    wanted |= dict.fromkeys((1854, 1861, 1862), "near_unipolar")
    wanted |= dict.fromkeys((*range(1919, 1922), *range(1945, 1949), *range(2018, 2023)), "unipolar")
    wanted |= dict.fromkeys((*range(1949, 1991), *range(1992, 2018)), "bipolar")
    flickers = {1923, 1935}
    bare = (structs.replace(of(year), dyads=None) for year in wanted)  # blocs take time and are not asked for
    found = {data.year: polarity_by_year(data)["polarity"] for data in bare}
    assert {y for y in wanted if found[y] != wanted[y]} == flickers


@pytest.mark.usefixtures("truth")
def test_the_facts_hold_the_same_list_of_powers() -> None:
    imported_list, ours = majors_data(), majors_by_facts(load())
    for year in range(1816, 2025):
        for rule in ("any", "july1", "dec31"):
            assert imported_list.at(year, rule) == ours.at(year, rule), (year, rule)


@pytest.mark.usefixtures("truth")
def test_a_year_outside_the_data_is_unknown() -> None:
    late = of(2020)
    assert late.carried
    assert concentration_of(late)["clique_lead_share"] is None
    assert concentration_of(late)["con_cinc"] is not None
    assert set(concentration_of(of(2023)).values()) == {None}
    assert "1816-2022" in of(2023).no_material


@pytest.mark.usefixtures("truth")
def test_cinc_is_the_mean_of_the_known_shares() -> None:
    held = nmc()
    worst = max(float(np.abs(cinc_of(year.components) - year.cinc).max()) for year in held.table.values())
    assert worst < 2.5e-8
    assert sum(len(year.ccode) for year in held.table.values()) == 17121
    assert max(float(year.cinc.sum()) for year in held.table.values()) == pytest.approx(1.0747, abs=5e-5)


@pytest.mark.usefixtures("truth")
def test_net_resources_of_the_past_show_what_cinc_hides(shared: Path) -> None:
    import_files((shared / "data" / "ir" / "cw_gdppop.parquet",), "here")
    system = System.at("1995-06-01")
    found, by_cinc = polarity_class(system, "net_resources"), polarity_class(system, "cinc")
    assert found is not None
    assert by_cinc is not None
    assert (found.pole, by_cinc.pole) == ("unipolar", "bipolar")
    figure = con(system, "con_net")
    assert figure.interval is not None
    assert figure.basis[0].table.startswith("gdp_pop")  # type: ignore[union-attr]
