"""Wars of COW: opponents and years follow from participants; the oddities of the files."""

from __future__ import annotations

from pathlib import Path

from foedus.datasets import store

from .tables import brought, put, rows

INTER = "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version"  # noqa: E501
INTRA = "WarNum,WarName,WarType,CcodeA,SideA,CcodeB,SideB,Intnl,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,SideADeaths,SideBDeaths,Version"  # noqa: E501

NONE = "-8,-8,-8,-8,-8,-8"


def fought(
    war: int, state: int, side: int, days: str, again: str = NONE, initiator: int = 2, deaths: str = "10"
) -> str:
    return f"{war},War {war},1,{state},State,{side},{days},{again},-8,2,{initiator},1,-8,{deaths},4"


PAIR = ("ccode1", "ccode2", "year", "cowinteronset", "sidea1", "initiator1", "batdeath2", "resume")


def test_opponents_by_year(home: Path, tmp_path: Path) -> None:
    """Lines that end by carriage returns alone, as the file of COW has them; deaths with a comma."""
    lines = [
        INTER,
        fought(1, 2, 1, "4,7,1900,2,1,1901", initiator=1),
        fought(1, 200, 2, "12,1,1900,3,1,1901", deaths='"1,500"'),
    ]
    put(tmp_path / "in", "Inter-StateWarData_v4.0.csv", "\n".join(lines), newline="\r")
    brought(tmp_path / "in")
    assert rows("wars", "inter", *PAIR) == [
        (2, 200, 1900, 1, 1, 1, 1500, 0), (2, 200, 1901, 0, 1, 1, 1500, 0),
        (200, 2, 1900, 1, 2, 0, 10, 0), (200, 2, 1901, 0, 2, 0, 10, 0),
    ]  # fmt: skip
    held = store.held("wars", "inter")
    assert held is not None
    assert (held.version, held.years) == ("4.0", (1816, 2007))  # and not the years of its wars


def test_a_war_that_is_resumed_is_a_row_apart(home: Path, tmp_path: Path) -> None:
    lines = [
        INTER,
        fought(46, 255, 1, "2,1,1864,4,25,1864", "6,25,1864,7,20,1864"),
        fought(46, 390, 2, "2,1,1864,4,25,1864", "6,25,1864,7,20,1864"),
    ]
    put(tmp_path / "in", "inter.csv", "\n".join(lines))
    brought(tmp_path / "in")
    found = rows("wars", "inter", "ccode1", "year", "cowinteronset", "outcome1", "resume")
    assert found == [(255, 1864, 1, 1, 0), (390, 1864, 1, 1, 0), (255, 1864, 1, None, 1), (390, 1864, 1, None, 1)]


def test_a_state_that_changes_sides(home: Path, tmp_path: Path) -> None:
    spells = [fought(139, 325, 2, "6,10,1940,9,2,1943"), fought(139, 325, 1, "10,18,1943,5,7,1945")]
    spells += [fought(139, 200, 1, "9,3,1939,8,14,1945"), fought(139, 255, 2, "9,1,1939,5,7,1945")]
    put(tmp_path / "in", "inter.csv", "\n".join([INTER, *spells]))
    brought(tmp_path / "in")
    found = [row for row in rows("wars", "inter", "ccode1", "ccode2", "year", "sidea1") if row[0] == 325]
    assert found == [(325, 200, 1940 + n, 2) for n in range(4)] + [(325, 255, 1943 + n, 1) for n in range(3)]


def civil(war: str, kind: int, states: str, first: str, again: str = NONE, deaths: str = "-9,-9") -> str:
    """A row: states as CcodeA,SideA,CcodeB,SideB; spells as M,D,Y,M,D,Y."""
    return f"{war},War,{kind},{states},0,{first},{again},-8,2,X,1,-8,{deaths},4.1"


YEARS = ("warnum", "year", "wartype", "cowintraonset", "resume_combat", "primary_state", "sideadeaths", "ongo2007")


def test_civil_wars_by_year(home: Path, tmp_path: Path) -> None:
    """Only civil wars; numbers with commas; a war that goes on ends with the data; resumed; a foreign state's row."""
    lines = [
        civil("500", 5, "365,Russia,-8,Rebels", "6,10,1818,-9,-9,1819", deaths='"10,480",-9'),
        civil("501", 6, "-8,Sidon,-8,Damascus", "6,-9,1820,7,21,1821"),
        civil("856", 4, "100,Colombia,-8,FARC", "8,19,2006,-7,-7,-7"),
        civil("506", 5, "640,Turkey,-8,Greeks", "3,25,1821,4,25,1821", "1,1,1823,2,2,1823"),
        civil("506", 5, "-8,-8,200,United Kingdom", "3,20,1821,4,27,1821"),
    ]
    put(tmp_path / "in", "Intra-StateWarData_v4.1.csv", "\n".join([INTRA, *lines]))
    brought(tmp_path / "in")
    assert rows("wars", "intra", *YEARS) == [
        (500, 1818, "local issues", 1, 0, 1, 10480, 0), (500, 1819, "local issues", 0, 0, 1, 10480, 0),
        (506, 1821, "local issues", 1, 0, 1, -9, 0), (506, 1823, "local issues", 1, 1, 1, -9, 0),
        (506, 1821, "local issues", 0, 0, 0, -9, 0),
        (856, 2006, "central control", 1, 0, 1, -9, 1), (856, 2007, "central control", 0, 0, 1, -9, 1),
    ]  # fmt: skip
    assert len(rows("wars", "intra_participants", "line")) == 5


