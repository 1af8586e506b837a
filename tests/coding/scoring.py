"""A small scorer of coded events against labels: distinct types, and (actor, type, recipient) triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
HOMES = {
    "HAM": "PSE", "HZB": "LBN", "HTH": "YEM", "RSF": "SDN", "M23": "COD", "SDF": "SYR", "PKK": "TUR", "NKR": "AZE",
    "DPR": "UKR", "LPR": "UKR", "SOMALILAND": "SOM", "MNDAA": "MMR", "POLISARIO": "ESH", "TTP": "PAK", "FDLR": "COD",
    "JNIM": "MLI",
}  # fmt: skip
SAME = {"XKX": "KOS", "EUR": "EUU", "LAS": "ARL"}


@dataclass(frozen=True)
class Unit:
    """One pair of parties and what passed between them; each party is the set of codes that may stand for it."""

    types: tuple[str, ...]  # the type, then the others that a competent coder could defend
    one: frozenset[str]
    other: frozenset[str]
    mutual: bool

    def same(self, coded: Unit) -> bool:
        """Whether a coded unit says what this label says."""
        if coded.types[0] not in self.types:
            return False
        straight = bool(self.one & coded.one and self.other & coded.other)
        return straight or (self.mutual and bool(self.one & coded.other and self.other & coded.one))

    def same_type(self, coded: Unit) -> bool:
        """Whether the type alone agrees."""
        return coded.types[0] in self.types


@dataclass
class Tally:
    """Right, spurious and missed, added up over sentences."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / whole if whole else 0.0


def party(code: str) -> frozenset[str]:
    """The codes that stand for a party: `COD|M23` is either, a group alone also its home state."""
    parts = {SAME.get(part, part) for part in code.split("|")}
    return frozenset(parts | {HOMES[part] for part in parts if part in HOMES})


def units(events: Iterable[Mapping[str, Any]]) -> list[Unit]:
    """The events as pairs of parties; an event of several is as many pairs."""
    found: dict[Unit, None] = {}
    nobody = frozenset(("-",))
    for event in events:
        actors, recipients = [party(c) for c in event["actor"]], [party(c) for c in event["recipient"]]
        mutual = bool(event.get("symmetric")) or event["type"] in MUTUAL
        if mutual and len(actors) > 1 and not recipients:
            pairs = [(a, b) for i, a in enumerate(actors) for b in actors[i + 1 :]]
        else:
            pairs = [(a, b) for a in actors or [nobody] for b in recipients or [nobody]]
        for one, other in pairs:
            found[Unit((event["type"], *event.get("alt", ())), one, other, mutual)] = None
    return list(found)


def compare(gold: list[Unit], free: list[Unit], coded: list[Unit], same: Callable[[Unit, Unit], bool]) -> Tally:
    """Matches labels and coded units one to one, as many as possible; what is optional costs nothing."""
    owner: dict[int, int] = {}

    def place(g: int, seen: set[int]) -> bool:
        order = sorted(range(len(coded)), key=lambda c: coded[c].types[0] != gold[g].types[0])
        for c in order:
            if c in seen or not same(gold[g], coded[c]):
                continue
            seen.add(c)
            if c not in owner or place(owner[c], seen):
                owner[c] = g
                return True
        return False

    right = sum(place(g, set()) for g in range(len(gold)))
    left = [u for c, u in enumerate(coded) if c not in owner]
    spurious = sum(not any(same(o, u) for o in free) for u in left)
    return Tally(right, spurious, len(gold) - right)


def types_only(found: list[Unit]) -> list[Unit]:
    """One unit a type, whoever the parties are."""
    everybody = frozenset(("*",))
    return list(dict.fromkeys(Unit(u.types, everybody, everybody, True) for u in found))


def score(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, float]:
    """F1 of types and of triples, and the share of event-free sentences in which an event was found."""
    types, triples, empty, false = Tally(), Tally(), 0, 0
    for label, answer in pairs:
        free = units([*label.get("optional", ()), *label.get("alt", ())])  # another reading of the record costs nothing
        gold, coded = units(label["events"]), units(answer["events"])
        for tally, view, same in ((types, types_only, Unit.same_type), (triples, list, Unit.same)):
            found = compare(view(gold), view(free), view(coded), same)
            tally.right += found.right
            tally.spurious += found.spurious
            tally.missed += found.missed
        if not gold:
            empty += 1
            false += any(not any(o.same(u) for o in free) for u in coded)
    return {"type": types.f1, "triple": triples.f1, "false_events": false / empty if empty else 0.0}
