"""foedus system: the states, treaties in force, blocs and capabilities at a date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import QUIET, last_day

__all__ = ["system"]


def system(
    at: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; YYYY or YYYY-MM: its last day.")],
    compare: Annotated[str, typer.Option(help="Another day to compare with.")] = "",
    with_: Annotated[list[str] | None, typer.Option("--with", help="As if this treaty were in force (its id).")] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="As if this treaty did not exist (its id).")
    ] = None,
    quiet: Annotated[bool, QUIET] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = None,
) -> None:
    """The international system on a day, as JSON: states, treaties in force, blocs, capability.

    Example: foedus system --at 2024-06-20 --compare 2024-12-05
    """
    del quiet  # there is no progress to show
    import msgspec

    from ..snapshot import differences, snapshot
    from .output import destination

    changes = (tuple(with_ or ()), tuple(without or ()))
    seen = snapshot(last_day(at).isoformat(), changes)
    if compare:
        seen = differences(seen, snapshot(last_day(compare).isoformat(), changes))
    with destination(output) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(seen)).decode() + "\n")
