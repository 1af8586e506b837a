"""The dispute model estimated: coefficients, their uncertainty, rates to compare with, the record on unseen years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ...datasets.citing import sources_of
from ...errors import UsageError
from ..past import LISTS, outcomes_until, past, used
from .aging import AGES, EVERY, FEWEST, aging
from .bare import estimate_bare, tried_bare
from .boosted import by_trees, grown
from .evaluating import BEGIN, WINDOWS, Judged, Window, by_logit, dyads_of, judged, tried
from .features import BARE, COLUMNS, KNOWN, features
from .frame import Frame, frame, label
from .kinds import kinds_of
from .logit import bootstrap, fit
from .modelfile import FORMAT, Base, Model, Weights, hash_of, weights_of

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["train"]

PENALTY: Final = 1.0
LEAST: Final = FEWEST + max(AGES) + EVERY
"""The fewest years of training: forecasts from old histories are tried within them."""
BASE_SPAN: Final = 20
"""The last years of training, over which the rates to compare with are taken."""


def train(
    to: int | None, draws: int, seed: int, told: Callable[[str], None] = lambda line: None, boosted: bool = False
) -> Model:
    """The model estimated on imported data up to a year, the last of the disputes if None; `boosted`: with trees.

    `told` is given lines of progress. Raises DataError if data are missing, or LightGBM where trees are asked for;
    UsageError if the year is out of reach.
    """
    known = past(_last() if to is None else max(to, BEGIN))
    end = outcomes_until(known)
    last = to or end
    if not BEGIN + LEAST - 1 <= last <= end:
        raise UsageError(f"--to {last}: disputes are known up to {end}, and {LEAST} years from {BEGIN} on are needed")
    told(f"rows and features of {BEGIN} to {last}")
    rows = frame(known, BEGIN, last)
    everything, outcome, groups = features(known, rows, KNOWN, last), label(known, rows), dyads_of(rows)
    inputs = everything[:, : len(COLUMNS)]
    plainly = everything[:, [[*KNOWN].index(name) for name in BARE]]
    told("coefficients")
    full = _weights(tuple(COLUMNS), inputs, outcome, groups, draws, seed)
    trees = grown(inputs, outcome) if boosted else msgspec.UNSET
    engine = by_trees if boosted else by_logit
    told("effects of states and pairs, for where nothing is imported")
    bare = estimate_bare(known, rows, plainly, outcome, last)
    told("what an old history costs")
    aged, spread = aging(known, rows, inputs, outcome, seed, engine)
    told("the record on years not seen")
    windows = [w for w in WINDOWS if w.last <= last] or [Window(last - 10, last - 9, last)]
    record, plainly_judged = (
        tuple(found for window in windows for found in judged(known, trying(known, window), draws, seed))
        for trying in (lambda known, window: tried(known, window, engine=engine), tried_bare)
    )
    made = Model(
        model="dispute", format=FORMAT, foedus=version("foedus"), label="mid", trained=(BEGIN, last), rows=len(rows),
        onsets=int(outcome.sum()), seed=seed, draws=draws, penalty=PENALTY, full=full,
        bare=bare.weights, effects=bare.effects, drift=_drift(record),
        aged=aged, spread=spread, base_years=(last - BASE_SPAN + 1, last),
        bases=tuple(_bases(rows, inputs, outcome, last)), record=record, bare_record=plainly_judged,
        sources=sources_of(table for table in used() if table[0] != LISTS[1]), trees=trees,
    )  # fmt: skip
    rounded = msgspec.convert(_rounded(msgspec.to_builtins(made)), Model)
    return msgspec.structs.replace(rounded, sha256=hash_of(rounded))


def _last() -> int:
    from ...datasets import store

    ends = [
        held.years[1]
        for name, table in used()
        if name == "gml_mid" and (held := store.held(name, table)) and held.years
    ]
    return min(ends, default=BEGIN)


def _weights(columns: tuple[str, ...], inputs: Array, outcome: Array, groups: Array, draws: int, seed: int) -> Weights:
    found = fit(inputs, outcome, PENALTY)
    covariance = bootstrap(found, inputs, outcome, groups, draws, seed, PENALTY)
    return weights_of(columns, found, covariance)


def _drift(record: tuple[Judged, ...]) -> float:
    """The variance of the log of observed over expected from one year to the next, beyond that of counts."""
    import numpy as np

    ratios = [
        (np.log((o + 0.5) / (e + 0.5)) ** 2, 1 / (e + 0.5))
        for found in record
        if found.set == "all"
        for _, o, e in found.years
    ]
    return float(max(np.mean([r - noise for r, noise in ratios]), 0))


def _bases(rows: Frame, inputs: Array, outcome: Array, last: int) -> Iterator[Base]:
    of = rows.years(last - BASE_SPAN + 1, last)
    kinds, recent = kinds_of(dict(zip(COLUMNS, inputs[of].T, strict=True)))
    for kind in dict.fromkeys(kinds.tolist()):
        for flag in (False, True):
            chosen = (kinds == kind) & (recent == flag)
            yield Base(kind, flag, int(chosen.sum()), int(outcome[of][chosen].sum()))


def _rounded(value: Any) -> Any:
    """Numbers to nine digits: the file is text, and the same on any machine."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {name: _rounded(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(held) for held in value]
    return value
