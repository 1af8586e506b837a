"""foedus score: what came of the forecasts that were issued."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import QUIET

if TYPE_CHECKING:
    from ..forecasts.disputes.issued import Score

__all__ = ["score"]

WHOLE = ("n", "positives")


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
    from ..forecasts.disputes.issued import issued, score
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
            stream.write("\n".join(_lines(held)) + "\n")


def _lines(held: Score) -> Iterator[str]:
    counts = f"{held.scored} scored, {held.waiting} wait for outcomes, {held.seen} of years of training"
    late = f" ({held.afterwards} of them issued after their year)" if held.afterwards else ""
    alone = ", without imported data" if held.bare else ""
    yield f"dispute risk, model {held.model}{alone}: {counts.replace(' scored', ' scored' + late)}"
    for name, value in (held.marks or {}).items():
        around = (held.intervals or {}).get(name)
        interval = f" [{around[0]:.4g}, {around[1]:.4g}]" if around else ""
        shown = "not defined" if isnan(value) else f"{value:.0f}" if name in WHOLE else f"{value:.4g}"
        yield f"  {name.replace('_', ' ')}: {shown}{interval}"
