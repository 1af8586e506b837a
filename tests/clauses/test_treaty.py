"""Whole treaties: their articles, what the text states of itself, the proposal for the facts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.clauses import TreatyText, article_rows, proposal, read_treaty
from foedus.factcheck import check
from foedus.factfiles import FACTS, load, read

ENGLISH = """TREATY OF MUTUAL ASSISTANCE
between the French Republic and the Kingdom of Sweden

The Government of the French Republic and the Government of the Kingdom of Sweden,

Desiring to strengthen peace, and mindful of the Treaty with Denmark,

Have agreed as follows:

CHAPTER I - ASSISTANCE

Article 1
Peaceful settlement

The Parties shall refrain in their mutual relations from the use of force. This is without regard to
Article 33 of the Charter.

ARTICLE II. - Should either Party be the object of an armed attack, the other shall come to its assistance with all its
forces, at its request, under
Article 51 of the Charter of the United Nations.

Art. 3

If peace in the Baltic Sea is threatened, the Parties shall consult without delay.

CHAPTER II - FINAL CLAUSES

Article 4

This Treaty is concluded for ten years and shall be renewed tacitly for periods of five years unless it is denounced
with twelve months' notice. It shall be kept secret.

IN WITNESS WHEREOF the undersigned have signed this Treaty.

Done at Stockholm, this nineteenth day of June, one thousand nine hundred and fifty-one, in two originals.
"""

FRENCH = """TRAITÉ D'ASSISTANCE MUTUELLE
entre la République française et le Royaume de Suède

Le Gouvernement de la République française et le Gouvernement du Royaume de Suède,

Désireux d'affermir la paix, et rappelant le traité conclu avec le Danemark,

Sont convenus de ce qui suit :

Article premier

Les Parties s'abstiennent de recourir à la force l'une contre l'autre.

Article II

Si l'une des Parties est attaquée sans provocation de sa part, l'autre lui prête assistance par tous les moyens.

Article 3

Le présent Traité est conclu pour une durée de vingt ans ; il peut être dénoncé moyennant un préavis de six mois.

