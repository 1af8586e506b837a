"""A number that carries its basis: the only way to show one."""

from __future__ import annotations

import msgspec

from .evidence import Evidence

__all__ = ["Change", "Figure"]


class Figure(msgspec.Struct, frozen=True):
    """A measured value. `low` and `high` bound it where sources or parameters differ; where there is no
    interval, `exact` says why none is needed (a count of treaty articles has no sampling error).

    A value of None means that it is not known; `exact` then says why. Raises ValueError without a basis or a reason.
    """

    name: str
    about: tuple[str, ...]
    value: float | None
    unit: str
    basis: tuple[Evidence, ...]
    low: float | None = None
    high: float | None = None
    exact: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.basis and not self.exact:
            raise ValueError(f"figure {self.name} has neither a basis nor a reason for having none")

    @property
    def interval(self) -> tuple[float, float] | None:
        """The bounds, or None."""
        return None if self.low is None or self.high is None else (self.low, self.high)


class Change(msgspec.Struct, frozen=True):
    """One figure before and after the events; `later` once a signed treaty is in force, where that differs.

    `spread`: the interval of the last difference (`later` or `after` minus `before`) by paired draws, which perturb
    both sides alike; None where nothing was drawn.
    """

    name: str
    before: Figure
    after: Figure
    later: Figure | None = None
    spread: tuple[float, float] | None = None

    @property
    def difference(self) -> float | None:
        """After minus before; None where either is unknown."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def measurable(self) -> bool:
        """Whether the change exceeds its uncertainty: the spread leaves 0 out where there is one, else the intervals
        of the two values do not overlap, or the values need none."""
        if self.spread is not None:
            return not self.spread[0] <= 0 <= self.spread[1]
        if not self.difference:
            return False
        one, other = self.before.interval, self.after.interval
        if one is None or other is None:
            return True
        return one[1] < other[0] or other[1] < one[0]
