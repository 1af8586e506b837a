"""What must hold of the cells of any file: their kind, that no two rows share a key, that years and states exist."""

from __future__ import annotations

from collections.abc import Iterator

from .raw import Raw, identifier
from .system import years

__all__ = ["check", "odd", "outside"]

EARLIEST, LATEST = 1400, 2100  # no dataset of states speaks of other years
LONGEST_SHOWN = 60
EACH = 4  # problems of one column that are looked for: the first ones tell what is wrong
LISTS = {"cow": "cow", "gw": "gw"}

NUMBER = "TRY_CAST({c} AS DOUBLE)"
DAY = "TRY_CAST({c} AS DATE)"
WHOLE = (
    f"{NUMBER} = floor({NUMBER}) AND abs({NUMBER}) <= "  # neither infinite nor NaN, which DuckDB takes for the largest
)
EXACT, SHORT = 2**53, 2**31 - 1  # whole numbers that a double, and a column of codes, holds

RIGHT = {
    "int": (f"{WHOLE}{EXACT}", "no whole number"),
    "number": (f"isfinite({NUMBER})", "no number"),
    "date": (f"isfinite({DAY})", "no day (YYYY-MM-DD)"),
    "year": (f"{WHOLE}{LATEST} AND {NUMBER} >= {EARLIEST}", f"no year from {EARLIEST} to {LATEST}"),
    "cow": (f"{WHOLE}{SHORT}", "no code of a state"),
    "gw": (f"{WHOLE}{SHORT}", "no code of a state"),
}
"""What must hold of a cell of each kind that is checked, and what is said of one of which it does not."""

VALUES = {"int": NUMBER, "number": NUMBER, "date": DAY, "year": NUMBER, "cow": NUMBER, "gw": NUMBER}
"""What a cell stands for: 6 and 6.0 are one key."""


def check(raw: Raw) -> Iterator[str]:
    """What is wrong with a file, each with row and column: no rows, a cell of another kind, a key twice."""
    kinds = {c: kind for c, kind in raw.column_kinds.items() if kind in RIGHT}
    counts = ", ".join(["count(*)", *(_count(raw, c, kind) for c, kind in kinds.items())])
    rows, *wrong = raw.con.execute(f"SELECT {counts} FROM {raw.name}").fetchone() or (0,)  # noqa: S608  # quoted
    if not rows:
        yield "no rows"
    for (column, kind), count in zip(kinds.items(), wrong, strict=False):
        if count:
            yield from _cells(raw, column, kind)
    if raw.layout.key and not any(wrong):
        yield from _doubles(raw)


def _count(raw: Raw, column: str, kind: str) -> str:
    """How many cells are wrong, in the form that is quickest to plan where there are hundreds of columns."""
    name = raw.cell(column)
    return f"count({name}) - count(CASE WHEN {RIGHT[kind][0].format(c=name)} THEN 1 END)"


def _wrong(raw: Raw, column: str, kind: str) -> str:
    name = raw.cell(column)
    return f"{name} IS NOT NULL AND NOT coalesce({RIGHT[kind][0].format(c=name)}, FALSE)"


def _cells(raw: Raw, column: str, kind: str) -> Iterator[str]:
    wrong = _wrong(raw, column, kind)
    query = f"SELECT _row, {identifier(column)} FROM {raw.name} WHERE {wrong} ORDER BY _row LIMIT {EACH}"  # noqa: S608
    for row, cell in raw.con.execute(query).fetchall():
        yield f"row {row}, column {column}: {_shown(cell)} is {RIGHT[kind][1]}"


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= LONGEST_SHOWN else cell[:LONGEST_SHOWN] + "…")


def _doubles(raw: Raw) -> Iterator[str]:
    """Rows that share a key with one above. Keys are found by their hash, and then looked at."""
    key = ", ".join(_value(raw, c) for c in raw.layout.key)
    hashed = f"SELECT hash({key}) FROM {raw.name} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608  # quoted
    names = ", ".join(identifier(c) for c in raw.layout.key)
    some = f"coalesce({names}) IS NOT NULL" if raw.layout.ragged else "TRUE"  # blank lines are none
    query = (
        f"SELECT _row, first_value(_row) OVER (PARTITION BY {key} ORDER BY _row) AS one, {names} FROM {raw.name}"  # noqa: S608
        f" WHERE hash({key}) IN ({hashed}) AND {some} QUALIFY _row <> one ORDER BY _row LIMIT {EACH}"
    )
    for row, one, *cells in raw.con.execute(query).fetchall():
        named = ", ".join(f"{c} {cell}" for c, cell in zip(raw.layout.key, cells, strict=True))
        yield f"row {row}: the same {named} as row {one}"


