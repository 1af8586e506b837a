"""The article with which foedus began, and a paragraph of each thing that a coder must leave alone."""

from datetime import date
from pathlib import Path

import pytest

from foedus.coding import as_json, code
from foedus.document import Document
from foedus.errors import LanguageError
from foedus.event import Coded
from foedus.factfiles import load
from foedus.lang import split

ARTICLE = Path(__file__).parents[2].parent / "shared" / "data" / "articles" / "pyongyang-2024.txt"


def read(text: str, lang: str = "fr", day: date | None = date(2024, 6, 20)) -> Coded:
    return code(Document("t", text, lang, split(text, lang), published=day), load())


@pytest.fixture(scope="module")
def article() -> Coded:
    if not ARTICLE.exists():
        pytest.skip("the article is not here")
    return read(ARTICLE.read_text(encoding="utf-8"))


def test_what_happened(article: Coded) -> None:
    found = {(e.type.value, e.actor, e.recipient, e.symmetric, e.mode) for e in article.events}
    assert found == {
        ("SUPPORT", ("RUS", "PRK"), (), True, None),
        ("CONSULT", ("RUS",), ("PRK",), False, "visit"),
    }
    assert all(e.place is not None and e.place.name == "Pyongyang" and e.place.state == "PRK" for e in article.events)


def test_treaty(article: Coded) -> None:
    (treaty,) = article.treaties
    assert (treaty.kind, set(treaty.parties), treaty.act) == ("mutual defence", {"RUS", "PRK"}, "signed")
    assert treaty.id == "RUS-PRK-2024"


def test_persons(article: Coded) -> None:
    states = {p.name: p.state for p in article.persons}
    assert states == {"Vladimir Poutine": "RUS", "Kim Jong-un": "PRK", "Go Myung Hyun": None}


def test_quotes(article: Coded) -> None:
    by_speaker = {q.speaker: q for q in article.quotes}
    assert by_speaker["Kim Jong-un"].text == "plus honnête ami et allié"  # who welcomes is who names
    assert by_speaker["Go Myung Hyun"].affiliation == "Institute for National Security Strategy"
    assert by_speaker["Go Myung Hyun"].state == "KOR"


def test_json_has_the_form_of_the_contract(article: Coded) -> None:
    made = as_json(article)
    assert list(made) == ["id", "lang", "date", "events", "persons", "quotes", "treaties"]
    assert made["events"][0]["date"] == "2024-06-20"
    assert made["treaties"][0]["id"] == "RUS-PRK-2024"


def test_leader_only_while_in_office() -> None:
    text = "François Hollande a rencontré le président ghanéen."
    assert read(text, day=date(2015, 6, 20)).events
    assert not read(text, day=date(2024, 6, 20)).events


def test_two_reports_are_one_event() -> None:
    text = "Le Panama a expulsé un diplomate cubain. Le Panama a expulsé jeudi le diplomate cubain."
    (event,) = read(text).events
    assert event.mentions == (1,)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le Panama va-t-il expulser un diplomate cubain ?"),
        ("fr", "L'Occident a condamné la Russie."),
        ("fr", "Le Panama avait expulsé un diplomate cubain en 2011."),
        ("fr", "Le Panama aurait expulsé un diplomate cubain."),
        ("en", "Panama may expel a Cuban diplomat."),
        ("en", "The West condemned Russia."),
        ("en", "Panama expelled a Cuban diplomat in 2011."),
        ("en", "If Panama expelled a Cuban diplomat, Havana would answer."),
    ],
)
def test_no_event(lang: str, text: str) -> None:
    assert read(text, lang).events == ()


@pytest.mark.parametrize("text", ["", "\n\n", "«", "a " * 5000, "que " * 400, "à" * 9000, "« “ \" ' ’ - -t-il l' U.S."])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_never_raises(lang: str, text: str) -> None:
    read(text, lang)


def test_unknown_language() -> None:
    with pytest.raises(LanguageError, match="'xx'"):
        code(Document("t", "x", "xx", ((0, 1),)), load())
