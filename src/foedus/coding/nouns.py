"""Events that a noun reports: behind a light verb, as the subject of what happens, in an adjunct that dates it."""

from __future__ import annotations

from ..lang import Rule
from .draft import Draft
from .drafting import _ANNOUNCED, Drafting
from .line import Line, merged
from .moods import _NEAR
from .subjects import run
from .triggers import carries, noun_patterns
from .verbs import Clause

__all__ = ["Nouns"]

_FAR = 14  # and behind what dates it in the news


class Nouns(Drafting):
    """Codes the nouns of a sentence."""

    __slots__ = ()

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

    def _heading(self, clause: Clause) -> list[tuple[int, Rule, int]]:
        """The noun that heads the subject before those whom it brings together (`a summit of A and B opened`)."""
        first = clause.actors[0].first  # of another sentence, where the subject points back
        if self.line.tag[clause.left] not in ("", "det") or not clause.left <= first <= clause.start:
            return []
        spots = self._nouns(clause.left, first, (clause.left, clause.start), indefinite=False)
        return [spot for spot in spots if spot[0] <= clause.left + 2 and not self.line.tag[spot[0]]]

    def _owned(self, clause: Clause) -> list[tuple[int, Rule, int]]:
        """The noun behind a possessive that is the subject of what happens (`the premier's visit to Peru began`)."""
        made = self.line
        first = next((i for i in range(clause.left, clause.start) if made.low[i] in ("'s", "'")), -1)
        if first < 0:
            return []
        spots = self._nouns(first + 1, clause.start, (clause.left, clause.start), indefinite=False)
        return [spot for spot in spots if not any(made.tag[first + 1 : spot[0]])][:1]

    def _given(self, pattern: Rule, clause: Clause, noun: int, draft: Draft) -> tuple[str, ...]:
        """Who stands between a verb and the noun that it gives ("handed Peru a note of protest")."""
        if draft.symmetric:
            return ()
        inside = self.slots(clause.end, noun) if not clause.passive else {}
        return clause.recipients or tuple(self.pick(pattern, inside, draft.actors))

    def _nouns(self, low: int, high: int, subject: tuple[int, int], *, indefinite: bool) -> list[tuple[int, Rule, int]]:
        found: list[tuple[int, Rule, int]] = []
        made = self.line
        for i in range(low, high):
            if not _trigger(made, i):
                continue
            plain = indefinite and made.low[i - 1] in self.lex.indefinite
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
        if made.tag[j] == "to" and not self.lex.adjective_after:
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
        if self.lex.adjective_after:
            return not made.tag[j] and entry is None and made.word[j].islower()
        plain = entry is None or not (entry.verbs or entry.auxiliary)
        return not made.tag[j] and plain and (made.word[j][0].isalnum() or made.low[j] in ("'s", "'"))

    def _of_noun(self, pattern: Rule, start: int, end: int, clause: Clause | None) -> Draft | None:
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
        recent = [i for i in made.spots(self.lex.shows_recent) if made.tag[i] == "recent"]
        for i in merged(made.spots(self.lex.visiting), recent):
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


def _talking(pattern: Rule, made: Line, start: int, end: int) -> bool:
    """Whether a noun in an adjunct reports a visit, or talks with somebody ("during talks with his counterpart")."""
    return pattern.mode == "visit" or (pattern.type == "CONSULT" and "with" in made.tag[start : min(start + 2, end)])


def _trigger(made: Line, i: int) -> bool:
    """Whether a noun that may report an event starts at a word."""
    entry = made.entry[i]
    return entry is not None and bool(entry.nouns)
