"""`foedus brief`: what an article changes in the international system."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import output
from .options import day

__all__ = ["brief"]


class Form(StrEnum):
    """How the brief is drawn."""

    terminal = "terminal"
    md = "md"
    html = "html"
    json = "json"


class Language(StrEnum):
    """The language of the brief."""

    fr = "fr"
    en = "en"


ENDINGS = {".txt": Form.terminal, ".md": Form.md, ".html": Form.html, ".htm": Form.html, ".json": Form.json}


def brief(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file (.txt .md .html .json), a URL, or -.")],
    *,
    date: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Publication date; wins over what the source says."),
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="Language of the brief (default: the article's).")] = None,
    form: Annotated[Form | None, typer.Option("--format", help="Default: by the ending of -o, else terminal.")] = None,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write to FILE, not to stdout.")] = None,
    draws: Annotated[int | None, typer.Option(min=1, help="Draws of the drawn intervals (default 200).")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws (default 1).")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let a URL lead to an address that is not public.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Say what an article changes in the international system, each figure with its source.

    Example: foedus brief article.txt --date 2024-06-19 -o brief.html
    """
    chosen = _form(form, out)
    output.tell(f"reading {source}", quiet)
    from ..reading import read
    from ..reading.language import name

    document = read(source, date=date, allow_private=allow_private)
    output.tell(f"coding {len(document.sentences)} sentences, measuring before and after", quiet)
    from ..brief import brief as compose
    from ..brief.render import render

    made = compose(document, lang=lang.value if lang else None, draws=draws, seed=seed)
    if lang is None and made.lang != document.lang:
        output.say(f"foedus reads {name(document.lang)} and does not write it: the brief is in {name(made.lang)}")
    drawn = render(made, chosen.value)
    with output.destination(out) as stream:
        stream.write(drawn)
    if chosen is not Form.json:
        from ..brief.used import datasets

        output.cite_beside(out, datasets(made))


def _form(form: Form | None, out: Path | None) -> Form:
    """The form asked for, else the one that the file's ending means; another ending is wrong usage."""
    if form is not None:
        return form
    if out is None or str(out) == "-":
        return Form.terminal
    try:
        return ENDINGS[out.suffix.lower()]
    except KeyError:
        known = " ".join(ENDINGS)
        raise typer.BadParameter(f"{out}: no form ends so ({known}); add --format", param_hint="-o") from None
