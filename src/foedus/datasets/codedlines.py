"""What `foedus code` writes as JSON lines, as a file of rows that the import can read: one row an event."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ..errors import DataError

__all__ = ["as_csv", "is_coded"]

ENDINGS = (".jsonl", ".jsonl.gz")

COLUMNS = (
    "id", "document_date", "type", "actor", "recipient", "symmetric", "date", "status", "intensity", "confidence",
)  # fmt: skip


class Told(msgspec.Struct, frozen=True):
    """An event of a line, as far as the store keeps it."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    status: str
    intensity: float
    confidence: float | None = None
    date: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A document: its events, or why it could not be read."""

    id: str
    date: str | None = None
    events: tuple[Told, ...] | None = None
    error: str | None = None


def is_coded(path: Path) -> bool:
    """Whether a file is one of JSON lines, and its first line one of `foedus code`. Raises DataError if it cannot be
    read."""
    if not path.name.lower().endswith(ENDINGS):
        return False
    try:
        return next(_lines(path), None) is not None
    except _WrongLineError:
        return False
    except (OSError, EOFError) as error:
        raise DataError(f"{path} cannot be read ({error}); nothing was imported") from error


class _WrongLineError(DataError):
    """A line of another kind."""


def as_csv(path: Path, folder: Path) -> Path:
    """Write the events of a file as CSV into the folder, and name the file. Raises DataError, with the line, for what
    is not what `foedus code` writes."""
    made = folder / f"{path.name}, events.csv"
    try:
        with made.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(COLUMNS)
            for line in _lines(path):
                writer.writerows(_rows(line))
    except (OSError, EOFError) as error:
        raise DataError(f"{path} cannot be read ({error}); nothing was imported") from error
    return made


def _lines(path: Path) -> Iterator[Line]:
    decoder = msgspec.json.Decoder(Line)
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as source:
        for number, text in enumerate(source, 1):
            if not text.strip():
                continue
            try:
                line = decoder.decode(text)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise _WrongLineError(_wrong(path, number, str(error))) from error
            if line.events is None and line.error is None:
                raise _WrongLineError(_wrong(path, number, "neither events nor an error"))
            yield line


def _wrong(path: Path, number: int, why: str) -> str:
    return f"{path}: line {number} is not what foedus code writes ({why}); nothing was imported"


def _rows(line: Line) -> Iterator[tuple[object, ...]]:
    """A row an event; one without where the document has none."""
    if not line.events:
        yield (line.id, line.date, *([None] * (len(COLUMNS) - 2)))
    for event in line.events or ():
        yield (
            line.id, line.date, event.type, "|".join(event.actor), "|".join(event.recipient), event.symmetric,
            event.date, event.status, event.intensity, event.confidence,
        )  # fmt: skip
