"""Whatever a model answers: the record stays coherent, and every event stands in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.document import Document
from foedus.event import EventType
from foedus.factfiles import load
from foedus.lang import split
from foedus.llm import coder
from foedus.llm.schema import Answer, Found, decode
from foedus.llm.server import Server

TEXT = (
    "France’s president met Chile's foreign minister in Paris on Tuesday. “Peru must withdraw,” NATO said.\n\n"
    "Hezbollah fired rockets at Israel."
)
CODES = st.sampled_from(["FRA", "CHL", "PER", "NATO", "ISR", "fra ", "KOS", "SUN", "EU", "", "FRA|CHL", "\u202e"])
DATES = st.none() | st.sampled_from(["2024-06-18", "2024-06", "1/2", "2024-06-20/2024-06-18", "0001-01-01"]) | st.text()


@st.composite
def quotes(draw: st.DrawFn) -> str:
    start = draw(st.integers(0, len(TEXT)))
    return TEXT[start : start + draw(st.integers(0, 60))] + draw(st.just("") | st.text(max_size=2))


FOUND = st.builds(
    Found,
    type=st.sampled_from(EventType), mode=st.none() | st.sampled_from(["visit", "expel", "x"]),
    actor=st.lists(CODES, max_size=4), recipient=st.lists(CODES, max_size=4), symmetric=st.booleans(),
    status=st.sampled_from(["happened", "announced"]), date=DATES, quote=quotes(),
    sentence=st.integers(-(2**63), 2**63),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FOUND, max_size=6), st.none() | st.dates(date(1900, 1, 1), date(2025, 1, 1)), st.booleans())
def test_any_events(found: list[Found], day: date | None, domestic: bool) -> None:
    document = Document("d", TEXT, "en", split(TEXT, "en"), published=day)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coder, "_answer", lambda *_: Answer(found))
        made = coder.code(document, load(), Server("http://127.0.0.1:1/v1", "m"), domestic)
    record = load()
    assert len(made.coded.events) + len(made.dropped) <= len(found)
    for event in made.coded.events:
        start, end = document.sentences[event.sentence]
        assert start <= event.span[0] < event.span[1] <= end
        assert event.actor
        assert {*event.actor, *event.recipient} <= record.states.keys() | record.organisations.keys()
        assert not (event.symmetric and event.recipient)
        assert len(event.actor_sector) == len(event.actor)
        assert len(event.recipient_sector) == len(event.recipient)
        assert domestic or set(event.actor) != set(event.recipient)
    assert coder.as_json(made)["coder"]["dropped"] == len(made.dropped)


@settings(max_examples=200, deadline=None)
@given(st.text() | st.sampled_from(['{"events": ', "[]}", "```json", "</think>"]).map(str))
def test_any_words(said: str) -> None:
    try:
        assert isinstance(decode(said), Answer)
    except ValueError:
        return
