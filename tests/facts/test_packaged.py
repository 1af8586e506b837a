"""The packaged facts: they hold together, are in canonical form, and cover what a brief needs."""

from __future__ import annotations

from datetime import date

import pytest

from foedus import factcheck, factfiles, factforms
from foedus.record import Record

DAY = date(2024, 6, 19)
TOP = {"head_of_state", "head_of_government", "leader"}

# Who owed defence to whom, or did not, on the days named: facts that any handbook gives.
STATES = ("RUS", "PRK", "KOR", "CHN", "USA", "JPN", "IND", "PAK", "SAU", "IRN", "TUR", "UKR", "FRA", "GBR")
ALLIANCES = {
    "NATO": "NATO-1949", "CSTO": "CST-1992", "ARL": "ARAB-JD-1950", "GCC": "GCC-JD-2000", "RIO": "RIO-1947",
    "ANZUS": "ANZUS-1951", "AES": "AES-2023",
}  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    return factfiles.load()


def test_the_facts_hold_together() -> None:
    record, unread = factfiles.read(factfiles.FACTS)
    assert [str(p) for p in (*unread, *factcheck.check(record, factfiles.FACTS))] == []


def test_the_facts_are_in_canonical_form() -> None:
    assert [path.name for path, _ in factforms.differing(factfiles.FACTS)] == []


def test_the_states_of_the_day_are_there(record: Record) -> None:
    assert sum(s.in_system(DAY, "gw") for s in record.states.values()) >= 195
    assert sum(s.in_system(DAY, "un") for s in record.states.values()) == 193
    assert sum(s.in_system(DAY, "cow") for s in record.states.values()) >= 190


def test_there_are_enough_organisations_and_treaties(record: Record) -> None:
    assert len(record.organisations) >= 25
    assert len(record.treaties) >= 60


def test_leaders_are_known_for_most_states(record: Record) -> None:
    governed = {o.state for o in record.offices if o.office in TOP and o.period.at(DAY) != "outside"}
    assert len(governed & record.states.keys()) >= 130


@pytest.mark.parametrize(
    ("state", "person"),
    [("RUS", "Vladimir Putin"), ("PRK", "Kim Jong Un"), ("FRA", "Emmanuel Macron"), ("USA", "Joe Biden")],
)
def test_who_governed_on_the_day_of_the_pyongyang_treaty(record: Record, state: str, person: str) -> None:
    assert person in {o.person for o in record.offices_of(state, DAY)}


@pytest.mark.parametrize("state", STATES)
def test_states_that_news_name_most_have_treaties_with_pledges(record: Record, state: str) -> None:
    assert any(state in t.signatories and t.obligation for t in record.treaties.values())


@pytest.mark.parametrize("treaty", ALLIANCES.values(), ids=ALLIANCES)
def test_the_alliances_are_there_with_a_defence_pledge(record: Record, treaty: str) -> None:
    assert record.treaties[treaty].pledges("defence")
    assert record.treaties[treaty].in_force_at(DAY) != "outside"


def test_what_is_signed_does_not_bind(record: Record) -> None:
    treaty = record.treaties["RUS-PRK-2024"]
    assert treaty.signed.first == DAY
    assert treaty.bound("RUS", DAY) == "outside"
    assert treaty.bound("RUS", date(2024, 12, 4)) == "inside"


def test_a_succession_leaves_no_day_without_an_obligor(record: Record) -> None:
    treaty = record.treaties["SUN-PRK-1961"]
    for day in (date(1991, 12, 25), date(1991, 12, 26)):
        assert sum(treaty.bound(state, day) == "inside" for state in ("SUN", "RUS")) == 1


def test_notes_of_organisations_are_in_both_languages(record: Record) -> None:
    notes = [o.note for o in record.organisations.values() if o.note is not None]
    assert len(notes) > 20
    assert all(note.en and note.fr for note in notes)


def test_lists_that_are_partial_say_so(record: Record) -> None:
    assert {o.code for o in record.organisations.values() if not o.complete} >= {"IMF", "WBK", "IAEA", "WTO"}
    assert record.organisations["NATO"].complete
