"""Events of the user's own: what `foedus code` writes becomes a stream, whatever form it was written in."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from foedus.batch.tables import COLUMNS, event_rows, write_csv
from foedus.datasets.importing import import_folder
from foedus.errors import DataError
from foedus.factfiles import load
from foedus.forecasts.tension.streams import imported, reaching


def event(kind: str, actors: list[str], recipients: list[str], day: str | None, **more: object) -> dict[str, object]:
    return {
        "type": kind, "mode": None, "contexts": [], "actor": actors, "recipient": recipients, "symmetric": False,
        "actor_sector": [], "recipient_sector": [], "date": day, "place": None, "status": "happened",
        "intensity": -2.0, "confidence": 0.9, "pattern": None, "sentence": 0, "span": [0, 5], "text": "x", **more,
    }  # fmt: skip


LINES = [
    {"id": "a", "lang": "en", "date": "2021-08-25", "events": [
        event("ACCUSE", ["DZA"], ["MAR"], "2021-08-24"),
        event("SUPPORT", ["FRA", "GRC"], [], "2021-08", symmetric=True, intensity=5.0),
        event("CONSULT", ["RUS"], ["PRK"], "2021-08-18/2021-08-19", intensity=4.0),
        event("THREATEN", ["ISR"], ["SYR", "NATO"], None, intensity=-3.5),
        event("MOBILIZE", ["TUR"], [], "2021-08-20"),
    ]},
    {"id": "b", "lang": "en", "date": "2021-08-26", "events": []},
    {"id": "c", "error": "not text"},
]  # fmt: skip

WANTED = {
    (date(2021, 8, 24), "DZA", "MAR", "ACCUSE", -2.0),
    (date(2021, 8, 1), "FRA", "GRC", "SUPPORT", 5.0),
    (date(2021, 8, 1), "GRC", "FRA", "SUPPORT", 5.0),
    (date(2021, 8, 18), "RUS", "PRK", "CONSULT", 4.0),
    (date(2021, 8, 25), "ISR", "SYR", "THREATEN", -3.5),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def lines() -> list[bytes]:
    return [json.dumps(line).encode() for line in LINES]


def as_lines(path: Path) -> None:
    path.with_suffix(".jsonl").write_bytes(b"\n".join(lines()) + b"\n")


def as_packed_lines(path: Path) -> None:
    path.with_suffix(".jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines())))


def as_table(path: Path) -> None:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as target:
        write_csv((row for line in lines() for row in event_rows(line)), COLUMNS, target)


@pytest.mark.parametrize("write", [as_lines, as_packed_lines, as_table])
def test_every_form_gives_the_same_acts(home: Path, write: object) -> None:
    assert callable(write)
    (home / "files").mkdir()
    write(home / "files" / "events")
    report = import_folder(home / "files")
    assert not report.unknown
    acts = imported("own_events", load())
    days = [date.fromordinal(d) for d in acts.days.tolist()]
    found = set(zip(days, acts.actors.tolist(), acts.recipients.tolist(), acts.types.tolist(), acts.scores.tolist(),
                    strict=True))  # fmt: skip
    assert found == WANTED


def test_a_stream_speaks_until_its_last_document(home: Path) -> None:
    as_lines(home / "events")
    import_folder(home / "events.jsonl")
    assert reaching(date(2021, 9, 1)) == (("own_events", (date(2021, 8, 1), date(2021, 8, 26))),)
    assert reaching(date(2021, 8, 1)) == ()


def test_other_lines_are_left_and_a_broken_one_stops(home: Path) -> None:
    (home / "files").mkdir()
    as_lines(home / "files" / "events")
    (home / "files" / "articles.jsonl").write_text('{"id": "a", "text": "An article."}\n', encoding="utf-8")
    report = import_folder(home / "files")
    assert len(report.took) == 1
    assert any("articles.jsonl" in line for line in report.skipped)
    broken = home / "broken.jsonl"
    broken.write_bytes(b"\n".join([*lines(), b'{"id": 3}']))
    with pytest.raises(DataError, match="line 4 is not what foedus code writes"):
        import_folder(broken)
