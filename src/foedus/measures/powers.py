"""What the states of a day dispose of, by a named index, as shares of the whole that sum to 1.

No index is the truth, and none is shown without its name. CINC (`cinc`) and the six components among the powers (`six`)
weigh population, steel and energy: by them China leads from 1995 and has half of what the powers have from 2018.
`mean_share` averages population, GDP at purchasing power, military expenditure and personnel of today. `net_resources`
is GDP times GDP per head (Beckley 2018), which discounts what a large and poor population costs to keep; it knows
nothing of forces. The facts date the last two; the first two come from imported data and end with them, and net
resources of the past from imported GDP and population.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from ..capability import Capability, Indicator
from ..codes import numbered
from ..errors import DataError
from ..evidence import Evidence
from ..figure import Figure
from ..record import Record
from ..system import System
from .capability import AHEAD, AVERAGED, as_evidence
from .cinc import Floats, normalised, six_of
from .imported import absent, columns, evidence
from .material import LAST_LISTED, Material, Nmc, nmc

__all__ = ["INDICES", "Index", "Powers", "cinc", "majors_note", "named_number", "net_resources", "powers"]

Index = Literal["cinc", "six", "mean_share", "net_resources"]

DRAWN: Final = "interval: 5th to 95th percentile of seeded draws between the bounds that the sources give"
POINTS: Final = "an identity of figures that are published without bounds"
SAME: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Powers:
    """Shares by an index on a day: `states` and their `shares` (n,), NaN where unknown; `draws` (draws, n) where the
    inputs are intervals; `rows` the evidence of a state; `why` says why nothing is known, where nothing is."""

    index: Index
    states: tuple[str, ...]
    shares: Floats
    rows: Callable[[str], tuple[Evidence, ...]] = field(default=lambda _: ())
    draws: Floats | None = None
    note: str = ""
    why: str = ""

    def places(self, states: tuple[str, ...]) -> list[int]:
        """Where these states stand; -1 for one that the index does not hold."""
        return [self.states.index(s) if s in self.states else -1 for s in states]

    def of(self, states: tuple[str, ...]) -> Floats:
        """The shares of these states; NaN for one that is unknown."""
        return _taken(self.shares, self.places(states))

    def drawn(self, states: tuple[str, ...]) -> Floats | None:
        """The drawn shares of these states, (draws, n); None where the index has no intervals."""
        return None if self.draws is None else _taken(self.draws, self.places(states))


def _taken(values: Floats, places: list[int]) -> Floats:
    """Values by place along the last axis, NaN at place -1."""
    padded = np.concatenate([values, np.full((*values.shape[:-1], 1), np.nan)], axis=-1)
    return np.asarray(padded[..., places], dtype=np.float64)


def powers(system: System, index: Index = "cinc", *, draws: int = 0, seed: int = 0) -> Powers:
    """The shares of the states of a day by an index; with draws where its inputs are intervals. What is not imported,
    or lies outside the years of the data, gives empty shares and a reason."""
    return INDICES[index](system, draws, seed)


def majors_note(system: System) -> str:
    """That the list of major powers is carried on, where the day lies after it; empty otherwise."""
    if system.day.year <= LAST_LISTED:
        return ""
    return f"major powers: the list of the Correlates of War project ends in {LAST_LISTED}; its last members are taken"


def cinc(system: System, state: str) -> Figure:
    """The Composite Index of National Capability of a state in the year of the day, as published (Singer, Bremer &
    Stuckey 1972): the mean of its shares in six components that are known. Not renormalised: the note has the sum of
    the year. Null outside the years of the imported version."""
    held = powers(system, "cinc")
    if held.why:
        return Figure("cinc", (state,), None, "index 0-1", (), exact=held.why)
    (place,) = held.places((state,))
    if place < 0 or np.isnan(held.shares[place]):
        why = f"National Material Capabilities hold no such state in {system.day.year}"
        return Figure("cinc", (state,), None, "index 0-1", (), exact=why)
    year = nmc().of(system.day.year)
    assert year is not None
    total = float(np.nansum(year.cinc))
    return Figure(
        "cinc", (state,), float(held.shares[place] * total), "index 0-1", held.rows(state),
        exact="as published; its error is not", note=f"the indices of {year.year} sum to {total:.4f}",
    )  # fmt: skip


def net_resources(system: System, state: str, *, draws: int = 500, seed: int = 0) -> Figure:
    """A state's share of the world's net resources: GDP times GDP per head (Beckley 2018), of the facts."""
    held = powers(system, "net_resources", draws=draws, seed=seed)
    share = float(held.of((state,))[0])
    if np.isnan(share):
        why = held.why or "no GDP or population of this state in the facts"
        return Figure("net_resources", (state,), None, "share", (), exact=why)
    low, high = bounds(share, held.drawn((state,)))
    exact = POINTS if low is None else ""
    return Figure(
        "net_resources", (state,), share, "share", held.rows(state), low, high, exact, DRAWN if low is not None else ""
    )


def bounds(value: float, drawn: Floats | None) -> tuple[float | None, float | None]:
    """The 5th and 95th percentile of draws, stretched to hold the best estimate; None without draws, or where the draws
    do not differ because the sources do not."""
    if drawn is None or not np.isfinite(drawn).any():
        return None, None
    low, high = (float(p) for p in np.nanpercentile(drawn, [5, 95]))
    return (None, None) if high - low < SAME else (min(low, value), max(high, value))


def _material(system: System, index: Index) -> tuple[Nmc, Material] | Powers:
    """The year of the day in the imported data, or what says why there is none."""
    try:
        held = nmc()
    except DataError as error:
        return _unknown(index, str(error))
    year = held.of(system.day.year)
    if year is None:
        return _unknown(index, f"{held.silent}; a later version would be imported by: foedus data import DIR")
    return held, year


def _unknown(index: Index, why: str) -> Powers:
    return Powers(index, (), np.empty(0), why=why)


def _by_cinc(system: System, draws: int, seed: int) -> Powers:
    del draws, seed  # what is published comes without intervals
    found = _material(system, "cinc")
    if isinstance(found, Powers):
        return found
    held, year = found
    states = _named(system, year)
    return Powers("cinc", states, normalised(year.cinc), _nmc_rows(held, year, states))


def _by_six(system: System, draws: int, seed: int) -> Powers:
    """Among the major powers of the day alone."""
    del draws, seed
    found = _material(system, "six")
    if isinstance(found, Powers):
        return found
    held, year = found
    states, majors = _named(system, year), system.record.majors_at(system.day)
    places = [i for i, s in enumerate(states) if s in majors]
    shares, used = six_of(year.components[places])
    named = tuple(states[i] for i in places)
    return Powers("six", named, shares, _nmc_rows(held, year, states), note=f"{used} of 6 components known for all")


def named_number(system: System, state: str) -> int | None:
    """The COW number of a state on the day, or the last that it bore; None for a state that COW never listed."""
    held = system.record.states.get(state)
    spells = [p for p in held.periods if p.system == "cow" and p.number is not None] if held else []
    now = [p.number for p in spells if p.covers(system.day)]
    return now[0] if now else max(((p.start.first, p.number) for p in spells), default=(None, None))[1]


def _named(system: System, year: Material) -> tuple[str, ...]:
    """The states of a year's rows, by their number on the day; a number that no list knows stays one."""
    day = system.day
    return tuple(numbered(int(c), day, system.record) or f"cow:{c}" for c in year.ccode)


