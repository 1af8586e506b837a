"""V-Dem: a file of thousands of columns, West Germany under COW's number of the year."""

from __future__ import annotations

from pathlib import Path

from .official import imported, layout, put, rows, text

NEEDS = layout("vdem", "V-Dem-CY-Core-v15.csv").needs
GERMANY = {"country_name": "Germany", "country_text_id": "DEU", "country_id": 77, "COWcode": 255, "v2x_polyarchy": 0.85}


def test_thousands_of_columns_are_passed_over(home: Path, tmp_path: Path) -> None:
    names = (*NEEDS, "v2x_polyarchy_codelow", "historical_date", *(f"v2some_{n}" for n in range(4600)))
    cells = dict.fromkeys(names[9:], "0.5")
    given = [
        GERMANY | cells | {"year": year, "v2x_polyarchy_codelow": 0.8, "v2x_regime": 3} for year in (1900, 1960, 2000)
    ]
    put(tmp_path / "in", "V-Dem-CY-Full+Others-v15.csv", text(names, *given))
    report = imported(tmp_path / "in")
    assert report.took[0].startswith("V-Dem-CY-Full+Others-v15.csv: vdem 15, state_years, 3 rows, speaks for 1789-2024")
    found = rows(
        "vdem", "state_years", "year", "cowcode", "ccode", "v2x_polyarchy", "v2x_polyarchy_codelow", "v2x_libdem"
    )
    assert found == [
        (1900, 255, 255, 0.85, 0.8, None),
        (1960, 255, 260, 0.85, 0.8, None),
        (2000, 255, 255, 0.85, 0.8, None),
    ]


def test_what_cow_does_not_have_that_year_has_no_number(home: Path, tmp_path: Path) -> None:
    colony = {"country_name": "Ghana", "country_text_id": "GHA", "country_id": 7, "COWcode": 452}
    gaza = {"country_name": "Palestine/Gaza", "country_text_id": "PSG", "country_id": 138, "year": 2010}
    put(tmp_path / "in", "vdem.csv", text(NEEDS, colony | {"year": 1930}, colony | {"year": 1970}, gaza))
    imported(tmp_path / "in")
    assert rows("vdem", "state_years", "country_id", "year", "ccode") == [
        (7, 1930, None),
        (7, 1970, 452),
        (138, 2010, None),
    ]
