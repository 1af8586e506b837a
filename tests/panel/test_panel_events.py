"""Disputes, wars and conflicts in panels: small tables of events and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.datasets import store
from foedus.datasets.disputes import SIDES as SIDES_OF_DISPUTES
from foedus.datasets.disputes import one_a_year
from foedus.datasets.importing import import_folder
from foedus.errors import DataError, UsageError
from foedus.panel import panel

from .events import Row, both, dispute, mids, rows_of, write

BEFORE = [
    ("onset", [dispute(1, [1899, 1900], fatality=6, hostlev=5), dispute(2, [1900])]),
    ("fatality", [dispute(1, [1900], fatality=2, hostlev=5), dispute(2, [1900], fatality=3)]),
    ("unknown fatality", [dispute(1, [1900], hostlev=5), dispute(2, [1900], fatality=-9)]),
    ("hostility", [dispute(1, [1900], mindur=9), dispute(2, [1900], hostlev=4)]),
    ("least duration", [dispute(1, [1900], maxdur=9), dispute(2, [1900], mindur=2, maxdur=2)]),
    ("greatest duration", [dispute(1, [1900], recip=1), dispute(2, [1900], maxdur=3)]),
    ("reciprocation", [dispute(1, [1900], stmon=1), dispute(2, [1900], recip=1)]),
    ("start", [dispute(1, [1900]), dispute(2, [1900], stmon=5)]),
    ("number", [dispute(3, [1900]), dispute(2, [1900])]),
]


@pytest.mark.parametrize("disputes", [rows for _, rows in BEFORE], ids=[rule for rule, _ in BEFORE])
def test_of_two_disputes_in_a_year_the_rules_choose(folder: Path, disputes: list[list[Row]]) -> None:
    mids(folder, *disputes, cow=disputes)
    chosen = rows_of(
        "year = 1900 AND ccode1 = 2 AND ccode2 = 200", "gmlmid_dispnum", "cowmid_dispnum", add=("gml_mids", "cow_mids")
    )
    assert chosen == [(2, 2)]


FILTERS = (
    ("onset", max), ("fatality", max), ("hostlev", max), ("mindur", max), ("maxdur", max), ("recip", max),
    ("stmon", min), ("dispnum", min),
)  # fmt: skip
"""The peer's way: filter after filter, of the disputes of a pair and year that are left."""

small = st.fixed_dictionaries(
    {"onset": st.integers(0, 1), "fatality": st.sampled_from((-9, 0, 1, 2)), "hostlev": st.integers(2, 3),
     "mindur": st.integers(1, 2), "maxdur": st.integers(1, 2), "recip": st.integers(0, 1), "stmon": st.integers(1, 2)}
)  # fmt: skip


def filtered(disputes: list[Row]) -> int:
    left = [row | {"fatality": 0.5 if row["fatality"] == -9 else row["fatality"]} for row in disputes]
    for name, best in FILTERS:
        wanted = best(row[name] for row in left)
        left = [row for row in left if row[name] == wanted]
    return int(left[0]["dispnum"])


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=1, max_size=8))
def test_the_rules_are_the_filters_of_the_peer(found: list[Row]) -> None:
    disputes = [{"dispnum": number, **row} for number, row in enumerate(found)]
    sides = ", ".join(f"0 AS {name}{slot}" for name in SIDES_OF_DISPUTES for slot in "12")
    with store.connect() as con:
        con.execute(f"CREATE TABLE whole ({', '.join(f'{c} INTEGER' for c in disputes[0])})")
        places = ", ".join("?" * len(disputes[0]))
        rows = [[row[column] for column in disputes[0]] for row in disputes]
        con.executemany(f"INSERT INTO whole VALUES ({places})", rows)
        con.execute(
            "CREATE TABLE opponents AS SELECT dispnum, 2 AS ccode1, 200 AS ccode2, 1900 AS year, 1 AS ongoing, onset,"
            f" {sides} FROM whole"
        )
        chosen = one_a_year("opponents", "whole", ("ongoing", "o"), ("onset", "b"))
        assert con.execute(f"SELECT dispnum FROM ({chosen})").fetchall() == [(filtered(disputes),)]


def test_rules_are_chosen_by_name(folder: Path) -> None:
    mids(folder, dispute(1, [1900], fatality=3), dispute(2, [1900], hostlev=5))
    where = "year = 1900 AND ccode1 = 2 AND ccode2 = 200"
    by = {
        rules: rows_of(where, "gmlmid_dispnum", add=("gml_mids",), gml_mids={"rules": rules})
        for rules in ("", "hostility+fatality", "fatality", "start")
    }
    assert by == {"": [(1,)], "hostility+fatality": [(2,)], "fatality": [(1,)], "start": [(1,)]}


