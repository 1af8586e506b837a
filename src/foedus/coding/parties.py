"""Who takes part: the subject of a clause, its recipients, what it inherits from the clauses around it."""

from __future__ import annotations

from collections.abc import Iterator

from ..lang import Lexicon, Pattern
from .clauses import clauses
from .corefs import Memory, anaphors
from .draft import HOSTILE, Draft
from .line import Line
from .mentions import Mention
from .triggers import carries, copular, senses
from .unnamed import unnamed
from .verbs import Clause, verb_groups
from .when import Clock

__all__ = ["Parties", "run"]

_WIDE = ("direct", "of", "to", "against", "towards", "on", "with", "from", "between", "for")
_AIMED = ("against", "on", "towards", "to", "place", "near", "of", "at")
_ADJUNCTS = frozenset(("adjunct", "recent", "purpose"))
_WHERE = ("place", "near", "from", "border")  # what has no code may be a place all the same
_GIVEN_TO = ("to", "towards", "with")  # of what is given or told, the subject of the passive is no party
_COUNTED = 3  # words between a relative pronoun and whom it counts among others ("dont les deux Polonais")
_BEHIND = 4  # how far behind its verb of saying a subject may start
_SEATS = ("capital", "metonym", "state")
_ELSEWHERE = ("near", "per", "border")  # where something happens, not who does it
_ASIDE = ("per", "border", "near")  # who stands so is no party
_SPOTS = ("place", "near", "to")
_DIRECTED = ("RETREAT", "MOBILIZE", "REQUEST", "AGREE", "AID")
_ACTING = ("role", "institution")
_AIMED_AT = ("", "against", "on", "of")
_NAMING = ("people", "adjective", "group", "region", "metonym")
_AIMLESS = ("CONCEDE", "RETREAT")  # may be done to nobody
_SMALL = ("neg", "object", "refl", "skip", "coord", "that", "sub", "if", "+")
_ANSWERS = (*HOSTILE, "RETREAT")  # what answers an act of the other side
_FALLBACK = ("ACCUSE", "THREATEN", "REJECT", "SANCTION", "CONCEDE")


