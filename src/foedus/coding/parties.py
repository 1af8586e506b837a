"""Who takes part: the subject of a clause, its recipients, what it inherits from the clauses around it."""

from __future__ import annotations

from ..lang import Rule
from .elsewhere import _SPOTS, Elsewhere
from .mention import Mention
from .subjects import run
from .triggers import copular, senses
from .verbs import Clause

__all__ = ["Parties"]

_GIVEN_TO = ("to", "towards", "with")  # of what is given or told, the subject of the passive is no party
_SEATS = ("capital", "metonym", "state")
_ELSEWHERE = ("near", "per", "border")  # where something happens, not who does it


class Parties(Elsewhere):
    """A sentence with its mentions and clauses, asked who does what to whom."""

    __slots__ = ()

    def _parties(self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]]) -> tuple[list[str], list[str]]:
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

    def _undergone(self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]]) -> tuple[list[str], list[str]]:
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

    def _behind(self, pattern: Rule, clause: Clause) -> list[str]:
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

    def _set_off(self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]]) -> tuple[list[str], list[str]]:
        """The parties of a participle that marks set off. Its noun suffers what is done, or has come or gone."""
        holder = self._holder(clause)
        if any(lemma in self.lex.being for lemma in clause.lemmas):
            return holder, self.pick(pattern, slots, tuple(holder))
        agents = self._agents(pattern, clause, {s: [m for m in f if m.first < clause.right] for s, f in slots.items()})
        return agents, [c for c in holder if c not in agents]

    def _agents(self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]]) -> list[str]:
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

    def _seen(self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]]) -> tuple[list[str], list[str]]:
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
        self, pattern: Rule, clause: Clause, slots: dict[str, list[Mention]], named: list[str]
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
