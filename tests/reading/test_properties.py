"""Whatever comes in, a document or an error of foedus comes out; and every span lies in the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.document import Document
from foedus.errors import FoedusError
from foedus.reading import KINDS, read_bytes, read_record, read_text

from .articles import ENGLISH, FRENCH, page

kinds = st.sampled_from(["", *KINDS])
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.sampled_from([FRENCH, ENGLISH, page(), '{"id": "a", "text": "' + FRENCH + '", "date": "2024-06-19"}'])


def spans_hold(document: Document) -> None:
    assert all(0 <= start < end <= len(document.text) for start, end in document.sentences)
    assert all(end <= start for (_, end), (start, _) in pairwise(document.sentences))
    assert all(document.text[start:end].strip() for start, end in document.sentences)


def text_is_clean(text: str) -> None:
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not text.startswith("\ufeff")


@many
@given(st.binary(max_size=400), kinds)
def test_any_bytes(data: bytes, kind: str) -> None:
    try:
        document = read_bytes(data, "a", kind)
    except FoedusError:
        return
    spans_hold(document)
    text_is_clean(document.text)


@many
@given(seeds, st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=6)), max_size=8), kinds)
def test_articles_with_damaged_bytes(text: str, damage: list[tuple[int, bytes]], kind: str) -> None:
    data = bytearray(text.encode())
    for place, piece in damage:
        data[place : place + len(piece)] = piece
    try:
        document = read_bytes(bytes(data), "a", kind)
    except FoedusError:
        return
    spans_hold(document)
    text_is_clean(document.text)


@many
@given(st.text(), st.sampled_from(["fr", "en"]), st.sampled_from([".txt", ".md"]))
def test_any_text_in_a_known_language(text: str, lang: str, kind: str) -> None:
    document = read_text(text, "a", kind, lang=lang)
    spans_hold(document)
    text_is_clean(document.text)
    covered = "".join(document.text[start:end] for start, end in document.sentences)
    assert "".join(covered.split()) == "".join(document.text.split())


@many
@given(st.binary(max_size=200))
def test_any_line_of_records(line: bytes) -> None:
    with pytest.raises(FoedusError):
        read_record(b"{" + line, "a:1")
