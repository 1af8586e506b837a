"""Which dataset a file belongs to: known by the columns in its header, not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import DataError
from . import DATASETS
from .dataset import Dataset
from .manifest import Layout, TableSpec
from .raw import header_of
from .texts import first_line, nameless
from .unpacked import READ

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Found", "recognised", "unknown_columns"]

SHOWN = 3  # columns that a file lacks and that are spelt out
MANY = 12  # columns that nobody knows and that are


class Found(msgspec.Struct, frozen=True):
    """A file that has a layout of a dataset."""

    path: Path
    dataset: Dataset
    layout: Layout
    spec: TableSpec
    header: tuple[str, ...]


def recognised(path: Path, con: DuckDBPyConnection) -> Found:
    """A file with the layout that it has, the one that asks for most columns of several. Raises DataError, with the
    reason, if there is none."""
    if path.suffix.lower() not in READ:
        raise DataError("no data file")
    headers: dict[int, tuple[str, ...]] = {}
    found = max(_fitting(path, con, headers), key=lambda f: len(f.layout.needs), default=None)
    if found is None:
        raise DataError(_unnamed(path, headers) or f"no dataset has its columns{_nearest(headers)}")
    return found


def _unnamed(path: Path, headers: dict[int, tuple[str, ...]]) -> str:
    """That a file has the columns of tables that only its name tells apart, and lacks such a name; empty otherwise."""
    like = {
        f"{dataset.name} ({layout.table}), {layout.files[0]}"
        for dataset in DATASETS.values()
        for layout in dataset.manifest.layout
        if layout.header and layout.named and layout.files and {*layout.needs} <= {*headers.get(layout.skip, ())}
    }
    if not like:
        return ""
    return f"its name does not tell which table it is; one of these, named so: {'; '.join(sorted(like))}"


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


def unknown_columns(found: Found) -> Iterator[str]:
    """A line on the columns of a file that its manifest does not name, if there are any."""
    layout = found.layout
    if layout.others:
        return
    read_ = {layout.version_column, *layout.needs, *layout.known, *layout.kinds, *layout.rename, *found.spec.columns}
    new = [c for c in found.header if c not in read_ and not nameless(c) and not re.fullmatch(layout.wide or "$", c)]
    if new:
        more = f" and {len(new) - MANY} more" if len(new) > MANY else ""
        yield f"{found.path.name}: columns that foedus does not know, left out: {', '.join(new[:MANY])}{more}"
