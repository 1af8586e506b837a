"""Which list of disputes is read for which years, from tables of a few rows."""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
import pytest

from foedus.datasets import store
from foedus.forecasts.past import DISPUTES, _disputes

COLUMNS = "ccode1, ccode2, year, {0}ongoing, {0}onset, hostlev1, hostlev2, orig1, orig2"
FIRST, SECOND = ("gml_mid", "dyad_years"), ("cow_mid", "dyad_years")
ROWS = {
    FIRST: "(2, 20, 2009, 1, 1, 3, 4, 1, 1), (20, 2, 2009, 1, 1, 4, 3, 1, 1), (2, 365, 2010, 1, 1, 1, 2, 1, 1)",
    SECOND: "(2, 20, 2009, 1, 1, 3, 4, 1, 1), (2, 200, 2010, 1, 1, 1, 3, 1, 1), (2, 365, 2012, 1, 1, 4, 4, 1, 0)",
}
PREFIX = {FIRST: "gmlmid", SECOND: "cowmid"}


def read(monkeypatch: pytest.MonkeyPatch, ends: dict[tuple[str, str], int]) -> tuple[list[tuple[int, ...]], list[str]]:
    """The disputes read where these tables are imported, up to these years; and the datasets that they are from."""
    monkeypatch.setattr(
        store,
        "held",
        lambda name, table: SimpleNamespace(years=(1816, ends[name, table])) if (name, table) in ends else None,
    )
    monkeypatch.setattr(
        store, "source", lambda *table: f"(VALUES {ROWS[table]}) AS t({COLUMNS.format(PREFIX[table])})"
    )  # fmt: skip
    query, tables = _disputes()
    found = duckdb.execute(DISPUTES.format(made=query)).fetchall()
    return [row[:3] for row in found], [name for name, _ in tables]


def test_the_second_list_speaks_of_the_years_after_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, {FIRST: 2010, SECOND: 2014})
    assert found == ([(2, 20, 2009), (2, 365, 2010), (2, 365, 2012)], ["gml_mid", "cow_mid"])


@pytest.mark.parametrize("ends", [{FIRST: 2010}, {FIRST: 2010, SECOND: 2010}])
def test_a_second_list_that_ends_no_later_is_not_read(
    monkeypatch: pytest.MonkeyPatch, ends: dict[tuple[str, str], int]
) -> None:
    assert read(monkeypatch, ends) == ([(2, 20, 2009), (2, 365, 2010)], ["gml_mid"])


def test_the_second_list_stands_alone_where_the_first_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, {SECOND: 2014})
    assert found == ([(2, 20, 2009), (2, 200, 2010), (2, 365, 2012)], ["cow_mid"])


def test_without_either_the_first_is_what_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "held", lambda name, table: None)
    assert {name for name, _ in _disputes()[1]} == {"gml_mid"}
