"""The casus command: if A attacks C on this day at this place, who must do what, under which article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import QUIET

if TYPE_CHECKING:
    from ..answers import How

__all__ = ["casus"]

Codes = Literal["iso3", "iso2", "cow", "gw", "name"]
Lang = Literal["en", "fr"]


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
    depth: Annotated[
        int, typer.Option(min=0, help="Follow so many circles of states that a duty brings in, each attacked in turn.")
    ] = 0,
    batch: Annotated[Path | None, typer.Option(help="A JSONL file of questions instead of one.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    codes: Annotated[Codes, typer.Option(help="Codes in the answer.")] = "iso3",
    lang: Annotated[Lang, typer.Option(help="Language of the reasons.")] = "en",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Who is bound to do what if A attacks C: law on paper, not what states would do.

    Example: foedus casus --attacker USA --target PRK --date 2025-01-15 --theatre Wonsan
    """
    del quiet  # there is no progress to show
    from ..answers import Asked, How, answer
    from .output import destination

    if batch is None and not (target and date):
        raise typer.BadParameter("give --target and --date, or --batch FILE")
    if batch is not None and (attacker or target or date or theatre or initiated_by_target):
        raise typer.BadParameter("--batch FILE holds the questions: give no attack beside it")
    how = How(tuple(with_ or ()), tuple(without or ()), codes, lang, depth)
    if batch is not None:
        _batch(batch, how, output)
        return
    asked = Asked("", date, _list(attacker), _list(target), theatre, initiated_by_target=initiated_by_target)
    said = answer(asked, how)
    with destination(output) as stream:
        stream.write(said + "\n")


def _batch(batch: Path, how: How, output: Path | None) -> None:
    from ..answers import answer_batch
    from ..errors import UsageError
    from .output import destination, say

    try:
        lines = batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{batch}: cannot be read ({error}); give a JSONL file of questions") from error
    failed = False
    with destination(output) as stream:
        for number, line, reason in answer_batch(lines, how):
            stream.write(f"{line}\n")
            if reason:
                failed = True
                say(f"{batch}:{number}: {reason}")
    if failed:
        sys.exit(1)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