class Parties:
    """A sentence with its mentions and clauses, asked who does what to whom."""

    __slots__ = ("clauses", "clock", "drafts", "lex", "line", "memory", "mentions", "reasons")

    def __init__(self, made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> None:
        self.line = made
        self.lex = lex
        self.memory = memory
        self.clock = clock
        known = [*mentions, *anaphors(made, lex, mentions, memory)]
        self.mentions = sorted([*known, *unnamed(made, lex, known, offices=memory.domestic)], key=lambda m: m.start)
        self.clauses = clauses(made, verb_groups(made, lex, self.mentions), self.mentions, lex.said)
        self.drafts: list[Draft] = []
        self.reasons: list[tuple[str, int]] = []

    # --- parties -------------------------------------------------------------------------------------------

    def subject(self, clause: Clause) -> list[Mention]:
        """The actors that stand as subject of a clause, its own or those it inherits."""
        made, parent = self.line, clause.parent
        if clause.link == "rel" and "pron" in made.tag[clause.left : clause.start]:
            holder = self._before(clause)
            return holder.actors if holder is not None else self.memory.subject
        if clause.link == "rel":
            own = self._bare(clause.left, clause.start) or self._turned(clause)
            return own or self._antecedent(clause.intro)
        if clause.form in ("inf", "ger") and parent is not None:
            return parent.actors
        if clause.link == "coord" and parent is not None and parent.actors:
            return self._governed_subject(clause) or parent.actors
        if clause.link == "main" and clause.left == clause.start and clause.start:
            return self._inverted(clause)
        own = self._resumed(clause) or self._bare(clause.left, clause.start) or self._governed_subject(clause)
        own = own or self._past_adjunct(clause)
        if own:
            return own
        if "pron" in made.tag[clause.left : clause.start] or self._unsaid(clause):
            holder = self._before(clause)
            return holder.actors if holder is not None else self.memory.subject
        if clause.link == "coord" and parent is not None:
            return parent.actors
        if clause.form in ("inf", "ger") and parent is None and clause.start and made.word[clause.start - 1] == ",":
            inserted = self._bare(0, clause.start)  # "the envoy, having met the minister, said"
            if inserted:
                return inserted
        if clause.form in ("inf", "ger", "pp") and parent is None:
            following = next((c for c in self.clauses if c.form == "fin" and c.start > clause.start), None)
            return self._bare(clause.end, following.start) if following is not None else []
        return []

    def _turned(self, clause: Clause) -> list[Mention]:
        """The subject behind the verb of a relative clause whose pronoun is its object (`dont s'est félicité X`)."""
        listed = self.lex.pack.grammar.classes.get("object_relatives", ())
        if clause.intro < 0 or self.line.low[clause.intro] not in listed:
            return []
        behind = [m for m in self._bare(clause.end, clause.right) if m.first <= clause.end + _BEHIND]
        clause.turned = bool(behind)
        return run(behind, self.line)

    def _unsaid(self, clause: Clause) -> bool:
        """Whether a verb has no subject of its own: nothing but small words stands before it in its clause."""
        if not self.lex.pack.grammar.null_subject or clause.form != "fin" or clause.passive:
            return False
        made = self.line
        comma = next((i for i in range(clause.start - 1, clause.left - 1, -1) if made.word[i] == ","), clause.left - 1)
        return all(made.tag[i] in _SMALL for i in range(comma + 1, clause.start))

    def _inverted(self, clause: Clause) -> list[Mention]:
        """The subject that follows its verb of saying; where none does, the verb goes on with the subject before."""
        behind = [m for m in self._bare(clause.end, clause.right) if m.first <= clause.end + _BEHIND]
        holder = behind and (behind[0].kind != "adjective" or behind[0].role_kind in ("role", "institution"))
        if holder and self.lex.pack.grammar.subject_after:
            return run(behind, self.line)
        return clause.parent.actors if clause.parent is not None else []

    def _resumed(self, clause: Clause) -> list[Mention]:
        """The subject that a phrase in -ing between commas parts from its verb."""
        before = next((c for c in reversed(self.clauses) if c.end <= clause.start), None)
        made = self.line
        if before is None or before.form != "ger" or before.parent is not None or not before.start:
            return []
        closed = made.word[before.start - 1] == "," and made.word[clause.start - 1] == ","
        return before.actors if closed else []

    def _past_adjunct(self, clause: Clause) -> list[Mention]:
        """The subject that looks like the next of a list: `after talks led by X, the ministers of Y and Z signed`."""
        if clause.form != "fin" or not self.lex.pack.grammar.marked_forms:
            return []
        made, at = self.line, clause.start
        found: list[Mention] = []
        for mention in reversed([m for m in self.mentions if m.first >= clause.left and m.last <= clause.start]):
            if any(made.tag[i] not in ("coord", "det", "skip") for i in range(mention.last, at)) or not mention.strong:
                break
            found.insert(0, mention)
            at = mention.first
        before = at - 1
        while before > clause.left and made.tag[before] == "det":
            before -= 1
        return found if found and before > clause.left and made.word[before] == "," else []

    def _governed_subject(self, clause: Clause) -> list[Mention]:
        """The subject after a preposition that is here a conjunction (`days after a minister flew to ...`)."""
        if clause.form != "fin":
            return []
        inside = [m for m in self.mentions if m.first >= clause.left and m.last <= clause.start and m.strong]
        return (
            [m for m in inside if m.slot in ("recent", "adjunct")]
            if inside and clause.start - inside[-1].last <= 1
            else []
        )

    def _before(self, clause: Clause) -> Clause | None:
        quoted = self.line.quoted[clause.head]  # the subject of what is said is not who says it
        earlier = [
            c for c in self.clauses if c.start < clause.start and c.actors and self.line.quoted[c.head] == quoted
        ]
        return earlier[0] if earlier else None

    def _bare(self, start: int, end: int) -> list[Mention]:
        found = [m for m in self.mentions if m.first >= start and m.last <= end and (m.strong or m.open) and not m.slot]
        return [m for m in found if not self._scope(start, m)]

    def announced(self, clause: Clause, concerned: bool = False) -> bool:
        """Whether what a clause says of the future is said by its subject (`livrera ..., a annoncé son ministère`), or
        (`concerned`) by whom it concerns.
        """
        own = {c for m in clause.actors for c in m.codes}
        if concerned and own:
            own = {c for m in self.mentions if clause.end <= m.first and m.last <= clause.right for c in m.codes}
        for other in self.clauses:
            if other is clause or other.negated or other.tense != "done":
                continue
            if not other.says and carries(other, self.line, self.lex) != "announce":
                continue
            if self._speaks_for(
                own, other.left if other.start < clause.start else max(other.left, clause.end), other.right
            ):
                return True
            if own and other.start > clause.start and "pron" in self.line.tag[other.start : other.end]:
                return True  # "..., a-t-il annoncé": the pronoun is the subject before
        made = self.line
        sources = [i for i in range(clause.end, made.size) if made.tag[i] == "per"]
        return any(self._speaks_for(own, i, min(i + 8, made.size)) for i in sources)

    def speakers(self, clause: Clause) -> list[Mention]:
        """Who says what a clause reports: the subject of the verb of saying above it, or of the one that closes it."""
        if clause.link == "that" and clause.parent is not None:
            return clause.parent.actors
        after = next((c for c in self.clauses if c.start > clause.start and c.form == "fin" and c.link == "main"), None)
        if after is None or not after.says:
            return []
        return self.subject(after) if self.line.word[after.left - 1] in ',"”' else []

    def _speaks_for(self, own: set[str], start: int, end: int) -> bool:
        """Whether [start, end) names one of the states, or a body that a possessive makes theirs."""
        inside = [m for m in self.mentions if m.first >= start and m.last <= end and m.codes]
        if inside:
            return any(own & set(m.codes) for m in inside)
        listed = self.lex.listed("possessive")
        near = range(start, min(start + 6, end))
        if own and not self.clock.background(self.line, start, end) and any(self._acting(i) for i in near):
            return True  # "a annoncé le chef d'état-major": whose, the sentence has said
        return bool(own) and any(self.line.low[i] in listed for i in near)

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
        if _ADJUNCTS.isdisjoint(made.tag[start : mention.first]):
            return ""
        for i in range(mention.first - 1, start - 1, -1):
            if made.word[i] in ",;:" and made.tag[i - 1] != "coord" and mention.slot != "adjunct":
                return ""
            if made.tag[i] in _ADJUNCTS:
                return "adjunct"
        return ""

    def slots(self, start: int, end: int) -> dict[str, list[Mention]]:
        """The mentions in [start, end) by how they are governed."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.first < start or mention.last > end or not mention.codes:
                continue
            slot = mention.slot or "direct"
            if "not" in self.line.tag[max(start, mention.first - 5) : mention.first] or self._houses(mention):
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
            if slots.keys().isdisjoint(group):
                continue
            there = [m for m in self.mentions for s in group if m in slots.get(s, ())]
            if pattern.type == "ACCUSE" and self._heard(wanted, there, slots, taken):
                continue
            if there and pattern.type != "PROTEST" and self._opponent(there[0]) and set(there[0].codes) <= set(taken):
                return list(there[0].codes)  # a government against its own rebels
            for together in self._runs(there) if self.lex.pack.grammar.one_run else [there]:
                codes = [c for c in dict.fromkeys(c for m in together for c in m.codes) if c not in taken]
                if codes:
                    return codes
        return []

    def _heard(self, slot: str, there: list[Mention], slots: dict[str, list[Mention]], taken: tuple[str, ...]) -> bool:
        """Whether a body only hears the complaint about somebody else (`complained to the UN about Peru's navy`)."""
        if slot not in ("with", "to") or not there or any(m.kind != "organisation" for m in there):
            return False
        meant = [c for s in ("adjunct", "against") for m in slots.get(s, ()) for c in m.codes]
        return any(c not in taken for c in meant)

    def _runs(self, found: list[Mention]) -> Iterator[list[Mention]]:
        """Mentions in the order of the text, those together that are coordinated."""
        rest = sorted(found, key=lambda m: m.start)
        while rest:
            together = run(rest, self.line)
            yield together
            rest = [m for m in rest if m not in together]

    def _houses(self, mention: Mention) -> bool:
        """Whether what is named only holds somebody else ("two Iraqi bases housing American troops")."""
        return mention.last < self.line.size and self.line.low[mention.last] in self.lex.listed("housing")

    def _opponent(self, mention: Mention) -> bool:
        """Whether a mention without a name is of those who stand against their state, not of its own bodies."""
        words = mention.role.lower().split()
        kind = mention.kind == "unnamed" or not self.lex.unnamed.isdisjoint(words[-1:])
        return kind and self.lex.bodies.isdisjoint(words) and self.lex.listed("force").isdisjoint(words)

    def _parties(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]
    ) -> tuple[list[str], list[str]]:
        free = pattern.type == "PROTEST" or self.memory.domestic
        private = self.lex.listed("firms" if free else "private")
        named = [c for m in clause.actors if m.role.lower() not in private for c in m.codes]
        if clause.loose and not self._named_by(clause):
            return self._set_off(pattern, clause, slots)
        if clause.form == "pp":
            return self._described(clause)
        match pattern.then:
            case "gathered":
                return self._gathered(clause, slots), []
            case "seen":
                return self._seen(pattern, clause, slots)
            case "suffered":
                return self._suffering(pattern, clause, slots, named)
        if clause.passive and not copular(pattern, clause, self.line, self.lex):
            heard = {s: [m for m in found if m.role.lower() not in private] for s, found in slots.items()}
            return self._undergone(pattern, clause, heard)
        if pattern.then == "protesters":
            named = self._protesters(clause, slots) or named
        named = named or self._behind(pattern, clause)
        if not named and pattern.mutual:
            named = [c for m in self._all(clause.left, clause.start) if m.slot in ("between", "with") for c in m.codes]
            named = named or [c for m in slots.get("between", ()) for c in m.codes]
            if len(set(named)) > 1:
                return named, []
            if len(named) > 1:
                return named, named[:1]  # "between the army and the rebels"
        recipients = self._told(pattern, clause, named) or self.pick(pattern, slots, tuple(named))
        if not recipients:
            recipients = self._further(pattern, clause, slots, tuple(named))
        return named, recipients

    def _described(self, clause: Clause) -> tuple[list[str], list[str]]:
        """The parties of a participle by which the subject of the sentence calls the noun before it."""
        holder = next((c for c in self.clauses if c.form == "fin" and c.actors), None)
        inside = [m for m in self.mentions if clause.start - 3 <= m.last <= clause.start]
        return ([c for m in holder.actors for c in m.codes] if holder else []), [c for m in inside for c in m.codes]

    def _gathered(self, clause: Clause, slots: dict[str, list[Mention]]) -> list[str]:
        """Who takes part in what brings them together (`talks united A and B`, `fighting pitted A against B`)."""
        own = slots.get("by", []) if clause.passive else slots.get("direct", [])
        both = [*run(own, self.line), *slots.get("between", ()), *slots.get("with", ())]
        return list(dict.fromkeys(c for m in both for c in m.codes))

    def _undergone(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]
    ) -> tuple[list[str], list[str]]:
        """The parties of a passive: its agent, and its subject or who else suffers it."""
        agents = self._agents(pattern, clause, slots)
        below = [c for m in self._all(clause.left, clause.start) for c in m.codes if c not in agents]
        if not agents and clause.tense in ("fut", "cond"):  # "ties will be cut, the minister warned"
            agents = [c for m in self.speakers(clause) for c in m.codes]
            below = [c for c in below if c not in agents]
        if not agents and "subject" in pattern.agent:  # "soldiers were sent to Chad"
            own = [c for m in clause.actors for c in m.codes] or below
            return own, self.pick(pattern, slots, tuple(own)) or self._beside_subject(pattern, clause, tuple(own))
        if pattern.mutual and not agents:
            joined = [c for s in ("between", "with") for m in slots.get(s, ()) for c in m.codes]
            both = list(dict.fromkeys((*below, *joined)))
            return (both, []) if len(both) > 1 else ([], [])
        rest = {s: m for s, m in slots.items() if s not in pattern.agent}
        given = self.pick(pattern, rest, tuple(agents)) if pattern.to[0] in _GIVEN_TO or not below else []
        return agents, given or below

    def _behind(self, pattern: Pattern, clause: Clause) -> list[str]:
        """Who is behind an act whose subject is a thing: to whom it is laid, or by whom it is done."""
        found = self._attributed(clause) if pattern.then == "fight" else []
        if not found and pattern.type in ("AID", "ASSAULT", "COERCE"):
            found = [c for m in self.mentions if m.slot == "by" and m.last <= clause.start for c in m.codes]
        if not found and pattern.type == "AID":  # "a cargo of rice arrived from Vietnam"
            found = [c for m in self.slots(clause.end, clause.right).get("from", ()) for c in m.codes]
        return found

    def _named_by(self, clause: Clause) -> bool:
        """Whether a participle says what the subject of the sentence calls its noun (`qualifiés de`)."""
        return any("antecedent" in p.to for p in senses(clause, self.line, self.lex, self.mentions))

    def _set_off(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]
    ) -> tuple[list[str], list[str]]:
        """The parties of a participle that marks set off. Its noun suffers what is done, or has come or gone."""
        holder = self._holder(clause)
        if any(lemma in self.lex.being for lemma in clause.lemmas):
            return holder, self.pick(pattern, slots, tuple(holder))
        agents = self._agents(pattern, clause, {s: [m for m in f if m.first < clause.right] for s, f in slots.items()})
        return agents, [c for c in holder if c not in agents]

    def _holder(self, clause: Clause) -> list[str]:
        """Of whom a participle tells: the subject that follows it, else the noun before the mark, else the subject."""
        if clause.loose == "front":
            return [c for m in clause.actors for c in m.codes]
        mark = max(i for i in range(clause.start) if self.line.word[i] in ",;–—")
        near = [m for m in self.mentions if mark - 4 <= m.last <= mark and m.codes]
        if near and clause.start - mark <= 2:
            return list(near[-1].codes)
        main = [c for c in self.clauses if c.form == "fin" and c.start < clause.start and c.actors]
        return [c for m in main[-1].actors for c in m.codes] if main else []

    def _agents(self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]) -> list[str]:
        """Who acts in a passive: the agent, whose attack it was, or the host of what the subject names (`the Swedish
        ambassador in Iraq was summoned`).
        """
        for slot in pattern.agent:
            there = [*slots.get(slot, ()), *(slots.get("to-capital", ()) if slot in ("to", "place") else ())]
            if there:
                return [c for m in there for c in m.codes]
        if pattern.then == "fight":
            return self._attackers(clause) or self._reporting(clause)
        if "place" not in pattern.agent:
            return []
        seats = [m for m in self.mentions if m.first >= clause.left and m.last <= clause.start and m.codes]
        return [c for m in seats if m.slot == "place" or (m.slot == "to" and m.kind in _SEATS) for c in m.codes][:1]

    def _reporting(self, clause: Clause) -> list[str]:
        """Whose forces report what happened to the other side's (`the army said that ten rebels had been killed`)."""
        parent = clause.parent
        if clause.link != "that" or parent is None or not parent.says:
            return []
        forces = [m for m in parent.actors if not self.lex.bodies.isdisjoint(m.role.lower().split())]
        victims = {c for m in self._all(clause.left, clause.start) for c in m.codes}
        return [c for m in forces for c in m.codes if victims and c not in victims]

    def _attributed(self, clause: Clause) -> list[str]:
        """To whom the subject, an attack, is laid (`a raid blamed on Turkey killed ...`)."""
        words, made = self.lex.pack.grammar.classes.get("attributed", ()), self.line
        found = [
            m
            for m in self.mentions
            if m.first >= clause.left and m.last <= clause.start and m.slot in ("to", "by", "on")
        ]
        return [c for m in found if any(w in words for w in made.low[max(0, m.first - 4) : m.first]) for c in m.codes]

    def _seen(self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]]) -> tuple[list[str], list[str]]:
        """Who moves where somebody reports having seen it (`two Russian ships were spotted near`)."""
        named = [c for m in clause.actors for c in m.codes]
        if not clause.passive:
            moving = [c for s in ("direct", "of") for m in slots.get(s, ()) for c in m.codes if c not in named]
            return moving, named if moving else []
        watching = [c for m in slots.get("by", ()) for c in m.codes if c not in named]
        return named, watching or self.pick(pattern, slots, tuple(named))

    def _attackers(self, clause: Clause) -> list[str]:
        """Whose strike it is that a victim died in (`tués dans une frappe israélienne`)."""
        words = self.lex.listed("attack")
        found = [m for m in self.mentions if clause.end <= m.first and m.last <= clause.right]
        low = self.line.low
        return [
            c
            for m in found
            if m.role.lower() in words or any(w in words for w in low[max(0, m.first - 3 * (m.slot == "of")) : m.start])
            for c in m.codes
        ][:1]

    def _suffering(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]], named: list[str]
    ) -> tuple[list[str], list[str]]:
        """The actor of a verb whose subject is the victim (`a essuyé des tirs de`, `est tombée aux mains de`)."""
        actors = next(([c for m in slots[s] for c in m.codes] for s in pattern.agent if slots.get(s)), [])
        actors = [c for c in actors if c not in named] or self._attackers(clause)
        if pattern.type == "RETREAT":  # "two Danes held in Gabon walked free"
            held = [m for m in self.mentions if clause.left <= m.first and m.last <= clause.start]
            actors = actors or [c for m in held if m.slot in _SPOTS for c in m.codes if c not in named]
        near = [m for slot, found in slots.items() if slot not in _ELSEWHERE for m in found]
        actors = actors or [c for m in near for c in m.codes if c not in named]
        victims = named or [c for m in self._all(clause.left, clause.start) for c in m.codes]
        victims = victims or [c for c in self._among(clause) if c not in actors]
        return actors, victims or self.memory.towns(self.line, clause.left, clause.start, self.mentions)[:1]

    def _among(self, clause: Clause) -> list[str]:
        """Who is named of those that the subject counts, behind its verb (`trois ont péri, dont un Polonais`)."""
        made = self.line
        behind = [m for m in self.mentions if clause.end <= m.first and m.last <= clause.deep and m.kind == "people"]
        near = [m for m in behind if "rel" in made.tag[max(clause.end, m.first - _COUNTED) : m.first]]
        return [c for m in run(near, made) for c in m.codes]

    def _beside_subject(self, pattern: Pattern, clause: Clause, taken: tuple[str, ...]) -> list[str]:
        """Recipients that the subject's own complement names (`le raid turc contre Erbil a fait dix morts`)."""
        if (pattern.type not in ("ASSAULT", "RETREAT") and "beside" not in pattern.to) or clause.link not in (
            "main",
            "coord",
        ):
            return []
        inside = [m for m in self.mentions if m.first >= clause.left and m.last <= clause.start and m.slot in _AIMED]
        codes = [c for m in inside for c in m.codes if c not in taken]
        if codes or pattern.type != "ASSAULT":
            return codes
        return [c for c in self.memory.towns(self.line, clause.left, clause.start, self.mentions) if c not in taken][:1]

    def _told(self, pattern: Pattern, clause: Clause, taken: list[str]) -> list[str]:
        """Of whom something is demanded: the subject of the clause that says what."""
        if "that" not in pattern.to:
            return []
        at = next((i for i in range(clause.end, min(clause.deep, self.line.size)) if self.line.tag[i] == "that"), -1)
        inside = [
            m for m in self.mentions if at >= 0 and at < m.first and m.last <= clause.deep and m.strong and not m.slot
        ]
        return [c for m in run(inside[:2], self.line) for c in m.codes if c not in taken]

    def _all(self, start: int, end: int) -> list[Mention]:
        return [
            m for m in self.mentions if m.first >= start and m.last <= end and m.slot not in ("place", "near", "per")
        ]

    def _protesters(self, clause: Clause, slots: dict[str, list[Mention]]) -> list[str]:
        subject = self._all(clause.left, clause.start)
        own = [
            c for m in subject if m.kind == "people" or (m.kind == "adjective" and m in clause.actors) for c in m.codes
        ]
        against = {c for m in slots.get("against", ()) for c in m.codes}
        if own and not against & set(own):
            return own  # else they are abroad: "des Iraniens ont manifesté à Berlin contre Téhéran"
        seats = [m for m in self.mentions if m.strong and m.slot in ("to", "place", "of") and m.kind in _SEATS]
        spots = [m for m in seats if not self._abroad(m)] or seats
        placed = [c for m in spots for c in m.codes if m.kind == "capital" or m.slot != "to" or m.first < clause.start]
        placed = placed or self._places(clause.left, clause.start) or [c for m in spots for c in m.codes]
        placed = placed or self._places(0, self.line.size)
        placed = [c for c in placed if c not in against] or placed if own else placed
        return placed[:1]

    def _abroad(self, mention: Mention) -> bool:
        """Whether a state is named as the owner of a post that it has abroad (`l'ambassade d'Iran à Athènes`)."""
        posts = self.lex.listed("posts")
        before = self.line.low[max(0, mention.first - _COUNTED) : mention.start]
        return not posts.isdisjoint(mention.role.lower().split()) or (
            mention.slot == "of" and not posts.isdisjoint(before)
        )

    def _further(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]], taken: tuple[str, ...]
    ) -> list[str]:
        """Recipients from further away: the sentence's other clauses, then its adjuncts, then the document."""
        if clause.link == "that" or (clause.link == "rel" and (clause.turned or self._bare(clause.left, clause.start))):
            codes = [c for m in self._antecedent(clause.intro) for c in m.codes if c not in taken]
            if clause.link == "rel" and self.line.tag[clause.intro + 1 : clause.intro + 2] == ["+"]:
                above = next((c for c in reversed(self.clauses) if c.start < clause.intro and c.actors), None)
                codes = [c for m in above.actors for c in m.codes if c not in taken] if above is not None else codes
            if codes:
                return codes
        if pattern.type == "MOBILIZE" and (across := self._across(clause, taken)):
            return across
        if "none" in pattern.to or self._uncodable(clause):
            return []
        beside = self._beside_subject(pattern, clause, taken)
        return beside or self._below(pattern, clause, taken) or self._above(pattern, clause, slots, taken)

    def _across(self, clause: Clause, taken: tuple[str, ...]) -> list[str]:
        """The state on the other side of a border that forces are sent to."""
        words = self.lex.listed("frontier")
        if words.isdisjoint(self.line.bag):
            return []
        for mention in self.mentions:
            near = self.line.low[max(clause.end, mention.first - _BEHIND) : mention.last + 1]
            if mention.first >= clause.end and mention.codes and not words.isdisjoint(near):
                codes = [c for c in mention.codes if c not in taken]
                if codes:
                    return codes
        return []

    def _below(self, pattern: Pattern, clause: Clause, taken: tuple[str, ...]) -> list[str]:
        """Recipients from the clauses under this one: a relative clause on the object, what is promised."""
        if "deep" in pattern.to:
            for other in self.clauses:
                if other.start >= clause.right and other.link in ("rel", "that"):
                    found = self.pick(pattern, self.slots(other.end, other.right), taken)
                    if found:
                        return found
        if pattern.type == "PROTEST":  # "rioted, demanding independence from"
            for other in self.clauses:
                if other.parent is clause and other.link in ("ger", "inf"):
                    below = self.slots(other.end, other.right)
                    aims = {s: m for s, m in below.items() if s not in ("place", "to-capital")}
                    found = self.pick(pattern, aims, taken) or self.pick(pattern, below, taken)
                    if found:
                        return found
        if pattern.type == "THREATEN":  # "unless Chad withdraws"
            codes = self._conditions(clause, taken)
            if codes:
                return codes
        if (pattern.type == "AGREE" or "complement" in pattern.to) and clause.deep > clause.right:
            return self.pick(pattern, self.slots(clause.right, clause.deep), taken)
        return []

    def _conditions(self, clause: Clause, taken: tuple[str, ...]) -> list[str]:
        """Who stands as subject of the condition behind a threat."""
        for other in self.clauses:
            if other.start >= clause.right and other.link == "if":
                codes = [c for m in self._bare(other.left, other.start) for c in m.codes if c not in taken]
                if codes:
                    return codes
        return []

    def _above(
        self, pattern: Pattern, clause: Clause, slots: dict[str, list[Mention]], taken: tuple[str, ...]
    ) -> list[str]:
        """Recipients from the clause that this one goes on with, from an event that it answers, from an adjunct."""
        parent = clause.parent
        own = pattern.type == "PROTEST" or (pattern.type in ("ASSAULT", "COERCE") and clause.link == "sub")
        if parent is not None and own and self._own(clause):
            return [c for m in parent.actors for c in m.codes if c not in taken]
        if parent is not None and clause.link in ("coord", "ger") and not parent.coded and self._pronoun(clause):
            return self.pick(pattern, self.slots(parent.end, parent.right), taken)
        if parent is not None and clause.link in ("coord", "ger") and parent.recipients:
            return [c for c in parent.recipients if c not in taken] or list(parent.recipients)
        struck = parent if clause.link == "sub" and parent is not None and self._suffers(parent) else None
        if pattern.type == "ASSAULT" and struck is not None and not struck.coded:
            # "two guards were wounded when a tank fired at a tower"
            return [c for m in self._all(struck.left, struck.start) for c in m.codes if c not in taken]
        if pattern.type == "ASSAULT" or pattern.mode == "restrict" or "towns" in pattern.to:
            near = [c for s in ("place", "near") for m in slots.get(s, ()) for c in m.codes if c not in taken]
            if near:
                return near
            towns = self._town_behind(clause) or self._places(clause.end, clause.deep)
            return [c for c in dict.fromkeys(towns) if c not in taken][:1]
        answered = [d.actors for d in self.drafts if set(taken) & set(d.recipients)]
        if answered and pattern.type in _ANSWERS:
            return list(answered[-1])
        told = self._deed(clause, taken)
        if told:
            return told
        if pattern.type not in _FALLBACK:
            return self.only_other(taken) if self.memory.domestic and pattern.type in _DIRECTED else []
        if slots.get("adjunct"):
            return [c for m in slots["adjunct"] for c in m.codes if c not in taken]
        return self.only_other(taken) or [c for c in self.memory.against(taken) if c not in taken]

    def _pronoun(self, clause: Clause) -> bool:
        """Whether the object of a verb is a pronoun before it (`a rencontré le ministre et l'a invité`)."""
        low = self.line.low[clause.start - 1 : clause.end]
        return any(word in self.lex.listed("object_pronouns") for word in low)

    def _places(self, start: int, end: int) -> list[str]:
        """The states of the towns that [start, end) names."""
        return self.memory.places(self.line, self.mentions, start, end, self.lex.dates)

    def _suffers(self, clause: Clause) -> bool:
        """Whether the subject of a clause is a victim (`were wounded`, `died`)."""
        suffered = (s.pattern for lemma in clause.lemmas for s in self.lex.senses.get(lemma, ()))
        return clause.passive or any(p.type == "ASSAULT" and p.then == "suffered" for p in suffered)

    def _town_behind(self, clause: Clause) -> list[str]:
        """The state of the town that is the verb's object (`captured Goma`)."""
        named = {i for m in self.mentions for i in range(m.first, m.last)}
        i = clause.end
        while i < clause.right and self.line.tag[i] in ("det", "skip", "+"):
            i += 1
        return self.memory.towns(self.line, i, min(i + 1, clause.right)) if i not in named else []

    def _deed(self, clause: Clause, taken: tuple[str, ...]) -> list[str]:
        """Who did what the object points back to: "the attack" is that of the last attacker, here or above."""
        made = self.line
        for i in range(clause.end + 1, clause.right):
            entry = made.entry[i]
            if entry is None or not entry.nouns.alone or made.low[i - 1] not in self.lex.listed("definite"):
                continue
            for pattern in entry.nouns.alone:
                own = next((d.actors for d in reversed(self.drafts) if d.type == pattern.type), None)
                done = own or self.memory.by_type.get(pattern.type, ())
                if done and not set(done) & set(taken):
                    return list(done)
        return []

    def only_other(self, taken: tuple[str, ...]) -> list[str]:
        """The one actor that the sentence names beside those taken, if there is but one."""
        named = [m for m in self.mentions if m.strong and m.slot != "per"]
        others = list(dict.fromkeys(c for m in named for c in m.codes if c not in taken))
        groups = [m for m in named if m.codes and not set(m.codes) & set(taken)]
        return others if len(others) == 1 or len(groups) == 1 else []

    def _uncodable(self, clause: Clause) -> bool:
        """Whether the clause is aimed at what has no code (`l'Occident`)."""
        return any(
            m.kind == "never" and m.slot not in _WHERE and clause.end <= m.start < clause.right for m in self.mentions
        )

    def _own(self, clause: Clause) -> bool:
        """Whether the object is somebody's own (`its embassy`)."""
        listed = self.lex.listed("possessive")
        return any(self.line.low[i] in listed for i in range(clause.end, clause.right))

    def _domestic(self, pattern: Pattern, clause: Clause, actors: list[str]) -> list[str]:
        """The actor's own state, where it acts on people or bodies of its own that are named by what they are; in a
        text that codes acts inside one state, also where nobody else is named.
        """
        others = [m for m in self.mentions if m.codes and m.first >= clause.end and m.last <= clause.deep]
        aimed = [m for m in others if m.slot not in _ASIDE and not (pattern.mutual and m.slot == "place")]
        if any(m.kind == "organisation" for m in clause.actors):
            return []
        if len(set(actors)) != 1 or any(not set(m.codes) & set(actors) for m in aimed):
            return []
        words = self.lex.listed("domestic")
        inside = range(clause.end, min(clause.deep, self.line.size))
        if any(self.line.low[i] in words for i in inside):
            return actors[:1]
        if not self.memory.domestic:
            return []
        if pattern.type == "MOBILIZE":  # "deployed across Nairobi"
            here = [m for m in self.mentions if m.slot in _SPOTS and m.first >= clause.end]
            return actors[:1] if any(set(m.codes) & set(actors) for m in here) else []
        rebels = clause.actors and all(self._opponent(m) for m in clause.actors)
        if (pattern.mutual and len(clause.actors) > 1) or (rebels and pattern.type in _AIMLESS):
            return actors[:1]  # a government and its rebels
        if pattern.type == "PROTEST":  # "marched in Harare", not "marched against rising prices"
            policies = self.lex.listed("policies")  # what a government does, unlike rising prices
            meant = any(self._acting(i) or self.line.low[i] in policies for i in inside)
            aim = any(self.line.tag[i] == "against" for i in inside) and not meant
            here = [m for m in self.mentions if m.last <= clause.start or m.slot in _SPOTS]
            return actors[:1] if not aim and any(set(m.codes) & set(actors) for m in here) else []
        own = [m for m in aimed if m.slot in _AIMED_AT and m.kind in _NAMING]
        named = pattern.type == "COERCE" and any(m.kind != "unnamed" for m in clause.actors)
        things = (*_ACTING, "agent") if named else _ACTING
        aimless = pattern.type in _AIMLESS or pattern.need == "recipient" or pattern.mutual
        return actors[:1] if not aimless or own or any(self._acting(i, things) for i in inside) else []

    def _acting(self, i: int, kinds: tuple[str, ...] = _ACTING) -> bool:
        """Whether a word names people or a body."""
        role = self.line.role[i]
        return (role is not None and role[0] in kinds) or self.line.low[i] in self.lex.unnamed


def run(found: list[Mention], made: Line) -> list[Mention]:
    """The first mention and those coordinated with it."""
    run: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.start):
        if run and any(
            made.tag[i] not in ("coord", "det", "of", "+", "skip", run[0].slot) and made.word[i] != ","
            for i in range(run[-1].last, mention.first)
        ):
            break
        if run and mention.slot != run[0].slot and (run[0].slot, mention.slot) != ("", "of"):
            break
        named = bool(run) and mention.start == run[-1].last and mention.codes == run[-1].codes  # "Premier Li Peng"
        gap = range(run[-1].last, mention.start) if run else range(0)
        if run and not named and not any(made.tag[i] == "coord" or made.word[i] == "," for i in gap):
            break
        run.append(mention)
    return run
