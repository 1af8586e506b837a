"""Isolation and influence in briefs: layer by layer, promised or in force, and what articles claim of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.brief import Brief, Claim, brief
from foedus.document import Document
from foedus.lang import split

PACT = (
    "PYONGYANG, June 19, 2024 – Russian President Vladimir Putin and North Korean leader Kim Jong Un signed a mutual"
    " defence treaty in Pyongyang on Wednesday. With the treaty, Russia gains influence in Pyongyang at China's"
    " expense. The treaty ends North Korea's isolation."
)
PACTE = (
    "PYONGYANG, 19 juin 2024 – Le président russe, Vladimir Poutine, et le dirigeant nord-coréen, Kim Jong-un, ont"
    " signé mercredi à Pyongyang un traité de défense mutuelle. Avec ce traité, la Russie gagne de l'influence à"
    " Pyongyang aux dépens de la Chine. Ce traité sort la Corée du Nord de son isolement."
)
LEAVING = (
    "ANKARA, April 4, 2026 – Turkey announced on Saturday that it was withdrawing from NATO. Russia gains influence in"
    " Ankara at the expense of the United States."
)
MEASURES = "PARIS, March 3, 2025 – France imposed sanctions on Georgia on Monday. Georgia is emerging from isolation."


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))


def made(text: str, lang: str, day: str) -> Brief:
    article = Document("t", text, lang, split(text, lang), published=date.fromisoformat(day), published_how="text")
    return brief(article, lang=lang, draws=50)


def claim(value: Brief, words: str) -> Claim:
    return next(c for f in value.findings for c in f.claims if words in c.quote)


@pytest.mark.parametrize(
    ("text", "lang", "gain", "isolation", "promised"),
    [
        (PACT, "en", "expense", "isolation", "Promised, not observed: Russia would gain and China keep what it has"),
        (PACTE, "fr", "dépens", "isolement", "Promis, non observé\u00a0: la Russie gagnerait et la Chine garderait"),
    ],
)
def test_a_signed_pact_is_promised_and_an_addition(
    text: str, lang: str, gain: str, isolation: str, promised: str
) -> None:
    value = made(text, lang, "2024-06-19")
    at_the_expense = claim(value, gain)
    assert at_the_expense.verdict == "in_part"
    assert promised in at_the_expense.reason
    ends = claim(value, isolation)
    assert ends.verdict == "in_part"
    assert "25" in ends.reason


def test_the_share_of_a_patron_has_an_interval_and_a_layer() -> None:
    value = made(PACT, "en", "2024-06-19")
    influence, isolation = (next(f for f in value.findings if f.key == k) for k in ("influence", "isolation"))
    share = next(c for c in influence.figures if c.name == "share_defence:RUS")
    assert share.before.value == share.after.value == 0
    assert share.later is not None
    assert share.spread is not None
    assert share.spread[0] <= (share.later.value or 0) <= share.spread[1]
    cover = next(c for c in isolation.figures if c.name == "cover:PRK")
    assert cover.measurable is True
    assert cover.spread is not None
    assert isolation.tables[0].rows[0][1] == "guarantors in case of attack"
    assert {command for _, command in isolation.not_measured}


def test_a_patron_that_gains_nothing_is_no_gain() -> None:
    found = claim(made(LEAVING, "en", "2026-04-04"), "expense")
    assert found.verdict == "contradicted"
    assert "the United States would lose and Russia not gain" in found.reason


def test_measures_are_about_the_one_they_are_taken_against() -> None:
    value = made(MEASURES, "en", "2025-03-03")
    isolation = next(f for f in value.findings if f.key == "isolation")
    assert isolation.answer.startswith("Georgia is more isolated on these layers: states that take measures")
    assert claim(value, "emerging").verdict == "contradicted"
