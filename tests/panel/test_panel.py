"""Panels: who has a row, what is looked up for it, what is unknown, and how it is written."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from foedus.cli import app
from foedus.datasets import store
from foedus.datasets.home import data_folder
from foedus.datasets.importing import import_folder
from foedus.errors import DataError, FoedusError, UsageError
from foedus.panel import ADDERS, Panel, panel
from foedus.panel import rows as making
from foedus.panel.added import Added, Join, Use
from foedus.panel.adders import alliances, capabilities
from foedus.panel.asked import ask, last_full_year
from foedus.panel.geodesy import geodesics
from foedus.panel.rows import build

Rows = list[tuple[Any, ...]]

FILES: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "cw_system": ("ccode,cw_abb,cw_name,start,end", [
        (2, "USA", "United States", "1816-01-01", "2016-12-31"),
        (300, "AUH", "Austria-Hungary", "1816-01-01", "1918-11-12"),
        (305, "AUS", "Austria", "1919-09-10", "1938-03-13"),
        (305, "AUS", "Austria", "1955-07-27", "2016-12-31"),
        (345, "YUG", "Yugoslavia", "1878-07-13", "2016-12-31"),
        (678, "YAR", "Yemen Arab Republic", "1926-09-02", "1990-05-21"),
        (679, "YEM", "Yemen", "1990-05-22", "2016-12-31"),
    ]),
    "cow_nmc": ("ccode,year,milex,milper,irst,pec,tpop,upop,cinc", [
        (2, 1900, 1, 2, 3, 4, 5.0, 6.0, 0.18), (300, 1900, 7, 8, 9, 10, 11.0, 12.0, 0.05),
    ]),
    "cow_majors": ("ccode,styear,stmonth,stday,endyear,endmonth,endday,version", [
        (2, 1898, 8, 13, 2016, 12, 31, 2016), (300, 1816, 1, 1, 1918, 11, 3, 2016),
    ]),
    "cow_contdir": ("ccode1,ccode2,conttype,stdate,enddate", [
        (300, 345, 1, "1878-07-01", "1918-06-01"), (345, 300, 1, "1878-07-01", "1918-06-01"),
        (300, 345, 0, "1918-07-01", "1918-12-01"), (345, 300, 0, "1918-07-01", "1918-12-01"),
        (2, 345, 5, "1900-01-01", "2016-12-01"), (345, 2, 5, "1900-01-01", "2016-12-01"),
    ]),
    "atop_alliance": ("ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul", [
        (300, 345, 1881, 1, 0, 1, 0, 0), (345, 300, 1881, 0, 0, 1, 0, 0),
    ]),
    "tss_rivalries": (
        "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin",
        [(1, "old", 2, 300, 1494, 1500, 1, "NA", "NA", "NA", "NA", "NA"),
         (2, "one", 300, 345, 1903, 1920, 1, 1, "NA", "NA", "NA", "NA"),
         (3, "two", 2, 345, 1945, 2020, "NA", "NA", 1, "NA", "NA", "NA")],
    ),
    "cow_capitals": ("ccode,statenme,capital,stdate,enddate,lat,lng", [
        (2, "USA", "Washington", "1816-01-01", "2024-12-31", 38.9, -77.0),
        (300, "Austria-Hungary", "Vienna", "1816-01-01", "1918-11-12", 48.2, 16.4),
        (345, "Yugoslavia", "Nis", "1878-07-13", "1880-05-01", 43.3, 21.9),
        (345, "Yugoslavia", "Belgrade", "1880-05-02", "2024-12-31", 44.8, 20.5),
    ]),
    "cw_gw_panel": ("stateabb,year,gwcode,ccode,gw_name,cw_name", [
        ("USA", 1900, 2, 2, "USA", "USA"), ("YUG", 1900, 340, 345, "Serbia", "Yugoslavia"),
        ("AUH", 1900, "NA", 300, "NA", "Austria-Hungary"),
    ]),
    "archigossums": ("gwcode,year,leadertransition,irregular,n_leaders,jan1obsid,dec31obsid", [
        (340, 1900, 0, 0, 1, "SER-1889", "SER-1889"),
    ]),
    "Dyadic_COW_4.0": ("ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2", [
        (2, 345, 1900, 1.5, 2.5, 1.5, -9),
    ]),
    "cow_alliance": ("ccode1,ccode2,year,cow_defense,cow_neutral,cow_nonagg,cow_entente", [
        (2, 345, 1950, 1, 0, 0, 1), (345, 2, 1950, 1, 0, 0, 1),
    ]),
    "gw_system": ("gwcode,gw_abb,gw_name,microstate,start,end", [
        (2, "USA", "United States", 0, "1816-01-01", "2020-12-31"),
        (305, "AUS", "Austria", 0, "1918-11-13", "2020-12-31"),
        (340, "SER", "Serbia", 0, "1878-07-13", "2020-12-31"),
    ]),
    "gw_cw_panel": ("stateabb,year,gwcode,ccode,gw_name,cw_name", [
        ("USA", 1900, 2, 2, "USA", "USA"), ("SER", 1900, 340, 345, "Serbia", "Yugoslavia"),
        ("USA", 1918, 2, 2, "USA", "USA"), ("AUS", 1918, 305, "NA", "Austria", "NA"),
    ]),
    "cow_mindist": ("ccode1,ccode2,year,mindist", [(2, 345, 1900, 6000.5)]),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        folder = tmp_path_factory.mktemp("files")
        for name, (header, rows) in FILES.items():
            with (folder / f"{name}.csv").open("w", newline="") as stream:
                csv.writer(stream).writerows([header.split(","), *rows])
        report = import_folder(folder)
        assert not report.skipped
        yield


def rows(made: Panel, columns: str = "*", where: str = "true") -> Rows:
    with store.connect() as con:
        return made.relation(con).filter(where).project(columns).fetchall()


def dyads(*add: str, first: int = 1816, last: int | None = None, directed: bool = True) -> Panel:
    return panel("dyad-year", directed=directed, first=first, last=last, add=add)


# Who has a row


def test_a_state_is_in_a_year_if_it_was_a_member_on_any_day_of_it() -> None:
    found = rows(panel("state-year", first=1918, last=1919), "ccode, year", "ccode in (300, 305)")
    assert found == [(300, 1918), (305, 1919)]


def test_the_members_at_the_end_of_the_list_are_carried_to_the_last_full_year() -> None:
    made = panel("state-year", first=2016)
    assert {row[1] for row in rows(made, "ccode, year", "ccode = 2")} == set(range(2016, last_full_year() + 1))
    assert rows(made, "ccode", "ccode = 300") == []


def test_states_that_never_coexisted_make_no_dyad() -> None:
    assert rows(dyads(first=1990, last=1990), "ccode1", "ccode1 = 678 and ccode2 = 679") == []
    assert len(rows(dyads(first=1990, last=1990), "ccode1", "ccode1 = 678 and ccode2 = 2")) == 1


def spell() -> st.SearchStrategy[tuple[int, dt.date, dt.date]]:
    days = st.dates(dt.date(1816, 1, 1), dt.date(1819, 12, 31))
    pairs = st.tuples(days, days).map(sorted)
    return st.tuples(st.integers(1, 4), pairs).map(lambda s: (s[0], *s[1]))


@settings(max_examples=40, deadline=None)
@given(st.lists(spell(), min_size=1, max_size=8))
def test_rows_are_those_of_a_count_by_days(found: list[tuple[int, dt.date, dt.date]]) -> None:
    """Whatever the spells, also where some of one state overlap or follow at once."""
    last = max(end for _, _, end in found)
    until = [(code, start, dt.date(1821, 12, 31) if end == last else end) for code, start, end in found]
    year = {y: (dt.date(y, 1, 1).toordinal(), dt.date(y, 12, 31).toordinal()) for y in range(1816, 1822)}
    member: dict[tuple[int, int], set[int]] = {}
    for code, start, end in until:
        for y, (first, final) in year.items():
            days = range(max(start.toordinal(), first), min(end.toordinal(), final) + 1)
            member.setdefault((code, y), set()).update(days)
    states = sorted(key for key, days in member.items() if days)
    pairs = sorted((a, b, y) for a, y in states for b, z in states if z == y and a != b and member[a, y] & member[b, y])
    values = ", ".join(f"({code}, 'A', 0, DATE '{start}', DATE '{end}')" for code, start, end in found)
    with pytest.MonkeyPatch.context() as patched, store.connect() as con:
        patched.setattr(
            making, "_spells", lambda con, asked: f"FROM (VALUES {values}) v(code, name, micro, start, stop)"
        )
        build(con, ask("state-year", directed=False, states="cow", first=1816, last=1821))
        assert con.execute("SELECT ccode, year FROM panel_base").fetchall() == states
        build(con, ask("dyad-year", directed=True, states="cow", first=1816, last=1821))
        assert con.execute("FROM panel_base").fetchall() == pairs


def test_an_undirected_panel_has_each_pair_once_the_lower_code_first() -> None:
    one, both = rows(dyads(directed=False)), rows(dyads())
    assert len(both) == 2 * len(one)
    assert all(a < b for a, b, _ in one)
    assert both == sorted(both)


def test_without_an_imported_list_the_packaged_facts_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    counts = {
        (states, year): len(rows(panel("state-year", states=states, first=year, last=year)))
        for states in ("cow", "gw")
        for year in (1816, 1914, 2016)
    }
    assert [*counts.values()] == [23, 45, 195, 49, 60, 197]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"unit": "dyad"}, "dyad-year or state-year"),
        ({"unit": "state-year", "directed": True}, "no direction"),
        ({"unit": "dyad-year", "states": "un"}, "cow or gw"),
        ({"unit": "dyad-year", "first": 1990, "last": 1980}, "run backwards"),
        ({"unit": "dyad-year", "first": 1800}, "begin in 1816"),
        ({"unit": "dyad-year", "last": 2999}, "last full year"),
        ({"unit": "dyad-year", "add": ("nmcc",)}, "did you mean nmc"),
        ({"unit": "state-year", "add": ("mindist",)}, "dyad-year panels"),
        ({"unit": "dyad-year", "add": ("nmc", "nmc")}, "milex1"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        panel(**asked)


def test_data_that_are_not_imported_name_the_command() -> None:
    with pytest.raises(DataError, match=r"gdp_pop.*foedus data import"):
        dyads("gdp_pop")


def test_an_option_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="distance"):
        dyads().add("capdist", way="geodesic")
    with pytest.raises(UsageError, match="sphere or geodesic"):
        dyads().add("capdist", distance="flat")
    with pytest.raises(UsageError, match="owed or either"):
        dyads().add("atop", direction="none")
    with pytest.raises(UsageError, match="first or last"):
        dyads().add("contiguity", slice="middle")


# What is added


def test_a_panel_never_changes() -> None:
    bare = dyads()
    more = bare.add("nmc")
    assert bare.columns == ("ccode1", "ccode2", "year")
    assert more.columns[3:5] == ("milex1", "milper1")
    assert "milex2" in more.columns


def test_each_state_of_a_dyad_has_its_columns() -> None:
    made = dyads("nmc", first=1900, last=1900)
    assert rows(made, "milex1, milex2, cinc2", "ccode1 = 2 and ccode2 = 300") == [(1, 7, 0.05)]
    assert rows(made, "milex1, milex2, cinc2", "ccode1 = 2 and ccode2 = 345") == [(1, None, None)]


def test_majors_are_those_of_any_day_and_the_last_are_carried_on() -> None:
    found = rows(panel("state-year", add=("majors",)), "year, cowmaj", "ccode = 2 and year in (1897, 1898, 2025)")
    assert found == [(1897, 0), (1898, 1), (2025, 1)]
    assert rows(panel("state-year", add=("majors",)), "cowmaj", "ccode = 300 and year = 1918") == [(1,)]


def test_contiguity_is_the_first_of_the_year_or_the_last_and_unknown_after_the_data() -> None:
    where = "ccode1 = 300 and ccode2 = 345 and year = 1918"
    assert rows(dyads("contiguity"), "conttype", where) == [(1,)]
    assert rows(dyads().add("contiguity", slice="last"), "conttype", where) == [(0,)]
    where = "ccode1 = 2 and ccode2 = 679 and year in (2016, 2017)"
    assert rows(dyads("contiguity"), "conttype", where) == [(0,), (None,)]
    states = panel("state-year", add=("contiguity",))
    assert rows(states, "land, sea", "ccode = 345 and year in (1916, 2016, 2017)") == [(1, 1), (0, 1), (None, None)]


def test_alliances_have_a_direction_or_not() -> None:
    where = "ccode1 = 345 and ccode2 = 300 and year = 1881"
    cells = "atop_alliance, atop_defense, atop_neutral"
    assert rows(dyads("atop"), cells, where) == [(1, 0, 1)]
    assert rows(dyads().add("atop", direction="either"), cells, where) == [(1, 1, 1)]
    where = "ccode1 = 300 and ccode2 = 345 and year in (1881, 1882)"
    assert rows(dyads("atop", directed=False), cells, where) == [(1, 1, 1), (0, 0, 0)]
    states = panel("state-year", add=("atop",))
    assert rows(states, "n_atop_defense, n_atop_neutral", "year = 1881 and ccode in (300, 345)") == [(1, 1), (0, 1)]


def test_flags_are_unknown_outside_the_years_of_the_data_and_never_zero() -> None:
    """`add_atop_alliance()` and others of peacesciencer fill with zeros, or ones, what no data speak of."""
    assert rows(dyads("atop"), "atop_defense, atop_alliance", "ccode1 = 2 and ccode2 = 345 and year = 2020") == [
        (None, None)
    ]
    made, where = dyads("rivalries"), "ccode1 = 2 and ccode2 = 345 and year in (1944, 2020, 2021)"
    assert rows(made, "tssr_id, ongoingrivalry, ideological", where) == [(None, 0, 0), (3, 1, 1), (None, None, None)]


def test_the_rivalry_of_austria_hungary_is_austrias_after_its_end() -> None:
    where = "ccode2 = 345 and ccode1 in (300, 305) and year in (1918, 1919)"
    assert rows(dyads("rivalries"), "ccode1, year, tssr_id, spatial", where) == [(300, 1918, 2, 1), (305, 1919, 2, 1)]
    states = panel("state-year", add=("rivalries",))
    assert rows(states, "n_positional, n_spatial, n_ideological", "ccode = 345 and year in (1910, 1950)") == [
        (1, 1, 0), (0, 0, 1)]  # fmt: skip


def test_the_capital_is_that_of_the_first_of_january_or_the_first_one() -> None:
    found = rows(dyads("capdist"), "year, capdist", "ccode1 = 300 and ccode2 = 345 and year in (1878, 1880, 1881)")
    assert found[0][1] == found[1][1] != found[2][1]
    assert found[2][1] == pytest.approx(491.35, abs=1)
    assert rows(dyads("capdist"), "capdist", "ccode1 = 2 and ccode2 = 345 and year = 2025") == [(None,)]


def test_distances_on_the_ellipsoid_are_near_those_on_the_sphere() -> None:
    where = "ccode1 = 2 and ccode2 = 345 and year = 1900"
    (sphere,), (ellipsoid,) = (
        rows(dyads().add("capdist", distance=how), "capdist", where)[0] for how in ("sphere", "geodesic")
    )
    assert sphere != ellipsoid
    assert ellipsoid == pytest.approx(sphere, rel=0.004)
    nearest = panel("state-year", first=1900, last=1900).add("capdist", distance="geodesic")
    assert rows(nearest, "mincapdist", "ccode = 2")[0][0] == pytest.approx(7100, rel=0.05)


def test_known_geodesics() -> None:
    """Karney 2013, table 4, and the quadrant of the meridian and of the equator."""
    places = [((-30, 0), (29.9, 179.8), 19989.832827610), ((0, 0), (90, 0), 10001.965729231),
              ((0, 0), (0, 90), 10018.754171395), ((0, 0), (0, 180), 20003.931458623), ((5, 5), (5, 5), 0)]  # fmt: skip
    for (lat1, lng1), (lat2, lng2), km in places:
        found = geodesics(np.array([lat1, lat2], float), np.array([lng1, lng2], float))
        assert found[0, 1] == found[1, 0] == pytest.approx(km, abs=1e-6)


def test_relevance_is_contiguity_or_a_major_power() -> None:
    made = dyads("prd")
    assert rows(made, "prd", "ccode1 = 678 and ccode2 = 2 and year = 1950") == [(1,)]
    assert rows(made, "prd", "ccode1 = 678 and ccode2 = 345 and year = 1950") == [(0,)]
    assert rows(made, "prd", "ccode1 = 679 and ccode2 = 345 and year = 2020") == [(None,)]
    assert rows(made, "prd", "ccode1 = 679 and ccode2 = 2 and year = 2020") == [(1,)]


def test_data_by_the_other_list_of_states_go_through_the_crosswalk_of_the_year() -> None:
    found = rows(
        panel("state-year", first=1900, last=1901, add=("archigos",)), "ccode, year, jan1obsid", "n_leaders = 1"
    )
    assert found == [(345, 1900, "SER-1889")]
    assert rows(panel("state-year", first=1900, last=1900, add=("codes",)), "ccode, gwcode") == [
        (2, 2), (300, None), (345, 340)]  # fmt: skip


def test_in_the_other_list_flags_are_unknown_for_who_has_no_counterpart() -> None:
    made = panel("dyad-year", directed=True, states="gw", first=1900, last=1918, add=("nmc", "contiguity", "majors"))
    cells = "gwcode2, milex1, conttype, cowmaj1, cowmaj2"
    assert rows(made, cells, "gwcode1 = 2 and year = 1900") == [(340, 1, 5, 1, 0)]
    assert rows(made, cells, "gwcode1 = 2 and year = 1918") == [(305, None, None, 1, None), (340, None, None, 1, None)]


def test_alliances_of_the_correlates_of_war() -> None:
    where = "ccode1 = 2 and ccode2 = 345 and year in (1950, 1951, 2013)"
    found = rows(dyads("cow_alliance"), "cow_defense, cow_neutral, cow_entente", where)
    assert found == [(1, 0, 1), (0, 0, 0), (None, None, None)]
    states = panel("state-year", add=("cow_alliance",))
    assert rows(states, "n_cow_defense", "ccode = 345 and year in (1950, 2013)") == [(1,), (None,)]


def test_pairs_named_once_in_the_data_are_found_in_both_orders() -> None:
    found = rows(dyads("mindist", first=1900, last=1900), "ccode1, mindist", "mindist is not null")
    assert found == [(2, 6000.5), (345, 6000.5)]


def test_flows_of_trade_turn_with_the_pair() -> None:
    found = rows(dyads("trade", first=1900, last=1900), "ccode1, flow1, flow2, smoothflow2", "flow1 is not null")
    assert found == [(2, 1.5, 2.5, None), (345, 2.5, 1.5, 1.5)]


def test_the_order_of_adders_does_not_change_what_each_gives() -> None:
    """Adders join on the key alone: adders of the peer that follow one another join on whatever columns they share."""
    one, other = dyads("atop", "contiguity", "rivalries"), dyads("rivalries", "contiguity", "atop")
    columns = ", ".join(f'"{column}"' for column in one.columns)
    assert rows(one, columns) == rows(other, columns)


# Adders that are wrong


def adder(query: str) -> Callable[..., Added]:
    return lambda asked, before: Added(
        {"extra": "{t}.extra"}, {"t": Join(query, {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year"})},
        (Use("nmc", "state_years"),),
    )  # fmt: skip


def test_a_panel_whose_rows_would_multiply_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = "SELECT 2 AS ccode1, 345 AS ccode2, 1900 AS year, unnest([1, 2]) AS extra"
    monkeypatch.setitem(ADDERS, "twice", ADDERS["nmc"].__class__(adder(twice), "twice"))
    with pytest.raises(DataError, match="a key twice"):
        dyads("twice").write(tmp_path / "panel.parquet")
    assert [*tmp_path.iterdir()] == []


def test_rows_that_come_in_another_order_are_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small panels are looked up in large tables, which turns the join round: the way for large ones must see it."""
    import importlib

    writing = importlib.import_module("foedus.panel.write")
    large = "SELECT i AS ccode1, 345 AS ccode2, 1900 AS year, i AS extra FROM range(400000) r(i)"
    monkeypatch.setitem(ADDERS, "large", ADDERS["nmc"].__class__(adder(large), "large"))
    monkeypatch.setattr(writing, "MANY", 0)
    for form in ("parquet", "csv"):
        path = tmp_path / f"panel.{form}"
        count = dyads("large").write(path)
        with store.connect() as con:
            found = con.execute(f"SELECT ccode1, ccode2, year FROM '{path}'").fetchall()
            extra = con.execute(f"SELECT ccode1, extra FROM '{path}' WHERE extra IS NOT NULL ORDER BY 1").fetchall()
        assert len(found) == count
        assert found == sorted(found)
        assert extra == [(2, 2), (300, 300)]


