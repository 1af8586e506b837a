"""What an output rests on, carried with it, and how that is cited: as text and as BibTeX.

A Parquet file carries its sources in its metadata, a JSON file under `datasets`, any other file in a small one beside
it, named after it (`panel.csv.sources.json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import msgspec

from ..errors import DataError, UsageError
from . import DATASETS, store
from .raw import text as quoted

__all__ = [
    "METADATA",
    "Source",
    "as_bibtex",
    "as_text",
    "beside",
    "encode",
    "named",
    "rested_on",
    "source_of",
    "sources_of",
    "used_in",
]

METADATA = "foedus.sources"
"""The key of a Parquet file's metadata under which its sources stand, as JSON."""


class Source(msgspec.Struct, frozen=True):
    """A table of a dataset as it was used: which version, the years for which it speaks, the files it was made from."""

    dataset: str
    table: str
    version: str
    years: tuple[int, int] | None
    sha256: tuple[str, ...]
    title: str
    origin: str
    citation: str


def source_of(name: str, table: str) -> Source:
    """An imported table as a source. Raises DataError if it is not imported."""
    held = store.needed(name, table)
    manifest = DATASETS[name].manifest
    hashes = tuple(part.sha256 for part in held.parts)
    return Source(name, table, held.version, held.years, hashes, manifest.title, manifest.origin, manifest.citation)


def sources_of(used: Iterable[tuple[str, str]]) -> tuple[Source, ...]:
    """Tables, each as dataset and table, as sources: each once, in the order of their names. Raises as `source_of`."""
    return tuple(source_of(name, table) for name, table in sorted(set(used)))


def rested_on(rows: Iterable[tuple[str, str]]) -> tuple[Source, ...]:
    """The imported tables among the rows that figures name as their evidence, each the table's name with its version
    ("nmc 7.0") and its key ("state_years 2 1990"); where the key names no table, all that are imported of the dataset
    in that version."""
    used: set[tuple[str, str]] = set()
    for named_as, key in {(table, key.partition(" ")[0]) for table, key in rows}:
        name, _, version = named_as.partition(" ")
        held = (
            {t for t, found in store.imported(name).items() if found.version == version} if name in DATASETS else set()
        )
        used |= {(name, table) for table in (held & {key} or held)}
    return sources_of(used)


def encode(sources: Iterable[Source]) -> str:
    """Sources as the JSON that an output carries."""
    return msgspec.json.encode([*sources]).decode()


def beside(path: Path) -> Path:
    """The file beside an output in which its sources stand, where the output itself has no place for them."""
    return path.with_name(path.name + ".sources.json")


def as_text(sources: Iterable[Source]) -> str:
    """A paragraph a dataset: the reference, the tables and versions used, where they come from."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.dataset, []).append(source)
    return "\n\n".join(_paragraph(held) for held in found.values()) + ("\n" if found else "")


def _paragraph(sources: list[Source]) -> str:
    used = "; ".join(f"{s.dataset} {s.version}, {s.table}" for s in sources if s.table)
    return f"{sources[0].citation}\n  {f'Used: {used}. ' if used else ''}{sources[0].origin}"


def as_bibtex(sources: Iterable[Source]) -> str:
    """The entries of the datasets used, each once."""
    names = dict.fromkeys(source.dataset for source in sources)
    entries = [entry for name in names if name in DATASETS for entry in _entries(DATASETS[name].manifest.bibtex)]
    return "\n\n".join(dict.fromkeys(entries)) + ("\n" if entries else "")


def _entries(bibtex: str) -> list[str]:
    return [entry.strip() for entry in re.split(r"\n(?=@)", bibtex.strip()) if entry.strip()]


def named(name: str) -> tuple[Source, ...]:
    """A dataset as a source: the tables that are imported, or, where none is, the dataset without a version."""
    held = store.imported(name)
    if held:
        return sources_of((name, table) for table in held)
    manifest = DATASETS[name].manifest
    return (Source(name, "", "", None, (), manifest.title, manifest.origin, manifest.citation),)


def used_in(file: str) -> tuple[Source, ...]:
    """The sources that an output of foedus carries. Raises UsageError if it is no file and no dataset, DataError if it
    cannot be read or carries none."""
    path = Path(file)
    if not path.is_file():
        close = get_close_matches(file, DATASETS, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise UsageError(f"{file} is no dataset and no file{hint}; foedus knows: {', '.join(DATASETS)}")
    carried = _metadata(path) if path.suffix == ".parquet" else _listed(path)
    if carried is None:
        raise DataError(f"{path} carries no sources: it was not written by foedus, or without imported data")
    try:
        return msgspec.convert(carried, tuple[Source, ...])
    except msgspec.ValidationError as error:
        raise DataError(f"{path} carries sources that cannot be read ({error})") from error


def _metadata(path: Path) -> object:
    import duckdb

    query = f"SELECT decode(value) FROM parquet_kv_metadata({quoted(str(path))}) WHERE decode(key) = '{METADATA}'"  # noqa: S608
    try:
        with store.connect() as con:
            rows = con.execute(query).fetchall()
        return msgspec.json.decode(rows[0][0]) if rows else None
    except (duckdb.Error, msgspec.DecodeError) as error:
        raise DataError(f"{path} cannot be read ({str(error).splitlines()[0]})") from error


def _listed(path: Path) -> object:
    """What stands under `datasets` in a JSON file, or in the file beside any other; None where nothing does."""
    where = beside(path) if beside(path).is_file() else path
    try:
        found = msgspec.json.decode(where.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    return (found.get("datasets") if isinstance(found, dict) else found if where != path else None) or None
