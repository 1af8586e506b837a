"""What anything that foedus shows may rest on: four small values, the `sources` of the contract."""

from __future__ import annotations

import msgspec

__all__ = ["Clause", "Estimate", "Evidence", "Row", "Sentence", "as_source"]


class Sentence(msgspec.Struct, frozen=True, tag="sentence", tag_field="kind"):
    """A sentence of the article: its number (from 1), its place in the document's text, its words."""

    number: int
    start: int
    end: int
    text: str


class Clause(msgspec.Struct, frozen=True, tag="treaty", tag_field="kind"):
    """An article of a treaty that the facts hold, with the public source behind it."""

    treaty: str
    article: str
    source: str = ""


class Row(msgspec.Struct, frozen=True, tag="dataset", tag_field="kind"):
    """A row of a table: the table's name (with its version or year), the row's key, the source that it cites."""

    table: str
    key: str
    source: str = ""


class Estimate(msgspec.Struct, frozen=True, tag="model", tag_field="kind"):
    """The output of an estimated model."""

    model: str
    version: str
    seed: int | None = None


Evidence = Sentence | Clause | Row | Estimate


def as_source(evidence: Evidence) -> dict[str, str]:
    """The evidence as a `sources` entry of the contract: kind, ref and, where there is one, text."""
    match evidence:
        case Sentence(number=number, text=text):
            return {"kind": "sentence", "ref": f"sentence {number}", "text": text}
        case Clause(treaty=treaty, article=article, source=source):
            return {"kind": "treaty", "ref": f"{treaty} art. {article}" if article else treaty, "text": source}
        case Row(table=table, key=key, source=source):
            return {"kind": "dataset", "ref": f"{table}: {key}", "text": source}
        case Estimate(model=model, version=version, seed=seed):
            return {"kind": "model", "ref": f"{model} {version}", "text": f"seed {seed}"}
