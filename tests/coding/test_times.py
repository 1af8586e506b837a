"""Expressions of time: the interval that they name, and how finely; what dates an event and what makes it old."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.coding import code
from foedus.coding.line import line
from foedus.coding.times import times
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import lexicon, split

FRIDAY = date(2024, 6, 21)


def named(lang: str, text: str) -> list[str]:
    lex = lexicon(lang)
    found = times(lex).find(line(lex, text, 0, 0, len(text)), FRIDAY, FRIDAY)
    return [("since " if t.since else "") + str(t.day) for t in found]


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("fr", "mercredi", ["2024-06-19"]),
        ("fr", "vendredi", ["2024-06-21"]),
        ("fr", "vendredi dernier", ["2024-06-14"]),
        ("fr", "vendredi prochain", ["2024-06-28"]),
        ("fr", "mercredi, puis la veille", ["2024-06-19", "2024-06-18"]),
        ("fr", "le 24 novembre", ["2023-11-24"]),
        ("fr", "le 3 juin 2019", ["2019-06-03"]),
        ("fr", "en juin 2019", ["2019-06"]),
        ("fr", "en 1961", ["1961"]),
        ("fr", "le traité de 1961", []),  # the thing is dated, not the act
        ("fr", "il y a trois jours", ["2024-06-18"]),
        ("fr", "il y a deux ans", ["2022"]),
        ("fr", "le pays a deux ans pour", []),
        ("fr", "depuis deux ans", ["since 2022"]),
        ("fr", "dans la nuit", ["2024-06-20/2024-06-21"]),
        ("fr", "le week-end dernier", ["2024-06-15/2024-06-16"]),
        ("fr", "le mois dernier", ["2024-05"]),
        ("en", "on Wednesday", ["2024-06-19"]),
        ("en", "last Friday", ["2024-06-14"]),
        ("en", "next Friday", ["2024-06-28"]),
        ("en", "on June 3, 2019, they", ["2019-06-03"]),
        ("en", "on 3 June", ["2024-06-03"]),
        ("en", "in November", ["2023-11"]),
        ("en", "three days ago", ["2024-06-18"]),
        ("en", "three weeks ago", ["2024-05-28/2024-06-03"]),
        ("en", "six months ago", ["2023-12"]),
        ("en", "over the weekend", ["2024-06-15/2024-06-16"]),
        ("en", "overnight", ["2024-06-20/2024-06-21"]),
        ("en", "last year", ["2023"]),
        ("en", "on Tuesday, a day later", ["2024-06-18", "2024-06-19"]),
        ("en", "since 2014", ["since 2014"]),
        ("en", "31 February", []),
    ],
)
def test_what_words_name(lang: str, text: str, days: list[str]) -> None:
    assert named(lang, text) == days


def events(lang: str, text: str) -> list[tuple[str, str]]:
    found = code(Document("t", text, lang, split(text, lang), published=FRIDAY), load()).events
    return [(str(e.date), e.date_basis) for e in found]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Norway recalled its ambassador to Peru on Wednesday.", [("2024-06-19", "text")]),
        ("en", "Norway recalled its ambassador to Peru over the weekend.", [("2024-06-15/2024-06-16", "text")]),
        ("en", "Norway recalled its ambassador to Peru.", [("2024-06-21", "document")]),
        ("en", "Norway recalled its ambassador to Peru three weeks ago.", []),
        ("en", "Norway recalled its ambassador to Peru in 1998.", []),
        ("fr", "La Norvège a rappelé son ambassadeur au Pérou jeudi.", [("2024-06-20", "text")]),
        ("fr", "La Norvège a rappelé son ambassadeur au Pérou il y a deux ans.", []),
        ("fr", "La Norvège a rappelé mercredi son ambassadeur au Pérou. La veille, Lima a condamné la Norvège.",
         [("2024-06-19", "text"), ("2024-06-18", "text")]),
    ],
)  # fmt: skip
def test_the_day_of_an_event(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert events(lang, text) == expected
