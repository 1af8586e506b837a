"""Votes in the General Assembly and ideal points, as Voeten publishes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.errors import DataError

from .official import columns, imported, put, rows, text

POINTS = ("Row", "ccode", "session", "NVotes", "IdealPoint", "QO%", "Q5%", "Q10%", "Q50%", "Q90%", "Q95%", "Q100%",
          "iso3c", "Countryname")  # fmt: skip


def test_names_not_in_utf8_and_per_cent_in_names_of_columns(home: Path, tmp_path: Path) -> None:
    cells = dict.fromkeys(POINTS[5:12], 0.5)
    one = {"Row": 1, "ccode": 437, "session": 15, "NVotes": 95, "IdealPoint": 0.25, "iso3c": "CIV", **cells}
    given = text(POINTS, one | {"Countryname": "Côte d’Ivoire"}, one | {"session": 74}).replace("\n", "\r\n")
    put(tmp_path / "in", "IdealpointestimatesAll_Apr2020.csv", given, "cp1252")
    report = imported(tmp_path / "in")
    assert "un_votes 2019, ideal_points, 2 rows, speaks for 1946-2019" in report.took[0]
    found = rows("un_votes", "ideal_points", "ccode", "country", "session", "year", "nvotes", "idealpoint", "q0")
    assert found[0] == (437, "Côte d’Ivoire", 15, 1960, 95, 0.25, 0.5)


def test_the_newer_layout_has_years_and_final_votes(home: Path, tmp_path: Path) -> None:
    names = (
        "",
        "ccode",
        "iso3c",
        "Countryname",
        "year",
        "NVotesFP",
        "IdealPointFP",
        "Q5%FP",
        "Q50%FP",
        "Q95%FP",
        "NVotesAll",
    )
    one = {"": 1, "ccode": 2, "iso3c": "USA", "year": 2025, "NVotesFP": 80, "IdealPointFP": 2.5, "NVotesAll": 120}
    put(tmp_path / "in", "Idealpointestimates1946-2025.tab", text(names, one, delimiter="\t"))
    imported(tmp_path / "in")
    found = rows("un_votes", "ideal_points", "ccode", "session", "year", "nvotes", "idealpoint", "q5")
    assert found == [(2, 80, 2025, 80, 2.5, None)]


VOTES = columns("un_votes", "UNVotes.csv")
CALL = {"rcid": 3, "session": 1, "date": "1946-01-01", "unres": "R/1/66", "importantvote": 0, "amend": 1, "para": 0,
        "short": "AMENDMENTS", "me": 0, "nu": 0, "di": 1, "hr": 0, "co": 1, "ec": 0}  # fmt: skip


def test_votes_and_roll_calls_follow_from_what_was_cast(home: Path, tmp_path: Path) -> None:
    states = ((2, "United States", 1), (20, "Canada", 3), (365, "Russia", 2), (40, "Cuba", 8), (255, "Germany", 9))
    given = (CALL | {"ccode": code, "Countryname": name, "vote": vote} for code, name, vote in states)
    put(tmp_path / "in", "UNVotes.csv", text(VOTES, *given))
    imported(tmp_path / "in")
    assert rows("un_votes", "votes", "rcid", "country", "country_code", "vote") == [
        (3, "United States", "US", "yes"),
        (3, "Canada", "CA", "no"),
        (3, "Russia", "RU", "abstain"),
    ]
    found = rows("un_votes", "roll_calls", "rcid", "session", "date", "unres", "issues")
    assert found == [(3, 1, date(1946, 1, 1), "R/1/66", "co;di")]
    held = store.held("un_votes", "cast")
    assert held is not None
    assert len(rows("un_votes", "cast", "vote")) == len(states)


def test_states_that_are_no_more_keep_the_codes_that_they_had(home: Path, tmp_path: Path) -> None:
    given = {(345, 40): "YU", (345, 65): "RS", (265, 30): "DD", (260, 30): "DE", (365, 10): "RU", (678, 20): "YE",
             (680, 30): "YD", (315, 5): "CS", (511, 18): None, (565, 60): "NA"}  # fmt: skip
    votes = (
        CALL | {"rcid": n, "ccode": code, "session": session, "vote": 1} for n, (code, session) in enumerate(given)
    )
    put(tmp_path / "in", "UNVotes.csv", text(VOTES, *votes))
    imported(tmp_path / "in")
    assert {row[:2]: row[2] for row in rows("un_votes", "cast", "ccode", "session", "country_code")} == given


def test_a_day_that_is_none_is_refused(home: Path, tmp_path: Path) -> None:
    vote = CALL | {"ccode": 2, "vote": 1}
    put(tmp_path / "in", "UNVotes.csv", text(VOTES, vote | {"date": "12/31/1999"}, vote | {"date": "31 December"}))
    with pytest.raises(DataError, match="row 2, column date: '31 December' is no day"):
        imported(tmp_path / "in")
