"""foedus data: research datasets, imported from their official files or downloaded, and cited."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import output
from .options import QUIET

if TYPE_CHECKING:
    from ..datasets.dataset import Dataset
    from ..datasets.importing import Report

__all__ = ["app"]

app = typer.Typer(
    help="Research datasets that you hold: import them, see what is there, cite them.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("list")
def list_() -> None:
    """List the datasets that foedus knows, the files by which it knows them, and what is imported.

    Example: foedus data list
    """
    from ..datasets import DATASETS, store

    for name, dataset in DATASETS.items():
        manifest, tables = dataset.manifest, store.imported(name)
        typer.echo(f"{name}: {manifest.title}, {manifest.origin}")
        for spec in manifest.table:
            held = tables.get(spec.name)
            if held:
                years = f", speaks for {held.years[0]}-{held.years[1]}" if held.years else ""
                state = f"version {held.version}, {held.rows} rows{years}, imported {held.day} from {held.source}"
            else:
                state = f"not imported; {_sources(dataset, spec.name)}"
            typer.echo(f"  {spec.name}: {state}")


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with files as their authors publish them.")],
    older: Annotated[
        bool, typer.Option("--older", help="Also take a version that is older than the one imported.")
    ] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Import every file of a folder that belongs to a known dataset, recognised by its columns.

    Example: foedus data import ~/Downloads/atop
    """
    del quiet  # there is no progress to show
    from ..datasets.importing import import_folder

    _say(import_folder(folder, older))


def _say(report: Report) -> None:
    parts = (("took", report.took), ("odd", report.odd), ("unknown", report.unknown), ("skipped", report.skipped))
    for head, lines in parts:
        for line in lines:
            typer.echo(f"{head} {line}")


@app.command("pull")
def pull(
    name: Annotated[str, typer.Argument(help="The dataset's name, as in foedus data list.")],
    version: Annotated[str, typer.Option(help="The version (default: the newest that can be downloaded).")] = "",
    url: Annotated[
        list[str] | None, typer.Option(help="Download from here and not from the publisher; may be repeated.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Download a dataset from its publisher, verify it and import it; a download that broke off goes on.

    Example: foedus data pull nmc
    """
    from ..datasets.pulling import pull as fetch

    _say(fetch(name, version, tuple(url or ()), _Progress() if output.watched(quiet) else None))


class _Progress:
    """Shows how far a download is, ten times a second at most."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, file: str, size: int, wanted: int | None) -> None:
        now = time.monotonic()
        if now - self._last >= 0.1 or size == wanted:
            self._last = now
            of = f" of {wanted / 1e6:.1f} MB ({size / wanted:.0%})" if wanted else " MB"
            sys.stderr.write(f"\r{file}: {size / 1e6:.1f}{of}" + ("\n" if size == wanted else ""))
            sys.stderr.flush()


@app.command("where")
def where() -> None:
    """Print the folder in which imported data are kept (FOEDUS_HOME moves it).

    Example: foedus data where
    """
    from ..datasets.home import data_folder

    typer.echo(str(data_folder()))


@app.command("cite")
def cite(
    names: Annotated[list[str], typer.Argument(metavar="NAME|FILE...", help="Datasets, or outputs of foedus.")],
    bibtex: Annotated[bool, typer.Option("--bibtex", help="BibTeX alone.")] = False,
) -> None:
    """Print how to cite datasets, or what an output used: the references, then BibTeX.

    Example: foedus data cite atop panel.parquet
    """
    from ..datasets import DATASETS
    from ..datasets.citing import as_bibtex, as_text, named, used_in

    sources = tuple(dict.fromkeys(s for name in names for s in (named(name) if name in DATASETS else used_in(name))))
    if not bibtex:
        typer.echo(as_text(sources))
    typer.echo(as_bibtex(sources), nl=False)


def _sources(dataset: Dataset, table: str) -> str:
    """The files that bring a table, and the tables from which it is made where no file does."""
    files = [file for layout in dataset.manifest.layout if layout.table == table for file in layout.files]
    made = next((one for one in dataset.derived if one.table == table), None)
    follows = f"made from {', '.join((*made.inputs, *made.any_of))}" if made else ""
    return "; ".join(part for part in (f"files: {', '.join(files)}" if files else "", follows) if part)
