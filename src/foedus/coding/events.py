"""Events of a sentence: who did what to whom, from its clauses and their triggers."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang import Lexicon, Pattern
from .clauses import Clause, clauses, verb_groups
from .corefs import Memory, anaphors
from .line import Line
from .mentions import Mention
from .triggers import carries, noun_patterns, senses
from .when import Clock

__all__ = ["Draft", "Scene", "scene"]

_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
_HOSTILE = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "REJECT")
_DEAD_TENSES = ("cond", "hyp", "subj", "impf", "fut", "plup")
_ANNOUNCED = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_PROMISED = {**_ANNOUNCED, "SUPPORT": "AGREE", "CONCEDE": "CONCEDE", "AGREE": "AGREE", "REQUEST": "REQUEST"}
_WIDE = ("direct", "of", "to", "against", "towards", "on", "with", "from", "between", "for")
_FALLBACK = ("ACCUSE", "THREATEN", "REJECT", "SANCTION", "CONCEDE")


class Draft:
    """An event before it is dated and placed."""

    __slots__ = ("actors", "clause", "end", "mode", "pattern", "recipients", "start", "status", "symmetric", "type")

    def __init__(
        self, pattern: Pattern, kind: str, actors: Iterable[str], recipients: Iterable[str], clause: Clause | None
    ) -> None:
        self.pattern = pattern
        self.type = kind
        self.mode = pattern.mode if kind == pattern.type else ""
        self.actors = tuple(dict.fromkeys(actors))
        self.recipients = tuple(c for c in dict.fromkeys(recipients) if c not in self.actors)
        if recipients and not self.recipients and len(self.actors) == 1:
            self.recipients = self.actors  # domestic
        self.symmetric = False
        self.status = "happened"
        self.clause = clause
        self.start = self.end = 0


class Scene:
    """A sentence being coded."""

    __slots__ = ("clauses", "clock", "drafts", "lex", "line", "memory", "mentions", "reasons")

    def __init__(self, made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> None:
        self.line = made
        self.lex = lex
        self.memory = memory
        self.clock = clock
        self.mentions = sorted([*mentions, *anaphors(made, lex, mentions, memory)], key=lambda m: m.start)
        self.clauses = clauses(made, verb_groups(made, lex, self.mentions), self.mentions)
        self.drafts: list[Draft] = []
        self.reasons: list[tuple[str, int]] = []

    # --- parties -------------------------------------------------------------------------------------------

    def subject(self, clause: Clause) -> list[Mention]:
        """The actors that stand as subject of a clause, its own or those it inherits."""
        made, parent = self.line, clause.parent
        if clause.link == "rel" and any(made.tag[i] == "pron" for i in range(clause.left, clause.start)):
            holder = self._before(clause)
            return holder.actors if holder is not None else self.memory.subject
        if clause.link == "rel":
            own = self._bare(clause.left, clause.start)
            return own or self._antecedent(clause.intro)
        if clause.form in ("inf", "ger") and parent is not None:
            return parent.actors
        if clause.link == "coord" and parent is not None and parent.actors:
            return parent.actors
        own = self._bare(clause.left, clause.start) or self._governed_subject(clause)
        if own:
            return own
        if any(made.tag[i] == "pron" for i in range(clause.left, clause.start)):
            holder = self._before(clause)
            return holder.actors if holder is not None else self.memory.subject
        if clause.link == "coord" and parent is not None:
            return parent.actors
        if clause.form in ("inf", "ger", "pp") and parent is None:
            following = next((c for c in self.clauses if c.form == "fin" and c.start > clause.start), None)
            return self._bare(clause.end, following.start) if following is not None else []
        return []

    def _governed_subject(self, clause: Clause) -> list[Mention]:
        """The subject after a preposition that is here a conjunction (`days after a minister flew to ...`)."""
        if clause.form != "fin":
            return []
        inside = [m for m in self.mentions if m.first >= clause.left and m.last <= clause.start and m.strong]
        return [m for m in inside if m.slot in ("recent", "adjunct")] if inside and clause.start - inside[-1].last <= 1 else []

    def _before(self, clause: Clause) -> Clause | None:
        earlier = [c for c in self.clauses if c.start < clause.start and c.actors]
        return earlier[0] if earlier else None

    def _bare(self, start: int, end: int) -> list[Mention]:
        found = [m for m in self.mentions if m.first >= start and m.last <= end and m.strong and not m.slot]
        return [m for m in found if not self._scope(start, m)]

    def _antecedent(self, intro: int) -> list[Mention]:
        near = [m for m in self.mentions if m.last <= intro and m.codes]
        if not near or intro - near[-1].last > 4:
            return []
        run = [near[-1]]
        for mention in reversed(near[:-1]):
            gap = range(mention.last, run[0].first)
            if mention.slot != run[0].slot or any(
                not (self.line.tag[i] in ("coord", "det") or self.line.word[i] == ",") for i in gap
            ):
                break
            run.insert(0, mention)
        return run

    def _scope(self, start: int, mention: Mention) -> str:
        """The adjunct that a mention stands in: `adjunct`, or nothing. A comma ends an adjunct."""
        made = self.line
        for i in range(mention.first - 1, start - 1, -1):
            if made.word[i] in ",;:" and made.tag[i - 1] != "coord" and mention.slot != "adjunct":
                return ""
            if made.tag[i] in ("adjunct", "recent", "purpose"):
                return "adjunct"
        return ""

    def slots(self, start: int, end: int) -> dict[str, list[Mention]]:
        """The mentions in [start, end) by how they are governed."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.first < start or mention.last > end or not mention.codes:
                continue
            slot = mention.slot or "direct"
            if any(self.line.tag[i] == "not" for i in range(max(start, mention.first - 5), mention.first)):
                continue
            if slot not in ("by", "per") and self._scope(start, mention):
                slot = "adjunct"
            if slot == "recent":
                slot = "adjunct"
            if mention.kind == "capital" and slot == "to" and not mention.role:
                slot = "to-capital"
            found.setdefault(slot, []).append(mention)
        return found

    def pick(self, pattern: Pattern, slots: dict[str, list[Mention]], taken: tuple[str, ...]) -> list[str]:
        """The recipients: who stands in the first of the pattern's slots that anyone but an actor stands in."""
        for wanted in pattern.to:
            if wanted == "none":
                return []
            group = _WIDE if wanted == "any" else (wanted, "to-capital") if wanted in ("to", "place") else (wanted,)
            codes = [c for m in self.mentions for s in group if m in slots.get(s, ()) for c in m.codes]
            codes = [c for c in dict.fromkeys(codes) if c not in taken]
            if codes:
                return codes
        return []

    # --- coding --------------------------------------------------------------------------------------------

    def code(self) -> None:
        """Codes every clause, then the nouns that report an event by themselves."""
        for clause in self.clauses:
            clause.actors = self.subject(clause)
            self._clause(clause)
        self._recent_nouns()
        main = next((c.actors for c in self.clauses if c.form == "fin" and c.actors and c.link in ("main", "coord")), None)
        self.memory.after(main, self.mentions, self.drafts)

    def _clause(self, clause: Clause) -> None:
        reason = self._dead(clause)
        if reason:
            if clause.lemmas and any(lemma in self.lex.senses for lemma in clause.lemmas):
                self.reasons.append((reason, clause.head))
            return
        carried = self._carried(clause)
        if carried == "dead":
            return
        if self._noun_complement(clause):
            return
        for pattern in senses(clause, self.line, self.lex, self.mentions):
            draft = self._draft(pattern, clause)
            if draft is not None:
                self._emit(draft, clause, carried)
                return

    def _carried(self, clause: Clause) -> str:
        """What the verb above makes of this clause."""
        parent = clause.parent
        if parent is None or clause.link not in ("inf", "that"):
            return ""
        if clause.link == "that" and self._antecedent_near(clause):
            return ""
        carry = carries(parent, self.line, self.lex)
        if clause.link == "inf":
            if parent.coded and carry not in ("promise", "threat"):
                return "dead"
            return carry or "dead"
        if parent.coded and carry not in ("promise", "threat"):
            return "dead"
        return carry

    def _antecedent_near(self, clause: Clause) -> bool:
        return any(clause.intro - 2 <= m.last <= clause.intro for m in self.mentions if m.codes) and bool(
            clause.parent is None or clause.intro > clause.parent.end
        )

    def _dead(self, clause: Clause) -> str:
        made, parent = self.line, clause.parent
        if clause.negated:
            return "negated"
        if clause.tense in _DEAD_TENSES and not self._excused(clause):
            return {"cond": "conditional", "hyp": "hypothesis", "fut": "future"}.get(clause.tense, "background")
        if clause.link == "aside":
            return "background"
        if clause.link == "rel" and made.tag[clause.intro - 1] in ("by", "adjunct", "per", "near"):
            return "content"  # a treaty "by which they pledge": what the text says is no act of its own
        if clause.link == "if" or any(made.tag[i] == "if" for i in range(clause.left, clause.start)):
            return "hypothesis"
        if clause.form == "pp":
            return "" if clause.link == "pp" and self._called(clause) else "participle"
        if self._none(clause) or (clause.end < len(made) and made.tag[clause.end] == "neg"):
            return "negated"
        if len(self.line) and made.quoted[clause.head] and not self._short_quote(clause.head):
            return "quoted"
        if self.clock.background(made, max(clause.left, clause.start - 8), self._time_right(clause)):
            return "background"
        if clause.link in ("inf", "that", "ger", "coord") and parent is not None and clause.link != "coord":
            above = self._dead(parent)
            if above and above != "participle":
                return above
        if clause.form == "inf" and clause.link == "inf" and parent is None:
            return "purpose"
        return ""

    def _called(self, clause: Clause) -> bool:
        return any(p.type == "ACCUSE" and "antecedent" in p.to for p in senses(clause, self.line, self.lex, self.mentions))

    def _excused(self, clause: Clause) -> bool:
        """A tense that is not the narrative's, but reports all the same: the future of what is promised, a pluperfect
        with a day of the week."""
        if clause.tense == "plup":
            return self.clock.names_day(self.line, clause.left, clause.right)
        if clause.tense == "fut":
            return bool(self._future_types(clause))
        parent = clause.parent
        return clause.tense in ("cond", "subj") and clause.link == "that" and parent is not None and (
            carries(parent, self.line, self.lex) in ("promise", "threat")
        )

    def _future_types(self, clause: Clause) -> bool:
        return self.lex.pack.grammar.future_reports

    def _none(self, clause: Clause) -> bool:
        made = self.line
        return clause.link != "coord" and any(made.tag[i] == "neg" for i in range(clause.left, clause.start))

    def _short_quote(self, i: int) -> bool:
        made = self.line
        start = i
        while start > 0 and made.quoted[start - 1]:
            start -= 1
        end = i
        while end < len(made) and made.quoted[end]:
            end += 1
        return end - start <= 6

    def _time_right(self, clause: Clause) -> int:
        """Where what dates the clause may end: a participle after the object has a date of its own."""
        for i in range(clause.end, clause.right):
            if self.line.tag[i] in ("adjunct", "recent") or any(c.form == "pp" and c.start == i for c in self.clauses):
                return i
        return clause.right

    def _draft(self, pattern: Pattern, clause: Clause) -> Draft | None:
        slots = self.slots(clause.end, clause.right)
        actors, recipients = self._parties(pattern, clause, slots)
        if actors and not recipients and "none" not in pattern.to and not pattern.mutual:
            recipients = self._domestic(clause, actors)
        if not actors or (pattern.need == "recipient" and not recipients):
            return None
        if not recipients and self._uncodable(clause):
            return None
        draft = Draft(pattern, pattern.type, actors, recipients, clause)
        if pattern.then == "host":
            if not draft.recipients:
                return None
            draft.actors, draft.recipients = draft.recipients, draft.actors
        self._mutual(draft, slots)
        return draft

    def _parties(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]
    ) -> tuple[list[str], list[str]]:
        named = [c for m in clause.actors for c in m.codes]
        if clause.form == "pp":
            holder = next((c for c in self.clauses if c.form == "fin" and c.actors), None)
            inside = [m for m in self.mentions if clause.start - 3 <= m.last <= clause.start]
            return ([c for m in holder.actors for c in m.codes] if holder else []), [c for m in inside for c in m.codes]
        if clause.passive:
            agents = next(([c for m in slots[s] for c in m.codes] for s in pattern.agent if slots.get(s)), [])
            below = [c for m in self._all(clause.left, clause.start) for c in m.codes]
            if pattern.mutual and not agents:
                return (below, []) if len(below) > 1 else ([], [])
            rest = below or self.pick(pattern, {s: m for s, m in slots.items() if s not in pattern.agent}, tuple(agents))
            return agents, rest
        if pattern.then == "protesters":
            named = self._protesters(clause, slots) or named
        if not named and pattern.type == "AID":
            named = [c for m in self.mentions if m.slot == "by" and m.last <= clause.start for c in m.codes]
        if not named and pattern.mutual:
            named = [c for m in self._all(clause.left, clause.start) if m.slot in ("between", "with") for c in m.codes]
            if len(set(named)) > 1:
                return named, []
        recipients = self.pick(pattern, slots, tuple(named))
        if not recipients:
            recipients = self._further(pattern, clause, slots, tuple(named))
        return named, recipients

    def _all(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if m.first >= start and m.last <= end and m.slot not in ("place", "near", "per")]

    def _protesters(self, clause: Clause, slots: dict[str, list[Mention]]) -> list[str]:
        own = [c for m in self._all(clause.left, clause.start) if m.kind == "people" for c in m.codes]
        if own:
            return own
        spots = [m for m in self.mentions if m.slot in ("to", "place", "of") and m.kind in ("capital", "metonym", "state")]
        placed = [c for m in spots for c in m.codes] or [
            c for place in self.memory.places(self.line, self.mentions) for c in (place,)
        ]
        return placed[:1]

    def _further(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]], taken: tuple[str, ...]
    ) -> list[str]:
        """Recipients from further away: the antecedent, a relative clause on the object, the clause it goes on with."""
        if clause.link in ("rel", "that") and self._bare(clause.left, clause.start) or clause.link == "that":
            codes = [c for m in self._antecedent(clause.intro) for c in m.codes if c not in taken]
            if codes:
                return codes
        if "none" in pattern.to:
            return []
        if "deep" in pattern.to:
            for other in self.clauses:
                if other.start >= clause.right and other.link in ("rel", "that"):
                    found = self.pick(pattern, self.slots(other.end, other.right), taken)
                    if found:
                        return found
        if "that" in pattern.to:
            told = next((c for c in self.clauses if c.parent is clause and c.link == "that"), None)
            codes = [c for m in (self._bare(told.left, told.start) if told is not None else ()) for c in m.codes]
            if codes:
                return [c for c in codes if c not in taken]
        if pattern.type == "AGREE" and clause.deep > clause.right:
            codes = self.pick(pattern, self.slots(clause.right, clause.deep), taken)
            if codes:
                return codes
        if pattern.type == "PROTEST" and clause.parent is not None and self._own(clause):
            return [c for m in clause.parent.actors for c in m.codes if c not in taken]
        if clause.link in ("coord", "ger") and clause.parent is not None and clause.parent.recipients:
            return [c for c in clause.parent.recipients if c not in taken]
        answered = [d.actors for d in self.drafts if set(taken) & set(d.recipients)]
        if answered and pattern.type in (*_HOSTILE, "RETREAT"):
            return list(answered[-1])
        if pattern.type in _FALLBACK and slots.get("adjunct"):
            return [c for m in slots["adjunct"] for c in m.codes if c not in taken]
        if pattern.type in _FALLBACK:
            others = dict.fromkeys(c for m in self.mentions for c in m.codes if c not in taken and m.strong and m.slot != "per")
            if len(others) == 1:
                return list(others)
            return [c for c in self.memory.against(taken) if c not in taken]
        return []

    def _uncodable(self, clause: Clause) -> bool:
        """Whether the clause is aimed at what has no code (`l'Occident`)."""
        return any(m.kind == "never" and clause.end <= m.start < clause.right for m in self.mentions)

    def _own(self, clause: Clause) -> bool:
        """Whether the object is somebody's own (`its embassy`)."""
        listed = self.lex.pack.grammar.classes.get("possessive", ())
        return any(self.line.low[i] in listed for i in range(clause.end, clause.right))

    def _domestic(self, clause: Clause, actors: list[str]) -> list[str]:
        """The actor's own state, where it acts on people or bodies of its own that are named by what they are."""
        if len(set(actors)) != 1 or any(m.codes for m in self.mentions if m.first >= clause.end and m.last <= clause.deep and not set(m.codes) & set(actors)):
            return []
        words = self.lex.pack.grammar.classes.get("domestic", ())
        inside = self.line.low[clause.end : clause.deep]
        return actors[:1] if any(w in words for w in inside) else []

    def _mutual(self, draft: Draft, slots: dict[str, list[Mention]]) -> None:
        if not draft.pattern.mutual or draft.pattern.then == "fight":
            if draft.pattern.then == "fight" and not draft.recipients and len(draft.actors) > 1:
                draft.symmetric = True
            return
        joined = [c for s in ("with", "between") for m in slots.get(s, ()) for c in m.codes]
        if joined:
            draft.actors = tuple(dict.fromkeys((*draft.actors, *joined)))
            draft.recipients = tuple(c for c in draft.recipients if c not in draft.actors)
        if len(draft.actors) > 1:
            draft.symmetric, draft.recipients = True, ()
        elif draft.recipients:
            draft.actors, draft.recipients, draft.symmetric = (*draft.actors, *draft.recipients), (), True

    def _emit(self, draft: Draft, clause: Clause, carried: str) -> None:
        carried = carried or ("promise" if clause.tense == "fut" else "")
        if carried in ("promise", "announce"):
            table = _PROMISED if carried == "promise" else _ANNOUNCED
            hostile = carried == "promise" and draft.type in _HOSTILE
            draft.type = "THREATEN" if hostile else table.get(draft.type, draft.type)
            draft.status = "announced" if draft.type != draft.pattern.type else "happened"
        elif carried == "threat":
            draft.type = "THREATEN"
        if carried == "promise" and self._unless(clause):
            draft.type = "THREATEN"
        if draft.type != draft.pattern.type:
            draft.mode = ""
        parent = clause.parent
        if carried and parent is not None and parent.coded:
            self._absorb(draft, parent)
            return
        if not carried and self._taken_side(clause, draft):
            return
        clause.coded = True
        clause.recipients = draft.recipients or tuple(c for c in draft.actors if draft.symmetric)
        draft.start, draft.end = clause.start, max(clause.right, clause.end)
        self.drafts.extend(self._pairs(draft, clause))

    def _unless(self, clause: Clause) -> bool:
        """Whether what is promised depends on what the other does."""
        words = self.lex.pack.grammar.classes.get("unless", ())
        return any(w in words for w in self.line.low[clause.end :])

    def _pairs(self, draft: Draft, clause: Clause) -> list[Draft]:
        """Two states that each deal with a third are two pairs, where the pattern says so."""
        named = list(dict.fromkeys(c for m in clause.actors for c in m.codes))
        third = [c for c in draft.actors if c not in named]
        if draft.pattern.then != "pairs" or not draft.symmetric or len(named) < 2 or not third:
            return [draft]
        found = []
        for one in named:
            pair = Draft(draft.pattern, draft.type, (one, *third), (), clause)
            pair.symmetric, pair.status, pair.start, pair.end = True, draft.status, draft.start, draft.end
            found.append(pair)
        return found

    def _taken_side(self, clause: Clause, draft: Draft) -> bool:
        """What another says of an actor is not coded where the verb of saying takes sides."""
        parent = clause.parent
        if clause.link != "that" or parent is None or self._antecedent_near(clause):
            return False
        own = {c for m in parent.actors for c in m.codes}
        return bool(own) and not own & set(draft.actors)

    def _absorb(self, draft: Draft, parent: Clause) -> None:
        """The event above (a promise, a threat) takes the recipients that only its complement names."""
        for known in self.drafts:
            if known.clause is parent:
                if known.type == "AGREE" and draft.type == "THREATEN":
                    known.type = "THREATEN"
                if not known.recipients and not known.symmetric:
                    known.recipients = tuple(c for c in draft.recipients if c not in known.actors)
                    parent.recipients = known.recipients

    # --- nouns ---------------------------------------------------------------------------------------------

    def _noun_complement(self, clause: Clause) -> bool:
        """A light or announcing verb with a noun that reports the event (`a lancé une offensive`)."""
        light = any(lemma in self.lex.light for lemma in clause.lemmas)
        carry = carries(clause, self.line, self.lex)
        if not light and carry not in ("announce", "start"):
            return False
        low, high = (clause.left, clause.start) if clause.passive else (clause.end, clause.right)
        spots = self._nouns(low, high)
        if not spots and not clause.passive and light and not clause.actors:
            spots = self._nouns(clause.left, clause.start)
        done = False
        for i, pattern, stop in spots:
            draft = self._of_noun(pattern, stop, high if high > stop else clause.right, clause)
            if draft is None:
                continue
            if carry == "announce" and not light and draft.type in ("REQUEST", "ACCUSE", "THREATEN"):
                continue
            if carry == "announce":
                draft.type = _ANNOUNCED.get(draft.type, draft.type)
            clause.coded = True
            draft.recipients = draft.recipients or (() if draft.symmetric else clause.recipients)
            clause.recipients = draft.recipients
            draft.start, draft.end = min(i, clause.start), max(clause.right, clause.end)
            self.drafts.append(draft)
            done = True
        return done

    def _nouns(self, low: int, high: int) -> list[tuple[int, Pattern, int]]:
        found: list[tuple[int, Pattern, int]] = []
        made = self.line
        for i in range(low, high):
            if made.entry[i] is None or not made.entry[i].nouns:  # type: ignore[union-attr]  # tested just before
                continue
            if self._governed(i, low) or (found and i < found[-1][2]):
                continue
            hit = noun_patterns(made, self.lex, i, high, self.mentions)
            if hit is not None:
                found.append((i, *hit))
        return found

    def _governed(self, i: int, low: int) -> bool:
        """Whether a noun stands under another noun or in an adjunct, so that it is not itself announced."""
        made = self.line
        j = i - 1
        while j >= low and (made.tag[j] in ("det", "skip") or (not made.tag[j] and made.entry[j] is None and made.word[j].islower())):
            j -= 1
        if j == low or all(made.tag[k] == "skip" for k in range(low, j)):
            return False
        return j >= low and made.tag[j] in ("of", "adjunct", "recent", "for", "purpose", "per", "against", "on", "with", "place", "+")

    def _of_noun(self, pattern: Pattern, start: int, end: int, clause: Clause | None) -> Draft | None:
        slots = self.slots(start, end)
        own = [c for m in clause.actors for c in m.codes] if clause is not None and not clause.passive else []
        if clause is not None and clause.passive:
            after = self.slots(clause.end, clause.right)
            own = [c for m in after.get("by", ()) for c in m.codes]
        if not own:
            own = [c for m in slots.get("by", ()) for c in m.codes] or [c for m in slots.get("between", ()) for c in m.codes]
        if not own:
            genitive = slots.get("of", []) + slots.get("direct", [])
            run = _run(genitive, self.line)
            own = [c for m in run for c in m.codes]
            slots = {s: [m for m in found if m not in run] for s, found in slots.items()}
        if pattern.mode == "visit":  # who is visited is no visitor, even where the sentence has both as its subject
            hosts = self.pick(pattern, slots, ())
            own = [c for c in own if c not in hosts]
        if not own:
            return None
        recipients = self.pick(pattern, slots, tuple(own))
        if pattern.need == "recipient" and not recipients:
            return None
        draft = Draft(pattern, pattern.type, own, recipients, clause)
        self._mutual(draft, slots)
        return draft

    def _recent_nouns(self) -> None:
        """Nouns in an adjunct that dates them in the news (`au lendemain de la signature de ...`)."""
        made = self.line
        for i in range(len(made)):
            if made.tag[i] != "recent" and made.low[i] not in self.lex.pack.grammar.visiting:
                continue
            j = i + 1
            while j < len(made) and (made.tag[j] in ("+", "det", "of") or made.entry[j] is None or not made.entry[j].nouns) and j < i + 14 and made.word[j] not in ",;:":  # type: ignore[union-attr]  # tested just before
                j += 1
            end = self._adjunct_end(j)
            hit = noun_patterns(made, self.lex, j, end, self.mentions) if j < len(made) and j < i + (14 if made.tag[i] == "recent" else 4) else None
            if hit is None or (made.tag[i] != "recent" and hit[0].mode != "visit"):
                continue
            if self.clock.background(made, i, end, habit=False):
                continue
            pattern, stop = hit
            holder = next((c for c in self.clauses if c.form == "fin" and c.actors and c.start > i), None) or next(
                (c for c in self.clauses if c.form == "fin" and c.actors), None
            )
            inside = next(k for k in range(i + 1, len(made) + 1) if k == len(made) or made.tag[k] != "+")
            draft = self._of_noun(pattern, inside, end, None)
            if draft is None or (draft.pattern.mutual and not draft.symmetric) or not draft.actors or (
                pattern.mode == "visit" and not draft.recipients
            ):
                draft = self._of_noun(pattern, stop, end, holder) if holder is not None and not holder.passive else None
            if draft is not None and (draft.symmetric or draft.recipients):
                draft.start, draft.end = i, end
                self.drafts.append(draft)

    def _adjunct_end(self, start: int) -> int:
        made = self.line
        for j in range(start, len(made)):
            if made.word[j] == "," or any(c.start == j and c.form == "fin" for c in self.clauses):
                return j
        return len(made)


def _run(found: list[Mention], made: Line) -> list[Mention]:
    """The first mention and those coordinated with it."""
    run: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.start):
        if run and any(made.tag[i] not in ("coord", "det", "of") and made.word[i] != "," for i in range(run[-1].last, mention.first)):
            break
        if run and mention.slot != run[0].slot:
            break
        if run and not any(made.tag[i] == "coord" or made.word[i] == "," for i in range(run[-1].last, mention.start)):
            break
        run.append(mention)
    return run


def scene(made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> Scene:
    """A sentence, coded."""
    shown = Scene(made, lex, mentions, memory, clock)
    shown.code()
    return shown
