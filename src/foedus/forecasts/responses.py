"""How third states reacted first after comparable events, by an event stream, against the same dyads in quiet weeks.

A comparable event is an act of the same PLOVER type between two states. The reaction of a third state is its first act
towards either of the two in the 28 days after. How often such an act is seen anyway is the base: the same two states
in windows of 28 days that follow no such event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from ..evidence import Estimate, Evidence
from ..figure import Figure
from ..measures.imported import evidence
from .resampling import bounds, drawn_means, resampled
from .tension.streams import Acts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["FEWEST", "WINDOW", "Response", "Responses", "responses"]

VERSION: Final = "1"
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

Related = Mapping[str, str]


class Response(msgspec.Struct, frozen=True):
    """First reactions of states of one relation: in what share of the cases one came within 28 days, in what share of
    quiet windows, the difference, the median delay in days, and how often each type was the first."""

    relation: str
    share: Figure
    base: Figure
    difference: Figure
    delay: float | None
    types: tuple[tuple[str, int], ...]

    @property
    def separates(self) -> bool:
        """Whether reactions are told from ordinary traffic."""
        return self.difference.interval is not None and not (
            (self.difference.low or 0.0) <= 0 <= (self.difference.high or 0.0)
        )


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
    seen = [_first(toward, pair, when, related) for pair, when in events]
    quiet = [_quiet(toward, pair, when, events, related, random) for pair, when in events]
    weights = resampled(len(events), DRAWS, seed)
    basis: tuple[Evidence, ...] = (Estimate("responses", VERSION, seed),)
    if acts.source != "coded":
        basis = (evidence(acts.source, "events", f"{len(events)} events of type {kind} before {day}"), *basis)
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
    toward: _Toward, pair: Pair, when: int, events: Iterable[tuple[Pair, int]], related: Mapping[str, Related],
    random: np.random.Generator,
) -> list[First]:  # fmt: skip
    """The same in windows of the pair that no comparable event precedes or falls into."""
    taken = [w for p, w in events if p == pair]
    starts = random.integers(toward.first, toward.last - WINDOW + 1, 4 * QUIET).tolist()
    free = [s for s in starts if all(abs(s - w) > WINDOW for w in taken)]
    return [_first(toward, pair, s, related) for s in free[:QUIET]]


def _response(
    relation: str, seen: list[First], quiet: list[list[First]], weights: Floats, basis: tuple[Evidence, ...]
) -> Response:
    import numpy as np

    came = np.array([float(relation in f) for f in seen])
    base = np.array([np.mean([relation in f for f in windows]) if windows else 0.0 for windows in quiet])
    firsts = [f[relation] for f in seen if relation in f]
    delay = float(np.median([d for d, _ in firsts])) if firsts else None
    kinds, counts = np.unique([k for _, k in firsts], return_counts=True) if firsts else ((), ())
    ranked = sorted(zip(map(str, kinds), map(int, counts), strict=True), key=lambda k: (-k[1], k[0]))
    figures = [_mean(f"response_{name}", v, weights, basis) for name, v in
               (("share", came), ("base", base), ("difference", came - base))]  # fmt: skip
    return Response(relation, figures[0], figures[1], figures[2], delay, tuple(ranked))


def _mean(name: str, values: Floats, weights: Floats, basis: tuple[Evidence, ...]) -> Figure:
    low, high = bounds(drawn_means(values, weights), len(values))
    return Figure(name, (), float(values.mean()), "share", basis, low, high)
