"""The area of a pledge is that of the day: territory that changed hands, dependencies, borders that moved."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.measures.attack import place_of
from foedus.measures.theatre import coverage
from foedus.system import System

ANY = System.at("2000-01-01").record.treaties["DUAL-1879"]  # only scopes ask the treaty for its parties


def covered(area: str, target: str, theatre: str, day: str) -> str:
    system = System(date.fromisoformat(day), System.at(day).record)
    return coverage(system, ANY, area, target, place_of(system, theatre, (target,)))


@pytest.mark.parametrize(
    ("target", "theatre", "day", "inside"),
    [
        ("DEU", "Königsberg", "1914-08-20", True),
        ("RUS", "Königsberg", "1914-08-20", False),
        ("RUS", "Königsberg", "2020-08-20", True),
        ("DEU", "Strasbourg", "1913-08-20", True),
        ("FRA", "Colmar", "1913-08-20", False),
        ("FRA", "Colmar", "1930-08-20", True),
        ("AUH", "Lemberg", "1914-08-20", True),
        ("RUS", "Lemberg", "1914-08-20", False),
        ("POL", "Vilnius", "1938-08-20", True),
        ("LTU", "Kaunas", "1938-08-20", True),
        ("ROU", "Kishinev", "1939-08-20", True),
        ("SUN", "Tiraspol", "1939-08-20", True),
        ("TUR", "Salonika", "1900-08-20", True),
        ("SRB", "Skopje", "1913-07-01", True),
        ("RUS", "Port Arthur", "1904-02-08", True),
        ("JPN", "Seoul", "1930-08-20", True),
        ("GBR", "Singapore", "1941-12-08", True),
        ("PRT", "Goa", "1961-12-18", True),
        ("CSK", "Prague", "1939-03-15", True),
        ("EGY", "Damascus", "1959-08-20", True),
        ("POL", "Danzig", "1939-09-01", True),  # a free city: the land of no state
    ],
)
def test_the_territory_of_a_party_is_that_of_the_day(target: str, theatre: str, day: str, inside: bool) -> None:
    assert (covered("parties", target, theatre, day) == "inside") is inside


@pytest.mark.parametrize(
    ("target", "theatre", "day", "word"),
    [
        ("FRA", "Algiers", "1955-08-20", "dependency"),
        ("FRA", "Marseille", "1955-08-20", "inside"),
        ("FRA", "Martinique", "1955-08-20", "dependency"),
        ("GBR", "Hong Kong", "1980-08-20", "dependency"),
        ("USA", "Honolulu", "1941-12-07", "dependency"),
        ("USA", "Honolulu", "1970-12-07", "inside"),
        ("USA", "Guam", "1970-12-07", "dependency"),
        ("USA", "Okinawa", "1965-06-01", "outside"),
        ("EGY", "Sinai", "1973-10-06", "inside"),
    ],
)
def test_metropolitan_territory_leaves_out_dependencies(target: str, theatre: str, day: str, word: str) -> None:
    assert covered("metropolitan", target, theatre, day) == word


@pytest.mark.parametrize(
    ("state", "target", "theatre", "day", "inside"),
    [
        ("IND", "GBR", "Bombay", "1906-01-01", True),  # no state then: the land that is its own today
        ("POL", "DEU", "Breslau", "1938-01-01", False),
        ("POL", "POL", "Lemberg", "1938-01-01", True),
        ("JPN", "USA", "Okinawa", "1965-06-01", False),
        ("JPN", "JPN", "Okinawa", "1985-06-01", True),
        ("CUB", "USA", "Guantánamo", "1962-10-22", False),
    ],
)
def test_the_territory_of_a_state_that_a_pledge_names(
    state: str, target: str, theatre: str, day: str, inside: bool
) -> None:
    assert (covered(f"state:{state}", target, theatre, day) == "inside") is inside


def test_a_name_that_two_places_have_is_first_the_one_that_the_target_held() -> None:
    russian, american = System.at("1904-02-08"), System.at("2000-01-01")
    assert place_of(russian, "Port Arthur", ("RUS",)).territory == "CHN"
    assert place_of(american, "Port Arthur", ("USA",)).territory == "USA"
    assert place_of(american, "Galicia", ("ESP",)).territory == "ESP"
    assert place_of(russian, "Galicia", ("AUH",)).territory == "UKR"


def test_a_point_takes_the_territory_of_the_town_that_is_named() -> None:
    system = System.at("1935-01-01")
    assert place_of(system, "Rhodes", ("ITA",), (36.44, 28.23)).territory == "GRC"
    assert place_of(system, "", ("ITA",), (41.9, 12.5)).territory == "ITA"
