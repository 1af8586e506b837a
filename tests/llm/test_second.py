"""The second coder against a stand-in server: what it gives is held to the text, the record and the calendar."""

from __future__ import annotations

import json
import socket
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from foedus.document import Document
from foedus.errors import ServerError, UsageError
from foedus.event import EventType
from foedus.factfiles import load
from foedus.lang import split
from foedus.llm import server
from foedus.llm.client import ask
from foedus.llm.coder import Second, as_json, code
from foedus.llm.prompt import messages, modes, version
from foedus.llm.schema import Answer, Found, decode, schema
from foedus.llm.server import Server

Event = dict[str, Any]
TEXT = "Chile recalled its ambassador to Peru on Tuesday. Lima’s   answer was that “it regretted” the step."
DAY = date(2024, 6, 20)


def document(text: str = TEXT, day: date | None = DAY) -> Document:
    return Document("d", text, "en", split(text, "en"), published=day)


def at(standin: Any, **fields: Any) -> Server:
    return Server(standin.endpoint, "stand-in", **({"timeout": 5.0, "pause": 0.0} | fields))


def coded(standin: Any, text: str = TEXT, day: date | None = DAY) -> Second:
    return code(document(text, day), load(), at(standin))


def test_a_good_answer(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(date="2024-06-18"))]
    found = coded(standin)
    (event,) = found.coded.events
    assert (event.type, event.mode, event.actor, event.recipient) == (
        EventType.SANCTION,
        "withdraw",
        ("CHL",),
        ("PER",),
    )
    assert TEXT[slice(*event.span)] == "recalled its ambassador to Peru"
    assert event.text == "Chile recalled its ambassador to Peru on Tuesday."
    assert (str(event.date), event.date_basis) == ("2024-06-18", "text")
    assert (event.intensity, event.actor_sector, event.recipient_sector) == (-6.0, ("GOV",), ("GOV",))
    assert found.dropped == ()
    line = as_json(found)
    assert line["coder"] == {"name": "llm", "model": "stand-in", "dropped": 0}
    assert line["events"][0]["confidence"] is None
    assert found.rules.events[0].actor == ("CHL",)


def test_what_is_sent(standin: Any) -> None:
    coded(standin)
    ((path, headers, body),) = standin.requests
    assert path == "/v1/chat/completions"
    assert "Authorization" not in headers
    assert body["response_format"]["json_schema"]["schema"] == schema()
    assert (body["model"], body["temperature"], body["stream"]) == ("stand-in", 0, False)
    system, user = body["messages"]
    assert all(f"- {kind.value}: " in system["content"] for kind in EventType)
    assert "NATO North Atlantic Treaty" in system["content"]
    assert "SUN " not in system["content"], "the Soviet Union did not act in 2024"
    assert "Warsaw Treaty" not in system["content"]
    assert user["content"].splitlines()[0] == "Published: 2024-06-20. Language: en."
    assert "[1] Lima’s answer was that “it regretted” the step." in user["content"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"quote": "expelled the ambassador of Peru"}, "invented"),
        ({"quote": "Peru on Tuesday. Lima"}, "invented"),  # no sentence holds it
        ({"quote": "to"}, "invented"),
        ({"quote": ""}, "invented"),
        ({"actor": ["ATLANTIS"]}, "code"),
        ({"actor": ["SUN"]}, "code"),  # gone by then
        ({"actor": ["WARSAW"]}, "code"),
        ({"recipient": ["the opposition"]}, "code"),
        ({"actor": []}, "parties"),
        ({"date": "2021-03-01"}, "old"),
    ],
)
def test_what_does_not_hold_is_dropped_and_counted(standin: Any, say: Any, give: Any, changed: Event, why: str) -> None:
    standin.replies = [say(give(**changed), give(type="ACCUSE", mode=None))]
    found = coded(standin)
    assert [e.type.value for e in found.coded.events] == ["ACCUSE"]
    assert found.dropped == (why,)
    assert as_json(found)["coder"]["dropped"] == 1


@pytest.mark.parametrize(
    ("changed", "actor", "recipient", "symmetric"),
    [
        ({"symmetric": True}, ("CHL", "PER"), (), True),
        ({"symmetric": True, "recipient": []}, ("CHL",), (), False),
        ({"actor": ["chl", "CHL"], "recipient": ["PER", "CHL"]}, ("CHL",), ("PER",), False),
        ({"actor": ["KOS"], "recipient": ["EUU"]}, ("XKX",), ("EUU",), False),
    ],
)
def test_parties_are_put_in_the_form_of_the_rules(
    standin: Any, say: Any, give: Any, changed: Event, actor: Any, recipient: Any, symmetric: bool
) -> None:
    standin.replies = [say(give(**changed))]
    (event,) = coded(standin).coded.events
    assert (event.actor, event.recipient, event.symmetric) == (actor, recipient, symmetric)


