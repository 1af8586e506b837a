"""The command line: one module a command, each a few lines: parse, call, print.

Errors raised on purpose become one line on stderr and exit code 1; wrong usage is typer's, exit code 2.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from ..errors import FoedusError
from . import brief, cascade, casus, code, data, doctor, facts, measure, model, panel, risk, score, system, treaty

__all__ = ["app", "main"]

app = typer.Typer(
    name="foedus",
    help="Reads international news and says what it changes in the international system, each figure with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("brief")(brief.brief)
app.command("code")(code.code)
app.command("treaty")(treaty.treaty)
app.command("casus")(casus.casus)
app.command("cascade")(cascade.cascade)
app.command("panel")(panel.panel)
app.command("system")(system.system)
app.command("measure")(measure.measure)
app.command("risk")(risk.risk)
app.command("score")(score.score)
app.command("doctor")(doctor.doctor)
app.add_typer(facts.app, name="facts")
app.add_typer(data.app, name="data")
app.add_typer(model.app, name="model")


def main() -> None:
    """Run the command line; the only place where an error becomes a line of text."""
    gc.set_threshold(100_000, 50, 50)  # facts are many small values that live as long as the command
    try:
        app()
    except FoedusError as error:
        print(f"foedus: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201  # one line, whatever the message holds
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    finally:
        gc.freeze()  # the system takes everything back at once: nothing need be collected first
