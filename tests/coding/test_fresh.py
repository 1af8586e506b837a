"""How well the coder does on sentences labelled from the guidelines by authors who had not seen its vocabulary.

Most have since been used to improve it, and those in Spanish are by the author of the pack: their floors guard against
regressions, and do not say how the coder does on text that is new to it. That is what the sets named `unseen` are for:
nobody has looked at what the coder makes of each of their sentences, only at the scores. Keep it so.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from foedus.coding import as_json, code
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import LANGUAGES, split

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE.parent / "floors.toml").read_text(encoding="utf-8"))["fresh"]


def _neighbour(name: str) -> ModuleType:
    """A module of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


scoring = _neighbour("scoring")


def labels(name: str) -> list[dict[str, Any]]:
    lines = (HERE / "fresh" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def coded(label: dict[str, Any]) -> dict[str, Any]:
    text, lang = label["text"], label["lang"]
    day = date.fromisoformat(label["date"]) if label["date"] else None
    return as_json(code(Document(label["id"], text, lang, split(text, lang), published=day), load()))


@pytest.mark.parametrize("name", FLOORS)
def test_the_coder_keeps_its_level(name: str) -> None:
    found = scoring.score((label, coded(label)) for label in labels(name))
    floor = FLOORS[name]
    assert found["type"] >= floor["type"]
    assert found["triple"] >= floor["triple"]
    assert found["false_events"] <= floor["false_events"]


def test_every_set_has_its_floors_and_every_language_a_set() -> None:
    assert {path.stem for path in (HERE / "fresh").glob("*.jsonl")} == set(FLOORS)
    assert set(LANGUAGES) <= set(FLOORS)


@pytest.mark.parametrize(("lang", "number", "each"), [("fr", 130, 5), ("en", 130, 5), ("es", 40, 1)])
def test_every_type_has_its_sentences_and_a_fifth_have_no_event(lang: str, number: int, each: int) -> None:
    found = labels(lang)
    types = [event["type"] for label in found for event in label["events"]]
    assert len(found) == len({label["id"] for label in found}) == number
    assert len(set(types)) == 16
    assert all(types.count(kind) >= each for kind in types)
    assert sum(not label["events"] for label in found) >= number / 5


def test_a_mutual_event_counts_whichever_party_is_named_first() -> None:
    label = {"events": [{"type": "CONSULT", "actor": ["PER", "CHL"], "recipient": [], "symmetric": True}]}
    answer = {"events": [{"type": "CONSULT", "actor": ["CHL"], "recipient": ["PER"], "symmetric": False}]}
    assert scoring.score([(label, answer)])["triple"] == 1.0


def test_the_wrong_direction_costs_the_triple_but_not_the_type() -> None:
    label = {"events": [{"type": "ACCUSE", "actor": ["PER"], "recipient": ["CHL"]}]}
    answer = {"events": [{"type": "ACCUSE", "actor": ["CHL"], "recipient": ["PER"]}]}
    found = scoring.score([(label, answer)])
    assert found["type"] == 1.0
    assert found["triple"] == 0.0


def test_an_optional_event_is_neither_asked_for_nor_held_against_the_coder() -> None:
    event = {"type": "REQUEST", "actor": ["PER"], "recipient": ["CHL"]}
    label = {"events": [], "optional": [event]}
    assert scoring.score([(label, {"events": [event]})])["false_events"] == 0.0
    assert scoring.score([({"events": []}, {"events": [event]})])["false_events"] == 1.0
