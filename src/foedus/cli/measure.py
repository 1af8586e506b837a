"""foedus measure: one measure of the system, or of a signed network of the user's own, as rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import QUIET, last_day

if TYPE_CHECKING:
    from ..tabulate import Measure, Request

__all__ = ["measure"]

NAMES = "balance, concentration, frustration, influence, isolation, polarity, similarity, triads"
"""The keys of `tabulate.MEASURES`, which the help does not load."""

Format = Literal["csv", "json"]
Codes = Literal["iso3", "iso2", "cow", "gw", "name"]


def measure(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"The measure: {NAMES}.")],
    at: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; YYYY or YYYY-MM: its last day.")] = "",
    from_: Annotated[int | None, typer.Option("--from", help="First year of a span, with --to.")] = None,
    to: Annotated[int | None, typer.Option(help="Last year of the span.")] = None,
    network: Annotated[
        Path | None, typer.Option(help="A CSV of your own: slice or year (optional), i, j, sign (1, -1).")
    ] = None,
    state: Annotated[str, typer.Option(help="The states it is about, commas between.")] = "",
    patrons: Annotated[str, typer.Option(help="The patrons compared, A,B.")] = "",
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="As if this treaty were in force (its id); repeatable.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="As if this treaty did not exist (its id); repeatable.")
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="csv or json; default: by the file's ending, else csv.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    draws: Annotated[int, typer.Option(min=0, help="Draws for intervals, where there are any.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 1,
    codes: Annotated[Codes, typer.Option(help="Codes in the output.")] = "iso3",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """One measure of the international system on a day, a row for each year of a span, or of a network of your own.

    Example: foedus measure frustration --network ties.csv --format json
    """
    from ..tabulate import Request

    request = Request(
        at=last_day(at) if at else None,
        years=_years(from_, to),
        network=network,
        states=_list(state),
        patrons=_list(patrons),
        with_=tuple(with_ or ()),
        without=tuple(without or ()),
        draws=draws,
        seed=seed,
        codes=codes,
    )
    _write(name, _checked(name, request), request, _format(format_, output), output, quiet)


def _checked(name: str, request: Request) -> Measure:
    """The measure asked for, once the options fit it; anything else is wrong usage."""
    from ..tabulate import MEASURES

    if name not in MEASURES:
        raise typer.BadParameter(f"no measure is called {name!r}; foedus knows: {', '.join(MEASURES)}")
    found = MEASURES[name]
    if sum(given is not None for given in (request.at, request.years, request.network)) != 1:
        raise typer.BadParameter(f"give one of --at D, --from Y --to Y{', --network FILE' if found.network else ''}")
    if request.network is not None and not found.network:
        raise typer.BadParameter(f"{name} is measured on the system: give --at D or --from Y --to Y")
    if request.network is not None and (request.with_ or request.without or request.states or request.patrons):
        raise typer.BadParameter("--with, --without, --state and --patrons ask about the system: not with --network")
    for option, given in (("state", request.states), ("patrons", request.patrons)):
        if option in found.needs and not given:
            raise typer.BadParameter(f"{name} needs --{option}")
        if given and option not in (*found.needs, *found.takes):
            raise typer.BadParameter(f"{name} takes no --{option}")
    return found


def _write(name: str, found: Measure, request: Request, form: Format, output: Path | None, quiet: bool) -> None:
    from ..tabulate.output import as_json, cited, datasets, write_csv
    from .output import cite_beside, destination, say

    lines = [*found.rows(request)]
    with destination(output) as stream:
        if form == "json":
            stream.write(as_json(name, lines, {"title": found.title, "draws": request.draws, "seed": request.seed}))
            stream.write("\n")
        else:
            write_csv(lines, stream)
    if form == "csv":
        cite_beside(output, datasets(lines))
    if form == "csv" and not quiet:
        say(f"{name} rests on: {'; '.join(cited(lines)) or 'nothing'}")


def _format(asked: Format | None, output: Path | None) -> Format:
    if asked is None and output is not None and output.suffix == ".json":
        return "json"
    return asked or "csv"


def _years(first: int | None, last: int | None) -> tuple[int, int] | None:
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise typer.BadParameter("--from and --to go together")
    if not 1 <= first <= last <= 9998:
        raise typer.BadParameter(f"--from {first} --to {last} is no span of years")
    return first, last


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
