"""Whose land a place was on a day: a table written from history, and the rules of the look-up."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from foedus.factfiles import load
from foedus.holder import called, holding_at
from foedus.record import Record

with Path(__file__).with_name("land.csv").open(encoding="utf-8", newline="") as handle:
    TRUTH = list(csv.DictReader(handle))


def on(row: dict[str, str]) -> date:
    return date.fromisoformat(row["day"])


@pytest.mark.parametrize("row", TRUTH, ids=lambda r: f"{r['place']} {r['day'][:4]}")
def test_who_held_a_place(row: dict[str, str]) -> None:
    """By its name, and by the point alone."""
    record = load()
    held = holding_at(record, float(row["lat"]), float(row["lon"]), on(row), _territory(record, row))
    assert (held.state or "", held.status if held.state else "") == (row["holder"], row["status"])


def _territory(record: Record, row: dict[str, str]) -> str | None:
    """The territory of the place of that name nearest to the point; None: the map is asked."""
    lat, lon = float(row["lat"]), float(row["lon"])
    near = (p.territory for p in called(record, row["place"]) if abs(p.lat - lat) + abs(p.lon - lon) < 0.5)
    return next(near, None)
