"""Fuzz target: any text, in any language that has a pack, of any day, is coded without a fault and coherently.

Usage: python fuzz/coder.py [CORPUS] -max_total_time=240
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "coding"), str(ROOT / "fuzz")]

with atheris.instrument_imports(include=["foedus"]):
    from invariants import broken
    from words import day_of, text_of

    from foedus.coding import as_json, code
    from foedus.document import Document
    from foedus.factfiles import load
    from foedus.lang import split
    from foedus.reading.decode import cleaned

RECORD = load()


def one(data: bytes) -> None:
    """A document out of the bytes, coded twice."""
    provider = atheris.FuzzedDataProvider(data)
    text, lang = text_of(provider)
    day = day_of(provider)
    text = cleaned(text)
    document = Document("a", text, lang, split(text, lang), published=day)
    domestic = (None, True, False)[provider.ConsumeIntInRange(0, 2)]
    coded = code(document, RECORD, domestic)
    faults = broken(coded)
    if faults or as_json(code(document, RECORD, domestic)) != as_json(coded):
        raise AssertionError(f"{lang} {day} {text!r}: {faults or 'not the same twice'}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
