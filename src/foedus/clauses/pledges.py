"""Which pledges a part of a clause makes.

A promise of aid counts as a pledge of defence where an attack on a party is its case, as one of offence where a war is
that no attack need have begun. What stands inside the case itself ("if one makes war ..."), what is denied, what
another treaty is recalled to say, and what is only the subject of talks, is no promise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..lang.treaty import Part
from ..treaty import Pledge

__all__ = ["Found", "cases", "pledges"]

Words = tuple[int, int]
Found = dict[Pledge, list[tuple[Part, Words]]]

_NEAR = 6  # words between a negation and what it denies
_FAR = 14  # the same where a war is denied
_ACTS = ("help", "aid", "fight", "consult", "neutral", "measures")
_SOON = 3  # words from "and" to the promise that it adds
_AHEAD = 4  # words of a part within which a supposition stands first
_NAMED = 4  # words behind an attack or a declaration of war in which its object is named
_HELP = ("aid", "military_help")
_DEEDS = ("fight", "measures")


@dataclass
class _Reader:
    """The parts of a clause, read in order: an attack that one part names is the case of the aid in the next."""

    found: Found = field(default_factory=dict)
    attack: list[tuple[Part, Words]] = field(default_factory=list)
    topic: list[tuple[Part, Words]] = field(default_factory=list)
    pending: list[tuple[Part, Words]] = field(default_factory=list)
    """Aid that is promised before any attack is named."""

    def read(self, part: Part) -> None:
        """Adds the pledges of a part."""
        view = _View(part)
        if view.preamble:
            return
        for pledge, spans in (
            ("defence", self._defence(view)),
            ("offence", self._offence(view)),
            ("neutrality", view.neutrality(bool(self.attack or self.topic))),
            ("nonaggression", view.nonaggression()),
            ("consultation", self._consultation(view)),
        ):
            if spans:
                self.found.setdefault(pledge, []).extend(spans)  # type: ignore[arg-type]
        self.attack = [(part, span) for span in view.attacks] or self.attack
        self.topic = [(part, span) for span in view.topics()] or self.topic

    def _defence(self, view: _View) -> list[tuple[Part, Words]]:
        part = view.part
        if part.has("recall", "no_duty", "limit", "definition"):
            return []
        whole = [s for s in part.spans("one_for_all", "casus", "both_wars", "protect") if not view.denied(s)]
        whole = [s for s in whole if not view.in_case(s) and not view.talked(s)]
        if whole:
            return [(part, span) for span in whole]
        promised = view.promised(_HELP, _DEEDS)
        attacks = [(part, span) for span in view.attacks]
        if attacks and self.pending and part.has("exception"):  # "they assist each other; not if the one attacked ..."
            return [*self.pending, *attacks]
        cases = attacks or self.attack or view.dangers()
        if not promised or not cases:
            self.pending = [(part, span) for span in promised]
            return []
        return [*cases, *((part, span) for span in promised)]

    def _offence(self, view: _View) -> list[tuple[Part, Words]]:
        part = view.part
        if part.has("recall", "no_duty"):
            return []
        joined = [s for s in part.spans("join_war") if not view.denied(s, _FAR) and not view.in_case(s)]
        attacked = bool(view.attacks) or bool(self.attack) or any(not view.in_case(s) for s in part.spans("protect"))
        if part.has("both_wars"):
            return [(part, span) for span in (*joined, *part.spans("both_wars"))]
        if part.has("any_war") and (joined or (view.wars_of_a_party() and view.promised(_HELP, ("fight",)))):
            return [(part, span) for span in (*joined, *part.spans("any_war"))]
        if attacked:
            return []
        if not joined and view.wars_of_a_party() and view.promised(_HELP):
            return [(part, span) for span in view.promised(_HELP)]
        return [(part, span) for span in joined]

    def _consultation(self, view: _View) -> list[tuple[Part, Words]]:
        part = view.part
        talks = [] if part.has("no_duty") else part.spans("consult")
        topics = [(part, span) for span in view.topics()] or self.topic
        if not talks or not topics or (part.has("routine") and not part.has("case")):
            return []
        return [*topics, *((part, span) for span in talks)]


class _View:
    """A part with what its grammar says: what is supposed, what is denied."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.preamble = any(start - part.start < 2 for start, _ in part.spans("preamble")) and not part.has("promise")
        self.cases = list(cases(part))
        self._negations = part.spans("negation", "shun")
        promises = [start for start, _ in part.spans("promise")]
        self._turns = [end for _, end in part.spans("turn") if any(0 <= p - end < _SOON for p in promises)]
        own = [s for s in part.spans("join_war") if not self.in_case(s)]
        none = [s for s in part.spans("no_aid", "no_force") if not self.turned(*s)]
        self.attacks = [
            s
            for s in part.spans("attack")
            if not _meets(s, own) and (self.in_case(s) or not _inside(s, none)) and not self._by_the_ally(s)
        ]
        if own:
            assailed = part.spans("assail")
            self.attacks = [s for s in self.attacks if self.in_case(s) or not _inside(s, assailed)]

    def topics(self) -> list[Words]:
        """What the parties may have to confer on: an attack, a war, a threat, and not the war that they plan."""
        own = [s for s in self.part.spans("join_war") if not self.in_case(s)]
        return [*self.attacks, *(s for s in self.part.spans("threat", "war") if not _meets(s, own))]

    def _by_the_ally(self, attack: Words) -> bool:
        """Whether it is a party that attacks: whom it attacks is the one against whom the war is promised."""
        words = self.part.marked.words
        names = [{words[i].norm for i in range(*s)} for s in self._struck() if s[0] - _NAMED <= attack[1] <= s[0]]
        foes = [
            words[i].norm
            for start, end in self.part.spans("join_war")
            for i in range(end, min(end + _NAMED, len(words)))
        ]
        return self.in_case(attack) and any(name & {*foes} for name in names)

    def _struck(self) -> list[Words]:
        return self.part.spans("name")

    def in_case(self, span: Words) -> bool:
        """Whether words stand in what is supposed, not in what is promised."""
        return _inside(span, self.cases)

    def denied(self, span: Words, near: int = _NEAR) -> bool:
        """Whether a negation governs the words."""
        governing = [n for n in self._negations if n[0] < span[1] and span[0] - n[1] < near and n[1] <= span[1]]
        supposed = self.in_case(span)
        return any(not self.turned(n[0], span[0]) and (supposed or not self.in_case(n)) for n in governing)

    def turned(self, start: int, end: int) -> bool:
        """Whether something else is promised between two words: "shall not attack, but shall help"."""
        turns = [t for t in self._turns if start < t <= end]
        return bool(turns) and not any(turns[-1] < n < end for n, _ in self._negations)

    def promised(self, *marks: Sequence[str]) -> list[Words]:
        """Aid that is promised: neither denied, nor supposed, nor only talked about."""
        names = [name for group in marks for name in group]
        none = [s for s in self.part.spans("no_aid", "no_force", "neutral") if not self.turned(*s)]
        none += self.part.spans("limited_help", "other_help")
        return [
            span
            for span in self.part.spans(*names)
            if not self.denied(span) and not self.in_case(span) and not _meets(span, none) and not self.talked(span)
        ]

    def talked(self, span: Words) -> bool:
        """Whether words are what the parties talk about: a purpose stands between the talks and them."""
        before = [s for s in self.part.spans("consult") if s[1] <= span[0]]
        purposes = self.part.spans("purpose")
        return any(
            any(talk[1] <= start and end <= span[0] + 1 for start, end in purposes)
            and not self.turned(talk[1], span[0])
            for talk in before
        )

    def wars_of_a_party(self) -> list[tuple[Part, Words]]:
        """Wars in which a party is supposed to be."""
        wars = [s for s in self.part.spans("war") if self.in_case(s) or self.part.has("any_war")]
        return [(self.part, span) for span in wars]

    def dangers(self) -> list[tuple[Part, Words]]:
        """Threats to a party's existence for which help, and not only talks, is promised."""
        threats = [s for s in self.part.spans("grave_threat") if self.in_case(s)]
        return [(self.part, span) for span in threats if self.promised(_HELP) and not self.part.has("consult")]

    def neutrality(self, warned: bool) -> list[tuple[Part, Words]]:
        """Promises to stay out of a war; `warned`: an earlier part tells of one."""
        if self.part.has("recall"):
            return []
        hostile = self.part.spans("hostile_alliance", "territory_denied")
        hostile = [] if self.part.has("war") or self.attacks else hostile
        kept = [s for s in self.part.spans("neutral", "no_aid") if not self.in_case(s) and not _meets(s, hostile)]
        kept = [s for s in kept if not self.turned(*s)]
        if self.part.has("no_duty") or not (warned or self.part.has("war", "attack", "foe")):
            kept = [s for s in kept if s in self.part.spans("neutral")]
        return [(self.part, span) for span in kept]

    def nonaggression(self) -> list[tuple[Part, Words]]:
        """Promises not to attack."""
        if self.part.has("no_duty", "definition", "recall"):
            return []
        kept = [s for s in self.part.spans("no_force") if not self._by_another(s)]
        foes = self.part.spans("no_aid") if self.part.has("war") else []
        kept += [s for s in self.part.spans("hostile_alliance", "territory_denied") if not _meets(s, foes)]
        kept = [s for s in kept if not self.in_case(s)]
        return [(self.part, span) for span in kept]

    def _by_another(self, span: Words) -> bool:
        """Whether it is no deed of the party's own that is denied: help to a Power which attacks; what is done to
        property if war breaks out.
        """
        deeds = [deed for deed in self.part.spans("hostile_act", "coercion") if span[0] < deed[0] < span[1]]
        own = [start for start, end in deeds if not self.in_case((start, end))]
        others = [start for start, _ in self.part.spans("outsider") if start > span[0]]
        return bool(deeds) and (not own or any(start < own[0] for start in others) or self.turned(span[0], own[0]))


