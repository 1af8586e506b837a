"""The reader of clauses: its phrases, its level on labelled clauses, what holds for any text."""

from __future__ import annotations

import importlib.util
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.clauses import Clause, read_clause, read_treaty
from foedus.errors import LanguageError, ReadingError
from foedus.lang.treaty import TreatyPattern, language_of, treaty_languages, treaty_words

HERE = Path(__file__).parent


def neighbour(name: str) -> ModuleType:
    """A module of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(f"clauses_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scoring = neighbour("scoring")
load = scoring.load
FLOORS = tomllib.loads((HERE.parent / "floors.toml").read_text(encoding="utf-8"))["clauses"]


@pytest.mark.parametrize("lang", treaty_languages())
def test_every_notion_is_found_where_it_must_be_and_nowhere_else(lang: str) -> None:
    known = treaty_words(lang)
    for pattern in known.patterns:
        for text in pattern.means:
            assert any(part.has(pattern.mark) for part in known.parts(text)), (pattern.mark, text)
        for text in pattern.does_not_mean:
            assert not any(part.has(pattern.mark) for part in known.parts(text)), (pattern.mark, text)


@pytest.mark.parametrize("lang", treaty_languages())
def test_every_word_of_a_phrase_is_one_word(lang: str) -> None:
    """`l'une` is two words of the text: as one alternative it would never be found."""
    apart = [
        (pattern.mark, word)
        for pattern in treaty_words(lang).patterns
        for text in pattern.phrases
        for element in text.split()
        for word in element.rstrip("?").split("|")
        if "'" in word[:-1]
    ]
    assert not apart


def test_the_languages_mark_the_same_notions() -> None:
    english, french = ({p.mark for p in treaty_words(lang).patterns} for lang in ("en", "fr"))
    assert english == french


def test_a_notion_without_both_kinds_of_example_does_not_load() -> None:
    with pytest.raises(ValueError, match="lacks sentences"):
        TreatyPattern("war", ("war",), ("War broke out.",), ())


def check(rows: list[dict[str, Any]], name: str) -> None:
    read = scoring.read_all(rows)
    found = scoring.scores(rows, read)
    below = {key: (found[key], floor) for key, floor in FLOORS[name].items() if found[key] < floor}
    assert not below, "\n".join([str(below), *scoring.wrong(rows, read)])


@pytest.mark.parametrize("name", ["en", "fr", "unusual_en", "unusual_fr", "examined", "en_aside", "fr_aside"])
def test_level_on_own_clauses(name: str) -> None:
    check(load(HERE / f"{name}.jsonl"), name)


def test_level_on_the_development_clauses(shared: Path) -> None:
    check(load(shared / "data" / "truth" / "clauses_dev.jsonl"), "dev")


@pytest.mark.parametrize("name", ["en", "fr"])
def test_the_language_of_a_clause_is_told(name: str) -> None:
    assert not [row["id"] for row in load(HERE / f"{name}.jsonl") if language_of(row["text"]) != name]


@pytest.mark.parametrize(
    "text",
    [
        "Die Vertragsparteien werden einander im Falle eines bewaffneten Angriffs mit allen Mitteln Beistand leisten.",
        "Договаривающиеся Стороны окажут друг другу помощь в случае вооружённого нападения.",
        "Las Partes se prestarán asistencia en caso de ataque armado contra una de ellas.",
    ],
)
def test_other_languages_are_not_taken_for_one_that_is_read(text: str) -> None:
    assert not language_of(text)


def test_no_language_and_no_words_are_errors() -> None:
    with pytest.raises(LanguageError, match="--lang"):
        read_clause("Las Partes se consultan.", "es")
    with pytest.raises(ReadingError):
        read_clause(" … ", "en")
    with pytest.raises(ReadingError):
        read_treaty("", "fr")


PIECES = [
    "the Parties shall", "each Party will", "not", "come to its assistance", "attack", "if", "unless", "Article 51",
    "consult", "neutrality", "in Europe", "with all the means at its disposal", "war", ";", ".", ",", "\n", "ten years",
    "chaque Partie", "s'engage à", "ne", "pas", "si", "prêtera assistance", "agression", "déclarer la guerre", "’", "«",
]  # fmt: skip
ANY = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=ANY, lang=st.sampled_from(["en", "fr"]))
def test_any_text_is_read(text: str, lang: str) -> None:
    if not any(c.isalnum() for c in text):
        return
    clause = read_clause(text, lang)
    holds(clause, text)
    for one in read_treaty(text, lang).articles:
        holds(one.clause, text[one.article.start : one.article.end])


def holds(clause: Clause, text: str) -> None:
    """What must be true of every reading."""
    assert (clause.military_aid == "none") == (not clause.defence and not clause.offence)
    assert all(0 <= start < end <= len(text) for start, end in clause.evidence)
    assert all(end < start for (_, end), (start, _) in zip(clause.evidence, clause.evidence[1:], strict=False))
    assert all(part is None or (part and part in text) for part in (clause.conditional, clause.geographic_scope))
    assert bool(clause.evidence) == bool(clause.spans)
    assert set(clause.pledges) <= set(clause.spans)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_time_grows_with_the_text(lang: str) -> None:
    """Twice the text takes no more than three times as long, also where no full stop parts it."""
    clause = " ".join(row["text"].rstrip(".") for row in load(HERE / f"{lang}.jsonl"))
    short, long = (seconds(clause * times, lang) for times in (4, 8))
    assert long < 3 * short


def seconds(text: str, lang: str) -> float:
    """The best of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        read_treaty(text, lang)
        taken.append(time.process_time() - start)
    return min(taken)
