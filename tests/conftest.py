"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

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
