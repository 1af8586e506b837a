"""Friends and foes on a day: one signed tie for each two states, with the reasons for it and those overruled.

Layers, the strongest first; of two states' layers the strongest gives the sign (`ORDER`):

- `war` (-): a war of the year or the one before, by imported disputes or conflicts;
- `hostility`, `broken` (-): violence between them, or relations broken off, that an article reports;
- `alliance` (+): a clear pledge of defence, of one or of both;
- `force` (-): a dispute or conflict with use of force in the last years;
- `sanction` (-): measures that an article reports;
- `threat` (-): a dispute with threat or display of force;
- `rivalry` (-): strategic rivals, by the facts and by the imported list;
- `neutrality`, `nonaggression` (+): only if asked for. Regional treaties of non-aggression bind the DPRK to the United
  States and South Korea: they are no friendship.

So war and rupture beat alliance, and an alliance beats a quarrel short of them. What is overruled stays with the tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal, get_args

import msgspec

from ..evidence import Clause, Evidence, Row
from ..network import SignedNetwork
from ..relation import Relation
from ..system import System
from ..treaty import Pledge
from .disputes import quarrels
from .obligations import clause

__all__ = ["ORDER", "SIGNS", "Layer", "Relations", "Tie", "network", "relations"]

Layer = Literal[
    "war", "hostility", "broken", "alliance", "force", "sanction", "threat", "rivalry", "neutrality", "nonaggression"
]

ORDER: Final[tuple[Layer, ...]] = get_args(Layer)
"""The layers, the strongest first."""

SIGNS: Final[dict[Layer, int]] = {
    layer: 1 if layer in {"alliance", "neutrality", "nonaggression"} else -1 for layer in ORDER
}

PLEDGES: Final[dict[Pledge, Layer]] = {
    "defence": "alliance", "neutrality": "neutrality", "nonaggression": "nonaggression",
}  # fmt: skip
"""The pledges that make a positive tie."""

Reason = tuple[Layer, Evidence]


class Tie(msgspec.Struct, frozen=True):
    """Two states (in the order of their codes), the sign and the layer that gives it, every reason of that layer, and
    the reasons of weaker layers of the other sign, which it overrules."""

    one: str
    other: str
    sign: int
    layer: Layer
    evidence: tuple[Evidence, ...]
    overruled: tuple[Reason, ...] = ()


class Relations(msgspec.Struct, frozen=True):
    """The ties of a day, and what the data do not say of it (`silent`)."""

    ties: tuple[Tie, ...]
    silent: tuple[str, ...]

    def between(self, a: str, b: str) -> Tie | None:
        """The tie of two states, None where there is none."""
        return next((t for t in self.ties if {t.one, t.other} == {a, b}), None)

    def basis(self, system: System) -> tuple[Evidence, ...]:
        """What the ties rest on, a row a layer and table: how many there are."""
        counted = Counter((t.layer, _table(t.evidence[0])) for t in self.ties)
        return tuple(
            Row(table, f"{count} ties by {layer} on {system.day}", source)
            for (layer, (table, source)), count in counted.items()
        )


def network(system: System, *, years: int = 4, pledges: tuple[Pledge, ...] = ("defence",)) -> SignedNetwork:
    """The signed network of the states of a day, those without ties included; ties as in `relations`."""
    ties = relations(system, years=years, pledges=pledges).ties
    nodes = [s.code for s in system.states()]
    return SignedNetwork.of([t.one for t in ties], [t.other for t in ties], [t.sign for t in ties], nodes)


@lru_cache(maxsize=16)
def relations(system: System, *, years: int = 4, pledges: tuple[Pledge, ...] = ("defence",)) -> Relations:
    """The signed ties of a day, each with its reasons. `years`: how long a dispute short of war is remembered, the year
    of the day included. Raises DataError if an imported file cannot be read."""
    imported = quarrels(system, years)
    members = {s.code for s in system.states()}
    found: dict[tuple[str, str], list[Reason]] = {}
    quarrelling = ((q.one, q.other, (q.kind, q.evidence)) for q in imported.found)
    for one, other, reason in (*_pledged(system, pledges), *_rivals(system), *_reported(system), *quarrelling):
        if one in members and other in members and one != other:
            found.setdefault((min(one, other), max(one, other)), []).append(reason)
    return Relations(tuple(_tie(pair, found[pair]) for pair in sorted(found)), imported.silent)


def _tie(pair: tuple[str, str], reasons: list[Reason]) -> Tie:
    layer = min((layer for layer, _ in reasons), key=ORDER.index)
    sign = SIGNS[layer]
    evidence = tuple(dict.fromkeys(e for one, e in reasons if one == layer))
    return Tie(*pair, sign, layer, evidence, tuple(dict.fromkeys(r for r in reasons if SIGNS[r[0]] != sign)))


def _pledged(system: System, pledges: Iterable[Pledge]) -> Iterator[tuple[str, str, Reason]]:
    for pledge in pledges:
        for owed in system.owed(pledge):
            if owed.standing == "clear":
                yield owed.obligor, owed.beneficiary, (PLEDGES[pledge], clause(owed))


def _rivals(system: System) -> Iterator[tuple[str, str, Reason]]:
    for rivalry in system.record.rivalries:
        if rivalry.period.at(system.day) != "outside":
            cited = system.record.sources.get(rivalry.source, rivalry.source)
            row = Row("rivalries", f"{rivalry.one}-{rivalry.other} {rivalry.period}", cited)
            yield rivalry.one, rivalry.other, ("rivalry", row)


def _reported(system: System) -> Iterator[tuple[str, str, Reason]]:
    """What events added: the last word on relations counts, violence and measures stay."""
    held = [r for r in system.record.relations if r.period.at(system.day) != "outside"]
    last: dict[frozenset[str], Relation] = {
        frozenset((r.one, r.other)): r
        for r in sorted(held, key=lambda r: r.period.start.first)
        if r.layer == "diplomatic"
    }
    for relation in held:
        layer = _layer(relation)
        spoken = relation.layer != "diplomatic" or last[frozenset((relation.one, relation.other))] is relation
        if layer is not None and spoken:
            for evidence in relation.basis:
                yield relation.one, relation.other, (layer, evidence)


def _layer(relation: Relation) -> Layer | None:
    """The layer of a reported relation; relations that are merely open make no tie."""
    if relation.sign > 0:
        return None
    return "broken" if relation.layer == "diplomatic" else "sanction" if relation.layer == "sanction" else "hostility"


def _table(evidence: Evidence) -> tuple[str, str]:
    """The table that an item of evidence belongs to, and its source."""
    if isinstance(evidence, Row):
        return evidence.table, evidence.source
    return ("treaties", "the facts") if isinstance(evidence, Clause) else ("article", "")
