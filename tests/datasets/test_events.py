"""Events in bulk: GDELT, ICEWS, POLECAT; day by day and week by week."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .official import imported, layout, put, rows

OLD, DAILY, NEW = (
    layout("gdelt", file).needs for file in ("2005.csv", "20240101.export.CSV", "20240101000000.export.CSV")
)
EVENT = {
    "GLOBALEVENTID": 1, "SQLDATE": 20230131, "MonthYear": 202301, "Year": 2023, "FractionDate": 2023.08,
    "Actor1Code": "USA", "Actor1Name": 'UNITED "STATES', "EventCode": "042", "QuadClass": 1, "GoldsteinScale": 1.9,
    "AvgTone": -2.5, "ActionGeo_Lat": 38.9, "DATEADDED": 20240131, "SOURCEURL": "https://example.org/a",
}  # fmt: skip


def gdelt(names: tuple[str, ...], *events: dict[str, object]) -> str:
    """Without quoting, as GDELT writes."""
    return "".join("\t".join(str(event.get(name, "")) for name in names) + "\n" for event in events)


def test_a_day_of_gdelt_has_no_header_and_letters_that_are_no_quotes(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "20240131.export.CSV", gdelt(DAILY, EVENT))
    report = imported(tmp_path / "in")
    assert report.took[0] == "20240131.export.CSV: gdelt 1.0, events, 1 rows, speaks for 2024-2024"
    found = rows(
        "gdelt", "events", "globaleventid", "date", "added", "actor1name", "eventcode", "actor2code", "avgtone"
    )
    assert found == [(1, date(2023, 1, 31), date(2024, 1, 31), 'UNITED "STATES', "042", None, -2.5)]


def test_the_three_layouts_of_gdelt_are_told_apart_by_their_columns(home: Path, tmp_path: Path) -> None:
    assert [len(names) for names in (OLD, DAILY, NEW)] == [57, 58, 61]
    put(tmp_path / "in", "2005.csv", gdelt(OLD, EVENT))
    put(tmp_path / "in", "20240131.export.CSV", gdelt(DAILY, EVENT | {"GLOBALEVENTID": 2}))
    imported(tmp_path / "in")
    assert rows("gdelt", "events", "globaleventid", "sourceurl") == [(1, None), (2, "https://example.org/a")]
    minute = EVENT | {"DATEADDED": 20240131234500, "ActionGeo_ADM2Code": "DC001"}
    put(tmp_path / "new", "20240131234500.export.CSV", gdelt(NEW, minute))
    imported(tmp_path / "new")
    found = rows("gdelt", "events", "added", "dateadded", "actiongeo_adm2code")
    assert found == [(date(2024, 1, 31), 20240131234500, "DC001")]


def test_days_add_up_and_a_day_twice_counts_once(home: Path, tmp_path: Path) -> None:
    for number, day in enumerate((20240130, 20240131, 20240131), 1):
        put(tmp_path / "in", f"{day}.export.CSV", gdelt(DAILY, EVENT | {"GLOBALEVENTID": day, "DATEADDED": day}))
        imported(tmp_path / "in")
        held = store.held("gdelt", "events")
        assert held is not None
        assert (held.rows, held.years) == (min(number, 2), (2024, 2024))


def test_a_day_that_is_none_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "20240131.export.CSV", gdelt(DAILY, EVENT, EVENT | {"SQLDATE": 20240231}))
    with pytest.raises(DataError, match="row 2, column SQLDATE: '20240231' is no day"):
        import_folder(tmp_path / "in")


def test_a_line_that_is_cut_is_refused(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "20240131.export.CSV", gdelt(DAILY, EVENT, EVENT)[:-60])
    with pytest.raises(DataError, match="line 2"):
        import_folder(tmp_path / "in")


def test_a_hundred_thousand_events_are_a_matter_of_seconds(home: Path, tmp_path: Path) -> None:
    filled = dict.fromkeys(DAILY, "1") | EVENT
    line = gdelt(DAILY, filled).split("\t", 1)[1]
    put(tmp_path / "in", "20240131.export.CSV", "".join(f"{n}\t{line}" for n in range(100_000)))
    start = time.process_time()
    imported(tmp_path / "in")
    assert time.process_time() - start < 8  # about one second and a half on an idle machine
    assert len(rows("gdelt", "events", "globaleventid")) == 100_000


ICEWS = layout("icews", "events.2018.sample.tab").needs


def test_icews_has_spaces_in_its_header_and_quotes_in_its_text(home: Path, tmp_path: Path) -> None:
    one = {
        "Event ID": 7, "Event Date": "2018-06-01", "Source Name": 'Citizen ("Peru)', "Source Sectors": "NA",
        "Event Text": "Consult", "CAMEO Code": "040", "Intensity": "-1.5", "Story ID": 4, "City": "None",
    }  # fmt: skip
    put(tmp_path / "in", "events.2018.tab", gdelt(ICEWS, *(dict(zip(ICEWS, ICEWS, strict=True)), one, one)))
    report = imported(tmp_path / "in")
    assert "icews DVN-28075, events, 2 rows, speaks for 2018-2018" in report.took[0]
    found = rows("icews", "events", "event_id", "event_date", "source_name", "source_sectors", "cameo_code", "city")
    assert found[0] == (7, date(2018, 6, 1), 'Citizen ("Peru)', None, "040", None)


POLECAT = tuple(dict.fromkeys((*layout("polecat", "ngecEvents.DV.2018-01.txt").rename,)))


def test_polecat_week_by_week(home: Path, tmp_path: Path) -> None:
    names = [name for name in POLECAT if name != "Event Intensity"]
    one = {
        "Event ID": "20180101-1", "Event Date": "2017-12-31", "Event Type": "AGREE", "Event Mode": "None",
        "Intensity": 3, "Actor Name": 'the "Party"; France', "Actor COW": "220", "Publication Date": "2018-01-01",
    }  # fmt: skip
    header = dict(zip(names, names, strict=True))
    put(tmp_path / "in", "week1.txt", gdelt(tuple(names), header, one))
    imported(tmp_path / "in")
    renamed = [name.replace("Intensity", "Event Intensity") for name in names]
    two = one | {"Event ID": "2", "Event Intensity": -5, "Publication Date": "2019-01-08"}
    put(tmp_path / "more", "week2.txt", gdelt(tuple(renamed), dict(zip(renamed, renamed, strict=True)), two))
    imported(tmp_path / "more")
    found = rows("polecat", "events", "event_id", "event_date", "event_mode", "intensity", "actor_name", "actor_cow")
    assert found == [
        ("20180101-1", date(2017, 12, 31), None, 3, 'the "Party"; France', "220"),
        ("2", date(2017, 12, 31), None, -5, 'the "Party"; France', "220"),
    ]
    held = store.held("polecat", "events")
    assert held is not None
    assert held.years == (2018, 2019)
