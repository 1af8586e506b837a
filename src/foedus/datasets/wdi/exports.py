"""The World Bank's files: an indicator of an economy in a row, a column for each year, `..` or a blank for missing.

Rows of regions and groups of incomes ("World", "Arab World") are left out. Files of several indicators add up; where
two hold the same cell, the one that was updated last counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...errors import DataError
from .. import states, wide
from ..dataset import Derived
from ..raw import Raw, identifier, text
from ..texts import first_line

__all__ = ["DERIVED", "convert", "notes"]

GROUPS = frozenset({
    "AFE", "AFW", "ARB", "CEA", "CEB", "CEU", "CLA", "CME", "CSA", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS",
    "EMU", "EUU", "FCS", "HIC", "HPC", "IBB", "IBD", "IBT", "IDA", "IDB", "IDX", "INX", "LAC", "LCN", "LDC",
    "LIC", "LMC", "LMY", "LTE", "MDE", "MEA", "MIC", "MNA", "NAC", "NRS", "NXS", "OED", "OSS", "PRE", "PSS",
    "PST", "RRS", "SAS", "SSA", "SSF", "SST", "SXZ", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "WLD",
    "XZN",
})  # fmt: skip
"""The World Bank's codes of regions and groups of economies."""

CODES = {"Series Code": "Country Code", "Indicator Code": "Country Code"}
UPDATED = re.compile(r"Last Updated(?: Date)?\"?[:,]\s*\"?(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d)")
STAMP = "['%m/%d/%Y', '%Y-%m-%d']"
STAMPED = 2  # the line before the header that says when, in files of one indicator


def convert(raw: Raw) -> str:
    """A query that yields the table."""
    listed = states.numbers(raw.con)
    groups = ", ".join(text(code) for code in sorted(GROUPS))
    kept = f'c."Country Code" IS NOT NULL AND c."Country Code" NOT IN ({groups})'
    day = f"CAST(try_strptime({text(_updated(raw))}, {STAMP}) AS DATE)"
    cells = f'c."Country Code" AS iso3c, n.number AS ccode, c.year, c.{identifier(_series(raw))} AS indicator, c.value, {day} AS updated'  # noqa: E501
    joined = f'LEFT JOIN {listed} n ON n.iso3c = c."Country Code" AND n.year = c.year'
    return f"SELECT {cells} FROM ({wide.cells(raw)}) c {joined} WHERE {kept} ORDER BY _row, c.year"  # noqa: S608


def notes(raw: Raw) -> Iterator[str]:
    """How many rows of groups were left out; whether the end of an export is missing."""
    groups = ", ".join(text(code) for code in sorted(GROUPS))
    query = f'SELECT count(*), count(DISTINCT "Country Code") FROM {raw.name} WHERE "Country Code" IN ({groups})'  # noqa: S608
    rows, many = raw.con.execute(query).fetchone() or (0, 0)
    if rows:
        yield f"{rows} rows of {many} regions and groups left out"
    if _series(raw) == "Series Code" and not _updated(raw):
        yield 'the last line, "Last Updated", is not there: the export may be cut'


def _series(raw: Raw) -> str:
    return next(column for column in CODES if column in raw.header)


def _updated(raw: Raw) -> str:
    """The day on which the file's data were updated, as it is written; nothing where the file does not say it."""
    if raw.layout.skip:
        try:
            line = first_line(raw.path, STAMPED)
        except DataError:
            return ""
    else:
        first = identifier(raw.header[0])
        query = f"SELECT {first} FROM {raw.name} WHERE {first} LIKE 'Last Updated%' LIMIT 1"  # noqa: S608
        line = str((raw.con.execute(query).fetchone() or ("",))[0])
    match = UPDATED.search(line)
    return match[1] if match else ""


def _indicators(source: Mapping[str, str]) -> str:
    newest = "arg_max(value, coalesce(updated, DATE '0001-01-01')) AS value"
    return f"SELECT iso3c, any_value(ccode) AS ccode, year, indicator, {newest} FROM {source['cells']} GROUP BY iso3c, year, indicator ORDER BY indicator, iso3c, year"  # noqa: S608, E501


DERIVED = (Derived("indicators", ("cells",), _indicators),)
"""Each cell once."""
