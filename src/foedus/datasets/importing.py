"""Files that the user holds become imported datasets: recognised by their header, checked, kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from ..errors import DataError
from . import DATASETS, store
from .dataset import Columns, Dataset, RawTable, TableSpec

__all__ = ["Report", "import_folder"]

SHOWN = 3  # problems of one file that are spelt out
LONGEST = 100_000  # bytes of a header: a folder of downloads may hold files of any size


class Found(msgspec.Struct, frozen=True):
    """A file that is a table of a dataset."""

    path: Path
    sha256: str
    dataset: Dataset
    spec: TableSpec
    raw: RawTable


class Report(msgspec.Struct, frozen=True):
    """What an import did, in lines to read: what it took, what it left, what it found that it does not know."""

    took: tuple[str, ...]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]


def import_folder(folder: Path) -> Report:
    """Import every file of a folder that a dataset recognises; all of them, or none.

    Raises DataError if the folder cannot be read, holds nothing that is known, or a file that is known is wrong.
    """
    found, skipped = [], []
    for path in _files(folder):
        try:
            found.append(_recognised(path))
        except DataError as error:
            skipped.append(f"{path.name}: {error}")
    if not found:
        raise DataError(f"{folder} holds no file that foedus knows; foedus data list names those that it does")
    took: list[str] = []
    for dataset in {f.dataset.name: f.dataset for f in found}.values():
        mine = [f for f in found if f.dataset is dataset]
        took += _import(dataset, mine, skipped)
    return Report(tuple(took), tuple(skipped), tuple(line for f in found for line in _unknown(f)))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise DataError(f"{folder} cannot be read ({error.strerror or error}); give a folder of data files") from error


def _recognised(path: Path) -> Found:
    """A file with the dataset whose columns it has. Raises DataError, with the reason, if there is none."""
    if path.suffix.lower() != ".csv":
        raise DataError("no CSV file")
    try:
        with path.open("rb") as stream:
            first = _rows(_text(stream.readline(LONGEST)))
        header = tuple(cell.strip() for cell in first[0]) if first else ()
        for dataset in DATASETS.values():
            spec = dataset.table_of(header)
            if spec:
                content = path.read_bytes()
                raw = RawTable(path.name, header, _rows(_text(content))[1:])
                return Found(path, sha256(content).hexdigest(), dataset, spec, raw)
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror or error})") from error
    raise DataError("no dataset has its columns")


def _text(content: bytes) -> str:
    """Published files are UTF-8, with a mark at their start or without, or else Western European."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _rows(text: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error as error:
        raise DataError(f"broken CSV ({error})") from error


def _import(dataset: Dataset, found: list[Found], skipped: list[str]) -> list[str]:
    """Check, convert and keep the tables of one dataset; a line for each."""
    made: dict[str, tuple[Found, str, Columns]] = {}
    for one in found:
        _refuse(one)
        version_, columns = dataset.convert(one.raw, one.spec)
        known = made.get(one.spec.name)
        if known and known[1] >= version_:
            skipped.append(f"{one.path.name}: {known[0].path.name} holds the same table, version {known[1]}")
            continue
        if known:
            skipped.append(f"{known[0].path.name}: {one.path.name} holds the same table, version {version_}")
        made[one.spec.name] = one, version_, columns
    newest = max(version_ for _, version_, _ in made.values())
    for one, version_, _ in [m for m in made.values() if m[1] != newest]:
        skipped.append(f"{one.path.name}: version {version_}, beside files of version {newest}")
    current = {table: m for table, m in made.items() if m[1] == newest}
    note = _note(dataset, newest, {table: (f, columns) for table, (f, _, columns) in current.items()})
    store.keep(note, {table: (columns, f.spec) for table, (f, _, columns) in current.items()})
    return [line for f, _, _ in current.values() for line in _took(dataset, f, note)]


def _refuse(found: Found) -> None:
    problems = [*found.dataset.check(found.raw, found.spec)]
    if problems:
        more = f" (and {len(problems) - SHOWN} more)" if len(problems) > SHOWN else ""
        raise DataError(f"{found.path}: {'; '.join(problems[:SHOWN])}{more}; nothing was imported")


def _note(dataset: Dataset, version_: str, made: dict[str, tuple[Found, Columns]]) -> store.Import:
    """The note of an import; tables of the same version that were there before stay."""
    tables = {
        table: store.Stored(f"{table}-{f.sha256[:16]}.parquet", f.path.name, f.sha256, len(f.raw.rows))
        for table, (f, _) in made.items()
    }
    before = _before(dataset)
    if before and before.version == version_:
        tables = {**before.tables, **tables}
    years = dataset.manifest.years(version_) or _years(columns for _, columns in made.values())
    return store.Import(dataset.name, version_, years, date.today().isoformat(), _foedus(), tables)


def _before(dataset: Dataset) -> store.Import | None:
    """The import that is there, if it can be read: importing anew is how one that cannot is mended."""
    try:
        return store.imported(dataset.name)
    except DataError:
        return None


def _years(tables: Iterator[Columns]) -> tuple[int, int]:
    """For a version that the manifest does not know: from the first to the last year that the data name."""
    found = [
        year
        for columns in tables
        for name in ("yrent", "yrexit", "begyr", "endyr")
        for year in columns.get(name, ())
        if isinstance(year, int) and year > 0
    ]
    return min(found), max(found)


def _foedus() -> str:
    try:
        return version("foedus")
    except PackageNotFoundError:  # run from the source tree
        return "unknown"


def _took(dataset: Dataset, found: Found, note: store.Import) -> Iterator[str]:
    rows = len(found.raw.rows)
    span = f"{note.years[0]}-{note.years[1]}"
    yield f"{found.path.name}: {dataset.name} {note.version}, {found.spec.name}, {rows} rows, speaks for {span}"
    release = next((r for r in dataset.manifest.release if r.version == note.version), None)
    if release is None:
        yield f"{found.path.name}: version {note.version} is new to foedus; its years are those that the data name"
    elif release.rows.get(found.spec.name, rows) != rows:
        yield f"{found.path.name}: {release.rows[found.spec.name]} rows were published: this file is not the whole"


def _unknown(found: Found) -> Iterator[str]:
    new = [c for c in found.raw.header if c not in found.spec.needs and c not in found.spec.known]
    if new:
        yield f"{found.path.name}: columns that foedus does not know, left out: {', '.join(new)}"
