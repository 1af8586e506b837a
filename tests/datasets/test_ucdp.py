"""UCDP: conflicts with several states in a cell, events, onsets by episode."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.errors import DataError

from .official import columns, imported, layout, put, rows, text, workbook

CONFLICTS = columns("ucdp", "ucdp-prio-acd-251.csv")
KOREA = {
    "conflict_id": 235, "location": "North Korea, South Korea", "side_a": "A", "side_b": "B", "incompatibility": 1,
    "year": 1950, "intensity_level": 2, "type_of_conflict": 2, "start_date": "1949-05-31", "start_prec": 3,
    "start_date2": "1949-05-31 00:00:00", "start_prec2": 3, "ep_end": 0, "gwno_a": 731, "gwno_a_2nd": "365, 710",
    "gwno_b": 732, "gwno_b_2nd": "2, 20, 200", "gwno_loc": "731, 732", "version": "25.1",
}  # fmt: skip
REBELS = KOREA | {"conflict_id": 333, "type_of_conflict": 4, "incompatibility": 2, "gwno_b": "", "gwno_b_2nd": ""}


def test_states_of_a_side_are_rows_of_their_own(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "ucdp-prio-acd-251.csv", text(CONFLICTS, KOREA, REBELS))
    report = imported(tmp_path / "in")
    assert "ucdp 25.1, acd, 8 rows, speaks for 1946-2024" in report.took[0]
    found = rows("ucdp", "acd", "conflict_id", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")
    assert set(found[:6]) == {(235, 731, a, 732, b) for a in (365, 710) for b in (2, 20, 200)}
    assert set(found[6:]) == {(333, 731, 365, None, None), (333, 731, 710, None, None)}


def test_codes_become_words_and_days_days(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "ucdp-prio-acd-251.csv", text(CONFLICTS, KOREA, REBELS))
    imported(tmp_path / "in")
    found = set(rows("ucdp", "acd", "incompatibility", "type_of_conflict", "start_date2", "ep_end_date"))
    day = date(1949, 5, 31)
    assert found == {("territory", "interstate", day, None), ("government", "II", day, None)}


def test_a_side_that_is_no_list_of_numbers_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "ucdp-prio-acd-251.csv", text(CONFLICTS, KOREA | {"gwno_b_2nd": "2, France"}))
    with pytest.raises(DataError, match="row 1, column gwno_b_2nd: '2, France' is no list of numbers of states"):
        imported(tmp_path / "in")


def test_the_workbook_has_days_as_numbers(home: Path, tmp_path: Path) -> None:
    row = KOREA | {
        "start_date": date(1949, 5, 31),
        "start_date2": date(1950, 6, 25),
        "gwno_a": 731.0,
        "start_prec": 3.0,
    }
    book = workbook({"UcdpPrioConflict_v25_1": [[*CONFLICTS], [row.get(name) for name in CONFLICTS]]})
    put(tmp_path / "in", "UcdpPrioConflict_v25_1.xlsx", book)
    imported(tmp_path / "in")
    found = set(rows("ucdp", "acd", "start_date", "start_date2", "gwno_a", "start_prec", "ep_end_date"))
    assert found == {(date(1949, 5, 31), date(1950, 6, 25), 731, 3, None)}


def test_events_speak_for_the_years_since_1989(home: Path, tmp_path: Path) -> None:
    names = columns("ucdp", "GEDEvent_v25_1.csv")
    event = {
        "id": 7, "year": 1990, "active_year": "True", "type_of_violence": 1, "latitude": 34.5, "longitude": 69.2,
        "date_start": "1990-01-07 00:00:00.000", "date_end": "1990-01-08 00:00:00.000", "best": 3, "high": 9, "low": 0,
        "side_a": "Government of Afghanistan", "source_article": 'said "so", and more', "gwnoa": 700,
    }  # fmt: skip
    put(tmp_path / "in", "GEDEvent_v25_1.csv", text(names, event, event | {"id": 8, "active_year": "0"}))
    report = imported(tmp_path / "in")
    assert "ucdp 25.1, ged, 2 rows, speaks for 1989-2024" in report.took[0]
    found = rows("ucdp", "ged", "id", "active_year", "date_start", "best", "gwno_a", "gwno_b")
    assert found == [(7, 1, date(1990, 1, 7), 3, "700", None), (8, 0, date(1990, 1, 7), 3, "700", None)]


def test_onsets_by_episode_are_added_up(home: Path, tmp_path: Path) -> None:
    names = ("abc", "name", *layout("ucdp", "onsets_computed-19.1.csv").needs, "year_prev")
    one = {"gwno_a": 220, "year": 1946, "name": "France", **dict.fromkeys(names[4:10], 1)}
    put(tmp_path / "in", "onsets_computed-19.1.csv", text(names, one, one | {"onset5": 0}, one | {"year": 1947}))
    imported(tmp_path / "in")
    assert rows("ucdp", "onsets", "gwcode", "year", "sumnewconf", "sumonset5") == [(220, 1946, 2, 1), (220, 1947, 1, 1)]
    held = store.held("ucdp", "onsets")
    assert held is not None
    assert held.years == (1946, 2017)


def test_onsets_are_counted_from_the_conflicts_of_each_year(home: Path, tmp_path: Path) -> None:
    """Years 1950, 1951, 1954 and 1961: a conflict that begins, and begins again after 2 and after 6 years of peace."""
    given = [KOREA | {"year": year} for year in (1950, 1951, 1954, 1961)]
    put(tmp_path / "in", "ucdp-prio-acd-251.csv", text(CONFLICTS, *given))
    imported(tmp_path / "in")
    names = ("gwcode", "year", "sumnewconf", "sumonset1", "sumonset2", "sumonset3", "sumonset5", "sumonset10")
    found = {row[:2]: row[2:] for row in rows("ucdp", "onsets_acd", *names)}
    assert found[731, 1950] == (1, 1, 1, 1, 1, 1)
    assert found[731, 1951] == (0, 0, 0, 0, 0, 0)
    assert found[731, 1954] == (0, 1, 1, 0, 0, 0)
    assert found[731, 1961] == (0, 1, 1, 1, 1, 0)
    assert found[2, 1955] == (0, 0, 0, 0, 0, 0)
    assert {year for _, year in found} == set(range(1950, 1962))
    assert (316, 1960) not in found  # the Czech Republic
