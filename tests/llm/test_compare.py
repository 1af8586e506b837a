"""Two coders on the same documents."""

from __future__ import annotations

from typing import Any

from foedus.llm import Comparison


def event(kind: str, actor: str, recipient: str = "", symmetric: bool = False) -> dict[str, Any]:
    parties = {"actor": actor.split(), "recipient": recipient.split()}
    return {"type": kind, **parties, "symmetric": symmetric, "sentence": 0, "text": f"A sentence on {kind}."}


def line(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "d", "events": list(events), **more}


def test_what_two_coders_share() -> None:
    found = Comparison()
    rules = line(event("SANCTION", "CHL", "PER"), event("ACCUSE", "FRA", "MLI"), event("CONSULT", "FRA"))
    model = line(
        event("ACCUSE", "FRA", "MLI NER"), event("SANCTION", "CHL", "PER"), event("AID", "USA", "UKR"),
        coder={"dropped": 2},
    )  # fmt: skip
    found.add(rules, model)
    found.add(line(), line())
    report = found.report()
    assert (report["documents"], report["events"], report["dropped"]) == (2, {"rules": 3, "llm": 3}, 2)
    assert (report["paired"], report["agreement"]) == (2, {"event": 0.667, "type": 0.667, "triple": 0.333})
    assert report["in_pairs"] == {"type": 1.0, "actors": 1.0, "recipients": 0.5}
    assert report["types"]["SANCTION"] == {"rules": 1, "llm": 1, "both": 1}
    assert report["types"]["AID"] == {"rules": 0, "llm": 1, "both": 0}
    assert [e["type"] for e in report["only"]["rules"]] == ["CONSULT"]
    assert [e["type"] for e in report["only"]["llm"]] == ["AID"]
    assert [pair["llm"]["recipient"] for pair in report["differ"]] == [["MLI", "NER"]]
    text = found.text()
    assert "agreement on triple: 33.3 %" in text
    assert "only llm: d [0] AID USA > UKR" in text


def test_the_same_parties_under_another_type_are_one_event() -> None:
    found = Comparison()
    found.add(line(event("ACCUSE", "CHL", "PER")), line(event("REJECT", "CHL", "PER")))
    assert found.report()["in_pairs"] == {"type": 0.0, "actors": 1.0, "recipients": 1.0}
    assert found.report()["only"] == {"rules": [], "llm": []}


def test_nothing_to_compare() -> None:
    assert Comparison().report()["agreement"] == {"event": None, "type": None, "triple": None}
    assert "none to compare" in Comparison().text()
