"""Concentration, number, polarity, parity and coalitions of the powers of a day, by any index of capability.

Each function takes a System and gives a Figure; the arithmetic is in `concentration`, `polarity` and `parity`. Where
the inputs of an index are intervals, so is the figure, from seeded draws; where they are published as points, it says
so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

import msgspec
import numpy as np

from ..evidence import Evidence
from ..figure import Figure
from ..system import System
from .cinc import Floats, normalised
from .concentration import con_of, n_eff_of
from .material import Material, nmc
from .parity import balance_of, parity_of, transition_of
from .polarity import Polarity, polarity_of, power_bipolarity
from .powers import DRAWN, POINTS, Index, Powers, bounds, majors_note, named_number, powers

__all__ = [
    "RELIABILITY",
    "VARIANTS",
    "Variant",
    "Weights",
    "bipolarity",
    "coalition",
    "con",
    "n_eff",
    "parity",
    "polarity",
    "polarity_class",
    "transition",
]

Variant = Literal["con_cinc", "con_six", "con_mean4", "con_net"]

VARIANTS: Final[dict[Variant, Index]] = {
    "con_cinc": "cinc",
    "con_six": "six",
    "con_mean4": "mean_share",
    "con_net": "net_resources",
}
"""What the variants of CON take for the shares of the powers. `con_six` is the procedure of 1972."""

FEW: Final = "one_major_power: fewer than two major powers are known"


class Weights(msgspec.Struct, frozen=True):
    """What each member's capability counts for, between 0 and 1, by a source: `values` by state, `ally` for the other
    members save the first of a coalition, which fights for itself. With `chance` a weight is the probability that the
    state comes at all, and draws let it come or not."""

    source: str
    values: Mapping[str, float] = {}
    ally: float = 1.0
    chance: bool = False

    def of(self, members: tuple[str, ...]) -> Floats:
        """The weight of each member."""
        base = [1.0 if place == 0 else self.ally for place in range(len(members))]
        return np.array([self.values.get(s, b) for s, b in zip(members, base, strict=True)], dtype=np.float64)


RELIABILITY: Final[dict[str, Weights]] = {
    "leeds_2000": Weights(
        "Leeds, Long & Mitchell 2000, J. of Conflict Resolution 44: 686-699: alliances kept when invoked in war, "
        "1816-1944",
        ally=0.745, chance=True,
    ),
    "berkemeier_2018": Weights(
        "Berkemeier & Fuhrmann 2018, Research & Politics 5: commitments kept in war since 1945", ally=0.22, chance=True
    ),
}  # fmt: skip
"""How often allies come, by published counts: they differ by a factor of three, which is itself a finding."""


def con(system: System, variant: Variant = "con_cinc", *, draws: int = 500, seed: int = 0) -> Figure:
    """CON over the major powers of the day (Ray & Singer 1973): 0 all equal, 1 one has all. The variant names the
    shares; null for fewer than two powers."""
    return _over_majors(system, variant, VARIANTS[variant], con_of, "index 0-1", draws, seed)


def n_eff(system: System, index: Index = "cinc", *, everyone: bool = False, draws: int = 500, seed: int = 0) -> Figure:
    """The effective number of powers (Laakso & Taagepera 1979), of the major powers or, with `everyone`, of all."""
    if everyone:
        held = powers(system, index, draws=draws, seed=seed)
        return _figure("n_eff_system", held, held.states, n_eff_of, "states", "")
    return _over_majors(system, "n_eff", index, n_eff_of, "powers", draws, seed)


def bipolarity(system: System, index: Index = "cinc", *, draws: int = 500, seed: int = 0) -> Figure:
    """What the two first powers hold of what the major powers hold (Wayman 1984). It says how power is spread, and
    nothing of camps."""
    return _over_majors(system, "power_bipolarity", index, power_bipolarity, "share", draws, seed)


def polarity(system: System, index: Index = "cinc", *, draws: int = 500, seed: int = 0) -> Figure:
    """Polarity by thresholds (Modelski 1974; Thompson 1986): the value is the margin, by how much a share would have to
    move for another class; the note names the class, and in how many of the draws it holds."""
    held = powers(system, index, draws=draws, seed=seed)
    majors = system.record.majors_at(system.day)
    found = polarity_of(normalised(held.of(majors)))
    if found is None:
        return Figure("polarity", majors, None, "share", (), exact=_absent(held, majors))
    said = f"{found.pole}; nearest: {found.nearest}, beyond it {found.beyond}"
    drawn = held.drawn(majors)
    if drawn is not None and np.ptp(drawn, axis=0).any():
        kept = [p.pole == found.pole for row in drawn if (p := polarity_of(normalised(row))) is not None]
        said += f"; the same in {np.mean(kept):.0%} of {len(kept)} draws"
    note = "; ".join(n for n in (said, majors_note(system), held.note) if n)
    return Figure(
        "polarity",
        majors,
        found.margin,
        "share",
        _rows(held, majors),
        exact="a distance between a share and a threshold",
        note=note,
    )


def polarity_class(system: System, index: Index = "cinc") -> Polarity | None:
    """The class itself; None where the shares are not known."""
    return polarity_of(normalised(powers(system, index).of(system.record.majors_at(system.day))))


def parity(system: System, a: str, b: str, index: Index = "cinc", *, draws: int = 500, seed: int = 0) -> Figure:
    """The weaker of two states over the stronger, 0 to 1 (Organski & Kugler 1980: parity from .8); the note says which
    leads, and in how many of the draws."""
    held = powers(system, index, draws=draws, seed=seed)
    one, other = held.of((a, b))
    found = parity_of(float(one), float(other))
    if found is None:
        why = held.why or f"the {index} of {a if np.isnan(one) else b} is not known"
        return Figure("parity", (a, b), None, "ratio", (), exact=why)
    leader = {1: a, -1: b, 0: ""}[found.leader]
    said = f"{leader} leads by {index}" if leader else f"equal by {index}"
    drawn, (low, high) = held.drawn((a, b)), (None, None)
    if drawn is not None:
        low, high = bounds(found.ratio, drawn.min(axis=1) / drawn.max(axis=1))
        said += f" in {np.mean(np.sign(drawn[:, 0] - drawn[:, 1]) == found.leader):.0%} of draws"
    exact = POINTS if low is None else ""
    return Figure("parity", (a, b), found.ratio, "ratio", _rows(held, (a, b)), low, high, exact, said)


def transition(system: System, a: str, b: str, since: int, until: int) -> Figure:
    """The last year of a window in which the lead of a dyad passed from one to the other, by CINC (Organski & Kugler
    1980); null, with who led, if it never did. Raises DataError if NMC is not imported."""
    held = nmc()
    numbers = [named_number(system, state) for state in (a, b)]
    years = np.arange(since, until + 1)
    pair = np.array([[_index(held.of(int(y)), n) for y in years] for n in numbers], dtype=np.float64)
    found = transition_of(years, *pair)
    known = [leader for leader in found.leaders if leader is not None]
    if not known:
        why = f"the CINC of {a} and {b} is known together in no year of {since}-{until} (NMC: {held.years})"
        return Figure("transition", (a, b), None, "year", (), exact=why)
    rows = tuple(held.row(n, y) for n in numbers if n is not None for y in (*found.crossings[-1:], int(years[-1])))
    leader = {1: a, -1: b, 0: "neither"}[known[-1]]
    if not found.crossings:
        return Figure("transition", (a, b), None, "year", rows, exact=f"no passage: {leader} led in every known year")
    note = f"{leader} leads since; passages: {', '.join(map(str, found.crossings))}"
    return Figure("transition", (a, b), float(found.crossings[-1]), "year", rows, exact=POINTS, note=note)


def coalition(
    system: System,
    ours: Iterable[str],
    theirs: Iterable[str],
    index: Index = "cinc",
    *,
    weights: Weights | None = None,
    draws: int = 500,
    seed: int = 0,
) -> Figure:
    """The share of the first coalition in the capability of both, r = C_A / (C_A + C_B), with the log-odds in the note.

    With weights (how reliable a promise is, what distance costs) the source of the weights is named. Null if a member
    is unknown to the index, or both sides are empty.
    """
    sides = tuple(ours), tuple(theirs)
    held = powers(system, index, draws=draws, seed=seed)
    one, other = (held.of(side) for side in sides)
    weighed = None if weights is None else (weights.of(sides[0]), weights.of(sides[1]))
    found = balance_of(one, other, weighed)
    if found is None:
        missing = [s for side, got in zip(sides, (one, other), strict=True) for s, v in zip(side, got) if np.isnan(v)]  # noqa: B905
        why = held.why or (f"the {index} of {', '.join(missing)} is not known" if missing else "both sides are empty")
        return Figure("coalition", (*sides[0], *sides[1]), None, "share", (), exact=why)
    low, high = _drawn_balance(found.share, held, sides, weights, draws, seed)
    note = "; ".join(n for n in (f"log-odds {found.log_odds:+.3f} by {index}", weights.source if weights else "") if n)
    members = (*sides[0], *sides[1])
    exact = POINTS if low is None else ""
    return Figure("coalition", members, found.share, "share", _rows(held, members), low, high, exact, note)


def _drawn_balance(
    value: float,
    held: Powers,
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    weights: Weights | None,
    draws: int,
    seed: int,
) -> tuple[float | None, float | None]:
    """The interval of the balance: capabilities drawn, and members that come with a chance coming or not."""
    chance = weights is not None and weights.chance
    if not draws or (held.draws is None and not chance):
        return None, None
    rng = np.random.default_rng((seed, 1))
    sums = []
    for side in sides:
        drawn = held.drawn(side)
        values = np.tile(held.of(side), (draws, 1)) if drawn is None else drawn
        if weights is not None:
            weight = weights.of(side)
            values = values * ((rng.random(values.shape) < weight) if chance else weight)
        sums.append(values.sum(axis=1))
    both = sums[0] + sums[1]
    return bounds(value, sums[0] / np.where(both > 0, both, np.nan))


def _over_majors(
    system: System, name: str, index: Index, measure: Callable[[Floats], float | None], unit: str, draws: int, seed: int
) -> Figure:
    held = powers(system, index, draws=draws, seed=seed)
    return _figure(name, held, system.record.majors_at(system.day), measure, unit, majors_note(system))


def _figure(
    name: str, held: Powers, members: tuple[str, ...], measure: Callable[[Floats], float | None], unit: str, note: str
) -> Figure:
    """A measure of shares brought to sum 1 among the members, with its interval where the index has draws."""
    value = measure(normalised(held.of(members)))
    if value is None:
        return Figure(name, members, None, unit, (), exact=_absent(held, members))
    drawn, (low, high) = held.drawn(members), (None, None)
    if drawn is not None:
        several = [measure(normalised(row)) for row in drawn]
        low, high = bounds(value, np.array([np.nan if v is None else v for v in several], dtype=np.float64))
    notes = "; ".join(n for n in (note, held.note, "" if low is None else DRAWN) if n)
    return Figure(name, members, value, unit, _rows(held, members), low, high, POINTS if low is None else "", notes)


def _absent(held: Powers, members: tuple[str, ...]) -> str:
    """Why a measure of these members has no value."""
    unknown = [s for s, v in zip(members, held.of(members), strict=True) if np.isnan(v)]
    return held.why or (f"the {held.index} of {', '.join(unknown)} is not known" if unknown else FEW)


def _index(year: Material | None, number: int | None) -> float:
    """The CINC of a state in a year, NaN where there is none."""
    if year is None or number is None:
        return float("nan")
    return float(next(iter(year.cinc[year.places([number])]), np.nan))


def _rows(held: Powers, members: tuple[str, ...]) -> tuple[Evidence, ...]:
    return tuple(row for s in dict.fromkeys(members) if s in held.states for row in held.rows(s))
