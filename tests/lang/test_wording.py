"""foedus's own prose: the same messages in every language, and the grammar of names, days and numbers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from foedus.dates import parse_day
from foedus.factfiles import load
from foedus.lang.claims import claim_patterns, stated_years
from foedus.lang.wording import States, wording

FR, EN = wording("fr", load()), wording("en", load())


def fields(message: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", message))


def test_every_language_says_every_message_with_the_same_fields() -> None:
    assert FR.keys == EN.keys
    for key in FR.keys:
        assert fields(FR._messages[key]) == fields(EN._messages[key]), key


@pytest.mark.parametrize(
    ("code", "nominative", "of", "to", "inside"),
    [
        ("FRA", "la France", "de la France", "à la France", "en France"),
        ("JPN", "le Japon", "du Japon", "au Japon", "au Japon"),
        ("IRN", "l'Iran", "de l'Iran", "à l'Iran", "en Iran"),
        ("USA", "les États-Unis", "des États-Unis", "aux États-Unis", "aux États-Unis"),
        ("CUB", "Cuba", "de Cuba", "à Cuba", "à Cuba"),
        ("ISR", "Israël", "d'Israël", "à Israël", "à Israël"),
        ("PRK", "la Corée du Nord", "de la Corée du Nord", "à la Corée du Nord", "en Corée du Nord"),
        ("NLD", "les Pays-Bas", "des Pays-Bas", "aux Pays-Bas", "aux Pays-Bas"),
    ],
)
def test_french_articles_and_contractions(code: str, nominative: str, of: str, to: str, inside: str) -> None:
    assert [FR.name(code, form) for form in ("", "de", "a", "en")] == [nominative, of, to, inside]


def test_english_names() -> None:
    assert EN.states(States(("USA", "FRA", "PHL"))) == "the United States, France and the Philippines"


def test_a_plural_name_takes_a_plural_verb_in_french_alone() -> None:
    assert FR.format_field(States(("USA",)), "pl:doit|doivent") == "doivent"
    assert EN.format_field(States(("USA",)), "pl:owes|owe") == "owes"
    assert FR.format_field(States(("FRA", "JPN")), "pl:doit|doivent") == "doivent"


def test_numbers_and_days() -> None:
    assert FR.number(0.226, "pct") == "22,6\u00a0%"
    assert EN.number(0.226, "pct") == "22.6%"
    assert FR.number(1300000) == "1\u202f300\u202f000"
    assert FR.day(parse_day(date(2024, 6, 19)), "on") == "le 19 juin 2024"
    assert FR.day(parse_day("1986-03"), "on") == "en mars 1986"
    assert EN.day(parse_day(date(2024, 6, 1)), "on") == "on 1 June 2024"
    assert FR.day(parse_day(date(2024, 8, 1))) == "1er août 2024"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_claim_patterns_match_what_they_must_and_nothing_that_they_must_not(lang: str) -> None:
    for pattern in claim_patterns(lang):
        assert all(pattern.search(s) for s in pattern.means), pattern.pattern
        assert not any(pattern.search(s) for s in pattern.does_not_mean), pattern.pattern


@pytest.mark.parametrize(
    ("lang", "text", "years", "sense"),
    [
        ("fr", "une première depuis près d'un quart de siècle", 25, "near"),
        ("fr", "la première visite en plus de 30 ans", 30, "over"),
        ("en", "the first visit in nearly a quarter of a century", 25, "near"),
        ("en", "the first in two decades", 20, "exact"),
    ],
)
def test_stated_lengths_of_time(lang: str, text: str, years: float, sense: str) -> None:
    stated = stated_years(text, lang)
    assert stated is not None
    assert (stated.years, stated.sense) == (years, sense)