def test_flags_are_0_in_the_years_of_the_data_and_unknown_after(folder: Path) -> None:
    """Of 2011 GML says nothing: the peer's state-years have 0."""
    mids(folder, dispute(1, [1900, 1901]), cow=(dispute(1, [2014]),))
    names = ("year", "gmlmidongoing", "gmlmidonset", "gmlmidspell", "cowmidongoing", "cowmidspell")
    found = rows_of("ccode1 = 2 AND ccode2 = 390", *names, first=2009, add=("gml_mids", "cow_mids", "peace_years"))
    assert found == [
        (2009, 0, 0, 193, 0, 193), (2010, 0, 0, 194, 0, 194), (2011, None, None, None, 0, 195),
        (2012, None, None, None, 0, 196), (2013, None, None, None, 0, 197), (2014, None, None, None, 0, 198),
        (2015, None, None, None, None, None), (2016, None, None, None, None, None),
    ]  # fmt: skip


def test_one_adder_does_not_change_what_another_gives(folder: Path) -> None:
    """The datasets disagree about everything but the number of the dispute: the peer, which joins on whatever columns
    are called the same, has no dispute of GML left after those of COW."""
    mids(folder, dispute(7, [1900], hostlev=3, orig1=0), cow=(dispute(7, [1900], hostlev=4, fatality=2),))
    names = ("year", "gmlmid_dispnum", "gmlmidonset", "gmlmid_hostlev", "gmlmid_orig1")
    where = "ccode1 = 2 AND ccode2 = 200 AND year BETWEEN 1899 AND 1901"
    alone = rows_of(where, *names, add=("gml_mids",))
    assert alone == [(1899, None, 0, None, None), (1900, 7, 1, 3, 0), (1901, None, 0, None, None)]
    assert rows_of(where, *names, add=("cow_mids", "gml_mids")) == alone
    assert rows_of(where, "cowmid_hostlev", "gmlmid_hostlev", add=("gml_mids", "cow_mids"))[1] == (4, 3)


@pytest.mark.parametrize(
    ("initiator", "expected"), [("all-joiners", (1, 1)), ("with-joiners", (1, 0)), ("originators", (0, 0))]
)
def test_who_initiated_is_a_matter_of_choice(folder: Path, initiator: str, expected: tuple[int, int]) -> None:
    """The first is on side A and joined, the second on side B and joined."""
    mids(folder, dispute(1, [1900], orig1=0, orig2=0))
    names, options = ("gmlmid_init1", "gmlmid_init2"), {"initiator": initiator}
    found = rows_of("gmlmid_dispnum = 1 AND ccode1 = 2", *names, add=("gml_mids",), gml_mids=options)
    assert found == [expected]


def test_the_columns_beside_the_flags_can_be_chosen(folder: Path) -> None:
    mids(folder, dispute(1, [1900]))
    made = panel("dyad-year").add("gml_mids", keep="dispnum+hostlev")
    assert made.columns[3:] == ("gmlmidongoing", "gmlmidonset", "gmlmid_dispnum", "gmlmid_hostlev")


def test_an_option_that_is_none_is_refused(folder: Path) -> None:
    mids(folder, dispute(1, [1900]))
    for options in ({"rules": "fatalities"}, {"keep": "dispnumber"}, {"initiator": "sidea"}):
        with pytest.raises(UsageError, match="is none of"):
            panel("dyad-year").add("gml_mids", **options)
    with pytest.raises(UsageError, match="leave them out"):
        panel("state-year").add("gml_mids", rules="fatality")
    with pytest.raises(UsageError, match="no option"):
        panel("dyad-year").add("gml_mids", rule="fatality")


def test_data_that_are_not_imported_are_named_with_the_command(folder: Path) -> None:
    import_folder(folder)
    for name, unit in (
        ("gml_mids", "dyad-year"),
        ("cow_mids", "state-year"),
        ("wars", "dyad-year"),
        ("ucdp", "state-year"),
    ):
        with pytest.raises(DataError, match="is not imported; run: foedus data import"):
            panel(unit, states="gw" if name == "ucdp" else "cow").add(name)


def test_a_dispute_a_year_can_be_imported_as_somebody_chose_it(folder: Path) -> None:
    chosen = [row | {"gmlmidongoing": 1, "gmlmidonset": 1} for row in dispute(1, [1900])]
    write(folder, "gml_mid_ddydisps", chosen)
    import_folder(folder)
    assert rows_of("gmlmidonset = 1", "ccode1", "gmlmid_dispnum", add=("gml_mids",)) == [(2, 1), (200, 1)]
    with pytest.raises(UsageError, match="nothing is left to choose"):
        panel("dyad-year").add("gml_mids", rules="fatality")


