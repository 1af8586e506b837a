"""`foedus code --coder llm`: the command against a stand-in server."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from foedus.cli import main

LINES = [
    {"id": "a", "text": "Chile recalled its ambassador to Peru on Tuesday.", "date": "2024-06-20", "lang": "en"},
    {"id": "b", "text": "France expelled two Malian diplomats.", "date": "2024-06-20", "lang": "en"},
]


class Ran:
    """What a run left."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.exit, self.out, self.err = code, out, err
        self.rows = [json.loads(one) for one in out.splitlines() if one.startswith("{")]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Ran:
        data = "\n".join(map(json.dumps, LINES)).encode()
        monkeypatch.setattr("sys.argv", ["foedus", "code", "-", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        got = capsys.readouterr()
        return Ran(int(left.value.code or 0), got.out, got.err)

    return call


def test_each_record_says_who_coded_it(run: Any, standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(), give(quote="made up by the model")), say()]
    ran = run("--coder", "llm", "--endpoint", standin.endpoint, "--model", "stand-in")
    assert (ran.exit, ran.err) == (0, "")
    assert [row["coder"]["dropped"] for row in ran.rows] == [1, 0]
    assert [len(row["events"]) for row in ran.rows] == [1, 0]
    assert all("coder" not in row for row in run().rows)


def test_the_same_bytes_twice_and_by_two_processes(run: Any, standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(quote="diplomats", actor=["FRA"], recipient=["MLI"]), give())]
    options = ("--coder", "llm", "--endpoint", standin.endpoint, "--model", "stand-in")
    one, two, three = run(*options), run(*options), run(*options, "--workers", 2)
    assert one.out == two.out == three.out
    assert [row["coder"]["dropped"] for row in one.rows] == [1, 1]
    assert len(standin.requests) == 2


@pytest.mark.parametrize("ending", ["json", "txt"])
def test_a_comparison(run: Any, standin: Any, say: Any, give: Any, tmp_path: Path, ending: str) -> None:
    standin.replies = [say(give()), say()]
    path = tmp_path / f"both.{ending}"
    ran = run("--coder", "llm", "--endpoint", standin.endpoint, "--model", "stand-in", "--compare", path)
    assert ran.exit == 0
    written = path.read_text(encoding="utf-8")
    if ending == "json":
        report = json.loads(written)
        assert report["events"] == {"rules": 2, "llm": 1}
        assert [e["id"] for e in report["only"]["rules"]] == ["b"]
    else:
        assert "only rules: b [0] SANCTION FRA > MLI" in written


def test_a_server_that_fails_costs_its_document(run: Any, standin: Any, say: Any, give: Any) -> None:
    standin.replies = [(401, {}, b"no"), say(give(quote="diplomats", actor=["FRA"], recipient=["MLI"]))]
    ran = run("--coder", "llm", "--endpoint", standin.endpoint, "--model", "stand-in")
    assert ran.exit == 1
    assert "standard input:1: the model stand-in at" in ran.rows[0]["error"]
    assert len(ran.rows[1]["events"]) == 1
    assert "1 of 2 documents" in ran.err
    assert "Traceback" not in ran.err


def test_a_table_and_the_events_across_documents(run: Any, standin: Any, say: Any, give: Any, tmp_path: Path) -> None:
    standin.replies = [say(give()), say()]
    options = ("--coder", "llm", "--endpoint", standin.endpoint, "--model", "stand-in", "--format", "csv")
    ran = run(*options, "--events", tmp_path / "e.jsonl")
    assert [row["confidence"] for row in csv.DictReader(io.StringIO(ran.out))] == ["", ""]
    assert json.loads((tmp_path / "e.jsonl").read_text(encoding="utf-8"))["confidence"] is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--coder", "llm"), "--model NAME"),
        (("--model", "m"), "add --coder llm"),
        (("--endpoint", "http://127.0.0.1:1/v1"), "add --coder llm"),
        (("--compare", "c.txt"), "add --coder llm"),
        (("--coder", "llm", "--model", "m", "--explain"), "leave out --coder llm"),
        (("--coder", "llm", "--model", "m", "--endpoint", "nowhere"), "is no endpoint"),
    ],
)
def test_options_that_do_not_fit(run: Any, options: tuple[str, ...], said: str) -> None:
    ran = run(*options)
    assert (ran.exit, ran.out) == (1, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_run_by_rules_asks_nobody(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.delitem(sys.modules, "foedus.llm.client", raising=False)
    assert run().exit == 0
    assert "foedus.llm.client" not in sys.modules
