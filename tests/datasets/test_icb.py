"""International Crisis Behavior: crises and actors as published."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.errors import DataError

from .official import columns, imported, put, rows, text

CRISES = columns("icb", "icb1v13.csv")
CRISIS = {"icb1": "ICB1", "crisno": 1, "crisname": "A, B", "yrtrig": 1918, "motrig": 5, "yrterm": 1920, "viol": 4}


def test_a_byte_order_mark_is_no_part_of_the_first_column_and_blanks_are_missing(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "icb1v13.csv", "\ufeff" + text(CRISES, CRISIS))
    report = imported(tmp_path / "in")
    assert report.took[0].startswith("icb1v13.csv: icb 13, crises, 1 rows, speaks for 1918-2016")
    assert rows("icb", "crises", "crisno", "crisname", "motrig", "datrig", "viol") == [(1, "A, B", 5, None, 4)]


def test_the_version_is_in_the_name_of_the_file(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "icb1v15.csv", text(CRISES, CRISIS))
    imported(tmp_path / "in")
    held = store.held("icb", "crises")
    assert held is not None
    assert (held.version, held.years) == ("15", (1918, 2019))


def test_actors_have_numbers_of_cow(home: Path, tmp_path: Path) -> None:
    names = columns("icb", "icb2v13.csv")
    actor = {"icb2": "ICB2", "crisno": 196, "cracno": 1, "cracid": 2, "actor": "USA", "triggr": 6, "majres": 7}
    put(tmp_path / "in", "icb2v13.csv", text(names, actor, actor | {"cracno": 2, "cracid": 365, "actor": "USR"}))
    imported(tmp_path / "in")
    found = rows("icb", "actors", "crisno", "cracno", "cracid", "actor", "outcom")
    assert found == [(196, 1, 2, "USA", None), (196, 2, 365, "USR", None)]


def test_a_crisis_twice_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "icb1v13.csv", text(CRISES, CRISIS, CRISIS))
    with pytest.raises(DataError, match="row 2: the same crisno 1 as row 1"):
        imported(tmp_path / "in")
