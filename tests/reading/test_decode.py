"""Bytes become the characters that were written, or a refusal."""

from __future__ import annotations

import gzip

import pytest

from foedus.errors import ReadingError
from foedus.reading.decode import cleaned, declared_in_page, decode

TEXT = (
    "L’Élysée a reçu le traité signé à Yaoundé : « un jour d’été », dit-on. Où, à qui, pour combien de pêcheurs ? " * 3
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_charsets_that_nobody_declares(charset: str) -> None:
    assert decode(TEXT.encode(charset), "a.txt") == TEXT


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16-le", "mac-roman", "iso-8859-15"])
def test_declared_charset_is_taken(charset: str) -> None:
    text = TEXT.replace("’", "'")
    assert decode(text.encode(charset), "a.txt", charset) == text


def test_latin_1_means_what_browsers_take_it_for() -> None:
    assert decode(b"l\x92accord", "a.html", "ISO-8859-1") == "l’accord"


@pytest.mark.parametrize("declared", ["utf-8", "no-such-charset", "base64", "ascii"])
def test_a_wrong_declaration_does_not_prevent_reading(declared: str) -> None:
    assert "traité" in decode(TEXT.encode("cp1252"), "a.txt", declared)


def test_the_charset_of_a_page_is_found() -> None:
    assert declared_in_page(b'<html><head><meta charset="windows-1252">') == "windows-1252"
    assert (
        declared_in_page(b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">') == "iso-8859-15"
    )
    assert declared_in_page(b"<html><p>charset=none</p>") == ""


def test_controls_go_and_line_ends_are_one() -> None:
    assert cleaned("\ufeffun\r\ndeux\rtrois\x00\x1b[31m\tquatre\x9f\x7f") == "un\ndeux\ntrois[31m\tquatre"


def test_accents_are_composed() -> None:
    assert cleaned("Core\u0301e") == "Corée"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x00\x01\x02" * 100, "binary"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (gzip.compress(b"article " * 50), "gzip"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        decode(data, "a.txt")
