"""What a document's events add to the record, and what the record was before them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import effects
from foedus.document import Document
from foedus.event import Coded, Event, EventType, ToldTerm, TreatyAct
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


def told(act: str, parties: tuple[str, ...], treaty: str | None, day: date, **more: object) -> Coded:
    document = Document("t", TEXT, "fr", ((0, 39), (40, len(TEXT))), published=day, publisher="Agence")
    acts = (TreatyAct("mutual defence", parties, act, 0, (0, 39), treaty, **more),)  # type: ignore[arg-type]
    return Coded(document, (), treaties=acts)


def test_only_the_authors_of_a_denunciation_leave() -> None:
    coded = told("denounced", ("TUR", "GRC"), "NATO-1949", date(2026, 4, 4), authors=("TUR",))
    after = effects.apply(load(), coded, date(2026, 4, 4), load().treaties).treaties["NATO-1949"]
    assert {p.state for p in after.party if p.to is not None and p.to.first.year == 2027} == {"TUR"}


def test_who_leaves_a_body_leaves_all_its_treaties() -> None:
    day = date(2026, 4, 4)
    coded = told("denounced", ("TGO",), "ECOWAS-MAD-1981", day, also=("ECOWAS-NA-1978",))
    after = effects.apply(load(), coded, day, load().treaties)
    for treaty in coded.treaties[0].every:
        assert [p.to for p in after.treaties[treaty].party if p.state == "TGO"] != [None]
        assert [p.to for p in load().treaties[treaty].party if p.state == "TGO"] == [None]


def test_what_is_recalled_changes_nothing() -> None:
    day = date(2026, 4, 4)
    coded = told("denounced", ("TUR",), "NATO-1949", day, recalled=True)
    assert effects.apply(load(), coded, day, load().treaties).treaties == load().treaties
    assert effects.before(load(), coded, day).treaties == load().treaties


def test_the_sentence_is_the_evidence() -> None:
    day = date(2026, 4, 4)
    after = effects.apply(load(), told("denounced", ("TUR",), "NATO-1949", day), day, load().treaties)
    last = after.treaties["NATO-1949"].evidence[-1]
    assert (last.ref, last.text) == ("article of 2026-04-04 (Agence), sentence 1", TEXT[:39])


def test_an_end_found_by_law_says_so() -> None:
    unread = msgspec.structs.replace(load().treaties["CHN-PRK-1961"], term=None, note=None)
    coded = told("denounced", ("CHN", "PRK"), unread.id, DAY, authors=("CHN",))
    made = effects.apply(load().plus((unread,)), coded, DAY, {}).treaties[unread.id]
    assert made.note is not None
    assert "art. 56" in made.note.en
    assert "art. 56" in made.note.fr


TERMS = (
    ToldTerm(0, (0, 6), "defence", "discretionary", condition="sur demande"),
    ToldTerm(1, (40, 52), "defence", "automatic", area="dans le Pacifique"),
    ToldTerm(1, (40, 61), "consultation", threat=True),
    ToldTerm(1, (40, 61), years=10),
)


def test_an_unknown_treaty_pledges_what_the_article_says() -> None:
    after = effects.apply(load(), told("signed", ("CHL", "FJI"), None, DAY, terms=TERMS), DAY, {})
    (made,) = [t for t in after.treaties.values() if t.provisional]
    assert [(o.pledge, o.aid, o.certainty) for o in made.obligation] == [
        ("defence", "automatic", "probable"),
        ("consultation", "none", "probable"),
    ]
    defence = made.obligation[0]
    assert defence.trigger is not None
    assert TEXT[40:52] in defence.trigger.fr
    assert defence.condition is not None
    assert "sur demande" in defence.condition.fr
    assert defence.note is not None
    assert "Pacifique" in defence.note.fr
    assert made.term is not None
    assert made.term.years == 10
    assert [e.text for e in made.evidence] == [TEXT[40:], TEXT[:39]]


def test_two_acts_on_one_unknown_treaty_make_one() -> None:
    signed, ratified = (told(a, ("CHL", "FJI"), None, DAY).treaties[0] for a in ("signed", "ratified"))
    coded = Coded(DOCUMENT, (), treaties=(signed, msgspec.structs.replace(ratified, parties=("FJI", "CHL"))))
    made = [t for t in effects.apply(load(), coded, DAY, {}).treaties.values() if t.provisional]
    assert len(made) == 1
    assert len(made[0].evidence) == 2


def test_an_unknown_treaty_that_enters_into_force_binds() -> None:
    coded = told("in_force", ("CHL", "FJI"), None, DAY)
    after = System(DAY, effects.apply(load(), coded, DAY, {}))
    assert "CHL" in clear(after, "FJI")


ACTS = ("signed", "ratified", "in_force", "acceded", "denounced", "suspended")
KNOWN = ("NATO-1949", "RIO-1947", "CST-1992", "CHN-PRK-1961", "RUS-PRK-2024", "ECOWAS-MAD-1981", "US-PHL-1951")


STATES = ("RUS", "PRK", "MEX", "FIN", "ARM", "PHL", "TGO", "CHE")


@settings(max_examples=60, deadline=None)
@given(
    act=st.sampled_from(ACTS),
    treaty=st.sampled_from(KNOWN),
    parties=st.lists(st.sampled_from(STATES), min_size=1, unique=True),
    day=st.dates(date(1995, 1, 1), date(2026, 6, 1)),
)
def test_apply_never_mutates_and_before_leaves_no_trace(act: str, treaty: str, parties: list[str], day: date) -> None:
    held = dict(load().treaties)
    fresh = msgspec.structs.replace(held[treaty], id="FRESH")
    coded = told(act, tuple(parties), "FRESH", day)
    done = effects.apply(load().plus((fresh,)), coded, day, {})
    assert all(load().treaties[name] is one for name, one in held.items())
    assert fresh == msgspec.structs.replace(held[treaty], id="FRESH")
    undone = effects.before(done, coded, day).treaties.get("FRESH")
    if undone is None:  # signed that day: it was not there
        return
    assert {p.start for p in undone.party} <= {None, *(p.start for p in fresh.party)}
    assert {p.to for p in undone.party} <= {None, *(p.to for p in fresh.party)}
    assert {s for p in undone.party for s in p.suspended} <= {s for p in fresh.party for s in p.suspended}
    assert undone.ended in {None, fresh.ended}
