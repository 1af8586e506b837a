"""The concordance with ATOP: its rows are checked, and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.concordance import COLUMNS, check, concordance
from foedus.factfiles import load

SOUND = (
    "DUAL-1879,1335,,,,atop_401",
    "DUAL-1879,1335,neutrality:DEU,why,pourquoi,atop_401",
    "TRA-1979,,,ATOP has none,ATOP n'en a pas,atop_401",
    ",1005,,left out,écarté,atop_401",
)


def table(folder: Path, *rows: str) -> Path:
    (folder / "atop.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return folder


def test_sound_rows(tmp_path: Path) -> None:
    assert not [*check(load(), table(tmp_path, *SOUND))]
    match, difference, absent, left_out = concordance(tmp_path)
    assert (match.treaty, match.alliance, match.difference) == ("DUAL-1879", 1335, "")
    assert (difference.kind, difference.state, difference.explained.fr) == ("neutrality", "DEU", "pourquoi")
    assert absent.alliance is None
    assert left_out.treaty == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("NONE-1879,1335,,,,atop_401", "treaty 'NONE-1879' is not in treaties/"),
        (",,,a,b,atop_401", "neither a treaty nor an alliance"),
        ("DUAL-1879,x,,,,atop_401", "atopid 'x' is no number"),
        ("DUAL-1879,1335,peace,a,b,atop_401", "difference 'peace' is none of begin"),
        ("DUAL-1879,1335,party:QQQ,a,b,atop_401", "state 'QQQ' of the difference"),
        ("DUAL-1879,1335,end,a,,atop_401", "no explanation in English and in French"),
        ("DUAL-1879,,,,,atop_401", "no explanation in English and in French"),
        ("DUAL-1879,1335,,,,atop_401", "stands twice"),
        ("DUAL-1879,1335", "wanted the columns"),
    ],
)
def test_a_row_that_breaks_a_rule(tmp_path: Path, row: str, reason: str) -> None:
    problems = [str(p) for p in check(load(), table(tmp_path, *SOUND, row))]
    assert len(problems) == 1
    assert problems[0].startswith("atop.csv: line 6")
    assert reason in problems[0]


def test_no_table_no_rows(tmp_path: Path) -> None:
    assert concordance(tmp_path) == ()
    assert not [*check(load(), tmp_path)]
