"""The first article: what a brief of it must say, sentence by sentence. The page lies beside the repository."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.brief import Brief, brief
from foedus.event import EventType
from foedus.reading import read


@pytest.fixture(scope="module")
def value(shared: Path) -> Brief:
    return brief(read(str(shared / "data/articles/pyongyang-2024.txt"), date=date(2024, 6, 20)))


def finding(value: Brief, key: str) -> str:
    found = next(f for f in value.findings if f.key == key)
    cells = [cell for t in found.tables for row in t.rows for cell in row]
    claims = [f"{c.quote} {c.speaker} {c.restated} {c.reason}" for c in found.claims]
    return "\n".join([found.answer, *found.reasoning, *(t.title for t in found.tables), *cells, *claims])


def test_it_is_written_in_the_articles_language(value: Brief) -> None:
    assert value.lang == "fr"


def test_the_signature_and_its_treaty(value: Brief) -> None:
    signed = [e for e in value.coded.events if e.type is EventType.SUPPORT]
    assert [(set(e.actor), e.symmetric) for e in signed] == [({"RUS", "PRK"}, True)]
    assert signed[0].place is not None
    assert signed[0].place.name == "Pyongyang"
    acts = [(t.kind, set(t.parties), t.act, t.id) for t in value.coded.treaties]
    assert acts == [("mutual defence", {"RUS", "PRK"}, "signed", "RUS-PRK-2024")]
    happened = finding(value, "happened")
    assert "ne donne pas la date" in happened
    assert "19 juin 2024" in happened


def test_the_visit_and_nothing_from_forecasts_questions_and_generalities(value: Brief) -> None:
    coded = {(e.type, e.actor, e.recipient) for e in value.coded.events if not e.symmetric}
    assert coded == {(EventType.CONSULT, ("RUS",), ("PRK",))}


def test_the_persons_and_the_scholar(value: Brief) -> None:
    persons = {p.name: p for p in value.coded.persons}
    assert persons["Vladimir Poutine"].state == "RUS"
    assert any(name.startswith("Kim Jong") and p.state == "PRK" for name, p in persons.items())
    scholar = persons["Go Myung Hyun"]
    assert scholar.state is None
    assert scholar.affiliation == "Institute for National Security Strategy"
    quote = next(q for q in value.coded.quotes if q.speaker == "Go Myung Hyun")
    assert (quote.affiliation, quote.state) == ("Institute for National Security Strategy", "KOR")
    assert any("plus honnête ami et allié" in q.text for q in value.coded.quotes)


def test_the_guarantors_before_and_after(value: Brief) -> None:
    bound = finding(value, "bound")
    assert "Chine" in bound
    assert "Disputé\u00a0: Cuba" in bound
    for state in ("Arménie", "Bélarus", "Kazakhstan", "Kirghizstan", "Tadjikistan"):
        assert state in bound
    assert "signé, pas en vigueur" in bound
    assert "4 décembre 2024" in bound
    assert "ne couvre pas une attaque que le bénéficiaire commence" in bound
    assert "par la Corée du Sud et les États-Unis" in bound
    figures = next(f for f in value.findings if f.key == "bound").figures
    numbers = {c.before.about[0]: (c.before.value, c.after.value, c.later.value if c.later else None) for c in figures}
    assert numbers["PRK"] == (1, 1, 2)
    before, after, later = numbers["RUS"]
    assert before == after
    assert later == before + 1


def test_the_claims_are_judged(value: Brief) -> None:
    claims = {c.restated: c for c in next(f for f in value.findings if f.key == "claims").claims}
    verdicts = {text[:20]: c.verdict for text, c in claims.items()}
    assert sorted(verdicts.values()) == ["in_part", "in_part", "supported"]
    isolation = next(c for c in claims.values() if "isolement" in c.restated.lower())
    assert "Go Myung Hyun" in isolation.speaker


def test_isolation_is_shown_by_layer_and_the_rest_as_not_measured(value: Brief) -> None:
    found = next(f for f in value.findings if f.key == "isolation")
    assert [c.name for c in found.figures] == ["alliance:PRK", "cover:PRK", "organisations:PRK", "contact:PRK"]
    assert len(found.not_measured) >= 3
