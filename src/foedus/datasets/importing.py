"""Files that the user holds become imported datasets: recognised by their header, checked, kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import DataError
from . import store
from .checks import outside
from .dataset import Dataset
from .deriving import derive
from .manifest import TableSpec
from .raw import Raw, identifier, one_line, read, text
from .recognised import Found, recognised, unknown_columns
from .unpacked import files_of, unpacked
from .versions import foedus, order, tidy

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Report", "import_files", "import_folder"]

SHOWN = 3  # problems of one file that are spelt out
MEMORY = "1GB"  # what does not fit goes to the disk


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
    return import_files(files_of(folder), str(folder), older)


def import_files(paths: tuple[Path, ...], where: str, older: bool = False, wanted: str = "") -> Report:
    """Import some files; as `import_folder`, and if none is of the dataset that is `wanted`, nothing."""
    try:
        return _import_beside(paths, where, older, wanted)
    except DataError as error:
        raise DataError(_on_one_line(str(error))) from error
    except OSError as error:
        why = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
        raise DataError(_on_one_line(f"{where} cannot be imported ({why}); nothing was imported")) from error


def _import_beside(paths: tuple[Path, ...], where: str, older: bool, wanted: str) -> Report:
    """Import with a folder for what is not kept."""
    with tempfile.TemporaryDirectory(prefix="foedus-") as beside, store.connect() as con:
        import duckdb

        con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {text(beside)}")
        try:
            found, skipped = _recognised(tuple(unpacked(paths, Path(beside))), where, con, wanted)
            return _import_found(found, skipped, older, con, Path(beside))
        except duckdb.Error as error:
            raise DataError(f"{where}: {one_line(error)}; nothing was imported") from error


def _recognised(
    paths: tuple[Path, ...], where: str, con: DuckDBPyConnection, wanted: str
) -> tuple[list[Found], list[str]]:
    """The files that a dataset knows, and why others are left. Raises DataError if none is known, or none is wanted."""
    found, skipped = [], []
    for path in paths:
        try:
            found.append(recognised(path, con))
        except DataError as error:
            skipped.append(f"{path.name}: {error}")
    if not found:
        why = f" ({skipped[0]})" if len(skipped) == 1 else ""
        raise DataError(f"{where} holds no file that foedus knows{why}; foedus data list names those that it does")
    if wanted and wanted not in (names := sorted({one.dataset.name for one in found})):
        raise DataError(f"{where} is no file of {wanted} but of {', '.join(names)}; nothing was imported")
    return found, skipped


def _import_found(found: list[Found], skipped: list[str], older: bool, con: DuckDBPyConnection, beside: Path) -> Report:
    notes: list[str] = []
    try:
        made = [_make(one, con, beside, notes) for one in found]
        took: list[str] = []
        tables = {dataset.name: _tables(dataset, made, took, skipped, older) for dataset in _datasets(made)}
        for name, held in tables.items():  # once all are whole
            store.keep(name, held)
    except BaseException:
        store.tidy(f.dataset.name for f in found)
        raise
    unknown = [line for f in found for line in unknown_columns(f)]
    return Report(*(tuple(map(_on_one_line, lines)) for lines in (took, skipped, unknown, notes)))


def _on_one_line(text_: str) -> str:
    """A line, whatever the names of files and of columns hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text_)


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
    digest = store.hash_of(found.path)
    file, rows = store.write(con, found.dataset.convert(raw), found.spec, found.dataset.name, digest)
    part = store.Part(file, found.path.name, digest, rows)
    table = store.source_of(found.dataset.name, (part,))
    years = _years(con, found.spec, table)
    version_ = _version(raw, found, years)
    spoken_for = found.dataset.manifest.years(version_, found.spec.name)
    seen = (*raw.notes, *found.dataset.notes(raw), *outside(raw, spoken_for), *_unexpected(con, found.spec, table))
    notes += [f"{found.path.name}: {note}" for note in seen]
    return Made(found, version_, years, part)


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


def _tables(
    dataset: Dataset, made: list[Made], took: list[str], skipped: list[str], older: bool
) -> dict[str, store.Held]:
    """The tables of a dataset as they will be: of each the newest version, what follows from new ones; and say so."""
    tables = _before(dataset)
    mine = [m for m in made if m.found.dataset is dataset]
    new: set[str] = set()
    for table in {m.found.spec.name: None for m in mine}:
        chosen = _newest([m for m in mine if m.found.spec.name == table], skipped)
        held = tables.get(table)
        if held and not older and order(chosen[0].version) < order(held.version):
            skipped += [_left(m, held) for m in chosen]
            continue
        new.add(table)
        tables[table] = _held(dataset, chosen, held)
        took += [line for m in chosen for line in _took(dataset, m, tables[table])]
    took += derive(dataset, tables, new, older)
    return tables


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
        than = "is not the whole" if rows < release.rows[table] else "holds others too"
        yield f"{file}: {release.rows[table]} rows were published: this file {than}"
