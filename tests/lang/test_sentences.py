import pytest

from foedus.errors import LanguageError
from foedus.lang import split


def parts(text: str, lang: str = "fr") -> list[str]:
    return [text[a:b] for a, b in split(text, lang)]


def test_abbreviations_and_initials() -> None:
    assert parts("M. Macron a vu J. F. Martin (art. 4). Il est parti.") == [
        "M. Macron a vu J. F. Martin (art. 4).",
        "Il est parti.",
    ]
    assert parts("The U.S. said Gen. Lee met Mr. Kim. They left.", "en") == [
        "The U.S. said Gen. Lee met Mr. Kim.",
        "They left.",
    ]


def test_headings_and_bullets_stand_alone() -> None:
    assert parts("Un titre\n\nUne phrase.\n  • Un point\n  • Deux") == [
        "Un titre",
        "Une phrase.",
        "• Un point",
        "• Deux",
    ]


def test_a_wrapped_line_goes_on() -> None:
    text = "Le ministre des Affaires étrangères s'est rendu mercredi\nà Tirana. Il y restera."
    assert parts(text) == ["Le ministre des Affaires étrangères s'est rendu mercredi\nà Tirana.", "Il y restera."]


def test_questions_and_quotes() -> None:
    assert parts("Quoi ? « Oui. » Non !") == ["Quoi ?", "« Oui. »", "Non !"]


def test_numbers_do_not_end_a_sentence() -> None:
    assert parts("Ses 1.500 soldats ont 2.5 tonnes.") == ["Ses 1.500 soldats ont 2.5 tonnes."]


def test_offsets_are_in_order_and_within() -> None:
    text = "Un. Deux.\n\nTrois\n"
    spans = split(text, "fr")
    assert all(a < b <= len(text) for a, b in spans)
    assert list(spans) == sorted(spans)


def test_unknown_language() -> None:
    with pytest.raises(LanguageError):
        split("x", "xx")
