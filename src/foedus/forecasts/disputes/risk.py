"""The risk that a militarised dispute begins between two states in a year, with its interval and what is not known.

What is forecast is the year of the day asked, from what was known at the end of the year before. The interval covers
the sampling of the coefficients (pairs of states drawn anew), how far what came true lay from such forecasts from year
to year and for classes of pairs, more so the older the history, and inputs that are carried on or missing. It is of the
rate at which such forecasts come true: what is not known of one pair is in its probability. It does not cover a change
in what makes states quarrel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ...datasets.citing import encode, sources_of
from ..past import FIRST, LISTS, Past, used
from ..resampling import NORMAL
from .features import COLUMNS, View, features
from .frame import Frame, frame, label
from .kinds import kinds_of
from .level import counted, levels
from .logit import probability
from .modelfile import Base, Model
from .standing import standings

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = [
    "FARTHEST",
    "UNKNOWN",
    "Assessed",
    "Missing",
    "assess",
    "base_of",
    "inputs_of",
    "known_until",
    "lacking",
    "latest",
]

FARTHEST: Final = 30
"""How many years after the last known dispute anything is forecast."""
CARRIED: Final = 0.01
"""The variance added for each year that a table of power, regime or geography is carried on: a tenth of a log odds."""
UNKNOWN: Final = 0.5
"""The variance added for a state whose share of capability or capital is not known: that of small states is taken."""


class Missing(msgspec.Struct, frozen=True):
    """What an answer had to do without: `what` names a message, the rest fills it. `since`: the last known year;
    `half`, `tenth`: of an old history, as in `Aged`."""

    what: str
    table: str = ""
    since: int | None = None
    state: str = ""
    half: float | None = None
    tenth: float | None = None


class Assessed(msgspec.Struct, frozen=True, eq=False):
    """Pairs of states (by COW number) and a year each: the probability that a dispute begins, its interval, the kind of
    the pair and whether it quarrelled lately; `missing` for each pair."""

    one: Array
    other: Array
    year: Array
    p: Array
    low: Array
    high: Array
    kind: Array
    recent: Array
    missing: tuple[tuple[Missing, ...], ...]


def lacking() -> tuple[str, ...]:
    """The datasets that have to be imported for the whole model and are not."""
    from ...datasets import store

    return tuple(dict.fromkeys(name for name, table in used() if store.held(name, table) is None))


def latest(model: Model) -> int:
    """The last year that anything is forecast for: so many after the disputes known, by data or by the model alone."""
    from ...datasets import store

    ends = [held.years[1] for table in used() if table[0] in LISTS and (held := store.held(*table)) and held.years]
    return (model.trained[1] if lacking() or not ends else max(ends)) + 1 + FARTHEST


def inputs_of(events: bytes = b"") -> str:
    """A hash of the imported tables and of the recent events given: what a forecast was made from."""
    held = encode(sources_of(used())) if not lacking() else ""
    return hashlib.sha256(held.encode() + events).hexdigest()[:16]


def assess(known: Past, rows: Frame, model: Model) -> Assessed:
    """The risk of rows, sorted by year, of which each pair was in the system in its year and the year before."""
    import numpy as np

    factors = _levels(known, model, int(rows.year.max()))
    parts = [_year(known, rows.where(rows.year == year), model, int(year), factors) for year in np.unique(rows.year)]
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("one", "other", "year", "p", "low", "high", "kind", "recent")
    }
    return Assessed(**joined, missing=tuple(held for part in parts for held in part.missing))


def _year(known: Past, rows: Frame, model: Model, year: int, factors: Mapping[int, float]) -> Assessed:
    import numpy as np

    end = known_until(known, year)
    (now,) = standings(known, year - 1, year - 1, end)
    view = View(known, now, rows.one, rows.two)
    columns = {name: np.asarray(COLUMNS[name](view), dtype=float) for name in COLUMNS}
    inputs = np.column_stack([columns[name] for name in model.full.columns])
    age = year - 1 - end
    eta = model.aged_at(age).calibrated(model.eta(inputs) + np.log(factors.get(end + 1, 1.0)))
    missing = _missing(known, model, rows, year, end)
    variance = (
        model.full.sampling(inputs) + model.spread.variance(probability(eta), age)
        + np.array([_cost(held, year) for held in missing])
    )  # fmt: skip
    reach = NORMAL * np.sqrt(variance)
    kind, recent = kinds_of(columns)
    codes = known.codes
    return Assessed(
        codes[rows.one], codes[rows.two], rows.year, probability(eta), probability(eta - reach),
        probability(eta + reach), kind, recent, missing,
    )  # fmt: skip


def known_until(known: Past, year: int) -> int:
    """The last year of disputes that a forecast of a year may rest on."""
    return min(year - 1, known.until)


def _levels(known: Past, model: Model, year: int) -> dict[int, float]:
    """The factor of the odds of each year, up to one, by what was observed from training to the year before."""
    first, end = model.trained[1] + 1, known_until(known, year)
    if end < first:
        return {}
    rows = frame(known, first, end)
    p = probability(model.eta(features(known, rows, model.full.columns, end)))
    return levels(rows.year, label(known, rows) / counted(rows.year, known.labelled), p, first, end + 1)


TABLES: Final[Mapping[str, str]] = {
    "nmc": "capability", "atop": "pledges", "contiguity": "contiguity", "democracy": "regime", "polity": "regime",
    "majors": "majors",
}  # fmt: skip


def _missing(known: Past, model: Model, rows: Frame, year: int, end: int) -> tuple[tuple[Missing, ...], ...]:
    """What each row's answer does without."""
    import numpy as np

    worth = model.aged_at(year - 1 - end)
    common = []
    if end < year - 1:
        common.append(Missing("history", ", ".join(known.lists), end, half=worth.half, tenth=worth.tenth))
    if "cow_mid" in known.lists and end > known.labelled:
        common.append(Missing("continued", since=known.labelled) if len(known.lists) > 1 else Missing("instead"))
    common += [
        Missing("carried", table, known.ends[table])
        for table in TABLES
        if table in known.ends and known.ends[table] < year - 1
    ]
    if year <= model.trained[1]:
        common.append(Missing("seen", since=model.trained[1]))
    if known.disputes["given"].any():
        common.append(Missing("events"))
    at = year - 1 - FIRST
    blank = np.isnan(known.cinc[at]) | np.isnan(known.seat[0, at])
    return tuple(
        (*common, *(Missing("unknown", state=str(known.codes[place])) for place in pair if blank[place]))
        for pair in zip(rows.one.tolist(), rows.two.tolist(), strict=True)
    )


def _cost(missing: Sequence[Missing], year: int) -> float:
    """The variance that missing inputs add, beyond that of an old history."""
    carried = sum(year - 1 - (held.since or 0) for held in missing if held.what == "carried")
    return CARRIED * carried + UNKNOWN * sum(held.what == "unknown" for held in missing)


def base_of(model: Model, kind: str, recent: bool | None) -> Base:
    """How often pairs of a kind had a dispute; with or without a recent one before, or whether or not."""
    held = [b for b in model.bases if b.kind == kind and (recent is None or b.recent == recent)]
    return Base(kind, bool(recent), sum(b.rows for b in held), sum(b.onsets for b in held))
