"""Events of a sentence: who did what to whom, from its clauses and their triggers."""

from __future__ import annotations

from ..lang import Lexicon, Pattern
from .corefs import Memory
from .draft import HOSTILE, Draft
from .line import Line
from .mentions import Mention
from .parties import Parties, run
from .triggers import carries, contains, noun_patterns, senses
from .verbs import Clause
from .when import Clock

__all__ = ["Scene", "scene"]

_DEAD_TENSES = ("cond", "hyp", "due", "subj", "impf", "fut", "plup")
_ANNOUNCED = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_PROMISED = {**_ANNOUNCED, "SUPPORT": "AGREE", "CONCEDE": "CONCEDE", "AGREE": "AGREE", "REQUEST": "REQUEST"}


NOTHING = "NONE"  # the type of patterns that report no event: "declined to comment"
_VIOLENT = ("ASSAULT", "COERCE", "PROTEST", "THREATEN")  # to announce any other measure is to take it

_JOINT = ("RETREAT", "CONCEDE")  # what several do to nobody else, they do to each other
_TRIED = ("ASSAULT", "COERCE", "CONSULT")  # to attempt it is to do it (to mediate, to negotiate)
_GIVEN = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")  # what may be refused

_SHARED = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST", "REJECT")  # between parties, if it is news

_POINTS = ("CONSULT", "COERCE", "ASSAULT", "SANCTION", "RETREAT", "REJECT")  # not a stance that may be an old one

_SHIFTING = frozenset(("adjunct", "recent", "for"))  # the tags of what may have a date of its own
_OVERRIDING = ("THREATEN", "CONCEDE", "SANCTION")  # what is agreed on, rather than that it is
_BESIDE = 4  # how far behind its verb of saying the noun of who says it may stand
_NEARBY = 8  # how far before its verb a date may stand
_NEAR = 4  # how far behind "on", "lors de" the noun may stand that reports the event
_FAR = 14  # and behind what dates it in the news


