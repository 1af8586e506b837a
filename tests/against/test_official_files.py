"""Files as their authors publish them, where they are at hand, against the tables of the R package peacesciencer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.datasets import store
from foedus.datasets.importing import Report, import_files, import_folder

FOLDERS = ("atop", "cow_mid", "cow_nmc", "cow_states", "cow_wars", "gml")


@pytest.fixture(scope="module")
def report(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    paths = tuple(path for name in FOLDERS for path in sorted((shared / "data" / "raw" / name).iterdir()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FOEDUS_HOME", str(tmp_path_factory.mktemp("home")))
        yield import_files(paths, "raw")


def apart(shared: Path, mine: tuple[str, str], theirs: str, where: str = "TRUE", without: tuple[str, ...] = ()) -> Any:
    """The rows that only ours has, and those that only theirs has."""
    peer = f"read_parquet('{shared / 'data' / 'ir' / theirs}.parquet')"
    with store.connect() as con:
        names = [str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {peer}").fetchall()]  # noqa: S608
        cells = ", ".join(f'"{name}"' for name in names if name not in without)
        one, two = (f"SELECT {cells} FROM {source} WHERE {where}" for source in (store.source(*mine), peer))  # noqa: S608
        return tuple(con.execute(f"{a} EXCEPT ALL {b} ORDER BY ALL").fetchall() for a, b in ((one, two), (two, one)))


def test_every_file_is_taken(report: Report) -> None:
    left = {line.partition(":")[0] for line in report.skipped}
    assert left == {"NMC_5_0.csv", "PROVENANCE_interstate.md"}  # an older version; no data
    assert not report.unknown
    assert not [line for line in report.took if "is new to foedus" in line or "not the whole" in line]


@pytest.mark.parametrize(
    ("table", "version", "years", "count"),
    [
        ("nmc.state_years", "6.0", (1816, 2016), 15951),
        ("majors.spells", "2024", (1816, 2024), 14),
        ("cow_mid.disputes", "5.0", (1816, 2014), 2436),
        ("cow_mid.participants", "5.0", (1816, 2014), 5883),
        ("cow_mid.incidents", "5.0", (1993, 2014), 4483),
        ("cow_mid.incident_participants", "5.0", (1993, 2014), 9619),
        ("cow_mid.dyadic", "5.0", (1816, 2014), 11390),
        ("cow_mid.dyad_years", "5.0", (1816, 2014), 10234),
        ("gml_mid.dyadic", "2.03", (1816, 2010), 10384),
        ("wars.inter", "4.0", (1816, 2007), 1932),
        ("wars.intra", "4.1", (1816, 2007), 1361),
        ("wars.intra_participants", "4.1", (1816, 2007), 442),
        ("atop.members", "4.01", (1815, 2016), 2398),
    ],
)
def test_versions_years_and_rows(report: Report, table: str, version: str, years: tuple[int, int], count: int) -> None:
    name, _, part = table.partition(".")
    held = store.held(name, part)
    assert held is not None
    assert (held.version, held.years, held.rows) == (version, years, count)


def test_disputes_are_the_same(report: Report, shared: Path) -> None:
    assert apart(shared, ("cow_mid", "disputes"), "cow_mid_disps") == ([], [])


@pytest.mark.parametrize(
    ("table", "theirs", "onset"),
    [("dyadic", "cow_mid_dirdisps", "disponset"), ("dyad_years", "cow_mid_ddydisps", "cowmidonset")],
)
def test_opponents_follow_from_participants(report: Report, shared: Path, table: str, theirs: str, onset: str) -> None:
    """The same rows and cells but two. Finland left dispute 4678 with Russia on 2013-06-12 and came back on 2014-05-20:
    an onset, which the package, whose list of returns is made by hand, does not have."""
    mine, other = apart(shared, ("cow_mid", table), theirs, without=(onset,))
    assert (mine, other) == ([], [])
    mine, other = apart(shared, ("cow_mid", table), theirs)
    assert [row[:4] for row in mine] == [(4678, 365, 375, 2014), (4678, 375, 365, 2014)]
    assert len(other) == 2


def test_one_dispute_a_year_by_the_rules_of_the_package(report: Report, shared: Path) -> None:
    """From the package's own table of opponents, both for COW and for Gibler, Miller and Little."""
    from foedus.datasets import cow_mid, gml_mid

    folder = shared / "data" / "ir"
    made = {
        "cow_mid_ddydisps": cow_mid.dyad_years(
            {"dyadic": f"'{folder}/cow_mid_dirdisps.parquet'", "disputes": f"'{folder}/cow_mid_disps.parquet'"}
        ),
        "gml_mid_ddydisps": gml_mid.dyad_years({"dyadic": f"'{folder}/gml_dirdisp.parquet'"}),
        "gml_mid_disps": gml_mid.disputes({"dyadic": f"'{folder}/gml_dirdisp.parquet'"}),
    }
    with store.connect() as con:
        for theirs, query in made.items():
            peer = f"'{folder}/{theirs}.parquet'"
            cells = ", ".join(str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {peer}").fetchall())  # noqa: S608
            one, two = f"SELECT {cells} FROM ({query})", f"SELECT * FROM {peer}"  # noqa: S608
            assert con.execute(f"({one}) EXCEPT ALL ({two})").fetchall() == []
            assert con.execute(f"({two}) EXCEPT ALL ({one})").fetchall() == []


def test_capabilities_of_6_0_are_those_of_7_0_before_2013(report: Report, shared: Path) -> None:
    """But for the consumption of energy, from 1974 on, and so the index, by 0.0016 at most."""
    where = "year <= 2012"
    assert apart(shared, ("nmc", "state_years"), "cow_nmc", where, without=("pec", "cinc")) == ([], [])
    assert apart(shared, ("nmc", "state_years"), "cow_nmc", "year < 1974", without=("cinc",)) == ([], [])
    mine, theirs = store.source("nmc", "state_years"), f"read_parquet('{shared}/data/ir/cow_nmc.parquet')"
    query = f"SELECT max(abs(a.cinc - b.cinc)) FROM {mine} a JOIN {theirs} b USING (ccode, year) WHERE {where}"  # noqa: S608
    with store.connect() as con:
        found = con.execute(query).fetchone()
    assert found is not None
    assert found[0] < 0.0016


def test_wars_between_states_are_the_same(report: Report, shared: Path) -> None:
    assert apart(shared, ("wars", "inter"), "cow_war_inter") == ([], [])


def test_civil_wars_are_the_same(report: Report, shared: Path) -> None:
    """But for a letter that the package writes without its accent, and a war whose year slipped: it does not go on."""
    mine, other = apart(shared, ("wars", "intra"), "cow_war_intra", without=("sideb", "ongo2007"))
    assert (mine, other) == ([], [])
    mine, _ = apart(shared, ("wars", "intra"), "cow_war_intra")
    assert [(row[0], row[3]) for row in mine] == [(585, 1866), (902, 1998), (902, 1999)]
    assert mine[1][11] == "Mané Junta"


def test_the_rows_of_2_03_that_are_there_twice(report: Report) -> None:
    assert any("2 rows left out" in line and line.startswith("gml-ddy-disputes-2.03.csv") for line in report.odd)


def test_contiguity_as_published(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the published layout, made of the package's spells: those come back, and of its months without a record
    those in which both were states and none was recorded, where the package lays one spell over all there is."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    peer = f"read_parquet('{shared}/data/ir/cow_contdir.parquet')"
    days = ", ".join(
        f"strftime({day}, '%Y%m') AS \"{name}\"" for day, name in (("stdate", "begin"), ("enddate", "end"))
    )
    cells = f"0 AS dyad, ccode1 AS statelno, ccode2 AS statehno, conttype, {days}, 3.2 AS version"
    months = (
        "SELECT DISTINCT ccode1, ccode2, unnest(range(stdate, enddate + INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS month"
    )
    with store.connect() as con:
        con.execute(
            f"COPY (SELECT {cells} FROM {peer} WHERE conttype > 0 AND ccode1 < ccode2) TO '{tmp_path}/contdir.csv'"  # noqa: S608
        )
        import_folder(tmp_path / "contdir.csv")
        mine = store.source("contiguity", "spells")
        for one, two in ((mine, peer), (peer, mine)):
            recorded = "SELECT * FROM {} WHERE conttype > 0"
            assert con.execute(f"{recorded.format(one)} EXCEPT ALL {recorded.format(two)}").fetchall() == []
        gaps = f"{months} FROM {mine} WHERE conttype = 0"
        laid = f"{months} FROM {peer} WHERE conttype = 0"
        named = f"{months} FROM {peer} WHERE conttype > 0"
        assert con.execute(f"({gaps}) EXCEPT ({laid})").fetchall() == []
        assert con.execute(f"({gaps}) INTERSECT ({named})").fetchall() == []


def test_two_versions_of_gibler_miller_and_little(report: Report, shared: Path) -> None:
    """2.03 and 2.2.1 share 10,052 pairs of opponents by dispute and year, of 10,384 and 10,276."""
    peer = f"read_parquet('{shared}/data/ir/gml_dirdisp.parquet')"
    both = f"{store.source('gml_mid', 'dyadic')} SEMI JOIN {peer} USING (dispnum, ccode1, ccode2, year)"
    with store.connect() as con:
        found = con.execute(f"SELECT count(*) FROM {both}").fetchone()  # noqa: S608
    assert found == (10052,)
