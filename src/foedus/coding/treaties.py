"""Acts on treaties: signed, ratified, denounced; and which treaty of the facts it is."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from ..event import Act, TreatyAct
from ..lang import Lexicon
from ..record import Record
from ..treaty import Treaty
from .draft import Draft
from .events import Scene
from .line import Line
from .triggers import contains
from .verbs import Clause

__all__ = ["acts", "merged_acts"]

_NEAR = timedelta(days=45)
_BY_TYPE: dict[str, tuple[Act, ...]] = {
    "SUPPORT": ("signed", "ratified"),
    "SANCTION": ("denounced",),
    "AGREE": ("proposed",),
}
_FITTING = {
    "mutual defence": ("mutual defence", "strategic partnership", "friendship", "guarantee"),
    "strategic partnership": ("strategic partnership", "mutual defence", "friendship", "cooperation"),
    "non-aggression": ("non-aggression", "neutrality", "friendship"),
    "neutrality": ("neutrality", "non-aggression"),
    "consultation": ("consultation", "mutual defence", "friendship"),
}


def acts(shown: Scene, record: Record, day: date | None) -> list[TreatyAct]:
    """The acts on treaties that a sentence's events are."""
    found = _earlier(shown, record, day)
    for draft in shown.drafts:
        possible = _BY_TYPE.get(draft.type, ())
        act = next((a for a in possible if _lemma(draft, shown, a)), None)
        start = draft.clause.left if draft.clause is not None and draft.clause.passive else draft.start
        kind = _kind(shown.line, shown.lex, start, draft.end) if act is not None else None
        parties = tuple(dict.fromkeys((*draft.actors, *draft.recipients)))
        if act == "denounced" and not any(code in record.states for code in draft.recipients) and draft.recipients:
            kind, parties = "other", tuple(draft.actors)  # who leaves a body leaves the treaty that founded it
        if act is None or kind is None:
            continue
        span = shown.line.span(draft.start, draft.end)
        found.append(TreatyAct(kind, parties, act, shown.line.number, span, _known(record, parties, kind, act, day)))
    return found


def _lemma(draft: Draft, shown: Scene, act: str) -> bool:
    listed = set(shown.lex.pack.treaty_acts.get(act, ()))
    lemmas = set(draft.clause.lemmas) - {shown.lex.pack.grammar.copula} if draft.clause is not None else set()
    words = set(shown.line.low[draft.start : draft.end])
    return (
        bool(listed & lemmas)
        or (not lemmas & shown.lex.senses.keys() and bool(listed & words))
        or not listed.isdisjoint(words.intersection(draft.pattern.nouns))
        or (act == "signed" and draft.pattern.id.startswith("support-sign"))
    )


def _kind(made: Line, lex: Lexicon, start: int, end: int) -> str | None:
    return next((k for k, words in lex.pack.treaty_kinds.items() if contains(made, lex, words, start, end)), None)


_PAST: tuple[Act, ...] = ("signed", "ratified", "in_force")  # to denounce is also to blame


def _earlier(shown: Scene, record: Record, day: date | None) -> list[TreatyAct]:
    """The acts on treaties of which a sentence tells without their being events of the week: what was signed before,
    what is to be taken up again.
    """
    found = []
    for clause in shown.clauses:
        act = next((a for a in _PAST if not clause.negated and _listed(shown, clause, a)), None)
        if act is None or clause.coded or (clause.dead or "") not in ("", "background"):
            continue
        low, high = (clause.left, clause.start) if clause.passive else (clause.end, clause.right)
        kind = _kind(shown.line, shown.lex, low, high)
        joined = shown.slots(clause.end, clause.right)
        parties = [*clause.actors, *joined.get("with", ()), *joined.get("between", ())]
        codes = tuple(dict.fromkeys(c for m in parties for c in m.codes))
        if kind is not None and len(codes) > 1:
            span = shown.line.span(clause.start, clause.right)
            found.append(TreatyAct(kind, codes, act, shown.line.number, span, _known(record, codes, kind, act, day)))
    return found


def _listed(shown: Scene, clause: Clause, act: str) -> bool:
    return not set(shown.lex.pack.treaty_acts.get(act, ())).isdisjoint(clause.lemmas)


def _known(record: Record, parties: tuple[str, ...], kind: str, act: Act, day: date | None) -> str | None:
    """The treaty of the facts: the same parties, the act near the document's date, a kind that fits."""
    if day is None or len(parties) < 2:
        return None
    best: tuple[int, str] | None = None
    for treaty in _by_parties(record).get(frozenset(parties), ()):
        if not _fits(kind, treaty):
            continue
        distance = _distance(treaty, act, day)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, treaty.id)
    return best[1] if best is not None else None


@lru_cache(maxsize=4)
def _by_parties(record: Record) -> dict[frozenset[str], list[Treaty]]:
    found: dict[frozenset[str], list[Treaty]] = {}
    for treaty in record.treaties.values():
        found.setdefault(frozenset(treaty.signatories), []).append(treaty)
    return found


def _fits(kind: str, treaty: Treaty) -> bool:
    return kind == "other" or treaty.kind in _FITTING.get(kind, (kind,))


def _distance(treaty: Treaty, act: Act, day: date) -> int | None:
    """Days between the document and the treaty's own day for the act; None if too far apart."""
    if act in ("denounced", "ratified"):
        return 0 if treaty.signed.first <= day else None
    own = treaty.signed
    if own.first - _NEAR <= day <= own.last + _NEAR:
        return abs((own.first - day).days)
    return None


def merged_acts(found: list[TreatyAct]) -> tuple[TreatyAct, ...]:
    """Each act once: the same parties and act, the most telling kind kept."""
    kept: dict[tuple[frozenset[str], str], TreatyAct] = {}
    for act in found:
        key = (frozenset(act.parties), act.act)
        known = kept.get(key)
        if (
            known is None
            or (known.kind == "other" and act.kind != "other")
            or (known.id is None and act.id is not None)
        ):
            kept[key] = act
    return tuple(sorted(kept.values(), key=lambda a: a.span))
