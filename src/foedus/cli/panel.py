"""foedus panel: research data as a table, a row for every state or pair of states in every year."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import QUIET
from .output import say, tell

if TYPE_CHECKING:
    from ..panel.table import Panel

__all__ = ["panel"]


def panel(
    unit: Annotated[str, typer.Option("--unit", help="dyad-year or state-year.")] = "dyad-year",
    directed: Annotated[bool, typer.Option("--directed", help="Both orders of every pair of states.")] = False,
    first: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="Default: 1816.")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Default: the last full year.")] = None,
    states: Annotated[str, typer.Option("--states", help="The list of states: cow or gw.")] = "cow",
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="NAME,NAME", help="What to add; --list shows the names.")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option("--option", metavar="NAME.KEY=VALUE", help="An option of something added.")
    ] = None,
    distance: Annotated[
        str | None, typer.Option("--distance", help="For capdist: sphere or geodesic (default: sphere).")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: CSV to stdout.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", help="parquet, csv or jsonl (default: by FILE's ending).")
    ] = None,
    cite: Annotated[bool, typer.Option("--cite", help="Write FILE.sources.txt and .bib too: what was used.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List what can be added, and stop.")] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Make a panel from the imported research data, with the columns that users of peacesciencer know.

    Example: foedus panel --unit dyad-year --directed --from 1946 --to 2010 --add nmc,atop,contiguity -o panel.parquet
    """
    if list_:
        _list()
        return
    from ..panel.table import panel as make
    from ..panel.table import with_options

    made = make(unit, directed=directed, states=states, first=first, last=last)
    given = [*(option or ()), *([f"capdist.distance={distance}"] if distance else ())]
    made = with_options(made, _names(add), given)
    if output is None or str(output) == "-":
        _to_stdout(made, form or "csv")
        return
    rows = made.write(output, form=form, cite=cite)
    tell(f"{output}: {rows} rows, {len(made.columns)} columns", quiet)


def _names(add: Iterable[str] | None) -> list[str]:
    return [name.strip() for names in add or () for name in names.split(",") if name.strip()]


def _list() -> None:
    from ..panel.adders import ADDERS

    for name, adder in ADDERS.items():
        options = f" (options: {', '.join(adder.options)})" if adder.options else ""
        typer.echo(f"{name}: {adder.says}; {', '.join(adder.units)}{options}")


def _to_stdout(made: Panel, form: str) -> None:
    """Through a file, so that stdout gets the whole or nothing; what was used goes to stderr."""
    import shutil
    import sys

    from ..panel.sources import sources

    with tempfile.TemporaryDirectory(prefix="foedus-") as folder:
        path = Path(folder) / "panel"
        made.write(path, form=form)
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, sys.stdout.buffer)
    sys.stdout.flush()
    used = dict.fromkeys(f"{source.dataset} {source.version}" for source in sources(made))
    say(f"used {'; '.join(used)}; to cite them: foedus data cite NAME")
