"""What the renderers share: figures as rows of words, evidence as sources, the sentences of the article."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ...evidence import Clause, Estimate, Evidence, Row, Sentence
from ...figure import Change, Figure
from ..model import Brief, GraphEdge, MapArc
from .numbers import difference, interval, quantity
from .words import Words

__all__ = [
    "Cell",
    "FigureRow",
    "Source",
    "about",
    "article_line",
    "figure_rows",
    "method",
    "named",
    "sentences",
    "tie_rows",
]


LONGEST = 160  # characters of a title that the head of a brief shows


class Cell(msgspec.Struct, frozen=True):
    """A value and its interval, in words; the interval is empty where there is none."""

    value: str
    interval: str


class Source(msgspec.Struct, frozen=True):
    """A source in words: what kind it is, what of it (`refs`), where that comes from; `sentence` is the number of
    the article's sentence, 0 for another kind.
    """

    kind: str
    refs: tuple[str, ...]
    text: str = ""
    sentence: int = 0


class FigureRow(msgspec.Struct, frozen=True):
    """A change as a row: `later` is None where it says nothing new; `notes` say why there is no interval."""

    name: str
    before: Cell
    after: Cell
    later: Cell | None
    change: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def figure_rows(words: Words, changes: Iterable[Change]) -> tuple[FigureRow, ...]:
    """The changes of a finding as rows."""
    return tuple(_row(words, change) for change in changes)


def _row(words: Words, change: Change) -> FigureRow:
    figures = [f for f in (change.before, change.after, change.later) if f]
    evidence = dict.fromkeys(e for f in figures for e in f.basis)
    notes = [
        words("evidence.no_interval" if f.basis else "evidence.none", why=words.reason(f.exact))
        for f in figures
        if f.exact and not any(figure.interval for figure in figures)
    ]
    notes += [words.reason(f.note) for f in figures if f.note]
    return FigureRow(
        named(words, change),
        _cell(words, change.before),
        _cell(words, change.after),
        _cell(words, change.later) if change.later else None,
        difference(words, change),
        _sources(words, evidence),
        tuple(dict.fromkeys(notes)),
    )


def _cell(words: Words, figure: Figure) -> Cell:
    return Cell(quantity(words, figure), interval(words, figure))


def named(words: Words, change: Change) -> str:
    """The readable name of a figure and whom it is about: `behind:PRK`, else the one state of the figure, else the
    members of the side before.
    """
    name, who = change.name.partition(":")[0], about(change)
    said = words.named("figure", name)
    if said == name and not words.has(f"figure.{name}"):
        return change.name
    if not who or name in {"concentration", "con_net", "con_cinc", "con_six"}:
        return said
    if len(who) > 4:
        return words("figure.of", figure=said, who=words("figure.members", n=len(who)))
    return words("figure.of", figure=said, who=", ".join(words.state(code) for code in who))


def about(change: Change) -> tuple[str, ...]:
    """The codes that a change is about."""
    _, _, code = change.name.partition(":")
    known = code.isupper() and len(code) <= 6
    return (code,) if known else change.before.about


def _sources(words: Words, evidence: Iterable[Evidence]) -> tuple[Source, ...]:
    """One source per origin; rows of one table and one origin, and articles of one treaty, stand together."""
    found: dict[tuple[str, str, int], list[str]] = {}
    for item in evidence:
        kind, ref, text, sentence = _source(words, item)
        refs = found.setdefault((kind, text, sentence), [])
        if ref not in refs:
            refs.append(ref)
    return tuple(Source(kind, tuple(refs), text, number) for (kind, text, number), refs in found.items())


def _source(words: Words, evidence: Evidence) -> tuple[str, str, str, int]:
    match evidence:
        case Sentence(number=number, text=text):
            return words("evidence.sentence", n=number), "", text, number
        case Clause(treaty=treaty, article=article, source=source):
            ref = words("evidence.treaty_ref", treaty=treaty, article=article) if article else treaty
            return words("evidence.treaty"), ref, source, 0
        case Row(table=table, key=key, source=source):
            return words("evidence.dataset", table=table), key, source, 0
        case Estimate(model=model, version=version, seed=seed):
            ref = words("evidence.model_ref", model=model, version=version)
            return words("evidence.model"), ref, words("evidence.seed", n=seed) if seed is not None else "", 0


def sentences(brief: Brief) -> tuple[tuple[int, str], ...]:
    """The article's sentences with their numbers, from 1."""
    document = brief.coded.document
    return tuple((i + 1, document.sentence(i).text) for i in range(len(document.sentences)))


def article_line(brief: Brief, words: Words) -> tuple[str, ...]:
    """What the article is: its title, its publisher, its authors, its day, as far as they are known."""
    document = brief.coded.document
    day = words("published", date=words.day(document.published)) if document.published else ""
    parts = (document.title or document.id, document.publisher, ", ".join(document.authors), day)
    return tuple(part if len(part) <= LONGEST else f"{part[:LONGEST].rstrip()}…" for part in parts if part)


def tie_rows(ties: Iterable[MapArc | GraphEdge], words: Words) -> tuple[tuple[str, ...], ...]:
    """The ties of a picture as rows: from, to, what tie, by what title, when; those that differ only in where they
    come from stand together.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for tie in ties:
        one, other = (tie.start, tie.end) if isinstance(tie, MapArc) else (tie.obligor, tie.beneficiary)
        said = (words.state(other), words(f"tie.{tie.kind}"), tie.label, words(f"when.{tie.when}"))
        found.setdefault(said, []).append(words.state(one))
    return tuple((", ".join(dict.fromkeys(names)), *said) for said, names in found.items())


def method(brief: Brief, words: Words) -> tuple[tuple[tuple[str, str], ...], str, str]:
    """The method as (name, value) pairs; the command that reproduces the brief; how to cite it."""
    held = dict(brief.method)
    rest = tuple((words.named("method_key", k), v) for k, v in brief.method if k not in ("command", "cite"))
    return rest, held.get("command", ""), held.get("cite", "")
