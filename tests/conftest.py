"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
"""Reference tables that lie beside the repository where it is developed; nothing of them is part of it."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference tables; skips the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference tables are not there")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def nothing_imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the user has imported is not what is tested: an empty FOEDUS_HOME, unless a test has one of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        yield
