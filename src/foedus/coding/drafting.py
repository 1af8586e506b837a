"""A pattern that a clause fires -> a draft of an event with its parties."""

from __future__ import annotations

from ..lang import Rule
from .draft import HOSTILE, Draft
from .mention import Mention
from .moods import _BESIDE, Moods
from .triggers import contains
from .verbs import Clause

__all__ = ["Drafting"]

_ANNOUNCED = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_PROMISED = {**_ANNOUNCED, "SUPPORT": "AGREE", "CONCEDE": "CONCEDE", "AGREE": "AGREE", "REQUEST": "REQUEST"}
_VIOLENT = ("ASSAULT", "COERCE", "PROTEST", "THREATEN")  # to announce any other measure is to take it
_JOINT = ("RETREAT", "CONCEDE")  # what several do to nobody else, they do to each other
_SHARED = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST", "REJECT")  # between parties, if it is news
_OVERRIDING = ("THREATEN", "CONCEDE", "SANCTION")  # what is agreed on, rather than that it is


class Drafting(Moods):
    """Makes drafts of events, mutual ones and pairs among them."""

    __slots__ = ()

    def _idle(self, draft: Draft) -> bool:
        """Whether a draft adds nothing: the same deed has a foreign recipient, or a protest says what it is for."""
        if draft.type == "REQUEST" and draft.clause is not None and draft.clause.form in ("inf", "ger"):
            parent = draft.clause.parent
            if any(d.type == "PROTEST" and d.clause is parent for d in self.drafts):
                return True
        same = [d for d in self.drafts if d is not draft and (d.type, d.actors) == (draft.type, draft.actors)]
        return draft.recipients == draft.actors and any(d.recipients not in ((), d.actors) for d in same)

    def _draft(self, pattern: Rule, clause: Clause) -> Draft | None:
        slots = self.slots(clause.end, clause.right)
        actors, recipients = self._parties(pattern, clause, slots)
        if actors and not recipients and ("none" not in pattern.to or (pattern.mutual and len(clause.actors) > 1)):
            recipients = self._domestic(pattern, clause, actors)
        if not actors or (pattern.need == "recipient" and not recipients):
            return None
        if not recipients and self._uncodable(clause):
            return None
        draft = Draft(pattern, pattern.type, actors, recipients, clause)
        if pattern.whom and not draft.symmetric:
            draft.recipients = (pattern.whom,)
        if pattern.then == "gathered" and len(draft.actors) < 2:
            return None
        if pattern.then == "host":
            if not draft.recipients:
                return None
            if clause.tense == "fut":  # who will receive has said so
                return draft
            draft.actors, draft.recipients = draft.recipients, draft.actors
        self._mutual(draft, slots)
        if pattern.need == "parties" and len(draft.actors) + len(draft.recipients) < 2:
            return None
        return draft

    def _mutual(self, draft: Draft, slots: dict[str, list[Mention]]) -> None:
        if draft.pattern.then == "joint" and len(draft.actors) > 1 and not draft.recipients:
            draft.type, draft.symmetric = "COOPERATE", True
            return
        near = draft.clause.end + _BESIDE if draft.clause is not None else 0
        agreed = draft.pattern.then == "decision"
        with_them = [c for m in slots.get("with", ()) if agreed and m.start < near for c in m.codes]
        if with_them:  # "agreed with Chad to open a bridge"
            draft.actors, draft.recipients = tuple(dict.fromkeys((*draft.actors, *with_them))), ()
        joint = draft.type in _JOINT or draft.pattern.then == "decision" or self._together(draft)
        if joint and len(draft.actors) > 1 and not draft.recipients:
            draft.symmetric = True  # "Laos and Thailand withdrew their troops", "agreed to set up a bank"
            return
        if not draft.pattern.mutual or draft.pattern.then == "fight":
            if draft.pattern.then == "fight" and not draft.recipients and len(draft.actors) > 1:
                draft.symmetric = True
            return
        if draft.actors == draft.recipients:
            return
        side = "with" if slots.get("with") else "between"  # "shared evidence with A on talks between B and C"
        joined = [c for m in slots.get(side, ()) for c in m.codes]
        if joined:
            draft.actors = tuple(dict.fromkeys((*draft.actors, *joined)))
            draft.recipients = tuple(c for c in draft.recipients if c not in draft.actors)
        if draft.pattern.then == "gathered" or (
            len(draft.actors) > 1 and not (draft.type == "AGREE" and draft.recipients)
        ):
            draft.symmetric, draft.recipients = True, ()
        elif draft.type in _JOINT and not joined:
            return  # "Israel announced a truce in Gaza": one alone
        elif draft.recipients:
            draft.actors, draft.recipients, draft.symmetric = (*draft.actors, *draft.recipients), (), True

    def _together(self, draft: Draft) -> bool:
        """Whether what several promise is something between them (`pledged closer cooperation`)."""
        clause = draft.clause
        if draft.type != "AGREE" or clause is None or draft.recipients:
            return False
        return contains(self.line, self.lex, self.lex.pack.grammar.classes.get("together", ()), clause.end, clause.deep)

    def _emit(self, draft: Draft, clause: Clause, carried: str) -> None:
        coming = clause.tense == "fut" or self._own_future(clause)
        if coming and carried in ("", "announce"):
            carried = "promise"
        elif carried == "announce" and clause.link == "that" and clause.tense in ("done", "plup"):
            carried = ""  # "said that it had released": done, not to come
        if carried in ("promise", "announce"):
            table = _PROMISED if carried == "promise" else _ANNOUNCED
            harm = _VIOLENT if coming or self._decided(clause) else HOSTILE
            hostile = carried == "promise" and draft.type in harm
            draft.type = "THREATEN" if hostile else table.get(draft.type, draft.type)
            draft.status = "announced" if draft.type != draft.pattern.type else "happened"
        elif carried == "threat" or (carried == "warning" and coming and draft.type in HOSTILE):
            draft.type = "THREATEN"
        if carried == "promise" and self._unless(clause):
            draft.type = "THREATEN"
        if clause.tense == "fut" and draft.type in HOSTILE and "if" in self.line.tag:
            draft.type = "THREATEN"
        if carried == "announce" and draft.type == "CONCEDE" and len(draft.actors) > 1 and not draft.recipients:
            draft.type, draft.symmetric = "AGREE", True  # what several decide to give up among themselves
        if draft.type != draft.pattern.type:
            draft.mode = ""
        parent = self._above_of(clause)
        if carried and parent is not None and parent.coded and clause.link != "coord":
            self._absorb(draft, parent)
            return
        if not carried and self._taken_side(clause, draft):
            return
        if self._alone(draft):
            self.reasons.append(("domestic", clause.head))
            return
        clause.coded = True
        own = {c for m in clause.actors for c in m.codes}
        received = tuple(c for c in draft.actors if c not in own) if draft.pattern.then == "host" else ()
        clause.recipients = received or draft.recipients or tuple(c for c in draft.actors if draft.symmetric)
        draft.start, draft.end = clause.start, max(clause.right, clause.end)
        self.drafts.extend(self._pairs(draft, clause))

    @staticmethod
    def _above_of(clause: Clause) -> Clause | None:
        """The clause whose event takes in what this one says (`vowed to continue fighting`: the vow)."""
        parent = clause.parent
        while parent is not None and not parent.coded and parent.link == "inf" and clause.link != "coord":
            parent = parent.parent
        return parent

    def _unless(self, clause: Clause) -> bool:
        """Whether what is promised depends on what the other does."""
        words = self.lex.listed("unless")
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

    def _alone(self, draft: Draft) -> bool:
        """Whether a state asks, agrees or refuses where the sentence names nobody else: its own affairs."""
        if self.memory.domestic or draft.recipients or len(draft.actors) > 1 or draft.type not in _SHARED:
            return False
        return all(set(m.codes) <= set(draft.actors) and m.kind not in ("never", "region") for m in self.mentions)

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
                if known.type == "AGREE" and draft.type in _OVERRIDING and not known.symmetric:
                    known.type = draft.type
                    aimed = draft.recipients or known.recipients
                    known.symmetric = draft.type in _JOINT and len(known.actors) > 1 and not aimed
                if not known.recipients and not known.symmetric:
                    known.recipients = tuple(c for c in draft.recipients if c not in known.actors)
                    if known.type == "THREATEN" and not known.recipients:
                        known.recipients = tuple(self.only_other(known.actors))
                    parent.recipients = known.recipients