def test_letters_that_are_not_utf_8_and_years_in_the_cell_of_the_day(home: Path, tmp_path: Path) -> None:
    lines = [
        civil("585", 5, "710,China,-8,Zhang Jizhong", "10,-9,1866,10,-91866,"),
        civil("682", 4, "255,Germany,-8,Mané", "1,6,1919,5,1919,"),
    ]
    put(tmp_path / "in", "intra.csv", "\n".join([INTRA, *lines]), encoding="latin-1")
    report = brought(tmp_path / "in")
    assert "not UTF-8 (line 3)" in report.odd[0]
    assert rows("wars", "intra", "year", "sideb") == [(1866, "Zhang Jizhong"), (1919, "Mané")]
    found = rows("wars", "intra_participants", "endmonth1", "endday1", "endyear1")
    assert found == [(10, -9, 1866), (5, -9, 1919)]


def test_version_5_1_has_four_spells_and_decimal_numbers(home: Path, tmp_path: Path) -> None:
    spells = ",".join(f"StartMo{n},StartDy{n},StartYr{n},EndMo{n},EndDy{n},EndYr{n}" for n in range(1, 5))
    head = f"WarNum,WarName,V5Region,WarType,CcodeA,SideA,CcodeB,SideB,Intnl,{spells},TransFrom,WDuratDays,WDuratMo,Initiator,Outcome,TransTo,Deaths A,Deaths B,TotalBDeaths,Version"  # noqa: E501
    days = "1,1,2013,-7,-7,-7,-8,-8,-8,-8,-8,-8,-8,-8,-8,-8,-8,-8,1,1,2010,2,2,2010"
    row = f'990.4,War,6,4,651,Egypt,-8,Others,0,{days},-8,100,3,X,5,-8,"1,500",-9,"1,500",5.1'
    put(tmp_path / "in", "INTRA-STATE_State_participants v5.1 CSV.csv", f"{head}\n{row}")
    brought(tmp_path / "in")
    found = rows("wars", "intra", "warnum", "year", "resume_combat", "sideadeaths", "ongo2007")
    assert found == [(990.4, 2010, 1, 1500, None), (990.4, 2013, 0, 1500, None), (990.4, 2014, 0, 1500, None)]


def test_wars_of_others(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "Extra-StateWarData_v4.0.csv",
        """
        WarNum,WarName,WarType,ccode1,SideA,ccode2,SideB,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2 ,EndYear2,Initiator,Interven,TransFrom,Outcome,TransTo,WhereFought,BatDeath,NonStateDeaths,Version
        300,Allied Bombardment,3,200,United Kingdom,-8,Algeria,8,26,1816,8,30,1816,-8,-8,-8,-8,-8,-8,1,0,-8,1,-8,6,"1,129",-9,4
    """,  # noqa: E501
    )
    put(
        tmp_path / "in",
        "Non-StateWarData_v4.0.csv",
        """
        WarNum,WarName,WarType,WhereFought,SideA1,SideA2,SideB1,SideB2,SideB3,SideB4,SideB5,StartYear,StartMonth,StartDay,EndYear,EndMonth,EndDay,Initiator,TransFrom,TransTo,Outcome,SideADeaths,SideBDeaths,TotalCombatDeaths,Version
        1500,First Maori Tribal,8,9,Nga Puhi,-8,Taranaki,-8,-8,-8,-8,1818,-9,-9,1824,-9,-9,A,-8,-8,4,-9,-9,-9,4
    """,
    )
    brought(tmp_path / "in")
    assert rows("wars", "extra", "warnum", "ccode1", "endday2", "batdeath") == [(300, 200, -8, 1129)]
    assert rows("wars", "non_state", "warname", "sidea2", "startyear") == [("First Maori Tribal", "-8", 1818)]


def test_wars_within_states_as_a_whole(home: Path, tmp_path: Path) -> None:
    head = "WarNum,WarName,V5RegionNum,WarType,CcodeA,SideA,SideB,Intnl,StartMo1,StartDy1,StartYr1,EndMo1,EndDy1,EndYr1,WDuratDays,WDuratMo,TotNatMonWar,TransFrom,Initiator,Outcome,TransTo,DeathsSideA,DeathsSideB,TotalBDeaths,Version"  # noqa: E501
    row = '500,First Caucasus War,3,5,365,Russia,Rebels,0,6,10,1818,11,-9,1822,1596,53.2,53.2,-8,Chechnya,1,-8,"5,000",6000,11000,5.1'  # noqa: E501
    put(tmp_path / "in", "INTRA-STATE WARS v5.1 CSV.csv", f"{head}\n{row}")
    brought(tmp_path / "in")
    found = rows("wars", "intra_wars", "warnum", "region", "sideadeaths", "totaldeaths", "startyear2")
    assert found == [(500.0, 3, 5000, 11000, None)]
