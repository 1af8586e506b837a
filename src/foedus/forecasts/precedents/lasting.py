"""How long comparable pacts bound: the share still in force after some years, and the median, from the facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from ...evidence import Estimate, Evidence, Row
from ...figure import Figure
from ..resampling import resampled, share_bounds
from .comparing import DRAWS, LEAST, VERSION, WINDOWS
from .pacts import Comparable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Lasting", "lasting"]


class Lasting(msgspec.Struct, frozen=True):
    """How long the cases bound: the share still in force after some years, and the median (None where fewer than half
    have ended), by Kaplan & Meier; `ended` of `cases` are over."""

    cases: int
    ended: int
    shares: tuple[Figure, ...]
    median: Figure


def lasting(
    found: Comparable, day: date, draws: int = DRAWS, seed: int = 1, after: Sequence[int] = WINDOWS
) -> Lasting | None:
    """How long the cases bound, as far as the day shows; None with fewer than eight cases."""
    import numpy as np

    cases = found.cases
    if len(cases) < LEAST:
        return None
    ends = [c.end.first if c.end else None for c in cases]
    over = np.array([e is not None and e <= day for e in ends])
    years = np.array([((e if e and e <= day else day) - c.day).days / 365.25 for c, e in zip(cases, ends, strict=True)])
    weights = resampled(len(cases), draws, seed)
    curve, drawn = _survival(years, over, np.ones((1, len(cases)))), _survival(years, over, weights)
    basis = (Row("treaties", f"n = {len(cases)}, {cases[0].year}-{cases[-1].year}", "facts"),
             Estimate("precedents", VERSION, seed))  # fmt: skip
    shares = tuple(_share(years, curve, drawn, y, basis) for y in after)
    return Lasting(len(cases), int(over.sum()), shares, _median(years, curve, drawn, basis))


def _survival(years: Floats, over: NDArray[np.bool_], weights: Floats) -> Floats:
    """The share still in force after each case's time, in the order of the times: draws x cases (Kaplan & Meier 1958);
    of equal times the endings come before the cases that go on."""
    import numpy as np

    order = np.lexsort((~over, years))
    among = weights[:, order]
    at_risk = np.cumsum(among[:, ::-1], axis=1)[:, ::-1]
    fallen = np.where(over[order], among, 0.0)
    return np.cumprod(1 - np.divide(fallen, at_risk, out=np.zeros_like(fallen), where=at_risk > 0), axis=1)


def _share(years: Floats, curve: Floats, drawn: Floats, after: int, basis: tuple[Evidence, ...]) -> Figure:
    import numpy as np

    place = int(np.searchsorted(np.sort(years), after, side="right")) - 1
    value = 1.0 if place < 0 else float(curve[0, place])
    followed = int((np.sort(years) >= after).sum()) if value == 1.0 else len(years)  # where none has ended by then
    low, high = share_bounds(value, drawn[:, max(place, 0)], followed)
    return Figure(f"in_force_after_{after}", (), value, "share", basis, low, high)


def _median(years: Floats, curve: Floats, drawn: Floats, basis: tuple[Evidence, ...]) -> Figure:
    """The time after which half are over; a bound beyond the longest time is that time, and the note says so."""
    import numpy as np

    times = np.sort(years)

    def half(rows: Floats) -> Floats:
        reached = rows <= 0.5
        return np.where(reached.any(axis=1), times[reached.argmax(axis=1)], np.inf)

    value, (low, high) = float(half(curve)[0]), np.quantile(half(drawn), [0.025, 0.975], method="nearest")
    if not np.isfinite(value):
        return Figure("median_years", (), None, "years", basis, exact="fewer than half of the cases have ended")
    note = "" if np.isfinite(high) else "open above"
    return Figure("median_years", (), value, "years", basis, float(low), float(min(high, times[-1])), note=note)
