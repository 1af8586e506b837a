"""Texts out of the fuzzer's bytes: raw characters, or words and pieces of sentences in any order."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from foedus.lang import LANGUAGES, lexicon

__all__ = ["SEEDS", "day_of", "text_of"]

SEEDS = Path(__file__).resolve().parents[1] / "tests" / "coding" / "fresh"
MARKS = (
    ", ", ". ", " ", " – ", " « ", " » ", " “", "” ", ' "', "? ", "! ", "; ", ": ", " (", ") ", "\n\n", "\n", "… ",
    "’", "'", "-", "\t", "\u00a0", "\u202e", "\u200b", "\ufeff", " 2 ", " 19 ", " 2024 ", "19/06/2024", "Inc. ",
    "\u0301",
)  # fmt: skip
LANGS = tuple(LANGUAGES)


@cache
def _sentences(lang: str) -> tuple[list[str], ...]:
    """Sentences of the tests, in words."""
    path = SEEDS / f"{lang}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(json.loads(line)["text"].split(" ") for line in lines) or (["."],)


@cache
def _vocabulary(lang: str) -> tuple[str, ...]:
    """The words of those sentences, and the words that the lexicon knows."""
    real = dict.fromkeys(word for sentence in _sentences(lang) for word in sentence)
    known = sorted(lexicon(lang).words)
    return (*real, *known[:: max(1, len(known) // 60_000)])


def _piece(data: Any, lang: str) -> str:
    """A run of words of a sentence, often all of it."""
    found = _sentences(lang)
    sentence = found[data.ConsumeIntInRange(0, len(found) - 1)]
    if data.ConsumeBool():
        return " ".join(sentence)
    start = data.ConsumeIntInRange(0, len(sentence) - 1)
    return " ".join(sentence[start : start + data.ConsumeIntInRange(1, 12)])


def text_of(data: Any) -> tuple[str, str]:
    """A text and its language. `data` is atheris' FuzzedDataProvider."""
    lang = LANGS[data.ConsumeIntInRange(0, len(LANGS) - 1)]
    if data.ConsumeProbability() < 0.15:
        return data.ConsumeUnicode(4000), lang
    words = _vocabulary(lang)
    parts = []
    for _ in range(data.ConsumeIntInRange(1, 60)):
        kind = data.ConsumeIntInRange(0, 9)
        if kind < 2:
            parts.append(MARKS[data.ConsumeIntInRange(0, len(MARKS) - 1)])
        elif kind == 2:
            parts.append(data.ConsumeUnicode(4))
        elif kind < 6:
            parts.append(" " + _piece(data, lang))
        else:
            parts.append(" " + words[data.ConsumeIntInRange(0, len(words) - 1)])
    return "".join(parts), lang


def day_of(data: Any) -> dt.date | None:
    """A day between 1800 and 2025, or none."""
    if data.ConsumeBool():
        return None
    return dt.date(1800, 1, 1) + dt.timedelta(days=data.ConsumeIntInRange(0, 82_000))
