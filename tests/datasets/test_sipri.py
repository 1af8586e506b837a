"""SIPRI's workbook: a header below its titles, regions between states, shares that are fractions."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.datasets.workbook import sheets as workbook_sheets
from foedus.errors import DataError

from .official import put, rows, workbook

TITLES = [["Military expenditure by country"], ["Figures are in US $m."], ['". ." = data unavailable'], [], [""]]
HEADER = ["Country", "Notes", 2021, 2022, 2023]


def sheet(*states: list[object]) -> list[list[object]]:
    return [*TITLES, HEADER, [], ["Africa"], ["North Africa"], *states]


BOOK = {
    "Front page": [["SIPRI"]],
    "Constant (2022) US$": sheet(["Algeria", "§4", 9000.5, 9145, 18000], ["Germany", None, 1, 2, 3]),
    "Current US$": sheet(["Algeria", "§4", 9112.4, 9145.8, 18263.9], ["Libya", "‡", "...", ". .", "xxx"]),
    "Share of GDP": sheet(["Algeria", "§4", 0.0557, 0.047, 0.0817], ["Yemen, North", None, "xxx", "xxx", "xxx"]),
    "Footnotes": [["†", "pensions"], ["‡", "current spending"]],
}


def test_the_sheets_become_one_table(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "SIPRI-Milex-data-1949-2023.xlsx", workbook(BOOK))
    report = import_folder(tmp_path / "in")
    assert "current, constant, share: sipri 2023, milex made of them, 6 rows" in report.took
    names = ("iso3c", "ccode", "year", "milex_current", "milex_constant", "share_gdp")
    assert rows("sipri", "milex", *names) == [
        ("DEU", 255, 2021, None, 1, None),
        ("DEU", 255, 2022, None, 2, None),
        ("DEU", 255, 2023, None, 3, None),
        ("DZA", 615, 2021, 9112.4, 9000.5, 0.0557),
        ("DZA", 615, 2022, 9145.8, 9145, 0.047),
        ("DZA", 615, 2023, 18263.9, 18000, 0.0817),
    ]
    held = store.held("sipri", "milex")
    assert held is not None
    assert (held.version, held.years) == ("2023", (1949, 2023))


def test_regions_are_counted_and_what_is_no_state_is_named(home: Path, tmp_path: Path) -> None:
    book = {"Current US$": sheet(["Algeria", None, 1, 2, 3], ["Atlantis", None, 1, 2, 3])}
    put(tmp_path / "in", "milex.xlsx", workbook(book))
    report = import_folder(tmp_path / "in")
    assert "milex.xlsx, Current US$.csv: 2 rows of regions left out" in report.odd
    assert any(line.endswith("rows of what is no state that foedus knows, left out: Atlantis") for line in report.odd)


def test_states_that_are_no_more_have_their_numbers(home: Path, tmp_path: Path) -> None:
    lines = [
        "Country,1975,1985",
        "USSR,..,100",
        '"Yemen, North",xxx,5',
        "German DR, ,7",
        "Germany,8,9",
        "Côte d’Ivoire,1,",
    ]
    put(tmp_path / "in", "my-milex-constant.csv", "\n".join(lines), "cp1252")
    import_folder(tmp_path / "in")
    assert set(rows("sipri", "milex", "iso3c", "ccode", "year", "milex_constant")) == {
        ("SUN", 365, 1985, 100), ("YEM", 678, 1985, 5), ("DDR", 265, 1985, 7),
        ("DEU", 260, 1975, 8), ("DEU", 260, 1985, 9), ("CIV", 437, 1975, 1),
    }  # fmt: skip


def test_a_cell_that_is_no_number_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "milex.xlsx", workbook({"Current US$": sheet(["Algeria", None, "many", 1, 2])}))
    with pytest.raises(DataError, match="column 2021: 'many' is no number"):
        import_folder(tmp_path / "in")


def test_no_entity_of_a_workbook_is_followed(home: Path, tmp_path: Path) -> None:
    secret = put(tmp_path / "secret", "secret.txt", "hidden")
    prolog = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "inside">]>'
    book = workbook({"Current US$": sheet(["Algeria", None, 1, 2, 3])}, prolog=prolog)
    path = put(tmp_path / "in", "milex.xlsx", replaced(book, "<v>1</v>", "<v>1&x;&y;</v>"))
    (tmp_path / "out").mkdir()
    try:
        (made,) = workbook_sheets(path, tmp_path / "out")
    except DataError:
        return
    assert "hidden" not in made.read_text()


def replaced(book: bytes, old: str, new: str) -> bytes:
    """A workbook with another text in its sheets."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.namelist():
            copy.writestr(member, source.read(member).decode().replace(old, new))
    return target.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A6"', 'r="ZZZZZZZ6"'),
        ("<v>0</v>", "<v>999999</v>"),
        ("<v>2021</v>", "<v>2021"),
        ('Target="worksheets', 'Aim="worksheets'),
        ('r:id="rId1"', 'r:id="rId77"'),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused_or_passed_over(
    home: Path, tmp_path: Path, old: str, new: str
) -> None:
    book = workbook({"Current US$": sheet(["Algeria", None, 1, 2, 3])})
    put(tmp_path / "in", "milex.xlsx", replaced(book, old, new))
    with pytest.raises(DataError, match=r"milex\.xlsx|holds no file"):
        import_folder(tmp_path / "in")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook at all", workbook(BOOK)[:2000]])
def test_what_is_no_workbook_is_refused(home: Path, tmp_path: Path, content: bytes) -> None:
    put(tmp_path / "in", "milex.xlsx", content)
    with pytest.raises(DataError, match=r"milex\.xlsx"):
        import_folder(tmp_path / "in")
