"""Self-exciting events (Hawkes 1971): each act makes further ones likelier for a time.

    lambda(t) = mu + sum over acts before t of a b exp(-b (t - s))

`a` is the share of acts that another brought about, below 1; 1 / b the time in which that fades. Fitted by maximum
likelihood in O(n) an evaluation (Ogata 1981); checked by rescaling of time (Ogata 1988): of a model that holds, the
steps between acts on the clock of its own intensity are exponential with mean 1.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["FEWEST", "Hawkes", "fit", "intensity", "log_likelihood", "rescaled", "simulate", "spread_out"]

FEWEST: Final = 30
"""Acts below which three parameters are not estimated."""

BLOCK: Final = 300.0
"""The exponent that sums run over before they are taken anew: exp(300) is still a number."""


class Hawkes(msgspec.Struct, frozen=True):
    """The parameters with 95 % intervals: acts a day by themselves (`base`), acts that each act brings about
    (`branching`), the rate at which that fades a day (`decay`); the log-likelihood, and the probability of steps as
    uneven as these if the model held (`fits`: a test of Kolmogorov, which is lenient as the parameters are fitted)."""

    base: float
    branching: float
    decay: float
    intervals: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    log_likelihood: float
    fits: float


def fit(times: Floats, until: float) -> Hawkes | None:
    """The parameters of acts at these times (ascending, from 0, in days) in a period; None with fewer than 30 acts.

    Raises ValueError for times that do not ascend or lie outside.
    """
    import numpy as np

    if len(times) < FEWEST:
        return None
    if (np.diff(times) < 0).any() or times[0] < 0 or times[-1] > until:
        raise ValueError("times must ascend from 0 to the end of the period")
    rate = len(times) / until

    def cost(point: Floats) -> float:
        return -log_likelihood(times, until, *_parameters(point))

    starts = (
        np.array([np.log(rate * (1 - a)), np.log(a / (1 - a)), np.log(b)]) for a in (0.2, 0.6) for b in (0.2, 2.0)
    )
    best = min((_descend(cost, start) for start in starts), key=cost)
    base, branching, decay = _parameters(best)
    return Hawkes(
        base, branching, decay, _intervals(cost, best), -cost(best), _even(rescaled(times, base, branching, decay))
    )


def _parameters(point: Floats) -> tuple[float, float, float]:
    """Base, branching and decay of a point without bounds."""
    import numpy as np

    low, odds, fast = np.clip(point, -30, 30)
    return float(np.exp(low)), float(1 / (1 + np.exp(-odds))), float(np.exp(fast))


def log_likelihood(times: Floats, until: float, base: float, branching: float, decay: float) -> float:
    """Of acts at these times in the period from 0 to `until`."""
    import numpy as np

    rates = base + branching * decay * _excited(times, decay)
    brought = base * until + branching * float((1 - np.exp(-decay * (until - times))).sum())
    return float(np.log(rates).sum() - brought)


def _excited(times: Floats, decay: float) -> Floats:
    """For each act the sum of exp(-decay (t - s)) over the acts before it, by blocks that keep the exponent small."""
    import numpy as np

    found = np.empty(len(times))
    block = np.floor(decay * (times - times[0]) / BLOCK).astype(np.int64)
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1), len(times)]
    carried, last = 0.0, times[0]
    for start, end in pairwise(edges):
        here = decay * (times[start:end] - times[start])
        grown = np.concatenate(([0.0], np.cumsum(np.exp(here))[:-1]))
        carried *= float(np.exp(-decay * (times[start] - last)))
        found[start:end] = (grown + carried) * np.exp(-here)
        carried, last = float(found[end - 1]) + 1.0, times[end - 1]
    return found


def intensity(at: Floats, times: Floats, model: Hawkes) -> Floats:
    """Acts a day at some moments (ascending), from the acts before each."""
    import numpy as np

    place = np.searchsorted(times, at, side="left")
    if not len(times):
        return np.full(len(at), model.base)
    behind = _excited(times, model.decay) + 1
    faded = np.exp(-model.decay * np.maximum(at - times[place - 1], 0.0))
    reached = np.where(place > 0, behind[place - 1] * faded, 0.0)
    found: Floats = model.base + model.branching * model.decay * reached
    return found


def rescaled(times: Floats, base: float, branching: float, decay: float) -> Floats:
    """The steps between acts on the clock of the intensity: independent, exponential, mean 1 if the model holds."""
    import numpy as np

    gaps = np.diff(times)
    behind = _excited(times, decay)[:-1] + 1
    found: Floats = base * gaps + branching * behind * (1 - np.exp(-decay * gaps))
    return found


def _even(steps: Floats) -> float:
    """The probability of a greater distance from the exponential distribution (Kolmogorov's limit)."""
    import numpy as np

    ranks, n = 1 - np.exp(-np.sort(steps)), len(steps)
    away = max(float((np.arange(1, n + 1) / n - ranks).max()), float((ranks - np.arange(n) / n).max()))
    reach = (n**0.5 + 0.12 + 0.11 / n**0.5) * away
    terms = [(-1) ** (k - 1) * np.exp(-2 * (k * reach) ** 2) for k in range(1, 101)]
    return float(min(1.0, max(0.0, 2 * sum(terms)))) if reach > 0.2 else 1.0


def _descend(cost: Callable[[Floats], float], start: Floats, rounds: int = 200) -> Floats:
    """The least of a function of few variables without derivatives (Nelder & Mead 1965)."""
    import numpy as np

    held = [(cost(c), c) for c in (start, *(start + 0.5 * axis for axis in np.eye(len(start))))]
    for _ in range(rounds):
        held.sort(key=lambda corner: corner[0])
        if held[-1][0] - held[0][0] < 1e-7:
            break
        middle = np.mean([c for _, c in held[:-1]], axis=0)
        new = _step(cost, held, middle)
        if new is None:
            held = [held[0], *((cost(c), c) for c in (held[0][1] + 0.5 * (c - held[0][1]) for _, c in held[1:]))]
        else:
            held[-1] = new
    return min(held, key=lambda corner: corner[0])[1]


def _step(
    cost: Callable[[Floats], float], held: list[tuple[float, Floats]], middle: Floats
) -> tuple[float, Floats] | None:
    """What replaces the worst corner: its mirror image, one twice as far, one half as far; None: draw all together."""

    def along(step: float) -> tuple[float, Floats]:
        point = middle + step * (middle - held[-1][1])
        return cost(point), point

    mirrored = along(1.0)
    if mirrored[0] < held[0][0]:
        further = along(2.0)
        return further if further[0] < mirrored[0] else mirrored
    if mirrored[0] < held[-2][0]:
        return mirrored
    near = along(0.5 if mirrored[0] < held[-1][0] else -0.5)
    return near if near[0] < min(mirrored[0], held[-1][0]) else None


def _intervals(
    cost: Callable[[Floats], float], best: Floats
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """From the curvature of the likelihood at its top; the whole range where there is none."""
    import numpy as np

    step, n = 1e-3, len(best)

    def bend(a: Floats, b: Floats) -> float:
        return (cost(best + a + b) - cost(best + a - b) - cost(best - a + b) + cost(best - a - b)) / (4 * step**2)

    axes = np.eye(n) * step
    try:
        variances = np.diag(np.linalg.inv(np.array([[bend(a, b) for b in axes] for a in axes])))
    except np.linalg.LinAlgError:
        variances = np.full(n, np.inf)
    reach = np.where(variances > 0, 1.959964 * np.sqrt(np.abs(variances)), np.inf)
    low, high = (_parameters(best + sign * reach) for sign in (-1, 1))
    return (low[0], high[0]), (low[1], high[1]), (low[2], high[2])


def simulate(base: float, branching: float, decay: float, until: float, seed: int) -> Floats:
    """Acts of a process, as offspring of acts that come by themselves (Hawkes & Oakes 1974), ascending."""
    import numpy as np

    random = np.random.default_rng(seed)
    born = random.uniform(0, until, random.poisson(base * until))
    found = [born]
    while len(born):
        parents = np.repeat(born, random.poisson(branching, len(born)))
        children = parents + random.exponential(1 / decay, len(parents))
        born = children[children < until]
        found.append(born)
    return np.sort(np.concatenate(found))


def spread_out(days: NDArray[np.int64], seed: int) -> Floats:
    """Acts dated to the day as moments: spread over their day at random, since acts of one day tell no order."""
    import numpy as np

    return np.sort(days + np.random.default_rng(seed).uniform(0, 1, len(days)))
