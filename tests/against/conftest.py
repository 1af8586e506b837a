"""The tables of peacesciencer, imported, and what it made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@pytest.fixture(scope="module")
def truth(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of truth tables, once the tables that the test's module names (`FILES`) are imported."""
    names: tuple[str, ...] = request.module.FILES
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        import_files(tuple(shared / "data" / "ir" / f"{name}.parquet" for name in names), "ir")
        yield shared / "data" / "truth"


@pytest.fixture(scope="module")
def con(truth: Path) -> Iterator[DuckDBPyConnection]:
    """A database."""
    with store.connect() as made:
        yield made
