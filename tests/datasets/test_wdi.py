"""World Development Indicators: three layouts, groups of economies between states, notes at the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .official import put, rows

HEADER = "Series Name,Series Code,Country Name,Country Code,2019 [YR2019],2020 [YR2020]\n"
NAMES = ("iso3c", "ccode", "year", "indicator", "value")
BANK = (
    "\ufeff" + HEADER + '"Population, total",SP.POP.TOTL,France,FRA,67248926,..\n'
    '"Population, total",SP.POP.TOTL,Aruba,ABW,106442,106585\n'
    '"Population, total",SP.POP.TOTL,World,WLD,7776892015,7856138790\n'
)
END = "\n\n\nData from database: World Development Indicators\nLast Updated: 11/13/2024\n"


def test_an_export_of_databank(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "extract.csv", BANK + END)
    report = import_folder(tmp_path / "in")
    assert not report.unknown
    assert report.odd == ("extract.csv: 1 rows of 1 regions and groups left out",)
    assert report.took[0] == "extract.csv: wdi WDI, cells, 3 rows, speaks for 2019-2020"
    assert rows("wdi", "indicators", *NAMES) == [
        ("ABW", None, 2019, "SP.POP.TOTL", 106442),
        ("ABW", None, 2020, "SP.POP.TOTL", 106585),
        ("FRA", 220, 2019, "SP.POP.TOTL", 67248926),
    ]
    assert set(rows("wdi", "cells", "updated")) == {(date(2024, 11, 13),)}


def test_an_export_without_its_end_is_reported(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "extract.csv", BANK)
    assert any("may be cut" in line for line in import_folder(tmp_path / "in").odd)


def one(day: str, value: int) -> str:
    return (
        f'"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","1960","1961",\n'
        f'"France","FRA","Population, total","SP.POP.TOTL","","{value}",\n'
        '"Arab World","ARB","Population, total","SP.POP.TOTL","1","2",\n'
    )


def test_one_indicator_has_four_lines_before_its_header_and_a_comma_after_it(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "API_SP.POP.TOTL_DS2_en_csv_v2.csv", one("2024-06-28", 47))
    report = import_folder(tmp_path / "in")
    assert not report.unknown
    assert rows("wdi", "indicators", *NAMES) == [("FRA", 220, 1961, "SP.POP.TOTL", 47)]
    assert rows("wdi", "cells", "updated") == [(date(2024, 6, 28),)]


def test_of_two_files_the_one_updated_last_counts_and_files_add_up(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.csv", one("2024-06-28", 47))
    import_folder(tmp_path / "in")
    put(tmp_path / "more", "b.csv", one("2023-01-01", 46))
    put(tmp_path / "more", "c.csv", BANK + END)
    import_folder(tmp_path / "more")
    found = {(iso, year): value for iso, _, year, _, value in rows("wdi", "indicators", *NAMES)}
    assert found == {("FRA", 1961): 47, ("FRA", 2019): 67248926, ("ABW", 2019): 106442, ("ABW", 2020): 106585}


def test_the_whole_collection(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "WDICSV.csv",
        "Country Name,Country Code,Indicator Name,Indicator Code,1990,2000\n"
        "Germany,DEU,GDP,NY.GDP.MKTP.CD,1.7e12,1.9e12\nKosovo,XKX,GDP,NY.GDP.MKTP.CD,,1.8e9\n",
    )
    import_folder(tmp_path / "in")
    found = {(iso, year): ccode for iso, ccode, year, *_ in rows("wdi", "indicators", *NAMES)}
    assert found == {("DEU", 1990): 255, ("DEU", 2000): 255, ("XKX", 2000): None}


def test_a_series_twice_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "extract.csv", BANK + '"Population, total",SP.POP.TOTL,France,FRA,1,2\n' + END)
    with pytest.raises(DataError, match=r"row 4: the same Series Code SP\.POP\.TOTL, Country Code FRA as row 1"):
        import_folder(tmp_path / "in")