@pytest.mark.parametrize(
    ("said", "day", "basis"),
    [
        (None, "2024-06-20", "document"), ("soon", "2024-06-20", "document"), ("2024-07-01", "2024-06-20", "document"),
        ("2024-06", "2024-06-20", "document"), ("2024-06-15/2024-06-16", "2024-06-15/2024-06-16", "text"),
        ("9999-99-99", "2024-06-20", "document"),
    ],
)  # fmt: skip
def test_dates(standin: Any, say: Any, give: Any, said: str | None, day: str, basis: str) -> None:
    standin.replies = [say(give(date=said))]
    (event,) = coded(standin).coded.events
    assert (str(event.date), event.date_basis) == (day, basis)


def test_a_document_without_a_date(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(date="2024-06-18"))]
    (event,) = coded(standin, day=None).coded.events
    assert (event.date, event.date_basis) == (None, "none")


def test_words_are_found_whatever_blanks_and_quotation_marks(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(quote='Lima\'s answer was that "it regretted"', sentence=7))]
    (event,) = coded(standin).coded.events
    assert TEXT[slice(*event.span)] == "Lima’s   answer was that “it regretted”"
    assert event.sentence == 1


def test_an_act_inside_one_state_is_left_out_of_a_dated_article(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(recipient=["CHL"]))]
    assert coded(standin).coded.events == ()
    assert [e.recipient for e in coded(standin, day=None).coded.events] == [("CHL",)]


def test_one_event_told_twice_is_one(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(), give(quote="answer was", sentence=1))]
    (event,) = coded(standin).coded.events
    assert event.mentions == (1,)


