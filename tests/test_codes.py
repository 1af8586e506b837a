"""States by whatever users call them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from foedus import codes, factfiles
from foedus.errors import UsageError
from foedus.record import Record

TODAY = date(2024, 6, 19)


@pytest.fixture(scope="module")
def record() -> Record:
    return factfiles.load()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FRA", "FRA"), ("fra", "FRA"), ("FR", "FRA"), ("XKX", "XKX"),
        ("220", "FRA"), ("732", "KOR"), ("ROK", "KOR"), ("UKG", "GBR"), ("GMY", "DEU"),
        ("France", "FRA"), ("la France", "FRA"), ("l'Allemagne", "DEU"), ("the United States", "USA"),
        ("Corée du Nord", "PRK"), ("coree du nord", "PRK"), ("Côte d’Ivoire", "CIV"), ("COTE D'IVOIRE", "CIV"),
        ("États-Unis", "USA"), ("Etats-Unis", "USA"), ("Türkiye", "TUR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("SUN", "SUN"), ("DDR", "DDR"), ("AUH", "AUH"), ("USSR", "SUN"), ("URSS", "SUN"),
        ("RDC", "COD"), ("DPRK", "PRK"),
    ],
)  # fmt: skip
def test_codes_and_names(record: Record, text: str, code: str) -> None:
    assert codes.resolve(text, record, TODAY) == code


@pytest.mark.parametrize(("text", "code"), [("AUS", "AUS"), ("cow:AUS", "AUT"), ("cow:AUL", "AUS"), ("SWZ", "SWZ")])
def test_iso_comes_before_cow_unless_cow_is_asked_for(record: Record, text: str, code: str) -> None:
    assert codes.resolve(text, record, TODAY) == code


@pytest.mark.parametrize(("text", "code"), [("970", "NRU"), ("cow:970", "NRU"), ("gw:970", "KIR"), ("GW: 971", "NRU")])
def test_numbers_that_the_two_lists_give_to_different_states(record: Record, text: str, code: str) -> None:
    assert codes.resolve(text, record, TODAY) == code


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        ("365", date(1985, 1, 1), "SUN"), ("365", date(1905, 1, 1), "RUS"), ("365", TODAY, "RUS"),
        ("345", date(1980, 1, 1), "YUG"), ("345", TODAY, "SRB"), ("265", TODAY, "DDR"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_lists_of_the_day(record: Record, number: str, day: date, code: str) -> None:
    assert codes.resolve(number, record, day) == code


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("PRU", "1866-06-14", "DEU"), ("Piémont", "1859-04-29", "ITA"), ("Empire ottoman", "1914-10-29", "TUR"),
        ("RUS", "1914-08-01", "RUS"), ("RUS", "1941-06-22", "SUN"), ("RUS", "1992-01-01", "RUS"),
        ("SUN", "1914-08-01", "RUS"), ("URSS", "1968-08-21", "SUN"), ("Zaïre", "1996-10-01", "COD"),
        ("UAR", "1967-06-05", "EGY"), ("Moldavie", "1854-01-01", "ROU"), ("Moldavie", "1992-05-01", "MDA"),
    ],
)  # fmt: skip
def test_what_a_state_was_called_is_read_on_that_day(record: Record, text: str, day: str, code: str) -> None:
    assert codes.resolve(text, record, date.fromisoformat(day)) == code


@pytest.mark.parametrize(("text", "code"), [("Deutschland", "DEU"), ("Россия", "RUS"), ("日本", "JPN"), ("مصر", "EGY")])
def test_names_in_languages_that_babel_knows(record: Record, text: str, code: str) -> None:
    pytest.importorskip("babel")
    assert codes.resolve(text, record, TODAY) == code


@pytest.mark.parametrize(("text", "close"), [("Frnace", "FRA (France)"), ("Ukarine", "UKR (Ukraine)")])
def test_an_unknown_name_is_answered_with_those_that_come_close(record: Record, text: str, close: str) -> None:
    with pytest.raises(UsageError, match="no state is called") as raised:
        codes.resolve(text, record, TODAY)
    assert close in str(raised.value)


@pytest.mark.parametrize("text", ["", "  ", "9999", "cow:", "gw:0", "--"])
def test_what_names_nothing_is_refused(record: Record, text: str) -> None:
    with pytest.raises(UsageError):
        codes.resolve(text, record, TODAY)


def test_every_name_of_the_facts_leads_back_to_its_state(record: Record) -> None:
    for state in record.states.values():
        if state.in_system(TODAY):
            assert codes.resolve(state.code, record, TODAY) == state.code
            assert codes.resolve(state.name_en, record, TODAY) == state.code
            assert codes.resolve(state.name_fr, record, TODAY) == state.code


@pytest.mark.parametrize(
    ("form", "said"), [("iso3", "KIR"), ("iso2", "KI"), ("cow", "946"), ("gw", "970"), ("name", "Kiribati")]
)
def test_codes_of_output(record: Record, form: codes.CodeForm, said: str) -> None:
    assert codes.express("KIR", form, record, TODAY) == said


def test_a_state_outside_a_list_keeps_its_code(record: Record) -> None:
    assert codes.express("PSE", "cow", record, TODAY) == "PSE"
    assert codes.express("NATO", "name", record, TODAY) == "NATO"
    assert codes.express("USA", "name", record, TODAY, "fr") == "États-Unis"


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        (255, date(1870, 7, 19), "DEU"), (260, date(1952, 5, 26), "DEU"), (265, date(1970, 1, 1), "DDR"),
        (300, date(1815, 1, 3), "AUH"), (325, date(1859, 4, 29), "ITA"), (341, date(1912, 9, 12), "MNE"),
        (345, date(1867, 9, 23), "SRB"), (345, date(1914, 7, 28), "SRB"), (345, date(1934, 2, 9), "YUG"),
        (365, date(1914, 8, 1), "RUS"), (365, date(1935, 5, 2), "SUN"), (365, date(1997, 8, 29), "RUS"),
        (8152, date(1874, 2, 2), None),
    ],
)  # fmt: skip
def test_a_number_is_the_state_that_bore_it_then_or_nearest(
    record: Record, number: int, day: date, code: str | None
) -> None:
    assert codes.numbered(number, day, record) == code


def test_the_states_that_bore_a_number_one_after_the_other(record: Record) -> None:
    russia = codes.successive(365, date(1891, 8, 27), date(1995, 1, 1), record)
    assert [code for code, *_ in russia] == ["RUS", "SUN", "RUS"]
    assert all(one[2] == other[1] for one, other in pairwise(russia))
    assert codes.successive(255, date(1879, 1, 1), date(2000, 1, 1), record) == [
        ("DEU", date(1879, 1, 1), date(2000, 1, 1))
    ]
    assert codes.successive(8152, date(1874, 1, 1), date(1880, 1, 1), record) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Moldova, Republic of", "MDA"), ("Korea, Republic of", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Democratic Republic of Congo", "COD"), ("Hong Kong, China", None), (", ", None),
    ],
)  # fmt: skip
def test_names_as_lists_of_events_write_them(record: Record, text: str, code: str | None) -> None:
    assert codes.find(text, record, date(2018, 6, 1)) == code