# Writing


def test_the_forms_hold_the_same_rows(tmp_path: Path) -> None:
    made = dyads("nmc", "contiguity", first=1900, last=1901)
    counts = {form: made.write(tmp_path / f"p.{form}") for form in ("parquet", "csv", "jsonl")}
    assert len(set(counts.values())) == 1
    with store.connect() as con:
        tables = [con.execute(f"SELECT ccode1, ccode2, year, milex1, conttype FROM '{tmp_path}/p.{f}'").fetchall()
                  for f in counts]  # fmt: skip
    assert tables[0] == tables[1] == tables[2]


def test_a_file_carries_its_sources(tmp_path: Path) -> None:
    made = panel("state-year", first=1900, add=("nmc", "majors"))
    made.write(tmp_path / "p.parquet", cite=True)
    with store.connect() as con:
        pairs = con.execute(
            f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{tmp_path}/p.parquet')"
        ).fetchall()
    carried = {key: json.loads(value) for key, value in pairs if key.startswith("foedus.")}
    used = {(s["dataset"], s["table"]) for s in carried["foedus.sources"]}
    assert used == {("cow_states", "spells"), ("nmc", "state_years"), ("majors", "spells")}
    assert all(len(sha) == 64 for s in carried["foedus.sources"] for sha in s["sha256"])
    assert any("carried forward" in note for note in carried["foedus.notes"])
    assert "Singer" in (tmp_path / "p.parquet.sources.txt").read_text()
    assert (tmp_path / "p.parquet.sources.bib").read_text().startswith("@")
    made.write(tmp_path / "p.csv")
    assert {s["dataset"] for s in json.loads((tmp_path / "p.csv.sources.json").read_text())} == {
        "cow_states", "nmc", "majors"}  # fmt: skip


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    made = dyads(first=1900, last=1900)
    for path in (tmp_path / "none" / "p.parquet", tmp_path / "p.xls"):
        with pytest.raises(UsageError):
            made.write(path)
    (tmp_path / "p.csv").mkdir()
    with pytest.raises(UsageError, match="folder"):
        made.write(tmp_path / "p.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["p.csv"]


def test_a_file_that_was_there_stays_when_the_panel_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.parquet"
    dyads(first=1900, last=1900).write(path)
    before = path.read_bytes()
    monkeypatch.setitem(ADDERS, "broken", ADDERS["nmc"].__class__(adder("SELECT nothing FROM nowhere"), "broken"))
    with pytest.raises(DataError, match="could not be computed"):
        dyads("broken").write(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["p.parquet"]


def test_data_that_were_lost_after_the_panel_was_made_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(data_folder(), home)
    monkeypatch.setenv("FOEDUS_HOME", str(home))
    made = dyads("nmc", first=1900, last=1900)
    for part in (home / "data" / "nmc").iterdir():
        part.write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match="import its data again"):
        made.write(tmp_path / "p.parquet")
    assert not (tmp_path / "p.parquet").exists()


def test_as_arrow_pandas_and_numpy() -> None:
    pytest.importorskip("pyarrow")
    made = panel("state-year", first=1900, last=1901, add=("nmc",))
    table, frame, arrays = made.to_arrow(), made.to_pandas(), made.to_numpy()
    assert table.num_rows == len(frame) == len(arrays["year"]) == len(rows(made))
    assert list(frame.columns) == list(arrays) == [*made.columns]
    assert np.ma.is_masked(arrays["milex"])


@pytest.mark.parametrize("form", ["arrow", "pandas", "polars"])
def test_a_form_whose_package_is_missing_says_which(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = {"arrow": "pyarrow"}.get(form, form)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DataError, match=f"pip install {package}"):
        getattr(panel("state-year", first=1900, last=1900), f"to_{form}")()


def test_the_query_can_be_read() -> None:
    query = dyads("nmc", "capdist").sql
    assert "LEFT JOIN" in query
    assert "ORDER BY b.ccode1, b.ccode2, b.year" in query


# The command


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["panel", *words])


