"""foedus cascade: given an attack, who would join which side, with what probability, how far it would spread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from .options import QUIET, day

__all__ = ["cascade"]

Lang = Literal["en", "fr"]


def cascade(
    attacker: Annotated[str, typer.Option(help="Codes or names of the attackers, commas between.")] = "",
    target: Annotated[str, typer.Option(help="Codes or names of the states attacked, commas between.")] = "",
    at: Annotated[str, typer.Option("--at", help="The day of the attack, YYYY-MM-DD.")] = "",
    theatre: Annotated[str, typer.Option(help="A place, or LAT,LON; default: the target's own territory.")] = "",
    draws: Annotated[int, typer.Option(help="How many wars are drawn.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Seed of the draws: the same seed gives the same answer.")] = 1,
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="Compare with this treaty in force (its id); repeatable.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Compare with this treaty gone (its id); repeatable.")
    ] = None,
    format_: Annotated[
        Literal["text", "json"] | None, typer.Option("--format", help="text or json; default: by the file's ending.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the words.")] = "en",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Who would join which side of a war, by what history says of wars, and whether a duty brings them in.

    Example: foedus cascade --attacker KOR --target PRK --at 2024-12-10 --without RUS-PRK-2024
    """
    del quiet  # there is no progress to show
    if not (attacker and target and at):
        raise typer.BadParameter("give --attacker, --target and --at")
    from ..cascadetext import as_json, as_text, asked
    from .output import destination

    found = asked((attacker, target, theatre), day(at), (draws, seed), tuple(with_ or ()), tuple(without or ()))
    form = format_ or ("json" if output is not None and output.suffix == ".json" else "text")
    said = as_json(found) if form == "json" else as_text(found, lang)
    with destination(output) as stream:
        stream.write(said + "\n")
