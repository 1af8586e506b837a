"""Groups named by their tie to a state are computed from the treaties of the day, never from a list of words."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.coding import code
from foedus.coding.groups import allies
from foedus.document import Document
from foedus.event import Coded
from foedus.factfiles import load
from foedus.lang import split


def coded(text: str, lang: str, day: str) -> Coded:
    return code(Document("t", text, lang, split(text, lang), published=date.fromisoformat(day)), load())


@pytest.mark.parametrize(
    ("text", "lang", "head"),
    [
        ("Le Kremlin défie les États-Unis et leurs alliés.", "fr", "USA"),
        ("The statement worries Japan and its allies.", "en", "JPN"),
        ("Les alliés de la Russie se taisent.", "fr", "RUS"),
    ],
)
def test_the_head_is_the_state_named(text: str, lang: str, head: str) -> None:
    groups = coded(text, lang, "2024-06-20").groups
    assert [g.head for g in groups] == [head]
    assert groups[0].states == allies(load(), date(2024, 6, 20), head)
    assert text[slice(*groups[0].span)] == groups[0].name


def test_the_states_are_those_of_the_day() -> None:
    before, after = (allies(load(), date.fromisoformat(d), "USA") for d in ("2024-03-06", "2024-03-08"))
    assert "SWE" not in before
    assert "SWE" in after
    assert "KOR" in before


def test_the_codes_of_events_name_only_the_state() -> None:
    events = coded("La Russie a accusé les États-Unis et leurs alliés de mentir.", "fr", "2024-06-20").events
    assert [(e.actor, e.recipient) for e in events] == [(("RUS",), ("USA",))]


def test_no_group_without_a_state_before_it() -> None:
    assert coded("Leurs alliés se taisent.", "fr", "2024-06-20").groups == ()


@pytest.mark.parametrize(
    ("text", "speaker", "state"),
    [
        (
            "Accueilli par Emmanuel Macron, le Premier ministre japonais a été qualifié de « grand ami de la France ».",
            "Emmanuel Macron",
            "FRA",
        ),
        ("Le Premier ministre japonais a été qualifié de « grand ami de la France ».", "", None),
    ],
)  # fmt: skip
def test_a_passive_naming_takes_its_speaker_from_the_participle_that_opens_the_sentence(
    text: str, speaker: str, state: str | None
) -> None:
    quote = coded(text, "fr", "2024-06-20").quotes[0]
    assert (quote.speaker, quote.state) == (speaker, state)


@pytest.mark.parametrize(
    ("text", "lang", "day", "states"),
    [
        ("Les monarchies du Golfe se taisent.", "fr", "2024-06-20", {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"}),
        ("The Baltic states protested to Moscow.", "en", "2024-06-20", {"EST", "LTU", "LVA"}),
        ("Les Quinze ont condamné le coup d'État.", "fr", "1999-10-13", None),  # Austria, Finland, Sweden since 1995
    ],
)
def test_a_name_that_the_facts_define(text: str, lang: str, day: str, states: set[str] | None) -> None:
    (group,) = coded(text, lang, day).groups
    assert group.definition is not None
    if states is None:
        assert len(group.states) == 15
    else:
        assert set(group.states) == states


def test_a_name_means_nothing_outside_its_days() -> None:
    assert coded("Les Quinze se taisent.", "fr", "2024-06-20").groups == ()
    assert len(coded("Les Vingt-Sept se taisent.", "fr", "2024-06-20").groups[0].states) == 27


def test_nobody_is_an_ally_of_itself() -> None:
    (group,) = coded("Les alliés des États-Unis se taisent.", "fr", "2024-06-20").groups
    assert {"JPN", "POL"} <= set(group.states)
    assert "USA" not in group.states
