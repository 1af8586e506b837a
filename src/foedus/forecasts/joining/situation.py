"""The terms of the joining model on a day of our own facts: who owes whom, who lies near, who is strong.

Borders and disputes come from imported data where these speak of the day, and the model of that answers. Else the map
of today stands for borders; of disputes the last that are known are used, with their age, and listed rivals. The model
that answers is the one estimated for what is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...datasets import store
from ...evidence import Row
from ...measures.attack import Question
from ...measures.capability import AVERAGED, table
from ...measures.casus import Answer, casus
from ...measures.imported import evidence
from ...system import Owed, System
from ..borders import neighbours
from ..rivals import cited, rivals_of
from .entering import LEAST, NEAR, OPENED, STILL, TIES, UNKNOWN, Field, tied
from .model import Known
from .quarrels import BESIDE, NOW, OLD, beside, read, until
from .surroundings import TABLES, great_circle, surroundings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

__all__ = ["Situation", "situation"]

BINDING = ("clear", "conditional")

OLDEST = 20
"""Disputes that ended more years before the day than this say nothing of it: with those that ended 15 years before,
wars left out are foreseen hardly better than with none."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The field of a day. `known`: what is known of quarrels; `until`: the last year of the disputes that are used,
    None without any; `shares`: each state's share of the world's means;
    `pledges`: who owes whom, with the treaties; `attacking`: pairs whose pledge covers a war that the other begins;
    `answer`: the law of the first attack; `rows`: the disputes and rivals; `notes`: what is not known."""

    field: Field
    known: Known
    until: int | None
    shares: Numbers
    pledges: dict[tuple[str, str], tuple[str, ...]]
    attacking: frozenset[tuple[str, str]]
    answer: Answer
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def situation(system: System, asked: Question) -> Situation:
    """The situation in which an attack falls. The states of the system are at risk, and those that fight already."""
    import numpy as np

    names = tuple(sorted({s.code for s in system.states()} | {*asked.attackers, *asked.targets}))
    place = {name: n for n, name in enumerate(names)}
    pledges, attacking, answer = _pledges(system, asked)
    quarrels = _quarrels(system, names)
    km, unknown = _distances(system, names)
    shares = _shares(system, names)
    bound = tied(_matrix(place, _bound(system)))
    openers = asked.targets if asked.initiated_by_target else asked.attackers
    ties = {
        OPENED: _matrix(place, [(name, opener) for name in names for opener in openers]),
        "fights_for": _matrix(place, pledges),
        "tied_here": bound,
        "tied": bound,
        **quarrels.ties,
        **{f"within_{far}": km <= far for far in NEAR},
    }
    still = {
        "capability": np.log(np.maximum(shares, LEAST)),
        "power": np.isin(names, system.record.majors_at(system.day)).astype(float),
        "quarrels": np.log1p(ties["quarrels_with"].sum(axis=1)),
    }
    field = Field(
        names, np.stack([ties[name] for name, *_ in TIES]), np.stack([still[name] for name, _ in STILL], axis=1)
    )
    missing = (f"no capital is known for {', '.join(unknown)}",) if unknown else ()
    return Situation(
        field, quarrels.known, quarrels.until, shares, pledges, attacking, answer, quarrels.rows,
        (*quarrels.notes, *missing),
    )  # fmt: skip


Pledges = dict[tuple[str, str], tuple[str, ...]]


def _pledges(system: System, asked: Question) -> tuple[Pledges, frozenset[tuple[str, str]], Answer]:
    """Pledges to fight in force, beyond dispute. Towards the states attacked, those that this attack triggers."""
    answer = casus(system, asked)
    found: dict[tuple[str, str], set[str]] = {}
    attacking = set()
    for kind in ("defence", "offence"):
        for owed in system.owed(kind):
            settled = kind == "defence" and owed.beneficiary in asked.targets  # by the casus
            if owed.standing in BINDING and not _aid_only(owed) and not settled:
                found.setdefault((owed.obligor, owed.beneficiary), set()).add(owed.treaty.id)
                if kind == "offence":
                    attacking.add((owed.obligor, owed.beneficiary))
    for bond in answer.bound:
        arms = bond.obligation.pledge == "defence" and bond.state not in bond.obligation.aid_only
        if arms and bond.certainty in BINDING:
            found.setdefault((bond.state, bond.towards), set()).add(bond.treaty.id)
    return {pair: tuple(sorted(ids)) for pair, ids in found.items()}, frozenset(attacking), answer


def _bound(system: System) -> set[tuple[str, str]]:
    """Who has pledged to fight for whom, whatever this attack triggers."""
    return {
        (owed.obligor, owed.beneficiary)
        for kind in ("defence", "offence")
        for owed in system.owed(kind)
        if owed.standing in BINDING and not _aid_only(owed)
    }


def _aid_only(owed: Owed) -> bool:
    """Whether the pledge leaves arms out."""
    return owed.obligor in owed.obligation.aid_only


def _matrix(place: dict[str, int], pairs: Iterable[tuple[str, str]]) -> Ties:
    import numpy as np

    found = np.zeros((len(place), len(place)), dtype=bool)
    for one, other in pairs:
        if one in place and other in place:
            found[place[one], place[other]] = True
    return found


def _bordering(system: System, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """By the map of today."""
    return [(name, other) for name in names for other in neighbours(system, name)]


@dataclass(frozen=True, eq=False)
class _Quarrels:
    """Borders and quarrels by tie, what is known of them and until when, from which rows, and what is not known."""

    ties: dict[str, Ties]
    known: Known
    until: int | None
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def _quarrels(system: System, names: tuple[str, ...]) -> _Quarrels:
    """By imported data where they speak of the year before the day; else by the last that are known, and by lists."""
    place = {name: n for n, name in enumerate(names)}
    last, before = until(), system.day.year - 1
    lacking = sorted({name for name, table in TABLES if store.held(name, table) is None})
    if last is not None and not lacking and before <= min(last, _last_year()):
        return _current(system, names)
    none = _matrix(place, ())
    ties = {"borders": _matrix(place, _bordering(system, names)), "quarrels_with": none, "stood_beside": none}
    rivals = rivals_of(system)
    if rivals is None:
        notes = ("neither disputes nor rivals are known of the day (foedus data import DIR)",)
        return _Quarrels({**ties, "rivals_with": none}, "none", None, (), notes)
    ties["rivals_with"] = (listed := _matrix(place, rivals)) | listed.T
    if last is None or not 0 <= before - last <= OLDEST:
        notes = ("disputes are not known of the day (foedus data import DIR); listed rivals stand for them",)
        return _Quarrels(ties, "rivals", None, cited(system), notes)
    ties["stood_beside"] = _by_number(system, names, last)
    note = f"disputes are known until {last}: those of the {OLD.years} years before, and listed rivals, are used"
    rows = (*_rows(last - OLD.years + 1, last), *cited(system))
    return _Quarrels(ties, "old", last, rows, (note,))


def _current(system: System, names: tuple[str, ...]) -> _Quarrels:
    import numpy as np

    data, before = surroundings(system.day.year), system.day.year - 1
    place = data.place()
    at = np.array([place.get(_number(system, name), -1) for name in names])
    inside = (at >= 0)[:, None] & (at >= 0)
    found = {"borders": data.land, "quarrels_with": data.disputes, "stood_beside": data.together}
    ties = {tie: values[np.ix_(at, at)] & inside for tie, values in found.items()}
    ties["rivals_with"] = np.zeros_like(inside)
    return _Quarrels(ties, "disputes", before, _rows(before - NOW.years + 1, before), ())


def _number(system: System, name: str) -> int:
    return system.record.states[name].number_at(system.day, "cow") or -1


def _by_number(system: System, names: tuple[str, ...], last: int) -> Ties:
    """Who stood beside whom in the years of an old window to `last`."""
    import numpy as np

    numbers = np.array([_number(system, name) for name in names])
    codes, at = np.unique(numbers, return_inverse=True)
    return beside(codes, last, OLD.years)[np.ix_(at, at)]


def _rows(first: int, last: int) -> tuple[Row, ...]:
    """The lists of disputes that speak of some years."""
    return tuple(
        evidence(name, BESIDE, f"{max(first, after + 1)}-{min(last, end)}")
        for name, after, end in read()
        if after < last and end >= first
    )


def _last_year() -> int:
    """The last year of which all tables beside the disputes speak."""
    return min(held.years[1] for table in TABLES if (held := store.held(*table)) and held.years)


def _distances(system: System, names: tuple[str, ...]) -> tuple[Numbers, list[str]]:
    """Km between capitals, far where one is not known, and of whom it is not known."""
    import numpy as np

    places, unknown = np.full((len(names), 2), np.nan), []
    for n, name in enumerate(names):
        capital = system.record.states[name].capital_at(system.day)
        if capital is None:
            unknown.append(name)
        else:
            places[n] = capital.lat, capital.lon
    km = great_circle(places)
    return np.where(np.isnan(km), UNKNOWN, km), unknown


def _shares(system: System, names: tuple[str, ...]) -> Numbers:
    """The mean of each state's known shares of the world's means (`capability.mean_share`); nan where none is."""
    import numpy as np

    world = {s.code for s in system.states()}
    columns = []
    for indicator in AVERAGED:
        rows = table(system.record, system.day.year, indicator)
        total = sum(row.value or 0.0 for state, row in rows.items() if state in world)
        columns.append([(rows[n].value or 0.0) / total if n in rows and total else np.nan for n in names])
    values = np.array(columns)
    known = np.isfinite(values)
    made: Numbers = np.where(known, values, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return made
