"""Militarized disputes: opponents by year and one dispute a year follow from disputes and participants."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .tables import brought, put, rows

MIDA = "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,recip,numa,numb,ongo2014,version"  # noqa: E501
MIDB = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version"  # noqa: E501


def part(dispute: int, state: int, start: str, end: str, side: int, fatality: int = 0, orig: int = 1) -> str:
    """A row of MIDB; days as D.M.YYYY."""
    days = ",".join(part for day in (start, end) for part in day.split("."))
    return f'{dispute},"XXX",{state},{days},{side},0,0,-9,{fatality},-9,7,3,{orig},5'


def disp(dispute: int, fatality: int = 0, hostlev: int = 3, mindur: int = 1, stmon: int = 1) -> str:
    """A row of MIDA."""
    return f"{dispute},1,{stmon},1900,1,1,1901,5,3,{fatality},-9,99,{mindur},7,{hostlev},0,1,1,0,5"


def given(folder: Path, disputes: list[str], participants: list[str]) -> None:
    put(folder, "MIDA 5.0.csv", "\n".join([MIDA, *disputes]), newline="\r\n")
    put(folder, "MIDB 5.0.csv", "\n".join([MIDB, *participants]), newline="\r\n")
    brought(folder)


PAIR = ("ccode1", "ccode2", "year", "disponset")


def test_opponents_meet_on_a_day(home: Path, tmp_path: Path) -> None:
    """States on one side are no opponents, nor are those that were never in the dispute on one day."""
    spells = [
        part(1, 2, "5.3.1900", "2.2.1901", 1),
        part(1, 20, "1.6.1900", "1.7.1900", 1),
        part(1, 200, "2.7.1900", "4.1.1901", 0),
    ]
    given(tmp_path / "in", [disp(1)], spells)
    assert rows("cow_mid", "dyadic", *PAIR) == [
        (2, 200, 1900, 1),
        (2, 200, 1901, 0),
        (200, 2, 1900, 1),
        (200, 2, 1901, 0),
    ]


def test_unknown_days_are_as_early_and_as_late_as_they_can_be(home: Path, tmp_path: Path) -> None:
    spells = [part(1, 2, "30.4.1900", "30.4.1900", 1), part(1, 200, "15.3.1900", "-9.4.1900", 0)]
    spells += [part(2, 2, "1.2.1900", "1.2.1900", 1), part(2, 200, "-9.2.1900", "-9.2.1900", 0)]
    given(tmp_path / "in", [disp(1), disp(2)], spells)
    assert rows("cow_mid", "dyadic", "dispnum", "ccode1") == [(1, 2), (1, 200), (2, 2), (2, 200)]


def test_who_comes_back_begins_anew(home: Path, tmp_path: Path) -> None:
    """An onset in the year of a return, if a day lay between; a state has what is said of its first spell that year."""
    spells = [
        part(1, 365, "1.1.1900", "31.12.1902", 0),
        part(1, 2, "1.1.1900", "5.1.1900", 1, fatality=1),
        part(1, 2, "1.5.1901", "6.5.1901", 1, fatality=2),
        part(1, 2, "7.5.1901", "1.2.1902", 1, fatality=3),
    ]
    given(tmp_path / "in", [disp(1)], spells)
    found = [row for row in rows("cow_mid", "dyadic", *PAIR, "fatality1") if row[0] == 2]
    assert found == [(2, 365, 1900, 1, 1), (2, 365, 1901, 1, 2), (2, 365, 1902, 0, 3)]


def test_one_dispute_stands_for_a_year(home: Path, tmp_path: Path) -> None:
    """One that begins before one that goes on, then fatalities (unknown above none), hostility, duration, the month."""
    both = lambda n, start, end: [part(n, 2, start, end, 1), part(n, 200, start, end, 0)]  # noqa: E731
    spells = both(1, "1.1.1900", "1.1.1901") + both(2, "1.3.1901", "1.4.1901") + both(3, "1.5.1901", "1.6.1901")
    spells += both(4, "1.5.1902", "1.6.1902") + both(5, "1.5.1902", "1.6.1902")
    spells += both(6, "1.5.1903", "1.6.1903") + both(7, "1.3.1903", "1.6.1903")
    said = [disp(1, fatality=6), disp(2, fatality=0), disp(3, fatality=-9), disp(4, hostlev=3, mindur=90)]
    said += [disp(5, hostlev=4, mindur=1), disp(6, stmon=5), disp(7, stmon=3)]
    given(tmp_path / "in", said, spells)
    chosen = rows("cow_mid", "dyad_years", "ccode1", "year", "dispnum", "cowmidonset", "fatality")
    assert [row for row in chosen if row[0] == 2] == [
        (2, 1900, 1, 1, 6), (2, 1901, 3, 1, -9), (2, 1902, 5, 1, 0), (2, 1903, 7, 1, 0),
    ]  # fmt: skip


def test_incidents(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "MIDI 5.0.csv",
        """
        dispnum,incidnum,stday,stmon,styear,endday,endmon,endyear,duration,tbi,fatality,fatalpre,action,hostlev,numa,version
        3551,3551010,18,10,1993,18,10,1993,1,-9,0,0,1,2,1,5
    """,
    )
    put(
        tmp_path / "in",
        "MIDIP 5.0.csv",
        """
        dispnum,incidnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,insidea,sidea,fatality,fatalpre,action,hostlev,revtype1,revtype2,version
        3551,3551010,"USA",2,18,10,1993,18,10,1993,1,1,0,0,1,2,2,0,5
    """,
    )
    brought(tmp_path / "in")
    assert rows("cow_mid", "incidents", "incidnum", "tbi") == [(3551010, -9)]
    assert rows("cow_mid", "incident_participants", "ccode", "insidea") == [(2, 1)]


def test_older_files_have_other_names(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "MIDA_4.01.csv",
        """
        DispNum3,DispNum4,StDay,StMon,StYear,EndDay,EndMon,EndYear,Outcome,Settle,Fatality,FatalPre,MaxDur,MinDur,HiAct,HostLev,Recip,NumA,NumB,Link1,Link2,Link3,Ongo2010,Version
        2,-9,-9,7,1902,24,1,1903,6,1,0,0,208,178,7,3,0,1,1,0,0,0,0,4.01
    """,
    )
    put(
        tmp_path / "in",
        "MIDB_4.01.csv",
        """
        DispNum3,DispNum4,StAbb,ccode,StDay,StMon,StYear,EndDay,EndMon,EndYear,SideA,RevState,RevType1,RevType2,Fatality,FatalPre,HiAct,HostLev,Orig,Version
        2,-9,UKG,200,-9,7,1902,24,1,1903,0,1,1,-9,0,0,0,1,1,4.01
        2,-9,USA,2,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,4.01
    """,
    )
    brought(tmp_path / "in")
    assert rows("cow_mid", "dyad_years", "ccode1", "year") == [(2, 1902), (2, 1903), (200, 1902), (200, 1903)]
    held = store.held("cow_mid", "dyad_years")
    assert held is not None
    assert (held.version, held.years) == ("4.01", (1816, 2010))


def test_the_dyadic_file_is_a_table_of_its_own(home: Path, tmp_path: Path) -> None:
    names = "disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,year,endday,endmnth,endyear,outcome,settlmnt,fatlev,highact,hihost,recip,noinit,notarg,sideaa,revstata,revtypea,fatleva,highmcaa,hihosta,orignata,sideab,revstatb,revtypeb,fatlevb,highmcab,hihostb,orignatb,rolea,roleb,dyad_rolea,dyad_roleb,war,durindx,duration,cumdurat,mid5hiact,mid5hiacta,mid5hiactb,severity,severitya,severityb,ongo2014,new,change,changetype_1,changetype_2"  # noqa: E501
    known = {
        "disno": "2",
        "statea": "2",
        "stateb": "200",
        "namea": "USA",
        "nameb": "UKG",
        "strtyr": "1902",
        "year": "1902",
        "endyear": "1903",
    }
    put(tmp_path / "in", "dyadic_mid_4.03.csv", f"{names}\n" + ",".join(known.get(c, "1") for c in names.split(",")))
    brought(tmp_path / "in")
    assert rows("cow_mid", "dyadic_file", "disno", "statea", "stateb", "year") == [(2, 2, 200, 1902)]


@pytest.mark.parametrize(
    ("spell", "reason"),
    [
        (part(1, 2, "1.1.190", "1.1.1900", 1), "column styear: '190' is no year"),
        (part(1, 2, "x.1.1900", "1.1.1900", 1), "column stday: 'x' is no whole number"),
        (part(1, 2, "1.1.1900", "1.1.1900", 1)[:20], "Expected Number of Columns"),
    ],
)
def test_a_wrong_row_stops_the_import(home: Path, tmp_path: Path, spell: str, reason: str) -> None:
    put(tmp_path / "in", "MIDA 5.0.csv", f"{MIDA}\n{disp(1)}")
    put(tmp_path / "in", "MIDB 5.0.csv", f"{MIDB}\n{part(1, 200, '1.1.1900', '1.1.1900', 0)}\n{spell}")
    with pytest.raises(DataError, match=reason):
        import_folder(tmp_path / "in")
    assert store.imported("cow_mid") == {}


def test_what_follows_from_an_older_version_does_not_replace_a_newer_one(home: Path, tmp_path: Path) -> None:
    names = "dispnum,ccode1,ccode2,year,dispongoing,disponset,sidea1,sidea2,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2"  # noqa: E501
    put(tmp_path / "new", "cow_mid_dirdisps.csv", f"{names}\n9,2,200,1999,1,1,1,0,0,0,0,0,7,7,3,3,1,1")
    brought(tmp_path / "new")
    both = [part(1, 2, "5.3.1900", "2.2.1901", 1), part(1, 200, "5.3.1900", "2.2.1901", 0)]
    put(tmp_path / "old", "MIDB 4.3.csv", "\n".join([MIDB, *(row.removesuffix("5") + "4.3" for row in both)]))
    brought(tmp_path / "old")
    assert len(rows("cow_mid", "participants", "ccode")) == 2
    assert rows("cow_mid", "dyadic", "year") == [(1999,)]


def test_several_versions_are_told(home: Path, tmp_path: Path) -> None:
    both = [part(1, 2, "5.3.1900", "2.2.1901", 1), part(1, 200, "5.3.1900", "2.2.1900", 0).removesuffix("5") + "4.3"]
    put(tmp_path / "in", "MIDB.csv", "\n".join([MIDB, *both]))
    put(tmp_path / "in", "MIDA.csv", f"{MIDA}\n{disp(1).removesuffix('5')}4.3")
    report = brought(tmp_path / "in")
    assert any("rows of several versions: 4.3, 5" in line for line in report.odd)
    assert (
        "dyad_years of cow_mid is made of several versions: dyadic 5.0, disputes 4.3; import files of one"
        in report.took
    )
