"""A panel as a value: its rows, what is added to them, and the ways to have it computed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..datasets import store
from ..errors import DataError, UsageError
from .added import BASE, Added, Join
from .asked import Asked, ask
from .gather import gather
from .rows import build

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["Panel", "Step", "panel", "with_options"]


def panel(
    unit: str,
    *,
    directed: bool = False,
    states: str = "cow",
    first: int | None = None,
    last: int | None = None,
    add: tuple[str, ...] = (),
) -> Panel:
    """A panel: `unit` is `dyad-year` or `state-year`, `states` the list of states, `cow` or `gw`, `first` and `last`
    the years (all, if not given), `add` names of the table `ADDERS`.

    Raises UsageError for what cannot be asked, DataError, with the command that helps, for data not imported.
    """
    made = Panel(ask(unit, directed=directed, states=states, first=first, last=last))
    for name in add:
        made = made.add(name)
    return made


def with_options(panel: Panel, names: Sequence[str], options: Sequence[str]) -> Panel:
    """A panel with adders by their names, and options written `NAME.KEY=VALUE`. Raises UsageError, as `Panel.add`."""
    given: dict[str, dict[str, str]] = {name: {} for name in names}
    for option in options:
        name, dot, rest = option.partition(".")
        key, equal, value = rest.partition("=")
        if not (dot and equal):
            raise UsageError(f"{option!r} is no option of something added; write NAME.KEY=VALUE")
        if name not in given:
            raise UsageError(
                f"the option {option!r} is for {name}, which is not added; add it, or leave the option out"
            )
        given[name][key] = value
    for name in names:
        panel = panel.add(name, **given[name])
    return panel


class Step(msgspec.Struct, frozen=True):
    """An adder by its name, the options it was given, and what it adds."""

    name: str
    options: dict[str, str]
    added: Added


class Panel(msgspec.Struct, frozen=True, dict=True):
    """Rows by their key, and what is added to them. Nothing is computed before one of the methods asks for it."""

    asked: Asked
    steps: tuple[Step, ...] = ()

    def add(self, name: str, **options: str) -> Panel:
        """Another panel, with the columns of an adder too. Raises UsageError for a name, an option or a unit that does
        not fit, or a column that is there already, DataError for data not imported."""
        from .adders import ADDERS

        if name not in ADDERS:
            near = difflib.get_close_matches(name, ADDERS, 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else f"foedus knows: {', '.join(ADDERS)}"
            raise UsageError(f"nothing called {name!r} can be added to a panel; {hint}")
        adder = ADDERS[name]
        if self.asked.unit not in adder.units:
            raise UsageError(f"{name} can be added to {' and '.join(adder.units)} panels, not to {self.asked.unit}s")
        for option in options.keys() - {*adder.options}:
            known = f"it has: {', '.join(adder.options)}" if adder.options else "it has none"
            raise UsageError(f"{name} has no option {option!r}; {known}")
        added = adder.function(self.asked, tuple(step.added for step in self.steps), **options)
        self._refuse_clash(name, added)
        return Panel(self.asked, (*self.steps, Step(name, options, added)))

    def _refuse_clash(self, name: str, added: Added) -> None:
        owners = dict.fromkeys(self.asked.columns, "the panel itself")
        owners |= {column: step.name for step in self.steps for column in step.added.columns}
        for column in added.columns:
            if column in owners:
                raise UsageError(f"{name} would add the column {column}, which {owners[column]} has already")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return (*self.asked.columns, *(column for step in self.steps for column in step.added.columns))

    @cached_property
    def sql(self) -> str:
        """The query, over the table `panel_base` of the rows; joins that numpy makes stand by their names."""
        joins = [_left_join(_text(join, alias), alias, join.on) for alias, join in self._joins()]
        return self._select(joins, lambda text, aliases: text.format_map(aliases))

    def relation(self, con: DuckDBPyConnection | None = None) -> DuckDBPyRelation:
        """The panel as a relation of DuckDB, for more of DuckDB's work, in a database of its own or in yours: there its
        temporary tables, `panel_...`, are replaced by those of the next panel."""
        made = con or store.connect()
        build(made, self.asked)
        return made.sql(self.prepared(made))

    def prepared(self, con: DuckDBPyConnection, *, ordered: bool = True) -> str:
        """The query, once the rows are in the database (`rows.build`), with everything that is looked up made into
        tables first (`gather`). Without `ordered` the query does not say in what order the rows come."""
        gathered = gather(con, dict(self._joins()))
        joins = [_left_join(f"FROM {table}", alias, dict(on)) for alias, (table, on) in gathered.joins.items()]
        return self._select(joins, gathered.expression, ordered)

    def to_arrow(self) -> Any:
        """The panel as an Arrow table. Raises DataError without pyarrow."""
        with _needing("pyarrow"):
            import pyarrow  # noqa: F401  # DuckDB needs it

            return self.relation().to_arrow_table()

    def to_pandas(self) -> Any:
        """The panel as a pandas data frame. Raises DataError without pandas."""
        with _needing("pandas"):
            import pandas  # noqa: F401  # ICN001: DuckDB needs it

            return self.relation().df()

    def to_polars(self) -> Any:
        """The panel as a polars data frame. Raises DataError without polars."""
        with _needing("polars", "pyarrow"):
            import polars  # noqa: F401  # DuckDB needs it

            return self.relation().pl()

    def to_numpy(self) -> dict[str, np.ndarray[Any, Any]]:
        """The panel by its columns, those with unknown values as masked arrays."""
        return dict(self.relation().fetchnumpy())

    def write(self, path: str | Path, *, form: str | None = None, cite: bool = False) -> int:
        """Write the panel to a file, Parquet, CSV or JSON lines by its ending or by `form`: the number of its rows.

        The file carries its sources (see `write.write`). Raises UsageError for a file that cannot be written.
        """
        from .write import write

        return write(self, Path(path), form=form, cite=cite)

    def _joins(self) -> Iterator[tuple[str, Join]]:
        """Each join with the name that it has in the query."""
        for step in self.steps:
            for local, join in step.added.joins.items():
                yield f"{step.name}_{local}", join

    def _select(
        self, joins: Iterable[str], expression: Callable[[str, Mapping[str, str]], str], ordered: bool = True
    ) -> str:
        cells = [f"b.{column}" for column in self.asked.columns]
        for step in self.steps:
            aliases = {local: f"{step.name}_{local}" for local in step.added.joins}
            cells += [f'{expression(text, aliases)} AS "{column}"' for column, text in step.added.columns.items()]
        order = f"ORDER BY {', '.join(f'b.{key}' for key in self.asked.key)}" if ordered else ""
        return "\n".join((f"SELECT {', '.join(cells)}", f"FROM {BASE} b", *joins, order))


def _left_join(query: str, alias: str, on: Mapping[str, str]) -> str:
    return f"LEFT JOIN ({query}) {alias} ON " + " AND ".join(
        f"b.{key} = {alias}.{column}" for key, column in on.items()
    )


def _text(join: Join, alias: str) -> str:
    return join.query if isinstance(join.query, str) else f"SELECT * FROM {alias}"  # for reading


@contextmanager
def _needing(*packages: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        needed = " and ".join(packages)
        raise DataError(f"this form of the panel needs {needed}: pip install {' '.join(packages)}") from error