def _nmc_rows(held: Nmc, year: Material, states: tuple[str, ...]) -> Callable[[str], tuple[Evidence, ...]]:
    def rows(state: str) -> tuple[Evidence, ...]:
        return (held.row(int(year.ccode[states.index(state)]), year.year),)

    return rows


@dataclass(frozen=True, eq=False)
class _Bounds:
    """Indicators of the states of a day, each (n, indicators): best value and bounds, NaN where unknown."""

    states: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats
    rows: dict[str, tuple[Capability, ...]]


@lru_cache(maxsize=16)
def _bounds(record: Record, day: date, indicators: tuple[Indicator, ...]) -> _Bounds:
    states = tuple(s.code for s in record.states.values() if s.in_system(day))
    held = {s: [_near(record.capability(s, i, day.year), day) for i in indicators] for s in states}

    def column(pick: Callable[[Capability], float | None]) -> Floats:
        cells = [[np.nan if r is None or r.value is None else pick(r) for r in held[s]] for s in states]
        return np.array(cells, dtype=np.float64).reshape(len(states), len(indicators))

    rows = {s: tuple(r for r in found if r is not None and r.value is not None) for s, found in held.items()}
    return _Bounds(
        states,
        column(lambda r: r.value),
        column(lambda r: r.value if r.low is None else r.low),
        column(lambda r: r.value if r.high is None else r.high),
        rows,
    )


def _near(row: Capability | None, day: date) -> Capability | None:
    """A figure, unless it dates from long after the day."""
    return None if row is None or row.year > day.year + AHEAD else row


def _drawn(held: _Bounds, draws: int, seed: int) -> Floats | None:
    """Values drawn between the bounds, (draws, n, indicators): below and above the best value with even chance, from
    triangles that both peak there, so that it stays the median however lopsided the bounds are."""
    if not draws:
        return None
    rng = np.random.default_rng(seed)
    low, high = np.fmin(held.low, held.value), np.fmax(held.high, held.value)
    wide = high > low
    shape = (draws, int(wide.sum()))
    ends = np.where(rng.random(shape) < 0.5, low[wide], high[wide])
    drawn = np.tile(held.value, (draws, 1, 1))
    drawn[:, wide] += (ends - held.value[wide]) * (1 - np.sqrt(rng.random(shape)))
    return drawn


