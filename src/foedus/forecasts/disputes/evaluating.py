"""The dispute model tried on years that it has not seen: fitted on some years, judged on later ones.

The windows are those of the evaluation protocol: everything was chosen on 1990-2000 (fitted on 1946-1989); 2001-2010
(fitted on 1946-2000) was predicted once, after that. History and level go on with what was known each year before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..past import Past, outcomes_until
from .features import COLUMNS, features
from .frame import Frame, frame, label
from .level import levelled
from .logit import fit, linear, probability
from .marks import intervals, marks

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = [
    "BEGIN",
    "POOLED",
    "REGIONS",
    "WINDOWS",
    "Engine",
    "Fitted",
    "Judged",
    "Tried",
    "Window",
    "by_logit",
    "dyads_of",
    "judged",
    "tried",
]

BEGIN = 1946
"""The first year of training: earlier ones change the ranking little and make the level worse."""


class Window(msgspec.Struct, frozen=True):
    """Years fitted on, from `BEGIN` to `trained`, and the years judged."""

    trained: int
    first: int
    last: int


WINDOWS: Final = (Window(1989, 1990, 2000), Window(2000, 2001, 2010))
"""The development window and the one held out."""
POOLED: Final = Window(1989, 1990, 2010)
"""Both as one, for what is rare."""

REGIONS: Final = (
    ("Americas", 199), ("Europe", 399), ("Africa", 599), ("Middle East", 699), ("Asia", 899), ("Oceania", 999),
)  # fmt: skip
"""Regions by the last COW number of each."""


class Tried(msgspec.Struct, frozen=True, eq=False):
    """The rows of a window with what came true and what was expected; `base`: the rates of the training years among
    all pairs and among the politically relevant; `variance`: of the log odds of each row, by a model that has one."""

    window: Window
    label: str
    rows: Frame
    outcome: Array
    p: Array
    base: tuple[float, float]
    variance: Array | None = None


class Judged(msgspec.Struct, frozen=True):
    """The marks of a set of rows of a window, with intervals; `bins`: mean p, share that came true and rows, by p;
    `years` and `regions`: observed and expected; regions with both states in one, or between two."""

    label: str
    set: str
    window: Window
    marks: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    bins: tuple[tuple[float, float, int], ...]
    years: tuple[tuple[int, int, float], ...]
    regions: tuple[tuple[str, int, float], ...]


Fitted = Callable[["Array"], "Array"]
"""From inputs to log odds."""
Engine = Callable[["Array", "Array"], Fitted]
"""Fits on inputs and outcomes."""


def by_logit(inputs: Array, outcome: Array) -> Fitted:
    """The default engine."""
    found = fit(inputs, outcome)
    return lambda asked: linear(found, asked)


def tried(known: Past, window: Window, name: str = "mid", engine: Engine = by_logit) -> Tried:
    """Fit on the years before a window, predict the window, each of its years at the level known the year before.
    Raises DataError if the disputes are not imported."""
    outcomes_until(known)
    rows = frame(known, BEGIN, window.last)
    inputs, outcome = features(known, rows, COLUMNS, window.last), label(known, rows, name)
    before, after = rows.years(BEGIN, window.trained), rows.years(window.first, window.last)
    p = probability(engine(inputs[before], outcome[before])(inputs[after]))
    asked = rows.where(after)
    relevant = outcome[before & rows.relevant].mean() if (before & rows.relevant).any() else float("nan")
    levelled_p = levelled(asked.year, outcome[after], p, window.first)
    return Tried(window, name, asked, outcome[after], levelled_p, (float(outcome[before].mean()), float(relevant)))


def judged(known: Past, found: Tried, draws: int, seed: int) -> Iterator[Judged]:
    """The judgement of all rows, and of the politically relevant."""
    import numpy as np

    for name, mask, base in (
        ("all", np.ones(len(found.p), dtype=bool), found.base[0]),
        ("relevant", found.rows.relevant, found.base[1]),
    ):
        rows, outcome, p = found.rows.where(mask), found.outcome[mask], found.p[mask]
        around = intervals(outcome, p, base, dyads_of(rows), draws, seed) if draws else {}
        yield Judged(
            label=found.label,
            set=name,
            window=found.window,
            marks=marks(outcome, p, base),
            intervals=around,
            bins=tuple(_bins(outcome, p)),
            years=tuple(_by_year(rows.year, outcome, p)),
            regions=tuple(_by_region(known, rows, outcome, p)),
        )


def dyads_of(rows: Frame) -> Array:
    """A number from 0 for the pair of each row."""
    import numpy as np

    return np.unique(rows.one * (int(rows.two.max()) + 1) + rows.two, return_inverse=True)[1]


EDGES: Final = (0.0005, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32)


def _bins(outcome: Array, p: Array) -> Iterator[tuple[float, float, int]]:
    import numpy as np

    place = np.searchsorted(EDGES, p)
    for number in range(len(EDGES) + 1):
        if (of := place == number).any():
            yield float(p[of].mean()), float(outcome[of].mean()), int(of.sum())


def _by_year(years: Array, outcome: Array, p: Array) -> Iterator[tuple[int, int, float]]:
    import numpy as np

    for year in np.unique(years).tolist():
        of = years == year
        yield int(year), int(outcome[of].sum()), float(p[of].sum())


def _by_region(known: Past, rows: Frame, outcome: Array, p: Array) -> Iterator[tuple[str, int, float]]:
    import numpy as np

    region = np.searchsorted([last for _, last in REGIONS], known.codes)
    one, two = region[rows.one], region[rows.two]
    for number, (name, _) in enumerate(REGIONS):
        if (of := (one == number) & (two == number)).any():
            yield name, int(outcome[of].sum()), float(p[of].sum())
    if (of := one != two).any():
        yield "between regions", int(outcome[of].sum()), float(p[of].sum())
