"""Words as a text writes them: what is kept of them, and the lists that they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.coding.line import line
from foedus.lang import lexicon
from foedus.lang.acts import act_words
from foedus.lang.surface import DIGIT, Surface

SENTENCE = "À Paris, l'Iran n'a pas signé le traité de 1961 ; « jamais », dit-il."
ACTS = [
    (lang, text) for lang in ("en", "fr") if (words := act_words(lang)) for p in words.acts for text in p.means
]  # fmt: skip


def read(lang: str, text: str) -> list[str]:
    return [token.word for token in lexicon(lang).surface.read(text, 0, len(text))]


def test_the_words_of_a_sentence_are_those_of_the_tokeniser() -> None:
    assert read("fr", SENTENCE) == lexicon("fr").tokens.words(SENTENCE)
    assert read("fr", SENTENCE)[:5] == ["À", "Paris", ",", "l'", "Iran"]


@given(st.text(alphabet="aéE .,'’-\u00a0\n12«»\"", max_size=60), st.sampled_from(["en", "fr", "es"]))
def test_no_text_is_taken_apart_otherwise_than_as_a_whole(text: str, lang: str) -> None:
    assert read(lang, text) == lexicon(lang).tokens.words(text)


def test_a_capital_may_stand_without_its_accent() -> None:
    assert lexicon("fr").surface.read("A Paris", 0, 7)[0].low == "à"


def test_words_show_the_lists_that_they_stand_in() -> None:
    lex = lexicon("en")
    surface = Surface(lex.tokens, lex.words, {})
    towns, same, odd = surface.mark(["paris", "rome"]), surface.mark(["rome", "paris"]), surface.mark_if(str.isdigit)
    assert towns == same != odd
    shown = [token.marks & (towns | odd | DIGIT) for token in surface.read("In Paris 3 men", 0, 14)]
    assert shown == [0, towns, odd | DIGIT, 0]


def test_a_line_shows_what_is_asked_for_after_it_was_made() -> None:
    lex = lexicon("en")
    made = line(lex, "Peru met Zorgon.", 0, 0, 16)
    mark = lex.surface.mark(["zorgon"])
    assert made.shows(mark)
    assert made.spots(mark) == [2]


@pytest.mark.parametrize(("lang", "text"), ACTS)
def test_an_act_is_told_with_one_of_its_signs(lang: str, text: str) -> None:
    words = act_words(lang)
    assert words is not None
    assert words.signs is not None
    tokens = lexicon(lang).surface.read(text, 0, len(text))
    assert any(words.signs.takes(token.low) for token in tokens)
