"""What must hold of the cells of any file: their kind, that no two rows share a key, that years and states exist."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .raw import Raw, identifier

__all__ = ["check", "odd"]

EARLIEST, LATEST = 1400, 2100  # no dataset of states speaks of other years
EACH = 4  # problems of one column that are looked for: the first ones tell what is wrong
LISTS = {"cow": "cow", "gw": "gw"}

NUMBER = "TRY_CAST({c} AS DOUBLE)"
WHOLE = f"{NUMBER} IS NULL OR {NUMBER} <> floor({NUMBER})"

WRONG = {
    "int": (WHOLE, "no whole number"),
    "number": (f"{NUMBER} IS NULL OR NOT isfinite({NUMBER})", "no number"),
    "date": ("TRY_CAST({c} AS DATE) IS NULL", "no day (YYYY-MM-DD)"),
    "year": (f"{WHOLE} OR NOT {NUMBER} BETWEEN {EARLIEST} AND {LATEST}", f"no year from {EARLIEST} to {LATEST}"),
}
WRONG["cow"] = WRONG["gw"] = WRONG["int"]


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file, each with row and column: no rows, a cell of another kind, a key twice."""
    if not raw.count():
        yield "no rows"
    for column, kind in raw.column_kinds.items():
        if kind in WRONG:
            yield from _cells(raw, column, kind)
    if raw.layout.key:
        yield from _doubles(raw)


def _cells(raw: Raw, column: str, kind: str) -> Iterator[str]:
    condition, reason = WRONG[kind]
    name = identifier(column)
    query = f"SELECT _row, {name} FROM {raw.name} WHERE {name} IS NOT NULL AND ({condition.format(c=name)}) ORDER BY _row LIMIT {EACH}"  # noqa: S608, E501
    for row, cell in raw.con.execute(query).fetchall():
        yield f"row {row}, column {column}: {cell!r} is {reason}"


def _doubles(raw: Raw) -> Iterator[str]:
    names = ", ".join(identifier(c) for c in raw.layout.key)
    query = f"SELECT * FROM (SELECT _row, first_value(_row) OVER (PARTITION BY {names} ORDER BY _row) AS one, {names} FROM {raw.name}) WHERE _row <> one ORDER BY _row LIMIT {EACH}"  # noqa: S608, E501
    for row, one, *key in raw.con.execute(query).fetchall():
        named = ", ".join(f"{c} {k}" for c, k in zip(raw.layout.key, key, strict=True))
        yield f"row {row}: the same {named} as row {one}"


def odd(raw: Raw) -> Iterator[str]:
    """What is worth a look and stops nothing: rows left out since others have their key; states that a list does not
    hold in the year of their row."""
    if raw.layout.doubles:
        yield from _left(raw)
    year = next((c for c, kind in raw.column_kinds.items() if kind == "year" and c in raw.layout.key), None)
    if year is None:
        return
    for column, kind in raw.column_kinds.items():
        if kind in LISTS:
            yield from _strangers(raw, column, kind, year)


def _left(raw: Raw) -> Iterator[str]:
    theirs = {raw.layout.rename.get(c, c): c for c in raw.header}
    key = ", ".join(identifier(theirs[c]) for c in raw.spec.key)
    query = (
        f"SELECT _row FROM {raw.name} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _row) > 1 ORDER BY _row"  # noqa: S608
    )
    rows = [str(row) for (row,) in raw.con.execute(query).fetchall()]
    if rows:
        first = ", ".join(rows[:EACH])
        yield f"{len(rows)} rows left out, since one above has the same {', '.join(raw.spec.key)} (row {first})"


def _strangers(raw: Raw, column: str, kind: str, year: str) -> Iterator[str]:
    raw.con.execute("CREATE OR REPLACE TEMP TABLE listed (number INTEGER, first INTEGER, last INTEGER)")
    raw.con.execute(f"INSERT INTO listed VALUES {_listed(kind)}")  # noqa: S608  # whole numbers of our facts
    name, when = (f"TRY_CAST({identifier(c)} AS INTEGER)" for c in (column, year))
    query = f"SELECT _row, {name} AS number, {when} AS y, count(*) OVER () FROM {raw.name} WHERE {name} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM listed WHERE number = {name} AND {when} BETWEEN first AND last) ORDER BY _row LIMIT {EACH}"  # noqa: S608, E501
    found = raw.con.execute(query).fetchall()
    if found:
        shown = ", ".join(f"row {row}: {number} in {y}" for row, number, y, _ in found)
        many = f"{found[0][3]} rows" if found[0][3] > len(found) else "rows"
        yield f"column {column}: {many} with a state that the {kind.upper()} list does not hold that year ({shown})"


@lru_cache(maxsize=2)
def _listed(kind: str) -> str:
    from ..factfiles import load

    spells = [p for s in load().states.values() for p in s.periods if p.system == kind and p.number is not None]
    return ", ".join(f"({p.number}, {p.start.first.year}, {p.to.last.year if p.to else LATEST})" for p in spells)
