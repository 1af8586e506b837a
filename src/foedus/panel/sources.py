"""What a panel rests on, for whoever reads its file later: datasets, versions, files and their hashes, how to cite."""

from __future__ import annotations

import msgspec

from ..datasets import DATASETS, store
from .rows import list_used
from .table import Panel

__all__ = ["Source", "as_json", "as_text", "notes", "sources"]


class Source(msgspec.Struct, frozen=True):
    """A dataset of which a panel used some tables. `files`: what was imported, with its SHA-256."""

    dataset: str
    version: str
    tables: tuple[str, ...]
    files: dict[str, str]
    title: str
    citation: str
    bibtex: str


def sources(panel: Panel) -> tuple[Source, ...]:
    """The datasets used, each once, in the order of their names. Without an imported list of states, the rows rest on
    the packaged facts."""
    listed = list_used(panel.asked)
    uses = {use for step in panel.steps for use in step.added.uses} | ({listed.use} if listed.use else set())
    names = sorted({use.dataset for use in uses})
    found = [_source(name, tuple(sorted(use.table for use in uses if use.dataset == name))) for name in names]
    return (*found, *(() if listed.use else (_facts(panel),)))


def notes(panel: Panel) -> tuple[str, ...]:
    """The choices that were made for the reader: what was carried forward, what is NULL and why."""
    last = list_used(panel.asked).last
    carried = (f"states after {last}: the members on the last day of the list, carried forward",)
    return (
        *(carried if panel.asked.last > last else ()),
        *(note for step in panel.steps for note in step.added.notes),
    )


def as_json(panel: Panel) -> str:
    """The sources as a list of objects, as a Parquet file carries them under `foedus.sources`."""
    return msgspec.json.encode(sources(panel)).decode()


def as_text(panel: Panel) -> str:
    """The sources to be read: what was used, the choices made, then BibTeX."""
    lines = [
        f"{s.title}, version {s.version} ({s.dataset}: {', '.join(s.tables)}). {s.citation}" for s in sources(panel)
    ]
    hashes = [f"{file}: SHA-256 {sha256}" for s in sources(panel) for file, sha256 in s.files.items()]
    entries = [s.bibtex for s in sources(panel) if s.bibtex]
    parts = ("\n".join(lines), "\n".join(notes(panel)), "\n".join(hashes), "\n\n".join(entries))
    return "\n\n".join(part for part in parts if part) + "\n"


def _source(name: str, tables: tuple[str, ...]) -> Source:
    manifest, held = DATASETS[name].manifest, store.imported(name)
    parts = [part for table in tables for part in held[table].parts]
    return Source(
        dataset=name,
        version=", ".join(sorted({held[table].version for table in tables})),
        tables=tables,
        files={part.source: part.sha256 for part in parts},
        title=manifest.title,
        citation=manifest.citation,
        bibtex=manifest.bibtex.strip(),
    )


def _facts(panel: Panel) -> Source:
    which = {"cow": "Correlates of War, 2016", "gw": "Gleditsch & Ward, members to 2020"}[panel.asked.states]
    return Source(
        "facts", "packaged", ("state_periods",), {}, f"List of states ({which}), as packaged in foedus", "", ""
    )
