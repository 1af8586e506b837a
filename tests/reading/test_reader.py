"""Sources: files, standard input, their limits."""

from __future__ import annotations

import io
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from foedus.errors import ReadingError, UsageError
from foedus.reading import read

from .articles import ENGLISH, FRENCH, page


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", FRENCH),
        ("a.md", f"# Un accord\n\n{FRENCH}"),
        ("a.html", page()),
        ("A.HTM", page()),
        ("a.json", '{"text": "' + FRENCH + '"}'),
        ("article", FRENCH),
        ("page", page()),
        ("record", '{"text": "' + FRENCH + '"}'),
    ],
)
def test_every_kind_of_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    document = read(tmp_path / name)
    assert document.id == name
    assert document.lang == "fr"
    assert "Le texte fixe les quotas de cabillaud et prévoit une réunion chaque printemps." in [
        document.text[start:end] for start, end in document.sentences
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ENGLISH.encode())))
    document = read("-")
    assert (document.id, document.lang) == ("-", "en")


def test_the_date_given_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Publié le 19 juin 2024\n\n" + FRENCH, encoding="utf-8")
    assert (read(path).published, read(path).published_how) == (date(2024, 6, 19), "text")
    given = read(path, date=date(2020, 1, 2))
    assert (given.published, given.published_how) == (date(2020, 1, 2), "option")
    with pytest.raises(UsageError, match="future"):
        read(path, date=date.today() + timedelta(days=1))


def test_a_large_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    start = time.monotonic()
    with pytest.raises(ReadingError, match="larger than 10 MB"):
        read(path)
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.txt", "cannot be read .*No such file"),
        ("none.docx", "does not exist"),
        ("a.docx", r"\.docx files are not read"),
        ("a.jsonl", "run: foedus code"),
        ("", "is a folder"),
        ("a\0.txt", "cannot be read"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "a.jsonl").write_bytes(b"{}")
    with pytest.raises(ReadingError, match=said):
        read(f"{tmp_path}/{name}" if name else tmp_path)


def test_text_without_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("--- 123 ---")
    with pytest.raises(ReadingError, match="holds no words"):
        read(tmp_path / "a.txt")
