"""Names that mean several things: by the words beside them, by what the sentence names, by the document's date."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.coding import code
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import split


def parties(lang: str, text: str, day: str = "2024-06-20") -> list[tuple[str, str]]:
    found = code(Document("t", text, lang, split(text, lang), published=date.fromisoformat(day)), load()).events
    return [(",".join(e.actor), ",".join(e.recipient)) for e in found]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Georgia condemned Russia.", [("GEO", "RUS")]),
        ("en", "The governor of Georgia condemned Russia, an Atlanta newspaper said.", []),
        ("en", "Jordan condemned Israel.", [("JOR", "ISR")]),
        ("en", "Michael Jordan praised China.", []),
        ("en", "Chad condemned France.", [("TCD", "FRA")]),
        ("en", "Chad Smith condemned France.", []),
        ("fr", "Maurice a condamné le Royaume-Uni.", [("MUS", "GBR")]),
        ("fr", "Maurice Leroy a condamné le Royaume-Uni.", []),
        ("en", "The Congolese government accused Rwanda of aggression.", [("COD", "RWA")]),
        ("en", "The Congolese army in Brazzaville condemned Angola.", [("COG", "AGO")]),
        ("fr", "Le gouvernement congolais, à Brazzaville, a condamné l'Angola.", [("COG", "AGO")]),
        ("fr", "La Guinée-Bissau a condamné la Guinée.", [("GNB", "GIN")]),
        ("en", "Equatorial Guinea condemned Guinea.", [("GNQ", "GIN")]),
        ("en", "Papua New Guinea condemned Guinea-Bissau.", [("PNG", "GNB")]),
        ("en", "Nigerien officials condemned Nigeria.", [("NER", "NGA")]),
        ("fr", "Le ministre nigérien a accusé le ministre nigérian.", [("NER", "NGA")]),
        ("en", "Dominica condemned the Dominican Republic.", [("DMA", "DOM")]),
        ("en", "South Korea condemned the North.", [("KOR", "PRK")]),
        ("fr", "Séoul a condamné le Nord.", [("KOR", "PRK")]),
        ("fr", "L'État hébreu a bombardé le royaume chérifien.", [("ISR", "MAR")]),
        ("fr", "Foggy Bottom a condamné Zhongnanhai.", [("USA", "CHN")]),
        ("en", "Downing Street condemned the Blue House.", [("GBR", "KOR")]),
    ],
)
def test_which_is_meant(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(lang, text) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("1990-07-16", [("SUN,DEU", "")]), ("1999-10-01", [("RUS,DEU", "")])],
)
def test_a_minister_acts_for_the_state_of_the_day(day: str, expected: list[tuple[str, str]]) -> None:
    leader = "Soviet President Mikhail Gorbachev" if day < "1991" else "Russian President Boris Yeltsin"
    chancellor = "Helmut Kohl" if day < "1991" else "Gerhard Schroeder"
    assert parties("en", f"{leader} met Chancellor {chancellor} on Monday.", day) == expected


@pytest.mark.parametrize("name", ["Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelensky"])
def test_spellings_of_one_name(name: str) -> None:
    assert parties("en", f"{name} condemned Russia.") == [("UKR", "RUS")]


def test_a_former_holder_acts_for_nobody() -> None:
    assert parties("en", "Angela Merkel condemned Russia.", "2024-06-20") == []
    assert parties("en", "Angela Merkel condemned Russia.", "2019-06-20") == [("DEU", "RUS")]
