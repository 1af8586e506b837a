"""How often alliances were honoured in war: published rates side by side, for they differ by what is counted.

None of them enters the cascade, which has estimated what a pledge does to who comes; they stand beside it, with what
each would mean for the states that an attack binds, so that the reader sees how much the assumption matters.
"""

from __future__ import annotations

import msgspec

from ..resampling import wilson

__all__ = ["RATES", "Held", "Rate", "held"]

LEEDS = (
    "Leeds, B. A., Long, A. G. & Mitchell, S. M. (2000). Reevaluating Alliance Reliability: Specific Threats, Specific"
    " Promises. Journal of Conflict Resolution 44(5), 686-699, doi:10.1177/0022002700044005006"
)
BERKEMEIER = (
    "Berkemeier, M. & Fuhrmann, M. (2018). Reassessing the fulfillment of alliance commitments in war."
    " Research & Politics 5(2)"
)


class Rate(msgspec.Struct, frozen=True):
    """A published rate, in per cent: of what, in which years, of how many alliances in wars (None: its abstract does
    not say, and the number is not known here). `worked_out`: the number is not published, but follows."""

    percent: float
    what_en: str
    what_fr: str
    first: int
    last: int
    cases: int | None
    source: str
    worked_out: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """Per cent, 95 %, by the number of cases alone (Wilson 1927); None where it is not known."""
        if self.cases is None:
            return None
        low, high = wilson(round(self.cases * self.percent / 100), self.cases)
        return round(100 * low, 1), round(100 * high, 1)


class Held(msgspec.Struct, frozen=True):
    """States bound by an attack, each keeping its word by a rate and by itself: how many come on average, and the
    chance that none does."""

    bound: int
    joiners: float
    nobody: float


def held(rate: Rate, bound: int) -> Held:
    """What a rate would mean for so many states that are bound."""
    kept = rate.percent / 100
    return Held(bound, round(bound * kept, 2), round((1 - kept) ** bound, 5))


RATES = (
    Rate(
        74.5,
        "honoured when what the treaty itself asks (against whom, where, how) is held against it, 1816-1944",
        "tenues, si l'on mesure la conduite à ce que le traité demande (contre qui, où, comment), 1816-1944",
        1816, 1944, None, LEEDS,
    ),
    Rate(
        50.0,
        "honoured in 1816-2003, by the same rule, the data extended and corrected",
        "tenues en 1816-2003, selon la même règle, données prolongées et corrigées",
        1816, 2003, 139, BERKEMEIER,
    ),
    Rate(
        22.0,
        "honoured in 1945-2003 (before 1945: 66%)",
        "tenues en 1945-2003 (avant 1945\u00a0: 66\u00a0%)",
        1945, 2003, 50, BERKEMEIER, worked_out=True,  # 66, 22 and 50 % of 139 leave room for 49 to 51
    ),
    Rate(
        41.0,
        "of defence pacts honoured in 1816-2003 (offence 74%, neutrality 78%, non-aggression 37%)",
        "des pactes de défense tenus en 1816-2003 (offensive 74\u00a0%, neutralité 78\u00a0%, non-agression 37\u00a0%)",
        1816, 2003, None, BERKEMEIER,
    ),
)  # fmt: skip
