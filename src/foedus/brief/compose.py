"""Puts a brief together: code the document, see the system before and after, answer the ten questions."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

from ..coding import code
from ..document import Document
from ..event import Coded
from ..evidence import Clause, Estimate, Row, as_source
from ..factfiles import load
from ..lang import written
from ..lang.wording import wording
from ..measures.capability import AVERAGED
from ..record import Record
from .context import Context, context
from .missing import PLANNED
from .model import Brief, Finding
from .pictures import pictures
from .questions import ANSWERS
from .summary import summary, title

__all__ = ["brief"]


def brief(
    document: Document,
    *,
    lang: str | None = None,
    record: Record | None = None,
    today: date | None = None,
    draws: int | None = None,
    seed: int | None = None,
) -> Brief:
    """The brief of a document, in `lang` or in its own language; in English where foedus does not write that.

    `draws`, `seed`: of intervals that are drawn (shares of capability, from the intervals of their sources).

    Raises LanguageError if no pack reads the document, FactsError if the facts do not load.
    """
    record = record or load()
    coded = code(document, record)
    words = wording(lang or (document.lang if document.lang in written() else "en"), record)
    day = document.published or today or date.today()
    ctx = context(coded, record, day, words, draws, seed)
    findings = tuple(answer(ctx) for answer in ANSWERS)
    return Brief(
        lang=words.lang,
        title=title(ctx),
        summary=summary(ctx),
        coded=coded,
        findings=findings,
        unknowns=_unknowns(ctx, findings),
        basis=_basis(ctx, findings),
        method=_method(ctx, document, coded),
        labels=tuple((k.removeprefix("label."), words.say(k)) for k in sorted(words.keys) if k.startswith("label.")),
        pictures=pictures(ctx),
    )


def _unknowns(ctx: Context, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Assumptions, disputes, data that end, what is missing: each once."""
    said = [ctx.say("unknown.language")] if ctx.coded.document.lang not in written() else []
    said += [ctx.say("unknown.law"), ctx.say("unknown.capability"), ctx.say("unknown.area")]
    years = sorted(_capability_years(ctx))
    if years:
        key = "unknown.years_later" if years[0] > ctx.day.year else "unknown.years"
        said.append(ctx.say(key, first=str(years[0]), last=str(years[-1]), day=ctx.day))
    if ctx.coded.document.published is None:
        said.append(ctx.say("unknown.day", day=ctx.day))
    if ctx.focus.treaty and ctx.focus.treaty.certainty != "certain":
        said.append(ctx.say("unknown.treaty", treaty=ctx.focus.treaty.short.of(ctx.words.lang)))
    if ctx.record.rivalries:
        said.append(ctx.say("unknown.rivalries"))
    said += [
        ctx.say("unknown.missing", what=what, command=command) for f in findings for what, command in f.not_measured
    ]
    planned = dict.fromkeys(what for f in findings for what, command in f.not_measured if command in PLANNED)
    if planned:
        said.append(ctx.say("unknown.planned", what=list(planned)))
    return tuple(dict.fromkeys(said))


def _capability_years(ctx: Context) -> set[int]:
    """The years of the figures that stand for the states of the focus on the day."""
    rows = (ctx.record.capability(s, i, ctx.day.year) for s in ctx.focus.states[:2] for i in AVERAGED)
    return {row.year for row in rows if row is not None and row.value is not None}


def _basis(ctx: Context, findings: tuple[Finding, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sentences, treaties with article, rows, models: under a heading each, once."""
    document = ctx.coded.document
    told = {i for e in ctx.coded.events for i in (e.sentence, *e.mentions)}
    sentences = sorted(told | {c.sentence for f in findings for c in f.claims})
    treaties: dict[str, None] = {}
    rows: dict[str, None] = {}
    models: dict[str, None] = {}
    for finding in findings:
        for change in finding.figures:
            for figure in (change.before, change.after, change.later):
                for item in figure.basis if figure else ():
                    source = as_source(item)
                    if isinstance(item, Clause):
                        treaties[f"{source['ref']}: {source['text']}"] = None
                    elif isinstance(item, Row):
                        rows[f"{source['ref']} ({source['text']})"] = None
                    elif isinstance(item, Estimate):
                        models[ctx.say("basis.model", name=item.model, version=item.version, seed=str(item.seed))] = (
                            None
                        )
    if ctx.focus.treaty:
        treaties = {f"{ctx.focus.treaty.id}: {e.ref}": None for e in ctx.focus.treaty.evidence} | treaties
    return (
        (
            ctx.say("basis.sentences"),
            tuple(f"{document.sentence(i).number}. {document.sentence(i).text}" for i in sentences),
        ),
        (ctx.say("basis.treaties"), tuple(treaties)),
        (ctx.say("basis.rows"), tuple(rows)),
        (ctx.say("basis.models"), tuple(models)),
    )


def _method(ctx: Context, document: Document, coded: Coded) -> tuple[tuple[str, str], ...]:
    """Versions, the data used with their dates, the command that reproduces the brief."""
    command = f"foedus brief {document.url or document.id} --date {ctx.day} --lang {ctx.words.lang}"
    years = [c.year for c in ctx.record.capabilities]
    return (
        ("foedus", version("foedus")),
        ("command", command),
        ("system_day", ctx.day.isoformat()),
        ("treaties", str(len(ctx.record.treaties))),
        ("states", str(len(ctx.before.states()))),
        ("capabilities", f"{min(years, default=0)}–{max(years, default=0)}"),
        ("events", str(len(coded.events))),
        ("cite", ctx.say("basis.cite", version=version("foedus"))),
    )
