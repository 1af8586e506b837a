"""How third states reacted first after comparable events, by an event stream, against the same dyads in quiet weeks.

A comparable event is an act of the same PLOVER type between two states. The reaction of a third state is its first act
towards either of the two in the 28 days after. How often such an act is seen anyway, and after how long, is the base:
the same two states in windows of 28 days that follow no such event. Compared is the wait for the first act, 28 days
where none came: where traffic is dense nearly every window holds some act, and only the wait tells that it came sooner.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from ...evidence import Estimate, Evidence
from ...figure import Figure
from ...measures.imported import evidence
from ..resampling import NORMAL, bounds, drawn_means, resampled, share_bounds
from ..tension.streams import Acts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["FEWEST", "WINDOW", "Response", "Responses", "responses"]

VERSION: Final = "2"
WINDOW: Final = 28
"""Days in which a first reaction is looked for."""

FEWEST: Final = 10
"""Comparable events below which nothing is said."""

MOST: Final = 400
"""Comparable events looked at, the latest."""

QUIET: Final = 5
"""Quiet windows drawn for each event."""

DRAWS: Final = 2000

RELATIONS: Final = ("rival", "guarantor", "neighbour", "other")
"""What the reacting state is to the two, the closest first."""

TOGETHER: Final = 2.4977
"""The quantile of the normal distribution with which four intervals hold together in 95 of 100 cases (Bonferroni)."""

Related = Mapping[str, str]


class Response(msgspec.Struct, frozen=True):
    """First reactions of states of one relation: in what share of the cases one came within 28 days, in what share of
    quiet windows (`share`, `base`); the mean wait for it in days, 28 where none came, in both (`wait`, `quiet`), and
    how much sooner it came, with an interval that holds for all relations together; how often each type was the first,
    and how often it would be in as many quiet windows."""

    relation: str
    share: Figure
    base: Figure
    wait: Figure
    quiet: Figure
    sooner: Figure
    types: tuple[tuple[str, int, float], ...]

    @property
    def separates(self) -> bool:
        """Whether reactions came sooner than ordinary traffic does."""
        return self.sooner.low is not None and self.sooner.low > 0


class Responses(msgspec.Struct, frozen=True):
    """What was seen after `events` comparable events; `why` nothing is said, where nothing is."""

    kind: str
    events: int
    found: tuple[Response, ...]
    why: str = ""


def responses(acts: Acts, kind: str, related: Mapping[str, Related], day: date, *, seed: int = 1) -> Responses:
    """The first reactions after acts of a type before a day.

    `related`: for each state what others are to it (a word of RELATIONS; those not named are `other`). The interval
    draws the comparable events again.
    """
    import numpy as np

    held = acts.before(day)
    events = _events(held, kind)
    if len(events) < FEWEST:
        return Responses(kind, len(events), (), "fewer than ten comparable events in the stream")
    if held.days[-1] - held.days[0] < 8 * WINDOW:
        return Responses(kind, len(events), (), "a stream too short to tell quiet weeks")
    toward = _Toward(held)
    random = np.random.default_rng(seed)
    taken = [(e, windows) for e in events if (windows := _quiet(toward, e[0], events, related, random))]
    if len(taken) < FEWEST:
        return Responses(kind, len(taken), (), "fewer than ten comparable events beside quiet weeks")
    events, quiet = [e for e, _ in taken], [windows for _, windows in taken]
    seen = [_first(toward, pair, when, related) for pair, when in events]
    weights = resampled(len(events), DRAWS, seed)
    basis: tuple[Evidence, ...] = (Estimate("responses", VERSION, seed),)
    if acts.source != "coded":
        basis = (evidence(acts.source, "events", f"{kind}, n = {len(events)}, < {day}"), *basis)
    return Responses(kind, len(events), tuple(_response(r, seen, quiet, weights, basis) for r in RELATIONS))


Pair = tuple[str, str]
First = dict[str, tuple[int, str]]


class _Toward:
    """The acts towards each state, by day."""

    def __init__(self, acts: Acts) -> None:
        import numpy as np

        self.first, self.last = int(acts.days[0]), int(acts.days[-1])
        self._rows = {s: acts.where(acts.recipients == s) for s in np.unique(acts.recipients).tolist()}

    def between(self, state: str, start: int, end: int) -> list[tuple[int, str, str]]:
        """Day, actor and type of the acts towards a state after one day and until another."""
        import numpy as np

        rows = self._rows.get(state)
        if rows is None:
            return []
        a, b = np.searchsorted(rows.days, [start, end], side="right")
        return list(zip(rows.days[a:b].tolist(), rows.actors[a:b].tolist(), rows.types[a:b].tolist(), strict=True))


def _events(acts: Acts, kind: str) -> list[tuple[Pair, int]]:
    """Comparable events, one a pair in 28 days, that the stream follows for 28 days more; the latest."""
    chosen = acts.where(acts.types == kind)
    found: list[tuple[Pair, int]] = []
    latest: dict[Pair, int] = {}
    for when, one, other in zip(chosen.days.tolist(), chosen.actors.tolist(), chosen.recipients.tolist(), strict=True):
        pair = (min(one, other), max(one, other))
        if when - latest.get(pair, -WINDOW - 1) > WINDOW and when + WINDOW <= acts.days[-1]:
            found.append((pair, when))
            latest[pair] = when
    return found[-MOST:]


def _first(toward: _Toward, pair: Pair, when: int, related: Mapping[str, Related]) -> First:
    """The first act of third states of each relation towards either of two states after a day: delay and type."""
    found: First = {}
    rows = sorted(row for state in pair for row in toward.between(state, when, when + WINDOW))
    for day, actor, kind in rows:
        if actor not in pair:
            found.setdefault(_relation(actor, pair, related), (day - when, kind))
    return found


def _relation(actor: str, pair: Pair, related: Mapping[str, Related]) -> str:
    held = {related.get(state, {}).get(actor, "other") for state in pair}
    return min(held, key=RELATIONS.index)


def _quiet(
    toward: _Toward, pair: Pair, events: Iterable[tuple[Pair, int]], related: Mapping[str, Related],
    random: np.random.Generator,
) -> list[First]:  # fmt: skip
    """The same in windows of the pair that no comparable event precedes or falls into; none where all are taken."""
    import numpy as np

    starts = np.arange(toward.first, toward.last - WINDOW + 1)
    for held, when in events:
        if held == pair:
            starts = starts[np.abs(starts - when) > WINDOW]
    if not len(starts):
        return []
    return [_first(toward, pair, s, related) for s in random.choice(starts, QUIET).tolist()]


def _response(
    relation: str, seen: list[First], quiet: list[list[First]], weights: Floats, basis: tuple[Evidence, ...]
) -> Response:
    import numpy as np

    came, waited = np.array([_came(f, relation) for f in seen]).T
    base, ordinary = np.array([np.mean([_came(f, relation) for f in windows], axis=0) for windows in quiet]).T

    def mean(name: str, values: Floats, unit: str, z: float = NORMAL) -> Figure:
        value, drawn = float(values.mean()), drawn_means(values, weights)
        low, high = share_bounds(value, drawn, len(values)) if unit == "share" else bounds(drawn, len(values), z)
        return Figure(f"response_{name}", (), value, unit, basis, low, high)

    return Response(
        relation, mean("share", came, "share"), mean("base", base, "share"), mean("wait", waited, "days"),
        mean("quiet", ordinary, "days"), mean("sooner", ordinary - waited, "days", TOGETHER),
        _types(relation, seen, quiet),
    )  # fmt: skip


def _came(first: First, relation: str) -> tuple[float, float]:
    """Whether states of a relation acted in a window, and the wait for it."""
    return (1.0, float(first[relation][0])) if relation in first else (0.0, float(WINDOW))


def _types(relation: str, seen: list[First], quiet: list[list[First]]) -> tuple[tuple[str, int, float], ...]:
    """The types that came first, the most frequent first, each with how often it came and how often it ordinarily
    would."""
    counts = Counter(f[relation][1] for f in seen if relation in f)
    usual: dict[str, float] = defaultdict(float)
    for windows in quiet:
        for first in windows:
            if relation in first:
                usual[first[relation][1]] += 1 / len(windows)
    ranked = sorted(counts.items(), key=lambda k: (-k[1], k[0]))
    return tuple((kind, count, usual.get(kind, 0.0)) for kind, count in ranked)
