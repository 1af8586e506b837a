"""Importing: recognised by its columns, checked at the door, all or nothing, old or new."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.datasets import DATASETS, store
from foedus.datasets.atop.members import COLUMNS, members
from foedus.datasets.atop.treaties import treaties
from foedus.datasets.dataset import RawTable
from foedus.datasets.importing import import_folder
from foedus.errors import DataError
from foedus.factfiles import load

from .files import MEMBERS, ROWS, TABLES, member, write


def test_a_file_is_known_by_its_columns(home: Path, files: Path) -> None:
    write(files / "new.csv", [ROWS[0] | {"brandnew": 1}], [*MEMBERS, "brandnew"])
    (files / "new.csv").rename(files / "zz.csv")
    (files / "other.csv").write_text("a,b\n1,2\n")
    (files / "readme.txt").write_text("x")
    (files / "broken.csv").write_text('"a\n')
    report = import_folder(files)
    assert report.took[0] == "anything.csv: atop 4.01, members, 10 rows, speaks for 1815-2016"
    assert "2398 rows were published" in report.took[1]
    assert report.unknown == ("zz.csv: columns that foedus does not know, left out: brandnew",)
    assert [line.partition(":")[0] for line in report.skipped] == ["broken.csv", "other.csv", "readme.txt", "zz.csv"]
    assert store.load("atop", "members", ["member", "yrent"])["member"] == [row["member"] for row in ROWS]


def test_the_published_oddities_are_read(home: Path, files: Path) -> None:
    row = ROWS[0] | {"dayent": "6.0", "dayexit": "", "secrart": ".", "version": "4.0100002"}
    write(files / "anything.csv", [row])
    (files / "anything.csv").write_bytes(b"\xef\xbb\xbf" + (files / "anything.csv").read_bytes())
    import_folder(files)
    columns = store.load("atop", "members", ["dayent", "dayexit", "secrart", "version", "unheard"])
    assert columns == {"dayent": [6], "dayexit": [None], "secrart": [None], "version": ["4.01"], "unheard": [None]}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"yrent": "18x9"}, "line 2, column yrent: '18x9' is no whole number"),
        ({"member": "1.5"}, "column member: '1.5' is no whole number"),
        ({"member": "9e99"}, "column member: '9e99' is no whole number"),
        ({"defense": "2"}, "column defense: '2' is neither 0 nor 1"),
        ({"defense": ""}, "column defense: '' is neither 0 nor 1"),
        ({"yrent": "0"}, "column yrent: '0' is no year from 1815 on"),
        ({"yrexit": "15"}, "column yrexit: '15' is no year"),
        ({"atopid": ""}, "column atopid: no alliance is named"),
    ],
)
def test_a_cell_that_cannot_be_right_stops_the_import(
    home: Path, files: Path, cells: dict[str, str], reason: str
) -> None:
    write(files / "anything.csv", [ROWS[0] | cells])
    with pytest.raises(DataError, match="nothing was imported") as refused:
        import_folder(files)
    assert reason in str(refused.value)
    assert store.imported("atop") is None


def test_rows_that_do_not_fit_stop_the_import(home: Path, files: Path) -> None:
    path = write(files / "anything.csv", [ROWS[0], ROWS[0], ROWS[1] | {"version": "5.1"}])
    with path.open("a") as handle:
        handle.write("1,2\n3,4\n")
    with pytest.raises(DataError) as refused:
        import_folder(files)
    for reason in ("several versions: 4.01, 5.1", "the same alliance, member and phase as line 2", "and 1 more"):
        assert reason in str(refused.value)
    write(path, [])
    with pytest.raises(DataError, match="no rows"):
        import_folder(files)


def test_a_folder_without_a_known_file(home: Path, files: Path) -> None:
    with pytest.raises(DataError, match="holds no file that foedus knows"):
        import_folder(home.parent)
    with pytest.raises(DataError, match="cannot be read"):
        import_folder(files / "absent")


def test_the_newest_version_is_taken_and_tables_of_one_version_stay(home: Path, files: Path) -> None:
    write(files / "b.csv", [row | {"version": "5.1"} for row in ROWS])
    report = import_folder(files)
    assert report.took[0].startswith("b.csv: atop 5.1, members, 10 rows, speaks for 1815-2018")
    assert report.skipped == ("anything.csv: b.csv holds the same table, version 5.1",)
    for path in files.iterdir():
        path.unlink()
    spec = TABLES["alliances"]
    row = dict.fromkeys(("atopid", "begyr", "mem1", "mem2"), 1900) | {"version": "5.1"}
    write(files / "a.csv", [row], spec.needs)
    import_folder(files)
    note = store.imported("atop")
    assert note is not None
    assert set(note.tables) == {"members", "alliances"}


def test_a_version_that_is_not_known_speaks_for_the_years_that_it_names(home: Path, files: Path) -> None:
    write(files / "anything.csv", [row | {"version": "9"} for row in ROWS])
    report = import_folder(files)
    assert report.took[0].endswith("atop 9.0, members, 10 rows, speaks for 1879-1970")
    assert "is new to foedus" in report.took[1]


def test_an_interrupted_import_leaves_the_old_one(home: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_folder(files)
    before = store.imported("atop")
    write(files / "anything.csv", [member(9, 2, "1900-01-01"), member(9, 20, "1900-01-01")])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store.msgspec.json, "format", killed)  # the table is written, the note is not
        with pytest.raises(KeyboardInterrupt):
            import_folder(files)
    assert store.imported("atop") == before
    assert len(store.load("atop", "members", ["member"])["member"]) == len(ROWS)
    import_folder(files)
    assert store.load("atop", "members", ["member"])["member"] == [2, 20]
    left = [path.name for path in (home / "data").rglob("*") if path.is_file()]
    assert len(left) == 2, left


def test_what_is_damaged_says_so(home: Path, files: Path) -> None:
    import_folder(files)
    table = next((home / "data" / "atop").iterdir())
    table.write_bytes(b"PAR1")
    with pytest.raises(DataError, match="import atop again"):
        store.load("atop", "members", ["member"])
    (home / "data" / "atop.json").write_text("{")
    with pytest.raises(DataError, match="import atop again"):
        store.imported("atop")
    import_folder(files)
    assert store.imported("atop") is not None


def test_a_home_that_cannot_be_written(home: Path, files: Path) -> None:
    home.write_text("a file, no folder")
    with pytest.raises(DataError, match="set FOEDUS_HOME"):
        import_folder(files)


def test_without_pyarrow_the_extra_is_named(home: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(DataError, match=r"pip install 'foedus\[analysis\]'"):
        import_folder(files)


def test_every_dataset_has_a_sound_manifest() -> None:
    for name, dataset in DATASETS.items():
        manifest = dataset.manifest
        assert manifest.name == name
        assert all((manifest.title, manifest.origin, manifest.licence, manifest.citation, manifest.bibtex))
        for spec in manifest.table:
            assert not set(spec.needs) & set(spec.known)
            assert set(spec.text) <= {*spec.needs, *spec.known}
            assert {r for release in manifest.release for r in release.rows} <= {t.name for t in manifest.table}


CELL = st.one_of(
    st.sampled_from(["0", "1", "", ".", "NA", "1900", "-1", "nan", "inf", "1e3"]),
    st.text("0123456789.-eE x٣", max_size=5),
)


@given(st.lists(st.dictionaries(st.sampled_from(MEMBERS), CELL, max_size=4), max_size=4))
def test_any_cells_are_refused_with_a_reason_or_read(rows: list[dict[str, str]]) -> None:
    spec, dataset = TABLES["members"], DATASETS["atop"]
    table = [[str((ROWS[0] | row).get(name, "0")) for name in MEMBERS] for row in rows]
    raw = RawTable("x.csv", MEMBERS, table)
    if [*dataset.check(raw, spec)]:
        return
    _, columns = dataset.convert(raw, spec)
    assert {len(column) for column in columns.values()} == {len(rows)}
    treaties(members({name: columns[name] for name in COLUMNS}), "4.01", load())
