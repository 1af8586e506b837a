"""What the rows of a panel look up, brought together: one table for each way to look up, not one for each adder.

Millions of rows that are each looked up in twenty tables cost more than anything else. So the tables of all adders
that are joined on the same columns are joined with one another first, which are thousands of rows, or some hundred
thousand; a row of the panel then looks up its first state, its second state and its pair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from .added import Join

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Gathered", "gather"]

LARGE = 150_000
"""A table of more rows is looked up by itself: to join it with others first would win nothing."""

NAMED = re.compile(r'\{(\w+)\}\."?(\w+)"?')

On = tuple[tuple[str, str], ...]


class Gathered(msgspec.Struct, frozen=True):
    """Joins to be made, by alias: a table and which column of the key equals which of its columns; and for each join
    that was asked for, the alias under which its columns are now, and what stands before their names."""

    joins: Mapping[str, tuple[str, On]]
    places: Mapping[str, tuple[str, str]]

    def expression(self, text: str, aliases: Mapping[str, str]) -> str:
        """An adder's expression, `{t}.milex`, over the joins as they are made; `aliases`: the adder's names of them."""

        def placed(found: re.Match[str]) -> str:
            alias, prefix = self.places[aliases[found[1]]]
            return f'{alias}."{prefix}{found[2]}"'

        return NAMED.sub(placed, text)


def gather(con: DuckDBPyConnection, joins: Mapping[str, Join]) -> Gathered:
    """Make the tables of the joins, each once, and those that bring them together."""
    tables = _tables(con, joins)
    made: dict[tuple[tuple[str, tuple[str, ...]], ...], str] = {}
    looked_up: dict[str, tuple[str, On]] = {}
    places: dict[str, tuple[str, str]] = {}
    for keys, aliases in _groups(con, joins, tables):
        members = tuple(dict.fromkeys((tables[a], tuple(joins[a].on[key] for key in keys)) for a in aliases))
        if len(members) == 1:
            looked_up[aliases[0]] = (members[0][0], tuple(zip(keys, members[0][1], strict=True)))
            places |= dict.fromkeys(aliases, (aliases[0], ""))
            continue
        if members not in made:
            made[members] = f"panel_by_{len(made)}"
            _join(con, made[members], members)
        alias = f"by_{len(looked_up)}"
        looked_up[alias] = (made[members], tuple((key, f"k{i}") for i, key in enumerate(keys)))
        places |= {a: (alias, f"{tables[a]}.") for a in aliases}
    return Gathered(looked_up, places)


def _tables(con: DuckDBPyConnection, joins: Mapping[str, Join]) -> dict[str, str]:
    """The table of each join; two states look the same thing up in the same one."""
    queries = {alias: j.query if isinstance(j.query, str) else j.query(con) for alias, j in joins.items()}
    names: dict[str, str] = {}
    for alias, query in queries.items():
        if query not in names:
            names[query] = f"panel_of_{alias}"
            con.execute(f"CREATE OR REPLACE TEMP TABLE {names[query]} AS {query}")
    return {alias: names[query] for alias, query in queries.items()}


def _groups(
    con: DuckDBPyConnection, joins: Mapping[str, Join], tables: Mapping[str, str]
) -> list[tuple[tuple[str, ...], list[str]]]:
    """The joins by the columns of the key on which they are made; each large table by itself."""
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    large = {table: _rows(con, table) > LARGE for table in set(tables.values())}
    for alias, join in joins.items():
        apart = tables[alias] if large[tables[alias]] else ""
        groups.setdefault((tuple(sorted(join.on)), apart), []).append(alias)
    return [(keys, aliases) for (keys, _), aliases in groups.items()]


def _join(con: DuckDBPyConnection, name: str, members: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    """One table of all keys that are in any of some tables, with the columns of each, its name before theirs."""
    count = len(members[0][1])
    keys = " UNION ".join(
        f"SELECT {', '.join(f'{c} AS k{i}' for i, c in enumerate(columns))} FROM {table}" for table, columns in members
    )
    joined = " ".join(
        f"LEFT JOIN {table} ON " + " AND ".join(f"k.k{i} = {table}.{columns[i]}" for i in range(count))
        for table, columns in members
    )
    cells = ", ".join(
        f'{table}."{column}" AS "{table}.{column}"' for table, _ in members for column in _columns(con, table)
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT k.*, {cells} FROM ({keys}) k {joined}")


def _columns(con: DuckDBPyConnection, table: str) -> list[str]:
    rows: list[tuple[str, ...]] = con.execute(f"DESCRIBE {table}").fetchall()
    return [row[0] for row in rows]


def _rows(con: DuckDBPyConnection, table: str) -> int:
    rows: list[tuple[int]] = con.execute(f"SELECT count(*) FROM {table}").fetchall()
    return rows[0][0]
