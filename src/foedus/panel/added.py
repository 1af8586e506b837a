"""What an adder gives a panel: columns, the tables that they come from, how these are joined to the rows.

An adder is a function `(asked: Asked, before: tuple[Added, ...], **options) -> Added` and one entry in
`adders.ADDERS`. A minimal one, for states:

    def terrain(asked: Asked, before: Before) -> Added:
        query = f"SELECT ccode, year, rugged FROM {source('terrain', 'states')}"
        return of_states(asked, query, "ccode", {"rugged": "{t}.rugged"}, (Use("terrain", "states"),))

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

Outside the years of a dataset a column is NULL: `zero=years_of(use)` for `of_states` and `of_dyads`, or
`within(years, expression)`. Where the dataset has the codes of the other list of states, `recoded` takes its query to
those of the panel, year by year; `of_states` and `of_dyads` do so themselves.
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
    "counterparts",
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
    keys for which it is 1 or 0 (columns: those of the key, and `event`; what the query lacks is 0 within `years`, for
    states that the list of `code` has).
    `notes`: choices that a reader of the table must know."""

    columns: Mapping[str, str]
    joins: Mapping[str, Join]
    uses: tuple[Use, ...]
    events: Mapping[str, str] = {}
    years: tuple[int, int] | None = None
    code: str = ""
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
    asked: Asked,
    query: str,
    code: str,
    columns: Mapping[str, str],
    uses: tuple[Use, ...],
    *,
    zero: tuple[int, int] | None = None,
    notes: tuple[str, ...] = (),
) -> Added:
    """Columns about a state in a year, for each state of the row: `milex` becomes `milex1` and `milex2` in a dyad.

    `query` has the columns `code` (`ccode` or `gwcode`: taken to the panel's list if it is the other) and `year`, at
    most one row for each; `{t}` in the expressions is the query. `zero`: the years for which the dataset names every
    case: what it does not name then is 0; what has no counterpart in the dataset's list of states is NULL even so.
    """
    keyed, crossed = recoded(asked, query, code)
    joins = {"t" + slot: Join(keyed, {asked.code + slot: asked.code, "year": "year"}) for slot in asked.slots}
    named: dict[str, str] = {}
    known: dict[str, Join] = {}
    for slot in asked.slots:
        here = counterparts(asked, code, (slot,)) if zero else {}
        known |= here
        for name, expression in columns.items():
            named[name + slot] = _whole(expression.replace("{t}", "{t" + slot + "}"), zero, here)
    return Added(named, {**joins, **known}, (*uses, *crossed), notes=notes)


def of_dyads(
    asked: Asked,
    query: str,
    code: str,
    columns: Mapping[str, str],
    uses: tuple[Use, ...],
    *,
    zero: tuple[int, int] | None = None,
    notes: tuple[str, ...] = (),
) -> Added:
    """Columns about a pair of states in a year. `query` has the columns `code`1, `code`2 and `year`, at most one row
    for each; `{t}` in the expressions is the query; `zero` as for states."""
    keyed, crossed = recoded(asked, query, code, ("1", "2"))
    known = counterparts(asked, code, ("1", "2")) if zero else {}
    named = {name: _whole(expression, zero, known) for name, expression in columns.items()}
    joins = {"t": Join(keyed, {k: k for k in asked.key}), **known}
    return Added(named, joins, (*uses, *crossed), notes=notes)


def counterparts(asked: Asked, code: str, slots: tuple[str, ...]) -> dict[str, Join]:
    """Joins that find whether the states of a row have a counterpart in the list by which a dataset goes."""
    if code == asked.code:
        return {}
    query = f"SELECT {asked.code}, year FROM {store.source('cow_gw', asked.states)} WHERE {code} IS NOT NULL"
    return {"x" + slot: Join(query, {asked.code + slot: asked.code, "year": "year"}) for slot in slots}


def _whole(expression: str, zero: tuple[int, int] | None, known: Mapping[str, Join]) -> str:
    if zero is None:
        return expression
    conditions = "".join(f" AND {{{alias}}}.year IS NOT NULL" for alias in known)
    return f"CASE WHEN b.year BETWEEN {zero[0]} AND {zero[1]}{conditions} THEN coalesce({expression}, 0) END"


def either(query: str, code: str = "ccode") -> str:
    """A query of pairs that names each once, made to name it in both orders."""
    one, two = code + "1", code + "2"
    turned = f"SELECT d.* REPLACE (d.{two} AS {one}, d.{one} AS {two}) FROM ({query}) d"
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
    return f"SELECT {codes}, d.* EXCLUDE ({left_out}) FROM ({query}) d {joins}", (use,)


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
