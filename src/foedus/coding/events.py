"""Events of a sentence: who did what to whom, from its clauses and their triggers."""

from __future__ import annotations

from ..lang import Lexicon
from .corefs import Memory
from .draft import Draft
from .line import Line
from .mention import Mention
from .nouns import Nouns
from .triggers import carries, senses
from .verbs import Clause
from .when import Clock

__all__ = ["Scene", "scene"]

NOTHING = "NONE"  # the type of patterns that report no event: "declined to comment"
_TRIED = ("ASSAULT", "COERCE", "CONSULT")  # to attempt it is to do it (to mediate, to negotiate)
_GIVEN = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")  # what may be refused


class Scene(Nouns):
    """A sentence being coded."""

    __slots__ = ()

    def code(self) -> None:
        """Codes every clause, then the nouns that report an event by themselves."""
        for clause in self.clauses:
            clause.actors = self.subject(clause)
            self._clause(clause)
        self._recent_nouns()
        self.drafts[:] = [d for d in self.drafts if not self._idle(d)]
        main = next(
            (c.actors for c in self.clauses if c.form == "fin" and c.actors and c.link in ("main", "coord")), None
        )
        self.memory.after(main, self.mentions, self.drafts)

    def _clause(self, clause: Clause) -> None:
        reason = self._dead(clause)
        if reason == "negated" and self._refuses(clause):
            return
        if reason:
            if (clause.tense == "due" and self._demanded(clause)) or self._refused(clause):
                return
            if clause.lemmas and any(lemma in self.lex.senses for lemma in clause.lemmas):
                self.reasons.append((reason, clause.head))
            return
        carried = self._carried(clause)
        if carried == "dead":
            return
        if self._noun_complement(clause, carried):
            return
        for pattern in senses(clause, self.line, self.lex, self.mentions):
            if pattern.type == NOTHING:
                return
            draft = self._draft(pattern, clause) if carried != "attempt" or pattern.type in _TRIED else None
            if draft is not None:
                self._emit(draft, clause, carried)
                return

    def _refuses(self, clause: Clause) -> bool:
        """Codes what a speaker says that it will not do, where that answers what another asks or proposes."""
        pattern = self.lex.refusal
        if pattern is None or clause.negated is False or clause.tense not in ("fut", "cond") or not clause.actors:
            return False
        classes = self.lex.pack.grammar.classes
        said = self.announced(clause) if clause.tense == "fut" else self._own_future(clause)
        barred = clause.tense == "cond" and clause.link in ("main", "coord")  # "would not let the convoy through"
        refused = classes.get("refused" if said else "barred", ())
        if not (said or barred) or not any(lemma in refused for lemma in clause.lemmas):
            return False
        draft = self._draft(pattern, clause)
        if draft is None or not draft.recipients:
            return False
        self._emit(draft, clause, "")
        return True

    def _demanded(self, clause: Clause) -> bool:
        """Codes a demand where one party says what another must do (`Y doit se retirer, a déclaré X`)."""
        pattern = self.lex.implied.get("demand")
        said = self._said_of(clause) if pattern is not None else None
        if pattern is None or said is None:
            return False
        speakers = [c for m in said.actors for c in m.codes]
        told = [c for m in clause.actors for c in m.codes]
        told = told or [c for m in self.slots(said.end, said.right).get("to", ()) for c in m.codes]
        told = [c for c in told if c not in speakers]
        if not speakers or not told:
            return False
        draft = Draft(pattern, pattern.type, speakers, told, clause)
        draft.start, draft.end = clause.start, clause.right
        said.coded = clause.coded = True
        self.drafts.append(draft)
        return True

    def _refused(self, clause: Clause) -> bool:
        """Codes a refusal where a party says of itself that it will not give, meet or yield (`ne livrera pas`)."""
        pattern = self.lex.implied.get("refuse")
        if pattern is None or not clause.negated or not self._of_itself(clause):
            return False
        for meant in senses(clause, self.line, self.lex, self.mentions):
            if meant.type not in _GIVEN:
                continue
            actors, recipients = self._parties(meant, clause, self.slots(clause.end, clause.right))
            if not actors or not recipients:
                continue
            draft = Draft(pattern, pattern.type, actors, recipients, clause)
            draft.start, draft.end = clause.start, clause.right
            self.drafts.append(draft)
            return True
        return False

    def _of_itself(self, clause: Clause) -> bool:
        """Whether a party says of itself what it will do."""
        parent = clause.parent
        if clause.link == "that" and parent is not None and parent.says and parent.tense == "done":
            same = {c for m in parent.actors for c in m.codes} & {c for m in clause.actors for c in m.codes}
            return bool(same) and clause.tense in ("fut", "cond")
        return clause.tense == "fut" and self.announced(clause)

    def _carried(self, clause: Clause) -> str:
        """What the verb above makes of this clause."""
        parent = clause.parent
        if parent is None or (clause.link not in ("inf", "that") and not self._object(clause)):
            return ""
        if clause.link == "that" and self._antecedent_near(clause):
            return ""
        carry = carries(parent, self.line, self.lex)
        if carry == "dead" and clause.link == "inf" and parent.tense == "done" and self._managed(parent):
            carry = "start"
        if carry == "start" and parent.link == "inf":
            return self._carried(parent)  # "vowed to go on fighting"
        if clause.link == "inf" and carry != "dead" and not parent.coded and self._perfect(clause):
            carry = "start"  # "says that it has shot down": a deed of one's own
        if clause.link != "that":
            if parent.link == "inf" and self._carried(parent) == "dead":
                return "dead"
            if parent.coded and carry not in ("promise", "threat"):
                return "dead"
            return carry or "dead"
        if parent.coded and carry not in ("promise", "threat"):
            return "dead"
        return carry

    def _object(self, clause: Clause) -> bool:
        """Whether a verb in -ing is the object of the one before it (`ruled out sending`)."""
        before = clause.parent
        near = before is not None and before.end <= clause.start <= before.end + bool(before.particle)
        return clause.form == "ger" and near

    def _perfect(self, clause: Clause) -> bool:
        """Whether an infinitive tells of what is done, under a verb of saying or announcing (`assure avoir pris`)."""
        entry = self.line.entry[clause.start]
        auxiliary = entry.auxiliary if entry is not None else None
        parent = clause.parent
        if parent is None or parent.passive or parent.form == "pp":
            return False  # "is accused of having tortured"
        told = parent.says or carries(parent, self.line, self.lex) in ("announce", "promise")
        return told and clause.head > clause.start and auxiliary is not None and auxiliary[0] in ("have", "be")

    def _managed(self, clause: Clause) -> bool:
        """Whether the verb says in the perfect that something could or had to be done, and so was (`a pu visiter`)."""
        listed = self.lex.pack.grammar.classes.get("managed", ())
        return clause.head > clause.start and any(lemma in listed for lemma in clause.lemmas)


def scene(made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> Scene:
    """A sentence, coded."""
    shown = Scene(made, lex, mentions, memory, clock)
    shown.code()
    return shown
