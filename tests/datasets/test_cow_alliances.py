"""Formal alliances of COW: six files, one table of directed pairs and one of members."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder

from .tables import brought, put, rows

SPELL = "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente"  # noqa: E501
FLAGS = ("ccode1", "ccode2", "year", "cow_defense", "cow_neutral", "cow_nonagg", "cow_entente")


def spell(one: int, two: int, years: tuple[int, int | str], pledges: str, alliance: int = 1) -> str:
    return f'{alliance},{one},"A, of B",{two},"C",1,2,{years[0]},,,{years[1]},0,0,{pledges}'


def test_directed_years_of_several_alliances_are_one_row(home: Path, tmp_path: Path) -> None:
    lines = [
        f"{spell(2, 20, (1958, 1959), flags, n)},{year},4.1"
        for n, flags in ((1, "1,0,1,1"), (2, "0,0,0,1"))
        for year in (1958, 1959)
    ]
    put(tmp_path / "in", "alliance_v4.1_by_directed_yearly.csv", "\n".join([f"{SPELL},year,version", *lines]))
    brought(tmp_path / "in")
    assert rows("cow_alliances", "dyad_years", *FLAGS) == [(2, 20, 1958, 1, 0, 1, 1), (2, 20, 1959, 1, 0, 1, 1)]


OPEN = spell(2, 20, (2011, ""), "0,1,,0")  # an alliance that is in force when the data end


@pytest.mark.parametrize(
    ("name", "head", "lines", "directions"),
    [
        ("by_dyad_yearly", f"{SPELL},year,version", [f"{OPEN},{year},4.1" for year in (2011, 2012)], 2),
        ("by_dyad", f"{SPELL},version", [f"{OPEN},4.1"], 2),
        ("by_directed", f"{SPELL},version", [f"{OPEN},4.1"], 1),
    ],
)  # fmt: skip
def test_other_files_give_the_same(
    home: Path, tmp_path: Path, name: str, head: str, lines: list[str], directions: int
) -> None:
    """Pairs without a direction have both; spells are spread over years, to the end of the data if in force."""
    put(tmp_path / "in", f"alliance_v4.1_{name}.csv", "\n".join([head, *lines]))
    brought(tmp_path / "in")
    wanted = [(a, b, year, 0, 1, None, 0) for a, b in ((2, 20), (20, 2))[:directions] for year in (2011, 2012)]
    assert rows("cow_alliances", "dyad_years", *FLAGS) == wanted


def test_years_before_the_data_are_not_made_up(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "alliance_v4.1_by_directed.csv",
        f"{SPELL},version\n{spell(200, 235, (1373, 1816), '1,0,0,0')},4.1",
    )
    brought(tmp_path / "in")
    assert rows("cow_alliances", "dyad_years", "year") == [(1816,)]


def test_the_directed_file_goes_before_the_other(home: Path, tmp_path: Path) -> None:
    for name, state in (("dyad", 2), ("directed", 20)):
        line = f"{spell(state, 200, (1949, 1949), '1,0,0,0')},1949,4.1"
        put(tmp_path / "in", f"alliance_v4.1_by_{name}_yearly.csv", f"{SPELL},year,version\n{line}")
    report = import_folder(tmp_path / "in")
    assert [line.partition(":")[0] for line in report.skipped] == ["alliance_v4.1_by_dyad_yearly.csv"]
    assert rows("cow_alliances", "dyad_years", "ccode1", "ccode2") == [(20, 200)]


@pytest.mark.parametrize("yearly", [False, True])
def test_members(home: Path, tmp_path: Path, yearly: bool) -> None:
    head = "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente"  # noqa: E501
    row = '7,300,"Austria-Hungary",-9,6,1879,,,,"Type I: Defense Pact",-9,6,1879,3,11,1918,0,0,1,0,0,0'
    lines = [f"{row},{year},4.1" for year in (1879, 1880)] if yearly else [f"{row},4.1"]
    put(tmp_path / "in", "x.csv", "\n".join([f"{head},year,version" if yearly else f"{head},version", *lines]))
    brought(tmp_path / "in")
    columns = ("version4id", "ccode", "all_st_day", "all_end_year", "mem_end_year", "ss_type", "defense")
    assert rows("cow_alliances", "members", *columns) == [(7, 300, None, None, 1918, "Type I: Defense Pact", 1)]
