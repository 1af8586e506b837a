"""Parties that the clause does not name: from the clauses around it, from what was said before, from the scene."""

from __future__ import annotations

from ..lang import Rule
from .draft import HOSTILE
from .mention import Mention
from .subjects import _ACTING, _BEHIND, _COUNTED, Subjects, run
from .verbs import Clause

__all__ = ["Elsewhere"]

_AIMED = ("against", "on", "towards", "to", "place", "near", "of", "at")
_ASIDE = ("per", "border", "near")  # who stands so is no party
_SPOTS = ("place", "near", "to")
_DIRECTED = ("RETREAT", "MOBILIZE", "REQUEST", "AGREE", "AID")
_AIMED_AT = ("", "against", "on", "of")
_NAMING = ("people", "adjective", "group", "region", "metonym")
_AIMLESS = ("CONCEDE", "RETREAT")  # may be done to nobody
_ANSWERS = (*HOSTILE, "RETREAT")  # what answers an act of the other side
_FALLBACK = ("ACCUSE", "THREATEN", "REJECT", "SANCTION", "CONCEDE")


class Elsewhere(Subjects):
    """Asks the rest of the sentence, and the document, for a party."""

    __slots__ = ()

    def _among(self, clause: Clause) -> list[str]:
        """Who is named of those that the subject counts, behind its verb (`trois ont péri, dont un Polonais`)."""
        made = self.line
        behind = [m for m in self.mentions if clause.end <= m.first and m.last <= clause.deep and m.kind == "people"]
        near = [m for m in behind if "rel" in made.tag[max(clause.end, m.first - _COUNTED) : m.first]]
        return [c for m in run(near, made) for c in m.codes]

    def _beside_subject(self, pattern: Rule, clause: Clause, taken: tuple[str, ...]) -> list[str]:
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

    def _told(self, pattern: Rule, clause: Clause, taken: list[str]) -> list[str]:
        """Of whom something is demanded: the subject of the clause that says what."""
        if "that" not in pattern.to:
            return []
        at = next((i for i in range(clause.end, min(clause.deep, self.line.size)) if self.line.tag[i] == "that"), -1)
        inside = [
            m for m in self.mentions if at >= 0 and at < m.first and m.last <= clause.deep and m.strong and not m.slot
        ]
        return [c for m in run(inside[:2], self.line) for c in m.codes if c not in taken]

    def _further(
        self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]], taken: tuple[str, ...]
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

    def _below(self, pattern: Rule, clause: Clause, taken: tuple[str, ...]) -> list[str]:
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
        self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]], taken: tuple[str, ...]
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

    def _domestic(self, pattern: Rule, clause: Clause, actors: list[str]) -> list[str]:
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
