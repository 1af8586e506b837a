"""ATOP itself, where its files are at hand: imported as published, against its own dyad-years, and the year 1914."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.answers import Asked, answer, answer_batch
from foedus.compare import compare
from foedus.compare.agreement import directed_years
from foedus.compare.sides import kin
from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.factfiles import FACTS, load
from foedus.measures import by_atop

FLAGS = {
    "defence": "atop_defense", "offence": "atop_offense", "neutrality": "atop_neutral",
    "nonaggression": "atop_nonagg", "consultation": "atop_consul",
}  # fmt: skip


@pytest.fixture(scope="module")
def atop(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[by_atop.Coded]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        report = import_folder(shared / "data" / "raw" / "atop")
        assert [line.partition(":")[0] for line in report.took] == [
            "atop4_01a.csv",
            "atop4_01m.csv",
            "benson_clinton_scores.csv",
        ]
        assert not report.unknown
        found = by_atop.coded(load())
        assert found is not None
        yield found


def asked(attacker: str, target: str, day: str) -> dict:
    return json.loads(answer(Asked("q", day, (attacker,), (target,))))["atop"]


def test_it_is_imported_whole(atop: by_atop.Coded) -> None:
    tables = store.imported("atop")
    assert {(table.version, table.years) for table in tables.values()} == {("4.01", (1815, 2016))}
    assert {name: table.rows for name, table in tables.items()} == {"members": 2398, "alliances": 745}
    assert len(atop.record.treaties) == 745


def test_1914(atop: by_atop.Coded) -> None:
    """Who is obliged when Austria-Hungary attacks Serbia, when Russia attacks Austria-Hungary, Germany France."""
    serbia = asked("AUH", "SRB", "1914-07-28")
    assert serbia["obliged_defence"] == ["GRC", "MNE"]
    assert asked("RUS", "AUH", "1914-07-31")["obliged_defence"] == ["DEU"]
    assert {"ITA", "ROU"} <= set(asked("RUS", "AUH", "1914-07-31")["conditional"])
    assert "RUS" in asked("DEU", "FRA", "1914-08-03")["conditional"]
    assert asked("DEU", "BEL", "1914-08-04")["obliged_defence"] == []


def test_later_years(atop: by_atop.Coded) -> None:
    assert {"GBR", "FRA"} <= {*asked("DEU", "POL", "1939-09-01")["obliged_defence"]}
    nato = asked("RUS", "EST", "2015-06-01")
    assert {"USA", "TUR", "DEU"} <= {*nato["obliged_defence"], *nato["conditional"]}
    assert "not_measured" in asked("RUS", "EST", "2017-01-01")


def test_its_own_directed_dyad_years(atop: by_atop.Coded, shared: Path) -> None:
    """The treaties made of the rows of 4.01 give, in nearly all directed dyad-years, the flags of the release 5.1."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(shared / "data/ir/atop_alliance.parquet").to_pydict()
    record = load()
    of_number = {
        str(p.number): kin(s.code, record) for s in record.states.values() for p in s.periods if p.system == "cow"
    }
    pairs = list(zip(table["year"], table["ccode1"], table["ccode2"], strict=True))
    for pledge, flag in FLAGS.items():
        wanted = {
            (int(year), of_number[str(int(a))], of_number[str(int(b))])
            for (year, a, b), on in zip(pairs, table[flag], strict=True)
            if on == 1 and year <= 2016
        }
        made = directed_years(atop.record.treaties.values(), pledge, record, (1815, 2016))
        shared_, all_ = len(made & wanted), len(made | wanted)
        assert shared_ / all_ >= FLOORS[pledge], f"{pledge}: {shared_} of {all_}"


FLOORS = {"defence": 0.995, "offence": 0.99, "neutrality": 0.94, "nonaggression": 0.99, "consultation": 0.995}
"""The share of directed dyad-years on which both agree: 5.1 corrects some alliances of 4.01."""


def test_a_thousand_questions(atop: by_atop.Coded) -> None:
    lines = [
        json.dumps({"id": str(n), "date": f"{1830 + n % 180}-05-01", "attacker": ["RUS"], "target": ["GBR"]})
        for n in range(1000)
    ]
    start = time.process_time()
    assert all(not error for _, _, error in answer_batch(lines))
    assert time.process_time() - start < 10  # about one second on an idle machine


def test_the_comparison_holds_together(atop: by_atop.Coded) -> None:
    found = compare(load(), FACTS)
    assert len(found.matches) >= 140
    assert sum(m.confirmed for m in found.matches) >= 0.9 * len(found.matches)
    unexplained = [d for d in found.differences if d.explained is None]
    assert len(unexplained) <= 0.05 * len(found.differences), unexplained
    assert len(found.idle) <= 0.05 * len(found.differences), found.idle
