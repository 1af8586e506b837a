"""Small files in the layouts of ATOP and of COW's capabilities, of the documented columns; nothing is theirs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from foedus.datasets import DATASETS

LAYOUTS = {layout.table: layout for layout in DATASETS["atop"].manifest.layout}
MEMBERS = (*LAYOUTS["members"].needs, *LAYOUTS["members"].known)

NMC = ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc")

Row = dict[str, Any]


def member(alliance: int, number: int, start: str, end: str = "", **cells: Any) -> Row:
    """A row: every column 0 but those given; days as YYYY-MM-DD, no end: still a member."""
    years = dict(zip(("yrent", "moent", "dayent"), _parts(start), strict=True))
    years |= dict(zip(("yrexit", "moexit", "dayexit"), _parts(end) if end else ("0", "0", "0"), strict=True))
    return {"atopid": alliance, "member": number, "version": "4.01", **years, **cells}


def _parts(day: str) -> list[str]:
    return [str(int(part)) if part else "" for part in [*day.split("-"), "", ""][:3]]


def write(path: Path, rows: Iterable[Row], columns: Iterable[str] = MEMBERS) -> Path:
    names = [*columns]
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, names, restval="0", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return path


def capabilities(*years: int, states: Iterable[int] = (2, 20), **cells: Any) -> list[Row]:
    """Rows of COW's capabilities: every column 1 but those given."""
    return [dict.fromkeys(NMC, 1) | {"ccode": code, "year": year} | cells for code in states for year in years]


ROWS = (
    # Austria-Hungary and Germany, against Russia
    member(1, 300, "1879-10-07", "1918-11-03", defense=1, conditio=1, defcon=1, defcoadv=1, specthrt=1, statthr1=365),
    member(1, 255, "1879-10-07", "1918-11-03", defense=1, conditio=1, defcon=1, defcoadv=1, specthrt=1, statthr1=365),
    # Greece and Serbia: Greece's aid is owed in one place only
    member(2, 350, "1913-05-19", "1918-11-11", defense=1, consul=1, conditio=1, defcon=1, defcoloc=1),
    member(2, 345, "1913-05-19", "1918-11-11", defense=1, consul=1, offense=1, conditio=1, defcon=1, defconpr=1),
    # Russia and France, two phases: consultation, then defence
    member(3, 365, "1891-08-27", "1893-12-27", phase=1, maxphase=2, consul=1),
    member(3, 220, "1891-08-27", "1893-12-27", phase=1, maxphase=2, consul=1),
    member(3, 365, "1893-12-27", "1917-11-08", phase=2, maxphase=2, consul=1, defense=1),
    member(3, 220, "1893-12-27", "1917-11-08", phase=2, maxphase=2, consul=1, defense=1),
    # a treaty with the Soviet Union that Russia goes on with, neutral whoever began; its first day is not known
    member(4, 365, "1970-06", "", neutral=1, nonagg=1),
    member(4, 750, "1970-06", "", neutral=1, nonagg=1, neucon=1, neucoatt=1, conditio=1),
)
