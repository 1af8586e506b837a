"""Who enters a war next, on which side, and whether anybody does: rows from history, the model, how well it does.

At each moment of a war either it grows no more, or some state enters on some side: one choice among all of these, a
conditional logit (McFadden 1974). Whether it grows depends on how many have come already, for wars that have spread
spread further. Evaluated with whole wars left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log, log1p
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from ...datasets.citing import Source
from ...evidence import Estimate
from ..wars import Entry, War, steps_of
from .clogit import Choices, fit, log_likelihood
from .entering import FEATURES, OPENED, Field, field_of, opened_by, rows_of
from .quarrels import NOW, OLD, Window
from .sealed import shipped
from .surroundings import surroundings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = [
    "COUNTS",
    "CROWD",
    "FORMAT",
    "NAME",
    "VARIANTS",
    "Coefficients",
    "Frame",
    "Joining",
    "Known",
    "Left",
    "Variant",
    "estimate",
    "estimate_of",
    "features_of",
    "field_at",
    "frame",
    "joining",
    "left_out",
    "openers_of",
]

NAME, FORMAT = "joining", 2

COUNTS = (0, 1, 2, 3, 4, 5, 12)
"""How many have joined, in classes by their least number: each has a constant of its own for the end of the war."""

EXTRA = len(COUNTS) + 2
"""Terms of the end: a constant by class, the number of joiners, the number that could enter."""

CROWD = 100
"""What the number of those that could enter is counted in."""

CROWDING = 0.5
"""How much the logarithm of how many could enter counts for the end. At 1 a war would draw as many joiners in a
system of any size, at 0 the more the larger it is. Wars left out are foreseen best between .5 and 1, and hardly worse
on either side: they cannot tell, and the middle of what they leave open is kept."""

PENALTY, PENALTY_END = 2.0, 1.0
"""Ridge penalties: on the features, in units of their spread, and on the constants of the classes."""


Known = Literal["disputes", "old", "rivals", "none"]
"""What is known of quarrels: the disputes before the war; those of some years before, and listed rivals; listed rivals
alone; neither."""


class Variant(NamedTuple):
    """A model for what is known: which disputes, and the terms that are estimated."""

    window: Window
    terms: tuple[str, ...]


ACROSS = "tied_across"
"""Tied to one on the other side (by a pledge to fight, either way, or an ally in common) and to none on this."""

COMBINED = {ACROSS: {"tied": 1.0, "tied_here": -1.0}}
"""A term that is made of features: tied to any, less tied to one here."""

STATE = ("nearness", "capability", "power")

VARIANTS: dict[Known, Variant] = {
    "disputes": Variant(NOW, ("fights_for", "borders", "quarrels_with", "stood_beside", OPENED, *STATE, "quarrels")),
    "old": Variant(OLD, ("fights_for", "borders", "stood_beside", "rivals_with", ACROSS, OPENED, *STATE)),
    "rivals": Variant(NOW, ("fights_for", "borders", "rivals_with", ACROSS, OPENED, *STATE)),
    "none": Variant(NOW, ("fights_for", "borders", ACROSS, OPENED, *STATE)),
}


def features_of(terms: tuple[str, ...]) -> tuple[tuple[str, ...], Numbers]:
    """The features behind some terms, and how they make them: terms x features."""
    import numpy as np

    parts = [COMBINED.get(term, {term: 1.0}) for term in terms]
    names = tuple(name for name in FEATURES if any(name in part for part in parts))
    return names, np.array([[part.get(name, 0.0) for name in names] for part in parts])


class Coefficients(msgspec.Struct, frozen=True):
    """The terms of the utility of entering, and of that of the end: a constant by class of `COUNTS`, `grows` times
    the logarithm of one more than the number of joiners, `crowd` times that of how many could enter, in hundreds.
    `draws`: the same numbers, in this order, estimated on wars drawn again."""

    features: tuple[str, ...]
    enter: tuple[float, ...]
    end: tuple[float, ...]
    grows: float
    crowd: float
    draws: tuple[tuple[float, ...], ...]

    def all(self) -> Numbers:
        """The estimate, then the draws, as rows."""
        import numpy as np

        return np.array([(*self.enter, *self.end, self.grows, self.crowd), *self.draws], dtype=float)


class Left(msgspec.Struct, frozen=True):
    """How well the next entrant is foreseen when whole wars are left out: the mean chance that a state that enters is
    put before one that does not (AUC), the mean of one over its rank, the share among the first 1, 5, 10; the mean
    log-likelihood of a choice, ends of wars included; 95 % intervals by drawing wars again."""

    entries: int
    wars: int
    auc: float
    auc_interval: tuple[float, float]
    mrr: float
    mrr_interval: tuple[float, float]
    hit1: float
    hit5: float
    hit10: float
    hit10_interval: tuple[float, float]
    nats: float


class Joining(msgspec.Struct, frozen=True):
    """The model as shipped: by what is known, the coefficients (`told`), and how well they foresee wars left out
    (`left`)."""

    made_by: str
    seed: int
    years: tuple[int, int]
    wars: int
    entries: int
    data: tuple[Source, ...]
    told: dict[Known, Coefficients]
    left: dict[Known, Left]


KNOWN: dict[Known, str] = {
    "disputes": "with the disputes of ten years",
    "old": "with old disputes and listed rivals",
    "rivals": "with listed rivals",
    "none": "without disputes",
}


def estimate_of(model: Joining, known: Known, seed: int) -> Estimate:
    """The model for what is known, as the evidence of a figure."""
    return Estimate(f"joining ({KNOWN[known]})", f"{model.made_by}, {model.years[0]}-{model.years[1]}", seed)


def joining() -> Joining:
    """The model of the package. Raises DataError if it is of another version or was changed."""
    return _joining()


@lru_cache(maxsize=1)
def _joining() -> Joining:
    return shipped(NAME, NAME, FORMAT, Joining)


@dataclass(frozen=True, eq=False)
class Frame:
    """Every choice of every war. `step`: which day of a war's growth a choice belongs to, -1 for the end of one;
    `end`: which alternative is the end."""

    choices: Choices
    war: Whole
    step: Whole
    end: Flags


def frame(wars: tuple[War, ...], window: Window = NOW) -> Frame:
    """The choices of some wars, from imported data, with the disputes of a window. Raises DataError for what is not
    imported."""
    import numpy as np

    parts = [part for war in wars for part in _choices(war, window)]
    size = [len(features) for features, *_ in parts]
    days: dict[tuple[int, int], int] = {}
    steps = [-1 if s < 0 else days.setdefault((w, s), len(days)) for *_, w, s in parts]
    features = np.concatenate([features for features, *_ in parts])
    end = np.concatenate([np.arange(n) == 0 for n in size])
    offset = np.where(end, CROWDING * features[:, -1] + log(CROWD), 0.0)
    features[:, -1] = 0.0  # not estimated
    return Frame(
        Choices(
            features,
            np.repeat(np.arange(len(parts)), size),
            np.concatenate([taken for _, taken, *_ in parts]),
            offset,
        ),
        np.array([w for *_, w, _ in parts]),
        np.array(steps),
        end,
    )


Part = tuple["Numbers", "Numbers", int, int]


def _choices(war: War, window: Window) -> Iterator[Part]:
    present, joined = war.originals, 0
    last = war.start
    for number, step in enumerate(steps_of(war)):
        for entry in step.entrants:
            yield _choice(war, number, present, joined, (step.day.year, window), entry)
            joined += 1
        present, last = present + step.entrants, step.day
    yield _choice(war, -1, present, joined, (last.year, window), None)


def _choice(
    war: War, step: int, present: tuple[Entry, ...], joined: int, when: tuple[int, Window], entry: Entry | None
) -> Part:
    """The end first, then every state at risk on side 1, then on side 2."""
    import numpy as np

    around, place = field_at(*when)
    field = opened_by(around, openers_of(war, place))
    fighting = {side: np.array([place[e.ccode] for e in present if e.side == side and e.ccode in place], dtype=int)
                for side in (1, 2)}  # fmt: skip
    risk = np.ones(len(field), dtype=bool)
    risk[np.concatenate([*fighting.values()])] = False
    enter = [rows_of(field, fighting[side], fighting[3 - side])[risk] for side in (1, 2)]
    count, known = int(risk.sum()), len(FEATURES)
    features = np.zeros((2 * count + 1, known + EXTRA))
    features[1:, :known] = np.concatenate(enter)
    features[0, known:] = _end_terms(joined, 2 * count)
    taken = np.zeros(2 * count + 1)
    at = 0 if entry is None else 1 + (entry.side - 1) * count + int(risk[: place[entry.ccode]].sum())
    taken[at] = 1
    return features, taken, war.number, step


def _end_terms(joined: int, open_: int) -> Numbers:
    """The terms of the end of a war, after so many joiners, when so many could enter on either side."""
    import numpy as np

    found = np.zeros(EXTRA)
    found[max(n for n, least in enumerate(COUNTS) if least <= joined)] = 1
    found[-2:] = log1p(joined), log(open_ / CROWD)
    return found


def openers_of(war: War, place: dict[int, int]) -> list[int]:
    """Who fought first and initiated, by place."""
    return [place[e.ccode] for e in war.originals if e.initiator and e.ccode in place]


@lru_cache(maxsize=256)
def field_at(year: int, window: Window = NOW) -> tuple[Field, dict[int, int]]:
    """The terms of the model between the states of a year, and where each state stands, by COW number."""
    found = surroundings(year, window)
    return field_of(found), found.place()


def _scaled(data: Frame, terms: tuple[str, ...]) -> tuple[Choices, Numbers, Numbers]:
    """The choices with terms in units of their spread, the spreads, and the penalties."""
    import numpy as np

    extra = EXTRA
    names, made_of = features_of(terms)
    known = data.choices.features[:, [FEATURES.index(name) for name in names]] @ made_of.T
    features = np.concatenate([known, data.choices.features[:, -extra:]], axis=1)
    used = features.shape[1]
    spread = np.ones(used)
    spread[:-extra] = features[:, :-extra].std(axis=0)
    spread[spread == 0] = 1.0
    penalty = np.full(used, PENALTY)
    penalty[-extra:-2], penalty[-2:] = PENALTY_END, (0.0, 1.0)
    held = data.choices
    return Choices(features / spread, held.choice, held.taken, held.offset), spread, penalty


def estimate(data: Frame, terms: tuple[str, ...], draws: int = 0, seed: int = 0) -> Coefficients:
    """The coefficients on all wars, and on as many sets of wars drawn again as asked, by one seed."""
    import numpy as np

    choices, spread, penalty = _scaled(data, terms)
    numbers, place = np.unique(data.war, return_inverse=True)
    chosen = np.random.default_rng(seed).multinomial(len(numbers), np.full(len(numbers), 1 / len(numbers)), draws)
    best = fit(choices, penalty) / spread
    others = [fit(choices, penalty, weight[place].astype(float)) / spread for weight in chosen]
    features, made_of = features_of(terms)
    told = [_spread_out(row, made_of) for row in (best, *others)]
    known = len(features)
    return Coefficients(features, told[0][:known], told[0][known:-2], told[0][-2], told[0][-1], tuple(told[1:]))


def _spread_out(row: Numbers, made_of: Numbers) -> tuple[float, ...]:
    """Coefficients of terms as those of features; what is fixed in the end put in."""
    import numpy as np

    known = len(made_of)
    end = row[known:-1].copy()
    end[:-1] += log(CROWD)
    made = np.concatenate([row[:known] @ made_of, end])
    return (*(round(float(v), 5) for v in made), CROWDING)


def left_out(data: Frame, terms: tuple[str, ...], draws: int = 1000, seed: int = 0) -> Left:
    """Every war foreseen by the others."""
    import numpy as np

    choices, _, penalty = _scaled(data, terms)
    utility, told = np.zeros(len(choices.choice)), np.zeros(len(data.war))
    for war in np.unique(data.war):
        kept = data.war[choices.choice] != war
        beta = fit(choices.some(kept), penalty)
        utility[~kept] = choices.features[~kept] @ beta
        told[data.war == war] = log_likelihood(choices.some(~kept), beta)
    scored = [_ranked(data, utility, n) for n in np.flatnonzero(data.step >= 0).tolist()]
    values = np.array([(auc, 1 / rank, rank <= 1, rank <= 5, rank <= 10) for auc, rank in scored], dtype=float)
    best = values.mean(axis=0)
    bounds = _bounds(values, data.war[data.step >= 0], draws, seed)
    interval = [(round(float(low), 4), round(float(high), 4)) for low, high in bounds.T]
    auc, mrr, *hits = (round(float(v), 4) for v in best)
    wars = len(np.unique(data.war[data.step >= 0]))
    nats = round(-float(told.mean()), 4)
    return Left(len(values), wars, auc, interval[0], mrr, interval[1], hits[0], hits[1], hits[2], interval[4], nats)


def _bounds(values: Numbers, war: Whole, draws: int, seed: int) -> Numbers:
    """From the 2.5th to the 97.5th percentile of the means, wars drawn again."""
    import numpy as np

    _, place = np.unique(war, return_inverse=True)
    count = int(place.max()) + 1
    sums = np.stack([np.bincount(place, weights=column) for column in values.T], axis=1)
    weight = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), draws)
    means = (weight @ sums) / (weight @ np.bincount(place))[:, None]
    made: Numbers = np.quantile(means, [0.025, 0.975], axis=0)
    return made


def _ranked(data: Frame, utility: Numbers, number: int) -> tuple[float, float]:
    """Of a state that entered: the share of those who did not that stand behind it, and its rank among them. Who
    entered on the same day does not count."""
    import numpy as np

    choices = data.choices
    rows = (choices.choice == number) & ~data.end
    same = np.flatnonzero((data.step == data.step[number]) & (data.war == data.war[number]))
    entered = np.zeros(int(rows.sum()), dtype=bool)
    for other in same:  # the same alternatives in the same order
        entered |= choices.taken[(choices.choice == other) & ~data.end] > 0
    mine = float(utility[rows][choices.taken[rows] > 0][0])
    rest = utility[rows][~entered]
    before, even = float((rest > mine).sum()), float((rest == mine).sum())
    return 1 - (before + even / 2) / len(rest), 1 + before + even / 2
