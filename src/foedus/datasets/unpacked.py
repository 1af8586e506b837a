"""The data files of a folder, those among them that lie packed in zip files and workbooks, and lines of events."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..errors import DataError
from .codedlines import as_csv, is_coded
from .workbook import sheets

__all__ = ["READ", "files_of", "unpacked"]

READ = (".csv", ".tab", ".txt", ".tsv", ".dat", ".xlsx", ".parquet", ".gz", ".asc")
"""The endings of files that may hold data."""

LARGEST = 20 << 30  # bytes that a zip file may unpack to
DEEPEST = 3  # zip files in one another: some hold themselves


def files_of(folder: Path) -> tuple[Path, ...]:
    """The files of a folder and of those in it, without hidden ones and links to folders. Raises DataError if one of
    them cannot be read."""
    try:
        found = [f for f in folder.iterdir() if not f.name.startswith(".")]
        inner = [p for f in found if f.is_dir() and not f.is_symlink() for p in files_of(f)]
    except OSError as error:
        raise DataError(f"{folder} cannot be read ({error.strerror or error}); give a folder of data files") from error
    return tuple(sorted([*inner, *(f for f in found if f.is_file())]))


def unpacked(paths: tuple[Path, ...], folder: Path, depth: int = 0) -> Iterator[Path]:
    """The files, with those that a zip file holds in its place; each zip file is unpacked into a folder of its own.

    Raises DataError for one that is damaged, or holds more than anyone publishes.
    """
    for number, path in enumerate(paths):
        suffix = path.suffix.lower()
        coded = is_coded(path)
        if suffix not in (".zip", ".xlsx") and not coded:
            yield path
            continue
        inside = folder / str(number)
        inside.mkdir()
        if coded:
            yield as_csv(path, inside)
        else:
            yield from _unzipped(path, inside, depth) if suffix == ".zip" else sheets(path, inside)


def _wanted(member: Path) -> bool:
    return member.suffix.lower() in {*READ, ".zip", ".jsonl"} and not member.name.startswith(".")


def _unzipped(path: Path, folder: Path, depth: int) -> Iterator[Path]:
    if depth > DEEPEST:
        raise DataError(f"{path} lies in zip files in zip files; unpack them yourself; nothing was imported")
    try:
        with zipfile.ZipFile(path) as packed:
            members = [m for m in packed.infolist() if not m.is_dir() and _wanted(Path(m.filename))]
            if sum(m.file_size for m in members) > LARGEST:
                raise DataError(
                    f"{path} unpacks to more than {LARGEST >> 30} GB; unpack it yourself; nothing was imported"
                )
            for number, member in enumerate(members):
                place = folder / str(number) / Path(member.filename).name  # never the folders that it names
                place.parent.mkdir()
                with packed.open(member) as source, place.open("wb") as target:
                    while block := source.read(1 << 20):
                        target.write(block)
                yield from unpacked((place,), place.parent, depth + 1)  # publishers put zip files into zip files
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise DataError(f"{path} cannot be unpacked ({error}); nothing was imported") from error
