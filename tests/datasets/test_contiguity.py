"""Direct contiguity in the three files of COW."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .tables import brought, put, rows

HEAD = "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version"
SPELLS = ("ccode1", "ccode2", "conttype", "stdate", "enddate")


def test_pairs_have_both_directions_and_months(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "contdir.csv", f'{HEAD}\n2020,2,"USA",20,"CAN",1,192001,201612,"a, b",3.2')
    report = brought(tmp_path / "in")
    assert "contiguity 3.2, spells, 2 rows, speaks for 1816-2016" in report.took[0]
    month = (date(1920, 1, 1), date(2016, 12, 1))
    assert rows("contiguity", "spells", *SPELLS) == [(2, 20, 1, *month), (20, 2, 1, *month)]


def test_months_without_a_record_are_of_type_0(home: Path, tmp_path: Path) -> None:
    """Before, between and after the spells of a pair, where both were states, and never over a spell."""
    put(
        tmp_path / "in",
        "contdir.csv",
        f"{HEAD}\n1,2,USA,20,CAN,1,193001,193012,,3.2\n1,2,USA,20,CAN,2,194001,201612,,3.2",
    )
    brought(tmp_path / "in")
    found = [row[2:] for row in rows("contiguity", "spells", *SPELLS) if row[0] == 2]
    assert found == [
        (0, date(1920, 1, 1), date(1929, 12, 1)), (1, date(1930, 1, 1), date(1930, 12, 1)),
        (0, date(1931, 1, 1), date(1939, 12, 1)), (2, date(1940, 1, 1), date(2016, 12, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["192013", "1920", "", "19200101"])
def test_a_month_that_is_none(home: Path, tmp_path: Path, cell: str) -> None:
    put(tmp_path / "in", "contdir.csv", f"{HEAD}\n2020,2,USA,20,CAN,1,{cell},201612,,3.2")
    with pytest.raises(DataError, match=r"row 1, column begin: .* is no month \(YYYYMM\)"):
        import_folder(tmp_path / "in")


def test_years_that_follow_one_another_are_a_spell(home: Path, tmp_path: Path) -> None:
    years = [(1990, 1), (1991, 1), (1992, 2), (1995, 1)]
    lines = [f"2020,2,USA,20,CAN,{year},{kind},3.2" for year, kind in years]
    put(
        tmp_path / "in",
        "contdird.csv",
        "\n".join(["dyad,state1no,state1ab,state2no,state2ab,year,conttype,version", *lines]),
    )
    brought(tmp_path / "in")
    assert [(a, b, kind, start.year, end.year) for a, b, kind, start, end in rows("contiguity", "spells", *SPELLS)] == [  # type: ignore[attr-defined]
        (2, 20, 1, 1990, 1991), (2, 20, 2, 1992, 1992), (2, 20, 1, 1995, 1995),
    ]  # fmt: skip


def test_the_file_of_months_goes_before_that_of_years(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "contdir.csv", f"{HEAD}\n2020,2,USA,20,CAN,1,192001,201612,,3.2")
    put(tmp_path / "in", "contdird.csv", "state1no,state2no,year,conttype,version\n2,20,1990,1,3.2")
    assert import_folder(tmp_path / "in").skipped == (
        "contdird.csv: version 3.2; contdir.csv holds the same table, version 3.2",
    )


def test_neighbours(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "contdirs.csv", "stateno,stateab,year,total,land,sea,version\n2,USA,2016,12,2,10,3.2")
    brought(tmp_path / "in")
    assert rows("contiguity", "neighbours", "ccode", "year", "total", "land", "sea") == [(2, 2016, 12, 2, 10)]
