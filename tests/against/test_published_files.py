"""Files as their authors publish them, where they are at hand: every one is taken, nothing in it is unknown."""

# ruff: noqa: S608  # our own tables

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import Report, import_files

FOLDERS = ("icb", "icews", "polity", "sipri", "un_votes", "world_bank")


@pytest.fixture(scope="module")
def report(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        files = [path for folder in FOLDERS for path in sorted((shared / "data" / "raw" / folder).iterdir())]
        yield import_files(tuple(files), "raw")


def counted(query: str) -> tuple:
    with store.connect() as con:
        return con.execute(query).fetchone() or ()


def test_every_file_is_taken_whole(report: Report) -> None:
    assert [line.partition(":")[0] for line in report.took] == [
        "icb1v13.csv",
        "events.2018.sample.tab",
        "p5v2018.csv",
        "SIPRI-Milex-data-2018-2023.xlsx, Current US$.csv",
        "SIPRI-Milex-data-2018-2023.xlsx, Share of GDP.csv",
        "sipri_milex_constant_usd_wide_joshuaalley.csv",
        "current, constant, share",
        "IdealpointestimatesAll_Apr2020.csv",
        "wdi_databank_extract_2000_2020.csv",
        "cells",
    ]
    assert not report.unknown
    assert not [line for line in report.took if "not the whole" in line]
    assert {line.partition(":")[0] for line in report.skipped} == {
        "SIPRI-Milex-data-2018-2023.xlsx, Front page.csv",
        "SIPRI-Milex-data-2018-2023.xlsx, Footnotes.csv",
    }


def test_rows_are_as_many_as_the_file_has(report: Report, shared: Path) -> None:
    raw = shared / "data" / "raw"
    for name, table, path, encoding in (
        ("icb", "crises", raw / "icb/icb1v13.csv", "utf-8-sig"),
        ("polity", "state_years", raw / "polity/p5v2018.csv", "utf-8"),
        ("un_votes", "ideal_points", raw / "un_votes/IdealpointestimatesAll_Apr2020.csv", "cp1252"),
    ):
        with path.open(encoding=encoding, newline="") as handle:
            there = sum(1 for _ in csv.DictReader(handle))
        held = store.held(name, table)
        assert held is not None
        assert held.rows == there, name


def test_polity_under_the_numbers_of_cow_agrees_with_the_panel_of_the_peer(report: Report, shared: Path) -> None:
    """polity2 of each COW state-year; where the peer joins Polity's own numbers as if they were COW's, it has nothing
    (Russia as the Soviet Union) or another state's (Kosovo's as Montenegro's, Sudan's as South Sudan's)."""
    theirs = f"'{shared / 'data/ir/cw_democracy.parquet'}'"
    joined = f"{theirs} d LEFT JOIN {store.source('polity', 'state_years')} p USING (ccode, year) WHERE year <= 2018"
    lost, same = counted(
        "SELECT count(*) FILTER (d.polity2 IS NOT NULL AND p.polity2 IS NULL), count(*) FILTER (d.polity2 = p.polity2) "
        f"FROM {joined}"
    )
    assert lost == 0
    assert same > 14_000
    with store.connect() as con:
        other = con.execute(f"SELECT DISTINCT ccode FROM {joined} AND d.polity2 <> p.polity2 ORDER BY 1").fetchall()
    assert {code for (code,) in other} <= {341, 365, 530, 625, 626}  # 365 in 1922, when it became another


def test_no_special_code_is_left_among_the_scores(report: Report) -> None:
    table = store.source("polity", "state_years")
    low, high, special = counted(f"SELECT min(polity), max(polity), count(special) FROM {table}")
    assert (low, high, special) == (-10, 10, 260 + 237 + 312)


def test_a_number_of_cow_stands_once_a_year(report: Report) -> None:
    for name, table in (("polity", "state_years"), ("sipri", "milex")):
        query = (
            f"SELECT count(*) - count(DISTINCT (ccode, year)) FROM {store.source(name, table)} WHERE ccode IS NOT NULL"
        )
        assert counted(query) == (0,), name


def test_sipri_and_the_world_bank_tell_the_same_of_shares(report: Report) -> None:
    """The World Bank publishes SIPRI's shares, as percent, of another edition."""
    query = (
        "SELECT count(*), median(abs(s.share_gdp * 100 - w.value)), corr(s.share_gdp, w.value) "
        f"FROM {store.source('sipri', 'milex')} s JOIN {store.source('wdi', 'indicators')} w USING (iso3c, year) "
        "WHERE w.indicator = 'MS.MIL.XPND.GD.ZS' AND s.share_gdp IS NOT NULL"
    )
    many, off, together = counted(query)
    assert many > 400
    assert off < 0.1
    assert together > 0.95


def test_no_state_of_sipri_is_lost(report: Report) -> None:
    assert not [line for line in report.odd if "no state that foedus knows" in line]
    assert counted(f"SELECT count(DISTINCT iso3c) FROM {store.source('sipri', 'milex')}")[0] > 165


def test_icews_keeps_quotes_and_codes(report: Report) -> None:
    table = store.source("icews", "events")
    assert counted(f"SELECT count(*), min(length(cameo_code)) FROM {table}") == (3705, 3)
    assert counted(f"SELECT count(*) FROM {table} WHERE city IS NULL") == (1111,)


@pytest.fixture(scope="module")
def derived(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tables of the peer from which others of its tables follow."""
    ir = shared / "data" / "ir"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        import_files((ir / "archigos.parquet", ir / "ucdp_acd.parquet"), "ir")
        yield ir


def test_leaders_by_year_are_those_of_the_peer(derived: Path) -> None:
    theirs, ours = f"'{derived / 'archigossums.parquet'}'", store.source("archigos", "state_years")
    for one, two in ((theirs, ours), (ours, theirs)):
        assert counted(f"SELECT count(*) FROM (SELECT * FROM {one} EXCEPT ALL SELECT * FROM {two})") == (0,)


def test_onsets_from_conflicts_are_nearly_those_of_an_earlier_edition(derived: Path) -> None:
    same = ", ".join(
        f"avg(CAST(o.{c} = p.{c} AS INTEGER))" for c in ("sumnewconf", *(f"sumonset{n}" for n in (1, 2, 3, 5, 10)))
    )
    joined = f"{store.source('ucdp', 'onsets_acd')} o JOIN '{derived / 'ucdp_onsets.parquet'}' p USING (gwcode, year)"
    many, *shares = counted(f"SELECT count(*), {same} FROM {joined}")
    assert many > 10_000
    assert min(shares) > 0.997
