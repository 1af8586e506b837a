"""`foedus brief`: forms, files, the language and the date asked for."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from .conftest import Run
from .texts import TREATY, TREATY_EN, TREATY_ES


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TREATY, encoding="utf-8")
    return path


def test_the_events_of_the_article_and_its_date(run: Run, article: Path) -> None:
    outcome = run("brief", article, "--format", "json")
    brief = json.loads(outcome.out)
    assert (outcome.exit, outcome.err) == (0, "")
    assert brief["article"]["date"] == "2024-03-12"
    assert brief["article"]["title"] == "Oslo et Varsovie signent un traité"
    assert {code for event in brief["events"] for code in event["actor"]} >= {"NOR", "POL", "FRA"}


def test_the_date_asked_for_wins(run: Run, article: Path) -> None:
    outcome = run("brief", article, "--format", "json", "--date", "2023-01-02")
    assert json.loads(outcome.out)["article"]["date"] == "2023-01-02"


def test_the_language_of_the_brief_is_the_articles_unless_asked(run: Run, article: Path) -> None:
    assert json.loads(run("brief", article, "--format", "json").out)["lang"] == "fr"
    assert json.loads(run("brief", article, "--format", "json", "--lang", "en").out)["lang"] == "en"
    assert json.loads(run("brief", "-", "--format", "json", stdin=TREATY_EN.encode()).out)["lang"] == "en"


def test_a_language_that_is_read_and_not_written_is_said_to_be_so(run: Run) -> None:
    outcome = run("brief", "-", "--format", "json", stdin=TREATY_ES.encode())
    brief = json.loads(outcome.out)
    assert (outcome.exit, brief["lang"], brief["article"]["lang"]) == (0, "en", "es")
    assert outcome.err == "foedus: foedus reads Spanish and does not write it: the brief is in English\n"
    assert {code for event in brief["events"] for code in event["actor"]} >= {"NOR", "POL", "FRA"}
    assert "reads and does not write" in outcome.out
    assert "in Warsaw" in brief["title"], "places are named in the language of the brief"
    assert run("brief", "-", "--lang", "fr", stdin=TREATY_ES.encode()).err == ""


@pytest.mark.parametrize(
    ("name", "start"), [("b.json", "{"), ("b.html", "<!doctype html>"), ("b.md", "# "), ("b.txt", "")]
)
def test_the_ending_of_the_file_gives_the_form(run: Run, article: Path, name: str, start: str) -> None:
    target = article.with_name(name)
    outcome = run("brief", article, "-o", target)
    assert (outcome.exit, outcome.out, outcome.err) == (0, "", "")
    assert target.read_text(encoding="utf-8").lower().startswith(start)
    assert "Varsovie" in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) & stat.S_IRUSR
    assert sorted(p.name for p in article.parent.iterdir()) == sorted({"article.txt", name}), (
        "no temporary file is left"
    )


def test_a_form_that_the_ending_does_not_tell(run: Run, article: Path) -> None:
    assert run("brief", article, "-o", article.with_name("b.pdf")).exit == 2
    assert run("brief", article, "--format", "md", "-o", article.with_name("b.pdf")).exit == 0


def test_a_file_stays_as_it_was_when_the_brief_fails(run: Run, article: Path) -> None:
    target = article.with_name("b.md")
    target.write_text("the brief of yesterday")
    article.write_bytes(b"")
    assert run("brief", article, "-o", target).exit == 1
    assert target.read_text() == "the brief of yesterday"


def test_a_folder_that_is_not_there(run: Run, article: Path) -> None:
    outcome = run("brief", article, "-o", article.parent / "none" / "b.md")
    assert outcome.exit == 1
    assert "cannot be written" in outcome.one_line()


def test_draws_with_one_seed_give_the_same_brief(run: Run, article: Path) -> None:
    one, other = (run("brief", article, "--format", "json", "--draws", "10", "--seed", "3") for _ in range(2))
    assert one.exit == other.exit == 0
    assert one.out == other.out


def test_help_has_an_example(run: Run) -> None:
    for command in ("brief", "code", "doctor"):
        outcome = run(command, "--help")
        assert outcome.exit == 0
        assert f"Example: foedus {command}" in outcome.out
