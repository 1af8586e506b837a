"""foedus model: the dispute model trained on imported data, judged on years it has not seen, its card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import QUIET

if TYPE_CHECKING:
    from ..forecasts.disputes.evaluating import Judged, Tried, Window
    from ..forecasts.past import Past

__all__ = ["app"]

app = typer.Typer(
    help="The dispute model behind foedus risk: train it, judge it, read its card.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SEED = typer.Option(min=0, max=2**63 - 1, help="Seed of the draws.")
DRAWS = typer.Option(min=2, help="Draws of whole dyads, for the intervals.")
MOST_SETS = 50  # of coefficients in the joining model: they are drawn from one by one
OUTPUT = typer.Option("--output", "-o", help="Write here instead of to stdout.")


def _one_thread() -> None:
    """One thread of linear algebra, where the user has set no number and numpy is not loaded yet: sums then run in one
    order, so that the last digit is the same on any number of cores; and on a busy machine threads wait for each other
    longer than they work."""
    import os

    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@app.command("train")
def train(
    to: Annotated[
        int | None, typer.Option(help="The last year of training; default: the last of the disputes.")
    ] = None,
    draws: Annotated[int, DRAWS] = 200,
    seed: Annotated[int, SEED] = 1,
    output: Annotated[Path | None, OUTPUT] = None,
    what: Annotated[
        Literal["dispute", "joining"], typer.Option(help="joining: who enters a war, behind foedus cascade.")
    ] = "dispute",
    engine: Annotated[
        Literal["logit", "boosted"], typer.Option(help="boosted: trees by LightGBM, the extra model.")
    ] = "logit",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Train the model on imported data: coefficients with their uncertainty and sources, as a file of text.

    Example: foedus model train --to 2000 -o dispute-2000.json
    """
    _one_thread()
    from ..forecasts.disputes.modelfile import write
    from ..forecasts.disputes.training import train
    from ..forecasts.joining.training import train_joining
    from .output import destination, tell

    if what == "joining" and (to is not None or engine != "logit"):
        raise typer.BadParameter("the joining model is one logit, trained on all wars: give no --to, no --engine")
    with destination(output) as stream:  # before the work: a file that cannot be written is said at once
        if what == "joining":
            stream.write(train_joining(seed, min(draws, MOST_SETS)))
        else:
            stream.write(write(train(to, draws, seed, lambda line: tell(line, quiet), engine == "boosted")))


@app.command("evaluate")
def evaluate(
    label: Annotated[
        list[str] | None,
        typer.Option(help="mid, mid_force, mid_orig or war; repeatable; default: mid and mid_force."),
    ] = None,
    engine: Annotated[
        Literal["logit", "boosted", "bare"],
        typer.Option(help="boosted: LightGBM, the extra model; bare: what speaks where nothing is imported."),
    ] = "logit",
    pooled: Annotated[
        bool, typer.Option("--pooled", help="Judge 1990-2010 as one, fitted on 1946-1989: for what is rare.")
    ] = False,
    draws: Annotated[int, DRAWS] = 200,
    seed: Annotated[int, SEED] = 1,
    format_: Annotated[Literal["text", "csv", "json"], typer.Option("--format", help="text, csv or json.")] = "text",
    output: Annotated[Path | None, OUTPUT] = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Fit on 1946-1989 and judge 1990-2000, fit on 1946-2000 and judge 2001-2010: every mark with its interval.

    Example: foedus model evaluate --label mid --format csv
    """
    _one_thread()
    from ..forecasts.disputes.evaluating import POOLED, WINDOWS, judged
    from ..forecasts.disputes.frame import LABELS
    from ..forecasts.past import past
    from .output import destination, tell

    names = label or ["mid", "mid_force"]
    if wrong := [name for name in names if name not in LABELS]:
        raise typer.BadParameter(f"no label is called {wrong[0]!r}; give {', '.join(LABELS)}")
    with destination(output) as stream:  # before the work, as in training
        known = past(POOLED.last)
        found: list[Judged] = []
        for window in (POOLED,) if pooled else WINDOWS:
            for name in names:
                tell(f"{name}, {window.first}-{window.last}", quiet)
                found += judged(known, _tried(known, window, name, engine), draws, seed)
        stream.write(_shown(found, format_))


def _tried(known: Past, window: Window, name: str, engine: str) -> Tried:
    from ..forecasts.disputes.bare import tried_bare
    from ..forecasts.disputes.boosted import by_trees
    from ..forecasts.disputes.evaluating import by_logit, tried

    if engine == "bare":
        return tried_bare(known, window, name)
    return tried(known, window, name, by_trees if engine == "boosted" else by_logit)


def _shown(found: list[Judged], form: str) -> str:
    import msgspec

    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found)).decode() + "\n"
    if form == "csv":
        return "".join(_cells(found))
    return "".join(_lines(judged) for judged in found)


def _cells(found: list[Judged]) -> list[str]:
    made = ["label,set,first,last,trained,mark,value,lo,hi\n"]
    for judged in found:
        window = judged.window
        for name, value in judged.marks.items():
            low, high = (f"{v:.6g}" for v in judged.intervals[name]) if name in judged.intervals else ("", "")
            of = f"{judged.label},{judged.set},{window.first},{window.last},{window.trained}"
            made.append(f"{of},{name},{value:.6g},{low},{high}\n")
    return made


def _lines(judged: Judged) -> str:
    window = judged.window
    made = [f"{judged.label}, {judged.set}, {window.first}-{window.last}, trained to {window.trained}"]
    for name, value in judged.marks.items():
        around = judged.intervals.get(name)
        interval = f" [{around[0]:.4g}, {around[1]:.4g}]" if around else ""
        made.append(f"  {name.replace('_', ' ')}: {value:.5g}{interval}")
    return "\n".join(made) + "\n"


@app.command("card")
def card(
    model: Annotated[
        Path | None, typer.Option(help="A model file of your own; default: the model of the package.")
    ] = None,
    output: Annotated[Path | None, OUTPUT] = None,
    lang: Annotated[Literal["en", "fr"], typer.Option(help="Language of the card.")] = "en",
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """What the model is, what it was made from, how it did on years it had not seen; FILE.svg is the picture.

    Example: foedus model card -o card.svg
    """
    del quiet  # there is no progress to show
    from ..factfiles import load
    from ..forecasts.disputes.card import as_text
    from ..forecasts.disputes.cardpicture import as_svg
    from ..forecasts.disputes.modelfile import read, shipped
    from ..lang.wording import wording
    from .output import destination

    found = read(model) if model else shipped()
    picture = output is not None and output.suffix == ".svg"
    words = wording(lang, load())
    with destination(output) as stream:
        stream.write(as_svg(found, words) if picture else as_text(found, words))
