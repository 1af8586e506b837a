"""The conversion of files that already are tables of ours: their columns by our names."""

from __future__ import annotations

from collections.abc import Mapping

from .raw import Raw, identifier

__all__ = ["convert", "select"]


def convert(raw: Raw) -> str:
    """A query that yields the table: each of its columns from the file, NULL where the file has none."""
    return select(raw, {})


def select(raw: Raw, made: Mapping[str, str], joined: str = "") -> str:
    """As `convert`, with some columns made otherwise: SQL over the columns of the file and of what is joined to it, by
    our name."""
    theirs = {raw.layout.rename.get(c, c): c for c in raw.header}
    cells = (f"{made.get(name) or _cell(raw, name, theirs)} AS {identifier(name)}" for name in raw.spec.columns)
    order = " ORDER BY _row" if joined or raw.layout.doubles else ""  # the rows of a file come in its order
    return f"SELECT {', '.join(cells)} FROM {raw.name}{joined}{_firsts(raw, theirs)}{order}"  # noqa: S608  # quoted


def _firsts(raw: Raw, theirs: dict[str, str]) -> str:
    """Of rows that share the key the first, where the file is published with others."""
    if not raw.layout.doubles:
        return ""
    key = ", ".join(identifier(theirs[c]) for c in raw.spec.key)
    return f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _row) = 1"


def _cell(raw: Raw, name: str, theirs: dict[str, str]) -> str:
    if name not in theirs:
        return "NULL"
    kind = raw.spec.columns[name]
    column = identifier(theirs[name]) if kind == "text" else raw.cell(theirs[name])
    whole = kind in {"int", "year", "cow", "gw"}
    return f"CAST({column} AS DOUBLE)" if whole else column  # `6.0` is a whole number too
