"""What an article may not bring into a rendered brief: control characters and marks that reorder text."""

from __future__ import annotations

import re

__all__ = ["clean", "one_line", "typeset"]

# C0 and C1 controls but tab and newline (a terminal obeys them), the bidirectional embeddings and isolates (they
# make a line read otherwise than it is written), lone surrogates (no encoding takes them), noncharacters.
BARRED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef]")
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


def clean(text: str) -> str:
    """The text without terminal escapes, control characters and bidirectional overrides."""
    return BARRED.sub("", ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def typeset(text: str) -> str:
    """The cleaned text with an apostrophe inside a word as printers set it: for prose, never for a command."""
    return re.sub(r"(?<=\w)'(?=\w)", "\u2019", clean(text))


def one_line(text: str) -> str:
    """The cleaned text with every run of blanks but the no-break ones as one space."""
    return re.sub(r"[ \t\n\u2028\u2029]+", " ", clean(text)).strip(" ")
