"""Peace years in panels: by hand, and as one would count them on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.datasets import store
from foedus.errors import UsageError
from foedus.panel import panel
from foedus.panel.adders.peace import Event, name_of, since, spells

from .events import dispute, mids, rows_of


def test_peace_years_need_events(folder: Path) -> None:
    mids(folder, dispute(1, [1900]))
    with pytest.raises(UsageError, match="add one of gml_mids, cow_mids, wars before peace_years"):
        panel("dyad-year").add("peace_years")
    assert panel("dyad-year").add("peace_years", of="gml_mids").columns[3:] == ("gmlmidspell",)


def test_peace_is_counted_in_years_of_the_system(folder: Path) -> None:
    """Germany is away from 1946 to 1989; the first year of an event keeps the count, what follows begins at 0."""
    mids(folder, dispute(1, range(1939, 1946), 200, 255), dispute(2, [1993], 200, 255), dispute(3, [1994], 200, 255))
    where = "ccode1 = 255 AND ccode2 = 200 AND year NOT BETWEEN 1820 AND 1937 AND year < 1997"
    found = rows_of(where, "year", "gmlmidspell", add=("gml_mids", "peace_years"))
    assert found == [
        (1816, 0), (1817, 1), (1818, 2), (1819, 3), (1938, 122), (1939, 123), *((y, 0) for y in range(1940, 1946)),
        (1990, 0), (1991, 1), (1992, 2), (1993, 3), (1994, 0), (1995, 0), (1996, 1),
    ]  # fmt: skip
    late = rows_of(
        "ccode1 = 255 AND ccode2 = 200", "year", "gmlmidspell", first=1991, last=1993, add=("gml_mids", "peace_years")
    )
    assert late == [(1991, 1), (1992, 2), (1993, 3)]


def test_peace_since_the_last_onset(folder: Path) -> None:
    mids(folder, dispute(1, range(1900, 1904)))
    where = "ccode1 = 2 AND ccode2 = 200 AND year BETWEEN 1899 AND 1905"
    found = rows_of(where, "gmlmidspell", add=("gml_mids", "peace_years"), peace_years={"on": "onset"})
    assert found == [(83,), (84,), (0,), (1,), (2,), (3,), (4,)]


def test_the_names_of_peace_years() -> None:
    names = {"gmlmidongoing": "gmlmidspell", "gmlmidonset": "gmlmidspell", "ucdpongoing": "ucdpspell",
             "gmlmidongoing_init": "gmlmidinitspell", "gmlmidonset_init": "gmlmidinitspell"}  # fmt: skip
    assert {flag: name_of(flag) for flag in names} == names


years = st.lists(st.integers(1900, 1915), unique=True).map(sorted)


def counted(present: list[int], events: list[int], last: int) -> dict[int, int]:
    """Peace years, one after the other, as one would count them on paper."""
    found, count = {}, 0
    for year in present:
        if year > last:
            break
        found[year] = count
        count = 0 if year in events else count + 1
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(years, years), min_size=1, max_size=4), st.integers(1905, 1915))
def test_peace_years_are_those_counted_on_paper(states: list[tuple[list[int], list[int]]], last: int) -> None:
    with store.connect() as con:
        con.execute(
            "CREATE TABLE rows (state INTEGER, year INTEGER);"
            "CREATE TABLE marked (state INTEGER, year INTEGER, event INTEGER)"
        )
        for state, (present, events) in enumerate(states):
            for table, values in (("rows", [(state, y) for y in present]), ("marked", [(state, y, 1) for y in events])):
                if values:
                    con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        sparse = spells("rows", ("state",), [Event("e", "SELECT * FROM marked", (1900, last), "ccode")])
        found = con.execute(
            f"SELECT state, b.year, coalesce(espell, b.year - first)"
            f" FROM rows b LEFT JOIN ({sparse}) s USING (state, year)"
            f" LEFT JOIN ({since('rows', ('state',), 1900)}) f USING (state) WHERE b.year <= {last} ORDER BY ALL"
        ).fetchall()
    expected = [(state, *row) for state, (p, e) in enumerate(states) for row in counted(p, e, last).items()]
    assert found == expected
