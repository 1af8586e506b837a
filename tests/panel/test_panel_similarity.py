"""Similarity of alliance portfolios in a panel: three states with two treaties, by either list of states."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from foedus.datasets import DATASETS
from foedus.datasets.importing import import_folder
from foedus.errors import DataError, UsageError
from foedus.measures.similarity import MEASURES
from foedus.panel import panel

STATES = (2, 20, 70)
FLAGS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    path.write_text("\n".join(",".join(map(str, row)) for row in (columns, *rows)) + "\n")


def owed(one: int, other: int, *flags: str) -> tuple[Any, ...]:
    return (one, other, 1990, *(int(flag.removeprefix("atop_") in flags) for flag in FLAGS))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files with the lists of states (the Gleditsch-Ward code of 70 is 3), and what the three owe each other."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    files = tmp_path / "files"
    files.mkdir()
    spell = ("1900-01-01", "2016-12-31")
    write(
        files / "cw_system.csv", ("ccode", "cw_abb", "cw_name", "start", "end"), [(s, "A", "A", *spell) for s in STATES]
    )
    write(
        files / "gw_system.csv",
        ("gwcode", "gw_abb", "gw_name", "microstate", "start", "end"),
        [(code, "A", "A", 0, *spell) for code in (2, 20, 3, 99)],
    )
    crosswalk = ("stateabb", "year", "gwcode", "ccode", "gw_name", "cw_name")
    pairs = [("A", 1990, gw, cow, "A", "A") for gw, cow in ((2, 2), (20, 20), (3, 70))]
    write(files / "cw_gw_panel.csv", crosswalk, pairs)
    write(files / "gw_cw_panel.csv", crosswalk, [*pairs, ("A", 1990, 99, "NA", "A", "NA")])
    pledges = [
        owed(2, 20, "defense"),
        owed(20, 2, "offense"),
        owed(20, 70, "neutral", "nonagg"),
        owed(70, 20, "consul"),
    ]
    write(files / "atop_alliance.csv", ("ccode1", "ccode2", "year", *FLAGS), [*pledges, owed(999, 2, "defense")])
    import_folder(files)
    return files


def cells(made: Any, *names: str) -> list[tuple[Any, ...]]:
    return made.relation().project(", ".join(names)).fetchall()  # type: ignore[no-any-return]


BY_HAND = {(2, 20): (19 / 27, 1 / 2), (2, 70): (-11 / 27, -8 / 11), (20, 70): (5 / 27, -8 / 25)}


def test_the_example_by_hand_in_both_orders(folder: Path) -> None:
    """The three states of docs/measures.md, where `offense` counts as defence and `consul` as neutrality does."""
    for directed in (False, True):
        made = panel("dyad-year", directed=directed, first=1990, last=1990, add=("similarity",))
        assert made.columns == ("ccode1", "ccode2", "year", *MEASURES)
        found = {(a, b): (s, k) for a, b, s, k in cells(made, "ccode1", "ccode2", "sallyvs", "kallyv")}
        assert len(found) == (6 if directed else 3)
        for (one, other), measured in found.items():
            assert measured == pytest.approx(BY_HAND[min(one, other), max(one, other)], abs=1e-12)


def test_states_of_the_other_list_stand_for_their_counterparts(folder: Path) -> None:
    made = panel("dyad-year", states="gw", first=1990, last=1990, add=("similarity",))
    found = {(a, b): s for a, b, s in cells(made, "gwcode1", "gwcode2", "sallyvs")}
    assert len(found) == 6
    assert found[2, 20] == pytest.approx(19 / 27)
    assert found[2, 3] == pytest.approx(-11 / 27)  # 70 of the other list
    assert found[3, 20] == pytest.approx(5 / 27)  # whose order is the other one there
    assert found[2, 99] is None


def test_years_without_data_are_unknown_and_not_unlike(folder: Path) -> None:
    rows = cells(panel("dyad-year", last=2020, add=("similarity",)), "year", "sallyba", "taub")
    assert all(s is None and t is None for year, s, t in rows if year > 2018)
    assert all(s is not None for year, s, _ in rows if 1900 <= year <= 2018)


def test_some_measures_and_what_is_none(folder: Path) -> None:
    asked = panel("dyad-year", first=1990, last=1990)
    assert asked.add("similarity", measures="taub,sallyvs").columns[3:] == ("taub", "sallyvs")
    with pytest.raises(UsageError, match="similarity has no measure 'kappa'; it has: sallyvs"):
        asked.add("similarity", measures="kappa")
    with pytest.raises(UsageError, match="knows no alliances 'nato'; give atop or cow"):
        asked.add("similarity", alliances="nato")
    with pytest.raises(UsageError, match="can be added to dyad-year panels"):
        panel("state-year", first=1990, last=1990, add=("similarity",))
    with pytest.raises(DataError, match="foedus data"):
        asked.add("similarity", alliances="cow")


def test_its_file_names_what_it_rests_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    panel("dyad-year", states="gw", first=1990, last=1990, add=("similarity",)).write(out, cite=True)
    sources = (tmp_path / "x.csv.sources.txt").read_text()
    assert DATASETS["atop"].manifest.citation in sources
    assert "ATOP alliances with all COW states of the year, oneself included" in sources
    assert DATASETS["cow_gw"].manifest.citation in sources
