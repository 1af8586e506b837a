"""Why a sentence was coded so: verdicts, marks, pages in the document's language."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli as tomllib
from hypothesis import given
from hypothesis import strategies as st

from foedus import explain as pages
from foedus.coding import code, explain
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import split

LABELS: dict[str, Any] = tomllib.loads((Path(pages.__file__).parent / "labels.toml").read_text(encoding="utf-8"))


def document(text: str, lang: str = "en") -> Document:
    return Document("d", text, lang, split(text, lang), published=date(2024, 5, 7))


@pytest.mark.parametrize(
    ("text", "pattern", "verdict"),
    [
        ("Norway recalled its ambassador to Peru.", "sanction-recall", "coded"),
        ("Norway did not recall its ambassador to Peru.", "sanction-recall", "clause"),
        ("The teacher recalled her ambassador.", "sanction-recall", "parties"),
        ("Norway recalled its holidays in Peru.", "sanction-recall", "object"),
    ],
)
def test_what_became_of_a_pattern(text: str, pattern: str, verdict: str) -> None:
    found = [one for s in explain(document(text), load()) for c in s.clauses for one in c.considered]
    assert {one.verdict for one in found if one.pattern == pattern} == {verdict}


def test_why_a_clause_is_silent() -> None:
    texts = {
        "Norway might recall its ambassador to Peru.": "hypothesis",
        "Norway did not recall its ambassador to Peru.": "negated",
        "Norway recalled its ambassador to Peru in 1998.": "background",
    }
    for text, reason in texts.items():
        (sentence,) = explain(document(text), load())
        assert reason in {clause.silent for clause in sentence.clauses}, text


def test_the_events_are_those_of_the_coder() -> None:
    text = "Norway recalled its ambassador to Peru. Lima had accused Oslo of spying on Monday. Who knows?"
    found = document(text)
    explained = explain(found, load())
    assert {e for s in explained for e in s.events} == set(code(found, load()).events)
    assert [s.number for s in explained] == [0, 1, 2]


@given(st.text(alphabet=st.sampled_from("Norway recalled its ambassador to Peru, «\"».'é <&>\n"), max_size=200))
def test_the_marks_make_up_the_sentence(text: str) -> None:
    found = document(text)
    for explained, shown in zip(
        explain(found, load()), pages.page(found, explain(found, load())).sentences, strict=True
    ):
        assert "".join(piece.text for piece in shown.pieces) == explained.text


def test_nothing_of_the_document_is_markup() -> None:
    found = document("Norway <script>alert(1)</script> recalled its ambassador to <b>Peru</b>.")
    page = pages.render_html([pages.page(found, explain(found, load()))])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_page_speaks_the_language_of_its_document() -> None:
    found = document("La Norvège a rappelé son ambassadeur au Pérou.", "fr")
    shown = pages.render_text(pages.page(found, explain(found, load())))
    assert "Phrase 1: La [Norvège] {a rappelé} son ambassadeur au [Pérou]." in shown
    assert "codé" in shown


def test_both_languages_have_the_same_labels() -> None:
    def keys(tree: dict[str, Any], head: str = "") -> set[str]:
        return {
            k for name, v in tree.items() for k in (keys(v, f"{head}{name}.") if isinstance(v, dict) else {head + name})
        }

    assert keys(LABELS["fr"]) == keys(LABELS["en"])
