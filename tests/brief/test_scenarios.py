"""What a brief asks of risk, reactions and precedents: by what the article tells of, with nothing imported."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.brief import Brief, brief
from foedus.brief.model import Finding
from foedus.document import Document
from foedus.lang import split


def made(text: str, day: str, lang: str = "en") -> Brief:
    return brief(Document("x", text, "en", split(text, "en"), published=date.fromisoformat(day)), lang=lang)


def found(value: Brief, key: str) -> Finding:
    return next(f for f in value.findings if f.key == key)


JOINED = "Finland joined NATO on Tuesday, when it deposited its instrument of accession to the North Atlantic Treaty."
STRUCK = (
    "The Indian army attacked Pakistan on Tuesday. Pakistan accused India of aggression. China called on India and"
    " Pakistan to show restraint. The United States supported India."
)


def test_without_a_listed_rival_the_likeliest_neighbour_attacks() -> None:
    risk = found(made(JOINED, "2023-04-04"), "escalation")
    assert any("neighbour" in said and "Russia" in said for said in risk.reasoning)
    assert any("Attack on Finland by Russia" in c.name for c in risk.figures)
    assert "would oblige" in risk.answer


def test_who_joins_is_compared_with_those_who_joined() -> None:
    value = found(made(JOINED, "2023-04-04"), "precedents")
    assert "accessions" in value.answer
    assert any("Spain" in row[0] and "North Atlantic Treaty" in row[0] for row in value.tables[0].rows)


def test_a_clash_is_the_news_and_not_the_support_that_a_side_finds() -> None:
    value = made(STRUCK, "2019-02-26")
    assert "attack" in value.title
    names = [c.name for c in found(value, "escalation").figures]
    assert any("Attack on Pakistan by India" in name for name in names)


def test_only_what_third_states_did_then_is_a_reaction() -> None:
    told = found(made(STRUCK, "2019-02-26"), "reactions").reasoning
    reported = [said for said in told if "already reports" in said]
    assert any("China" in said for said in reported)
    assert not any(said.startswith("Pakistan") for said in reported)  # a party to the clash


@pytest.mark.parametrize(
    ("text", "day"), [(STRUCK, "2019-02-26"), ("Algeria broke off diplomatic relations with Morocco.", "2021-08-24")]
)
def test_question_8_never_says_that_nothing_changes_where_something_happened(text: str, day: str) -> None:
    value = found(made(text, day), "precedents")
    assert value.answer != found(made("The weather was fine.", day), "precedents").answer
