"""The articles of `examples/`: what the README runs must be read and coded as a reader would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import foedus
from foedus.event import Coded

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ARTICLES = {
    "pyongyang-2024": ("fr", date(2024, 6, 19)),
    "riyad-islamabad-2025": ("fr", date(2025, 9, 18)),
    "algiers-rabat-2021": ("en", date(2021, 8, 25)),
}


def coded(name: str) -> Coded:
    return foedus.code(foedus.read(EXAMPLES / f"{name}.txt"))


def events(found: Coded) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(e.type.value, tuple(sorted(e.actor)), tuple(sorted(e.recipient))) for e in found.events}


TREATIES = {"treaty-nordmark"}  # texts of treaties, for `foedus treaty`


def test_every_example_is_listed() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.txt")} == {*ARTICLES, *TREATIES}


@pytest.mark.parametrize("name", ARTICLES)
def test_language_and_date_are_read_from_the_text(name: str) -> None:
    document = foedus.read(EXAMPLES / f"{name}.txt")
    assert (document.lang, document.published) == ARTICLES[name]
    assert document.published_how == "text"


@pytest.mark.parametrize("name", ARTICLES)
def test_the_last_paragraph_holds_suppositions_and_no_event(name: str) -> None:
    found = coded(name)
    start = found.document.text.rstrip().rindex("\n\n")
    assert not [e.text for e in found.events if e.span[0] > start]


@pytest.mark.parametrize(
    ("name", "treaty", "parties"),
    [
        ("pyongyang-2024", "RUS-PRK-2024", {"RUS", "PRK"}),
        ("riyad-islamabad-2025", "SAU-PAK-2025", {"SAU", "PAK"}),
    ],
)
def test_the_treaty_is_found_among_the_facts(name: str, treaty: str, parties: set[str]) -> None:
    found = coded(name)
    acts = [act for act in found.treaties if act.act == "signed"]
    assert [act.id for act in acts] == [treaty]
    assert set(acts[0].parties) == parties
    assert ("SUPPORT", tuple(sorted(parties)), ()) in events(found)


def test_the_visit_is_directed() -> None:
    visits = [e for e in coded("pyongyang-2024").events if e.mode == "visit"]
    assert [(e.actor, e.recipient) for e in visits] == [(("RUS",), ("PRK",))]


def test_background_of_the_french_articles_is_not_coded() -> None:
    texts = [e.text for name in ("pyongyang-2024", "riyad-islamabad-2025") for e in coded(name).events]
    assert not [t for t in texts if any(year in t for year in ("1961", "1982", "1996", "2000", "2023", "mai 2025"))]


def test_the_rupture_is_coded_on_its_day() -> None:
    ruptures = [e for e in coded("algiers-rabat-2021").events if e.type.value == "SANCTION" and e.recipient == ("MAR",)]
    assert [(e.actor, e.date and e.date.first) for e in ruptures] == [(("DZA",), date(2021, 8, 24))]
