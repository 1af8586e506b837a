"""`foedus treaty` as a user meets it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from .conftest import Run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "treaty-nordmark.txt"
CONTRACT = [
    "id", "defence", "offence", "neutrality", "nonaggression", "consultation", "military_aid", "conditional",
    "geographic_scope", "duration_years", "reservation_UN51", "evidence",
]  # fmt: skip


def test_a_treaty_gives_a_line_an_article(run: Run) -> None:
    done = run("treaty", EXAMPLE)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.exit == 0
    assert [row["id"] for row in rows] == [f"treaty-nordmark-{n}" for n in (1, 2, 3, 4)]
    assert all(list(row)[: len(CONTRACT)] == CONTRACT for row in rows)
    assert rows[1]["military_aid"] == "automatic"
    assert rows[1]["conditional"] == "unprovoked"
    assert rows[3]["duration_years"] == 10


def test_the_evidence_is_of_the_file(run: Run) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in run("treaty", EXAMPLE).out.splitlines()]
    start, end = rows[1]["spans"]["conditional"][0]
    assert text[start:end] == "unprovoked"


def test_lines_in_lines_out(run: Run) -> None:
    lines = [
        {"id": "a", "text": "If one Party is attacked, the other shall come to its assistance."},
        {"id": "b", "text": "Les Parties s'interdisent toute agression l'une contre l'autre.", "lang": "fr"},
    ]
    done = run("treaty", "-", stdin="\n".join(map(json.dumps, lines)).encode())
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert (first["id"], first["defence"], first["military_aid"]) == ("a", True, "discretionary")
    assert (second["id"], second["nonaggression"], second["defence"]) == ("b", True, False)
    assert done.exit == 0


def test_a_bad_line_is_told_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "clauses.jsonl"
    path.write_text(
        '{"id": "good", "text": "The Parties shall meet."}\n{"id": "cut", "text": \n[1]\n{"id": "none"}\n'
        '{"id": "empty", "text": " … "}\n{"id": "other", "text": "Las Partes se ayudan.", "lang": "es"}\n',
        encoding="utf-8",
    )
    done = run("treaty", path)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["id"] for row in rows] == ["good", "line 2", "line 3", "none", "empty", "other"]
    assert ["error" in row for row in rows] == [False, True, True, True, True, True]
    assert done.exit == 1
    assert len(done.err.splitlines()) == 5


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        (b"", (), "empty"),
        (b"\xff\xfe\x00", (), "UTF-8"),
        ("Стороны окажут друг другу помощь в случае нападения.".encode(), (), "--lang"),
        (b"The Parties shall meet.", ("--lang", "xx"), "cannot be read"),
        (b'{"id": "a", "text": "They meet."}', ("--format", "toml"), "whole treaty"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    run: Run, tmp_path: Path, content: bytes, arguments: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    done = run("treaty", path, *arguments)
    assert done.exit == 1
    assert words in done.one_line()


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    done = run("treaty", tmp_path / "absent.txt")
    assert done.exit == 1
    assert "absent.txt" in done.one_line()


def test_the_ending_chooses_the_form(run: Run, tmp_path: Path) -> None:
    assert run("treaty", EXAMPLE, "-o", tmp_path / "NORDMARK-1951.toml").exit == 0
    tree = tomllib.loads((tmp_path / "NORDMARK-1951.toml").read_text(encoding="utf-8"))
    assert tree["id"] == "NORDMARK-1951"
    assert [(o["pledge"], o["article"]) for o in tree["obligation"]] == [
        ("nonaggression", "1"), ("defence", "2"), ("consultation", "2"), ("nonaggression", "3"),
    ]  # fmt: skip
    assert run("treaty", EXAMPLE, "-o", tmp_path / "clauses.json").exit == 0
    assert len(json.loads((tmp_path / "clauses.json").read_text(encoding="utf-8"))) == 4
