"""foedus facts: the reviewable facts, checked, brought into canonical form, shown and exported."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import destination

if TYPE_CHECKING:
    from ..record import Record

__all__ = ["app"]

FACTS = Path(__file__).parents[1] / "facts"  # spelt out, so that --help need not load what reads them

app = typer.Typer(
    help="The reviewable facts: check, canonical form, a readable page, export.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[
    Path, typer.Option("--folder", help="Folder of fact files.", exists=True, file_okay=False, show_default="packaged")
]


class Lang(StrEnum):
    """The languages of the facts."""

    en = "en"
    fr = "fr"


class Table(StrEnum):
    """What can be exported."""

    treaties = "treaties"
    states = "states"
    organisations = "organisations"
    offices = "offices"


class Form(StrEnum):
    """The formats of an export."""

    json = "json"
    csv = "csv"


class Research(StrEnum):
    """The datasets with which the facts can be compared."""

    atop = "atop"


class ComparisonForm(StrEnum):
    """The formats of a comparison."""

    text = "text"
    json = "json"
    csv = "csv"


@app.command("check")
def check(folder: Folder = FACTS) -> None:
    """Check every fact; one line a problem (file: entry: reason), exit code 1 if there is any.

    Example: foedus facts check
    """
    from .. import factcheck, factfiles

    record, unread = factfiles.read(folder)
    problems = (*unread, *factcheck.check(record, folder))
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(1)
    typer.echo(_counts(record))


def _counts(record: Record) -> str:
    counts = (
        (len(record.states), "states"),
        (len(record.organisations), "organisations"),
        (len(record.groups), "armed groups"),
        (len(record.peoples), "peoples"),
        (len(record.regions), "regions"),
        (len(record.lands), "lands that changed hands"),
        (len(record.treaties), "treaties"),
        (sum(len(t.obligation) for t in record.treaties.values()), "obligations"),
        (len(record.offices), "terms of office"),
        (len(record.capabilities), "capabilities"),
        (len(record.visits), "visits"),
        (len(record.sources), "sources"),
    )
    return "facts hold together: " + ", ".join(f"{count} {name}" for count, name in counts)


@app.command("format")
def format_(
    check: Annotated[bool, typer.Option("--check", help="Only report what is not in canonical form.")] = False,
    folder: Folder = FACTS,
) -> None:
    """Write the fact files in canonical form (with --check: only list those that are not; exit code 1 if any).

    Example: foedus facts format --check
    """
    from .. import factforms

    if check:
        names = tuple(str(path.relative_to(folder)) for path, _ in factforms.differing(folder))
    else:
        names = factforms.format_facts(folder)
    for name in names:
        typer.echo(name)
    if check and names:
        raise typer.Exit(1)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A treaty's id, a state, an organisation, a group, a place.")],
    at: Annotated[str, typer.Option("--at", help="The day (ISO 8601; a year: its first day).")] = "",
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the page.")] = Lang.en,
) -> None:
    """Show one entry as a page, with its sources.

    Example: foedus facts show RUS-PRK-2024 --at 2024-06-19 --lang fr
    """
    from .. import factfiles, factpage

    typer.echo(factpage.page(factfiles.load(), name, _day(at), lang.value), nl=False)


def _day(text: str) -> date:
    from ..dates import parse_day

    if not text:
        return date.today()
    try:
        return parse_day(text).first
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


@app.command("export")
def export(
    table: Annotated[Table, typer.Argument(help="treaties, states, organisations or offices.")],
    form: Annotated[Form | None, typer.Option("--format", help="json (the default) or csv.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; its ending names the format.")
    ] = None,
) -> None:
    """Export the facts for use in other programs.

    Example: foedus facts export treaties --format csv -o treaties.csv
    """
    from .. import factexport, factfiles

    rows, spread = factexport.EXPORTS[table.value]
    as_csv = _form(form, output) is Form.csv
    listed = rows(factfiles.load())
    text = factexport.as_csv(listed, spread) if as_csv else factexport.as_json(listed)
    with destination(output) as stream:
        stream.write(text)


def _form(form: Form | None, output: Path | None) -> Form:
    """The format asked for, else that of the file's ending, else JSON."""
    if form is not None or output is None:
        return form or Form.json
    ending = output.suffix.removeprefix(".").lower()
    if ending not in {"json", "csv"}:
        raise typer.BadParameter(f"{output}: no format is called {ending!r} (use --format json or --format csv)")
    return Form(ending)


@app.command("compare")
def compare(
    dataset: Annotated[Research, typer.Argument(help="atop, once it is imported (foedus data import DIR).")],
    form: Annotated[
        ComparisonForm | None, typer.Option("--format", help="text (the default), json, or csv: the differences.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; its ending names the format.")
    ] = None,
    folder: Folder = FACTS,
) -> None:
    """Compare the facts with a research dataset: which treaty is which, and every difference, explained or not.

    Example: foedus facts compare atop --format csv -o differences.csv
    """
    del dataset  # there is one
    from .. import factfiles
    from ..compare import compare as compared
    from ..compare.report import FORMS
    from ..errors import FactsError

    record, problems = (factfiles.load(), ()) if folder == FACTS else factfiles.read(folder)
    if problems:
        raise FactsError(problems)
    asked = form or ComparisonForm(_ending(output))
    with destination(output) as stream:
        stream.write(FORMS[asked.value](compared(record, folder)))


def _ending(output: Path | None) -> str:
    """The format that a file's ending names; text without one."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    return ending if ending in {"json", "csv"} else "text"
