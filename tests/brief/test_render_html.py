"""The page: whole in itself, accessible, and deaf to what a hostile article puts into it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html
from sample import HOSTILE, sample

from foedus.brief.render import render


def page(lang: str = "fr", hostile: str = "") -> html.HtmlElement:
    return html.document_fromstring(render(sample(lang, hostile), "html"))


@pytest.mark.parametrize("hostile", ["", HOSTILE])
def test_nothing_runs_and_nothing_is_fetched(hostile: str) -> None:
    tree = page("fr", hostile)
    assert not tree.xpath(
        "//script | //iframe | //object | //embed | //img | //form | //base | //*[local-name()='use']"
    )
    names = {name for element in tree.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "xlink:href")]
    links = set(tree.xpath("//@href"))
    assert all(link.startswith("#") or link == "data:," for link in links)
    assert not re.search(r"url\(|@import|@font-face", tree.xpath("string(//style)"))


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    tree = page()
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    digest = b64encode(sha256(tree.xpath("string(//style)").encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "unsafe" not in policy


def test_the_articles_markup_is_shown_not_obeyed() -> None:
    tree = page("fr", HOSTILE)
    assert "<script>alert(1)</script> &lt;b&gt; &amp;" in tree.xpath("string(//li[@id='s1'])")
    assert "{{ 7*7 }}" in tree.xpath("string(//li[@id='s1'])")
    assert len(tree.xpath("//section[@class='question']")) == 10


def test_every_link_has_its_target_once() -> None:
    tree = page()
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)
    assert tree.xpath("//p/a[@href='#s2']")  # a sentence named in the reasoning


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_questions_are_numbered_sections_in_order(lang: str) -> None:
    tree = page(lang)
    assert tree.get("lang") == lang
    assert tree.xpath("//section[@class='question']/@id") == [f"q{n}" for n in range(1, 11)]
    assert [e.text for e in tree.xpath("//section[@class='question']//span[@class='number']")] == [
        str(n) for n in range(1, 11)
    ]
    assert len(tree.xpath("//section[@class='question']/p[@class='answer']/strong")) == 10


def test_tables_have_captions_and_each_figure_its_sources() -> None:
    tree = page()
    assert all(table.xpath("caption") for table in tree.xpath("//table"))
    for section in tree.xpath("//section[@class='question']"):
        figures = section.xpath(".//table[@class='figures']/tbody/tr")
        assert len(figures) == len(section.xpath("./div[@class='sources']/details[.//li]"))


def test_verdicts_are_words_and_shapes() -> None:
    badges = [e.text_content().strip() for e in page("en").xpath("//p[starts-with(@class, 'badge')]")]
    assert badges == ["◐ supported in part", "× contradicted", "○ cannot be checked here"]


def test_what_is_not_measured_names_the_command() -> None:
    found = page("en").xpath("//section[@id='q4']//ul[@class='missing']/li")
    assert found[0].text_content().startswith("Not measured: arms transfers")
    assert found[0].xpath("string(code)") == "foedus data import DIR"


def test_pictures_have_words_for_those_who_do_not_see_them() -> None:
    tree = page()
    for name in ("world", "inset", "graph"):
        (svg,) = tree.xpath(f"//svg[@aria-labelledby='{name}-title {name}-desc']")
        assert svg.xpath(f"string(.//*[@id='{name}-title'])")
        assert svg.xpath(f"string(.//*[@id='{name}-desc'])")
    assert len(tree.xpath("//figure[@id='map']/details//tbody/tr")) >= 5