def test_the_command_writes_to_stdout_and_names_what_was_used() -> None:
    done = run("--unit", "state-year", "--from", "1900", "--to", "1900", "--add", "nmc,majors")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "ccode,cw_name,year,milex,milper,irst,pec,tpop,upop,cinc,cowmaj"
    assert "used cow_states 2016; majors 2016; nmc" in done.stderr


def test_options_of_what_is_added(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    done = run("--from", "1918", "--to", "1918", "--add", "contiguity,capdist", "--option", "contiguity.slice=last",
               "--distance", "geodesic", "-o", str(path))  # fmt: skip
    assert done.exit_code == 0
    assert "300,345,1918,0," in path.read_text()


@pytest.mark.parametrize(
    "words", [("--add", "nothing"), ("--option", "nmc"), ("--option", "nmc.x=1"), ("--format", "x")]
)
def test_the_command_refuses_what_is_wrong(words: Iterable[str]) -> None:
    assert isinstance(run(*words).exception, FoedusError)


def test_the_list_names_every_adder() -> None:
    assert [line.split(":")[0] for line in run("--list").stdout.splitlines()] == [*ADDERS]


def test_every_adder_says_what_it_is() -> None:
    assert all(adder.says and adder.function.__doc__ for adder in ADDERS.values())
    assert {alliances.atop, capabilities.nmc} <= {adder.function for adder in ADDERS.values()}
