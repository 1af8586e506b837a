"""What followed clashes of two states: shares, counted by hand on a small list of disputes made here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.datasets.importing import import_folder
from foedus.event import EventType
from foedus.factfiles import load
from foedus.forecasts.precedents.clashes import FEATURES, LEAST, LEVELS, YEARS, aftermath, comparable, pairs
from foedus.forecasts.precedents.pacts import pact_of, pacts, rivalry
from foedus.system import System

from .dyadic import disputes

IND, PAK, FRA, DEU, HND, SLV = 750, 770, 220, 255, 91, 92
DAY = System(date(2000, 1, 1), load())


def rivalries(home: Path, *rows: tuple[int, int, int, int]) -> None:
    """A list of rivalries: two states, the first year, the last."""
    header = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n"
    lines = [f"{n},R,{one},{other},{start},{end},1,0,0,0,0,0\n" for n, (one, other, start, end) in enumerate(rows, 1)]
    (home / "lists").mkdir()
    (home / "lists" / "tss_rivalries.csv").write_text(header + "".join(lines), encoding="utf-8")
    assert import_folder(home / "lists").took


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    return tmp_path


def test_without_disputes_nothing_is_said() -> None:
    assert comparable(DAY, "IND", "PAK", 4) is None


def test_cases_are_counted_with_what_came_before_and_after(home: Path) -> None:
    disputes(
        home,
        (IND, PAK, 1950, 4), (PAK, IND, 1953, 2), (IND, PAK, 1965, 5), (IND, PAK, 1990, 4),
        (FRA, DEU, 1950, 4),  # with a major power
        (IND, PAK, 1996, 4),  # its five years are not over
        (IND, PAK, 1920, 4),  # before 1946
    )  # fmt: skip
    found = comparable(DAY, "IND", "PAK", LEVELS[EventType.ASSAULT], enough=1)
    assert found is not None
    told = [(c.year, c.war, c.before, c.after) for c in found.cases]
    assert told == [(1950, False, False, True), (1965, True, False, False), (1990, False, False, False)]
    assert found.by == ("powers", "era")
    assert found.dropped == ("border", "rivals")  # no list of either is imported
    assert found.last == 1999
    assert aftermath(found) is None  # one pair is too little


def test_a_threat_is_like_all_that_went_as_far(home: Path) -> None:
    disputes(home, (IND, PAK, 1950, 4), (PAK, IND, 1953, 2), (IND, PAK, 1960, 1))
    for kind, years in ((EventType.THREATEN, [1950, 1953]), (EventType.ASSAULT, [1950])):
        found = comparable(DAY, "IND", "PAK", LEVELS[kind], enough=1)
        assert found is not None
        assert [c.year for c in found.cases] == years


def test_features_are_given_up_until_there_are_enough(home: Path) -> None:
    disputes(home, (IND, PAK, 1950, 4), (HND, SLV, 1950, 4), (IND, PAK, 1900, 4))
    counts = []
    for enough in (1, 2, 3):
        found = comparable(DAY, "IND", "PAK", 4, enough)
        assert found is not None
        assert {*found.by, *found.dropped} == {*FEATURES}
        assert "powers" in found.by
        counts.append(len(found.cases))
    assert counts == sorted(counts)


def test_rivals_are_those_of_their_time(home: Path) -> None:
    """Greece and Turkey have been listed since 1955, France and Germany until then; a rivalry counts after five years,
    so that no dispute makes its own rivals."""
    disputes(home, (350, 640, 1957, 4), (350, 640, 1975, 4), (IND, PAK, 1965, 4), (HND, SLV, 1970, 4))
    rivalries(home, (350, 640, 1955, 2020), (IND, PAK, 1947, 2020))
    found = comparable(DAY, "IND", "PAK", 4, enough=1)
    assert found is not None
    assert "rivals" in found.by
    assert [(c.one, c.year) for c in found.cases] == [(IND, 1965), (350, 1975)]


def test_rivalry_of_a_pact_is_that_of_its_time(home: Path) -> None:
    record = load()
    mongolia = next(p for p in pacts(record, "fight") if p.treaty.id == "SUN-MNG-1936")
    assert rivalry(record, mongolia) is None
    rivalries(home, (365, 740, 1895, 1945))
    assert rivalry(record, mongolia) is True
    assert rivalry(record, pact_of(record, mongolia.treaty, mongolia.parties, date(1960, 1, 1))) is False
    assert rivalry(record, pact_of(record, mongolia.treaty, ("SUN", "JPN"), date(1936, 3, 12))) is False


RIVALS = ((750, 770), (850, 820), (731, 732), (645, 630), (651, 666), (652, 666), (530, 520), (91, 92))
"""Pairs that are listed as rivals for some time since 1946."""


def test_shares_hold_within_intervals_of_whole_pairs(home: Path) -> None:
    disputes(home, *((a, b, y, 5 if y == 1970 else 4) for a, b in RIVALS for y in range(1962, 1990, 4)))
    found = comparable(DAY, "IND", "PAK", 4, enough=9)
    assert found is not None
    assert pairs(found.cases) >= LEAST
    seen = aftermath(found, seed=3)
    assert seen is not None
    assert seen.war.value == pytest.approx(sum(c.war for c in found.cases) / len(found.cases))
    for figure in (seen.war, seen.joined, seen.again.before, seen.again.after):
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= (figure.value or 0.0) <= figure.high
    assert seen.joined.value == 0.0
    assert (seen.joined.high or 0.0) > 0.2  # none of eight pairs does not mean never
    assert aftermath(found, seed=3) == seen
    assert all(c.year + YEARS <= found.last for c in found.cases)


def test_many_disputes_of_few_pairs_say_nothing(home: Path) -> None:
    disputes(home, *((a, b, y, 4) for a, b in RIVALS[:2] for y in range(1950, 1990)))
    found = comparable(DAY, "IND", "PAK", 4)
    assert found is not None
    assert len(found.cases) > 30
    assert aftermath(found) is None
