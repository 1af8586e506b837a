"""Small files in the layouts of published datasets, and the tables that they become."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from foedus.datasets import store
from foedus.datasets.importing import Report, import_folder

__all__ = ["brought", "put", "rows"]


def put(folder: Path, name: str, content: str, *, encoding: str = "utf-8", newline: str = "\n") -> Path:
    """Write a file: its lines stripped of what indents them."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dedent(content).strip("\n").replace("\n", newline).encode(encoding) + newline.encode())
    return path


def brought(folder: Path) -> Report:
    """Import a folder of which no file may be left out, nor hold a column that foedus does not know."""
    report = import_folder(folder)
    assert not report.skipped, report.skipped
    assert not report.unknown, report.unknown
    return report


def rows(name: str, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Columns of an imported table, row by row, in their order."""
    return [*zip(*store.load(name, table, columns).values(), strict=True)]
