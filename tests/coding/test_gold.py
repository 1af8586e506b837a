"""The coder against the hand-labelled sentences and articles; the floors only go up."""

import importlib.util
import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from foedus.coding import as_json, code
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import split

SHARED = Path(__file__).parents[2].parent / "shared"
GOLD = SHARED / "data" / "gold"
_ALL = tomllib.loads((Path(__file__).parents[1] / "floors.toml").read_text(encoding="utf-8"))
FLOORS, IN_ARTICLES = _ALL["coding"], _ALL["in_articles"]

SETS = {
    "fr": ("events_fr_dev.jsonl",),
    "en": ("events_en_news_dev.jsonl", "events_en_dev.jsonl", "events_en_neg_dev.jsonl"),
    "en_news": ("events_en_news_dev.jsonl",),
    "articles": ("articles_dev_events.jsonl",),
}


def records(name: str) -> list[dict]:
    rows = []
    for file in SETS[name]:
        rows += [json.loads(line) for line in (GOLD / file).read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        row["text"] = row["text"] or (GOLD / "articles_dev" / row["file"]).read_text(encoding="utf-8")
    return rows


def scores(name: str, folder: Path) -> dict:
    rows = records(name)
    found = []
    for row in rows:
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        text, lang = row["text"], row["lang"]
        found.append(as_json(code(Document(row["id"], text, lang, split(text, lang), published=day), load())))
    gold, coded = folder / "gold.jsonl", folder / "coded.jsonl"
    gold.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    coded.write_text("".join(json.dumps(r) + "\n" for r in found), encoding="utf-8")
    scorer = SHARED / "tools" / "score_events.py"
    command = [sys.executable, str(scorer), str(gold), str(coded), "--json", "--actors", str(GOLD / "actor_codes.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # its own arguments
    return json.loads(run.stdout)


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled sentences are not here")
@pytest.mark.parametrize("name", SETS)
def test_floors(name: str, tmp_path: Path) -> None:
    reached, floor = scores(name, tmp_path), FLOORS[name]
    assert reached["type"]["micro"]["f1"] >= floor["type"]
    assert reached["triple"]["micro"]["f1"] >= floor["triple"]
    assert (reached["false_event"]["rate"] or 0.0) <= floor["false_event"]


def _measures() -> ModuleType:
    """`articles.py` of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location("articles", Path(__file__).parent / "articles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled articles are not here")
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("what", ["persons", "quotes", "treaties"])
def test_articles(what: str, lang: str) -> None:
    """Persons and treaty acts by F1; quotes by recall, since the labels hold only the chief ones."""
    measures = _measures()
    right = found = wanted = 0
    for label, text in measures.labels(GOLD / "articles_dev", lang):
        day = date.fromisoformat(label["published"])
        coded = as_json(code(Document(label["id"], text, lang, split(text, lang), published=day), load()))
        one = getattr(measures, what)(label, coded)
        right, found, wanted = right + one[0], found + one[1], wanted + one[2]
    reached = right / wanted if what == "quotes" else 2 * right / (found + wanted)
    assert reached >= IN_ARTICLES[lang][what]
