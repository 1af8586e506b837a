"""Coded documents as tables: one row an event, one a document; CSV, Parquet, DuckDB.

Arrow and DuckDB come with the extra `analysis`; rows are written a batch at a time, so that memory does not grow with
the number of documents.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import msgspec

from ..errors import UsageError
from .clusters import Clusters

__all__ = ["CLUSTER_COLUMNS", "COLUMNS", "cluster_rows", "event_rows", "write_csv", "write_duckdb", "write_parquet"]

Row = dict[str, Any]
COLUMNS = (
    "id", "lang", "document_date", "type", "mode", "contexts", "actor", "recipient", "symmetric", "actor_sector",
    "recipient_sector", "date", "place", "place_state", "lat", "lon", "status", "intensity", "confidence", "pattern",
    "sentence",
    "start", "end", "text", "error",
)  # fmt: skip
CLUSTER_COLUMNS = (
    "event", "type", "actor", "recipient", "symmetric", "date", "place", "status", "confidence", "reports", "documents",
    "independent", "sources",
)  # fmt: skip
_LISTS = ("contexts", "actor", "recipient", "actor_sector", "recipient_sector", "sources")
_NUMBERS = {
    "lat": "double", "lon": "double", "intensity": "double", "confidence": "double", "sentence": "int32",
    "start": "int64", "end": "int64", "symmetric": "bool", "reports": "int32", "documents": "int32",
    "independent": "int32",
}  # fmt: skip
_BATCH = 10_000


def event_rows(line: bytes) -> list[Row]:
    """The rows of a document's line of output: one an event; one without an event where there is none."""
    found = msgspec.json.decode(line)
    head = {
        "id": found["id"],
        "lang": found.get("lang"),
        "document_date": found.get("date"),
        "error": found.get("error"),
    }
    return [head | _flat(event) for event in found.get("events") or [{}]]


def _flat(event: Row) -> Row:
    if not event:
        return {}
    place = event["place"] or {}
    start, end = event["span"]
    flat = {key: value for key, value in event.items() if key not in ("place", "span")}
    spot = {
        "place": place.get("name"),
        "place_state": place.get("state"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
    }
    return flat | spot | {"start": start, "end": end}


def cluster_rows(clusters: Clusters) -> Iterator[Row]:
    """One row an event of all documents: `reports` of it, the `documents` they stand in, how many of those are no copy
    of another (`independent`), and where each stands (`sources`, `id#number of the event in the document`).
    """
    from datetime import date

    for number, event in enumerate(clusters.events, 1):
        idents = dict.fromkeys(ident for ident, _ in event.reports)
        yield {
            "event": number,
            "type": event.report.type,
            "actor": list(event.actor),
            "recipient": list(event.recipient),
            "symmetric": event.report.symmetric,
            "date": date.fromordinal(event.report.day).isoformat() if event.report.day else None,
            "place": event.place or None,
            "status": event.report.status,
            "confidence": event.report.confidence or None,  # a model does not say
            "reports": len(event.reports),
            "documents": len(idents),
            "independent": len({clusters.copies.get(i, i) for i in idents}),
            "sources": [f"{ident}#{n}" for ident, n in event.reports],
        }


def write_csv(rows: Iterable[Row], columns: tuple[str, ...], stream: TextIO) -> None:
    """Rows as CSV, several codes in a cell joined by `|`."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: "|".join(value) if isinstance(value, list) else value for key, value in row.items()})


def _schema(columns: tuple[str, ...]) -> Any:
    pyarrow = _arrow()
    kinds = {"double": pyarrow.float64(), "int32": pyarrow.int32(), "int64": pyarrow.int64(), "bool": pyarrow.bool_()}

    def kind(column: str) -> Any:
        if column in _LISTS:
            return pyarrow.list_(pyarrow.string())
        return pyarrow.int32() if column == "event" else kinds.get(_NUMBERS.get(column, ""), pyarrow.string())

    return pyarrow.schema([(column, kind(column)) for column in columns])


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise UsageError("Parquet and DuckDB need pyarrow; run: pip install 'foedus[analysis]'") from error
    return pyarrow


def _batches(rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[Any]:
    pyarrow, schema = _arrow(), _schema(columns)
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield pyarrow.RecordBatch.from_pylist([{c: row.get(c) for c in columns} for row in batch], schema=schema)


def write_parquet(rows: Iterable[Row], columns: tuple[str, ...], path: Path) -> None:
    """Rows as a Parquet file. Raises UsageError without the extra `analysis`."""
    schema = _schema(columns)
    from pyarrow import parquet

    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(rows, columns):
            writer.write_batch(batch)


def write_duckdb(rows: Iterable[Row], clusters: Clusters | None, path: Path) -> None:
    """Rows as a DuckDB database: table `reports` (one row an event of a document) and, where events were counted across
    documents, `events`. Raises UsageError without the extra `analysis`.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("DuckDB output needs duckdb; run: pip install 'foedus[analysis]'") from error
    with duckdb.connect(str(path)) as database:
        _fill(database, "reports", rows, COLUMNS)
        if clusters is not None:
            _fill(database, "events", cluster_rows(clusters), CLUSTER_COLUMNS)


def _fill(database: Any, table: str, rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    pyarrow = _arrow()
    database.register("empty", pyarrow.Table.from_batches([], schema=_schema(columns)))
    database.execute(f"CREATE TABLE {table} AS SELECT * FROM empty")  # noqa: S608  # the names are ours
    for batch in _batches(rows, columns):
        database.register("batch", pyarrow.Table.from_batches([batch]))
        database.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608
