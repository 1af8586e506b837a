"""Fixtures of the tests of panels: a home of their own, a folder of small files."""

from __future__ import annotations

from pathlib import Path

import pytest

from .events import STATES, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files with the list of states; FOEDUS_HOME is empty."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    files = tmp_path / "files"
    files.mkdir()
    write(
        files, "cw_system", [{"ccode": c, "cw_abb": "ABC", "cw_name": "A", "start": a, "end": b} for c, a, b in STATES]
    )
    return files
