"""Files that the user holds become imported datasets: recognised by their header, checked, kept."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import DataError
from . import DATASETS, store
from .dataset import Dataset
from .deriving import derive
from .manifest import Layout, TableSpec
from .raw import Raw, header_of, identifier, one_line, read, text
from .texts import first_line, nameless
from .versions import foedus, order, tidy
from .workbook import sheets

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Report", "import_files", "import_folder"]

SHOWN = 3  # problems of one file that are spelt out
MANY = 12  # columns that are
READ = (".csv", ".tab", ".txt", ".tsv", ".dat", ".xlsx", ".parquet", ".gz", ".asc")
LARGEST = 20 << 30  # bytes that a zip file may unpack to
MEMORY = "1GB"  # what does not fit goes to the disk


class Found(msgspec.Struct, frozen=True):
    """A file that has a layout of a dataset."""

    path: Path
    dataset: Dataset
    layout: Layout
    spec: TableSpec
    header: tuple[str, ...]


class Made(msgspec.Struct, frozen=True):
    """A part of a table, written and not yet in use, with the version that it is of and the years that it names."""

    found: Found
    version: str
    years: tuple[int, int] | None
    part: store.Part


class Report(msgspec.Struct, frozen=True):
    """What an import did, in lines to read: what it took, what it left, what it found that it does not know, and what
    is odd and stopped nothing."""

    took: tuple[str, ...]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]
    odd: tuple[str, ...] = ()


def import_folder(folder: Path, older: bool = False) -> Report:
    """Import every file of a folder, and of the folders in it, that a dataset recognises; all of them, or none. A table
    of an older version than the one that is imported is left, unless `older` asks for it.

    Raises DataError if the folder cannot be read, holds nothing that is known, or a file that is known is wrong.
    """
    if folder.is_file():
        return import_files((folder,), str(folder), older)
    return import_files(_files(folder), str(folder), older)


def import_files(paths: tuple[Path, ...], where: str, older: bool = False) -> Report:
    """Import some files; as `import_folder`."""
    with tempfile.TemporaryDirectory(prefix="foedus-") as beside, store.connect() as con:
        con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {text(beside)}")
        return _import_files(tuple(_unpacked(paths, Path(beside))), where, older, con, Path(beside))


def _import_files(paths: tuple[Path, ...], where: str, older: bool, con: DuckDBPyConnection, beside: Path) -> Report:
    found, skipped = [], []
    notes: list[str] = []
    for path in paths:
        try:
            found.append(_recognised(path, con))
        except DataError as error:
            skipped.append(f"{path.name}: {error}")
    if not found:
        why = f" ({skipped[0]})" if len(skipped) == 1 else ""
        raise DataError(f"{where} holds no file that foedus knows{why}; foedus data list names those that it does")
    try:
        made = [_make(one, con, beside, notes) for one in found]
        took = [line for dataset in _datasets(made) for line in _put_in_use(dataset, made, skipped, older)]
    except BaseException:
        store.tidy(f.dataset.name for f in found)
        raise
    return Report(tuple(took), tuple(skipped), tuple(line for f in found for line in _unknown(f)), tuple(notes))


def _files(folder: Path) -> tuple[Path, ...]:
    try:
        found = [*folder.iterdir()]
        inner = [p for f in found if f.is_dir() and not f.name.startswith(".") for p in _files(f)]
    except OSError as error:
        raise DataError(f"{folder} cannot be read ({error.strerror or error}); give a folder of data files") from error
    return tuple(sorted([*inner, *(f for f in found if f.is_file() and not f.name.startswith("."))]))


def _unpacked(paths: tuple[Path, ...], folder: Path) -> Iterator[Path]:
    """The files, with those that a zip file holds in its place; each zip file is unpacked into a folder of its own."""
    for number, path in enumerate(paths):
        suffix = path.suffix.lower()
        if suffix not in (".zip", ".xlsx"):
            yield path
            continue
        inside = folder / str(number)
        inside.mkdir()
        yield from _unzipped(path, inside) if suffix == ".zip" else sheets(path, inside)


def _wanted(member: Path) -> bool:
    return member.suffix.lower() in {*READ, ".zip"} and not member.name.startswith(".")


def _unzipped(path: Path, folder: Path) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(path) as packed:
            members = [m for m in packed.infolist() if not m.is_dir() and _wanted(Path(m.filename))]
            if sum(m.file_size for m in members) > LARGEST:
                raise DataError(f"{path} unpacks to more than {LARGEST >> 30} GB; unpack it yourself")
            for number, member in enumerate(members):
                place = folder / str(number) / Path(member.filename).name  # never the folders that it names
                place.parent.mkdir()
                with packed.open(member) as source, place.open("wb") as target:
                    while block := source.read(1 << 20):
                        target.write(block)
                yield from _unpacked((place,), place.parent)  # publishers put zip files into zip files
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise DataError(f"{path} cannot be unpacked ({error}); nothing was imported") from error


def _recognised(path: Path, con: DuckDBPyConnection) -> Found:
    """A file with the layout that it has, the one that asks for most columns of several. Raises DataError, with the
    reason, if there is none."""
    if path.suffix.lower() not in READ:
        raise DataError("no data file")
    headers: dict[int, tuple[str, ...]] = {}
    found = max(_fitting(path, con, headers), key=lambda f: len(f.layout.needs), default=None)
    if found is None:
        raise DataError(f"no dataset has its columns{_nearest(headers)}")
    return found


def _nearest(headers: dict[int, tuple[str, ...]]) -> str:
    """The layout of which a file has most columns, if more than half, and those that it lacks."""
    near = [
        (len(lacking) / len(layout.needs), lacking, f"{dataset.name} ({layout.table})")
        for dataset in DATASETS.values()
        for layout in dataset.manifest.layout
        if layout.header and layout.skip in headers and len(layout.needs) > 1
        for lacking in [[c for c in layout.needs if c not in headers[layout.skip]]]
    ]
    share, lacking, name = min(near, default=(1.0, [], ""))
    if share >= 0.5:
        return ""
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    return f"; it is nearest to {name}, and lacks {', '.join(lacking[:SHOWN])}{more}"


def _fitting(path: Path, con: DuckDBPyConnection, headers: dict[int, tuple[str, ...]]) -> Iterator[Found]:
    for dataset in DATASETS.values():
        for layout in dataset.manifest.layout:
            if layout.named and not re.search(layout.named, path.name, re.IGNORECASE):
                continue
            if not layout.header:
                fits, header = _as_many(path, layout), layout.needs
            else:
                if layout.skip not in headers:
                    headers[layout.skip] = header_of(path, con, layout.skip)
                header = headers[layout.skip]
                fits = {*layout.needs} <= {*header}
            if fits:
                yield Found(path, dataset, layout, dataset.manifest.spec(layout.table), header)


def _as_many(path: Path, layout: Layout) -> bool:
    """Whether a file without a header has as many columns as the layout."""
    return path.suffix.lower() != ".parquet" and len(first_line(path).split(layout.delimiter)) == len(layout.needs)


def _make(found: Found, con: DuckDBPyConnection, beside: Path, notes: list[str]) -> Made:
    """Read, check and convert a file, and write the part of a table that it becomes."""
    import duckdb

    try:
        with tempfile.TemporaryDirectory(dir=beside) as folder:
            return _made(found, con, Path(folder), notes)
    except duckdb.Error as error:
        raise DataError(f"{found.path}: {one_line(error)}; nothing was imported") from error


def _made(found: Found, con: DuckDBPyConnection, folder: Path, notes: list[str]) -> Made:
    raw = read(found.path, found.layout, found.spec, found.header, con, folder)
    problems = [*found.dataset.check(raw)]
    if problems:
        more = f" (and {len(problems) - SHOWN} more)" if len(problems) > SHOWN else ""
        raise DataError(f"{found.path}: {'; '.join(problems[:SHOWN])}{more}; nothing was imported")
    digest = _hash(found.path)
    file, rows = store.write(con, found.dataset.convert(raw), found.spec, found.dataset.name, digest)
    part = store.Part(file, found.path.name, digest, rows)
    table = store.source_of(found.dataset.name, (part,))
    years = _years(con, found.spec, table)
    seen = (*raw.notes, *found.dataset.notes(raw), *_unexpected(con, found.spec, table))
    notes += [f"{found.path.name}: {note}" for note in seen]
    return Made(found, _version(raw, found, years), years, part)


def _unexpected(con: DuckDBPyConnection, spec: TableSpec, table: str) -> Iterator[str]:
    """Where a table breaks what its manifest expects: so many states in each year of a span."""
    year = next((c for c, kind in spec.columns.items() if kind == "year"), None)
    for wanted in spec.expect if year else ():
        first, last = wanted.years
        counted = f"SELECT {year} AS y, count(DISTINCT {wanted.count}) AS n FROM {table} GROUP BY y"  # noqa: S608  # ours
        rows = con.execute(
            f"SELECT y, n FROM ({counted}) WHERE y BETWEEN {first} AND {last}"  # noqa: S608  # whole numbers
            f" AND n NOT BETWEEN {wanted.low} AND {wanted.high} ORDER BY y"
        ).fetchall()
        if rows:
            years = ", ".join(f"{y}: {n}" for y, n in rows[:SHOWN])
            yield f"between {wanted.low} and {wanted.high} {wanted.count} a year were expected ({years})"


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _years(con: DuckDBPyConnection, spec: TableSpec, table: str) -> tuple[int, int] | None:
    """The first and the last year that the table names; None if no column of it is a year or a day."""
    kinds = {spec.dated: spec.columns[spec.dated]} if spec.dated else spec.columns
    names = [identifier(c) for c, kind in kinds.items() if kind == "year"]
    names += [f"year(TRY_CAST({identifier(c)} AS DATE))" for c, kind in kinds.items() if kind == "date"]
    if not names:
        return None
    cells = ", ".join(f"CAST(min({n}) AS INTEGER), CAST(max({n}) AS INTEGER)" for n in names)
    row = [y for y in con.execute(f"SELECT {cells} FROM {table}").fetchone() or () if y]  # noqa: S608  # ours
    return (min(row), max(row)) if row else None


def _version(raw: Raw, found: Found, years: tuple[int, int] | None) -> str:
    """What the layout says, or the file's column for it, or its name, or the release that ends in the same year."""
    if found.layout.version:
        return found.layout.version
    if found.layout.version_column in raw.header:
        column = identifier(found.layout.version_column)
        row = raw.con.execute(f"SELECT max({column}) FROM {raw.name}").fetchone()  # noqa: S608  # quoted
        if row and row[0]:
            return tidy(str(row[0]))
    if found.layout.version_in and (match := re.search(found.layout.version_in, found.path.name)):
        return match[1].replace("_", ".")
    dated = (r for r in found.dataset.manifest.release if r.years)
    release = next((r for r in dated if years and r.years and r.years[1] == years[1]), None)
    return release.version if release else (str(years[1]) if years else "unknown")


