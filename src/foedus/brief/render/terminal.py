"""The brief in a terminal: wrapped to the width, without colour codes unless asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from shutil import get_terminal_size

import msgspec
from rich import box
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from ..model import Brief, Claim, Finding, Table
from .clean import one_line
from .view import Cell, FigureRow, Source, article_line, figure_rows, method, sentences, tie_rows
from .words import Words

__all__ = ["render"]

WIDEST = 100  # a line longer than this is not read, it is searched
NARROWEST = 40
ROWS, ITEMS = 10, 12  # a longer table or list is cut: the page has the whole
WORD, PROSE = 24, 90  # a longer word is folded, it widens no column; a longer cell needs lines of its own
BADGES = {"supported": "●", "in_part": "◐", "contradicted": "×", "unchecked": "○"}
STYLES = {"supported": "green", "in_part": "yellow", "contradicted": "red", "unchecked": "dim"}

# The wrapping of rich breaks at no-break spaces: two noncharacters stand for them until the lines are made.
BOUND = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
UNBOUND = {stand_in: blank for blank, stand_in in BOUND.items()}


def render(brief: Brief, width: int | None = None, colour: bool = False) -> str:
    """The whole brief, wrapped to `width` columns (the terminal's, 100 at the most, if None)."""
    words = Words(brief)
    wide = max(NARROWEST, width if width is not None else min(WIDEST, get_terminal_size((80, 24)).columns))
    stream = StringIO()
    console = Console(
        file=stream,
        width=wide,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in (*_head(brief, words), *_findings(brief, words), *_end(brief, words)):
        console.print(part)
    lines = stream.getvalue().translate(UNBOUND).split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n") + "\n"


def _text(text: str, style: str = "") -> Text:
    return Text(one_line(text).translate(BOUND), style=style)


def _indented(part: ConsoleRenderable | str, by: int = 3) -> Padding:
    return Padding(part, (0, 0, 0, by))


def _heading(text: str) -> list[ConsoleRenderable]:
    return [Text(""), Rule(_text(text, "bold"), characters="─", align="left", style="dim")]


def _head(brief: Brief, words: Words) -> list[ConsoleRenderable]:
    parts: list[ConsoleRenderable] = [_text(brief.title, "bold"), _text(" · ".join(article_line(brief, words)), "dim")]
    parts += _heading(words("in_three_sentences"))
    for sentence in brief.summary:
        parts.append(_bullet(_text(sentence)))
    drawn = brief.pictures.map
    if drawn:
        parts += [*_heading(drawn.title), *_ties(tie_rows(drawn.arcs, words), words)]
    return parts


def _bullet(text: Text, mark: str = "–") -> ConsoleRenderable:
    return _Hanging(Text(mark, style="dim"), text, max(1, len(mark)) + 1)


def _ties(rows: Iterable[Sequence[str]], words: Words) -> list[ConsoleRenderable]:
    keys = ("from", "to", "tie", "ground", "when")
    return [_Fitted([words(f"head.{key}") for key in keys], [[_text(c) for c in row] for row in rows])]


def _findings(brief: Brief, words: Words) -> list[ConsoleRenderable]:
    told: set[str] = set()  # works whose full title stands above
    return [part for finding in brief.findings for part in _finding(finding, words, told)]


def _finding(finding: Finding, words: Words, told: set[str]) -> list[ConsoleRenderable]:
    parts = _heading(f"{finding.question}. {finding.title}")
    parts.append(_text(finding.answer, "bold"))
    for sentence in finding.reasoning:
        parts.append(_text(sentence))
    if finding.figures:
        parts += _figures(figure_rows(words, finding.figures), words, told)
    for table in finding.tables:
        parts += _table(table, words)
    for claim in finding.claims:
        parts.append(_claim(claim, words))
    for why, how in finding.not_measured:
        line = Text.assemble(_text(words("missing", what=why), "dim"), "\n", _text(f"$ {how}", "cyan"))
        parts.append(_bullet(line, "○"))
    return parts


def _figures(rows: Sequence[FigureRow], words: Words, told: set[str]) -> list[ConsoleRenderable]:
    later = any(row.later for row in rows)
    keys = ("figure", "before", "after", *(("later",) if later else ()), "change")
    grid = _Fitted([words(f"head.{key}") for key in keys], [_figure_cells(row, later) for row in rows])
    return [Text(""), grid, *(_basis_of(row, words, told) for row in rows)]


def _figure_cells(row: FigureRow, later: bool) -> list[Text]:
    cells = [row.before, row.after, *([row.later or row.after] if later else [])]
    return [_text(row.name), *(_cell(cell) for cell in cells), _text(row.change)]


def _cell(cell: Cell) -> Text:
    said = _text(cell.value, "bold")
    return Text.assemble(said, "\n", _text(cell.interval, "dim")) if cell.interval else said


def _basis_of(row: FigureRow, words: Words, told: set[str]) -> ConsoleRenderable:
    """Where a figure comes from, beneath the table."""
    said = [_source(source, told) for source in row.sources]
    return _indented(_text(" · ".join([words("basis_of", name=row.name), *said, *row.notes]), "dim"))


def _source(source: Source, told: set[str]) -> str:
    """References and the work that they are in, its title once a brief; of many rows the first stand for all."""
    refs = "; ".join(source.refs[:ITEMS]) + ("; …" if len(source.refs) > ITEMS else "")
    text = "" if source.text in told else source.text
    told.add(source.text)
    return " – ".join(part for part in (source.kind, refs, text) if part)


def _table(table: Table, words: Words) -> list[ConsoleRenderable]:
    shown = msgspec.structs.replace(table, rows=table.rows[:ROWS])
    parts: list[ConsoleRenderable] = [
        Text(""),
        _text(table.title, "italic"),
        _Fitted(shown.header, [[_text(cell) for cell in row] for row in shown.rows]),
    ]
    parts += _rest(len(table.rows) - ROWS, words)
    return [*parts, _text(table.note, "dim")] if table.note else parts


def _rest(count: int, words: Words) -> list[ConsoleRenderable]:
    """The line that says how many rows or items are left out, and where they are."""
    return [_text(words("more_rows", n=count, command="--format html"), "dim")] if count > 0 else []


class _Fitted:
    """A table as a grid where its longest words fit beside each other, else row by row."""

    def __init__(self, header: Sequence[str], rows: Iterable[Sequence[Text]]) -> None:
        self.header = [_text(name) for name in header]
        self.rows = [list(row) for row in rows]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = list(zip(self.header, *self.rows, strict=True))
        words = [min(WORD, max(_longest(cell) for cell in column)) for column in columns]
        prose = len(columns) > 4 and any(len(cell) > PROSE for column in columns for cell in column)
        room = options.max_width - 3 * len(columns)
        if sum(words) <= room and not prose:
            yield _grid(self.header, self.rows, _widths(words, [max(len(c) for c in col) for col in columns], room))
        else:
            yield Text(" · ".join(name.plain for name in self.header), style="dim")
            yield from (_stacked(row) for row in self.rows)


class _Hanging:
    """A text with a mark before its first line, wrapped beside it: what a grid of two columns would draw, sooner."""

    def __init__(self, mark: Text, text: Text, by: int) -> None:
        self.mark, self.text, self.by = mark, text, by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, max(10, options.max_width - self.by), overflow="fold")
        out = Text()
        for number, line in enumerate(lines):
            start = self.mark if number == 0 else Text()
            out.append_text(start).append(" " * (self.by - len(start))).append_text(line).append("\n")
        out.right_crop(1)
        yield out


def _longest(cell: Text) -> int:
    return max((len(word) for word in cell.plain.split()), default=0)


def _widths(least: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """How wide each column is: its longest word at the least; what room is left is shared evenly among those that lack
    some, so that short cells stay on one line."""
    lacking = [max(0, want - word) for word, want in zip(least, whole, strict=True)]
    widths, left = list(least), room - sum(least)
    waiting = sorted((lack, index) for index, lack in enumerate(lacking))
    for place, (lack, index) in enumerate(waiting):
        given = min(lack, left // (len(waiting) - place))
        widths[index] += given
        left -= given
    return widths


def _grid(header: Sequence[Text], rows: Iterable[Sequence[Text]], widths: Sequence[int]) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="bold", expand=False)
    for name, width in zip(header, widths, strict=True):
        grid.add_column(name, overflow="fold", width=width)
    for row in rows:
        grid.add_row(*row)
    return grid


def _stacked(row: Sequence[Text]) -> ConsoleRenderable:
    """A row on lines of its own, its cells in the order of the header."""
    body = Text.assemble(Text(row[0].plain, style="bold"), *(f" · {cell.plain or '–'}" for cell in row[1:]))
    return _Hanging(Text("–", style="dim"), body, 2)


def _claim(claim: Claim, words: Words) -> ConsoleRenderable:
    body = Text()
    body.append_text(_text(words(f"verdict.{claim.verdict}"), f"bold {STYLES[claim.verdict]}"))
    by = words("claim_by", speaker=claim.speaker, n=claim.sentence + 1)
    for line, style in (
        (f"{words('quote', text=claim.quote)} ({by})", "italic"),
        (claim.restated, ""),
        (claim.reason, ""),
        ("; ".join(claim.sources), "dim"),
    ):
        if line:
            body.append("\n").append_text(_text(line, style))
    return _bullet(body, BADGES[claim.verdict])


def _end(brief: Brief, words: Words) -> list[ConsoleRenderable]:
    parts = _heading(words("unknowns"))
    parts += [_bullet(_text(item)) for item in brief.unknowns]
    parts += _heading(words("basis"))
    for title, items in brief.basis:
        if items:
            shown = [_bullet(_text(item)) for item in items[:ITEMS]]
            parts += [_text(title, "bold"), *shown, *_rest(len(items) - ITEMS, words)]
    rest, command, cite = method(brief, words)
    parts += [_text(words("method"), "bold"), *(_bullet(_text(words("pair", name=n, value=v))) for n, v in rest)]
    parts += [_text(words("reproduce"), "bold"), _indented(_text(f"$ {command}", "cyan"), 2)] if command else []
    parts += [_text(words("cite"), "bold"), _indented(_text(cite), 2)] if cite else []
    listed = sentences(brief)
    parts += _heading(words("article_sentences", n=len(listed)))
    return [*parts, *(_bullet(_text(text), f"{number:>3}") for number, text in listed)]
