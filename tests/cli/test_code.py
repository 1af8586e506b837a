"""`foedus code`: one line a document, in order, and a run that goes on."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run
from .texts import GERMAN, NO_EVENT, TREATY, TREATY_EN


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def record(name: str, text: str, **more: str) -> str:
    return json.dumps({"id": name, "text": text, **more}, ensure_ascii=False)


def test_documents_in_input_order(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TREATY, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(record("1", TREATY_EN) + "\n\n" + record("2", NO_EVENT) + "\n", encoding="utf-8")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(record("3", TREATY, date="2024-03-12").encode()))
    outcome = run("code", tmp_path / "b.txt", tmp_path / "a.jsonl", tmp_path / "c.jsonl.gz")
    found = rows(outcome.out)
    assert (outcome.exit, outcome.err) == (0, "")
    assert [(row["id"], row["lang"]) for row in found] == [("b.txt", "fr"), ("1", "en"), ("2", "fr"), ("3", "fr")]
    assert found[3]["date"] == "2024-03-12"
    assert found[2]["events"] == []
    assert any(event["type"] == "ACCUSE" and event["actor"] == ["FRA"] for event in found[0]["events"])


def test_every_span_is_the_text_it_says(run: Run) -> None:
    for event in rows(run("code", "-", stdin=record("1", TREATY).encode()).out)[0]["events"]:
        start, end = event["span"]
        assert TREATY[start:end] in event["text"]
        assert event["text"] in TREATY


def test_a_folder_by_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.md"):
        (tmp_path / name).write_text(NO_EVENT, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [row["id"] for row in rows(run("code", tmp_path).out)] == ["a.txt", "b.txt", "c.md"]


def test_what_cannot_be_read_is_reported_and_the_run_goes_on(run: Run, tmp_path: Path) -> None:
    lines = [record("good", TREATY), record("german", GERMAN), "{broken", '{"id": "bare"}', record("last", TREATY_EN)]
    outcome = run("code", "-", tmp_path / "none.txt", stdin="\n".join(lines).encode())
    found = rows(outcome.out)
    assert outcome.exit == 1
    assert [row["id"] for row in found] == [
        "good", "german", "standard input:3", "bare", "last", str(tmp_path / "none.txt"),
    ]  # fmt: skip
    assert [set(row) == {"id", "error"} for row in found] == [False, True, True, True, False, True]
    errors = outcome.err.splitlines()
    assert len(errors) == 5
    assert "German (de)" in errors[0]
    assert errors[-1] == "foedus: 4 of 6 documents could not be read"
    assert "Traceback" not in outcome.err


def test_a_broken_archive_gives_what_it_holds(run: Run, tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(record(str(n), f"{TREATY} {n * 7919}") for n in range(3000)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.txt").write_text(NO_EVENT, encoding="utf-8")
    outcome = run("code", tmp_path / "a.jsonl.gz", tmp_path / "b.txt", "-o", tmp_path / "out.jsonl")
    found = rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert outcome.exit == 1
    assert found[0]["id"] == "0"
    assert "cannot be read beyond line" in found[-2]["error"]
    assert found[-1]["id"] == "b.txt"


def test_a_table_has_a_row_an_event(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join([record("1", TREATY), record("2", NO_EVENT), "{"]), encoding="utf-8")
    outcome = run("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.csv")
    assert outcome.exit == 1
    table = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    events = rows(run("code", "-", stdin=record("1", TREATY).encode()).out)[0]["events"]
    assert [row["id"] for row in table] == [*["1"] * len(events), "2", "a.jsonl:3"]
    assert [row["type"] for row in table] == [*(event["type"] for event in events), "", ""]
    assert table[0]["actor"] == "|".join(events[0]["actor"])
    assert (table[0]["start"], table[0]["end"]) == tuple(str(n) for n in events[0]["span"])
    assert "not JSON" in table[-1]["error"]


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_nothing_in_nothing_out(run: Run, data: bytes) -> None:
    outcome = run("code", "-", stdin=data)
    assert (outcome.exit, outcome.out, outcome.err) == (0, "", "")


MANY = "\n".join(record(str(n), (TREATY, TREATY_EN, NO_EVENT)[n % 3], date="2024-03-12") for n in range(200))


def test_the_same_bytes_whatever_the_number_of_workers(run: Run) -> None:
    one, two = (run("code", "-", "--workers", n, stdin=MANY.encode()) for n in (1, 2))
    assert one.exit == two.exit == 0
    assert one.out == two.out


def test_the_events_across_documents(run: Run, tmp_path: Path) -> None:
    lines = [
        record("a", "Le Chili a rappelé son ambassadeur au Pérou.", date="2024-06-20"),
        record("b", "Chile recalled its ambassador to Peru on Wednesday.", date="2024-06-20"),
        record("c", "France expelled two Malian diplomats.", date="2024-06-20"),
    ]
    assert run("code", "-", "--events", tmp_path / "e.jsonl", stdin="\n".join(lines).encode()).exit == 0
    found = rows((tmp_path / "e.jsonl").read_text(encoding="utf-8"))
    assert [(row["type"], row["actor"], row["reports"], row["sources"]) for row in found] == [
        ("SANCTION", ["CHL"], 2, ["a#0", "b#0"]),
        ("SANCTION", ["FRA"], 1, ["c#0"]),
    ]


def test_an_id_given_twice(run: Run) -> None:
    outcome = run("code", "-", stdin=(record("x", TREATY) + "\n" + record("x", NO_EVENT)).encode())
    assert outcome.exit == 1
    assert "error" not in rows(outcome.out)[0]
    assert "was given to standard input:1 already" in rows(outcome.out)[1]["error"]


def test_acts_inside_one_state_are_coded_when_asked(run: Run) -> None:
    text = "The Nigerian army bombed rebel positions on Monday."
    dated, undated = record("d", text, date="2014-05-06", lang="en"), record("u", text, lang="en")
    found = [
        rows(run("code", "-", "--domestic", how, stdin=f"{dated}\n{undated}".encode()).out)
        for how in ("auto", "yes", "no")
    ]
    assert [[len(row["events"]) for row in answer] for answer in found] == [[0, 1], [1, 1], [0, 0]]


@pytest.mark.parametrize("ending", ["parquet", "duckdb"])
def test_a_table_file(run: Run, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / f"out.{ending}"
    if ending == "duckdb":
        duckdb = pytest.importorskip("duckdb")
    assert run("code", "-", "-o", path, stdin=MANY.encode()).exit == 0
    if ending == "duckdb":
        with duckdb.connect(str(path), read_only=True) as database:
            types = {t for (t,) in database.sql("SELECT DISTINCT type FROM reports").fetchall()}
            assert database.sql("SELECT max(documents) FROM events").fetchall()[0][0] > 1
    else:
        from pyarrow import parquet

        types = set(parquet.read_table(path).column("type").to_pylist())
    assert "ACCUSE" in types


def test_a_table_file_needs_a_name(run: Run) -> None:
    assert "give a file" in run("code", "-", "--format", "parquet", stdin=b"").one_line()


def test_an_explanation(run: Run, tmp_path: Path) -> None:
    shown = run("code", "-", "--explain", stdin=record("1", TREATY, date="2024-03-12").encode())
    assert (shown.exit, shown.err) == (0, "")
    assert "motif support-sign" in shown.out
    path = tmp_path / "why.html"
    assert run("code", "-", "--explain", "-o", path, stdin=record("1", TREATY).encode()).exit == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "use --explain" in run("code", "-", "--format", "html", stdin=b"").one_line()