def _value(raw: Raw, column: str) -> str:
    return VALUES.get(raw.column_kinds.get(column, "text"), "{c}").format(c=raw.cell(column))


def odd(raw: Raw) -> Iterator[str]:
    """What is worth a look and stops nothing: rows left out since others have their key; rows of several versions;
    states that a list does not hold in the year of their row, its first if it has several."""
    if raw.layout.doubles:
        yield from _left(raw)
    yield from _versions(raw)
    named = [c for c, kind in raw.column_kinds.items() if kind == "year"]
    year = next((c for c in named if c in raw.layout.key), next(iter(named), None))
    if year is None:
        return
    for column, kind in raw.column_kinds.items():
        if kind in LISTS:
            yield from _strangers(raw, column, kind, year)


def outside(raw: Raw, spoken_for: tuple[int, int] | None) -> Iterator[str]:
    """Rows of years for which their version does not speak, where a row is about one year."""
    named = [c for c, kind in raw.column_kinds.items() if kind == "year" and c in raw.layout.key]
    if not spoken_for or len(named) != 1:
        return
    year, (first, last) = NUMBER.format(c=raw.cell(named[0])), spoken_for
    query = f"SELECT count(*), min(_row), CAST(arg_min({year}, _row) AS INTEGER) FROM {raw.name} WHERE {year} NOT BETWEEN {first} AND {last}"  # noqa: S608, E501
    many, row, when = raw.con.execute(query).fetchone() or (0, 0, 0)
    if many:
        rows = "a row" if many == 1 else f"{many} rows"
        spoken = f"for which this version does not speak, {first}-{last}"
        yield f"column {named[0]}: {rows} of years {spoken} (row {row}: {when})"


def _versions(raw: Raw) -> Iterator[str]:
    column = raw.layout.version_column
    if column in raw.header:
        query = f"SELECT DISTINCT {identifier(column)} FROM {raw.name} ORDER BY 1 LIMIT {EACH}"  # noqa: S608  # quoted
        found = [str(cell) for (cell,) in raw.con.execute(query).fetchall() if cell]
        if len(found) > 1:
            yield f"rows of several versions: {', '.join(found)}"


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


def _listed(raw: Raw, kind: str) -> str:
    """The list of states as a table, made once for every file: code, first and last year."""
    table = f"listed_{kind}"
    made = f"SELECT * FROM (VALUES {years(kind)}) AS listed (code, since, until)"  # noqa: S608  # whole numbers of our facts
    raw.con.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} AS {made}")
    return table


def _strangers(raw: Raw, column: str, kind: str, year: str) -> Iterator[str]:
    number, when = (f"TRY_CAST({NUMBER.format(c=raw.cell(c))} AS INTEGER)" for c in (column, year))
    pairs = f"SELECT {number} AS number, {when} AS y, min(_row) AS first, count(*) AS many FROM {raw.name} GROUP BY ALL"  # noqa: S608
    listed = _listed(raw, kind)
    query = (
        f"SELECT * FROM ({pairs}) AS pairs WHERE number IS NOT NULL AND y IS NOT NULL AND NOT EXISTS"  # noqa: S608
        f" (SELECT 1 FROM {listed} WHERE code = number AND y BETWEEN since AND until)"
        f" AND y >= (SELECT min(since) FROM {listed}) ORDER BY first"
    )
    found = raw.con.execute(query).fetchall()
    if found:
        shown = ", ".join(f"row {row}: {number} in {y}" for number, y, row, _ in found[:EACH])
        many = sum(count for *_, count in found)
        rows = "a row" if many == 1 else f"{many} rows"
        yield f"column {column}: {rows} with a state that the {kind.upper()} list does not hold that year ({shown})"
