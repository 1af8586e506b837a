"""The terms of the joining model on a day of our own facts: who owes whom, who lies near, who is strong.

Borders and disputes come from imported data where these speak of the day; else the map of today stands for borders,
and disputes are not known, so that the model without them answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..datasets import store
from ..measures.attack import Question
from ..measures.capability import AVERAGED, table
from ..measures.casus import Answer, casus
from ..system import Owed, System
from .borders import neighbours
from .entering import LEAST, NEAR, STILL, TIES, UNKNOWN, Field
from .surroundings import TABLES, great_circle, surroundings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ties = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

__all__ = ["Situation", "situation"]

BINDING = ("clear", "conditional")


@dataclass(frozen=True, eq=False)
class Situation:
    """The field of a day. `history`: whether disputes are known; `shares`: each state's share of the world's means;
    `pledges`: who owes whom, with the treaties; `attacking`: pairs whose pledge covers a war that the other begins;
    `answer`: the law of the first attack; `notes`: what is not known."""

    field: Field
    history: bool
    shares: Numbers
    pledges: dict[tuple[str, str], tuple[str, ...]]
    attacking: frozenset[tuple[str, str]]
    answer: Answer
    notes: tuple[str, ...]


def situation(system: System, asked: Question) -> Situation:
    """The situation in which an attack falls. The states of the system are at risk, and those that fight already."""
    import numpy as np

    names = tuple(sorted({s.code for s in system.states()} | {*asked.attackers, *asked.targets}))
    place = {name: n for n, name in enumerate(names)}
    pledges, attacking, answer = _pledges(system, asked)
    known, notes = _imported(system, names)
    km, unknown = _distances(system, names)
    shares = _shares(system, names)
    ties = {
        "fights_for": _matrix(place, pledges),
        "borders": known["land"] if known else _matrix(place, _bordering(system, names)),
        "quarrels_with": known["disputes"] if known else _matrix(place, ()),
        "stood_beside": known["together"] if known else _matrix(place, ()),
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
    return Situation(field, known is not None, shares, pledges, attacking, answer, (*notes, *missing))


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


def _imported(system: System, names: tuple[str, ...]) -> tuple[dict[str, Ties] | None, tuple[str, ...]]:
    """Borders and disputes of research data, where they are imported and speak of the year before the day."""
    import numpy as np

    held = {name: store.held(*name) for name in TABLES}
    if lacking := sorted({name[0] for name, found in held.items() if found is None}):
        return None, (f"disputes are not known: {', '.join(lacking)} not imported (foedus data import DIR)",)
    last = min(found.years[1] for found in held.values() if found and found.years)
    if system.day.year - 1 > last:
        return None, (f"disputes are not known: the data that are imported end in {last}",)
    data = surroundings(system.day.year)
    place = data.place()
    at = np.array([place.get(system.record.states[name].number_at(system.day, "cow") or -1, -1) for name in names])
    inside = (at >= 0)[:, None] & (at >= 0)
    return {name: getattr(data, name)[np.ix_(at, at)] & inside for name in ("land", "disputes", "together")}, ()


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
