"""Reports of several documents: one event where they tell the same, and copies of one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.batch import Clusters, Outcome, Report
from foedus.batch.work import sketch

DAY = 738_000


def report(kind: str, actor: str, recipient: str, day: int = DAY, place: str = "", mutual: bool = False) -> Report:
    return Report(kind, tuple(actor.split()), tuple(recipient.split()), mutual, day, place, "happened", 0.9)


def clusters(*documents: tuple[Report, ...]) -> Clusters:
    found = Clusters()
    for number, reports in enumerate(documents):
        found.add(Outcome(str(number), str(number), b"", reports))
    return found


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        (report("SANCTION", "CHL", "PER"), report("SANCTION", "CHL", "PER", DAY + 1), 1),
        (report("SANCTION", "CHL", "PER"), report("SANCTION", "CHL", "PER", DAY + 2), 2),
        (report("SANCTION", "CHL", "PER"), report("SANCTION", "PER", "CHL"), 2),  # the answer is another event
        (report("SANCTION", "CHL", "PER"), report("ACCUSE", "CHL", "PER"), 2),
        (report("SANCTION", "CHL", "PER"), report("SANCTION", "CHL", ""), 1),  # one report does not say whom
        (report("ASSAULT", "USA GBR", "YEM"), report("ASSAULT", "USA", "YEM"), 1),  # one report names one of two
        (report("ASSAULT", "RUS", "UKR", place="Kharkiv"), report("ASSAULT", "RUS", "UKR", place="Odesa"), 2),
        (report("ASSAULT", "RUS", "UKR", place="Kharkiv"), report("ASSAULT", "RUS", "UKR"), 1),
        (report("CONSULT", "FRA DEU", "", mutual=True), report("CONSULT", "DEU FRA", "", mutual=True), 1),
        (report("CONSULT", "FRA DEU", "", mutual=True), report("CONSULT", "DEU ITA", "", mutual=True), 2),
    ],
)
def test_two_reports_are_one_event_or_two(one: Report, other: Report, events: int) -> None:
    assert len(clusters((one,), (other,)).events) == events


def test_a_daily_event_does_not_grow() -> None:
    days = [(report("ASSAULT", "RUS", "UKR", DAY + n),) for n in range(10)]
    assert [len(c.reports) for c in clusters(*days).events] == [2, 2, 2, 2, 2]


def test_the_fullest_report_names_the_parties() -> None:
    found = clusters((report("ASSAULT", "USA", "YEM"),), (report("ASSAULT", "USA GBR", "YEM", place="Sanaa"),)).events
    assert [(c.actor, c.place, c.documents) for c in found] == [(("USA", "GBR"), "Sanaa", 2)]


WORDS = [f"word{n}" for n in range(80)]


def test_a_copy_is_recognised_and_another_text_is_not() -> None:
    text = " ".join(WORDS)
    shortened = " ".join(WORDS[8:70]) + " and a sentence that the paper added"
    found = Clusters()
    for name, body in (("agency", text), ("paper", shortened), ("other", " ".join(reversed(WORDS)))):
        found.add(Outcome(name, name, b"", sketch=sketch(body), day=DAY))
    assert found.copies == {"paper": "agency"}


def test_the_same_words_a_month_later_are_no_copy() -> None:
    found = Clusters()
    for name, day in (("one", DAY), ("two", DAY + 30)):
        found.add(Outcome(name, name, b"", sketch=sketch(" ".join(WORDS)), day=day))
    assert found.copies == {}


def test_a_short_text_has_no_sketch() -> None:
    assert sketch("Chile recalled its ambassador to Peru.") == ()


PARTIES = st.sampled_from(["CHL", "PER", "CHL PER", "FRA"])
REPORTS = st.builds(
    report,
    st.sampled_from(["ACCUSE", "ASSAULT"]),
    PARTIES,
    PARTIES,
    st.integers(DAY, DAY + 4),
    st.sampled_from(["", "A", "B"]),
)


@given(st.lists(st.lists(REPORTS, max_size=4).map(tuple), max_size=12))
def test_every_report_is_of_one_event(documents: list[tuple[Report, ...]]) -> None:
    found = clusters(*documents)
    counted = sorted(source for event in found.events for source in event.reports)
    assert counted == sorted((str(n), k) for n, reports in enumerate(documents) for k in range(len(reports)))
