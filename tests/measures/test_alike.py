"""Similarity of the portfolios of two states of a day, by the facts and by a small file of ATOP."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder
from foedus.measures.alike import NAMES, alike
from foedus.system import System

ATOP = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
2,20,2014,1,0,0,0,1
20,2,2014,1,0,0,0,1
70,20,2014,0,0,1,0,0
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def values(system: System, one: str, other: str, source: str = "facts") -> dict[str, float | None]:
    return {f.name: f.value for f in alike(system, one, other, source)}  # type: ignore[arg-type]


def test_it_is_symmetric_and_within_its_range() -> None:
    system = System.at("2012-12-31")
    found = values(system, "FRA", "DEU")
    assert [*found] == [*NAMES]
    assert found == values(system, "DEU", "FRA")
    assert all(v is not None and -1 <= v <= 1 for v in found.values())


def test_allies_are_more_alike_than_strangers_once_chance_is_taken_out() -> None:
    system = System.at("2012-12-31")
    allies, strangers = values(system, "FRA", "DEU"), values(system, "FRA", "PRK")
    for name in ("pallyv", "kallyv", "taub"):
        assert (allies[name] or 0) > (strangers[name] or 0)


def test_a_supposed_treaty_moves_it() -> None:
    system = System.at("2018-12-31")
    plain, supposed = (values(s, "RUS", "PRK") for s in (system, system.changed(("RUS-PRK-2024",))))
    assert (supposed["sallyvs"] or 0) > (plain["sallyvs"] or 0)


def test_by_atop(home: Path) -> None:
    (home / "atop_alliance.csv").write_text(ATOP, encoding="utf-8")
    import_folder(home)
    system = System.at("2014-12-31")
    found = values(system, "USA", "CAN", "atop")
    assert found["sallyvs"] == 1  # both owe each other what they owe themselves
    apart = values(system, "USA", "MEX", "atop")
    n = 195  # 3 against 0 for both of them, 3 against 2 for Canada
    assert apart["sallyvs"] == pytest.approx(1 - 2 * (9 + 9 + 1) / (n * 9))
    assert values(System.at("2020-12-31"), "USA", "CAN", "atop")["taub"] is None


def test_a_state_that_is_none_is_unknown() -> None:
    (first, *_) = alike(System.at("2018-12-31"), "SUN", "USA")
    assert first.value is None
    assert "SUN" in first.exact
