"""The dispute model where no data are imported: geography and power as the facts have them, and what past disputes
taught of each state and pair (`effects`).

Recent years weigh more; the level is that of the last twenty years of training. A probability is the mean over what is
not known of the effects, by quadrature.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..past import Past
from ..resampling import NORMAL
from .effects import Effects, Kept, effects_of, shown
from .evaluating import BEGIN, Tried, Window
from .features import BARE, features
from .frame import Frame, frame, label
from .kinds import kinds_of
from .logit import linear, mean_probability, probability
from .mixed import Pairs, Variances, fit_mixed
from .modelfile import Model, Weights, weights_of
from .risk import UNKNOWN

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Bare", "assess_bare", "estimate_bare", "tried_bare"]

PENALTY: Final = 1.0
LEVEL_SPAN: Final = 20
"""The last years of training, whose level is taken."""
HALF_LIFE: Final = 50.0
"""The years after which a year of training weighs half."""
VARIANCES: Final = Variances(state=0.4, beside=0.3, pair=0.4)
KEPT: Final = Kept(near_above=0.95, near_below=0.99, far_above=0.98, far_below=0.92)
"""These were chosen on 1990-2000, learnt up to 1979 and up to 1989."""
ROUNDS, ENOUGH = 40, 1e-9
NEAR: Final = ("land", "water_12_miles", "water_150_miles", "water_400_miles")
"""The columns of which one is set for neighbours."""


class Bare(msgspec.Struct, frozen=True, eq=False):
    """What was learnt up to a year: the logit on `features.BARE`, and the effects."""

    weights: Weights
    effects: Effects
    last: int

    def log_odds(self, inputs: Array, one: Array, two: Array, near: Array, year: Array) -> tuple[Array, Array]:
        """The log odds of rows (pairs by their numbers, target years), and the variance of what is not known of the
        effects."""
        effect, variance = effects_of(self.effects, one, two, near, year - self.last)
        return linear(self.weights.logit, inputs) + effect, variance


def estimate_bare(known: Past, rows: Frame, inputs: Array, outcome: Array, last: int) -> Bare:
    """The model learnt from rows up to a year; `inputs` are the columns of `features.BARE`."""
    import numpy as np

    near = _near(inputs)
    ids, pair = np.unique(rows.one * len(known.codes) + rows.two, return_inverse=True)
    beside = np.zeros(len(ids), dtype=bool)
    beside[pair] = near  # rows are sorted by year: as it was last
    pairs = Pairs(ids // len(known.codes), ids % len(known.codes), beside, len(known.codes))
    weight = 0.5 ** ((last - rows.year) / HALF_LIFE)
    found = fit_mixed(inputs, outcome, weight, pair, pairs, VARIANCES, PENALTY)
    effects = shown(found, known.codes, pairs, HALF_LIFE, VARIANCES, KEPT)
    made = Bare(weights_of(tuple(BARE), found.fixed, found.covariance), effects, last)
    lately = rows.years(last - LEVEL_SPAN + 1, last)
    ones, twos, years = known.codes[rows.one[lately]], known.codes[rows.two[lately]], rows.year[lately]
    eta, variance = made.log_odds(inputs[lately], ones, twos, near[lately], years)
    coef = list(made.weights.coef)
    coef[0] += _shift(eta, variance, float(outcome[lately].sum()))
    return msgspec.structs.replace(made, weights=msgspec.structs.replace(made.weights, coef=tuple(coef)))


def _near(inputs: Array) -> Array:
    """Whether the pair of each row is contiguous in any way."""
    columns = [place for place, name in enumerate(BARE) if name in NEAR]
    found: Array = inputs[:, columns].sum(axis=1) > 0
    return found


def _shift(eta: Array, variance: Array, observed: float) -> float:
    """What has to be added to log odds for them to expect as many onsets as there were."""
    from math import log

    shift = 0.0
    for _ in range(ROUNDS):
        move = log(observed / float(mean_probability(eta + shift, variance).sum()))
        shift += move
        if abs(move) < ENOUGH:
            break
    return shift


def tried_bare(known: Past, window: Window, name: str = "mid") -> Tried:
    """Learn from the years before a window, predict the window from its geography and power: nothing is known of what
    happened in it, nor of its level."""
    rows = frame(known, BEGIN, window.last)
    inputs, outcome = features(known, rows, BARE, window.last), label(known, rows, name)
    before, after = rows.years(BEGIN, window.trained), rows.years(window.first, window.last)
    made = estimate_bare(known, rows.where(before), inputs[before], outcome[before], window.trained)
    asked = rows.where(after)
    ones, twos = known.codes[asked.one], known.codes[asked.two]
    eta, variance = made.log_odds(inputs[after], ones, twos, _near(inputs[after]), asked.year)
    relevant = outcome[before & rows.relevant]
    base = (float(outcome[before].mean()), float(relevant.mean()) if len(relevant) else float("nan"))
    return Tried(window, name, asked, outcome[after], mean_probability(eta, variance), base, variance)


def assess_bare(
    view: Any, numbers: Sequence[tuple[int, int]], model: Model, year: int
) -> tuple[Array, Array, Array, Array]:
    """The risk of pairs of which no past is imported (`view` as `FactsView`; `numbers` of the Correlates of War): for
    each p, the ends of its interval, its kind. The interval covers the sampling of the coefficients, what is not known
    of the effects, the drift of the level since training, and inputs that are not known."""
    import numpy as np

    columns = {name: np.asarray(BARE[name](view), dtype=float) for name in BARE}
    inputs = np.column_stack([columns[name] for name in model.bare.columns])
    one, two = np.array(numbers).reshape(-1, 2).T
    made = Bare(model.bare, model.effects, model.trained[1])
    eta, left = made.log_odds(inputs, one, two, np.asarray(view.kind) > 0, np.full(len(one), year))
    unknown = np.array([len(held) + len(off) for held, off in zip(view.unknown, view.unmapped, strict=True)])
    drift = model.drift * max(year - model.trained[1], 1)
    reach = NORMAL * np.sqrt(left + model.bare.sampling(inputs) + drift + UNKNOWN * unknown)
    nothing = np.zeros(len(eta))
    kind, _ = kinds_of({**columns, "log_peace_years": nothing, "dispute_ever": nothing})
    return mean_probability(eta, left), probability(eta - reach), probability(eta + reach), kind
