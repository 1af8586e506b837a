"""Whatever the text, its language and its day: it is coded without a fault, the same twice, and what is found holds."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.coding import as_json, code
from foedus.document import Document
from foedus.event import Coded, Event
from foedus.factfiles import load
from foedus.lang import LANGUAGES, lexicon, split
from foedus.reading.decode import cleaned

from .invariants import broken

HERE = Path(__file__).parent
DAY = date(2024, 6, 20)
NEUTRAL = {
    "en": "The sky was grey over the hills.",
    "fr": "Le ciel était gris au-dessus des collines.",
    "es": "El cielo estaba gris sobre las colinas.",
}
MARKS = [
    ", ",
    ". ",
    " – ",
    "« ",
    " »",
    "“",
    "”",
    '"',
    "? ",
    "; ",
    ": ",
    " (",
    ")",
    "\n\n",
    "\n",
    "’",
    "\u00a0",
    "\u200b",
]

many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(many, max_examples=60)
langs = st.sampled_from(sorted(LANGUAGES))
days = st.none() | st.dates(date(1800, 1, 1), date(2025, 12, 31))
domestics = st.sampled_from([None, True, False])


@cache
def sentences(lang: str) -> tuple[str, ...]:
    """Sentences that report events."""
    path = HERE / "fresh" / f"{lang}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(json.loads(line)["text"] for line in lines) or (NEUTRAL[lang],)


@cache
def vocabulary(lang: str) -> tuple[str, ...]:
    """The words of those sentences, and some that the lexicon knows."""
    known = sorted(lexicon(lang).words)
    return tuple(dict.fromkeys([w for s in sentences(lang) for w in s.split(" ")] + known[:: len(known) // 4000 + 1]))


@st.composite
def babble(draw: st.DrawFn) -> tuple[str, str]:
    """Words of a language in any order, and the language."""
    lang = draw(langs)
    piece = st.sampled_from(vocabulary(lang)).map(lambda word: f"{word} ")
    parts = draw(st.lists(piece | piece | piece | st.sampled_from(MARKS) | st.text(max_size=3), max_size=60))
    return "".join(parts), lang


@st.composite
def news(draw: st.DrawFn) -> tuple[list[str], str]:
    """A few sentences of one language that do report events, and the language."""
    lang = draw(langs)
    return draw(st.lists(st.sampled_from(sentences(lang)), min_size=1, max_size=4)), lang


def coded(text: str, lang: str, day: date | None = DAY, domestic: bool | None = True) -> Coded:
    text = cleaned(text)
    return code(Document("a", text, lang, split(text, lang), published=day), load(), domestic)


@many
@given(st.text(max_size=300), langs, days, domestics)
def test_any_characters(text: str, lang: str, day: date | None, domestic: bool | None) -> None:
    assert broken(coded(text, lang, day, domestic)) == []


@many
@given(babble(), days, domestics)
def test_any_words(made: tuple[str, str], day: date | None, domestic: bool | None) -> None:
    found = coded(*made, day, domestic)
    assert broken(found) == []
    assert as_json(found) == as_json(coded(*made, day, domestic))


@many
@given(news(), st.integers(0, 400), st.text(max_size=4))
def test_news_with_a_piece_put_in(made: tuple[list[str], str], place: int, piece: str) -> None:
    text = " ".join(made[0])
    assert broken(coded(text[:place] + piece + text[place:], made[1])) == []


@few
@given(news())
def test_a_neutral_sentence_at_the_end_changes_nothing(made: tuple[list[str], str]) -> None:
    text, lang = "\n\n".join(made[0]), made[1]
    assert coded(f"{text}\n\n{NEUTRAL[lang]}", lang).events == coded(text, lang).events


def told(events: tuple[Event, ...]) -> set[tuple[str, str]]:
    """Who did what: as far as another text in front or behind leaves an event as it is."""
    return {(event.type.value, code_) for event in events for code_ in event.actor}


@few
@given(news())
def test_a_text_given_twice_tells_no_less(made: tuple[list[str], str]) -> None:
    text, lang = "\n\n".join(made[0]), made[1]
    once, twice = coded(text, lang), coded(f"{text}\n\n{text}", lang)
    assert told(once.events) <= told(twice.events)  # it may tell more: "the pair" are known by then


@few
@given(news(), st.data())
def test_two_texts_tell_what_each_tells(made: tuple[list[str], str], data: st.DataObject) -> None:
    lang = made[1]
    other = data.draw(st.sampled_from(sentences(lang)))
    text = "\n\n".join(made[0])
    both = told(coded(f"{text}\n\n{other}", lang).events)
    assert told(coded(text, lang).events) | told(coded(other, lang).events) <= both


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # a subject that points to a sentence longer than its own
        ("es", 'Mundial.0Y "9R la 2 prosiguió Cuba envió país. 2 alegarlo abandonaron emprendió'),
        # a mutual event joined with one that names a recipient
        ("en", "The United States and France recognized K0osovo. The United States and France recognized Kosovo."),
    ],
)
def test_texts_that_failed_once(lang: str, text: str) -> None:
    assert broken(coded(text, lang, None)) == []


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_an_empty_text(lang: str) -> None:
    assert coded("", lang).events == ()
