"""The script that starts the names of a pack; Babel is needed for it alone, so it may be missing."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("babel", reason="the names of a new pack are started with Babel")

SCRIPT = Path(__file__).parents[2] / "scripts" / "names_from_babel.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names_from_babel", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_pack_is_started_with_the_names_of_its_states(script: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "de" / "names.toml"
    script.main("de", out)
    made = tomllib.loads(out.read_text(encoding="utf-8"))
    assert made["states"]["FRA"] == ["Frankreich"]
    assert len(made["states"]) > 190
    assert all(made[table] == {} for table in script.TABLES)


def test_names_written_by_hand_are_not_written_over(script: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "names.toml"
    out.write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match="there already"):
        script.main("de", out)
    assert not out.read_text(encoding="utf-8")


def test_a_language_that_cldr_does_not_have(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no language 'xx'"):
        script.main("xx", tmp_path / "names.toml")
