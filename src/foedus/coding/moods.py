"""What keeps a clause from reporting an event of the day: negated, supposed, quoted, to come, older than the news."""

from __future__ import annotations

from .draft import HOSTILE
from .parties import Parties
from .triggers import carries, senses
from .verbs import Clause

__all__ = ["Moods"]

_DEAD_TENSES = ("cond", "hyp", "due", "subj", "impf", "fut", "plup")
_POINTS = ("CONSULT", "COERCE", "ASSAULT", "SANCTION", "RETREAT", "REJECT")  # not a stance that may be an old one
_SHIFTING = frozenset(("adjunct", "recent", "for"))  # the tags of what may have a date of its own
_BESIDE = 4  # how far behind its verb of saying the noun of who says it may stand
_NEARBY = 8  # how far before its verb a date may stand
_NEAR = 4  # how far behind "on", "lors de" the noun may stand that reports the event


class Moods(Parties):
    """Tells which clauses report nothing, and why."""

    __slots__ = ()

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
        if any(clause.left <= i < clause.end + 2 for i in made.spots(self.lex.shows_rumour)):
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
        if not self.clock.dated(self.line):
            return False
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
                (self.lex.future_reports and not foretold)
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
        made, endings = self.line, self.lex.participle_endings
        for i in made.spots(self.lex.shows_since) if endings else ():
            before = made.word[i - 1]
            if start < i < end and before.islower() and before.endswith(endings):
                return i - 1 if not made.tag[i - 1] else end
        return end

    def _deed_behind(self, i: int) -> bool:
        """Whether `for` at i brings an older deed ("apologised for a raid in 2010"): its date is not the clause's."""
        made = self.line
        near = (made.entry[j] for j in range(i + 1, min(i + _NEAR + 1, made.size)))
        return any(e is not None and any(p.type in HOSTILE for p in e.nouns.alone) for e in near)