def test_states_in_disputes(folder: Path) -> None:
    def part(state: int, first: int, last: int, **cells: int) -> Row:
        known = {"allmiss_leader_start": 0, "allmiss_leader_end": 0, "sidea": 0, "orig": 1, "dispnum": 1}
        return {**known, "ccode": state, "styear": first, "endyear": last, **cells}

    write(folder, "gml_part", [part(2, 1900, 1902, sidea=1), part(200, 1901, 1901), part(390, 1901, 1901, orig=0),
                               part(390, 1850, 1850, allmiss_leader_start=1)])  # fmt: skip
    import_folder(folder)
    made = panel("state-year", first=1850, last=2011).add("gml_mids").add("peace_years")
    with store.connect() as con:
        wanted = made.relation(con).filter("year IN (1850, 1901, 1902, 1903, 2011) AND ccode <> 255")
        names = ("ongoing", "onset", "ongoing_init", "onset_init", "spell", "initspell")
        found = wanted.project(", ".join(("ccode", "year", *(f"gmlmid{name}" for name in names)))).fetchall()
    assert found == [
        (2, 1850, 0, 0, 0, 0, 34, 34), (2, 1901, 1, 0, 1, 0, 0, 0), (2, 1902, 1, 0, 1, 0, 0, 0),
        (2, 1903, 0, 0, 0, 0, 0, 0), (2, 2011, None, None, None, None, None, None),
        (200, 1850, 0, 0, 0, 0, 34, 34), (200, 1901, 1, 1, 0, 0, 85, 85), (200, 1902, 0, 0, 0, 0, 0, 86),
        (200, 1903, 0, 0, 0, 0, 1, 87), (200, 2011, None, None, None, None, None, None),
        (390, 1850, 0, 0, 0, 0, 34, 34), (390, 1901, 1, 1, 1, 1, 85, 85), (390, 1902, 0, 0, 0, 0, 0, 0),
        (390, 1903, 0, 0, 0, 0, 1, 1), (390, 2011, None, None, None, None, None, None),
    ]  # fmt: skip


def test_of_two_wars_in_a_year_the_one_that_begins_then_the_deadliest(folder: Path) -> None:
    def war(number: int, year: int, onset: int, deaths: tuple[int, int], resume: int = 0) -> list[Row]:
        sides = {"sidea1": 1, "sidea2": 2, "initiator1": 1, "initiator2": 0, "resume": resume}
        key = {"warnum": number, "ccode1": 2, "ccode2": 200, "year": year}
        flags = {"cowinterongoing": 1, "cowinteronset": onset, "batdeath1": deaths[0], "batdeath2": deaths[1]}
        return both([{**key, **flags, **sides}])

    wars = [
        *war(1, 1900, 0, (900, 900)), *war(2, 1900, 1, (5, -9)), *war(3, 1900, 1, (-9, 4)),
        *war(4, 1901, 0, (1, 1)), *war(5, 1901, 0, (-9, 3)), *war(6, 1903, 1, (7, 7), 1), *war(6, 1903, 1, (7, 7)),
    ]  # fmt: skip
    write(folder, "cow_war_inter", wars)
    import_folder(folder)
    names = ("year", "cowinter_warnum", "cowinteronset", "cowinter_batdeath1", "cowinter_batdeath2", "cowinterspell")
    found = rows_of("ccode1 = 2 AND ccode2 = 200 AND year BETWEEN 1900 AND 1902", *names, add=("wars", "peace_years"))
    assert found == [(1900, 2, 1, 5, None, 84), (1901, 5, 0, None, 3, 0), (1902, None, 0, None, None, 0)]
    assert rows_of("cowinteronset = 1 AND ccode1 = 2", "cowinter_resume", first=1903, add=("wars",)) == [(0,)]


