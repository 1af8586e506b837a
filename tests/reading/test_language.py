"""The language of a document, and the refusal of one without a pack."""

from __future__ import annotations

import pytest

from foedus.errors import LanguageError
from foedus.reading import read_text
from foedus.reading.language import identify, supported

from .articles import ENGLISH, FRENCH, GERMAN, RUSSIAN, SPANISH


@pytest.mark.parametrize(
    ("text", "lang"), [(FRENCH, "fr"), (ENGLISH, "en"), (SPANISH, "es"), (GERMAN, "de"), (RUSSIAN, "ru")]
)
def test_whole_texts(text: str, lang: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Pyongyang tire un missile", "fr"),
        ("Moscou bombarde Kiev", "fr"),
        ("Tokyo et Séoul", "fr"),
        ("Erdogan meets Aliyev in Baku", "en"),
        ("Irán ataca Israel", "es"),
        ("Bolivia rompe con Israel", "es"),
        ("Der Kanzler besucht die Hauptstadt", "de"),
        ("Il presidente ha firmato un trattato a Roma", "it"),
        ("Lula recebe Macron em Brasília", "pt"),
    ],
)
def test_short_texts_fall_back_to_function_words(text: str, lang: str) -> None:
    assert identify(text) == lang


def test_no_words_no_language() -> None:
    assert identify("2024 – 12:30 !") == ""


@pytest.mark.parametrize(("text", "name"), [(GERMAN, r"German \(de\)"), (RUSSIAN, r"Russian \(ru\)")])
def test_a_language_without_a_pack_is_named_with_those_there_are(text: str, name: str) -> None:
    with pytest.raises(LanguageError, match=rf"a\.txt is in {name}; foedus reads French \(fr\), English \(en\)"):
        read_text(text, "a.txt")


@pytest.mark.parametrize("stated", ["fr", "FR", "fr-CA", "fr_FR"])
def test_a_language_may_be_stated_with_its_region(stated: str) -> None:
    assert supported(stated, "a.json") == "fr"
