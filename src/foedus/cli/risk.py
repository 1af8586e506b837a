"""foedus risk: the probability that a militarised dispute begins between two states in a year."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import QUIET, day

if TYPE_CHECKING:
    from ..forecasts.disputes.asking import Answer, Given
    from ..record import Record
    from ..system import System

__all__ = ["risk"]

Format = Literal["text", "json", "csv"]
Lang = Literal["en", "fr"]
Codes = Literal["iso3", "iso2", "cow", "gw", "name"]


def risk(
    dyad: Annotated[str, typer.Option(help="Two states, A-B: codes or names.")] = "",
    at: Annotated[str, typer.Option(help="A day of the year forecast, YYYY-MM-DD, or the year.")] = "",
    batch: Annotated[Path | None, typer.Option(help="A CSV of questions: ccode1, ccode2, year.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every dyad of the year of --at.")] = False,
    model: Annotated[Path | None, typer.Option(help="A model file of your own (foedus model train -o FILE).")] = None,
    events: Annotated[
        Path | None,
        typer.Option(help="Recent events, JSON lines of foedus code or a CSV: date, actor, recipient, type."),
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="text, json or csv; default: by the file's ending.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the words.")] = "en",
    codes: Annotated[Codes, typer.Option(help="Codes in a CSV.")] = "cow",
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Keep the forecast for foedus score.")] = True,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """How likely a militarised dispute begins between two states in a year, from what was known the year before.

    Example: foedus risk --dyad IND-PAK --at 2011
    """
    from ..forecasts.disputes.asking import given
    from ..system import System

    if sum((bool(dyad), batch is not None, all_)) != 1:
        raise typer.BadParameter("give one of --dyad A-B, --batch FILE, --all")
    if batch is None and not at:
        raise typer.BadParameter("give --at, a day or a year")
    if batch is not None and at:
        raise typer.BadParameter("--batch FILE holds the years: give no --at beside it")
    system = System.at(_day(at) if at else dt.date.today())  # the reader's day
    means = given(system.record, model, events)
    lost = 0
    if dyad:
        found = [_one(dyad, system, means)]
    elif batch is not None:
        found, lost = _batch(batch, system.record, means)
    else:
        found = _all(system, means)
    form = format_ or _ending(output) or ("text" if dyad else "csv")
    _write(found, form, lang, codes, output, system)
    if keep:
        _keep(found, means, quiet)
    if lost:
        raise typer.Exit(1)


def _day(text: str) -> dt.date:
    """A day; of a year or a month, one in it: the year alone counts."""
    return day({4: f"{text}-12-31", 7: f"{text}-28"}.get(len(text), text))


def _ending(output: Path | None) -> Format | None:
    endings: dict[str, Format] = {".json": "json", ".csv": "csv", ".txt": "text"}
    return endings.get(output.suffix) if output else None


def _one(dyad: str, system: System, means: Given) -> Answer:
    from ..forecasts.disputes.asking import answer, dyad_of

    return answer(system, *dyad_of(dyad, system.record, system.day), means)


def _batch(path: Path, record: Record, means: Given) -> tuple[list[Answer], int]:
    """The answers of a batch, and how many questions have none; why is said."""
    from ..forecasts.disputes.batching import answers, asked
    from .output import say

    found, lost = answers(asked(path, record), record, means)
    for one in lost[:5]:
        say(f"{path}, line {one.line}: {one.why}")
    if len(lost) > 5:
        say(f"{path}: {len(lost) - 5} more questions have no answer")
    return found, len(lost)


def _all(system: System, means: Given) -> list[Answer]:
    from ..forecasts.disputes.batching import answers_of_all

    return answers_of_all(system.day.year, system.record, means)


def _write(found: list[Answer], form: Format, lang: str, codes: Codes, output: Path | None, system: System) -> None:
    import msgspec

    from ..datasets.citing import sources_of
    from ..forecasts.disputes.asking import plain, sentences
    from ..forecasts.past import used
    from ..lang.wording import wording
    from .output import cite_beside, destination

    sources = () if not found or found[0].bare else sources_of(used())
    words = wording(lang, system.record)
    with destination(output) as stream:
        if form == "json":
            said = [{**plain(answer, words), "datasets": sources} for answer in found]
            stream.write(msgspec.json.format(msgspec.json.encode(said[0] if len(said) == 1 else said)).decode() + "\n")
        elif form == "text":
            for answer in found:
                stream.write("\n".join(sentences(answer, words)) + "\n")
        else:
            stream.write(_csv(found, codes, system.record))
    if form != "json":
        cite_beside(output, sources)


def _csv(found: list[Answer], codes: Codes, record: Record) -> str:
    from ..codes import express

    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("ccode1", "ccode2", "year", "p", "lo", "hi"))
    for a in found:
        end = dt.date(a.year, 12, 31)
        pair = a.numbers if codes == "cow" else [express(state, codes, record, end) for state in (a.one, a.other)]
        writer.writerow((*pair, a.year, *(f"{value:.6g}" for value in (a.p, a.low, a.high))))
    return made.getvalue()


def _keep(found: list[Answer], means: Given, quiet: bool) -> None:
    from ..errors import DataError
    from ..forecasts.disputes.issued import issue
    from .output import say

    model = means.model
    try:
        issue(found, dt.date.today(), model.trained[1], model.onsets / model.rows)
    except DataError as error:
        if not quiet:
            say(f"the forecast is not kept: {error}")