def _by_facts(
    index: Index, indicators: tuple[Indicator, ...], score: Callable[[Floats], Floats]
) -> Callable[..., Powers]:
    """An index over indicators of the facts; `score` works on the last two axes, (n, indicators)."""

    def made(system: System, draws: int, seed: int) -> Powers:
        held = _bounds(system.record, system.day, indicators)
        known = int((~np.isnan(score(held.value))).sum())
        if 2 * known < len(held.states) or not known:
            why = f"the facts hold capabilities of {known} of {len(held.states)} states for {system.day.year}"
            return _unknown(index, f"{why} (figures up to {AHEAD} years later are taken)")
        drawn = _drawn(held, draws, seed)
        several = None if drawn is None else _shares(score(drawn))

        def rows(state: str) -> tuple[Evidence, ...]:
            return tuple(as_evidence(system, row) for row in held.rows.get(state, ()))

        years = [row.year for found in held.rows.values() for row in found]
        dated = f"figures of {min(years)}-{max(years)}"
        return Powers(index, held.states, _shares(score(held.value)), rows, several, dated)

    return made


def _shares(values: Floats) -> Floats:
    total = np.nansum(values, axis=-1, keepdims=True)
    return np.asarray(values / np.where(total > 0, total, np.nan), dtype=np.float64)


def _mean_of_shares(values: Floats) -> Floats:
    """The mean of a state's known shares in the indicators, as CINC takes it; of one share alone it is no mean."""
    shares = values / np.nansum(values, axis=-2, keepdims=True)
    known = ~np.isnan(shares)
    count = known.sum(axis=-1)
    sums = np.where(known, shares, 0.0).sum(axis=-1)
    return np.asarray(np.where(count > 1, sums / np.maximum(count, 1), np.nan), dtype=np.float64)


def _gdp_by_head(values: Floats) -> Floats:
    """GDP squared over population: GDP times GDP per head."""
    gdp, people = values[..., 0], values[..., 1]
    return np.asarray(gdp * gdp / np.where(people > 0, people, np.nan), dtype=np.float64)


_NET_BY_FACTS: Final = _by_facts("net_resources", ("gdp_ppp", "population"), _gdp_by_head)


def _by_net(system: System, draws: int, seed: int) -> Powers:
    """By the facts of today or, for a day of the past, by imported GDP and population."""
    held = _NET_BY_FACTS(system, draws, seed)
    if not held.why:
        return held
    missing = absent("gdp_pop", "cow", system.day.year)
    return _unknown("net_resources", f"{held.why}; {missing}") if missing else _by_gdp(system, draws, seed)


def _by_gdp(system: System, draws: int, seed: int) -> Powers:
    """GDP times GDP per head of a year of the past (Fariss and others 2022), states by their number on the day. Drawn
    log-normally by the deviations given, independently of each other: what errors have in common is not known, so that
    the interval is at its widest."""
    year = system.day.year
    query = f"SELECT ccode, pwtrgdp, pwtpop, sd_pwtrgdp, sd_pwtpop FROM {{0}} WHERE year = {year} ORDER BY ccode"  # noqa: S608
    found = columns(query, ("gdp_pop", "cow"))
    codes = [int(c) for c in found["ccode"]]
    states = tuple(numbered(c, system.day, system.record) or f"cow:{c}" for c in codes)
    value, deviation = (
        np.stack([np.ma.filled(np.ma.asarray(found[c], dtype=np.float64), np.nan) for c in names], axis=1)
        for names in (("pwtrgdp", "pwtpop"), ("sd_pwtrgdp", "sd_pwtpop"))
    )
    several = None
    if draws:
        spread = np.sqrt(np.log1p(np.square(deviation / value)))
        several = value * np.exp(spread * np.random.default_rng(seed).standard_normal((draws, *value.shape)))

    def rows(state: str) -> tuple[Evidence, ...]:
        return (evidence("gdp_pop", "cow", f"{codes[states.index(state)]} {year}"),)

    drawn = None if several is None else _shares(_gdp_by_head(several))
    return Powers("net_resources", states, _shares(_gdp_by_head(value)), rows, drawn)


INDICES: Final[dict[Index, Callable[[System, int, int], Powers]]] = {
    "cinc": _by_cinc,
    "six": _by_six,
    "mean_share": _by_facts("mean_share", AVERAGED, _mean_of_shares),
    "net_resources": _by_net,
}
"""The indices by name."""