def _datasets(made: list[Made]) -> tuple[Dataset, ...]:
    return tuple({m.found.dataset.name: m.found.dataset for m in made}.values())


def _put_in_use(dataset: Dataset, made: list[Made], skipped: list[str], older: bool) -> list[str]:
    """Choose the newest version of each table, put it in use, and say so."""
    tables = _before(dataset)
    mine = [m for m in made if m.found.dataset is dataset]
    lines: list[str] = []
    new: set[str] = set()
    for table in {m.found.spec.name: None for m in mine}:
        chosen = _newest([m for m in mine if m.found.spec.name == table], skipped)
        held = tables.get(table)
        if held and not older and order(chosen[0].version) < order(held.version):
            skipped += [_left(m, held) for m in chosen]
            continue
        new.add(table)
        tables[table] = _held(dataset, chosen, held)
        lines += [line for m in chosen for line in _took(dataset, m, tables[table])]
    lines += derive(dataset, tables, new, older)
    store.keep(dataset.name, tables)
    return lines


def _left(made: Made, held: store.Held) -> str:
    newer = f"version {held.version} of {made.found.spec.name} is imported, which is newer"
    return f"{made.found.path.name}: version {made.version}; {newer}; --older takes this one all the same"


def _before(dataset: Dataset) -> dict[str, store.Held]:
    """The tables that are there, if they can be read: importing anew is how those that cannot are mended."""
    try:
        return store.imported(dataset.name)
    except DataError:
        return {}


