"""Importing: recognised by its columns, whatever form a file has; versions, parts, what is expected of a table."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.datasets import DATASETS, recognised, store
from foedus.datasets.atop.members import COLUMNS, members
from foedus.datasets.atop.treaties import treaties
from foedus.datasets.importing import import_folder
from foedus.errors import DataError
from foedus.factfiles import load

from .files import LAYOUTS, MEMBERS, NMC, ROWS, capabilities, write


def held(name: str, table: str) -> store.Held:
    found = store.held(name, table)
    assert found is not None
    return found


def loaded(column: str = "milex") -> list[Any]:
    return store.load("nmc", "state_years", [column])[column]


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    made = tmp_path / "given"
    made.mkdir()
    return made


def nmc(path: Path, *years: int, columns: tuple[str, ...] = NMC, **cells: Any) -> Path:
    return write(path, capabilities(*years, **cells), columns)


# --- recognised -------------------------------------------------------------------------------------------------


def test_a_file_is_known_by_its_columns(home: Path, files: Path) -> None:
    write(files / "zz.csv", [row | {"brandnew": 1} for row in ROWS], [*MEMBERS, "brandnew"])
    (files / "anything.csv").rename(files / "b.csv")
    (files / "other.csv").write_text("a,b\n1,2\n")
    (files / "readme.md").write_text("x")
    (files / "broken.csv").write_text('"a\n')
    (files / "inner").mkdir()
    nmc(files / "inner" / "x.csv", 2000)
    report = import_folder(files)
    assert report.took[0] == "b.csv: atop 4.01, members, 10 rows, speaks for 1815-2016"
    assert "2398 rows were published" in report.took[1]
    assert report.took[2].startswith("x.csv: nmc")
    assert report.unknown == ("zz.csv: columns that foedus does not know, left out: brandnew",)
    assert [line.partition(":")[0] for line in report.skipped] == ["broken.csv", "other.csv", "readme.md", "zz.csv"]
    assert store.load("atop", "members", ["member", "yrent"])["member"] == [row["member"] for row in ROWS]


def test_the_published_oddities_are_read(home: Path, files: Path) -> None:
    row = ROWS[0] | {"dayent": "6.0", "dayexit": "", "secrart": ".", "version": "4.0100002"}
    write(files / "anything.csv", [row])
    (files / "anything.csv").write_bytes(b"\xef\xbb\xbf" + (files / "anything.csv").read_bytes())
    import_folder(files)
    columns = store.load("atop", "members", ["dayent", "dayexit", "secrart", "unheard"])
    assert columns == {"dayent": [6], "dayexit": [None], "secrart": [None], "unheard": [None]}
    assert held("atop", "members").version == "4.01"


def test_what_a_file_nearly_is_is_told(folder: Path) -> None:
    (folder / "cut.csv").write_text(",".join(NMC[:-1]) + "\n2,2000,1,1,1,1,1,1\n")
    with pytest.raises(
        DataError,
        match=r"\(cut.csv: no dataset has its columns; it is nearest to nmc \(state_years\), and lacks cinc\)",
    ):
        import_folder(folder)


def test_tables_with_the_same_columns_are_told_by_their_names(folder: Path) -> None:
    text = '"","stateabb","year","gwcode","ccode","gw_name","cw_name"\n"1","USA",2000,2,2,"USA","USA"\n'
    (folder / "export_gw_cw_panel.csv").write_text(text)
    assert import_folder(folder).took[0].startswith("export_gw_cw_panel.csv: cow_gw 2025, gw, 1 rows")
    (folder / "export_gw_cw_panel.csv").rename(folder / "mine.csv")
    with pytest.raises(
        DataError,
        match=r"named so: cow_gw \(cow\), cw_gw_panel.parquet; cow_gw \(gw\), gw_cw_panel.parquet",
    ):
        import_folder(folder)


def test_a_folder_without_a_known_file(home: Path, files: Path) -> None:
    (files / "anything.csv").write_text("a,b\n1,2\n")
    with pytest.raises(
        DataError, match=r"holds no file that foedus knows \(anything.csv: no dataset has its columns\)"
    ):
        import_folder(files)
    with pytest.raises(DataError, match="cannot be read"):
        import_folder(files / "absent")


# --- forms ------------------------------------------------------------------------------------------------------

TEXT = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n2,2000,{0},1,1,1,1,1,0.5\n"


def zipped(path: Path, content: bytes, name: str = "inner/NMC.csv") -> bytes:
    with zipfile.ZipFile(path.with_suffix(".tmp.zip"), "w") as packed:
        packed.writestr(name, content)
        packed.writestr("readme.pdf", b"x")
    return path.with_suffix(".tmp.zip").read_bytes()


PLAIN = TEXT.format(7).encode()
FORMS = {
    "plain.csv": PLAIN,
    "upper.CSV": PLAIN,
    "marked.csv": b"\xef\xbb\xbf" + PLAIN,
    "windows.csv": PLAIN.replace(b"\n", b"\r\n"),
    "old-mac.csv": PLAIN.replace(b"\n", b"\r"),
    "no-end.csv": PLAIN.rstrip(),
    "utf16.csv": PLAIN.decode().encode("utf-16"),
    "quoted.csv": b'"' + PLAIN.split(b"\n")[0].replace(b",", b'","') + b'"\n"2","2000","7",1,1,1,1,1,0.5\n',
    "semicolons.csv": PLAIN.replace(b",", b";"),
    "tabs.tab": PLAIN.replace(b",", b"\t"),
    "packed.csv.gz": gzip.compress(PLAIN),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_table_is_the_same_in_every_form_of_file(folder: Path, name: str) -> None:
    (folder / name).write_bytes(FORMS[name])
    import_folder(folder)
    assert store.load("nmc", "state_years", ["ccode", "year", "milex", "cinc"]) == {
        "ccode": [2], "year": [2000], "milex": [7], "cinc": [0.5],
    }  # fmt: skip


def test_zip_files_and_parquet(folder: Path, tmp_path: Path) -> None:
    packed = zipped(tmp_path / "a", PLAIN)
    (folder / "twice.zip").write_bytes(zipped(tmp_path / "b", packed, "NMC.zip"))
    import_folder(folder)
    assert loaded() == [7]
    (folder / "twice.zip").unlink()
    with store.connect() as con:
        changed = f"SELECT 8 AS milex, * EXCLUDE milex FROM {store.source('nmc', 'state_years')}"  # noqa: S608
        con.execute(f"COPY ({changed}) TO '{folder}/x.parquet'")
    import_folder(folder / "x.parquet")
    assert loaded() == [8]


def test_a_line_that_is_not_utf8_is_read_as_western_and_told(folder: Path) -> None:
    header = "ccode,cw_abb,cw_name,start,end"
    lines = [header.encode(), "437,CDI,Côte d'Ivoire,1960-08-07,2016-12-31".encode("latin-1")]
    lines += ["616,TUN,Tunísia,1956-03-20,2016-12-31".encode()]
    (folder / "cw_system.csv").write_bytes(b"\n".join(lines) + b"\n")
    report = import_folder(folder)
    assert report.odd == ("cw_system.csv: a line is not UTF-8 (line 2) and read as Western European (Windows-1252)",)
    assert store.load("cow_states", "spells", ["cw_name"])["cw_name"] == ["Côte d'Ivoire", "Tunísia"]


def test_a_file_with_thousands_of_other_columns(folder: Path) -> None:
    other = tuple(f"x{n}" for n in range(5000))
    write(folder / "wide.csv", capabilities(1999, 2000), (*NMC, *other))
    report = import_folder(folder)
    assert loaded() == [1] * 4
    assert report.unknown[0].startswith("wide.csv: columns that foedus does not know, left out: x0, x1")
    assert len(report.unknown[0]) < 200


HOSTILE = ('a"b', "a'b", "a; DROP TABLE raw; --", "a b", "{c}", "select", "ünïcode", "a\\b", "%s")


def test_names_of_columns_are_names_and_no_commands(folder: Path) -> None:
    write(folder / "hostile.csv", capabilities(1999), (*NMC, *HOSTILE))
    report = import_folder(folder)
    assert all(name in report.unknown[0] for name in HOSTILE)
    assert loaded() == [1, 1]


# --- versions, parts, expectations ------------------------------------------------------------------------------


def test_the_newest_version_is_taken_and_tables_of_one_version_stay(home: Path, files: Path) -> None:
    write(files / "b.csv", [row | {"version": "5.1"} for row in ROWS])
    report = import_folder(files)
    assert report.took[0].startswith("b.csv: atop 5.1, members, 10 rows, speaks for 1815-2018")
    assert report.skipped == ("anything.csv: version 4.01; b.csv holds the same table, version 5.1",)
    for path in files.iterdir():
        path.unlink()
    row = dict.fromkeys(("atopid", "begyr", "mem1", "mem2"), 1900) | {"version": "5.1"}
    write(files / "a.csv", [row], LAYOUTS["alliances"].needs)
    import_folder(files)
    assert {"members", "alliances"} <= store.imported("atop").keys()


def test_an_older_version_than_the_one_imported_is_left_unless_asked_for(folder: Path) -> None:
    nmc(folder / "new.csv", 2015, 2016)
    import_folder(folder)
    assert (held("nmc", "state_years").version, held("nmc", "state_years").years) == ("6.0", (1816, 2016))
    (folder / "new.csv").unlink()
    nmc(folder / "old.csv", 2011, 2012)
    report = import_folder(folder)
    assert report.took == ()
    assert "version 6.0 of state_years is imported, which is newer" in report.skipped[0]
    assert held("nmc", "state_years").version == "6.0"
    import_folder(folder, older=True)
    assert held("nmc", "state_years").version == "5.0"


def test_a_version_that_is_not_known_speaks_for_the_years_that_it_names(home: Path, files: Path) -> None:
    write(files / "anything.csv", [row | {"version": "9"} for row in ROWS])
    report = import_folder(files)
    assert report.took[0].endswith("atop 9.0, members, 10 rows, speaks for 1879-1970")
    assert "is new to foedus" in report.took[1]


def test_years_outside_those_of_the_version_are_told(folder: Path) -> None:
    nmc(folder / "a.csv", 1700, 2016)
    report = import_folder(folder)
    assert (
        "a.csv: column year: 2 rows of years for which this version does not speak, 1816-2016 (row 1: 1700)"
        in report.odd
    )


def dataset_with(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """The dataset of capabilities, its table changed."""
    dataset = DATASETS["nmc"]
    table = msgspec.structs.replace(dataset.manifest.table[0], **changes)
    changed = msgspec.structs.replace(dataset)
    changed.__dict__["manifest"] = msgspec.structs.replace(dataset.manifest, table=(table,))
    monkeypatch.setattr(recognised, "DATASETS", {**DATASETS, "nmc": changed})


def test_a_table_that_comes_in_parts_grows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset_with(monkeypatch, parts=True)
    nmc(folder / "a.csv", 2015, 2016)
    nmc(folder / "b.csv", 2014, 2016, milex=2)
    import_folder(folder)
    assert sorted(loaded()) == [1] * 4 + [2] * 4
    for path in folder.iterdir():
        path.unlink()
    nmc(folder / "c.csv", 2016, milex=3)
    import_folder(folder)
    assert sorted(loaded()) == [1] * 4 + [2] * 4 + [3] * 2
    assert len(held("nmc", "state_years").parts) == 3
    import_folder(folder)  # the same once more changes nothing
    assert len(held("nmc", "state_years").parts) == 3


def test_what_is_expected_of_a_table_and_does_not_hold_is_told(folder: Path) -> None:
    nmc(folder / "few.csv", 2000)
    report = import_folder(folder)
    assert report.odd == ("few.csv: between 180 and 210 ccode a year were expected (2000: 2)",)


def test_a_state_that_did_not_exist_that_year_is_told(folder: Path) -> None:
    write(
        folder / "a.csv",
        [*capabilities(1850), *capabilities(1900, states=(731, 345)), *capabilities(1950, states=(9999,))],
        NMC,
    )
    report = import_folder(folder)
    assert any(
        "column ccode: 3 rows with a state that the COW list does not hold that year "
        "(row 2: 20 in 1850, row 3: 731 in 1900," in line
        for line in report.odd
    ), report.odd
    assert len(loaded()) == 5


def test_two_layouts_with_the_same_columns_are_told_apart_by_name(home: Path, tmp_path: Path) -> None:
    columns = next(
        layout for layout in DATASETS["cow_mid"].manifest.layout if layout.files[0] == "cow_mid_disps.parquet"
    )
    for name in ("cow_mid_disps", "gml_mid_disps"):
        write(tmp_path / f"{name}.csv", [dict.fromkeys(columns.needs, 1) | {"styear": 1900}], columns.needs)
        report = import_folder(tmp_path / f"{name}.csv")
        assert report.took[0].startswith(f"{name}.csv: {name.removesuffix('_disps')}"), report


# --- any cells --------------------------------------------------------------------------------------------------


def test_every_dataset_has_a_sound_manifest() -> None:
    for name, dataset in DATASETS.items():
        manifest = dataset.manifest
        tables = {table.name for table in manifest.table}
        assert manifest.name == name
        assert all((manifest.title, manifest.origin, manifest.licence, manifest.citation, manifest.bibtex)), name
        assert {layout.table for layout in manifest.layout} <= tables
        assert {row for release in manifest.release for row in release.rows} <= tables
        for table in manifest.table:
            assert {*table.key} <= table.columns.keys(), (name, table.name)


CELL = st.one_of(
    st.sampled_from(
        ["0", "1", "", ".", "NA", "1900", "-1", "nan", "inf", "1e3", "9e99", "0x1", "1_0", "'", '"', "\t", "é"]
    ),
    st.text("0123456789.-eE x٣", max_size=5),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from(MEMBERS), CELL, max_size=4), min_size=1, max_size=4))
def test_any_cells_are_refused_with_a_reason_or_read(rows: list[dict[str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as place:
        patched.setenv("FOEDUS_HOME", place)
        path = write(Path(place) / "x.csv", [ROWS[0] | row for row in rows])
        if problem := refusal(path):
            assert "\n" not in problem
            assert store.imported("atop") == {}
            return
        columns = store.load("atop", "members", COLUMNS)
        assert {len(column) for column in columns.values()} == {len(rows)}
        treaties(members(columns), "4.01", load())


def refusal(path: Path) -> str:
    try:
        import_folder(path)
    except DataError as error:
        return str(error)
    return ""
