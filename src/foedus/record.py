"""The record: every dated fact, immutable. A state of affairs is the record seen on a day (`system.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from .actor import ArmedGroup, Collective, Office, Organisation, People, Person
from .area import Area
from .capability import Capability, Indicator
from .dates import Period
from .land import Ground, Land, by_territory
from .place import Region, Spot
from .relation import Relation, Rivalry, Visit, VisitsComplete
from .state import FormerName, State
from .treaty import Treaty

__all__ = ["Record"]


@dataclass(frozen=True, eq=False)
class Record:
    """Facts by kind. Only whole new records are made (`plus`, `minus`); nothing is ever changed in place."""

    states: Mapping[str, State] = field(default_factory=dict)
    former_names: tuple[FormerName, ...] = ()
    offices: tuple[Office, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    groups: Mapping[str, ArmedGroup] = field(default_factory=dict)
    peoples: tuple[People, ...] = ()
    regions: tuple[Region, ...] = ()
    collectives: tuple[Collective, ...] = ()
    treaties: Mapping[str, Treaty] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    lands: Mapping[str, Land] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    capabilities: tuple[Capability, ...] = ()
    visits: tuple[Visit, ...] = ()
    visits_complete: tuple[VisitsComplete, ...] = ()
    relations: tuple[Relation, ...] = ()
    rivalries: tuple[Rivalry, ...] = ()
    majors: tuple[tuple[str, Period], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def grounds(self) -> dict[str, tuple[Ground, ...]]:
        """The lands that changed hands, by the territory of today where they lie (empty: anywhere)."""
        return by_territory(self.lands.values())

    @cached_property
    def _treaties(self) -> dict[str, tuple[Treaty, ...]]:
        found: dict[str, list[Treaty]] = {}
        for treaty in self.treaties.values():
            for state in treaty.concerned:
                found.setdefault(state, []).append(treaty)
        return {state: tuple(rows) for state, rows in found.items()}

    def treaties_of(self, *states: str) -> tuple[Treaty, ...]:
        """The treaties, of any day, that one of the states signed or that make it a pledge; each once."""
        held = {t.id: t for state in states for t in self._treaties.get(state, ())}
        return tuple(held.values())

    def plus(
        self,
        treaties: tuple[Treaty, ...] = (),
        visits: tuple[Visit, ...] = (),
        relations: tuple[Relation, ...] = (),
    ) -> Record:
        """A record with more facts; a treaty replaces one of the same id."""
        return replace(
            self,
            treaties={**self.treaties, **{t.id: t for t in treaties}},
            visits=(*self.visits, *visits),
            relations=(*self.relations, *relations),
        )

    def minus(self, treaties: tuple[str, ...] = ()) -> Record:
        """A record without the treaties named."""
        return replace(self, treaties={k: t for k, t in self.treaties.items() if k not in treaties})

    @cached_property
    def _capabilities(self) -> dict[tuple[str, str], tuple[Capability, ...]]:
        found: dict[tuple[str, str], list[Capability]] = {}
        for row in self.capabilities:
            found.setdefault((row.state, row.indicator), []).append(row)
        return {key: tuple(sorted(rows, key=lambda r: r.year)) for key, rows in found.items()}

    def capability(self, state: str, indicator: Indicator, year: int) -> Capability | None:
        """The figure of the last year not after `year`; the earliest there is if all are later; None if none."""
        rows = self._capabilities.get((state, indicator), ())
        past = [r for r in rows if r.year <= year]
        return past[-1] if past else (rows[0] if rows else None)

    def rivals_of(self, state: str, day: date) -> tuple[Rivalry, ...]:
        """The rivalries of a state on a day, the oldest first."""
        held = [r for r in self.rivalries if state in {r.one, r.other} and r.period.at(day) != "outside"]
        return tuple(sorted(held, key=lambda r: (r.period.start.first, r.one, r.other)))

    def majors_at(self, day: date) -> tuple[str, ...]:
        """The major powers on a day, by the list of the Correlates of War project."""
        return tuple(state for state, period in self.majors if period.covers(day))

    @cached_property
    def _offices(self) -> dict[str, tuple[Office, ...]]:
        found: dict[str, list[Office]] = {}
        for office in self.offices:
            found.setdefault(office.state, []).append(office)
        return {state: tuple(rows) for state, rows in found.items()}

    def offices_of(self, state: str, day: date) -> tuple[Office, ...]:
        """The offices of a state or organisation held on a day, heads of state first."""
        order = ("head_of_state", "leader", "head_of_government", "foreign_minister", "defence_minister")
        held = [o for o in self._offices.get(state, ()) if o.period.at(day) != "outside"]
        return tuple(sorted(held, key=lambda o: order.index(o.office) if o.office in order else len(order)))
