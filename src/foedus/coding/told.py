"""Acts on treaties that the words of a sentence tell: who signs, ratifies, joins, leaves, suspends which instrument."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from ..event import Act, TreatyAct
from ..lang import Lexicon
from ..lang.acts import ActPattern, ActWords, Given, act_words
from ..lang.marks import Marked
from ..record import Record
from .events import Scene
from .instruments import organs, treaty_names
from .mention import Mention
from .triggers import contains
from .which import which

__all__ = ["told"]

Span = tuple[int, int]
Codes = tuple[str, ...]
T = TypeVar("T")

_BEFORE = 6  # words before an act in which a word stands that makes it unreal
_JUST = 3  # words before an event in which such a word stands
_AGENT = 9  # words behind a passive in which its agent begins
_NOUN_PHRASE = 7  # words before or behind a treaty that still describe it
_LIST = 4  # words between two states of one list


def told(shown: Scene, record: Record, day: date | None, earlier: Sequence[TreatyAct]) -> list[TreatyAct]:
    """The acts of a sentence in the light of those told `earlier` ("the treaty")."""
    words = act_words(shown.lex.pack.lang)
    if words is None or not shown.line.shows(_shows_act(shown.lex)):
        return []
    names = list(treaty_names(shown.lex.pack.lang, record).find(shown.line))
    bodies = any(m.kind == "organisation" and m.codes for m in shown.mentions)
    if not names and not bodies and shown.lex.treaty_words.isdisjoint(shown.line.bag):
        return []
    if not words.may_tell(shown.line.text, *shown.line.bounds):
        return []
    return list(_Sentence(shown, record, day, words, names).acts(earlier))


def amiss(shown: Scene, start: int, end: int) -> bool:
    """Whether the words of the line from a verb on keep it apart from any treaty: what is denounced is an attack, what
    is ratified the protocol by which another accedes. What stands between commas does not count.
    """
    words, line = act_words(shown.lex.pack.lang), shown.line
    if words is None:
        return False
    marked = words.read(line.text, line.start[start], line.end(end - 1), ())
    commas = [a for a, _ in marked.spans("comma")]
    stops = [s for s in marked.spans("stop") if not (any(c < s[0] for c in commas) and any(s[1] <= c for c in commas))]
    before = words.read(line.text, line.start[max(0, start - _JUST)], line.start[start], ())
    return bool(stops) or marked.has("not_instrument", "between", "other_sense") or before.has("unreal", "stop")


@cache
def _shows_act(lex: Lexicon) -> int:
    """The mark of the words without which no sentence tells of an act."""
    words = act_words(lex.pack.lang)
    return lex.surface.mark_if(words.signs.takes if words is not None and words.signs is not None else bool)


class _Sentence:
    """A sentence with its marks."""

    def __init__(
        self,
        shown: Scene,
        record: Record,
        day: date | None,
        words: ActWords,
        names: list[tuple[int, int, tuple[str, ...]]],
    ) -> None:
        self.shown, self.record, self.day, self.words = shown, record, day, words
        line = shown.line
        self.parties = [
            m for m in shown.mentions if m.kind != "organisation" and any(c in record.states for c in m.codes)
        ]
        self.parties += [
            Mention(ids, "metonym", low, high) for low, high, ids in organs(shown.lex.pack.lang).find(line)
        ]
        self.parties.sort(key=lambda m: m.start)
        bodies = [m for m in shown.mentions if m.kind == "organisation" and m.codes]
        self.named = {line.span(start, end): ids for start, end, ids in names}
        self.bodies = {line.span(m.start, m.end): m.codes[0] for m in bodies}
        given: list[Given] = [("party", *line.span(m.start, m.end)) for m in self.parties]
        given += [("named", *span) for span in self.named]
        given += [("body", *span) for span in self.bodies]
        self.marked: Marked = words.read(line.text, *line.bounds, given)
        self.size = len(self.marked.words)
        self._starts = [w.start for w in self.marked.words]
        self._ends = [w.end for w in self.marked.words]
        self.where = [(self.at(m.start, m.end), m) for m in self.parties]

    def at(self, start: int, end: int) -> Span:
        """Words of the line as words of the marks."""
        low, high = self.shown.line.span(start, end)
        return bisect_right(self._ends, low), bisect_left(self._starts, high)

    def chars(self, span: Span) -> Span:
        """Words as characters of the text."""
        return self.marked.words[span[0]].start, self.marked.words[span[1] - 1].end

    # --- the acts -------------------------------------------------------------------------------------------

    def acts(self, earlier: Sequence[TreatyAct]) -> Iterator[TreatyAct]:
        """The acts that the marks tell, each once."""
        seen: set[tuple[str, Span]] = set()
        for pattern in self.words.acts:
            for span in reversed(self.marked.spans(pattern.mark)):
                instrument = self._instrument(pattern, span)
                if instrument is None or (pattern.act, instrument) in seen or not self._real(pattern, span, instrument):
                    continue
                act = self._act(pattern, span, instrument, earlier)
                if act is not None:
                    seen.add((pattern.act, instrument))
                    yield act

    def _act(self, pattern: ActPattern, span: Span, instrument: Span, earlier: Sequence[TreatyAct]) -> TreatyAct | None:
        act: Act = pattern.act  # type: ignore[assignment]  # those of the patterns that tell one
        authors = self._authors(pattern, span, instrument)
        body, named = self._given(self.bodies, instrument), self._given(self.named, instrument)
        bound = () if body else tuple(self._partners(pattern, span, instrument))
        if act in _ONE_SIDED and authors and self._between_others(authors, bound, instrument):
            return None  # "denounced the pact between Kigali and London": words, no act
        partners = tuple(c for c in bound if c not in authors)
        kind = "other" if body else self._kind(span, instrument)
        parties = (*authors, *partners)
        if not parties and act == "in_force" and self.marked.has("own", within=(span[0], instrument[0])):
            parties = self._codes(self._before(span[0]))  # "they hailed the entry into force of their agreement"
        if not partners and not body and not named and self._definite(instrument):
            known = next((a for a in reversed(earlier) if _same(a, authors)), None)
            if known is not None:
                return self._made(known.kind, known.parties, act, authors, span, known.every)
        ids = which(
            self.record, act, parties, authors, kind, self.day,
            body=body or "", named=named or (), words=self.shown.line.bag, title=self._title(instrument),
        )  # fmt: skip
        if named and ids and act != "acceded" and len(self.record.treaties[ids[0]].signatories) == 2:
            parties = tuple(dict.fromkeys((*parties, *self.record.treaties[ids[0]].signatories)))
        if not parties or (body and not ids and act != "denounced") or (act in _MUTUAL and len(parties) < 2):
            return None
        return self._made(kind, parties, act, authors, span, ids)

    def _between_others(self, authors: Codes, bound: Codes, instrument: Span) -> bool:
        """Whether a treaty is said to stand between others than those who act on it."""
        between = self.marked.has("between", within=(instrument[1], min(self.size, instrument[1] + _NOUN_PHRASE)))
        return between and len(bound) > 1 and set(authors).isdisjoint(bound)

    def _made(
        self, kind: str, parties: tuple[str, ...], act: Act, authors: tuple[str, ...], span: Span, ids: tuple[str, ...]
    ) -> TreatyAct:
        line = self.shown.line
        low, high = self.chars(span)
        first, last = bisect_right(line.start, low) - 1, bisect_left(line.start, high)
        clause_end = next((k for k in range(last, line.size) if line.word[k] in ",;"), line.size)
        old = self.shown.clock.background(line, first, clause_end, habit=False)
        if kind == "other" and act != "denounced" and ids:
            held = self.record.treaties[ids[0]].kind
            kind = held if held in self.shown.lex.pack.treaty_kinds else kind
        return TreatyAct(
            kind, parties, act, line.number, (low, high), ids[0] if ids else None,
            authors=authors, also=ids[1:], recalled=old,
        )  # fmt: skip

    # --- the instrument -------------------------------------------------------------------------------------

    def _instrument(self, pattern: ActPattern, span: Span) -> Span | None:
        """The treaty or body of a phrase: the last in it, the first if it is what the phrase begins with."""
        held = self.marked.spans("named", "body", "noun")
        inside = self._outer([s for s in held if span[0] <= s[0] < span[1]])
        if not inside:
            return None
        return inside[0] if pattern.passive else inside[-1]

    def _outer(self, spans: list[Span]) -> list[Span]:
        """Those that lie in no longer name ("Treaty" in "Collective Security Treaty Organization")."""
        names = self.marked.spans("named", "body", "not_instrument")
        return [s for s in spans if not any(a <= s[0] and s[1] <= b and b - a > s[1] - s[0] for a, b in names)]

    def _given(self, held: Mapping[Span, T], span: Span) -> T | None:
        """What is held of a name that stands there."""
        low, high = self.chars(span)
        return next((value for (a, b), value in held.items() if a < high and low < b), None)

    def _definite(self, instrument: Span) -> bool:
        """Whether an article, no word more, stands before what is not named: "the treaty"."""
        return self.marked.has("definite", within=(max(0, instrument[0] - 1), instrument[0]))

    def _title(self, instrument: Span) -> frozenset[str]:
        """The words with a capital right before a treaty: a name that the facts may not have."""
        at = instrument[0]
        while at > 0 and self.marked.words[at - 1].capital:
            at -= 1
        states = [w for w, _ in self.where]
        kept = (i for i in range(at, instrument[0]) if not _within((i, i + 1), states))
        return frozenset(self.marked.words[i].norm for i in kept)

    def _kind(self, span: Span, instrument: Span) -> str:
        """The kind that the words beside the treaty name."""
        left = max(self._edge_before(instrument[0]), instrument[0] - _NOUN_PHRASE)
        right = self._edge_after(instrument[1], instrument[1] + _NOUN_PHRASE)
        line = self.shown.line
        low, high = self.marked.words[left].start, self.marked.words[right - 1].end
        first, last = max(0, bisect_right(line.start, low) - 1), bisect_left(line.start, high)
        kinds = self.shown.lex.pack.treaty_kinds.items()
        return next((kind for kind, words in kinds if contains(line, self.shown.lex, words, first, last)), "other")

    def _edge_before(self, at: int) -> int:
        """Where what describes a treaty may begin: behind the last mark, or the last state that is no adjective."""
        ends = [b for _, b in self.marked.spans("comma", within=(0, at))]
        return max(ends, default=0)

    def _edge_after(self, at: int, limit: int) -> int:
        """Where what describes a treaty ends: at a mark, at what names its parties."""
        stops = self.marked.spans("comma", "joint", "by", within=(at, min(limit, self.size)))
        return stops[0][0] if stops else min(limit, self.size)

    # --- whether it has happened ----------------------------------------------------------------------------

    def _real(self, pattern: ActPattern, span: Span, instrument: Span) -> bool:
        """Whether the sentence says that the act was done, and to this instrument."""
        marked, (start, end) = self.marked, span
        if self._broken(pattern, span) or self._modifies(pattern, span, instrument):
            return False
        left = max([b for _, b in marked.spans("comma", within=(0, start))], default=0)
        unreal = marked.spans("unreal", within=(max(left, start - _BEFORE), start))
        if any(not _within(u, [w for w, _ in self.where]) for u in unreal) or self._supposed(left, start):
            return False
        if any(a <= start < b for a, b in marked.spans("other_sense")):
            return False
        quoted = self.shown.line.quoted
        return not any(quoted) or not quoted[bisect_right(self.shown.line.start, marked.words[end - 1].start) - 1]

    def _supposed(self, left: int, start: int) -> bool:
        return self.marked.has("supposed", within=(left, start))

    def _broken(self, pattern: ActPattern, span: Span) -> bool:
        """Whether something between the verb and the instrument keeps them apart."""
        names = self.marked.spans("named", "body", "party")
        stops = self.marked.spans("stop", within=span)
        stops += [] if pattern.across else self.marked.spans("relative", within=span)
        if any(not _within(stop, names) for stop in stops):
            return True
        return not pattern.across and any(not self._listing(at) for at, _ in self.marked.spans("comma", within=span))

    def _listing(self, at: int) -> bool:
        """Whether a comma stands in a list of states."""
        return any(b in (at, at - 1) for (_, b), _ in self.where) and any(
            at < a <= at + _LIST for (a, _), _ in self.where
        )

    def _modifies(self, pattern: ActPattern, span: Span, instrument: Span) -> bool:
        """Whether the instrument only says whose thing is meant ("the treaty's critics", "a NATO exercise")."""
        at = instrument[1]
        following = [w.norm for w in self.marked.words[at : at + 2]]
        if at + 1 < span[1] and not pattern.passive:
            return False  # the phrase goes on: "became NATO's 32nd member"
        if following[:1] == ["'"] and (following[1:] == ["s"] or not self.marked.has("joint", within=(at, at + 2))):
            return True
        closes = at == span[1] and instrument in self.marked.spans("body")
        bounded = "boundary" in self.words.known and closes and at < self.size
        return bounded and not self.marked.at("boundary", at)

    # --- who ------------------------------------------------------------------------------------------------

    def _authors(self, pattern: ActPattern, span: Span, instrument: Span) -> tuple[str, ...]:
        """Who does it: whose thing it is called, the agent of a passive, else the subject."""
        start, end = span
        owners = [s for s in self.marked.spans("owner", "moved", within=(start, self.size)) if s[0] < instrument[0]]
        owners += [] if pattern.passive else self.marked.spans("owner", within=(max(0, start - 3), end))
        owned = [m for where, m in self.where if any(a <= where[0] and where[1] <= b for a, b in owners)]
        agents = self._agents(end) if pattern.passive else []
        if owned and not agents and all(w[0] < instrument[0] for w, m in self.where if m in owned):
            return self._codes(owned)
        if pattern.passive:
            return self._codes(agents)
        clause = next((c for c in self.shown.clauses if c.actors and self._inside(c.head, span)), None)
        subject = [m for m in clause.actors if m in self.parties] if clause is not None else []
        return self._codes(subject or self._before(start))

    def _inside(self, word: int, span: Span) -> bool:
        low, high = self.chars(span)
        return low <= self.shown.line.start[word] < high

    def _agents(self, end: int) -> list[Mention]:
        """The states behind `by`."""
        behind = [b for _, b in self.marked.spans("by", within=(end, min(self.size, end + _AGENT)))]
        return self._list(behind[0], _LIST + 1) if behind else []

    def _before(self, at: int) -> list[Mention]:
        """The last states before a word, all those of their list."""
        found: list[Mention] = []
        edge = at = self._subject_end(at)
        for (start, end), mention in reversed(self.where):
            if end > edge:
                continue
            if found and not self._and(end, edge):
                break
            if not found and mention.slot in ("with", "against"):
                continue
            found.insert(0, mention)
            edge = start
        return found

    def _subject_end(self, at: int) -> int:
        """Where the subject of a verb ends: before what stands between commas in front of it."""
        commas = [a for a, _ in self.marked.spans("comma", within=(0, at))]
        inserted = len(commas) > 1 and commas[-1] == at - 1 and any(b <= commas[-2] for (_, b), _ in self.where)
        return commas[-2] if inserted else at

    def _and(self, start: int, end: int) -> bool:
        """Whether only what joins the members of a list stands between two words."""
        joints = {i for a, b in self.marked.spans("and", within=(start, end)) for i in range(a, b)}
        return bool(joints) and joints.issuperset(range(start, end))

    def _partners(self, pattern: ActPattern, span: Span, instrument: Span) -> list[str]:
        """The states that a treaty is said to bind: behind `with` or `between`, or as its adjectives."""
        marks = ("joint", "by") if pattern.passive else ("joint",)
        limit = max(span[1], min(self.size, instrument[1] + _NOUN_PHRASE + 3))
        joints = self.marked.spans(*marks, within=(instrument[1], limit))
        joints = [j for j in joints if not self.marked.spans("stop", within=(instrument[1], j[0]))]
        found = [] if not joints else self._list(joints[0][1], _LIST)
        left = max(
            span[0] if not pattern.passive else 0, instrument[0] - _NOUN_PHRASE, self._edge_before(instrument[0])
        )
        owned = self.marked.spans("owner", "moved")
        told = [m for w, m in self.where if left <= w[0] and w[1] <= instrument[0] and not _within(w, owned)]
        found += [m for w, m in self.where if _within(w, self.marked.spans("told_to", within=span))]
        if self.marked.spans("relative", within=span):  # "the pact, which A signed with B last year, came into effect"
            found += [m for w, m in self.where if _within(w, [span])]
        return [*self._codes(m for m in told if m.kind == "adjective" or pattern.passive), *self._codes(found)]

    def _list(self, at: int, near: int) -> list[Mention]:
        """The states of the list that begins at a word, or a few words behind it."""
        found: list[Mention] = []
        edge = at
        for (start, end), mention in self.where:
            if start < at:
                continue
            if not self._and(edge, start) if found else start > at + near:
                break
            found.append(mention)
            edge = end
        return found

    def _codes(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        states = self.record.states
        return tuple(dict.fromkeys(c for m in mentions for c in m.codes[: 1 if m.loose else None] if c in states))


_ONE_SIDED = ("denounced", "suspended")
_MUTUAL = ("signed", "in_force")  # acts of all the parties


def _same(act: TreatyAct, authors: Sequence[str]) -> bool:
    """Whether an act may be about the treaty that its author calls "the treaty"."""
    return len(act.parties) > 1 and (not authors or set(authors) <= set(act.parties))


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)
