"""The casus command: if A attacks C on this day at this place, who must do what, under which article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .options import QUIET

__all__ = ["casus"]


def casus(
    attacker: Annotated[
        str, typer.Option(help="Codes or names of the attackers, commas between; empty: a non-state group.")
    ] = "",
    target: Annotated[str, typer.Option(help="Codes or names of the states attacked, commas between.")] = "",
    date: Annotated[str, typer.Option(help="The day of the attack, YYYY-MM-DD.")] = "",
    theatre: Annotated[str, typer.Option(help="A place, or LAT,LON; default: the target's own territory.")] = "",
    initiated_by_target: Annotated[
        bool, typer.Option("--initiated-by-target", help="The target opened the hostilities.")
    ] = False,
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="As if this treaty were in force (its id); repeatable.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="As if this treaty did not exist (its id); repeatable.")
    ] = None,
    batch: Annotated[Path | None, typer.Option(help="A JSONL file of questions instead of one.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    codes: Annotated[str, typer.Option(help="Codes in the answer: iso3, iso2, cow, gw or name.")] = "iso3",
    lang: Annotated[str, typer.Option(help="Language of the reasons: en or fr.")] = "en",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Who is bound to do what if A attacks C: law on paper, not what states would do.

    Example: foedus casus --attacker USA --target PRK --date 2025-01-15 --theatre Wonsan
    """
    del quiet  # there is no progress to show
    from ..answers import Asked, answer, answer_batch
    from ..errors import UsageError
    from .output import destination, say

    if batch is None and not (target and date):
        raise typer.BadParameter("give --target and --date, or --batch FILE")
    if codes not in {"iso3", "iso2", "cow", "gw", "name"}:
        raise typer.BadParameter(f"--codes {codes!r} is none of iso3, iso2, cow, gw, name")
    changes = (tuple(with_ or ()), tuple(without or ()))
    if batch is None:
        asked = Asked("", date, _list(attacker), _list(target), theatre, initiated_by_target=initiated_by_target)
        said = answer(asked, changes, codes, lang)
        with destination(output) as stream:
            stream.write(said + "\n")
        return
    failed = 0
    lines = []
    try:
        text = batch.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{batch}: cannot be read ({error}); give a JSONL file of questions") from error
    for number, (line, reason) in enumerate(answer_batch(text.splitlines(), changes, codes, lang), 1):
        lines.append(line)
        if reason:
            failed += 1
            say(f"{batch}:{number}: {reason}")
    with destination(output) as stream:
        stream.writelines(f"{line}\n" for line in lines)
    if failed:
        sys.exit(1)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
