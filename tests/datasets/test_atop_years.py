"""ATOP by year: what one state owes another, and what it owes any."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .tables import brought, put, rows

DDYR = "ddyad,year,atopally,defense,offense,neutral,nonagg,consul,shareob,transyr,bilatno,multino,number,asymm,atopid1,atopid2,atopid3,atopid4,atopid5,atopid6,atopid7,atopid8,atopid9,stateA,stateB,version"  # noqa: E501
FLAGS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")


def pair(one: int, two: int, flags: str) -> str:
    return f"{one}{two:03},2018,1,{flags},1,0,1,0,1,0,1005,,,,.,,,,,{one},{two},5.1"


def test_directed_years(home: Path, tmp_path: Path) -> None:
    lines = [DDYR, pair(2, 20, "1,0,0,1,1"), pair(20, 2, "0,0,0,1,1")]
    put(tmp_path / "in", "atop5_1ddyr.csv", "\n".join(lines))
    report = brought(tmp_path / "in")
    assert "atop 5.1, dyad_years, 2 rows, speaks for 1815-2018" in report.took[0]
    found = rows("atop", "dyad_years", "ccode1", "ccode2", "year", *FLAGS)
    assert found == [(2, 20, 2018, 1, 0, 0, 1, 1), (20, 2, 2018, 0, 0, 0, 1, 1)]


def test_a_flag_that_is_none(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "atop5_1ddyr.csv", f"{DDYR}\n{pair(2, 20, '2,0,0,1,1')}")
    with pytest.raises(DataError, match="row 1, column defense: '2' is neither 0 nor 1"):
        import_folder(tmp_path / "in")


def test_state_years(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "atop5_1sy.csv",
        """
        state,year,atopally,defense,offense,neutral,nonagg,consul,number,atopid1,atopid2,version
        2,2018,1,1,0,0,1,1,9,3075,,5.1
    """,
    )
    brought(tmp_path / "in")
    assert rows("atop", "state_years", "ccode", "year", *FLAGS, "number") == [(2, 2018, 1, 0, 0, 1, 1, 9)]
