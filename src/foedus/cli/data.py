"""foedus data: research datasets that the user holds, imported from their official files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import QUIET

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
                files = [file for layout in manifest.layout if layout.table == spec.name for file in layout.files]
                state = f"not imported; files: {', '.join(files)}"
            typer.echo(f"  {spec.name}: {state}")


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with files as their authors publish them.")],
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Import every file of a folder that belongs to a known dataset, recognised by its columns.

    Example: foedus data import ~/Downloads/atop
    """
    del quiet  # there is no progress to show
    from ..datasets.importing import import_folder

    report = import_folder(folder)
    for head, lines in (
        ("took", report.took),
        ("odd", report.odd),
        ("unknown", report.unknown),
        ("skipped", report.skipped),
    ):
        for line in lines:
            typer.echo(f"{head} {line}")


@app.command("where")
def where() -> None:
    """Print the folder in which imported data are kept (FOEDUS_HOME moves it).

    Example: foedus data where
    """
    from ..datasets.home import data_folder

    typer.echo(str(data_folder()))


@app.command("cite")
def cite(name: Annotated[str, typer.Argument(help="The dataset's name, as in foedus data list.")]) -> None:
    """Print how to cite a dataset: the reference, then BibTeX.

    Example: foedus data cite atop
    """
    from ..datasets import DATASETS
    from ..errors import UsageError

    if name not in DATASETS:
        raise UsageError(f"no dataset is called {name!r}; foedus knows: {', '.join(DATASETS)}")
    manifest = DATASETS[name].manifest
    typer.echo(f"{manifest.citation}\n{manifest.origin}\n\n{manifest.bibtex.strip()}")
