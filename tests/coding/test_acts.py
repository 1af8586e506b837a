"""Treaty acts: the sentences of `acts/`, those of each pattern, and what a sentence says beside the act."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.coding import as_json, code
from foedus.document import Document
from foedus.event import Coded
from foedus.factfiles import load
from foedus.lang import LANGUAGES, split
from foedus.lang.acts import ActPattern, ActWords, act_words
from foedus.lang.treaty import news_patterns, treaty_languages, treaty_words

from .acts_scoring import f1, rows

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE.parent / "floors.toml").read_text(encoding="utf-8"))["acts"]
DAY = date(2026, 6, 9)
PIECES = (
    "Chile",
    "Fiji",
    "Le Chili",
    "NATO",
    "l'Otan",
    "the treaty",
    "le pacte",
    "signed",
    "a signé",
    "ratified",
    "joined",
    "a quitté",
    "withdrew from",
    "between",
    "and",
    "et",
    "avec",
    "with",
    ",",
    ".",
    "which",
    "by",
    "par",
    "'s",
    "suspended",
    "entered into force",
    "est entré en vigueur",
    "not",
    "North Atlantic Treaty",
    "its",
    "Duma",
    '"',
    "announced",
)


def read(text: str, lang: str, day: date = DAY) -> Coded:
    return code(Document("t", text, lang, split(text, lang), published=day), load())


@pytest.mark.parametrize("name", FLOORS)
def test_acts_of_sentences(name: str) -> None:
    pairs, ids = f1(rows(HERE / "acts" / f"{name}.jsonl"))
    assert pairs >= FLOORS[name]["pairs"]
    assert ids >= FLOORS[name]["ids"]


PATTERNS = [(lang, p) for lang in LANGUAGES if (words := act_words(lang)) for p in words.acts]


@pytest.mark.parametrize(("lang", "pattern"), PATTERNS, ids=lambda x: x if isinstance(x, str) else x.mark)
def test_a_pattern_means_what_it_says(lang: str, pattern: ActPattern) -> None:
    for text in pattern.means:
        assert pattern.act in {a.act for a in read(text, lang).treaties}, text
    for text in pattern.does_not_mean:
        assert pattern.act not in {a.act for a in read(text, lang).treaties}, text


def test_a_pattern_needs_sentences_of_both_kinds() -> None:
    with pytest.raises(ValueError, match="lacks sentences"):
        ActPattern("x", ("signed {noun}",), act="signed")


def test_a_pattern_builds_on_earlier_ones() -> None:
    with pytest.raises(ValueError, match="no earlier pattern"):
        ActWords([ActPattern("x", ("signed {noun}",))], {})


def test_an_accession_is_an_entry_into_force_of_the_contract() -> None:
    made = as_json(read("Fiji acceded to the North Atlantic Treaty on Monday.", "en"))
    (act,) = made["treaties"]
    assert act == {
        "kind": "mutual defence", "parties": ["FJI"], "act": "in_force", "by": "accession", "id": "NATO-1949"
    }  # fmt: skip
    assert "suspensions" not in made


def test_a_suspension_has_a_key_of_its_own() -> None:
    made = as_json(read("La Malaisie a suspendu son accord de défense avec Singapour.", "fr"))
    assert made["treaties"] == []
    assert [sorted(s["parties"]) for s in made["suspensions"]] == [["MYS", "SGP"]]


def test_who_does_it_is_not_all_the_parties() -> None:
    (act,) = read("Uruguay put an end to its security agreement with Paraguay.", "en").treaties
    assert (act.parties, act.by) == (("URY", "PRY"), ("URY",))


def test_the_treaty_is_that_of_the_sentence_before() -> None:
    text = "Kenya and Tanzania signed a defence pact on Monday. Kenya's parliament ratified the pact on Tuesday."
    signed, ratified = read(text, "en").treaties
    assert (ratified.act, set(ratified.parties), ratified.by) == ("ratified", set(signed.parties), ("KEN",))


def test_what_the_text_dates_before_its_news_is_recalled() -> None:
    (act,) = read("Finland joined NATO in 2023.", "en").treaties
    assert act.recalled


def test_leaving_a_body_is_leaving_all_the_treaties_that_its_membership_is() -> None:
    (act,) = read("Togo left ECOWAS on Tuesday.", "en").treaties
    assert act.every == load().organisations["ECOWAS"].treaties


@pytest.mark.parametrize("lang", treaty_languages())
def test_news_wording_is_found_where_it_says_so(lang: str) -> None:
    words = treaty_words(lang, news=True)
    for pattern in news_patterns(lang):
        for text in pattern.means:
            assert any(part.has(pattern.mark) for part in words.parts(text)), text
        for text in pattern.does_not_mean:
            assert not any(part.has(pattern.mark) for part in words.parts(text)), text


TERMS = [
    ("en", "An attack on one would be treated as an attack on both.", {"defence"}),
    ("en", "Each would come to the other's aid if attacked.", {"defence"}),
    ("en", "The two pledged not to attack each other.", {"nonaggression"}),
    ("en", "It obliges both sides to consult immediately in case of a threat.", {"consultation"}),
    ("en", "They would stay out of each other's wars.", {"neutrality"}),
    ("en", "It covers joint exercises and arms sales.", set()),
    ("en", "It does not oblige either side to send troops.", set()),
    ("fr", "Les deux pays s'engagent à se porter assistance en cas d'attaque.", {"defence"}),
    ("fr", "Toute attaque contre l'un sera considérée comme une attaque contre l'autre.", {"defence"}),
    ("fr", "Ils s'engagent à ne pas s'attaquer mutuellement.", {"nonaggression"}),
    ("fr", "Les deux États se consulteront en cas de menace.", {"consultation"}),
    ("fr", "Il prévoit la neutralité de chacun si l'autre est en guerre.", {"neutrality"}),
    ("fr", "Il porte sur des exercices communs et des ventes d'armes.", set()),
    ("fr", "Il n'oblige aucune des parties à envoyer des troupes.", set()),
]


@pytest.mark.parametrize(("lang", "text", "pledges"), TERMS)
def test_what_an_article_says_of_an_unknown_treaty(lang: str, text: str, pledges: set[str]) -> None:
    opening = {
        "en": "Chile and Fiji signed a treaty of friendship on Monday. ",
        "fr": "Le Chili et les Fidji ont signé lundi un traité d'amitié. ",
    }
    (act,) = (a for a in read(opening[lang] + text, lang).treaties if a.act == "signed")
    assert {term.pledge for term in act.terms if term.pledge} == pledges
    assert all(term.sentence == 1 for term in act.terms)


def test_what_is_said_of_another_matter_is_no_term() -> None:
    text = (
        "Chile and Fiji signed a treaty on Monday. The president left. Peru vowed to defend Bolivia if it is attacked."
    )
    (act,) = read(text, "en").treaties
    assert act.terms == ()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join), st.sampled_from(["en", "fr"]))
def test_any_words_are_read_and_every_span_lies_in_the_text(text: str, lang: str) -> None:
    for act in read(text, lang).treaties:
        spans = [act.span, *(term.span for term in act.terms)]
        assert all(0 <= low < high <= len(text) for low, high in spans)
        assert act.parties
        assert set(act.by) <= set(act.parties)