def cases(part: Part) -> Iterator[Words]:
    """What is supposed: from the word that supposes to the comma behind which something is promised or done, or to the
    promise; where neither follows, to the next comma if it stands first or between commas, else to the end.
    """
    promises = [start for start, _ in part.spans("promise")]
    commas = [i for i in range(part.start, part.end) if part.marked.words[i].norm == ","]
    acts = [start for start, _ in part.spans("promise", *_ACTS)]
    supposing = part.spans("case")
    last = part.start
    for start, end in supposing:
        if start < last:
            continue  # "if it should be attacked": one supposition
        promise = next((i for i in promises if i >= end), end)
        inner = max((b for a, b in supposing if start <= a < promise), default=end)
        behind = [i for i in commas if i >= inner]
        if any(act < start for act in acts):
            behind = sorted({*behind, *(i for i in _joints(part, acts) if i >= inner)})
        last = _case_end(part, start, promises=[i for i in promises if i >= end], commas=behind, acts=acts)
        if (
            last == part.end
            and behind
            and (start - part.start < _AHEAD or any(start - _AHEAD < i < start for i in commas))
        ):
            last = behind[0]
        yield start, last


def _joints(part: Part, acts: list[int]) -> list[int]:
    """Where another act is joined on: "they confer in case of war and render assistance"."""
    return [start for start, end in part.spans("turn") if any(0 <= act - end < _SOON for act in acts)]


def _case_end(part: Part, start: int, promises: list[int], commas: list[int], acts: list[int]) -> int:
    """The first comma behind which a promise or an act follows, or the promise, whichever comes first."""
    ends = [*commas, part.end]
    acting = [c for c, after in pairwise(ends) if any(c < act < after for act in acts)]
    return min([*acting[:1], *promises[:1], part.end])


def _inside(span: Words, others: Sequence[Words]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _meets(span: Words, others: Sequence[Words]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def pledges(parts: Sequence[Part]) -> Found:
    """The pledges of a clause, each with the words that carry it."""
    reader = _Reader()
    for part in parts:
        if part.speaks:
            reader.read(part)
    return reader.found
