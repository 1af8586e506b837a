"""Bad input: one clear line with file, row and reason; nothing is imported, nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.datasets import store
from foedus.datasets.importing import import_folder
from foedus.errors import DataError

from .files import NMC, ROWS, capabilities, member, write

HEADER = ",".join(NMC)
GOOD = "2,2000,1,1,1,1,1,1,0.5"


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    made = tmp_path / "given"
    made.mkdir()
    write(made / "first.csv", ROWS)  # a good file beside, which must not be taken alone
    return made


def refused(folder: Path) -> str:
    """The one line with which a folder is refused, after which there is nothing of it."""
    with pytest.raises(DataError) as found:
        import_folder(folder)
    line = str(found.value)
    assert "\n" not in line
    assert line.endswith("nothing was imported")
    assert store.imported("atop") == store.imported("nmc") == {}
    data = Path(os.environ["FOEDUS_HOME"]) / "data"
    assert not [path for path in data.rglob("*") if path.is_file()] if data.exists() else True
    return line


LINES = {
    "cut in a row": (f"{HEADER}\n{GOOD}\n2,2001,1,1,1", "line 3: Expected Number of Columns: 9 Found: 5"),
    "a cell too many": (f"{HEADER}\n{GOOD}\n{GOOD},7\n", "line 3: Expected Number of Columns: 9 Found: 10"),
    "cut in a quoted cell": (f'{HEADER}\n{GOOD}\n2,2001,"1', "line 3: a quote is opened and not closed"),
    "a quote that swallows the rest": (
        f'{HEADER}\n{GOOD}\n2,2001,1,1,1,1,1,1,"1\n2,2002,1,1,1,1,1,1,1\n', "line 3: a quote is opened and not closed",
    ),
    "no rows": (HEADER + "\n", "no rows"),
    "only a header": (HEADER, "no rows"),
    "a key twice": (f"{HEADER}\n{GOOD}\n2,1999,1,1,1,1,1,1,1\n{GOOD}\n", "row 3: the same ccode 2, year 2000 as row 1"),
    "a key in two ways": (f"{HEADER}\n{GOOD}\n2.0,2000,1,1,1,1,1,1,1\n", "row 2: the same ccode 2.0, year 2000"),
    "no number": (f"{HEADER}\n{GOOD}\n2,2001,x,1,1,1,1,1,1\n", "row 2, column milex: 'x' is no whole number"),
    "half a unit": (f"{HEADER}\n2,2001,1.5,1,1,1,1,1,1\n", "row 1, column milex: '1.5' is no whole number"),
    "beyond numbers": (f"{HEADER}\n2,2001,9e99,1,1,1,1,1,1\n", "row 1, column milex: '9e99' is no whole number"),
    "not a number": (f"{HEADER}\n2,2001,nan,1,1,1,1,1,1\n", "row 1, column milex: 'nan' is no whole number"),
    "infinite": (f"{HEADER}\n2,2001,1,1,1,1,1,1,inf\n", "row 1, column cinc: 'inf' is no number"),
    "a year outside": (f"{HEADER}\n2,20001,1,1,1,1,1,1,1\n", "row 1, column year: '20001' is no year from 1400"),
    "a code of another kind": (f"{HEADER}\nUSA,2000,1,1,1,1,1,1,1\n", "column ccode: 'USA' is no code of a state"),
    "columns of one name": (f"{HEADER},Year\n{GOOD},2000\n", "several columns are named year"),
    "a cell as long as a book": (f"{HEADER}\n2,2001,{'x' * 5000},1,1,1,1,1,1\n", "x…' is no whole number"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_a_file_that_cannot_be_right_is_refused_with_row_and_reason(folder: Path, case: str) -> None:
    content, reason = LINES[case]
    (folder / "NMC.csv").write_text(content)
    line = refused(folder)
    assert f"{folder / 'NMC.csv'}: " in line
    assert reason in line
    assert len(line) < 400


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"yrent": "18x9"}, "row 1, column yrent: '18x9' is no year"),
        ({"defense": "2"}, "row 1, column defense: '2' is neither 0 nor 1"),
        ({"defense": ""}, "row 1, column defense: '' is neither 0 nor 1"),
        ({"yrent": "1700"}, "row 1, column yrent: '1700' is no year from 1815 on"),
        ({"yrent": "0"}, "row 1, column yrent: '0' is no year"),
        ({"yrexit": "15"}, "row 1, column yrexit: '15' is no year"),
        ({"atopid": ""}, "row 1, column atopid: '' names no alliance"),
    ],
)
def test_a_dataset_asks_for_more(folder: Path, cells: dict[str, str], reason: str) -> None:
    write(folder / "first.csv", [ROWS[0] | cells])
    assert reason in refused(folder)


def test_several_problems_are_told_and_the_rest_counted(folder: Path) -> None:
    write(folder / "first.csv", [ROWS[0], ROWS[0], ROWS[0], ROWS[0], ROWS[0]])
    line = refused(folder)
    assert line.count("the same atopid 1, member 300") == 3
    assert "(and 1 more)" in line
    write(folder / "first.csv", [ROWS[0], ROWS[1] | {"version": "5.1"}])
    assert "rows of several versions: 4.01, 5.1" in refused(folder)


def test_a_nul_byte_is_no_end(folder: Path) -> None:
    (folder / "NMC.csv").write_bytes(f"{HEADER}\n{GOOD}\n2,2001,1\0,1,1,1,1,1,1\n".encode())
    assert "NMC.csv" in refused(folder)
    (folder / "NMC.csv").write_bytes(b"\0" * 5000)
    import_folder(folder)  # it is nothing that is known; the other file is taken
    assert "members" in store.imported("atop")


def test_files_that_are_not_what_their_names_say_are_left(folder: Path) -> None:
    (folder / "a.parquet").write_bytes(b"PAR1 and no more")
    (folder / "b.csv.gz").write_bytes(b"not packed")
    (folder / "c.csv").write_bytes(b"")
    (folder / "d.csv").write_bytes(os.urandom(3000))
    report = import_folder(folder)
    assert [line.partition(":")[0] for line in report.skipped] == ["a.parquet", "b.csv.gz", "c.csv", "d.csv"]
    assert "no Parquet file that can be read" in report.skipped[0]
    assert "an empty file" in report.skipped[2]
    assert len(report.took) == 2


def test_a_zip_file_that_is_none(folder: Path) -> None:
    (folder / "a.zip").write_bytes(b"PK and no more")
    assert f"{folder / 'a.zip'} cannot be unpacked" in refused(folder)


def test_zip_files_in_zip_files_without_end(folder: Path) -> None:
    content = b"x"
    for _ in range(8):
        with zipfile.ZipFile(folder.parent / "a.zip", "w") as packed:
            packed.writestr("a.zip", content)
        content = (folder.parent / "a.zip").read_bytes()
    (folder / "a.zip").write_bytes(content)
    assert "lies in zip files in zip files" in refused(folder)


def test_names_with_ends_of_lines_stay_on_one_line(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "a\nb.csv"
    path.write_text(f"{HEADER},x\ty\n{GOOD},1\n")
    report = import_folder(path)
    assert report.took[0].startswith("a b.csv: nmc")
    assert report.unknown[0].endswith("left out: x y")
    path.write_text(f"{HEADER}\n{GOOD}\n{GOOD}\n")
    with pytest.raises(DataError, match=r"a b\.csv: row 2: the same"):
        import_folder(path)


def test_a_folder_that_links_to_itself(home: Path, files: Path) -> None:
    (files / "again").symlink_to(files, target_is_directory=True)
    assert len([line for line in import_folder(files).took if "members" in line]) == 1


def test_a_parquet_file_with_damaged_pages(folder: Path) -> None:
    path = folder / "NMC.parquet"
    with store.connect() as con:
        cells = ", ".join(f"i % 50 AS {c}" for c in NMC[2:])
        rows = f"SELECT i // 200 AS ccode, 1800 + i % 200 AS year, {cells} FROM range(100000) t(i)"  # noqa: S608
        con.execute(f"COPY ({rows}) TO '{path}'")
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + bytes(b ^ 0xFF for b in whole[2000:9000]) + whole[9000:])
    assert "NMC.parquet: " in refused(folder)


def test_a_packed_file_that_is_cut(folder: Path) -> None:
    import gzip

    rows = "".join(f"{n},2000,1,1,1,1,1,1,1\n" for n in range(2, 200000))
    whole = gzip.compress(f"{HEADER}\n{rows}".encode())
    (folder / "NMC.csv.gz").write_bytes(whole[: len(whole) // 2])
    assert "NMC.csv.gz" in refused(folder)


def test_a_file_cut_between_rows_is_told_by_its_number_of_rows(home: Path, tmp_path: Path) -> None:
    write(tmp_path / "NMC.csv", capabilities(2011, 2012), NMC)
    took = import_folder(tmp_path / "NMC.csv").took
    assert "15171 rows were published: this file is not the whole" in took[1]


def test_what_is_damaged_says_so(home: Path, files: Path) -> None:
    import_folder(files)
    table = next((home / "data" / "atop").glob("members-*"))
    table.write_bytes(b"PAR1")
    with pytest.raises(DataError, match="import atop again"):
        store.load("atop", "members", ["member"])
    (home / "data" / "atop.json").write_text("{")
    with pytest.raises(DataError, match="import atop again"):
        store.imported("atop")
    import_folder(files)
    assert store.load("atop", "members", ["member"])["member"] == [row["member"] for row in ROWS]


# --- folders ----------------------------------------------------------------------------------------------------


def test_a_home_that_cannot_be_written(home: Path, files: Path) -> None:
    home.write_text("a file, no folder")
    with pytest.raises(DataError, match="set FOEDUS_HOME"):
        import_folder(files)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may do everything")
def test_folders_without_permission(home: Path, files: Path) -> None:
    files.chmod(0)
    try:
        with pytest.raises(DataError, match="cannot be read"):
            import_folder(files)
    finally:
        files.chmod(0o700)
    (home / "data").mkdir(parents=True)
    (home / "data").chmod(0o500)
    try:
        with pytest.raises(DataError, match="set FOEDUS_HOME"):
            import_folder(files)
    finally:
        (home / "data").chmod(0o700)


def test_no_room_for_what_is_not_kept(home: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(files / "absent"))
    with pytest.raises(DataError, match=r"cannot be imported \(No such file or directory: .*absent"):
        import_folder(files)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_disk_that_is_full(home: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "NMC.csv", capabilities(*range(1900, 2000), states=range(2, 200)), NMC)
    code = f"""
import resource
from pathlib import Path
from foedus.datasets.importing import import_folder
from foedus.errors import DataError
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
try:
    import_folder(Path({str(path)!r}))
except DataError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert done.stdout.endswith("; nothing was imported\n"), done
    assert "File too large" in done.stdout
    assert done.stdout.count("\n") == 1
    assert store.imported("nmc") == {}


def test_the_command_prints_one_line_and_exits_with_1(home: Path, files: Path) -> None:
    write(files / "anything.csv", [ROWS[0], ROWS[0]])
    done = CliRunner().invoke(app, ["data", "import", str(files)])
    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit | DataError)
    write(files / "anything.csv", [member(9, 2, "1900-01-01")])
    done = CliRunner().invoke(app, ["data", "import", str(files)])
    assert done.exit_code == 0
    assert done.stdout.startswith("took anything.csv: atop 4.01, members, 1 rows")
