"""JSON records, one or many."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from foedus.errors import ReadingError
from foedus.reading import jsonfile, lines, opened, read_record, read_text

from .articles import ENGLISH, FRENCH


def test_a_record_with_every_field() -> None:
    document = read_text(
        json.dumps(
            {
                "id": 7,
                "text": FRENCH,
                "date": "2024-06-19",
                "lang": "fr-FR",
                "title": "Un accord",
                "url": "https://e.org/7",
            }
        ),
        "a.json",
        ".json",
    )
    assert (document.id, document.lang, document.title, document.url) == ("7", "fr", "Un accord", "https://e.org/7")
    assert (document.published, document.published_how) == (date(2024, 6, 19), "metadata")
    assert document.text == FRENCH


def test_a_record_with_its_text_alone() -> None:
    document = read_record(json.dumps({"text": ENGLISH, "date": None, "more": [1]}).encode(), "a.jsonl:3")
    assert (document.id, document.lang, document.published) == ("a.jsonl:3", "en", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"text": "a",\n  "id": tru}', "line 2, column"),
        ('{"text": "a"', "line 1, column 13"),
        ("{" * 5, "not JSON at line 1"),
        ('{"x": ' + "[" * 100_000, "not JSON at line 1"),
        ('{"id": "a"}', "missing required field `text`"),
        ('{"text": 5}', r"\$\.text"),
        ('["a"]', "is not a record"),
        ('{"text": " \\n "}', "empty text"),
        ('{"text": "Le texte.", "date": "bientôt"}', "not a date"),
    ],
)
def test_what_is_no_record_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        read_text(text, "a.json", ".json")


def test_lines_are_numbered_and_blank_ones_skipped() -> None:
    assert list(lines(io.BytesIO(b'{"a"}\n\n  \n{"b"}'), "x")) == [("x:1", b'{"a"}\n'), ("x:4", b'{"b"}')]


def test_a_line_too_long_costs_that_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonfile, "LIMIT", 10)
    found = list(lines(io.BytesIO(b"x" * 95 + b"\nshort\n"), "x"))
    assert [place for place, _line in found] == ["x:1", "x:2"]
    assert len(found[0][1]) == 11
    assert found[1][1] == b"short\n"


def test_compressed_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"one\ntwo\n"))
    with opened(path) as stream:
        assert [line for _place, line in lines(stream, "a")] == [b"one\n", b"two\n"]


@pytest.mark.parametrize("data", [gzip.compress(b"one\n" * 1000)[:-9], b"no gzip at all"])
def test_a_broken_archive_says_how_far_it_was_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match="cannot be read beyond line"), opened(path) as stream:
        list(lines(stream, "a"))