def _newest(made: list[Made], skipped: list[str]) -> list[Made]:
    """The files of the newest version: one, or all of a table that comes in parts; of several layouts that hold a table
    the one that the manifest has first."""
    newest = max(made, key=lambda m: (order(m.version), -m.found.dataset.manifest.layout.index(m.found.layout)))
    chosen = [m for m in made if m.version == newest.version] if newest.found.spec.parts else [newest]
    for one in made:
        if one not in chosen:
            other = f"{newest.found.path.name} holds the same table, version {newest.version}"
            skipped.append(f"{one.found.path.name}: version {one.version}; {other}")
    return chosen


def _held(dataset: Dataset, chosen: list[Made], before: store.Held | None) -> store.Held:
    version_ = chosen[0].version
    parts = {m.part.file: m.part for m in chosen}
    named = [m.years for m in chosen if m.years]
    if before and before.version == version_ and chosen[0].found.spec.parts:
        parts = {**{p.file: p for p in before.parts}, **parts}
        named += [before.years] if before.years else []
    spanned = (min(y[0] for y in named), max(y[1] for y in named)) if named else None
    years = dataset.manifest.years(version_, chosen[0].found.spec.name) or spanned
    return store.Held(version_, years, date.today().isoformat(), foedus(), tuple(parts.values()))


def _took(dataset: Dataset, made: Made, held: store.Held) -> Iterator[str]:
    file, table, rows = made.found.path.name, made.found.spec.name, made.part.rows
    years = f", speaks for {held.years[0]}-{held.years[1]}" if held.years else ""
    yield f"{file}: {dataset.name} {held.version}, {table}, {rows} rows{years}"
    release = next((r for r in dataset.manifest.release if r.version == held.version), None)
    if release is None:
        yield f"{file}: version {held.version} is new to foedus; its years are those that the data name"
    elif release.rows.get(table, rows) != rows and not made.found.spec.parts:
        yield f"{file}: {release.rows[table]} rows were published: this file is not the whole"


def _unknown(found: Found) -> Iterator[str]:
    layout = found.layout
    if layout.others:
        return
    read_ = {layout.version_column, *layout.needs, *layout.known, *layout.kinds, *layout.rename, *found.spec.columns}
    new = [c for c in found.header if c not in read_ and not nameless(c) and not re.fullmatch(layout.wide or "$", c)]
    if new:
        more = f" and {len(new) - MANY} more" if len(new) > MANY else ""
        yield f"{found.path.name}: columns that foedus does not know, left out: {', '.join(new[:MANY])}{more}"
