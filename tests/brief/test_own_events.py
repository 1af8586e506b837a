"""Questions 6 and 7 by events of the user's own: from what `foedus code` writes to sentences and figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from foedus.brief import Brief, brief
from foedus.brief.model import Finding
from foedus.datasets.importing import import_folder
from foedus.reading import read

ROOT = Path(__file__).resolve().parents[2]
SCORES = {"SUPPORT": 5.0, "ACCUSE": -2.0, "COERCE": -6.0, "CONSULT": 2.5}
START, DAYS = date(2021, 1, 1), 1264  # to the eve of the article, 18 June 2024


def line(day: int, actor: str, recipient: str, kind: str) -> str:
    when = (START + timedelta(days=day)).isoformat()
    event = {
        "type": kind, "actor": [actor], "recipient": [recipient], "symmetric": False, "status": "happened",
        "intensity": SCORES[kind], "confidence": 0.9, "date": when,
    }  # fmt: skip
    return json.dumps({"id": f"{day}-{actor}-{kind}", "lang": "en", "date": when, "events": [event]})


def stream() -> Iterator[str]:
    """Pacts of North Korea that South Korea, its rival, answers within three days; between the two Koreas little for
    three years, then an act of coercion every other day."""
    random = np.random.default_rng(5)
    for n, day in enumerate(range(20, DAYS - 60, 40)):
        yield line(day, "PRK", ("RUS", "CHN", "IRN")[n % 3], "SUPPORT")
        yield line(day + int(random.integers(1, 4)), "KOR", "PRK", "ACCUSE")
    for day in random.integers(0, DAYS, 200).tolist():
        yield line(day, "FRA", "DEU", "CONSULT")
    for day in range(DAYS - 56, DAYS, 2):
        yield line(day, "PRK", "KOR", "COERCE")


@pytest.fixture(scope="module")
def value(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brief]:
    file = tmp_path_factory.mktemp("files") / "events.jsonl"
    file.write_text("\n".join(stream()) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        assert import_folder(file).took
        yield brief(read(str(ROOT / "examples" / "pyongyang-2024.txt")), lang="en")


def found(value: Brief, key: str) -> Finding:
    return next(f for f in value.findings if f.key == key)


def test_rivals_are_seen_to_react(value: Brief) -> None:
    reactions = found(value, "reactions")
    assert "rivals reacted sooner" in reactions.answer
    told = next(said for said in reactions.reasoning if said.startswith("After"))
    assert "events coded by foedus" in told
    assert "accusation" in told
    assert not reactions.not_measured
    assert any("rivals" in row[0] for table in reactions.tables for row in table.rows)


def test_tension_has_risen(value: Brief) -> None:
    risk = found(value, "escalation")
    told = next(said for said in risk.reasoning if "tension stands at" in said)
    assert "rose on" in told
    assert "2024" in told
    figure = next(c.after for c in risk.figures if c.name.startswith("Tension"))
    assert (figure.value or 0.0) > 0.9
    assert figure.interval
    assert any("own_events" in str(e) for e in figure.basis)
