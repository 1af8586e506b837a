"""Briefs of articles about treaty acts: who joins, leaves, suspends; a treaty that only the article knows."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.brief import Brief, brief
from foedus.document import Document
from foedus.lang import split

FIJI = (
    "Chile and Fiji signed a mutual defence treaty in Suva on Monday. Under the pact, an attack on one would be treated"
    " as an attack on both. The two countries would consult immediately if either is threatened. It is valid for five"
    " years. The president hailed a historic step."
)
FIDJI = (
    "Le Chili et les Fidji ont signé lundi à Suva un traité d'assistance mutuelle. Les deux pays s'engagent à se prêter"
    " une assistance militaire immédiate en cas d'agression. Ils se consulteront sans délai en cas de menace. Le pacte,"
    " conclu pour dix ans, vise aussi les attaques dans le Pacifique. Le président a salué une étape historique."
)


def made(text: str, lang: str, day: str, told: str = "") -> Brief:
    article = Document("t", text, lang, split(text, lang), published=date.fromisoformat(day), published_how="text")
    return brief(article, lang=told or lang)


def bound(value: Brief) -> str:
    return "\n".join((value.findings[1].answer, *value.findings[1].reasoning))


@pytest.mark.parametrize("told", ["en", "fr"])
@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("Finland formally joined NATO on Tuesday.", "en", "2023-04-04"),
        ("Turkey announced on Saturday that it was withdrawing from NATO.", "en", "2026-04-04"),
        ("L'Arménie a suspendu lundi sa participation à l'OTSC.", "fr", "2026-02-23"),
        ("Le Tchad a mis fin jeudi à son accord de défense avec la France.", "fr", "2024-11-28"),
        ("Senegal's parliament ratified a mutual assistance treaty with Gambia on Wednesday.", "en", "2026-02-11"),
        ("The defence treaty between Russia and North Korea entered into force on Wednesday.", "en", "2024-12-04"),
        (FIJI, "en", "2026-03-02"),
        (FIDJI, "fr", "2026-03-02"),
    ],
)  # fmt: skip
def test_every_act_has_its_brief_in_both_languages(text: str, lang: str, day: str, told: str) -> None:
    value = made(text, lang, day, told)
    assert len(value.findings) == 10
    assert all(f.answer and "{" not in f.answer for f in value.findings)


def test_who_joins_has_new_guarantors() -> None:
    value = made("Finland formally joined NATO on Tuesday.", "en", "2023-04-04")
    (partners,) = value.findings[1].figures
    assert (partners.before.value, partners.later) == (26, None)
    assert partners.after.value == 35
    assert "owe each other assistance" in value.findings[1].answer


def test_who_leaves_is_bound_until_the_notice_has_run() -> None:
    value = made("Turkey announced on Saturday that it was withdrawing from NATO.", "en", "2026-04-04")
    (partners,) = value.findings[1].figures
    assert partners.before.value == partners.after.value
    assert partners.later is not None
    assert (partners.later.value or 0) < (partners.after.value or 0)
    assert "4 April 2027" in value.findings[1].answer
    assert "12 months' notice (article 13)" in bound(value)
    assert any("until the notice has run" in cell for t in value.findings[1].tables for row in t.rows for cell in row)


def test_a_suspension_is_quoted_and_makes_the_pledges_disputed() -> None:
    value = made("L'Arménie a suspendu lundi sa participation à l'OTSC.", "fr", "2026-02-23")
    assert "« L'Arménie a suspendu lundi sa participation à l'OTSC. »" in bound(value).replace("\u00a0", " ")
    (partners,) = value.findings[1].figures
    assert (partners.after.value or 0) < (partners.before.value or 0)


def test_the_article_is_the_source_of_an_unknown_treaty() -> None:
    said = bound(made(FIJI, "en", "2026-03-02"))
    assert "an attack on one would be treated as an attack on both.” (sentence 2)" in said
    assert "“It is valid for five years.” (sentence 4)" in said
    assert "The article does not say: which aid is owed, under which conditions and where it applies." in said


def test_what_the_article_says_in_french() -> None:
    said = bound(made(FIDJI, "fr", "2026-03-02")).replace("\u00a0", " ")
    assert "Aide : automatique" in said
    assert "conclu pour dix ans, vise aussi les attaques dans le Pacifique. » (phrase 4)" in said
    assert "L'article ne dit pas : sous quelles conditions." in said


def test_an_act_on_a_treaty_that_the_facts_do_not_hold_is_told() -> None:
    value = made("Russia suspended its participation in the New START treaty on Tuesday.", "en", "2023-02-21")
    said = "\n".join(value.findings[0].reasoning)
    assert "suspended, by Russia (sentence 1)" in said


def test_only_the_parties_of_a_body_s_treaty_leave_it() -> None:
    text = "Le Mali, le Burkina Faso et le Niger ont annoncé dimanche leur retrait immédiat de la Cédéao."
    value = made(text, "fr", "2024-01-28")
    assert value.findings[1].answer.startswith("Le Burkina Faso et le Niger quittent le traité")


@pytest.mark.parametrize("told", ["en", "fr"])
def test_a_page_without_a_date_is_told_of_the_treaty_that_it_may_mean(told: str) -> None:
    text = "Russia and North Korea signed a mutual defence treaty in Pyongyang."
    article = Document("t", text, "en", split(text, "en"))
    found = brief(article, lang=told, today=date(2026, 3, 2)).findings[0]
    assert any("--date 2024-06-19" in line for line in found.reasoning)
    dated = Document("t", text, "en", split(text, "en"), published=date(2026, 3, 2), published_how="text")
    assert not any("--date" in line for line in brief(dated, lang=told).findings[0].reasoning)
