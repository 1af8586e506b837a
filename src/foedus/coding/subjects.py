"""Who stands where: the subject of a clause, its own or inherited, and what else it names, by preposition."""

from __future__ import annotations

from collections.abc import Iterator

from ..lang import Lexicon, Rule
from .clauses import clauses
from .corefs import Memory, anaphors
from .draft import Draft
from .line import Line
from .mention import Mention
from .triggers import carries
from .unnamed import unnamed
from .verbs import Clause, verb_groups
from .when import Clock

__all__ = ["Subjects", "run"]

_WIDE = ("direct", "of", "to", "against", "towards", "on", "with", "from", "between", "for")
_ADJUNCTS = frozenset(("adjunct", "recent", "purpose"))
_WHERE = ("place", "near", "from", "border")  # what has no code may be a place all the same
_COUNTED = 3  # words between a relative pronoun and whom it counts among others ("dont les deux Polonais")
_BEHIND = 4  # how far behind its verb of saying a subject may start
_ACTING = ("role", "institution")
_SMALL = ("neg", "object", "refl", "skip", "coord", "that", "sub", "if", "+")


class Subjects:
    """A sentence with its mentions and clauses, asked who stands where."""

    __slots__ = ("clauses", "clock", "drafts", "lex", "line", "memory", "mentions", "reasons")

    def __init__(self, made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> None:
        self.line = made
        self.lex = lex
        self.memory = memory
        self.clock = clock
        known = [*mentions, *anaphors(made, lex, mentions, memory)]
        known += unnamed(made, lex, known, offices=memory.domestic)
        if len(known) > len(mentions):
            known.sort(key=lambda m: m.start)
        self.mentions = known
        self.clauses = clauses(made, verb_groups(made, lex, self.mentions), self.mentions, lex.said)
        self.drafts: list[Draft] = []
        self.reasons: list[tuple[str, int]] = []

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
        if not self.lex.null_subject or clause.form != "fin" or clause.passive:
            return False
        made = self.line
        comma = next((i for i in range(clause.start - 1, clause.left - 1, -1) if made.word[i] == ","), clause.left - 1)
        return all(made.tag[i] in _SMALL for i in range(comma + 1, clause.start))

    def _inverted(self, clause: Clause) -> list[Mention]:
        """The subject that follows its verb of saying; where none does, the verb goes on with the subject before."""
        behind = [m for m in self._bare(clause.end, clause.right) if m.first <= clause.end + _BEHIND]
        holder = behind and (behind[0].kind != "adjective" or behind[0].role_kind in ("role", "institution"))
        if holder and self.lex.subject_after:
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
        if clause.form != "fin" or not self.lex.marked_forms:
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

    def pick(self, pattern: Rule, slots: dict[str, list[Mention]], taken: tuple[str, ...]) -> list[str]:
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
            for together in self._runs(there) if self.lex.one_run else [there]:
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

    def _all(self, start: int, end: int) -> list[Mention]:
        return [
            m for m in self.mentions if m.first >= start and m.last <= end and m.slot not in ("place", "near", "per")
        ]

    def _abroad(self, mention: Mention) -> bool:
        """Whether a state is named as the owner of a post that it has abroad (`l'ambassade d'Iran à Athènes`)."""
        posts = self.lex.listed("posts")
        before = self.line.low[max(0, mention.first - _COUNTED) : mention.start]
        return not posts.isdisjoint(mention.role.lower().split()) or (
            mention.slot == "of" and not posts.isdisjoint(before)
        )

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