Fait à Stockholm, le 19 juin 1951, en double exemplaire.
"""


@pytest.fixture
def english() -> TreatyText:
    return read_treaty(ENGLISH, "en")


def test_articles_by_every_kind_of_head(english: TreatyText) -> None:
    assert [one.article.number for one in english.articles] == ["1", "2", "3", "4"]
    assert [one.clause.pledges for one in english.articles] == [("nonaggression",), ("defence",), ("consultation",), ()]


def test_a_heading_is_no_part_of_the_article(english: TreatyText) -> None:
    first = english.articles[0].article
    assert first.title == "Peaceful settlement"
    assert english.text[first.start : first.end].startswith("The Parties shall refrain")


def test_chapters_and_the_closing_are_no_part_of_an_article(english: TreatyText) -> None:
    texts = [english.text[one.article.start : one.article.end] for one in english.articles]
    assert not any("CHAPTER" in text or "WITNESS" in text for text in texts)


def test_what_the_text_states_of_itself(english: TreatyText) -> None:
    assert english.title.startswith("TREATY OF MUTUAL ASSISTANCE between the French Republic")
    assert (english.signed, english.place) == ("1951-06-19", "Stockholm")


def test_offsets_count_from_the_start_of_the_file(english: TreatyText) -> None:
    row = article_rows("treaty", english)[1]
    assert row["id"] == "treaty-2"
    said = [english.text[start:end] for start, end in row["evidence"]]
    assert any("armed attack" in text or "attack" in text for text in said)
    assert "Article 51" in said


def test_terms_beyond_the_contract(english: TreatyText) -> None:
    clause = english.articles[3].clause
    assert (clause.duration_years, clause.renewal, clause.renewal_years) == (10, "tacit", 5)
    assert (clause.notice_months, clause.secret) == (12, True)


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("Article unique. Les Parties se consultent.", "fr", ["1"]),
        ("Article 1. They meet. Article 2. They consult under Article 4. Article 3. They part.", "en", ["1", "2", "3"]),
        ("1. The Parties meet.\n2. The Parties consult.", "en", ["1", "2"]),
        ("The Parties shall consult.", "en", [""]),
        ("Article XIV\n\nThey meet.\n\nArticle XV\n\nThey part.", "en", ["14", "15"]),
        ("Article 1\n\nThey meet.\n\nArticle 1 bis\n\nThey part.", "en", ["1", "1bis"]),
        ("Article 1\n\nThey meet.\n\nANNEX\n\nArticle 1\n\nThey part.", "en", ["1", "1 (2)"]),
    ],
)
def test_numbering(text: str, lang: str, numbers: list[str]) -> None:
    assert [one.article.number for one in read_treaty(text, lang).articles] == numbers


def filled(text: str) -> str:
    """A proposal with what a reviewer adds: nothing of what is there is taken away."""
    for empty, full in (('fr = ""', 'fr = "relu"'), ('en = ""', 'en = "read"'), ('ref = ""', 'ref = "UNTS 1"')):
        text = text.replace(empty, full)
    return text


@pytest.mark.parametrize(("text", "lang"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_a_proposal_passes_the_check_once_its_gaps_are_filled(text: str, lang: str, tmp_path: Path) -> None:
    made = proposal(read_treaty(text, lang), load(), "treaty.txt")
    tree = tomllib.loads(made)
    assert tree["id"] == "FRA-SWE-1951"
    assert [party["state"] for party in tree["party"]] == ["FRA", "SWE"]
    assert "in_force" not in tree
    for name in ("states.csv", "areas.toml"):
        (tmp_path / name).write_bytes((FACTS / name).read_bytes())
    folder = tmp_path / "treaties"
    folder.mkdir()
    path = folder / "FRA-SWE-1951.toml"
    path.write_text(made, encoding="utf-8")
    record, problems = read(tmp_path)
    assert not problems
    assert [p for p in check(record, tmp_path) if p.file.startswith("treaties/")]
    path.write_text(filled(made), encoding="utf-8")
    record, problems = read(tmp_path)
    assert not problems
    assert not [p for p in check(record, tmp_path) if p.file.startswith("treaties/")]
    assert record.treaties["FRA-SWE-1951"].pledges("defence")[0].article == "2"


def test_a_proposal_says_what_it_does_not_know() -> None:
    tree = tomllib.loads(proposal(read_treaty("Article 1\n\nThe Parties shall meet.", "en"), load(), "talks.txt"))
    assert tree["id"] == "TALKS"
    assert tree["signed"] == "0001/9999"
    assert "party" not in tree
    assert tree["title"] == {"en": "", "fr": ""}
    for words in ("day of signature is not stated", "No party could be told", "No pledge was found"):
        assert words in tree["note"]["en"]


def test_the_words_of_a_pledge_stand_in_its_note() -> None:
    tree = tomllib.loads(proposal(read_treaty(FRENCH, "fr"), load(), "traité.txt"))
    defence = next(o for o in tree["obligation"] if o["pledge"] == "defence")
    assert defence["condition"] == {"en": "", "fr": "sans provocation de sa part"}
    assert "article 2" in defence["note"]["fr"]
    assert "attaquée" in defence["note"]["fr"]
    assert tree["term"] == {"article": "3", "years": 20, "notice_months": 6}


@pytest.mark.parametrize(
    ("text", "lang", "terms"),
    [
        (
            "It is concluded for five years and renewed tacitly, save for six months' notice.",
            "en",
            (5, "tacit", None, 6),
        ),
        (
            "It has an initial duration of ten (10) years, renewable for periods of 5 years.",
            "en",
            (10, "express", 5, None),
        ),
        ("It remains in force until the expiration of one year from its denunciation.", "en", (None, None, None, None)),
        ("After five years either Party may propose its revision.", "en", (None, None, None, None)),
        ("It shall endure for a five-year term.", "en", (5, None, None, None)),
        ("Il est conclu pour cinq ans et reconduit tacitement, sauf préavis de six mois.", "fr", (5, "tacit", None, 6)),
        ("Il est conclu pour quatre-vingt-dix-neuf ans.", "fr", (99, None, None, None)),
        (
            "Il durera quinze ans et sera prorogé de cinq ans en cinq ans s'il n'est pas dénoncé.",
            "fr",
            (15, "tacit", 5, None),
        ),
        ("L'accord est valable trente-six mois.", "fr", (None, None, None, None)),
    ],
)
def test_terms(text: str, lang: str, terms: tuple[object, ...]) -> None:
    clause = read_treaty(text, lang).articles[0].clause
    found = (clause.duration_years, clause.renewal, clause.renewal_years, clause.notice_months)
    assert found == terms


def test_a_day_known_to_the_month() -> None:
    text = "Article 1\n\nThey meet.\n\nDone at Athens, September 2021."
    assert read_treaty(text, "en").signed == "2021-09"
