"""Fuzz target: whatever bytes come in, a document or an error of foedus comes out, and every span lies in the text.

Usage: python fuzz/reader.py [CORPUS] -max_total_time=240
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

with atheris.instrument_imports(include=["foedus"]):
    from foedus.batch import items
    from foedus.batch.work import Settings, document_of
    from foedus.document import Document
    from foedus.errors import FoedusError
    from foedus.reading import read_bytes, read_record

ARTICLES = ("", ".txt", ".md", ".html", ".json")
FILES = (".jsonl", ".jsonl.gz", ".csv", ".xml", ".warc")
FOLDER = Path(tempfile.mkdtemp(prefix="foedus-fuzz-"))


def one(data: bytes) -> None:
    """The first byte says as what the others are read."""
    kinds = (*ARTICLES, "record", *FILES)
    kind, body = kinds[(data[0] if data else 0) % len(kinds)], data[1:]
    if kind in FILES:
        path = FOLDER / f"a{kind}"
        path.write_bytes(body)
        for item in items([str(path)]):
            try:
                check(document_of(item, Settings()))
            except FoedusError:
                continue
        return
    try:
        document = read_record(body, "a:1") if kind == "record" else read_bytes(body, "a", kind)
    except FoedusError:
        return
    check(document)


def check(document: Document) -> None:
    """Spans lie in the text, in order; the text is clean."""
    text, spans = document.text, document.sentences
    if not all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans):
        raise AssertionError(f"{text!r}: spans {spans} do not fit it")
    if not all(end <= start for (_, end), (start, _) in pairwise(spans)):
        raise AssertionError(f"{text!r}: spans {spans} overlap")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise AssertionError(f"{text!r} is not clean")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
