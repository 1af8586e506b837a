"""The brief as Markdown (GitHub's tables): nothing of the article passes as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..model import Brief, Claim, Finding, Table
from .clean import one_line
from .view import Cell, FigureRow, Source, article_line, figure_rows, method, sentences, tie_rows
from .words import Words

__all__ = ["escape", "render"]

MARKS = re.compile(r"([\\`*_\[\]|~$])")
LINE_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|)([.)#=:]|[+-](?=[\s+-]|$))")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
BADGES = {"supported": "●", "in_part": "◐", "contradicted": "×", "unchecked": "○"}


def render(brief: Brief) -> str:
    """The whole brief; ends in a newline."""
    words = Words(brief)
    head = [f"# {escape(brief.title)}", " · ".join(escape(part) for part in article_line(brief, words))]
    parts = [*head, f"## {words('in_three_sentences')}", *(escape(s) for s in brief.summary)]
    parts += _pictures(brief, words)
    for finding in brief.findings:
        parts += _finding(finding, words)
    parts += [f"## {words('unknowns')}", _bullets(escape(s) for s in brief.unknowns)]
    parts += _basis(brief, words)
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """One line of text in which nothing is markup: entities for HTML's marks, backslashes for Markdown's."""
    plain = "".join(ENTITIES.get(c, c) for c in one_line(text))
    return LINE_START.sub(r"\1\\\2", MARKS.sub(r"\\\1", plain))


def _code(text: str) -> str:
    """Text as code, fenced by more backticks than it holds."""
    plain = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    blank = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{blank}{plain}{blank}{fence}"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items if item)


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _finding(finding: Finding, words: Words) -> list[str]:
    parts = [f"## {finding.question}. {escape(finding.title)}", f"**{escape(finding.answer)}**"]
    parts += [escape(s) for s in finding.reasoning]
    parts += _figures(figure_rows(words, finding.figures), words)
    for table in finding.tables:
        parts += _table(table)
    parts.append(_bullets(_claim(c, words) for c in finding.claims))
    parts.append(_bullets(f"{words('missing', what=escape(why))} {_code(how)}" for why, how in finding.not_measured))
    return parts


def _figures(rows: Sequence[FigureRow], words: Words) -> list[str]:
    """The figures as a table, then the sources of each."""
    if not rows:
        return []
    later = any(row.later for row in rows)
    keys = ("figure", "before", "after", *(("later",) if later else ()), "change")
    grid = _grid([words(f"head.{key}") for key in keys], [_figure_cells(row, later) for row in rows])
    return [grid, *(_basis_of(row, words) for row in rows)]


def _figure_cells(row: FigureRow, later: bool) -> list[str]:
    cells = [row.before, row.after, *([row.later or row.after] if later else [])]
    return [escape(row.name), *(_cell(cell) for cell in cells), escape(row.change)]


def _cell(cell: Cell) -> str:
    return escape(f"{cell.value} ({cell.interval})" if cell.interval else cell.value)


def _basis_of(row: FigureRow, words: Words) -> str:
    lines = [_source(source) for source in row.sources] + [escape(note) for note in row.notes]
    return f"{words('basis_of', name=escape(row.name))}\n\n{_bullets(lines)}"


def _source(source: Source) -> str:
    parts = (source.kind, "; ".join(source.refs), source.text)
    return escape(" – ".join(part for part in parts if part))


def _table(table: Table) -> list[str]:
    cells = [[escape(cell) for cell in row] for row in table.rows]
    note = f"*{escape(table.note)}*" if table.note else ""
    return [f"**{escape(table.title)}**", _grid([escape(h) for h in table.header], cells), note]


def _claim(claim: Claim, words: Words) -> str:
    """The verdict with its sign, the words quoted with their sentence, the restatement, the reason, the sources."""
    verdict = f"{BADGES[claim.verdict]} **{words(f'verdict.{claim.verdict}')}**"
    quoted = words("quote", text=escape(claim.quote))
    by = escape(words("claim_by", speaker=claim.speaker, n=claim.sentence + 1))
    sources = f" ({escape('; '.join(claim.sources))})" if claim.sources else ""
    return f"{verdict} – {quoted} ({by}). {escape(claim.restated)} {escape(claim.reason)}{sources}"


def _pictures(brief: Brief, words: Words) -> list[str]:
    """What the map shows, as a table: Markdown carries no drawing."""
    drawn = brief.pictures.map
    if drawn is None:
        return []
    header = [words(f"head.{key}") for key in ("from", "to", "tie", "ground", "when")]
    rows = [[escape(cell) for cell in row] for row in tie_rows(drawn.arcs, words)]
    return [f"### {escape(drawn.title)}", escape(drawn.alt), _grid(header, rows), f"*{escape(drawn.policy)}*"]


def _basis(brief: Brief, words: Words) -> list[str]:
    """Basis, method, how to reproduce and to cite, and the article's sentences."""
    parts = [f"## {words('basis')}"]
    for title, items in brief.basis:
        if items:
            parts += [f"### {escape(title)}", _bullets(escape(item) for item in items)]
    rest, command, cite = method(brief, words)
    parts += [f"### {words('method')}", _bullets(escape(words("pair", name=n, value=v)) for n, v in rest)]
    parts += [f"### {words('reproduce')}", _code(command)] if command else []
    parts += [f"### {words('cite')}", escape(cite)] if cite else []
    lines = [f"**{number}** {escape(text)}" for number, text in sentences(brief)]
    return [*parts, f"## {words('article_sentences', n=len(lines))}", _bullets(lines)]
