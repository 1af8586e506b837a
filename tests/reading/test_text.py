"""Plain text and Markdown."""

from __future__ import annotations

from datetime import date

from foedus.reading.text import read_markdown, read_plain

from .articles import FRENCH


def test_the_title_is_the_first_heading() -> None:
    assert read_plain(f"Oslo et Reykjavik s'entendent\n\n{FRENCH}").title == "Oslo et Reykjavik s'entendent"


def test_the_name_of_a_section_is_no_title() -> None:
    assert read_plain(f"International\n\nUn accord de pêche à Oslo\n\n{FRENCH}").title == "Un accord de pêche à Oslo"


def test_a_date_is_no_title() -> None:
    draft = read_plain(f"Mercredi 19 juin 2024\n\nUn accord de pêche à Oslo\n\n{FRENCH}")
    assert (draft.title, draft.published, draft.published_how) == (
        "Un accord de pêche à Oslo",
        date(2024, 6, 19),
        "text",
    )


def test_an_article_that_starts_at_once_has_no_title() -> None:
    assert read_plain(FRENCH).title == ""
    assert read_plain(f"{FRENCH}\n\nUn intertitre plus bas\n\n{FRENCH}").title == ""


def test_nothing_of_a_plain_text_is_left_out() -> None:
    text = f"# Pas une marque\n\n{FRENCH} *étoile*"
    assert read_plain(text).text == text


def test_markdown_keeps_words_and_drops_marks() -> None:
    draft = read_markdown(
        "# Un **accord** de [pêche](https://example.org)\n\n![carte](carte.png)\n\n> Oslo a *signé* le __texte__.\n\n"
        "<b>Reykjavik</b> aussi.\n\n```\ncode\n```\n\n---\n\n## Suite\n\nsnake_case_name et 2 * 3 * 4 restent.\n"
    )
    assert draft.title == "Un accord de pêche"
    assert draft.text.split("\n\n") == [
        "Un accord de pêche", "", "Oslo a signé le texte.", "Reykjavik aussi.", "", "", "Suite",
        "snake_case_name et 2 * 3 * 4 restent.\n",
    ]  # fmt: skip
