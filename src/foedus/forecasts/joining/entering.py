"""What may bring a state into a war: what it is, and its ties with those who fight already.

Every tie is a yes or no between two states, and it counts once a state on the side it concerns fights: a pledge to one
that fights on the own side, a quarrel with one on the other. A war that grows can therefore only add ties, which
is what lets a cascade be drawn fast and exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from .surroundings import Surroundings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]
    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = [
    "FEATURES",
    "NEAR",
    "OPENED",
    "STILL",
    "TIES",
    "Field",
    "Side",
    "field_of",
    "level",
    "opened_by",
    "rows_of",
    "tied",
]

Side = Literal["own", "other", "any"]

OPENED = "opened"
"""The tie of every state with those who opened the war."""

NEAR = (250, 500, 1000, 2000, 4000, 8000, 16000)
"""Distances of capitals in km, each twice the one before: how many of them a state keeps within is `nearness`."""

UNKNOWN = 8103.0
"""Km between capitals where one is not known: half the distances between all capitals are greater."""

LEAST = 1e-5
"""The share of the system's capability below which a state counts as one that has so much."""


def level(count: Whole) -> Numbers:
    """What several ties of a kind count for: none 0, one 1, three 2 (the logarithm to base 2 of one more)."""
    import numpy as np

    made: Numbers = np.log2(count + 1.0)
    return made


def _km(found: Surroundings) -> Numbers:
    import numpy as np

    made: Numbers = np.where(np.isnan(found.km), UNKNOWN, found.km)
    return made


def _size(found: Surroundings) -> Numbers:
    import numpy as np

    made: Numbers = np.log(np.maximum(np.nan_to_num(found.cinc), LEAST))
    return made


def tied(pledged: Ties) -> Ties:
    """Who is tied to whom by pledges to fight, in whichever direction, or by an ally in common."""
    import numpy as np

    allied = pledged | pledged.T
    made: Ties = allied | (allied.astype(np.int64) @ allied > 0)
    made[np.arange(len(made)), np.arange(len(made))] = False
    return made


def _tied(found: Surroundings) -> Ties:
    return tied(found.defence | found.offence)


def _quarrels(found: Surroundings) -> Numbers:
    import numpy as np

    made: Numbers = np.log1p(found.disputes.sum(axis=1))
    return made


TIES: tuple[tuple[str, Side, int, Callable[[Surroundings], Ties]], ...] = (
    ("fights_for", "own", 1, lambda s: s.defence | s.offence),
    ("borders", "any", 1, lambda s: s.land),
    ("quarrels_with", "other", 1, lambda s: s.disputes),
    ("stood_beside", "own", 4, lambda s: s.together),
    ("rivals_with", "other", 1, lambda s: s.rivals),
    ("tied_here", "own", 1, _tied),
    ("tied", "any", 1, _tied),
    (OPENED, "own", 1, lambda s: s.land & False),  # of the war, not of the year: `opened_by`
    *((f"within_{km}", "any", 1, lambda s, km=km: _km(s) <= km) for km in NEAR),
)
"""Each tie: its name, on which side its other ends fight, how many of them count, and between whom it is."""

STILL: tuple[tuple[str, Callable[[Surroundings], Numbers]], ...] = (
    ("capability", _size),
    ("power", lambda s: s.major.astype(float)),
    ("quarrels", _quarrels),
)
"""What a state is, whoever fights: the logarithm of its share of capability, whether it is a major power, how many
states it had disputes with."""

FEATURES = (*(name for name, *_ in TIES[: -len(NEAR)]), "nearness", *(name for name, _ in STILL))
"""The terms of the model, in the order of its coefficients."""


@dataclass(frozen=True, eq=False)
class Field:
    """The states that may enter, and the ties of the model between them. `ties`: ties x states x states."""

    names: tuple[str, ...]
    ties: Ties
    still: Numbers

    def __len__(self) -> int:
        return len(self.names)


def field_of(found: Surroundings, names: tuple[str, ...] | None = None) -> Field:
    """The terms of the model between the states of some surroundings."""
    import numpy as np

    return Field(
        names or tuple(map(str, found.codes)),
        np.stack([tie(found) for *_, tie in TIES]),
        np.stack([value(found) for _, value in STILL], axis=1),
    )


def opened_by(field: Field, openers: Iterable[int]) -> Field:
    """The same states and ties in a war that some of them, by place, have opened."""
    ties = field.ties.copy()
    at = [name for name, *_ in TIES].index(OPENED)
    for opener in openers:
        ties[at, :, opener] = True
    return replace(field, ties=ties)


def rows_of(field: Field, own: Whole, other: Whole) -> Numbers:
    """The features of every state, were it to enter on a side: `own` and `other` are those who fight, by place."""
    import numpy as np

    there = {"own": own, "other": other, "any": np.concatenate([own, other])}
    met = np.stack(
        [
            level(np.minimum(field.ties[k][:, there[side]].sum(axis=1), most))
            for k, (_, side, most, _) in enumerate(TIES)
        ],
        axis=1,
    )
    plain, ladder = met[:, : -len(NEAR)], met[:, -len(NEAR) :]
    made: Numbers = np.concatenate([plain, ladder.sum(axis=1, keepdims=True), field.still], axis=1, dtype=float)
    return made
