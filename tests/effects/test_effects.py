"""What a document's events add to the record, and what the record was before them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from foedus import effects
from foedus.document import Document
from foedus.event import Coded, Event, EventType, TreatyAct
from foedus.factfiles import load
from foedus.measures.attack import Question
from foedus.measures.casus import casus
from foedus.measures.obligations import guarantors
from foedus.system import System
from foedus.treaty import bonds_of

DAY = date(2024, 6, 20)
TEXT = "Moscou et Pyongyang ont signé un pacte. Le président est venu."
DOCUMENT = Document("t", TEXT, "fr", ((0, 39), (40, len(TEXT))), published=DAY)
SIGNED = Coded(
    DOCUMENT,
    (
        Event(EventType.SUPPORT, ("RUS", "PRK"), (), True, 0, (0, 39), TEXT[:39]),
        Event(EventType.CONSULT, ("RUS",), ("PRK",), False, 1, (40, 61), TEXT[40:], mode="visit"),
    ),
    treaties=(TreatyAct("mutual defence", ("RUS", "PRK"), "signed", 0, (0, 39), "RUS-PRK-2024"),),
)


def clear(system: System, state: str) -> list[str]:
    return [g.state for g in guarantors(system, state, clear=True)]


def test_before_is_the_record_without_what_the_document_brings() -> None:
    before = effects.before(load(), SIGNED, DAY)
    assert "RUS-PRK-2024" not in before.treaties
    assert not [v for v in before.visits if (v.visitor, v.host) == ("RUS", "PRK") and v.start.first.year == 2024]


def test_signed_is_not_bound_and_in_force_is() -> None:
    before = System(DAY, effects.before(load(), SIGNED, DAY))
    after = System(DAY, effects.apply(before.record, SIGNED, DAY, load().treaties))
    pact = after.record.treaties["RUS-PRK-2024"]
    assert (pact.in_force, pact.parties_at(DAY)) == (None, ())
    assert clear(after, "PRK") == clear(before, "PRK") == ["CHN"]
    assert clear(after.with_(pact), "PRK") == ["CHN", "RUS"]


def test_a_visit_becomes_a_visit_of_the_record() -> None:
    before = effects.before(load(), SIGNED, DAY)
    after = effects.apply(before, SIGNED, DAY, load().treaties)
    assert len(after.visits) == len(before.visits) + 1
    assert (after.visits[-1].visitor, after.visits[-1].host) == ("RUS", "PRK")


def test_a_treaty_that_the_facts_do_not_hold_is_provisional_and_says_so() -> None:
    act = TreatyAct("mutual defence", ("CHL", "FJI"), "signed", 0, (0, 39))
    coded = Coded(DOCUMENT, (), treaties=(act,))
    after = System(DAY, effects.apply(effects.before(load(), coded, DAY), coded, DAY, load().treaties))
    made = [t for t in after.record.treaties.values() if t.provisional]
    assert [t.signatories for t in made] == [("CHL", "FJI")]
    assert made[0].certainty == "probable"
    assert clear(after, "FJI") == []
    assert clear(after.with_(made[0]), "FJI") == ["CHL"]


def test_a_denunciation_ends_the_bond() -> None:
    act = TreatyAct("mutual defence", ("CHN", "PRK"), "denounced", 0, (0, 39), "CHN-PRK-1961")
    coded = Coded(DOCUMENT, (), treaties=(act,))
    before = System(DAY, effects.before(load(), coded, DAY))
    after = System(DAY, effects.apply(before.record, coded, DAY, load().treaties))
    assert clear(before, "PRK") == ["CHN"]
    assert clear(after, "PRK") == []


def test_violence_and_rupture_become_relations_with_their_sentence() -> None:
    events = (
        Event(EventType.SANCTION, ("DZA",), ("MAR",), False, 0, (0, 39), "", pattern="sanction-ties"),
        Event(EventType.ASSAULT, ("IND",), ("PAK",), False, 0, (0, 39), ""),
    )
    after = effects.apply(load(), Coded(DOCUMENT, events), DAY, load().treaties)
    assert [(r.one, r.other, r.layer, r.sign) for r in after.relations] == [
        ("DZA", "MAR", "diplomatic", -1),
        ("IND", "PAK", "hostility", -1),
    ]
    assert all(r.basis for r in after.relations)


def reported(act: str, parties: tuple[str, ...], treaty: str, day: date) -> tuple[System, System, System]:
    """The system before, after, and once what is reported has taken effect."""
    document = Document("t", TEXT, "fr", ((0, 39), (40, len(TEXT))), published=day)
    told = TreatyAct("mutual defence", parties, act, 0, (0, 39), treaty)  # type: ignore[arg-type]
    coded = Coded(document, (), treaties=(told,))
    before = System(day, effects.before(load(), coded, day))
    after = System(day, effects.apply(before.record, coded, day, load().treaties))
    changed = after.record.treaties[treaty]
    settled = effects.final(changed, day)
    later = System(day, after.record.plus((settled,))) if settled else after
    assert changed.evidence[-1].text == TEXT[:39]
    return before, after, later


def bound(system: System, treaty: str, state: str) -> str:
    return bonds_of(system.record.treaties[treaty], system.day).get(state, "outside")


@pytest.mark.parametrize(
    ("act", "state", "treaty", "day", "standings"),
    [
        ("acceded", "FIN", "NATO-1949", "2023-04-04", "outside inside inside"),
        ("acceded", "CHE", "NATO-1949", "2026-04-04", "outside inside inside"),  # the facts know of no such thing
        ("denounced", "TUR", "NATO-1949", "2026-04-04", "inside inside outside"),  # a year's notice, art. 13
        ("denounced", "MEX", "RIO-1947", "2002-09-06", "inside inside outside"),  # the facts know the end
        ("in_force", "RUS", "RUS-PRK-2024", "2024-12-04", "outside inside inside"),
        ("in_force", "USA", "US-PHL-1951", "2024-07-08", "inside inside inside"),  # recalled, no news
        ("ratified", "RUS", "RUS-PRK-2024", "2024-11-09", "outside outside inside"),
    ],
)
def test_what_an_act_makes_of_a_bond(act: str, state: str, treaty: str, day: str, standings: str) -> None:
    systems = reported(act, (state,), treaty, date.fromisoformat(day))
    assert [bound(system, treaty, state) for system in systems] == standings.split()


def test_who_leaves_a_treaty_of_many_leaves_the_others_bound() -> None:
    _, _, later = reported("denounced", ("TUR",), "NATO-1949", date(2026, 4, 4))
    assert {bound(later, "NATO-1949", state) for state in ("GRC", "USA", "POL")} == {"inside"}


def test_a_treaty_of_two_ends_with_one() -> None:
    _, after, later = reported("denounced", ("PHL",), "US-PHL-1951", date(2026, 4, 4))
    assert bound(after, "US-PHL-1951", "USA") == "inside"
    assert bound(later, "US-PHL-1951", "USA") == "outside"


def test_without_a_notice_in_the_facts_the_end_lies_in_the_year_that_the_law_gives() -> None:
    unread = msgspec.structs.replace(load().treaties["CHN-PRK-1961"], term=None)
    act = TreatyAct("mutual defence", ("CHN",), "denounced", 0, (0, 39), unread.id)
    after = effects.apply(load(), Coded(DOCUMENT, (), treaties=(act,)), DAY, {unread.id: unread})
    told = effects.apply(load().plus((unread,)), Coded(DOCUMENT, (), treaties=(act,)), DAY, {})
    assert after.treaties.keys() == told.treaties.keys()
    assert str(told.treaties[unread.id].ended) == "2024-06-20/2025-06-20"


def test_a_suspension_makes_the_bond_contested_by_its_sentence() -> None:
    before, after, _ = reported("suspended", ("ARM",), "CST-1992", date(2026, 4, 4))
    attack = Question(("AZE",), ("KAZ",))
    assert "ARM" in casus(before, attack).contested or "ARM" in casus(before, attack).obliged_defence
    assert "ARM" in casus(after, attack).contested
    assert any(s.text.fr == TEXT[:39] for p in after.record.treaties["CST-1992"].party for s in p.suspended)


def test_nothing_is_changed_in_place() -> None:
    held = load().treaties["NATO-1949"]
    reported("denounced", ("TUR",), "NATO-1949", date(2026, 4, 4))
    assert load().treaties["NATO-1949"] is held
    assert all(p.to is None for p in held.party)
