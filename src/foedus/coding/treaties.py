"""Acts on treaties: signed, ratified, denounced; and which treaty of the facts it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..event import Act, TreatyAct
from ..lang import Lexicon
from ..record import Record
from .draft import Draft
from .events import Scene
from .line import Line
from .told import amiss, told
from .triggers import contains
from .verbs import Clause
from .which import fits, of_parties, which

__all__ = ["acts", "merged_acts"]

_BY_TYPE: dict[str, tuple[Act, ...]] = {
    "SUPPORT": ("proposed", "signed", "ratified"),
    "SANCTION": ("denounced",),
    "AGREE": ("proposed",),
}
_ONE_SIDED = ("denounced", "ratified")  # acts of some of the parties


def acts(shown: Scene, record: Record, day: date | None, earlier: Sequence[TreatyAct] = ()) -> list[TreatyAct]:
    """The acts on treaties that the words of a sentence tell, or its events are, and the treaties that it says are in
    force. `earlier`: those of the sentences before."""
    said = told(shown, record, day, earlier)
    known = {act.act for act in said}
    coded = [*_earlier(shown, record, day, said), *_drafted(shown, record, day, said)]
    return [*said, *(act for act in coded if act.act not in known), *_standing(shown, record)]


def _drafted(shown: Scene, record: Record, day: date | None, said: Sequence[TreatyAct]) -> list[TreatyAct]:
    """The acts that events are. What is part of an act that is `said` ("signed a decree ending the treaty") is none."""
    found = []
    for draft in shown.drafts:
        act = next((a for a in _BY_TYPE.get(draft.type, ()) if _lemma(draft, shown, a)), None)
        verb = shown.line.start[draft.clause.head if draft.clause is not None else draft.start]
        made = _of_draft(draft, act, shown, record, day) if act is not None and not _part(verb, said) else None
        if made is not None and any(code in record.states for code in made.parties):
            found.append(made)
    return found


def _of_draft(draft: Draft, act: Act, shown: Scene, record: Record, day: date | None) -> TreatyAct | None:
    """The act that an event is, if it names a treaty, or a body that is left."""
    start = draft.clause.left if draft.clause is not None and draft.clause.passive else draft.start
    kind = _kind(shown.line, shown.lex, start, draft.end)
    parties, body = tuple(dict.fromkeys((*draft.actors, *draft.recipients))), ""
    if act == "denounced" and draft.recipients and not any(code in record.states for code in draft.recipients):
        kind, parties, body = "other", draft.actors, draft.recipients[0]  # who leaves it leaves what founded it
    head = draft.clause.head if draft.clause is not None else draft.start
    if kind is None or (act in _ONE_SIDED and amiss(shown, head, max(draft.end, head + 1))):
        return None
    words = shown.line.bag
    ids = which(record, act, parties, draft.actors, kind, day, body=body, words=words)
    if kind == "other" and act != "denounced" and ids and record.treaties[ids[0]].kind in shown.lex.pack.treaty_kinds:
        kind = record.treaties[ids[0]].kind  # the text says "pact", the facts say which
    authors = draft.actors if act in _ONE_SIDED else ()
    span, number = shown.line.span(draft.start, draft.end), shown.line.number
    return TreatyAct(kind, parties, act, number, span, ids[0] if ids else None, authors=authors, also=ids[1:])


def _part(verb: int, said: Sequence[TreatyAct]) -> bool:
    """Whether a verb stands in the words of an act that is told otherwise."""
    return any(low <= verb < high for low, high in (a.span for a in said))


def _lemma(draft: Draft, shown: Scene, act: str) -> bool:
    listed = shown.lex.treaty_acts[act]
    lemmas = set(draft.clause.lemmas) - {shown.lex.copula} if draft.clause is not None else set()
    words = set(shown.line.low[draft.start : draft.end])
    return (
        bool(listed & lemmas)
        or (not lemmas & shown.lex.senses.keys() and bool(listed & words))
        or not listed.isdisjoint(words.intersection(draft.pattern.nouns))
        or (act == "signed" and draft.pattern.id.startswith("support-sign") and not _lemma(draft, shown, "proposed"))
    )


def _kind(made: Line, lex: Lexicon, start: int, end: int) -> str | None:
    return next((k for k, words in lex.pack.treaty_kinds.items() if contains(made, lex, words, start, end)), None)


_PAST: tuple[Act, ...] = ("signed", "ratified", "in_force")  # to denounce is also to blame


def _earlier(shown: Scene, record: Record, day: date | None, said: Sequence[TreatyAct]) -> list[TreatyAct]:
    """The acts on treaties of which a sentence tells without their being events of the week: what was signed before,
    what is to be taken up again.
    """
    found = []
    for clause in shown.clauses:
        if clause.negated or shown.lex.treaty_verbs.isdisjoint(clause.lemmas):
            continue
        act = next((a for a in _PAST if _listed(shown, clause, a)), None)
        if act is None or clause.coded or (clause.dead or "") not in ("", "background") or _withheld(clause, shown):
            continue
        if _part(shown.line.start[clause.head], said):
            continue
        low, high = (clause.left, clause.start) if clause.passive else (clause.end, clause.right)
        kind = _kind(shown.line, shown.lex, low, high)
        joined = shown.slots(clause.end, clause.right)
        parties = [*clause.actors, *joined.get("with", ()), *joined.get("between", ())]
        codes = tuple(dict.fromkeys(c for m in parties for c in m.codes))
        if kind is not None and len(codes) > 1:
            span = shown.line.span(clause.start, clause.right)
            known = _known(record, act, codes, kind, day, shown)
            old = clause.dead == "background"
            found.append(TreatyAct(kind, codes, act, shown.line.number, span, known, recalled=old))
    return found


_WITHHELD = ("REJECT", "REQUEST", "THREATEN")


def _withheld(clause: Clause, shown: Scene) -> bool:
    """Whether the verb above says that it is not done: refused, asked for, threatened."""
    above = clause.parent.lemmas if clause.form == "inf" and clause.parent is not None else ()
    return any(s.pattern.type in _WITHHELD for lemma in above for s in shown.lex.senses.get(lemma, ()))


_REACH = 9  # words between what says that a treaty stands and the treaty


def _standing(shown: Scene, record: Record) -> list[TreatyAct]:
    """The treaties that a sentence says bind already (`bound to Manila by a mutual defence treaty`, `similar deals with
    Australia and Britain`): the party before these words with each that stands behind them.
    """
    made, lex = shown.line, shown.lex
    found: list[TreatyAct] = []
    for i in made.spots(lex.standing):
        noun = next((j for j in range(i + 1, min(i + _REACH, made.size)) if made.low[j] in lex.treaty_words), -1)
        own = [m for m in shown.mentions if m.last <= i and m.codes and m.kind != "organisation"]
        if noun < 0 or not own or any(made.word[j] in ",;:." for j in range(i, noun)):
            continue
        stop = next((j for j in range(noun + 1, made.size) if made.word[j] in ",;:."), made.size)
        inside = [m for m in shown.mentions if i < m.first and m.last <= stop and m.slot in _JOINED]
        kind = _kind(made, lex, i, noun + 2)
        for code in dict.fromkeys(c for m in inside for c in m.codes if c not in own[-1].codes):
            parties = (own[-1].codes[0], code)
            if kind is not None and code in record.states:
                held, span = _any(record, parties, kind), made.span(i, stop)
                found.append(TreatyAct(kind, parties, "in_force", made.number, span, held, recalled=True))
    return found


_JOINED = ("to", "with", "between", "of", "")


def _any(record: Record, parties: tuple[str, ...], kind: str) -> str | None:
    """The treaty of the facts between the parties, of that kind and still open, if there is but one."""
    open_ = [t for t in of_parties(record).get(frozenset(parties), ()) if fits(kind, t) and t.ended is None]
    return open_[0].id if len(open_) == 1 else None


def _listed(shown: Scene, clause: Clause, act: str) -> bool:
    return not shown.lex.treaty_acts[act].isdisjoint(clause.lemmas)


def _known(record: Record, act: Act, parties: tuple[str, ...], kind: str, day: date | None, shown: Scene) -> str | None:
    """The treaty of the facts: the same parties, the act near the document's date, a kind that fits."""
    return next(iter(which(record, act, parties, (), kind, day, words=shown.line.bag)), None)


def merged_acts(found: list[TreatyAct]) -> tuple[TreatyAct, ...]:
    """Each act once: the same parties and act, the most telling kind kept."""
    if not found:
        return ()
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
