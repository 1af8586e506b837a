"""The date that an article states, where it states one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from foedus.errors import ReadingError, UsageError
from foedus.reading.published import given, parse, stated

DAY = date(2024, 6, 19)
REST = "\n\nLes deux gouvernements ont signé un accord de pêche. Il remplace celui du 3 mars 2019."


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 19 juin 2024",
        "Publié le mercredi 19 juin 2024 à 14h30",
        "Publié par la rédaction le 19 juin 2024",
        "Mis en ligne le 19/06/2024 à 10:12",
        "Published 19 June 2024",
        "Published on June 19, 2024",
        "Posted: Jun 19, 2024 at 9:30 am",
        "Date : 2024-06-19",
        "19 juin 2024",
        "Mercredi 19 juin 2024",
        "Paris, le 19 juin 2024",
        "June 19th, 2024",
        "2024-06-19",
        "OSLO, 19 juin 2024 (AFP) – La ministre a reçu son homologue.",
        "Publicado el 19 de junio de 2024",
        "19 de junio del 2024",
        "OSLO, June 19, 2024 — The minister received her counterpart.",
    ],
)
def test_lines_that_date_an_article(line: str) -> None:
    assert stated(f"Un titre sans date\n\n{line}{REST}") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Le traité du 19 juin 2024 est entré en vigueur.",
        "Depuis le 19 juin 2024, les deux pays se consultent.",
        "Signed on June 19, 2024, the treaty binds both.",
        "Published 31 June 2024",
        "Published 06/07/2024",
        "Publié le 19 juin",
        "Publié le mois dernier, le rapport cite douze pages d'annexes et deux traités, dont celui du 19 juin 2024.",
    ],
)
def test_dates_that_are_not_of_publication(line: str) -> None:
    assert stated(f"Un titre sans date\n\n{line}{REST}") is None


def test_the_first_of_the_month_in_french() -> None:
    assert stated("Publié le 1er juillet 2024" + REST) == date(2024, 7, 1)


def test_no_article_is_published_tomorrow() -> None:
    assert stated(f"Published {date.today() + timedelta(days=1)}" + REST) is None
    with pytest.raises(UsageError, match="lies in the future"):
        given(date.today() + timedelta(days=1))
    with pytest.raises(ReadingError, match="lies in the future"):
        parse("2999-01-01", "a.json")
    assert given(date.today()) == date.today()


def test_dates_of_records() -> None:
    assert parse("2024-06-19", "a") == parse("2024-06-19T23:30:00Z", "a") == DAY
    assert parse(" ", "a") is None
    with pytest.raises(ReadingError, match="'19 juin' is not a date"):
        parse("19 juin", "a")
