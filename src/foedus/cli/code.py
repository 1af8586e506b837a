"""`foedus code`: articles in, coded events out, one line a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ..errors import UsageError
from . import output

if TYPE_CHECKING:
    from ..batch import Clusters, Item, Outcome, Settings
    from ..llm import Comparison, Server

__all__ = ["code"]


class Form(StrEnum):
    """How the events are written."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    duckdb = "duckdb"
    text = "text"  # of an explanation
    html = "html"  # of an explanation


class Domestic(StrEnum):
    """Whether acts inside one state are events."""

    auto = "auto"
    yes = "yes"
    no = "no"


class Coder(StrEnum):
    """Who finds the events."""

    rules = "rules"
    llm = "llm"


_ENDINGS = {".csv": Form.csv, ".parquet": Form.parquet, ".duckdb": Form.duckdb, ".html": Form.html, ".txt": Form.text}
_BINARY = (Form.parquet, Form.duckdb)
_EXPLAINING = (Form.text, Form.html)


def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (.txt .md .html .json .xml, .jsonl .csv .warc also as .gz), folders, URLs, or - (JSONL).",
        ),
    ],
    *,
    form: Annotated[Form | None, typer.Option("--format", help="Default: by the ending of -o, else jsonl.")] = None,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write to FILE, not to stdout.")] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes that code at once.")] = 1,
    events: Annotated[
        Path | None,
        typer.Option("--events", metavar="FILE", help="Also write the events across documents (.jsonl .csv .parquet)."),
    ] = None,
    no_merge: Annotated[
        bool, typer.Option("--no-merge", help="Do not count what several documents report as one event.")
    ] = False,
    domestic: Annotated[
        Domestic, typer.Option(help="Acts inside one state: yes, no; auto: only in texts without a date.")
    ] = Domestic.auto,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say why each sentence was coded as it was: text, or HTML with -o FILE.html."),
    ] = False,
    coder: Annotated[Coder, typer.Option(help="The rules, or a language model behind a server.")] = Coder.rules,
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint", metavar="URL", help="With --coder llm: the server. Default: http://127.0.0.1:11434/v1."
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="With --coder llm: the model of the server.")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="FILE", help="With --coder llm: compare with the rules (.json or text)."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let a URL lead to an address that is not public.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Code the events of articles, in input order: JSON lines, one a document, or a table, one row an event.

    What cannot be read is reported on stderr and as {"id", "error"} in the output; the run goes on and exits with 1.

    Example: foedus code articles.jsonl.gz reports/ --workers 2 -o events.jsonl
    """
    from ..batch import Clusters, Settings, items, outcomes
    from ..llm import Comparison

    form = form or (_ENDINGS.get(out.suffix.lower()) if out is not None else None)
    form = form or (Form.text if explain else Form.jsonl)
    if explain != (form in _EXPLAINING):
        raise UsageError(
            f"{form.value} is {'no' if explain else 'only a'} form of an explanation; use --explain with text or html"
        )
    if form in _BINARY and out is None:
        raise UsageError(f"{form.value} is no text; give a file: -o events.{form.value}")
    if events is not None and no_merge:
        raise UsageError("--events counts events across documents, which --no-merge switches off; give one of the two")
    server = _server(coder, endpoint, model, compare, explain)
    wanted = {Domestic.auto: None, Domestic.yes: True, Domestic.no: False}[domestic]
    counting = not no_merge and (events is not None or form is Form.duckdb or output.watched(quiet))
    settings = Settings(wanted, allow_private, counting, server, compare is not None)
    if explain:
        _explain(items(inputs), settings, form, out)
        return
    clusters = Clusters() if counting else None
    counted = _Counted(outcomes(items(inputs), settings, workers), clusters, quiet)
    counted.compare = Comparison() if compare is not None else None
    _write(counted, form, out)
    if events is not None and clusters is not None:
        _write_events(clusters, events)
    if compare is not None and counted.compare is not None:
        _write_comparison(counted.compare, compare)
    counted.report(quiet)
    if counted.failed:
        output.say(f"{counted.failed} of {counted.done} documents could not be read")
        raise typer.Exit(1)


def _server(
    coder: Coder, endpoint: str | None, model: str | None, compare: Path | None, explain: bool
) -> Server | None:
    """The server of the second coder, None where the rules code. Raises UsageError for options that do not fit."""
    if coder is Coder.rules:
        if endpoint is not None or model is not None or compare is not None:
            raise UsageError("--endpoint, --model and --compare are for a language model; add --coder llm")
        return None
    if explain:
        raise UsageError("--explain says what the rules did; leave out --coder llm")
    from ..llm import server

    return server(endpoint, model)


def _explain(found: Iterable[Item], settings: Settings, form: Form, out: Path | None) -> None:
    """An explanation a document, one after the other."""
    from ..batch.work import document_of
    from ..coding import explain
    from ..errors import FoedusError
    from ..explain import page, render_html, render_text
    from ..factfiles import load

    failed, pages = 0, []
    with output.destination(out) as stream:
        for item in found:
            try:
                document = document_of(item, settings)
            except FoedusError as error:
                failed += 1
                output.say(str(error))
                continue
            shown = page(document, explain(document, load(), settings.domestic))
            if form is Form.html:
                pages.append(shown)
            else:
                stream.write(render_text(shown))
        if pages:
            stream.write(render_html(pages))
    if failed:
        raise typer.Exit(1)


class _Counted:
    """The outcomes as they pass: ids once each, events counted across documents, failures said as they happen."""

    def __init__(self, found: Iterable[Outcome], clusters: Clusters | None, quiet: bool) -> None:
        self._found = found
        self._clusters = clusters
        self._quiet = quiet
        self._places: dict[str, str] = {}
        self.done = self.failed = self.reports = 0
        self.compare: Comparison | None = None

    @property
    def clusters(self) -> Clusters | None:
        """The events across documents, where they are counted."""
        return self._clusters

    def __iter__(self) -> Iterator[Outcome]:
        from ..batch.work import failed

        for outcome in self._found:
            self.done += 1
            passed = outcome
            earlier = self._places.setdefault(outcome.id, outcome.name)
            if earlier != outcome.name and not outcome.error:
                reason = (
                    f"{outcome.name}: the id {outcome.id!r} was given to {earlier} already; give each document its own"
                )
                passed = failed(outcome.id, outcome.name, reason)
            if passed.error:
                self.failed += 1
                output.say(passed.error)
            elif self._clusters is not None:
                self._clusters.add(passed)
            if self.compare is not None and not passed.error:
                self._compare(passed)
            self.reports += len(passed.reports)
            if self.done % 1000 == 0:
                output.tell(f"{self.done} documents", self._quiet)
            yield passed

    def _compare(self, outcome: Outcome) -> None:
        import msgspec

        if self.compare is not None:
            self.compare.add(msgspec.json.decode(outcome.rules), msgspec.json.decode(outcome.line))

    def report(self, quiet: bool) -> None:
        """A line on what was found, to someone who watches."""
        if self._clusters is not None and self.done > 1:
            copies = len(self._clusters.copies)
            found = f"{self.reports} reports -> {len(self._clusters.events)} events"
            output.tell(f"{self.done - self.failed} documents ({copies} copies of another), {found}", quiet)


def _write(counted: _Counted, form: Form, out: Path | None) -> None:
    from ..batch.tables import COLUMNS, event_rows, write_csv, write_duckdb, write_parquet

    rows = (row for outcome in counted for row in event_rows(outcome.line))
    if form is Form.jsonl:
        with output.destination(out) as stream:
            for outcome in counted:
                stream.write(outcome.line.decode() + "\n")
    elif form is Form.csv:
        with output.destination(out) as stream:
            write_csv(rows, COLUMNS, stream)
    elif out is not None:
        with output.replacing(out) as path:
            if form is Form.parquet:
                write_parquet(rows, COLUMNS, path)
            else:
                write_duckdb(rows, counted.clusters, path)


def _write_events(clusters: Clusters, path: Path) -> None:
    from ..batch.tables import CLUSTER_COLUMNS, cluster_rows, write_csv, write_parquet

    kind = path.suffix.lower()
    if kind == ".parquet":
        with output.replacing(path) as place:
            write_parquet(cluster_rows(clusters), CLUSTER_COLUMNS, place)
        return
    writers: dict[str, Callable[[TextIO], None]] = {
        ".csv": lambda stream: write_csv(cluster_rows(clusters), CLUSTER_COLUMNS, stream),
        ".jsonl": lambda stream: _lines(clusters, stream),
    }
    if kind not in writers:
        raise UsageError(f"{path}: the events are written as .jsonl, .csv or .parquet; give --events such a FILE")
    with output.destination(path) as stream:
        writers[kind](stream)


def _write_comparison(found: Comparison, path: Path) -> None:
    import msgspec

    with output.destination(path) as stream:
        if path.suffix.lower() == ".json":
            stream.write(msgspec.json.format(msgspec.json.encode(found.report()), indent=2).decode() + "\n")
        else:
            stream.write(found.text())


def _lines(clusters: Clusters, stream: TextIO) -> None:
    import msgspec

    from ..batch.tables import cluster_rows

    for row in cluster_rows(clusters):
        stream.write(msgspec.json.encode(row).decode() + "\n")
