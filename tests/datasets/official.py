"""Small files in the layouts that publishers use, and what became of them; the values are ours."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from foedus.datasets import DATASETS, store
from foedus.datasets.importing import Report, import_folder
from foedus.datasets.manifest import Layout


def layout(dataset: str, file: str) -> Layout:
    """The layout that names a file among its examples."""
    return next(one for one in DATASETS[dataset].manifest.layout if file in one.files)


def columns(dataset: str, file: str) -> tuple[str, ...]:
    """All the columns of a layout that its manifest names, and those of the table that it does not rename."""
    one = layout(dataset, file)
    ours = DATASETS[dataset].manifest.spec(one.table).columns
    same = (name for name in ours if name not in one.rename.values())
    return tuple(dict.fromkeys((*one.needs, *one.known, *one.rename, *same)))


def text(
    names: Iterable[str], *rows: dict[str, Any], delimiter: str = ",", header: bool = True, default: str = ""
) -> str:
    """A table as text; cells that a row does not name are the default."""
    fields = [*names]
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writerow(fields)
    writer.writerows([row.get(field, default) for field in fields] for row in rows)
    return target.getvalue()


def put(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file in a folder that is made if need be."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def imported(folder: Path) -> Report:
    """Import a folder, of which everything must be known."""
    report = import_folder(folder)
    assert not report.unknown
    return report


def rows(dataset: str, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of an imported table, row by row."""
    loaded = store.load(dataset, table, names)
    return [*zip(*(loaded[name] for name in names), strict=True)]


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheets: dict[str, list[list[Any]]], *, prolog: str = "") -> bytes:
    """A workbook as Excel writes it: shared strings, numbers, days as numbers, empty cells left out."""
    strings: dict[str, int] = {}

    def cell(column: int, row: int, value: Any) -> str:
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, date):
            return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, str):
            return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for number, content in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{r}">{"".join(cell(c, r, v) for c, v in enumerate(row) if v is not None)}</row>'
                for r, row in enumerate(content, 1)
            )
            book.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'{prolog}<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>',
            )
        named = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
        )
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{LINKS}"><sheets>{named}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="x" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        )
        book.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
            '<numFmt numFmtId="165" formatCode="&quot;day&quot;0.0"/></numFmts>'
            '<cellXfs><xf numFmtId="165"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        )
        entries = "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{entries}</sst>')
    return target.getvalue()
