"""`foedus code`: articles in, coded events out, one line a document."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any, TextIO

import typer

from ..errors import FoedusError
from . import output

__all__ = ["code"]

Row = dict[str, Any]
RECORDS = (".jsonl", ".jsonl.gz")
COLUMNS = (
    "id", "lang", "document_date", "type", "mode", "contexts", "actor", "recipient", "symmetric", "actor_sector",
    "recipient_sector", "date", "place", "place_state", "lat", "lon", "status", "intensity", "confidence", "sentence",
    "start", "end", "text", "error",
)  # fmt: skip


class Form(StrEnum):
    """How the events are written."""

    jsonl = "jsonl"
    csv = "csv"


def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help=".txt .md .html .json .jsonl .jsonl.gz, a folder, a URL, or - (JSONL)."
        ),
    ],
    *,
    form: Annotated[Form | None, typer.Option("--format", help="Default: by the ending of -o, else jsonl.")] = None,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write to FILE, not to stdout.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let a URL lead to an address that is not public.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Code the events of articles, in input order: JSON lines, one a document, or CSV, one row an event.

    What cannot be read is reported on stderr and as {"id", "error"} in the output; the run goes on and exits with 1.

    Example: foedus code articles.jsonl.gz reports/ -o events.jsonl
    """
    write = _jsonl if _form(form, out) is Form.jsonl else _csv
    counted = _Counted(_coded(inputs, allow_private), quiet)
    with output.destination(out) as stream:
        write(counted, stream)
    if counted.failed:
        output.say(f"{counted.failed} of {counted.done} documents could not be read")
        raise typer.Exit(1)


class _Counted:
    """The rows as they pass, counted; each failure is said as it happens."""

    def __init__(self, rows: Iterable[Row], quiet: bool) -> None:
        self._rows = rows
        self._quiet = quiet
        self.done = 0
        self.failed = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.done += 1
            if "error" in row:
                self.failed += 1
                output.say(row["error"])
            if self.done % 1000 == 0:
                output.tell(f"{self.done} documents", self._quiet)
            yield row


def _form(form: Form | None, out: Path | None) -> Form:
    if form is not None:
        return form
    return Form.csv if out is not None and out.suffix.lower() == ".csv" else Form.jsonl


def _coded(inputs: Iterable[str], allow_private: bool) -> Iterator[Row]:
    """Each document coded, or the reason why not."""
    from ..coding import as_json
    from ..coding import code as coded
    from ..factfiles import load
    from ..reading import read, read_record

    record = load()
    for name, line in _sources(inputs):
        try:
            if isinstance(line, FoedusError):
                raise line
            document = read(name, allow_private=allow_private) if line is None else read_record(line, name)
            yield as_json(coded(document, record))
        except FoedusError as error:
            yield {"id": _id(line) or name, "error": " ".join(str(error).split())}


def _id(line: object) -> str:
    """The id of a record that could not be read, if that much of it can."""
    import msgspec

    try:
        found = msgspec.json.decode(line) if isinstance(line, bytes) else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return ""  # the error is reported under the line's place
    named = found.get("id") if isinstance(found, dict) else None
    return str(named) if isinstance(named, str | int) else ""


def _sources(inputs: Iterable[str]) -> Iterator[tuple[str, bytes | FoedusError | None]]:
    """Every document: its name and, for one in a file of many, its line, or why the file cannot be read on."""
    for given in inputs:
        for name in _files(given):
            if name == "-":
                yield from _lines(sys.stdin.buffer, "standard input")
            elif "://" not in name and name.lower().endswith(RECORDS):
                yield from _archive(Path(name))
            else:
                yield name, None


def _archive(path: Path) -> Iterator[tuple[str, bytes | FoedusError | None]]:
    from ..reading import opened

    try:
        with opened(path) as stream:
            yield from _lines(stream, path.name)
    except FoedusError as error:
        yield str(path), error


def _lines(stream: IO[bytes], where: str) -> Iterator[tuple[str, bytes | FoedusError | None]]:
    from ..reading import lines

    try:
        yield from lines(stream, where)
    except FoedusError as error:
        yield where, error


def _files(name: str) -> Iterator[str]:
    """The name itself or, for a folder, the files under it that can be read, by path."""
    from ..reading import KINDS

    path = Path(name)
    if "://" in name or name == "-" or not path.is_dir():
        yield name
        return
    endings = (*KINDS, *RECORDS)
    yield from sorted(str(p) for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(endings))


def _jsonl(rows: Iterable[Row], stream: TextIO) -> None:
    import msgspec

    encoder = msgspec.json.Encoder()
    for row in rows:
        stream.write(encoder.encode(row).decode() + "\n")


def _csv(rows: Iterable[Row], stream: TextIO) -> None:
    """One row an event; a document without events, or one that could not be read, has one row."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        head = {"id": row["id"], "lang": row.get("lang"), "document_date": row.get("date"), "error": row.get("error")}
        for event in row.get("events") or [{}]:
            writer.writerow(head | _cells(event))


def _cells(event: Row) -> Row:
    if not event:
        return {}
    place = event["place"] or {}
    start, end = event["span"]
    flat = {k: "|".join(v) if isinstance(v, list) else v for k, v in event.items() if k not in ("place", "span")}
    spot = {
        "place": place.get("name"),
        "place_state": place.get("state"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
    }
    return flat | spot | {"start": start, "end": end}
