"""Whose land a place was on a day: a table written from history, names that are no longer used, and the rules."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from foedus.dates import parse_day
from foedus.factfiles import load
from foedus.factpage import page
from foedus.holder import Holding, called, held_near, holding_at
from foedus.land import Land, Tenure, by_territory
from foedus.place import nearest_land, territory_at
from foedus.record import Record
from foedus.treaty import Text

with Path(__file__).with_name("land.csv").open(encoding="utf-8", newline="") as handle:
    TRUTH = list(csv.DictReader(handle))
with Path(__file__).with_name("theatres.csv").open(encoding="utf-8", newline="") as handle:
    THEATRES = list(csv.DictReader(handle))

SQUARE = ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0))


def on(row: dict[str, str]) -> date:
    return date.fromisoformat(row["day"])


@pytest.mark.parametrize("row", TRUTH, ids=lambda r: f"{r['place']} {r['day'][:4]}")
def test_who_held_a_place(row: dict[str, str]) -> None:
    record = load()
    held = holding_at(record, float(row["lat"]), float(row["lon"]), on(row), _territory(record, row))
    assert (held.state or "", held.status if held.state else "") == (row["holder"], row["status"])


def _territory(record: Record, row: dict[str, str]) -> str | None:
    """The territory of the place of that name nearest to the point; else the land, or the coast, of the map."""
    lat, lon = float(row["lat"]), float(row["lon"])
    near = (p.territory for p in called(record, row["place"]) if abs(p.lat - lat) + abs(p.lon - lon) < 0.5)
    return next(near, None) or territory_at(lat, lon) or nearest_land(lat, lon)


@pytest.mark.parametrize("row", THEATRES, ids=lambda r: r["en"])
def test_a_theatre_goes_by_its_old_its_english_and_its_french_name(row: dict[str, str]) -> None:
    for name in (row["en"], row["fr"]):
        place = called(load(), name)[0]
        away = abs(place.lat - float(row["lat"])), abs(place.lon - float(row["lon"]))
        assert max(away) < float(row["within"]), (name, place)


def test_there_are_enough_lands_and_all_have_a_source() -> None:
    lands = load().lands
    assert len(lands) >= 350
    assert all(land.source for land in lands.values())


def tenure(state: str, start: str | None = None, to: str | None = None, **values: str) -> Tenure:
    days = (parse_day(d) if d else None for d in (start, to))
    return Tenure(state, *days, **values)  # type: ignore[arg-type]


def record_of(*lands: Land) -> Record:
    return Record(states=load().states, lands={land.key: land for land in lands})


def land(key: str, *held: Tenure, **values: object) -> Land:
    return Land(key, "the test", held, Text(key, key), **values)  # type: ignore[arg-type]


def at(record: Record, day: str, lat: float = 5.0, lon: float = 5.0) -> Holding:
    return holding_at(record, lat, lon, date.fromisoformat(day), "FRA")


def test_a_tenure_runs_to_the_next_one_or_to_its_end() -> None:
    record = record_of(land("x", tenure("DEU"), tenure("ITA", "1900-01-01", "1910-01-01"), territory=("FRA",)))
    assert [at(record, d).state for d in ("1850-01-01", "1899-12-31", "1900-01-01", "1909-12-31", "1910-01-01")] == [
        "DEU", "DEU", "ITA", "ITA", "FRA",
    ]  # fmt: skip


def test_of_a_year_only_its_first_day_counts() -> None:
    record = record_of(land("x", tenure("DEU", "1880", "1890"), territory=("FRA",)))
    assert [at(record, d).state for d in ("1879-12-31", "1880-01-01", "1889-12-31", "1890-01-01")] == [
        "FRA", "DEU", "DEU", "FRA",
    ]  # fmt: skip


def test_a_piece_comes_before_the_whole_and_the_first_piece_before_the_next() -> None:
    whole = land("whole", tenure("ITA"), territory=("FRA",))
    first = land("first", tenure("DEU", None, "1850-01-01"), territory=("FRA",), polygons=(SQUARE,))
    second = land("second", tenure("ESP"), territory=("FRA",), polygons=(SQUARE,))
    record = record_of(whole, first, second)
    assert [at(record, d).state for d in ("1840-01-01", "1860-01-01")] == ["DEU", "ESP"]
    assert at(record, "1840-01-01", 20.0, 20.0).state == "ITA"


def test_a_piece_of_one_territory_leaves_another_alone() -> None:
    record = record_of(land("x", tenure("DEU"), territory=("BEL",), polygons=(SQUARE,)))
    assert at(record, "1900-01-01").state == "FRA"
    assert by_territory(record.lands.values()).keys() == {"", "BEL"}


def test_what_no_entry_covers_is_today_s_unless_its_state_is_of_later() -> None:
    record = record_of()
    days = ("1815-06-18", "1900-01-01", "2000-01-01")
    assert [holding_at(record, 48.86, 2.35, date.fromisoformat(d)).state for d in days] == ["FRA"] * 3
    assert [holding_at(record, 52.23, 21.01, date.fromisoformat(d)).state for d in days] == [None, None, "POL"]


def test_the_sea_is_nobody_s() -> None:
    assert holding_at(load(), 40.0, -35.0, date(1950, 1, 1)) == Holding(None, "none")


@pytest.mark.parametrize(
    ("state", "day", "near"),
    [("DEU", "1900-01-01", True), ("DEU", "1930-01-01", False), ("FRA", "1900-01-01", False)],
)
def test_near_is_near_the_border_of_the_day(state: str, day: str, near: bool) -> None:
    sarrebourg = 48.74, 7.05  # in Lorraine, fifty kilometres from today's border and ten from that of 1871
    assert held_near(load(), state, *sarrebourg, date.fromisoformat(day)) is near


def test_what_is_occupied_stays_its_state_s_and_says_by_whom() -> None:
    golan = holding_at(load(), 33.0, 35.78, date(1973, 10, 6), "SYR")
    assert (golan.state, golan.by, golan.metropolitan) == ("SYR", "ISR", True)


def test_a_dependency_is_no_metropolitan_territory() -> None:
    algiers = [holding_at(load(), 36.75, 3.06, date(year, 1, 1), "DZA") for year in (1955, 1970)]
    assert [(h.state, h.metropolitan) for h in algiers] == [("FRA", False), ("DZA", True)]


def test_the_look_up_is_quick() -> None:
    record = load()
    points = [(lat * 1.7, lon * 3.1) for lat in range(-30, 36, 3) for lon in range(-50, 55, 5)]
    for _ in range(2):  # the second time the edges of the map are sorted
        start = time.perf_counter()
        for lat, lon in points:
            holding_at(record, lat, lon, date(1900, 1, 1))
    assert (time.perf_counter() - start) / len(points) < 0.001


@pytest.mark.parametrize(
    ("lang", "held", "by"),
    [("en", "Held by", "from 1967-06-10: Syria (occupied by Israel)"), ("fr", "Tenu par", "Syrie (occupé par Israël)")],
)
def test_the_page_of_a_place_says_who_held_it_and_where_that_stands(lang: str, held: str, by: str) -> None:
    shown = page(load(), "Golan", date(1970, 1, 1), lang)
    assert held in shown
    assert by in shown
    assert "S/RES/497" in shown


def test_the_page_of_a_place_that_never_changed_hands_names_the_map() -> None:
    shown = page(load(), "Marseille", date(1970, 1, 1))
    assert "from 1816-01-01: France (homeland)" in shown
    assert "by the map of today" in shown
