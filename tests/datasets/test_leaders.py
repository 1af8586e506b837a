"""Archigos and LEAD as their authors publish them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .official import columns, imported, put, rows, text

NAMES = columns("archigos", "1March_Archigos_4.1.txt")


def leader(obsid: str, leadid: str, start: str, end: str, exit_: str = "Regular", **cells: object) -> dict[str, object]:
    days = {"startdate": start, "enddate": end}
    return {"obsid": obsid, "leadid": leadid, "ccode": 2, "idacr": "USA", "leader": obsid, **days,
            "entry": "Regular", "exit": exit_, "exitcode": exit_, "gender": "M", "yrborn": 1820, **cells}  # fmt: skip


LEADERS = (
    leader("USA-1", "a", "1869-03-04", "1871-06-01"),
    leader("USA-2", "b", "1871-06-01", "1872-05-05", "Irregular", leader="Muñoz", yrborn=-777),
    leader("USA-3", "a", "1872-05-06", "1873-12-31"),
)


def test_tabs_names_not_in_utf8_and_codes_of_what_nobody_knows(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "1March_Archigos_4.1.txt", text(NAMES, *LEADERS, delimiter="\t", default="NA"), "cp1252")
    report = imported(tmp_path / "in")
    assert "archigos 4.1, leaders, 3 rows, speaks for 1840-2015" in report.took[0]
    found = rows("archigos", "leaders", "obsid", "gwcode", "leader", "yrborn", "startdate")
    assert found[1] == ("USA-2", 2, "Muñoz", None, date(1871, 6, 1))


def test_leaders_by_year_follow_from_their_days_in_office(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "archigos.txt", text(NAMES, *LEADERS, delimiter="\t", default="NA"))
    imported(tmp_path / "in")
    names = ("year", "leadertransition", "irregular", "n_leaders", "jan1obsid", "dec31obsid")
    assert rows("archigos", "state_years", *names) == [
        (1870, 0, 0, 1, "USA-1", "USA-1"),
        (1871, 1, 1, 2, "USA-1", "USA-2"),  # the one who left irregularly did so a year later: the peer's rule
        (1872, 1, 1, 2, "USA-2", "USA-3"),
        (1873, 0, 0, 1, "USA-3", "USA-3"),
    ]


def test_lead_is_read_from_the_stata_file_saved_as_csv(home: Path, tmp_path: Path) -> None:
    names = columns("lead", "leaders_datapaper_replication_final_9_10_15.csv")
    one = {"leaderid": "LEAD.v1-1", "leadid29": "A2.9-1", "leadername": "X", "ccode": 2, "year": 1869, "combat": 1}
    put(tmp_path / "in", "lead.csv", text(names, one, one, default="."))  # some stand in it twice
    imported(tmp_path / "in")
    assert rows("lead", "persons", "leaderid", "leadid29", "combat", "rebel") == [("LEAD.v1-1", "A2.9-1", 1, None)] * 2
