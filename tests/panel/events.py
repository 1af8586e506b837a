"""Small files of events, as the R package holds them, and panels of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from foedus.datasets import DATASETS, store
from foedus.datasets.importing import import_folder
from foedus.panel import panel

Row = dict[str, Any]

STATES = ((2, "1816-01-01", "2016-12-31"), (200, "1816-01-01", "2016-12-31"), (255, "1816-01-01", "1945-05-08"),
          (255, "1990-10-03", "2016-12-31"), (390, "1816-01-01", "2016-12-31"))  # fmt: skip

SIDES = {f"{name}{slot}": 1 for name in ("sidea", "fatality", "hiact", "hostlev", "orig") for slot in "12"}
DISPUTE = {"outcome": 4, "settle": 1, "fatality": 0, "mindur": 1, "maxdur": 1, "hiact": 1, "hostlev": 3, "recip": 0,
           "stmon": 6, "styear": 1900}  # fmt: skip


def write(folder: Path, file: str, rows: Iterable[Row]) -> None:
    """A file as the R package holds it: the columns of its layout, with NA where a row says nothing."""
    layouts = (layout for dataset in DATASETS.values() for layout in dataset.manifest.layout)
    (layout,) = (found for found in layouts if file in {Path(name).stem for name in found.files})
    with (folder / f"{file}.csv").open("w", newline="") as handle:
        table = csv.DictWriter(handle, layout.needs, restval="NA", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def both(rows: Iterable[Row]) -> list[Row]:
    """Pairs in both orders."""
    swap = {"1": "2", "2": "1"}
    turned = [{k[:-1] + swap[k[-1]] if k[-1] in swap else k: v for k, v in row.items()} for row in rows]
    return [*rows, *turned]


def dispute(number: int, years: Iterable[int], one: int = 2, two: int = 200, **cells: Any) -> list[Row]:
    """The years of a dispute between two states, by the flags of both datasets."""
    rows = []
    for at, year in enumerate(years):
        row: Row = {**SIDES, **DISPUTE, "sidea2": 0, "dispnum": number, "ccode1": one, "ccode2": two, "year": year}
        flags = {"dispongoing": 1, "midongoing": 1, "disponset": int(at == 0), "midonset": int(at == 0)}
        rows.append(row | flags | {"version": "2.2.1"} | cells)
    return both(rows)


def mids(folder: Path, *gml: list[Row], cow: Sequence[list[Row]] = ()) -> None:
    """Import disputes: those of GML, those of COW."""
    tables = {"gml_dirdisp": gml, "cow_mid_dirdisps": cow}
    for file, disputes in tables.items():
        if disputes:
            write(folder, file, [row for rows in disputes for row in rows])
    if cow:
        write(folder, "cow_mid_disps", [rows[0] for rows in cow])
    import_folder(folder)


def rows_of(query: str, *names: str, **options: Any) -> list[tuple[Any, ...]]:
    """Columns of a panel of directed dyads as rows: `query` restricts them."""
    made = panel("dyad-year", directed=True, first=options.pop("first", 1816), last=options.pop("last", 2016))
    for name in options.pop("add"):
        made = made.add(name, **options.get(name, {}))
    with store.connect() as con:
        relation = made.relation(con)
        return relation.filter(query).project(", ".join(names)).fetchall()
