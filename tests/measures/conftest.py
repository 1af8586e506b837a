"""Small imported tables for measures, and none."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A FOEDUS_HOME into which the files of the test's module (`FILES`: names and texts) are imported; its folder."""
    files: dict[str, str] = request.module.FILES
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = import_folder(folder)
    assert len(report.took) >= len(files), report
    return tmp_path


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A FOEDUS_HOME into which nothing is imported."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "empty"))
