"""Gleditsch and Ward: lists without a header, days in several forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.errors import DataError

from .official import imported, put, rows

SYSTEM = "2\tUSA\tUnited States of America\t01:01:1816\t31:12:2017\n271\tWRT\tWürttemberg\t01:01:1816\t17:01:1871\n"
SMALL = "331\tSNM\tSan Marino\t1816\t2017\n"


def test_no_header_and_days_with_colons(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "iisystem.dat", SYSTEM, "latin-1")
    report = imported(tmp_path / "in")
    assert "gw_states 2017, list, 2 rows, speaks for 1816-2017" in report.took[0]
    found = rows("gw_states", "list", "gwcode", "statename", "startdate", "enddate")
    assert found[1] == (271, "Württemberg", date(1816, 1, 1), date(1871, 1, 17))


def test_both_lists_make_the_spells_a_year_alone_is_the_whole_of_it(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "ksgmdw.txt", SYSTEM.replace("01:01:1816", "1816-01-01"))
    put(tmp_path / "in", "microstates.txt", SMALL)
    imported(tmp_path / "in")
    found = rows("gw_states", "spells", "gwcode", "microstate", "start", "end")
    assert (331, 1, date(1816, 1, 1), date(2017, 12, 31)) in found
    assert (2, 0, date(1816, 1, 1), date(2017, 12, 31)) in found


def test_one_list_alone_makes_no_spells(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "iisystem.dat", SYSTEM)
    imported(tmp_path / "in")
    assert store.held("gw_states", "spells") is None


def test_a_header_that_was_added_is_one(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "ksgmdw.txt", "code\tabb\tname\tstart\tend\n" + SYSTEM)
    imported(tmp_path / "in")
    assert len(rows("gw_states", "list", "gwcode")) == 2


def test_a_day_that_is_none_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "iisystem.dat", SYSTEM.replace("17:01:1871", "17:13:1871"))
    with pytest.raises(DataError, match=r"row 2, column enddate: '17:13:1871' is no day \(DD:MM:YYYY\)"):
        imported(tmp_path / "in")
