"""The article of a page, without the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from foedus.errors import ReadingError
from foedus.reading import read_bytes, read_text

from .articles import FRENCH, page


def test_article_title_author_date_and_site() -> None:
    head = (
        "<meta property='article:published_time' content='2024-06-19T08:00:00+02:00'>"
        "<meta name='author' content='Anne Example'><meta property='og:site_name' content='Le Quotidien'>"
    )
    document = read_text(page(head=head), "a.html", ".html")
    assert document.title == "Oslo et Reykjavik signent un accord de pêche"
    assert (document.published, document.published_how) == (date(2024, 6, 19), "metadata")
    assert document.authors == ("Anne Example",)
    assert document.publisher == "Le Quotidien"
    assert "quotas de cabillaud" in document.text
    assert "Mentions légales" not in document.text
    assert "Sport" not in document.text


def test_each_sentence_of_the_page_is_a_sentence_of_the_document() -> None:
    document = read_text(page(), "a.html", ".html")
    found = {document.text[start:end] for start, end in document.sentences}
    assert {s.strip(" .") + "." for s in FRENCH.split(". ")} <= found


def test_a_date_to_come_is_not_believed() -> None:
    tomorrow = date.today() + timedelta(days=1)
    head = f"<meta property='article:published_time' content='{tomorrow}'>"
    document = read_text(page(head=head), "a.html", ".html")
    assert (document.published, document.published_how) == (None, "none")


def test_the_text_dates_a_page_whose_head_does_not() -> None:
    document = read_text(page("Publié le 19 juin 2024. " + FRENCH), "a.html", ".html")
    assert (document.published, document.published_how) == (date(2024, 6, 19), "text")


def test_the_charset_that_the_page_declares() -> None:
    html = page(head="<meta charset='windows-1252'>")
    assert "norvégienne" in read_bytes(html.encode("cp1252"), "a.html", ".html").text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><nav><a href='/'>Accueil</a></nav></body></html>",
        "<html><body><p>Connectez-vous pour lire la suite.</p></body></html>",
        "<html></html>",
        "<" * 500,
    ],
)
def test_a_page_without_an_article_says_so(html: str) -> None:
    with pytest.raises(ReadingError, match="without an article"):
        read_text(html, "a.html", ".html")


def test_scripts_and_styles_are_no_text() -> None:
    html = page(FRENCH).replace("<article>", "<article><script>alert('x')</script><style>p{color:red}</style>")
    text = read_text(html, "a.html", ".html").text
    assert "alert" not in text
    assert "color" not in text


def test_entities_in_the_title_are_characters_on_one_line() -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; l&#39;accord &#x1b;[31m&#10;de p&ecirc;che"
    document = read_text(page(title=title), "a.html", ".html")
    assert "\x1b" not in document.title
    assert "\n" not in document.title
    assert "l'accord" in document.title
