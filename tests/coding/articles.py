"""Persons, quotes and treaty acts of labelled articles against what the coder finds in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["labels", "persons", "quotes", "treaties"]

Pairs = tuple[int, int, int]  # right, found, wanted


def labels(folder: Path, lang: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The labelled articles of a folder in a language, each with its text."""
    for path in sorted(folder.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        if label["lang"] == lang:
            yield label, (folder / label["file"]).read_text(encoding="utf-8")


def persons(label: Mapping[str, Any], coded: Mapping[str, Any]) -> Pairs:
    """A person is right with the family name and the state or body that he or she stands for."""
    wanted = {(_family(p["name"]), p["state"]) for p in label["persons"]}
    found = {(_family(p["name"]), p["state"]) for p in coded["persons"]}
    return len(wanted & found), len(found), len(wanted)


def quotes(label: Mapping[str, Any], coded: Mapping[str, Any]) -> Pairs:
    """A quote is right if one of the same speaker, for the same state or body, is found."""
    left = [(_family(q["speaker"]), _codes(q["state"])) for q in coded["quotes"]]
    found, right = len(left), 0
    for quote in label["quotes"]:
        hit = next((f for f in left if _speaks(f, quote["speaker"], _codes(quote["state"]))), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right, found, len(label["quotes"])


def treaties(label: Mapping[str, Any], coded: Mapping[str, Any]) -> Pairs:
    """An act on a treaty is right with its act, its parties and the kind of the treaty."""
    wanted = {(t["act"], frozenset(t["parties"]), t["kind"]) for t in label["treaties"] if t["act"]}
    found = {(t["act"], frozenset(t["parties"]), t["kind"]) for t in coded["treaties"]}
    return len(wanted & found), len(found), len(wanted)


def _family(name: str) -> str:
    return name.rpartition(" ")[2].casefold()


def _codes(state: str | None) -> frozenset[str]:
    """The states for which somebody speaks; several ministers speak for several."""
    return frozenset((state or "").split(",")) - {""}


def _speaks(found: tuple[str, frozenset[str]], speaker: str, code: frozenset[str]) -> bool:
    """Whether a quote is of that speaker: the name, or, of a body or of somebody without a name, whom it stands for."""
    person = speaker[:1].isupper() and " " in speaker
    return found[1] == code and (not person or found[0] == _family(speaker) or bool(code))
