"""Organisations: files with a column for each are counted as they are read."""

from __future__ import annotations

from pathlib import Path

from .tables import brought, put, rows

WIDE = [f"IGO{n}" for n in range(534)]


def test_states(home: Path, tmp_path: Path) -> None:
    """1 full, 2 associate, 3 observer; 0 none, -9 missing, -1 no state: no member."""
    codes = ["1", "2", "3", "0", "-9", "-1", "1"] + ["0"] * 527
    head = f"ccode,year,state,{','.join(WIDE)}"
    put(tmp_path / "in", "state_year_formatv3.csv", f"{head}\n2,2014,unitedstatesofamerica,{','.join(codes)}")
    report = brought(tmp_path / "in")
    assert "igos 3, state_years, 1 rows, speaks for 1816-2014" in report.took[0]
    names = ("sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype")
    assert rows("igos", "state_years", "ccode", "year", *names) == [(2, 2014, 2, 1, 1, 4)]


def test_pairs(home: Path, tmp_path: Path) -> None:
    codes = ["1", "1", "0", "-9"] + ["1"] * 530
    head = f"dyadid,ccode1,country1,ccode2,country2,year,{','.join(WIDE)}"
    put(tmp_path / "in", "dyadic_formatv3.csv", f"{head}\n2020,2,usa,20,canada,2014,{','.join(codes)}")
    brought(tmp_path / "in")
    assert rows("igos", "dyad_years", "ccode1", "ccode2", "year", "dyadigos") == [(2, 20, 2014, 532)]


def test_organisations(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "igo_year_formatv3.csv",
        """
        ioname,orgname,year,afghanistan,albania,algeria,andorra,sdate,deaddate,longorgname,ionum,version
        AALCO,Asian-African Legal,1960,1,0,2,-9,1956,-9,Asian-African Legal Consultative Organization,410,3
    """,
    )
    brought(tmp_path / "in")
    columns = ("ionum", "ioname", "year", "sdate", "deaddate", "full", "associate", "observer")
    assert rows("igos", "organisations", *columns) == [(410, "AALCO", 1960, 1956, None, 1, 1, 0)]
