"""Bytes -> characters: the declared charset, then strict UTF-8, then what charset-normalizer makes of them."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ..errors import ReadingError

__all__ = ["characters", "cleaned", "declared_in_page", "decode", "is_clean", "one_line"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or a .docx, .odt or .epub, which are ZIP archives)"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
# What browsers do, too: pages that declare these are written in windows-1252.
_AS_WINDOWS = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"})
_WESTERN = "cp1252"
_BY_A_HAIR = 0.1  # of charset-normalizer's coherence, from 0 to 1
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # whatever the three above find
# What has no shape of its own: soft hyphens, joiners, marks of direction, tags. Inside a name it would hide the name.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
_MOST_CONTROLS = 0.02  # text has none; a sound or program file decoded by force has a quarter


def decode(data: bytes, where: str, declared: str = "") -> str:
    """The characters of `data`, cleaned. Raises ReadingError for what is no text, or has none."""
    return cleaned(characters(data, where, declared))


def characters(data: bytes, where: str, declared: str = "") -> str:
    """The characters of `data` as they stand. Raises ReadingError for what is no text, or has none."""
    if not data.strip():
        raise ReadingError(f"{where} is empty; give a file or page that holds an article")
    text = _marked(data)
    if text is None:
        text = _strict(data, declared)
    if text is None or "\0" in text:
        _refuse_binary(data, where)
        text = _strict(data, "utf-8") or _guessed(data, where)
    controls = len(_CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        raise _not_text(where)
    return text


def cleaned(text: str, invisible: bool = False) -> str:
    """The text as documents keep it: line ends are newlines, no byte order mark, no control character but newline and
    tab, no character without a shape (unless `invisible` ones may stay), accents composed (NFC).
    """
    if text.isascii() and text.isprintable():
        return text  # as most texts are: there is nothing to mend
    text = text.removeprefix("\ufeff")
    if not is_clean(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    if not (invisible or text.isprintable()):
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text)


def is_clean(text: str) -> bool:
    """Whether a text has no line end but newlines and no other control character."""
    return text.isprintable() or _UNCLEAN.search(text) is None


def one_line(text: str, invisible: bool = False) -> str:
    """A title, a name: cleaned (see there), with every run of blanks and line ends as one space."""
    if text.isalnum() and text.isascii():
        return text
    return " ".join(cleaned(text, invisible).split()) if text else ""


def declared_in_page(data: bytes) -> str:
    """The charset that a page declares in its first two kilobytes; empty if it declares none."""
    match = _META.search(data[:2048])
    return match.group(1).decode("ascii") if match else ""


def _marked(data: bytes) -> str | None:
    """The text of data that starts with a byte order mark."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], charset)
    return None


def _strict(data: bytes, charset: str) -> str | None:
    """The text, if the charset exists, is one of characters, and every byte fits it."""
    name = charset.strip().lower()
    if not name:
        return None
    try:
        return data.decode("windows-1252" if name in _AS_WINDOWS else name)
    except (UnicodeError, LookupError, ValueError):
        return None  # what is declared may be wrong: the next step decides


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadingError(f"{where} is {kind}, not text; save the article as .txt or .html and give that")
    if b"\0" in data:
        raise _not_text(where)


def _guessed(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    guesses = from_bytes(data)
    best = guesses.best()
    if best is None:
        raise _not_text(where)
    # Central European charsets differ from the one of French and English in few letters, and win by a hair at times.
    western = (g for g in guesses if g.encoding == _WESTERN and g.chaos <= best.chaos)
    return str(next((g for g in western if g.coherence > best.coherence - _BY_A_HAIR), best))


def _not_text(where: str) -> ReadingError:
    return ReadingError(f"{where} is binary data, not text; save the article as .txt or .html and give that")
