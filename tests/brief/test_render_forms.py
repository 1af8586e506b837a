"""What every form of a brief owes its reader: the ten questions in order, each figure with its sources, no harm."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from sample import HOSTILE, labels, sample

from foedus import coding
from foedus.brief.model import QUESTIONS, Brief, Table
from foedus.brief.render import FORMS, Form, render, terminal
from foedus.evidence import as_source
from foedus.figure import Change

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(autouse=True)
def events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "as_json", lambda _coded: {"events": [{"type": "SUPPORT"}]}, raising=False)


def plain(text: str) -> str:
    """The words of a form: entities, escapes and breaks of lines undone."""
    for one, other in (("&#39;", "'"), ("&amp;", "&"), ("\u2019", "'"), ("\\", "")):
        text = text.replace(one, other)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_ten_questions_in_order_each_with_its_answer(form: Form, lang: str) -> None:
    brief = sample(lang)
    text = plain(render(brief, form))
    start = text.rindex(plain(brief.findings[0].title)) if form == "html" else 0
    places = []
    for finding in brief.findings:
        place = text.index(plain(finding.answer), start)
        assert plain(finding.title) in text
        places.append(place)
        start = place
    assert len(places) == 10
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize("form", FORMS)
def test_every_source_of_every_figure_is_reachable(form: Form) -> None:
    brief = sample("en")
    text = plain(render(brief, form))
    for finding in brief.findings:
        for change in finding.figures:
            for evidence in _basis(change):
                source = as_source(evidence)  # type: ignore[arg-type]
                key = source["ref"].partition(": ")[2] or source["ref"].split(" ")[0]
                assert key in text if source["kind"] != "sentence" else source["text"] in text
                if source["kind"] in ("treaty", "dataset"):
                    assert source["text"] in text


def _basis(change: Change) -> list[object]:
    figures = [f for f in (change.before, change.after, change.later) if f]
    return [e for f in figures for e in f.basis]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_same_brief_same_text(form: Form, lang: str) -> None:
    assert render(sample(lang), form) == render(sample(lang), form)


@pytest.mark.parametrize("form", FORMS)
def test_no_control_or_reordering_character_survives(form: Form) -> None:
    text = render(sample("fr", HOSTILE), form)
    assert not BIDI.search(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    text.encode("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_missing_parts_leave_no_trace(form: Form) -> None:
    full = sample("fr")
    bare = msgspec.structs.replace(full, pictures=type(full.pictures)(), unknowns=(), basis=(), method=())
    text = render(bare, form)
    assert "None" not in text
    assert full.title.split(" ")[0] in text


def test_the_two_languages_show_the_same_numbers() -> None:
    def numbers(lang: str) -> list[list[Any]]:
        tree = json.loads(render(sample(lang), "json"))
        return [
            [(c["before"], c["after"], c["later"], c["interval"], c["unit"]) for c in f["figures"]]
            for f in tree["findings"]
        ]

    assert numbers("fr") == numbers("en")
    cells = re.compile(r"\d+[.,]\d+")
    french = {n.replace(",", ".") for n in cells.findall(terminal.render(sample("fr"), 200))}
    assert {"21.9", "25.3", "3.5", "0.32"} <= french & set(cells.findall(terminal.render(sample("en"), 200)))


def test_the_packs_hold_the_same_labels_with_the_same_fields() -> None:
    french, english = dict(labels("fr")), dict(labels("en"))
    assert french.keys() == english.keys()
    field = re.compile(r"\$\w+")
    for key, words in french.items():
        assert sorted(field.findall(words)) == sorted(field.findall(english[key])), key


def test_only_the_form_asked_for_is_imported() -> None:
    code = (
        "import sys; from foedus.brief.render import FORMS; assert FORMS == ('terminal', 'md', 'html', 'json');"
        "assert not {'rich', 'jinja2'} & set(sys.modules); import foedus.brief.render.markdown;"
        "assert not {'rich', 'jinja2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


# --- JSON ----------------------------------------------------------------------------------------------------


def test_json_has_the_shape_of_the_contract() -> None:
    brief = sample("fr")
    tree = json.loads(render(brief, "json"))
    assert {"article", "events", "findings", "method"} <= tree.keys()
    assert tree["events"] == [{"type": "SUPPORT"}]
    assert tree["article"]["sentences"][1] == brief.coded.document.sentence(1).text
    assert [(f["question"], f["key"]) for f in tree["findings"]] == [(i + 1, k) for i, k in enumerate(QUESTIONS)]
    figure = tree["findings"][2]["figures"][0]
    assert (figure["name"], figure["about"], figure["unit"]) == ("behind", ["PRK"], "share")
    assert (figure["before"], figure["later"], figure["interval_later"]) == (0.2187, 0.2534, [0.2401, 0.2688])
    assert {s["kind"] for f in tree["findings"] for c in f["figures"] for s in c["sources"]} == {
        "sentence", "treaty", "dataset", "model",
    }  # fmt: skip
    assert tree["findings"][3]["not_measured"][0].endswith(": foedus data import DIR")
    assert tree["method"]["command"].startswith("foedus brief ")


def test_json_keeps_the_articles_words_and_escapes_what_reorders_them() -> None:
    packed = render(sample("fr", HOSTILE), "json")
    assert "\\u202e" in packed
    assert "<script>alert(1)</script>" in json.loads(packed)["article"]["sentences"][0]


# --- the terminal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 132])
def test_terminal_keeps_to_its_width(width: int) -> None:
    for brief in (sample("fr"), sample("en"), sample("fr", HOSTILE)):
        assert max(map(len, terminal.render(brief, width).splitlines())) <= width


def test_terminal_has_colour_codes_only_when_asked() -> None:
    assert "\x1b[" not in terminal.render(sample("fr"), 80)
    assert "\x1b[" in terminal.render(sample("fr"), 80, colour=True)


def test_terminal_breaks_no_line_before_a_unit() -> None:
    for width in range(40, 100, 3):
        lines = terminal.render(sample("fr"), width).splitlines()
        assert not [line for line in lines if line.strip().startswith(("%", ":", ";"))]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_terminal_loses_no_word_of_a_table(width: int) -> None:
    brief = sample("en")
    cells = tuple(f"{word} then{i} intergovernmental{i}" for i, word in enumerate("abcdef"))
    table = Table("wide", tuple(f"heading{i}" for i in range(6)), (cells,))
    finding = msgspec.structs.replace(brief.findings[0], tables=(table,))
    text = terminal.render(msgspec.structs.replace(brief, findings=(finding, *brief.findings[1:])), width)
    for cell in (*table.header[1:], *cells):
        assert all(word in text for word in cell.split())


def test_terminal_cuts_a_long_table_and_says_so() -> None:
    brief = sample("en")
    table = msgspec.structs.replace(brief.findings[1].tables[0], rows=(("a", "b", "c", "d"),) * 50)
    finding = msgspec.structs.replace(brief.findings[1], tables=(table,))
    long: Brief = msgspec.structs.replace(brief, findings=(brief.findings[0], finding, *brief.findings[2:]))
    assert "40 more" in terminal.render(long, 80)
    assert render(long, "md").count("| a | b | c | d |") == 50


# --- Markdown ------------------------------------------------------------------------------------------------


def test_markdown_passes_no_markup_of_the_article() -> None:
    markdown_it = pytest.importorskip("markdown_it")
    text = render(sample("fr", HOSTILE), "md")
    assert "<" not in text
    page = markdown_it.MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("<h2>") == 14  # three sentences, ten questions, what is not known, basis, the article


def test_markdown_line_starts_are_no_markup() -> None:
    from foedus.brief.render.markdown import escape

    assert escape("# title") == "\\# title"
    assert escape("1. item") == "1\\. item"
    assert escape("- item\n> quote") == "\\- item &gt; quote"
    assert escape("--- rule") == "\\--- rule"
    assert escape("+3.5 points") == "+3.5 points"
    assert escape("21.9%") == "21.9%"
    assert escape("2024 was a year") == "2024 was a year"
