"""The pack of an installed wheel holds what the texts say, and gives way to them where they were changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from foedus import factfiles, factpack
from foedus.factpack import packed, unpacked

FIELDS = factpack._Facts.__struct_fields__


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("states.csv", "state_periods.csv", "capitals.csv", "treaties/NATO-1949.toml", "areas.toml"):
        (tmp_path / "facts" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(factfiles.FACTS / part, tmp_path / "facts" / part)
    record, problems = factfiles.read(tmp_path / "facts")
    assert not problems
    (tmp_path / "facts.pack").write_bytes(packed(record, tmp_path / "facts"))
    return tmp_path


def test_the_pack_is_the_record(folder: Path) -> None:
    wanted, _ = factfiles.read(folder / "facts")
    found = unpacked(folder / "facts.pack", folder / "facts")
    assert found is not None
    assert all(getattr(found, name) == getattr(wanted, name) for name in FIELDS)


def test_all_packaged_facts_survive_packing(tmp_path: Path) -> None:
    wanted, _ = factfiles.read(factfiles.FACTS)
    (tmp_path / "facts.pack").write_bytes(packed(wanted, factfiles.FACTS))
    found = unpacked(tmp_path / "facts.pack", factfiles.FACTS)
    assert found is not None
    assert all(getattr(found, name) == getattr(wanted, name) for name in FIELDS)


def test_there_need_be_no_pack(folder: Path) -> None:
    (folder / "facts.pack").unlink()
    assert unpacked(folder / "facts.pack", folder / "facts") is None


def test_a_text_of_another_size_is_read_instead(folder: Path) -> None:
    path = folder / "facts/treaties/NATO-1949.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert unpacked(folder / "facts.pack", folder / "facts") is None


def test_a_text_changed_later_is_read_instead(folder: Path) -> None:
    made = (folder / "facts.pack").stat().st_mtime
    os.utime(folder / "facts/states.csv", (made + 3600, made + 3600))
    assert unpacked(folder / "facts.pack", folder / "facts") is None


def test_a_text_more_or_less_is_noticed(folder: Path) -> None:
    (folder / "facts/treaties/NATO-1949.toml").unlink()
    assert unpacked(folder / "facts.pack", folder / "facts") is None


def test_a_broken_pack_is_no_pack(folder: Path) -> None:
    (folder / "facts.pack").write_bytes(b"\x93\x01")
    assert unpacked(folder / "facts.pack", folder / "facts") is None
