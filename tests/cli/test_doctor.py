"""`foedus doctor`: what is there, how old it is, what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foedus.cli.doctor import facts_hash, newest_source
from foedus.datasets.home import data_folder
from foedus.factfiles import FACTS, load

from .conftest import Run


def test_versions_facts_languages_and_data(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path))
    outcome = run("doctor")
    assert outcome.exit == 0
    assert f"{len(load().treaties)} treaties" in outcome.out
    assert re.search(r"newest source of \d{4}-\d{2}-\d{2}; sha256 [0-9a-f]{16}", outcome.out)
    assert re.search(r"fr: \d+ patterns", outcome.out)
    assert re.search(r"en: \d+ patterns", outcome.out)
    assert f"{tmp_path} (exists" in outcome.out
    assert "nothing here needs the network" in outcome.out


def test_the_hash_changes_with_the_facts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one")
    first = facts_hash(tmp_path)
    assert facts_hash(tmp_path) == first
    (tmp_path / "a.csv").write_text("two")
    second = facts_hash(tmp_path)
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert len({first, second, facts_hash(tmp_path)}) == 3


def test_the_newest_source(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.toml").write_text('[a]\ndate = 2020-01-01\n[b]\ndate = "2019"\naccessed = 2021-05-06\n')
    assert newest_source(tmp_path) == "2021-05-06"
    assert re.match(r"\d{4}", newest_source(FACTS))


@pytest.mark.parametrize(
    ("platform", "names", "end"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/foedus"),
        ("linux", {}, ".local/share/foedus"),
        ("darwin", {}, "Library/Application Support/foedus"),
        ("win32", {"LOCALAPPDATA": "/users/a"}, "/users/a/foedus"),
    ],
)
def test_the_data_folder(monkeypatch: pytest.MonkeyPatch, platform: str, names: dict[str, str], end: str) -> None:
    for name in ("FOEDUS_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert data_folder().as_posix().endswith(end)
