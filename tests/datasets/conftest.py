"""Fixtures of the tests of imported data: a home of their own, a folder of small files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.measures import by_atop

from .files import ROWS, write


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty FOEDUS_HOME; what was read from another is forgotten before and after."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FOEDUS_HOME", str(folder))
    by_atop.read_once.cache_clear()
    yield folder
    by_atop.read_once.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a table of members."""
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder / "anything.csv", ROWS)
    return folder