class Scene(Parties):
    """A sentence being coded."""

    __slots__ = ()

    # --- coding --------------------------------------------------------------------------------------------

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

    def _idle(self, draft: Draft) -> bool:
        """Whether a draft adds nothing: the same deed has a foreign recipient, or a protest says what it is for."""
        if draft.type == "REQUEST" and draft.clause is not None and draft.clause.form in ("inf", "ger"):
            parent = draft.clause.parent
            if any(d.type == "PROTEST" and d.clause is parent for d in self.drafts):
                return True
        same = [d for d in self.drafts if d is not draft and (d.type, d.actors) == (draft.type, draft.actors)]
        return draft.recipients == draft.actors and any(d.recipients not in ((), d.actors) for d in same)

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

    def _said_of(self, clause: Clause) -> Clause | None:
        """The verb of saying that a clause is the content of: the one it hangs on, or one inserted behind it."""
        said: Clause | None = None
        if clause.link == "that" and clause.parent is not None and clause.parent.says:
            said = clause.parent
        elif clause.link in ("main", "coord"):
            behind = (c for c in self.clauses if c.start > clause.start and c.says)
            said = next((c for c in behind if c.left == c.start or self.line.word[c.left - 1] == ","), None)
            if said is not None and not said.actors:
                said.actors = self.subject(said)
        return said if said is not None and said.tense == "done" and not said.negated else None

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

    def _antecedent_near(self, clause: Clause) -> bool:
        if clause.link == "that" and self._bare(clause.left, clause.start):
            return False  # with a subject of its own it says something, and describes nobody
        return any(clause.intro - 2 <= m.last <= clause.intro for m in self.mentions if m.codes) and bool(
            clause.parent is None or clause.intro > clause.parent.end
        )

    def _dead(self, clause: Clause) -> str:
        """Why a clause reports nothing, or an empty string."""
        if clause.dead is None:
            clause.dead = self._mood(clause) or self._standing(clause)
        return clause.dead

    def _mood(self, clause: Clause) -> str:
        """What the verb itself says: negated, not yet, perhaps, once."""
        made = self.line
        if clause.negated:
            return "negated"
        if clause.tense in _DEAD_TENSES and not self._excused(clause):
            return {"cond": "conditional", "hyp": "hypothesis", "due": "hypothesis", "fut": "future"}.get(
                clause.tense, "background"
            )
        if clause.link == "aside":
            return "background"
        if not self.lex.rumour.isdisjoint(made.low[clause.left : clause.end + 2]):
            return "rumour"
        if clause.link in ("main", "coord") and self._opined(clause):
            return "opinion"
        if clause.link == "rel" and made.tag[clause.intro - 1] in ("by", "adjunct", "per", "near"):
            return "content"  # a treaty "by which they pledge": what the text says is no act of its own
        if clause.link == "if" or "if" in made.tag[clause.left : clause.start]:
            return "hypothesis"
        return ""

    def _opined(self, clause: Clause) -> bool:
        """Whether a scholar or a commentator says it, behind it (`..., assure un éditorialiste`)."""
        said = next((c for c in self.clauses if c.start > clause.start and c.says and c.left == c.start), None)
        if said is None or said.actors or said.tense != "done":
            return False
        words = self.lex.pack.attribution.get("scholar", ())
        return any(low in words for low in self.line.low[said.end : said.end + _BESIDE])

    def _standing(self, clause: Clause) -> str:
        """What stands around it: a quotation, an old date, a clause above that reports nothing."""
        made, parent = self.line, clause.parent
        if clause.form == "pp":
            if clause.link == "pp" and (self._called(clause) or self._reports(clause)):
                return ""
            return "participle"
        if self._none(clause) or (clause.end < made.size and made.tag[clause.end] == "neg" and not self._no(clause)):
            return "negated"
        if self.line.size and made.quoted[clause.head] and not self._short_quote(clause.head):
            return "quoted"
        if not self._to_come(clause) and self._long_past(clause):
            return "background"
        if self._shares_old_date(clause):
            return "background"
        if self._alleged(clause):
            return "alleged"
        if clause.form == "ger" and made.tag[clause.start - 1] == "for":
            return "content"  # "blamed Rabat for supporting": what is blamed is no act of the one who blames
        if clause.link in ("inf", "that", "ger") and parent is not None:
            above = self._dead(parent)
            if above and above != "participle":
                return above
        if clause.form == "inf" and clause.link == "inf" and parent is None:
            return "purpose"
        return ""

    def _long_past(self, clause: Clause) -> bool:
        """Whether a date in the clause lies before the news of the week."""
        left = max(clause.left, clause.start - _NEARBY)
        aside = next((c.start for c in self.clauses if c.form == "pp" and left <= c.start < clause.start), clause.start)
        return self.clock.background(self.line, left, aside) or self.clock.background(
            self.line, clause.start, self._time_right(clause)
        )

    def _to_come(self, clause: Clause) -> bool:
        """Whether a clause tells of what is to come, so that no date puts it in the past (`se rendra en avril`)."""
        if clause.tense == "fut" or self._own_future(clause):
            return True
        parent = clause.parent
        return clause.link == "inf" and parent is not None and carries(parent, self.line, self.lex) == "promise"

    def _shares_old_date(self, clause: Clause) -> bool:
        """Whether a clause hangs on one that an old date governs: "in 1976, when A recognised B"; "Last December A
        agreed and B recognised". A day of its own frees it.
        """
        parent = clause.parent
        if (
            parent is None
            or clause.link not in ("sub", "coord")
            or self.clock.names_day(self.line, clause.left, clause.right)
        ):
            return False
        fronted = self.clock.background(self.line, parent.left, parent.start, habit=False)
        if clause.link == "coord":
            return fronted
        return fronted or self.clock.background(self.line, parent.start, self._time_right(parent), habit=False)

    def _alleged(self, clause: Clause) -> bool:
        """Whether a clause is what another is said, behind it, to claim (`Iraq is arming rebels, Iran charged`)."""
        words = self.lex.pack.attribution.get("allege", ())
        if not words or clause.link != "main" or clause is self.clauses[-1]:
            return False
        other = next((c for c in self.clauses if c.start > clause.start and c.form == "fin"), None)
        if other is None or other.link != "main" or self.line.word[other.left - 1] not in ',"”':
            return False
        own = {c for m in clause.actors for c in m.codes}
        return any(v in words for v in other.lemmas) and own.isdisjoint(c for m in self.subject(other) for c in m.codes)

    def _reports(self, clause: Clause) -> bool:
        """Whether a participle that marks set off reports an act of the week: a day dates it, a word says that it
        followed at once, or, in front of its subject, it has an agent and is an act that is over once done.
        """
        if not clause.loose:
            return False
        made = self.line
        stop = next((i for i in range(clause.end, clause.right) if made.word[i] in ",;"), clause.right)
        if self.clock.background(made, clause.start, stop):
            return False
        if self.clock.names_day(made, clause.start, stop):
            return True
        soon = self.lex.pack.grammar.classes.get("at_once", ())
        if any(word in soon for word in made.low[clause.start : stop]):
            return True
        if clause.loose != "front" or not any(
            m.slot == "by" for m in self.mentions if m.first in range(clause.end, stop)
        ):
            return False
        return any(p.type in _POINTS for p in senses(clause, made, self.lex, self.mentions))

    def _called(self, clause: Clause) -> bool:
        return any(
            p.type == "ACCUSE" and "antecedent" in p.to for p in senses(clause, self.line, self.lex, self.mentions)
        )

    def _excused(self, clause: Clause) -> bool:
        """A tense that is not the narrative's, but reports all the same: the future of what is promised, a pluperfect
        with a day of the week.
        """
        if clause.tense == "plup" and clause.parent is not None and clause.parent.says:
            return clause.link == "that"  # "said that it had": the tense follows the verb of saying
        if clause.tense == "plup" and clause.link == "sub" and self.memory.domestic:
            return True  # "after rebels had stormed the town"
        told = clause.tense == "impf" and clause.link == "that" and clause.parent is not None
        if (
            told
            and clause.parent is not None
            and clause.parent.actors
            and carries(clause.parent, self.line, self.lex) == "announce"
        ):
            return True  # "announced that it was breaking": the tense follows the verb of saying
        if clause.tense in ("plup", "impf"):
            return self.clock.names_day(self.line, clause.left, clause.right)
        if clause.tense == "fut":
            foretold = clause.link == "that" and clause.parent is not None and not clause.parent.actors
            return (
                (self.lex.pack.grammar.future_reports and not foretold)
                or self.announced(clause)
                or self.announced(clause, concerned=True)
            )
        parent = clause.parent
        if clause.tense not in ("cond", "subj") or clause.link != "that" or parent is None:
            return False
        return carries(parent, self.line, self.lex) in ("promise", "threat") or self._own_future(clause)

    def _own_future(self, clause: Clause) -> bool:
        """Whether a clause says what its speaker will do, in the tense of reported speech (`said it would send`)."""
        parent = clause.parent
        if clause.tense != "cond" or clause.link != "that" or parent is None or self._dead(parent):
            return False
        own, speaks = ({c for m in one.actors for c in m.codes} for one in (clause, parent))
        same = own <= speaks if clause.passive else own & speaks  # "said the soldiers would be brought home"
        return parent.says and bool(speaks) and bool(same)

    def _decided(self, clause: Clause) -> bool:
        """Whether a measure is what the parties above agreed on: it is decided, not threatened."""
        return any(d.clause is clause.parent and d.pattern.then == "decision" for d in self.drafts)

    def _none(self, clause: Clause) -> bool:
        tags = self.line.tag
        if clause.link == "coord" or "neg" not in tags[clause.left : clause.start]:
            return False
        aside = [range(c.start, c.end) for c in self.clauses if clause.left <= c.start and c.end <= clause.start]
        negs = (i for i in range(clause.left, clause.start) if tags[i] == "neg")
        return any(not any(i in other for other in aside) for i in negs)  # "China, never named, accused"

    def _no(self, clause: Clause) -> bool:
        """Whether a negation belongs to the expression (`said no to`)."""
        low = self.line.low[clause.end]
        return any(s.rest[:1] == (low,) for lemma in clause.lemmas for s in self.lex.senses.get(lemma, ()))

    def _short_quote(self, i: int) -> bool:
        made = self.line
        start = i
        while start > 0 and made.quoted[start - 1]:
            start -= 1
        end = i
        while end < made.size and made.quoted[end]:
            end += 1
        return end - start <= 6

    def _time_right(self, clause: Clause) -> int:
        """Where what dates the clause may end: a participle after the object has a date of its own."""
        stops = [c.start for c in self.clauses if c.form == "pp" and clause.end <= c.start < clause.right]
        right = self._before_epithet(clause.end, min(stops, default=clause.right))
        tags = self.line.tag
        if _SHIFTING.isdisjoint(tags[clause.end : right]):
            return right
        for i in range(clause.end, right):
            if tags[i] in ("adjunct", "recent") or (tags[i] == "for" and self._deed_behind(i)):
                return i
        return right

    def _before_epithet(self, start: int, end: int) -> int:
        """`end`, or where a participle that no list holds says since when the object is what it is (`un homme recherché
        depuis des années`).
        """
        made, endings = self.line, self.lex.pack.grammar.participle_endings
        for i in range(start + 1, end) if endings else ():
            before = made.word[i - 1]
            if made.low[i] in self.lex.pack.calendar.since and before.islower() and before.endswith(endings):
                return i - 1 if not made.tag[i - 1] else end
        return end

    def _deed_behind(self, i: int) -> bool:
        """Whether `for` at i brings an older deed ("apologised for a raid in 2010"): its date is not the clause's."""
        made = self.line
        near = (made.entry[j] for j in range(i + 1, min(i + _NEAR + 1, made.size)))
        return any(e is not None and any(p.type in HOSTILE for p in e.nouns.alone) for e in near)

    def _draft(self, pattern: Pattern, clause: Clause) -> Draft | None:
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

    # --- nouns ---------------------------------------------------------------------------------------------

    def _noun_complement(self, clause: Clause, carried: str) -> bool:
        """A light or announcing verb with a noun that reports the event (`a lancé une offensive`)."""
        suffix = f" {clause.particle}" if clause.particle else ""  # "called off a strike" is no call
        light = any(lemma + suffix in self.lex.light for lemma in clause.lemmas)
        carry = carries(clause, self.line, self.lex)
        happens = carry == "happen"
        if not light and carry not in ("announce", "start", "happen"):
            return False
        low, high = (clause.left, clause.start) if clause.passive else (clause.end, clause.right)
        subject = (clause.left, clause.start)
        alone = happens and not (light and clause.actors)  # "talks kicked off", not "Peru kicked off talks"
        spots = [] if alone else self._nouns(low, high, subject, indefinite=carry != "announce")
        if not spots and not clause.passive and (happens or light) and not clause.actors:
            spots = self._nouns(clause.left, clause.start, subject, indefinite=False)
        elif not spots and not clause.passive and light:
            spots = self._heading(clause)
        if not spots and not clause.passive and (happens or carry == "start") and clause.actors:
            spots = self._owned(clause)
        done = False
        for i, pattern, stop in spots:
            draft = self._of_noun(pattern, stop, high if high > stop else clause.right, clause)
            if draft is None or not (draft.recipients or draft.symmetric or not self._uncodable(clause)):
                continue
            if carry == "announce" and not light and draft.type in ("REQUEST", "ACCUSE", "THREATEN"):
                continue
            if carry == "announce":
                draft.type = _ANNOUNCED.get(draft.type, draft.type)
            draft.recipients = draft.recipients or self._given(pattern, clause, i, draft)
            done = True
            if clause.tense == "fut" or carried in ("promise", "threat"):
                self._emit(draft, clause, carried)
                continue
            clause.coded = True
            clause.recipients = draft.recipients
            draft.start, draft.end = min(i, clause.start), max(clause.right, clause.end)
            self.drafts.append(draft)
        return done

    def _heading(self, clause: Clause) -> list[tuple[int, Pattern, int]]:
        """The noun that heads the subject before those whom it brings together (`a summit of A and B opened`)."""
        first = clause.actors[0].first  # of another sentence, where the subject points back
        if self.line.tag[clause.left] not in ("", "det") or not clause.left <= first <= clause.start:
            return []
        spots = self._nouns(clause.left, first, (clause.left, clause.start), indefinite=False)
        return [spot for spot in spots if spot[0] <= clause.left + 2 and not self.line.tag[spot[0]]]

    def _owned(self, clause: Clause) -> list[tuple[int, Pattern, int]]:
        """The noun behind a possessive that is the subject of what happens (`the premier's visit to Peru began`)."""
        made = self.line
        first = next((i for i in range(clause.left, clause.start) if made.low[i] in ("'s", "'")), -1)
        if first < 0:
            return []
        spots = self._nouns(first + 1, clause.start, (clause.left, clause.start), indefinite=False)
        return [spot for spot in spots if not any(made.tag[first + 1 : spot[0]])][:1]

    def _given(self, pattern: Pattern, clause: Clause, noun: int, draft: Draft) -> tuple[str, ...]:
        """Who stands between a verb and the noun that it gives ("handed Peru a note of protest")."""
        if draft.symmetric:
            return ()
        inside = self.slots(clause.end, noun) if not clause.passive else {}
        return clause.recipients or tuple(self.pick(pattern, inside, draft.actors))

    def _nouns(
        self, low: int, high: int, subject: tuple[int, int], *, indefinite: bool
    ) -> list[tuple[int, Pattern, int]]:
        found: list[tuple[int, Pattern, int]] = []
        made = self.line
        for i in range(low, high):
            if not _trigger(made, i):
                continue
            plain = indefinite and made.low[i - 1] in self.lex.pack.grammar.indefinite
            if (not plain and self._governed(i, low)) or (found and i < found[-1][2]):
                continue
            hit = noun_patterns(made, self.lex, i, high, self.mentions, subject)
            role = made.role[i]
            if hit is not None and (role is None or role[1] <= hit[1]):  # not the patrol of "patrol boats"
                found.append((i, *hit))
        return found

    def _governed(self, i: int, low: int) -> bool:
        """Whether a noun stands under another noun or in an adjunct, so that it is not itself announced."""
        made = self.line
        j = i - 1
        while j >= low and (made.tag[j] in ("det", "skip") or self._attribute(j)):
            j -= 1
        measures = self.lex.listed("measures")
        if j > low and made.tag[j] == "of" and made.low[j - 1] in measures:  # "launched ten days of exercises"
            return self._governed(j - 1, low)
        if j == low or all(made.tag[k] == "skip" for k in range(low, j)):
            return False
        entry = made.entry[j] if j > low else None
        if entry is not None and not made.tag[j] and "ger" in entry.features:
            return True  # "took in families fleeing the shelling"
        if made.tag[j] == "to" and not self.lex.pack.grammar.adjective_after:
            return True  # "gave in to the demands", while French takes part "à" what it does
        return j >= low and made.tag[j] in (
            "of",
            "adjunct",
            "recent",
            "for",
            "purpose",
            "per",
            "against",
            "on",
            "with",
            "place",
            "+",
        )

    def _attribute(self, j: int) -> bool:
        """Whether a word may be an adjective or a noun used as one (`an Israeli troop pullback`)."""
        made, entry = self.line, self.line.entry[j]
        if self.lex.pack.grammar.adjective_after:
            return not made.tag[j] and entry is None and made.word[j].islower()
        plain = entry is None or not (entry.verbs or entry.auxiliary)
        return not made.tag[j] and plain and (made.word[j][0].isalnum() or made.low[j] in ("'s", "'"))

    def _of_noun(self, pattern: Pattern, start: int, end: int, clause: Clause | None) -> Draft | None:
        slots = self.slots(start, end)
        own = [c for m in clause.actors for c in m.codes] if clause is not None and not clause.passive else []
        if clause is not None and clause.passive:
            after = self.slots(clause.end, clause.right)
            own = [c for m in after.get("by", ()) for c in m.codes]
        if not own:
            own = [c for m in slots.get("by", ()) for c in m.codes] or [
                c for m in slots.get("between", ()) for c in m.codes
            ]
        if not own:
            genitive = slots.get("of", []) + slots.get("direct", [])
            first = run(genitive, self.line)
            own = [c for m in first for c in m.codes]
            slots = {s: [m for m in found if m not in first] for s, found in slots.items()}
        headed = clause is not None and start <= clause.start  # "a march against X drew thousands in Y"
        if pattern.then == "protesters" and headed and clause is not None and not slots.get("by"):
            own = self._protesters(clause, slots) or own
        if pattern.mode == "visit":  # who is visited is no visitor, even where the sentence has both as its subject
            hosts = self.pick(pattern, slots, ())
            own = [c for c in own if c not in hosts]
        if not own:
            return None
        recipients = self.pick(pattern, slots, tuple(own))
        if not recipients and clause is not None and "none" not in pattern.to:
            recipients = self._domestic(pattern, clause, own)
        if not recipients and pattern.mutual and len(own) > 1 and len(set(own)) == 1 and self.memory.domestic:
            recipients = own[:1]  # "between government troops and tribesmen"
        if pattern.need == "recipient" and not recipients:
            return None
        draft = Draft(pattern, pattern.type, own, (pattern.whom,) if pattern.whom else recipients, clause)
        self._mutual(draft, slots)
        return draft

    def _recent_nouns(self) -> None:
        """Nouns in an adjunct that dates them in the news (`au lendemain de la signature de ...`)."""
        made = self.line
        visiting = self.lex.visiting
        recent = [i for i, tag in enumerate(made.tag) if tag == "recent"] if "recent" in made.tag else []
        for i in sorted({*made.spots(visiting), *recent}):
            reach = i + (_FAR if made.tag[i] == "recent" else _NEAR)
            j = i + 1
            while (
                j < min(reach, made.size) and not (_trigger(made, j) and not made.tag[j]) and made.word[j] not in ",;:"
            ):
                j += 1
            end = self._adjunct_end(j)
            hit = noun_patterns(made, self.lex, j, end, self.mentions) if j < min(reach, made.size) else None
            if hit is None or (made.tag[i] != "recent" and not _talking(hit[0], made, hit[1], end)):
                continue
            if made.tag[i] == "on" and hit[0].mode != "visit":
                continue  # "shut the door on talks with"
            if self.clock.background(made, i, end, habit=False):
                continue
            pattern, stop = hit
            holder = next((c for c in self.clauses if c.form == "fin" and c.actors and c.start > i), None) or next(
                (c for c in self.clauses if c.form == "fin" and c.actors), None
            )
            inside = next(k for k in range(i + 1, made.size + 1) if k == made.size or made.tag[k] != "+")
            draft = self._of_noun(pattern, inside, end, None)
            if (
                draft is None
                or (draft.pattern.mutual and not draft.symmetric)
                or not draft.actors
                or (pattern.mode == "visit" and not draft.recipients)
            ):
                draft = self._of_noun(pattern, stop, end, holder) if holder is not None and not holder.passive else None
            if draft is not None and (draft.symmetric or draft.recipients):
                draft.start, draft.end = i, end
                self.drafts.append(draft)

    def _adjunct_end(self, start: int) -> int:
        made = self.line
        starts = {c.start for c in self.clauses if c.form == "fin"}
        for j in range(start, made.size):
            if made.word[j] == "," or j in starts:
                return j
        return made.size


def _talking(pattern: Pattern, made: Line, start: int, end: int) -> bool:
    """Whether a noun in an adjunct reports a visit, or talks with somebody ("during talks with his counterpart")."""
    return pattern.mode == "visit" or (pattern.type == "CONSULT" and "with" in made.tag[start : min(start + 2, end)])


def _trigger(made: Line, i: int) -> bool:
    """Whether a noun that may report an event starts at a word."""
    entry = made.entry[i]
    return entry is not None and bool(entry.nouns)


def scene(made: Line, lex: Lexicon, mentions: list[Mention], memory: Memory, clock: Clock) -> Scene:
    """A sentence, coded."""
    shown = Scene(made, lex, mentions, memory, clock)
    shown.code()
    return shown
