"""foedus score: what came of the forecasts that were issued."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import Annotated, Literal

import typer

from .options import QUIET

__all__ = ["score"]


def score(
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Scores the forecasts that foedus risk has kept, by the disputes that are imported.

    Example: foedus score --format json
    """
    del quiet  # there is no progress to show
    import msgspec

    from ..factfiles import load
    from ..forecasts.issued import issued, score
    from .output import destination

    kept = issued()
    found = [*score(kept, load())]
    with destination(output) as stream:
        if format_ == "json":
            stream.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
            return
        if not kept:
            stream.write("No forecast is kept yet: foedus risk keeps each that it issues.\n")
        for held in found:
            counts = f"{held.scored} scored, {held.waiting} wait for outcomes, {held.seen} of years of training"
            stream.write(f"dispute risk, model {held.model}: {counts}\n")
            for name, value in (held.marks or {}).items():
                shown = "not defined" if isnan(value) else f"{value:.4g}"
                stream.write(f"  {name.replace('_', ' ')}: {shown}\n")
