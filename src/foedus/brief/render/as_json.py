"""The brief as JSON, in the shape of the contract, with what the pages show beside it."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from ...evidence import as_source
from ...figure import Change, Figure
from ..model import Brief, Claim, Finding, Table
from ..used import datasets
from .view import about

__all__ = ["render", "tree"]

# Characters that reorder or control text stay in the data, but as escapes: no viewer obeys them.
LONE = re.compile("[\ud800-\udfff]")
HIDDEN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render(brief: Brief) -> str:
    """The brief as indented JSON text, ending in a newline."""
    packed = msgspec.json.format(msgspec.json.encode(_sound(tree(brief))), indent=2).decode()
    return HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", packed) + "\n"


def tree(brief: Brief) -> dict[str, Any]:
    """The brief as plain values."""
    from ... import coding

    return {
        "lang": brief.lang,
        "title": brief.title,
        "summary": list(brief.summary),
        "article": _article(brief),
        "events": coding.as_json(brief.coded)["events"],
        "findings": [_finding(f) for f in brief.findings],
        "unknowns": list(brief.unknowns),
        "basis": [{"title": title, "items": list(items)} for title, items in brief.basis],
        "datasets": msgspec.to_builtins(datasets(brief)),
        "method": dict(brief.method),
    }


def _sound(value: Any) -> Any:
    """The value with every lone surrogate, which no encoding takes, as the replacement character."""
    if isinstance(value, str):
        return LONE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _sound(held) for key, held in value.items()}
    return [_sound(held) for held in value] if isinstance(value, list | tuple) else value


def _article(brief: Brief) -> dict[str, Any]:
    document = brief.coded.document
    return {
        "id": document.id,
        "title": document.title,
        "lang": document.lang,
        "date": document.published.isoformat() if document.published else None,
        "url": document.url or None,
        "sentences": [document.text[start:end] for start, end in document.sentences],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "question": finding.question,
        "key": finding.key,
        "title": finding.title,
        "answer": finding.answer,
        "reasoning": list(finding.reasoning),
        "figures": [_change(c) for c in finding.figures],
        "tables": [_table(t) for t in finding.tables],
        "claims": [_claim(c) for c in finding.claims],
        "not_measured": [f"{reason}: {command}" for reason, command in finding.not_measured],
    }


def _change(change: Change) -> dict[str, Any]:
    """`interval` bounds `after`, `interval_difference` the last stage less the first; `sources` are those of all."""
    figures = [f for f in (change.before, change.after, change.later) if f]
    sources = dict.fromkeys(e for f in figures for e in f.basis)
    who = about(change)
    return {
        "name": change.name.partition(":")[0] if change.name.endswith(tuple(f":{c}" for c in who)) else change.name,
        "about": list(who),
        "before": change.before.value,
        "after": change.after.value,
        "later": change.later.value if change.later else None,
        "unit": change.after.unit,
        "interval": _bounds(change.after),
        "interval_before": _bounds(change.before),
        "interval_later": _bounds(change.later) if change.later else None,
        "interval_difference": list(change.spread) if change.spread else None,
        "exact": change.after.exact or None,
        "exact_before": change.before.exact or None,
        "sources": [{k: v for k, v in as_source(e).items() if v} for e in sources],
    }


def _bounds(figure: Figure) -> list[float] | None:
    return list(figure.interval) if figure.interval else None


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "note": table.note,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    """A claim; its sentence is numbered from 1, as in the brief."""
    return {
        "quote": claim.quote,
        "sentence": claim.sentence + 1,
        "speaker": claim.speaker,
        "restated": claim.restated,
        "verdict": claim.verdict,
        "reason": claim.reason,
        "sources": list(claim.sources),
    }
