"""What an adder gives a panel: columns, the tables that they come from, how these are joined to the rows.

An adder is a function `(asked: Asked, before: tuple[Added, ...], **options) -> Added` and one entry in
`adders.ADDERS`. A minimal one, for states:

    def terrain(asked: Asked, before: Before) -> Added:
        query = f"SELECT ccode, year, rugged FROM {source('terrain', 'states')}"
        return of_states(asked, query, "ccode", {"rugged": "{t}.rugged"}, uses=(Use("terrain", "states"),))

and in general

    Added(
        columns={"conttype": "CASE WHEN b.year <= 2016 THEN coalesce({c}.conttype, 0) END"},
        joins={"c": Join(query, {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year"})},
        uses=(Use("contiguity", "spells"),),
    )

A column is an SQL expression over `b`, the row's key (and nothing else of the row), and over the joins by their names
in braces. A join matches columns of the key with columns of a query, which must have at most one row for each key: a
panel whose rows multiply is refused. A query is SQL, or a function that is given the connection when the panel is
computed and returns SQL: for tables made in numpy (`con.register`). Queries may use the table `panel_base`, the rows
themselves by their key. No column of one adder can be seen by another: peers that join on whatever columns have the
same name lose rows so. An adder that is about others (peace years) reads what they declare in `Added.events`.

Outside the years of a dataset a column is NULL: `within(asked, held, expression)`. Where the dataset has the codes of
the other list of states, `recoded` takes its query to those of the panel, year by year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

import msgspec

from ..datasets import store
from ..errors import DataError
from .asked import Asked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "BASE",
    "Added",
    "Adder",
    "Before",
    "Function",
    "Join",
    "Use",
    "either",
    "of_dyads",
    "of_states",
    "recoded",
    "within",
    "years_of",
]

BASE = "panel_base"
"""The table of the rows, by their key (and names), that exists while a panel is computed."""


class Use(msgspec.Struct, frozen=True, order=True):
    """A table of a dataset that a column rests on."""

    dataset: str
    table: str


class Join(msgspec.Struct, frozen=True):
    """A query, and which column of the panel's key equals which of its columns."""

    query: str | Callable[[DuckDBPyConnection], str]
    on: Mapping[str, str]


class Added(msgspec.Struct, frozen=True):
    """What an adder adds. `events`: flags among the columns that mark the years of an event, each with a query of the
    keys for which it is 1 or 0 (columns: those of the key, and `event`; what the query lacks is 0 within `years`).
    `notes`: choices that a reader of the table must know."""

    columns: Mapping[str, str]
    joins: Mapping[str, Join]
    uses: tuple[Use, ...]
    events: Mapping[str, str] = {}
    years: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


Before = tuple[Added, ...]


class Function(Protocol):
    """How an adder is called."""

    def __call__(self, asked: Asked, before: Before, /, **options: str) -> Added:
        """What is added to such rows. Raises UsageError for an option's value that is wrong, DataError for data that
        are not imported."""


class Adder(msgspec.Struct, frozen=True):
    """An entry of the table of adders: the units it can be added to, the options it takes, what it says."""

    function: Callable[..., Added]
    says: str
    units: tuple[str, ...] = ("dyad-year", "state-year")
    options: tuple[str, ...] = ()


def of_states(
    asked: Asked, query: str, code: str, columns: Mapping[str, str], uses: tuple[Use, ...], notes: tuple[str, ...] = ()
) -> Added:
    """Columns about a state in a year, for each state of the row: `milex` becomes `milex1` and `milex2` in a dyad.

    `query` has the columns `code` (`ccode` or `gwcode`: taken to the panel's list if it is the other) and `year`;
    `{t}` in the expressions is the query.
    """
    keyed, crossed = recoded(asked, query, code)
    joins = {"t" + slot: Join(keyed, {asked.code + slot: asked.code, "year": "year"}) for slot in asked.slots}
    named = {
        name + slot: expression.replace("{t}", "{t" + slot + "}")
        for slot in asked.slots
        for name, expression in columns.items()
    }
    return Added(named, joins, (*uses, *crossed), notes=notes)


def of_dyads(
    asked: Asked, query: str, code: str, columns: Mapping[str, str], uses: tuple[Use, ...], notes: tuple[str, ...] = ()
) -> Added:
    """Columns about a pair of states in a year. `query` has the columns `code`1, `code`2 and `year`; `{t}` is it."""
    keyed, crossed = recoded(asked, query, code, ("1", "2"))
    return Added(columns, {"t": Join(keyed, {k: k for k in asked.key})}, (*uses, *crossed), notes=notes)


def either(query: str, code: str = "ccode") -> str:
    """A query of pairs that names each once, made to name it in both orders."""
    one, two = code + "1", code + "2"
    turned = f"SELECT d.* REPLACE (d.{two} AS {one}, d.{one} AS {two}) FROM ({query}) d"  # noqa: S608
    return f"({query}) UNION ALL ({turned})"


def recoded(asked: Asked, query: str, code: str, slots: tuple[str, ...] = ("",)) -> tuple[str, tuple[Use, ...]]:
    """A query by codes of a list of states, by those of the panel's list; and the crosswalk, if it was needed.

    `slots`: what follows `code` in the names of its columns, `1` and `2` for a query of pairs.
    Which state of one list is which of the other is looked up in the year of the row, from the panel's side: a state
    of the panel has one counterpart in a year or none (then the columns are NULL).
    """
    if code == asked.code:
        return query, ()
    use = Use("cow_gw", asked.states)
    crosswalk = store.source(use.dataset, use.table)
    codes = ", ".join(f"x{slot}.{asked.code} AS {asked.code}{slot}" for slot in slots)
    joins = " ".join(
        f"JOIN {crosswalk} x{slot} ON x{slot}.{code} = d.{code}{slot} AND x{slot}.year = d.year" for slot in slots
    )
    left_out = ", ".join(code + slot for slot in slots)
    return f"SELECT {codes}, d.* EXCLUDE ({left_out}) FROM ({query}) d {joins}", (use,)  # noqa: S608


def years_of(use: Use, otherwise: tuple[int, int] | None = None) -> tuple[int, int]:
    """The years for which an imported table speaks, `otherwise` if its version names none. Raises DataError if it is
    not imported, or if nobody knows its years."""
    store.paths_of(use.dataset, use.table)
    held = store.held(use.dataset, use.table)
    years = (held.years if held else None) or otherwise
    if years is None:
        raise DataError(f"{use.dataset} ({use.table}) does not say of which years it is; import it again")
    return years


def within(years: tuple[int, int], expression: str) -> str:
    """An expression inside these years, NULL outside: what a dataset does not speak of is unknown, not zero."""
    return f"CASE WHEN b.year BETWEEN {years[0]} AND {years[1]} THEN {expression} END"
