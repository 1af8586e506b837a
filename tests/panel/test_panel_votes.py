"""Votes in the United Nations in panels: agreement by hand, who voted under what name."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.panel import panel
from foedus.panel.adders.votes import agreement


def test_agreement_by_hand() -> None:
    """The first two meet on three roll calls: alike, one step apart, opposed; the third took part in none of these."""
    choices = np.array([[0, 1, 2, -1], [0, 2, 0, 0], [-1, -1, -1, 0]])
    both, share, s = agreement(choices)
    assert both.tolist() == [[3, 3, 0], [3, 4, 1], [0, 1, 1]]
    assert share[0, 1] == pytest.approx(1 / 3)
    assert s[0, 1] == pytest.approx(0)
    assert share[0, 0] == s[0, 0] == share[1, 2] == s[1, 2] == 1
    assert np.isnan([share[0, 2], s[0, 2]]).all()


@given(arrays(np.int8, st.tuples(st.integers(1, 5), st.integers(1, 9)), elements=st.integers(-1, 2)))
def test_agreement_is_that_of_pairs_of_votes(choices: np.ndarray) -> None:
    both, share, s = agreement(choices)
    for one, other in itertools.product(range(len(choices)), repeat=2):
        pairs = [(a, b) for a, b in zip(choices[one].tolist(), choices[other].tolist(), strict=True) if min(a, b) >= 0]
        assert both[one, other] == len(pairs)
        if pairs:
            assert share[one, other] == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
            assert s[one, other] == pytest.approx(1 - sum(abs(a - b) for a, b in pairs) / len(pairs))


@pytest.fixture
def voted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three roll calls of the session that opens in 1992, the last of them held in 1993; one of 1950."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    files = tmp_path / "files"
    files.mkdir()
    calls = ((1, 47, "1992-10-01"), (2, 47, "1992-11-01"), (3, 47, "1993-02-01"), (9, 5, "1950-10-01"))
    (files / "un_roll_calls.csv").write_text(
        "rcid,session,importantvote,date,unres,amend,para,short,issues\n"
        + "".join(f"{rcid},{session},0,{day},R/1,0,0,X,NA\n" for rcid, session, day in calls)
    )
    votes = {
        ("United States", "US"): ("yes", "no", "no", "yes"), ("Russia", "RU"): ("yes", "abstain", "yes", "no"),
        ("France", "FR"): ("no", None, None, None), ("Taiwan", "TW"): (None, None, None, "yes"),
        ("Atlantis", "NA"): ("yes", "yes", "yes", None),
    }  # fmt: skip
    (files / "un_votes.csv").write_text(
        "rcid,country,country_code,vote\n"
        + "".join(
            f"{call[0]},{name},{code},{vote}\n"
            for (name, code), cast in votes.items()
            for call, vote in zip(calls, cast, strict=True)
            if vote
        )
    )
    import_folder(files)
    return files


def rows(made: Any, names: str, where: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return made.relation(con).filter(where).project(names).fetchall()


def test_a_session_counts_as_the_year_in_which_it_opens(voted: Path) -> None:
    made = panel("dyad-year", first=1992, last=1993, add=("un_votes",))
    found = rows(made, "year, ccode1, ccode2, jointvotes3, agree, s3un", "ccode1 IN (2, 220) AND ccode2 IN (220, 365)")
    assert found == [
        (1992, 2, 220, 1, 0, -1), (1993, 2, 220, None, None, None),
        (1992, 2, 365, 3, pytest.approx(1 / 3), pytest.approx(0)), (1993, 2, 365, None, None, None),
        (1992, 220, 365, 1, 0, -1), (1993, 220, 365, None, None, None),
    ]  # fmt: skip


def test_a_seat_is_of_the_state_that_held_it_then(voted: Path) -> None:
    """What the table calls Russia is the Soviet Union in 1950, what it calls Taiwan is Taiwan from 1949."""
    made = panel("dyad-year", directed=True, first=1950, last=1950, add=("un_votes",))
    assert rows(made, "ccode1, ccode2, s3un", "s3un IS NOT NULL AND ccode1 < ccode2") == [
        (2, 365, -1), (2, 713, 1), (365, 713, -1),
    ]  # fmt: skip


def test_votes_of_states(voted: Path) -> None:
    for states, code in (("cow", "ccode"), ("gw", "gwcode")):
        made = panel("state-year", states=states, first=1992, last=1992, add=("un_votes",))
        assert rows(made, f"{code}, unvotes", "unvotes IS NOT NULL") == [(2, 3), (220, 1), (365, 3)]


def test_ideal_points_that_are_not_imported_are_told(voted: Path) -> None:
    made = panel("dyad-year", add=("un_votes",))
    assert "idealpointdistance" not in made.columns
    assert "ideal points" in made.steps[0].added.notes[0]


def test_ideal_points_and_their_distance(voted: Path) -> None:
    (voted / "IdealpointestimatesAll_Apr2020.csv").write_text(
        "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
        "1,2,47,42,1.5,1,1,1,1.5,2,2,2,USA,United States\n2,365,47,42,-0.25,-1,-1,-1,-0.25,0,0,0,RUS,Russia\n"
    )
    import_folder(voted)
    made = panel("dyad-year", first=1992, last=1993, add=("un_votes",))
    found = rows(made, "year, idealpoint1, idealpoint2, idealpointdistance", "ccode1 = 2 AND ccode2 = 365")
    assert found == [(1992, 1.5, -0.25, 1.75), (1993, None, None, None)]
