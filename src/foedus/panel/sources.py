"""What a panel rests on, for whoever reads its file later: the tables of datasets, the choices made for the reader."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from ..datasets import citing
from .rows import ENDS, list_used
from .table import Panel

__all__ = ["as_text", "notes", "sources"]

PACKAGED = {"cow": "the Correlates of War", "gw": "Gleditsch and Ward"}


def sources(panel: Panel) -> tuple[citing.Source, ...]:
    """The tables used, each once, in the order of their names. Without an imported list of states, the rows rest on
    the packaged facts, which come last. Raises DataError for a table that is no longer there."""
    listed = list_used(panel.asked).use
    uses = {(use.dataset, use.table) for step in panel.steps for use in step.added.uses}
    if listed:
        return citing.sources_of((*uses, (listed.dataset, listed.table)))
    return (*citing.sources_of(uses), _facts(panel))


def notes(panel: Panel) -> tuple[str, ...]:
    """The choices that were made for the reader: what was carried forward, what was chosen among several."""
    last = list_used(panel.asked).last
    carried = f"states after {last}: the members on the last day of the list, carried forward"
    added = [note for step in panel.steps for note in step.added.notes]
    return tuple(dict.fromkeys((*([carried] if panel.asked.last > last else []), *added)))


def as_text(panel: Panel) -> str:
    """The sources to be read: the references and what was used of them, then the choices made."""
    return citing.as_text(sources(panel)) + "".join(f"\nNote: {note}.\n" for note in notes(panel))


def _facts(panel: Panel) -> citing.Source:
    whose, last = PACKAGED[panel.asked.states], ENDS[panel.asked.states]
    title = f"State system membership by {whose}, to {last}, as packaged in foedus"
    return citing.Source(
        dataset="facts",
        table="state_periods",
        version=_version(),
        years=(1816, last),
        sha256=(),
        title=title,
        origin="foedus, facts/state_periods.csv",
        citation=f"{title} (sources of each row: facts/sources/states.toml).",
    )


def _version() -> str:
    try:
        return version("foedus")
    except PackageNotFoundError:  # run from the source tree
        return "unknown"
