"""National Material Capabilities in the forms of its versions."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from foedus.datasets import store

from .tables import brought, put, rows

FIRST = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"
COLUMNS = ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


@pytest.mark.parametrize(("year", "version"), [(2012, "5.0"), (2016, "6.0"), (2022, "7.0")])
def test_the_last_year_tells_the_version(home: Path, tmp_path: Path, year: int, version: str) -> None:
    put(tmp_path / "in", "NMC.csv", f'{FIRST}\n"USA",2,{year},"600,000,000",1400,80000,-9,310000.5,,.14,2011')
    report = brought(tmp_path / "in")
    assert rows("nmc", "state_years", *COLUMNS) == [(2, year, 600000000, 1400, 80000, None, 310000.5, None, 0.14)]
    held = store.held("nmc", "state_years")
    assert held is not None
    assert (held.version, held.years) == (version, (1816, year))
    assert "between 180 and 210 ccode a year were expected" in "; ".join(report.odd)


def test_a_file_without_an_end_of_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "NMC-60-abridged.csv").write_bytes(
        f"{FIRST}\r\nUSA,2,1816,3823,17,80,254,8659,101,.04,2021".encode()
    )
    brought(tmp_path / "in")
    assert rows("nmc", "state_years", "cinc") == [(0.04,)]


def test_the_supplemented_file(home: Path, tmp_path: Path) -> None:
    groups = [f"{c},{c}source,{c}note" + (f",{c}qualitycode,{c}anomalycode" if c not in {"milex", "milper"} else "")
              for c in ("milex", "milper", "irst", "pec", "tpop", "upop")]  # fmt: skip
    head = f"statenme,stateabb,ccode,year,{','.join(groups)},upopgrowth,upopgrowthsource,cinc,version"
    cells = "5,a,b,6,a,b,7,a,b,A,-9,8,a,b,A,-9,9,a,b,A,-9,10,a,b,A,-9"
    put(tmp_path / "in", "NMC-70-wsupplementary.csv", f"{head}\nUnited States,USA,2,1816,{cells},1.5,c,0.25,2025")
    brought(tmp_path / "in")
    assert rows("nmc", "state_years", *COLUMNS) == [(2, 1816, 5, 6, 7, 8, 9.0, 10.0, 0.25)]


def test_a_zip_file_in_a_zip_file(home: Path, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("NMC-70-abridged.csv", f"{FIRST}\r\nUSA,2,2022,1,2,3,4,5,6,.1,2025\r\n")
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "NMCv7.zip", "w") as packed:
        packed.writestr("NMCv7/NMC-v7-abridged.zip", inner.getvalue())
        packed.writestr("__MACOSX/NMCv7/._NMC-v7-abridged.zip", b"x")
    brought(tmp_path / "in")
    assert rows("nmc", "state_years", "ccode", "year", "cinc") == [(2, 2022, 0.1)]


def test_the_newer_version_is_taken(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.csv", f"{FIRST}\nUSA,2,2022,1,2,3,4,5,6,.1,2025")
    put(tmp_path / "in", "b.csv", f"{FIRST}\nUSA,2,2012,1,2,3,4,5,6,.1,2011")
    from foedus.datasets.importing import import_folder

    report = import_folder(tmp_path / "in")
    assert report.skipped == ("b.csv: version 5.0; a.csv holds the same table, version 7.0",)
    assert rows("nmc", "state_years", "year") == [(2022,)]
