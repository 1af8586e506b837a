"""What a document's events add to the record, and what the record was before them."""

from __future__ import annotations

from datetime import date

from foedus import effects
from foedus.document import Document
from foedus.event import Coded, Event, EventType, TreatyAct
from foedus.factfiles import load
from foedus.measures.obligations import guarantors
from foedus.system import System

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
