"""Briefs of the project's own examples: ten answers in order, the same figures in both languages, golden sentences."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from foedus.brief import Brief, brief
from foedus.brief.model import QUESTIONS
from foedus.reading import read

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")
EXAMPLES = ("pyongyang-2024", "riyad-islamabad-2025", "algiers-rabat-2021")
LANGUAGES = ("fr", "en")


@cache
def made(name: str, lang: str) -> Brief:
    return brief(read(str(ROOT / "examples" / f"{name}.txt")), lang=lang)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_ten_questions_in_order_each_answered(name: str, lang: str) -> None:
    findings = made(name, lang).findings
    assert [f.key for f in findings] == list(QUESTIONS)
    assert [f.question for f in findings] == list(range(1, 11))
    assert all(f.answer for f in findings)
    assert all("{" not in text for f in findings for text in (f.answer, *f.reasoning))


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_languages_say_the_same_with_the_same_figures(name: str) -> None:
    def values(lang: str) -> list[tuple[float | None, ...]]:
        return [
            tuple(figure.value if figure else None for figure in (c.before, c.after, c.later))
            for f in made(name, lang).findings
            for c in f.figures
        ]

    def shape(lang: str) -> list[tuple[int, int, int]]:
        return [(len(f.reasoning), len(f.tables), len(f.claims)) for f in made(name, lang).findings]

    assert values("fr") == values("en")
    assert shape("fr") == shape("en")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_number_without_its_basis(name: str) -> None:
    for finding in made(name, "en").findings:
        for change in finding.figures:
            for figure in (change.before, change.after, change.later):
                if figure is not None:
                    assert figure.basis or figure.exact
                    assert figure.interval or figure.exact


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_not_measured_names_the_command_that_would_bring_it(name: str) -> None:
    missing = [m for f in made(name, "en").findings for m in f.not_measured]
    assert missing
    assert all(reason and command.startswith("foedus ") for reason, command in missing)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_golden_sentences(name: str, lang: str) -> None:
    """The bold sentences are a fair summary; a change of them is a change that a reader sees.

    FOEDUS_GOLDEN=write rewrites the files; read the difference before you commit it.
    """
    value = made(name, lang)
    said = "\n".join([value.title, *value.summary, *(f"{f.question}. {f.answer}" for f in value.findings)]) + "\n"
    path = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("FOEDUS_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_a_rupture_binds_and_frees_nobody() -> None:
    value = made("algiers-rabat-2021", "en")
    assert "severed diplomatic relations" in value.findings[0].answer
    bound = value.findings[1]
    assert all(c.difference == 0 for c in bound.figures)


def test_an_article_without_events_is_said_to_have_none(tmp_path: Path) -> None:
    page = tmp_path / "essay.txt"
    words = "La mer monte et les saisons changent. Nul ne sait ce que feront les pêcheurs de ces îles demain. "
    page.write_text("Une méditation sur la mer\n\n" + words * 6, encoding="utf-8")
    value = brief(read(str(page)))
    assert value.coded.events == ()
    assert value.findings[0].answer.startswith("Aucun événement relevé")
    assert len(value.findings) == 10
