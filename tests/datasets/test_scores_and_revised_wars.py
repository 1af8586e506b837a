"""Scores of alliances and the revised wars between states: very wide files with NA for what is not known."""

from __future__ import annotations

from pathlib import Path

from foedus.datasets import DATASETS

from .tables import brought, put, rows


def test_scores_of_alliances(home: Path, tmp_path: Path) -> None:
    """The file begins with the numbers of its rows, in a column without a name."""
    layout = DATASETS["alliance_scores"].manifest.layout[0]
    names = ["", "atopid", *layout.known, "PotMilCapacity.score", "Depth.score", "Scope.score"]
    cells = ["1", "1040", *("0.5" for _ in layout.known), "-0.958", "1.537", "NA"]
    put(tmp_path / "in", "scores.csv", ",".join(f'"{name}"' for name in names) + "\n" + ",".join(cells))
    brought(tmp_path / "in")
    found = rows("alliance_scores", "alliances", "atopid", "depth", "scope", "capability")
    assert found == [(1040, 1.537, None, -0.958)]


def test_revised_wars(home: Path, tmp_path: Path) -> None:
    layout = DATASETS["interstate_wars"].manifest.layout[0]
    known = {"init_ccode": "220", "target_ccode": "230", "year": "1823", "init_war_id": "1", "month_entry02": "NA"}
    names = [*layout.needs, *layout.known]
    cells = [known.get(name, "x" if name.endswith("name") else "1") for name in layout.needs] + ["NA"] * len(
        layout.known
    )
    put(tmp_path / "in", "wars.csv", f"{','.join(names)}\n{','.join(cells)}")
    brought(tmp_path / "in")
    columns = ("init_war_id", "year", "init_ccode", "target_ccode", "month_entry02", "joiner")
    assert rows("interstate_wars", "pairs", *columns) == [(1, 1823, 220, 230, None, 1)]
