"""Land that changed hands: a piece of it, and who held it from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, get_args

import msgspec

from .area import inside
from .dates import Day
from .treaty import Text

__all__ = ["STATUSES", "Ground", "Land", "Status", "Tenure", "by_territory"]

Status = Literal["homeland", "dependency", "mandate", "lease", "occupied", "none"]
"""`homeland`: metropolitan territory. `dependency`: a colony, a protectorate, a vassal. `mandate`: administered under a
treaty, for another or until a settlement. `lease`. `occupied`: another state has it in fact. `none`: no state's."""

STATUSES: tuple[str, ...] = get_args(Status)

Polygon = tuple[tuple[float, float], ...]


class Tenure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state that holds land from `start` (included; None: since before 1815) until `to` (excluded; None: until the
    next one, and today if there is none). `by`: who occupies it. Of a year only, its first day counts."""

    state: str = ""
    start: Day | None = msgspec.field(name="from", default=None)
    to: Day | None = None
    status: Status = "homeland"
    by: str = ""


class Land(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The land of some of today's territories (none named: wherever it lies) inside some polygons (none: all of it)."""

    key: str
    source: str
    held: tuple[Tenure, ...]
    name: Text | None = None
    territory: tuple[str, ...] = ()
    polygons: tuple[Polygon, ...] = ()
    note: Text | None = None

    def spans(self) -> tuple[tuple[date, date, Tenure], ...]:
        """Each tenure with its first day and the first day after it."""
        starts = [t.start.first if t.start else date.min for t in self.held]
        ends = [*starts[1:], date.max]
        return tuple(
            (start, tenure.to.first if tenure.to else end, tenure)
            for tenure, start, end in zip(self.held, starts, ends, strict=True)
        )


class Ground:
    """A land made ready to be asked about points and days."""

    __slots__ = ("boxes", "land", "spans")

    def __init__(self, land: Land) -> None:
        self.land = land
        self.spans = land.spans()
        self.boxes = tuple(
            (min(a for a, _ in p), max(a for a, _ in p), min(o for _, o in p), max(o for _, o in p), p)
            for p in land.polygons
        )

    def covers(self, lat: float, lon: float) -> bool:
        """Whether a point of the land's territories is in it."""
        if not self.boxes:
            return True
        return any(
            south <= lat <= north and west <= lon <= east and inside(polygon, lat, lon)
            for south, north, west, east, polygon in self.boxes
        )

    def tenure(self, day: date) -> Tenure | None:
        """Who held it on a day; None if its entry does not say."""
        return next((tenure for start, end, tenure in self.spans if start <= day < end), None)


def by_territory(lands: Iterable[Land]) -> dict[str, tuple[Ground, ...]]:
    """What may cover a point of a territory of today, the first that does so counting: pieces before wholes, in the
    order of the facts. Under the empty key those that lie anywhere."""
    pieces: dict[str, list[Ground]] = {"": []}
    wholes: dict[str, list[Ground]] = {}
    grounds = [Ground(land) for land in lands]
    for ground in grounds:
        for code in ground.land.territory or ("",):
            (pieces if ground.boxes else wholes).setdefault(code, []).append(ground)
    return {code: (*pieces[""], *_own(pieces, code), *wholes.get(code, ())) for code in {*pieces, *wholes}}


def _own(pieces: dict[str, list[Ground]], code: str) -> list[Ground]:
    return pieces.get(code, []) if code else []
