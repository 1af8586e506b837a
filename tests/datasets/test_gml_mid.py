"""Disputes as corrected by Gibler, Miller and Little: the file of directed pairs, two of them there twice."""

from __future__ import annotations

from pathlib import Path

from foedus.datasets import store
from foedus.datasets.importing import import_folder

from .tables import brought, put, rows

HEAD = "dispnum,ccode1,ccode2,year,sidea1,sidea2,revstate1,revstate2,revtype11,revtype12,revtype21,revtype22,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2,midongoing,midonset,hiact,hostlev,mindur,maxdur,outcome,settle,fatality,fatalpre,stmon,endmon,recip,numa,numb,ongo2010,version"  # noqa: E501


def pair(dispute: int, one: int, two: int, year: int, onset: int, revstate: int = 1, version: str = "2.03") -> str:
    return f'{dispute},{one},{two},{year},1,0,1,{revstate},1,1,-9,-9,0,0,0,0,7,0,3,1,1,1,1,{onset},7,"3",178,208,6,1,-9,0,7,1,0,1,1,0,"gml-{version}"'  # noqa: E501


def test_disputes_and_years_follow(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "gml-ddy-disputes-2.03.csv",
        "\n".join([HEAD, pair(2, 2, 200, 1902, 1), pair(2, 2, 200, 1903, 0)]),
    )
    brought(tmp_path / "in")
    assert rows("gml_mid", "dyadic", "year", "hostlev", "fatality") == [(1902, 3, -9), (1903, 3, -9)]
    assert rows("gml_mid", "disputes", "dispnum", "styear", "stmon", "maxdur") == [(2, 1902, 7, 208)]
    years = rows("gml_mid", "dyad_years", "ccode1", "year", "gmlmidongoing", "gmlmidonset")
    assert years == [(2, 1902, 1, 1), (2, 1903, 1, 0)]
    held = store.held("gml_mid", "dyad_years")
    assert held is not None
    assert (held.version, held.years) == ("2.03", (1816, 2010))


def test_of_rows_that_share_a_key_the_first_is_kept(home: Path, tmp_path: Path) -> None:
    twice = [pair(4273, 645, 696, 1999, 1, revstate=0), pair(4273, 645, 696, 1999, 1, revstate=1)]
    put(tmp_path / "in", "a.csv", "\n".join([HEAD, pair(2, 2, 200, 1902, 1), *twice]))
    report = brought(tmp_path / "in")
    assert rows("gml_mid", "dyadic", "dispnum", "revstate2") == [(2, 1), (4273, 0)]
    assert "1 rows left out, since one above has the same dispnum, ccode1, ccode2, year (row 3)" in report.odd[0]


def test_2_2_1_is_newer_than_2_03(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.csv", f"{HEAD}\n{pair(2, 2, 200, 1902, 1)}")
    put(tmp_path / "in", "b.csv", f"{HEAD}\n{pair(2, 2, 200, 1903, 1, version='2.2.1')}")
    report = import_folder(tmp_path / "in")
    assert report.skipped == ("a.csv: version 2.03; b.csv holds the same table, version 2.2.1",)
    assert rows("gml_mid", "dyadic", "year") == [(1903,)]


def test_disputes_and_participants_of_their_own(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "gml-mida-2.2.1.csv",
        """
        dispnum,dispnum4,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,recip,numa,numb,link1,link2,link3,ongo2010,version
        2,NA,7,5,1902,24,1,1903,6,1,0,0,208,178,7,3,0,1,1,0,0,0,0,gml-2.2.1
    """,
    )
    put(
        tmp_path / "in",
        "gml-midb-2.2.1.csv",
        """
        dispnum,dispnum4,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version
        2,NA,UKG,200,-9,7,1902,24,1,1903,0,1,1,-9,0,0,0,1,1,gml-2.2.1
    """,
    )
    brought(tmp_path / "in")
    assert rows("gml_mid", "disputes", "dispnum", "stmon") == [(2, 5)]
    assert rows("gml_mid", "participants", "ccode", "stday", "obsid_start") == [(200, -9, None)]
