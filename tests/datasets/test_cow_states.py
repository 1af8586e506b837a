"""The state system and the major powers of COW as published in 2016 and in 2024."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .tables import brought, put, rows

STATES = """
    stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
    USA,2,United States of America,1816,1,1,{end},12,31,{end}
    CUB,40,Cuba,1902,5,20,1906,9,25,{end}
    CUB,40,Cuba,1909,1,23,{end},12,31,{end}
"""


@pytest.mark.parametrize(("name", "end"), [("states2016.csv", 2016), ("States2024/statelist2024.csv", 2024)])
def test_spells_follow_from_members(home: Path, tmp_path: Path, name: str, end: int) -> None:
    put(tmp_path / "in", name, STATES.format(end=end))
    brought(tmp_path / "in")
    assert rows("cow_states", "spells", "ccode", "cw_abb", "start", "end") == [
        (2, "USA", date(1816, 1, 1), date(end, 12, 31)),
        (40, "CUB", date(1902, 5, 20), date(1906, 9, 25)),
        (40, "CUB", date(1909, 1, 23), date(end, 12, 31)),
    ]
    held = store.held("cow_states", "spells")
    assert held is not None
    assert (held.version, held.years) == (str(end), (1816, end))


def test_a_file_of_its_own_is_not_made_over(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "states2016.csv", STATES.format(end=2016))
    put(tmp_path / "in", "cw_system.csv", "ccode,cw_abb,cw_name,start,end\n2,USA,United States,1816-01-01,2016-12-31")
    brought(tmp_path / "in")
    assert rows("cow_states", "spells", "cw_name") == [("United States",)]


def test_years_of_the_system(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "system2016.csv", "stateabb,ccode,year,version\nUSA,2,1816,2016\nUSA,2,1817,2016")
    brought(tmp_path / "in")
    assert rows("cow_states", "years", "ccode", "year") == [(2, 1816), (2, 1817)]


def test_a_spell_twice_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "states2016.csv", STATES.format(end=2016) + "    CUB,40,Cuba,1909,1,23,2016,12,31,2016\n")
    with pytest.raises(DataError, match="row 4: the same ccode 40, styear 1909 as row 3"):
        import_folder(tmp_path / "in")
    assert store.held("cow_states", "members") is None


@pytest.mark.parametrize("end", [2016, 2024])
def test_majors(home: Path, tmp_path: Path, end: int) -> None:
    head = "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version"
    put(tmp_path / "in", "majors.csv", f"{head}\nUSA,2,1898,8,13,{end},12,31,{end}\nAUH,300,1816,1,1,1918,11,3,{end}")
    report = brought(tmp_path / "in")
    assert f"majors {end}, spells, 2 rows, speaks for 1816-{end}" in report.took[0]
    assert "14 rows were published: this file is not the whole" in report.took[1]
    assert rows("majors", "spells", "ccode", "endyear") == [(2, end), (300, 1918)]