def test_civil_wars_of_a_state(folder: Path) -> None:
    """Those in which its government is fought; the one that begins, then the deadliest; and wars between states."""

    def war(number: float, year: int, onset: int, **cells: Any) -> Row:
        deaths = {"sideadeaths": 10, "sidebdeaths": -9}
        flags = {"cowintraongoing": 1, "cowintraonset": onset, "primary_state": 1, "wartype": "local issues"}
        return {"warnum": number, "year": year, "ccodea": 2, "warname": "W", **flags, **deaths, **cells}

    two = [war(10, 1900, 0, sidebdeaths=90), war(11, 1900, 1), war(12.5, 1901, 0), war(13, 1901, 0, sidebdeaths=1)]
    others = [war(14, 1902, 1, primary_state=0), war(15, 1903, 1, wartype="central control")]
    write(folder, "cow_war_intra", [*two, *others])
    sides = {"sidea1": 1, "sidea2": 2, "batdeath1": 1, "batdeath2": 1, "cowinterongoing": 1, "cowinteronset": 1}
    write(
        folder,
        "cow_war_inter",
        both([{"warnum": n, "ccode1": 2, "ccode2": 200, "year": 1902, **sides} for n in (7, 8)]),
    )
    import_folder(folder)
    of_war = "cowintra_warnums, cowintraonset, cowintra_sideadeaths, cowintra_sidebdeaths"
    names = f"year, {of_war}, cowinter_warnums, cowintraspell"

    def found(**options: str) -> list[tuple[Any, ...]]:
        made = panel("state-year", first=1900, last=1904).add("wars", **options).add("peace_years")
        with store.connect() as con:
            return made.relation(con).filter("ccode = 2").project(names).fetchall()

    assert found() == [
        (1900, "10; 11", 1, 10, None, None, 84), (1901, "12.5; 13", 0, 10, 1, None, 0),
        (1902, None, 0, None, None, "7; 8", 0), (1903, "15", 1, 10, None, None, 1),
        (1904, None, 0, None, None, None, 0),
    ]  # fmt: skip
    assert [row[1] for row in found(within="central")] == [None, None, None, "15", None]
    assert found(within="local")[3][6] == 1


def test_conflicts_of_a_state(folder: Path) -> None:
    def conflict(number: int, year: int, kind: str = "intrastate", level: int = 1) -> Row:
        return {"conflict_id": number, "year": year, "gwno_a": 2, "incompatibility": "government",
                "intensity_level": level, "type_of_conflict": kind}  # fmt: skip

    spell = {"gwcode": 2, "gw_abb": "USA", "gw_name": "U", "microstate": 0, "start": "1816-01-01", "end": "2017-12-31"}
    write(folder, "gw_system", [spell])
    home = [conflict(10, 1950), conflict(9, 1950), *2 * [conflict(10, 1951, level=2)], conflict(12, 1980)]
    write(folder, "ucdp_acd", [*home, conflict(11, 1952, "interstate", 2), conflict(11, 1953, "II")])
    write(
        folder,
        "ucdp_onsets",
        [{"gwcode": 2, "year": 1950, "sumnewconf": 2, **{f"sumonset{n}": 2 for n in (1, 2, 3, 5, 10)}}],
    )
    import_folder(folder)

    def found(**options: str) -> list[tuple[Any, ...]]:
        made = panel("state-year", states="gw", first=1945, last=1953).add("ucdp", **options)
        with store.connect() as con:
            relation = made.relation(con)
            return relation.project("year, ucdpongoing, ucdponset, maxintensity, conflict_ids, sumonset1").fetchall()

    before = [(1945, None, None, None, None, None), *((year, 0, 0, None, None, 0) for year in range(1946, 1950))]
    assert found() == [
        *before, (1950, 1, 1, 1, "9; 10", 2), (1951, 1, 0, 2, "10", 0), (1952, 0, 0, None, None, 0),
        (1953, 0, 0, None, None, 0),
    ]  # fmt: skip
    assert [row[4] for row in found(types="all")[5:]] == ["9; 10", "10", "11", "11"]
    assert [row[4] for row in found(types="interstate+internationalized")[5:]] == [None, None, "11", "11"]
    assert [row[4] for row in found(types="all", only="wars")[5:]] == [None, "10", "11", None]
    assert [row[2] for row in found(types="all", issues="territory")[5:]] == [0, 0, 0, 0]


def test_the_other_list_of_states_is_asked_year_by_year(folder: Path) -> None:
    """Germany is 260 for one, 255 for the other, which has no such state in 1951: then nothing is known."""
    codes = {2: 2, 260: 255}
    spells = [{"gwcode": c, "gw_name": "A", "microstate": 0, "start": "1949-01-01", "end": "2017-12-31"} for c in codes]
    same = [{"gwcode": gw, "ccode": cow, "year": y} for gw, cow in codes.items() for y in (1949, 1950, 1952)]
    write(folder, "gw_system", spells)
    write(folder, "gw_cw_panel", [*same, {"gwcode": 2, "ccode": 2, "year": 1951}, {"gwcode": 260, "year": 1951}])
    mids(folder, dispute(1, [1950, 1951], 2, 255))
    made = panel("dyad-year", states="gw", first=1949, last=1952).add("gml_mids", keep="dispnum").add("peace_years")
    with store.connect() as con:
        assert made.relation(con).fetchall() == [
            (2, 260, 1949, 0, 0, None, 0), (2, 260, 1950, 1, 1, 1, 1), (2, 260, 1951, None, None, None, None),
            (2, 260, 1952, 0, 0, None, 1),
        ]  # fmt: skip
