"""A treaty as read, drawn up as a fact file: what the text does not say is left to the reviewer, visibly.

What a reviewer must add is an empty text, which `foedus facts check` reports, and a note that says so. Nothing is
made up: no date of entry into force, no area, no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..dates import parse_day
from ..factforms import written
from ..lang.treaty import treaty_languages, treaty_words
from ..record import Record
from ..treaty import Pledge
from .clause import Clause
from .parties import parties
from .text import ReadArticle, TreatyText

__all__ = ["draft", "proposal"]

Tree = dict[str, Any]
Both = dict[str, str]

_UNKNOWN_DAY = "0001/9999"
_QUOTED = 300  # characters of an article that a note quotes
_FEW = 4  # parties whose codes make the id
_KINDS: tuple[tuple[Pledge, str], ...] = (
    ("defence", "mutual defence"),
    ("offence", "mutual defence"),
    ("nonaggression", "non-aggression"),
    ("neutrality", "neutrality"),
    ("consultation", "consultation"),
)


def proposal(treaty: TreatyText, record: Record, source: str, name: str = "") -> str:
    """The file of a treaty as TOML, in canonical form: `source` is the file of the text, `name` its id if that is given
    and not made of parties and year.
    """
    return written(draft(treaty, record, source, name))


def draft(treaty: TreatyText, record: Record, source: str, name: str = "") -> Tree:
    """The same as plain values."""
    states = parties(treaty, record)
    pledges = {pledge for one in treaty.articles for pledge in one.clause.pledges}
    tree: Tree = {
        "id": name or _id(states, treaty.signed, source),
        "title": _in_its_language(treaty.title, treaty.lang),
        "short": _both(""),
        "kind": next((kind for pledge, kind in _KINDS if pledge in pledges), "cooperation"),
        "signed": _signed(treaty),
        "certainty": "probable",
        "note": _notes(treaty, states, pledges),
        "party": [{"state": state} for state in states],
        "obligation": [obligation for one in treaty.articles for obligation in _obligations(one, treaty)],
        "evidence": [{"ref": "", "text": _say("evidence", source=source)[treaty.lang]}],
    }
    if treaty.place:
        tree["place"] = treaty.place
    if term := _term(treaty):
        tree["term"] = term
    if any(one.clause.secret for one in treaty.articles):
        tree["secret"] = True
    return tree


def _id(states: tuple[str, ...], signed: str, source: str) -> str:
    """Parties and year, or the name of the file where there are no parties, or many."""
    named = states if 0 < len(states) <= _FEW else (Path(source).stem.upper(),)
    return "-".join((*named, *([signed[:4]] if signed else [])))


def _signed(treaty: TreatyText) -> date | str:
    """The day, or an interval that says that it is not known."""
    if not treaty.signed:
        return _UNKNOWN_DAY
    day = parse_day(treaty.signed)
    return day.first if day.exact else treaty.signed


def _term(treaty: TreatyText) -> Tree | None:
    """The articles on duration as one entry: the first that sets a term, with the notice of whichever sets one."""
    timed = [one for one in treaty.articles if _timed(one.clause)]
    if not timed:
        return None
    clauses = [one.clause for one in timed]
    years = next((c.duration_years for c in clauses if c.duration_years), None)
    found: Tree = {"article": ", ".join(one.article.number for one in timed)}
    for key, value in (
        ("years", years),
        ("renewal", next((c.renewal for c in clauses if c.renewal), None)),
        ("renewal_years", next((c.renewal_years for c in clauses if c.renewal_years), None) if years else None),
        ("notice_months", next((c.notice_months for c in clauses if c.notice_months), None)),
    ):
        if value is not None:
            found[key] = value
    return found


def _timed(clause: Clause) -> bool:
    return clause.duration_years is not None or clause.notice_months is not None or clause.indefinite


def _obligations(one: ReadArticle, treaty: TreatyText) -> Iterator[Tree]:
    """A pledge each, with the words in which it stands and what the reviewer must settle."""
    clause, article = one.clause, one.article
    for pledge in clause.pledges:
        entry: Tree = {
            "pledge": pledge,
            "article": article.number,
            "aid": clause.military_aid if pledge in ("defence", "offence") else "none",
            "area": "anywhere",
            "note": _joined(*_obligation_notes(one, pledge, treaty)),
        }
        if pledge == "consultation" and clause.threat:
            entry["threat"] = True
        if clause.conditional and pledge in clause.narrowed:
            entry["condition"] = _in_its_language(_flat(clause.conditional), treaty.lang)
        yield entry


def _obligation_notes(one: ReadArticle, pledge: Pledge, treaty: TreatyText) -> Iterator[Both]:
    spans = one.clause.spans[pledge]
    start, end = one.article.start + spans[0][0], one.article.start + spans[-1][1]
    quote = _flat(treaty.text[start : min(end, start + _QUOTED)])
    yield _say("words", article=one.article.number or "–", start=start, end=end, quote=quote)
    if not one.article.number:
        yield _say("no_article")
    if pledge in one.clause.narrowed:
        yield _say("condition")
    if one.clause.geographic_scope and pledge in one.clause.placed:
        yield _say("area", quote=_flat(one.clause.geographic_scope))


def _notes(treaty: TreatyText, states: tuple[str, ...], pledges: set[Pledge]) -> Both:
    wanted = ["head", "kind", "in_force"]
    wanted += [
        key for key, there in (("signed", treaty.signed), ("place", treaty.place), ("party", states)) if not there
    ]
    wanted += [] if pledges else ["no_pledge"]
    return _joined(*(_say(key) for key in wanted))


def _say(key: str, **values: object) -> Both:
    """A message to the reviewer in every language in which facts are written."""
    return {lang: treaty_words(lang).proposal[key].format(**values) for lang in treaty_languages()}


def _joined(*texts: Both) -> Both:
    return {lang: " ".join(text[lang] for text in texts) for lang in treaty_languages()}


def _both(text: str) -> Both:
    return dict.fromkeys(treaty_languages(), text)


def _in_its_language(text: str, lang: str) -> Both:
    """Words of the treaty in its own language; in the other they are the reviewer's."""
    return _both("") | {lang: text}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
