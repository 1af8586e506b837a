"""Polity5: codes that are no scores, numbers that are not COW's."""

from __future__ import annotations

from pathlib import Path

from .official import columns, imported, put, rows, text

NAMES = columns("polity", "p5v2018.csv")


def row(number: int, year: int, polity: int, **cells: object) -> dict[str, object]:
    scores = {"democ": 1, "autoc": 2, "polity": polity, "polity2": max(polity, -10), "flag": 0}
    return {
        "cyear": f"{number}{year}",
        "ccode": number,
        "scode": "XXX",
        "country": "X",
        "year": year,
        **scores,
        **cells,
    }


def found(folder: Path, *given: dict[str, object]) -> list[tuple]:
    put(folder, "p5v2018.csv", text(NAMES, *given))
    imported(folder)
    return rows("polity", "state_years", "pcode", "year", "ccode", "polity", "democ", "special")


def test_what_is_no_score_is_missing(home: Path, tmp_path: Path) -> None:
    codes = {"democ": -66, "autoc": -66}
    assert found(
        tmp_path / "in", row(2, 1990, 10), row(660, 1990, -66, **codes), row(660, 1991, -77), row(2, 1991, -8)
    ) == [
        (2, 1990, 2, 10, 1, None),
        (2, 1991, 2, -8, 1, None),
        (660, 1990, 660, None, None, -66),
        (660, 1991, 660, None, 1, -77),
    ]


def test_numbers_become_those_of_cow(home: Path, tmp_path: Path) -> None:
    given = {(364, 1950): 365, (342, 2010): 345, (341, 2010): 347, (348, 2010): 341, (529, 2000): 530,
             (626, 2012): 625, (525, 2012): 626, (818, 1980): 816, (769, 1960): 770, (305, 1900): 300,
             (305, 1950): 305, (324, 1850): 325, (564, 1860): None, (89, 1830): None}  # fmt: skip
    made = found(tmp_path / "in", *(row(number, year, 5) for number, year in given))
    assert {(number, year): ccode for number, year, ccode, *_ in made} == given


def test_of_two_rows_in_a_year_of_change_the_one_that_goes_on_has_the_number(home: Path, tmp_path: Path) -> None:
    spans = ((365, 1921, 1922), (364, 1922, 1991), (365, 1992, 2000), (530, 1990, 1993), (529, 1993, 1995))
    made = found(tmp_path / "in", *(row(n, year, 5) for n, first, last in spans for year in range(first, last + 1)))
    numbers = {(number, year): ccode for number, year, ccode, *_ in made}
    assert [numbers[365, 1922], numbers[364, 1922], numbers[364, 1991], numbers[365, 1992]] == [None, 365, 365, 365]
    assert [numbers[530, 1992], numbers[530, 1993], numbers[529, 1993]] == [530, None, 530]