def test_an_unknown_mode_is_left_out(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [say(give(mode="aerial"))]
    assert coded(standin).coded.events[0].mode is None


@pytest.mark.parametrize(
    "bad",
    [
        "no JSON",
        '{"events": [',
        '{"events": [{"type": "WAR"}]}',
        '{"found": []}',
        "[]",
        '{"events": [], "more": 1}',
        "",
    ],
)
def test_an_answer_out_of_form_is_asked_for_again(standin: Any, say: Any, give: Any, words: Any, bad: str) -> None:
    standin.replies = [words(bad), say(give())]
    assert len(coded(standin).coded.events) == 1
    again = standin.requests[1][2]["messages"]
    assert [turn["role"] for turn in again] == ["system", "user", "assistant", "user"]
    assert "not the JSON that was asked for" in again[-1]["content"]


def test_a_model_that_never_keeps_to_the_form(standin: Any, words: Any) -> None:
    standin.replies = [words('{"events": [{"type": "WAR"}]}')]
    with pytest.raises(ServerError, match=r"in none of 3 answers: Invalid enum value 'WAR'"):
        coded(standin)
    assert len(standin.requests) == 3


def test_an_answer_in_a_fence_behind_thoughts(standin: Any, give: Any, words: Any) -> None:
    standin.replies = [words(f"<think>{{?}}</think>\n```json\n{json.dumps({'events': [give()]})}\n```")]
    assert len(coded(standin).coded.events) == 1


def test_too_many_requests_and_then_an_answer(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [(429, {"Retry-After": "7"}, b"slowly"), (503, {}, b""), say(give())]
    waits: list[float] = []
    assert "recalled" in ask(at(standin, pause=1.0), messages(document(), load()), waits.append)
    assert waits == [7.0, 2.0]


def test_a_server_that_fails_for_good(standin: Any) -> None:
    standin.replies = [(500, {}, b"out of memory")]
    with pytest.raises(ServerError, match=r"\(4 tries\): it answers 500 .*: out of memory"):
        coded(standin)
    assert len(standin.requests) == 4


def test_a_refusal_is_not_tried_again(standin: Any) -> None:
    standin.replies = [(401, {}, b"who are you")]
    with pytest.raises(ServerError, match="it answers 401"):
        coded(standin)
    assert len(standin.requests) == 1


def test_a_redirect_is_not_followed(standin: Any) -> None:
    standin.replies = [(307, {"Location": "http://127.0.0.1:1/"}, b"")]
    with pytest.raises(ServerError, match="it answers 307"):
        coded(standin)


def test_a_server_that_knows_no_schema(standin: Any, say: Any, give: Any) -> None:
    standin.replies = [(400, {}, b"unknown field response_format"), say(give())]
    assert len(coded(standin).coded.events) == 1
    assert set(standin.requests[1][2]) == {"model", "messages", "stream"}


def test_no_answer_in_time(standin: Any) -> None:
    standin.delay = 0.4
    with pytest.raises(ServerError, match=r"\(2 tries\): no complete answer within 0.1 s"):
        code(document(), load(), at(standin, timeout=0.1, tries=2))


def test_nobody_listens(standin: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ServerError, match="nobody listens there"):
        code(document(), load(), Server(f"http://127.0.0.1:{port}/v1", "m"))


@pytest.mark.parametrize("data", [b"<html>", b'{"choices": []}', b'{"choices": [{}]}', b'{"choices": 5}', b"\xff"])
def test_what_is_no_completion(standin: Any, data: bytes) -> None:
    standin.replies = [(200, {}, data)]
    with pytest.raises(ServerError, match="gave no answer"):
        coded(standin)


def test_a_key_goes_into_its_header_only(
    standin: Any, say: Any, give: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOEDUS_LLM_KEY", "not-a-real-one")
    standin.replies = [say(give())]
    line = as_json(coded(standin))
    path, headers, body = standin.requests[0]
    assert headers.pop("Authorization") == "Bearer not-a-real-one"
    kept = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "home").rglob("*") if p.is_file())
    assert "not-a-real-one" not in json.dumps([path, headers, body, line]) + kept
    standin.replies = [(403, {}, b"the key not-a-real-one is no key")]
    with pytest.raises(ServerError) as said:
        coded(standin, TEXT + " More.")
    assert "the key *** is no key" in str(said.value)
    assert "not-a-real-one" not in str(said.value)


def test_the_same_question_is_asked_once(standin: Any, say: Any, give: Any, tmp_path: Path) -> None:
    standin.replies = [say(give()), say()]
    one, two = coded(standin), coded(standin)
    assert one == two
    assert len(standin.requests) == 1
    (kept,) = list((tmp_path / "home" / "cache" / "llm").rglob("*.json"))
    kept.write_text("damaged", encoding="utf-8")
    assert coded(standin).coded.events == ()
    assert len(standin.requests) == 2
    code(document(), load(), Server(standin.endpoint, "another"))
    coded(standin, day=date(2024, 6, 21))
    assert len(standin.requests) == 4


def test_a_cache_that_cannot_be_written(standin: Any, say: Any, give: Any, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    standin.replies = [say(give())]
    assert len(coded(standin).coded.events) == 1


def test_an_empty_or_endless_text_is_not_sent(standin: Any) -> None:
    assert coded(standin, "").coded.events == ()
    with pytest.raises(ServerError, match="too long for a model"):
        coded(standin, "Peace. " * 6000)
    assert standin.requests == []


def test_the_schema_and_the_types_say_the_same() -> None:
    item = schema()["properties"]["events"]["items"]
    assert list(item["properties"]) == item["required"] == list(Found.__struct_fields__)
    assert decode(msgspec.json.encode(Answer([])).decode()) == Answer([])
    assert all(isinstance(modes(kind), tuple) for kind in EventType)
    assert len(version()) == 12


def test_the_modes_are_those_of_the_scores() -> None:
    from foedus.coding.scores import _MODES

    scored = {(kind, mode) for kind, table in _MODES.items() for mode in table}
    told = {(kind.value, mode) for kind in EventType for mode in modes(kind)}
    assert told - scored == {("PROTEST", "vandalize")}
    assert scored <= told


@pytest.mark.parametrize(
    "endpoint", ["ftp://h/v1", "127.0.0.1:1/v1", "http://", "http://h:0/v1", "http://h:x/v1", "http://a:b@h/v1"]
)
def test_what_is_no_endpoint(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOEDUS_LLM_KEY", raising=False)
    with pytest.raises(UsageError, match="is no endpoint") as said:
        server(endpoint, "m")
    assert "a:b" not in str(said.value)


def test_the_endpoint_is_this_machine_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LLM_KEY", "not-a-real-one")
    assert server(None, "m").endpoint == "http://127.0.0.1:11434/v1"
    assert server("https://llm.example/v1", "m").endpoint == "https://llm.example/v1"
    with pytest.raises(UsageError, match="give an endpoint with https://"):
        server("http://llm.example/v1", "m")
    monkeypatch.setenv("FOEDUS_LLM_KEY", "two\nlines")
    with pytest.raises(UsageError, match="holds characters that no key has") as said:
        server(None, "m")
    assert "two" not in str(said.value)


def test_a_model_has_to_be_named() -> None:
    with pytest.raises(UsageError, match="--model NAME"):
        server(None, None)
