"""Events between states as columns: from an imported stream (ICEWS, POLECAT, GDELT) or from events that foedus coded.

A stream is deduplicated by day, actor, recipient and type: the same act told in ten stories is one act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import tomli as tomllib

from ...codes import find
from ...coding.scores import intensity
from ...datasets import store
from ...event import Event
from ...measures.imported import fetch, stamp
from ...record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["STREAMS", "Acts", "coded", "imported", "quads", "span", "streams", "type_of"]

STREAMS: Final = ("polecat", "icews", "gdelt")
"""The datasets of events, the preferred one first: PLOVER's own, then the one coded with most care."""

_QUERIES: Final = {
    "polecat": """SELECT DISTINCT event_date, coalesce(actor_country, ''), coalesce(recipient_country, ''), event_type,
        intensity FROM {0} WHERE event_date IS NOT NULL AND event_type IS NOT NULL""",
    "icews": """SELECT event_date, source_country, target_country, cameo_code, avg(intensity) FROM {0}
        WHERE source_country <> target_country AND event_date IS NOT NULL AND cameo_code IS NOT NULL
        GROUP BY 1, 2, 3, 4""",
    "gdelt": """SELECT date, actor1countrycode, actor2countrycode, eventcode, avg(goldsteinscale) FROM {0}
        WHERE actor1countrycode <> actor2countrycode AND date IS NOT NULL AND eventcode IS NOT NULL
        AND isrootevent = 1 GROUP BY 1, 2, 3, 4""",
}
"""Day, actor, recipient, code, score. Of GDELT the events of a story's lead alone."""


@dataclass(frozen=True, eq=False)
class Acts:
    """Events, one a row, by day: days as ordinals (1 is 1 January of the year 1), codes of states, PLOVER types,
    scores from -10 (conflict) to +10, quad classes 1 to 4. `source`: the dataset, or `coded`."""

    source: str
    days: NDArray[np.int64]
    actors: NDArray[np.str_]
    recipients: NDArray[np.str_]
    types: NDArray[np.str_]
    scores: NDArray[np.float64]
    quads: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.days)

    def where(self, chosen: NDArray[np.bool_]) -> Acts:
        """Some of the rows."""
        columns = (self.days, self.actors, self.recipients, self.types, self.scores, self.quads)
        return Acts(self.source, *(c[chosen] for c in columns))  # type: ignore[arg-type]

    def between(self, one: str, other: str) -> Acts:
        """The acts of either of two states towards the other."""
        there = (self.actors == one) & (self.recipients == other)
        back = (self.actors == other) & (self.recipients == one)
        return self.where(there | back)

    def before(self, day: date) -> Acts:
        """The acts before a day: what was known on it."""
        return self.where(self.days < day.toordinal())


def streams() -> tuple[str, ...]:
    """The streams that are imported, the preferred one first."""
    return tuple(name for name in STREAMS if store.held(name, "events") is not None)


def span(name: str) -> tuple[date, date] | None:
    """The first and the last day of an imported stream; None if it is empty. Raises DataError if it is not imported."""
    column = "date" if name == "gdelt" else "event_date"
    first, last = fetch(f"SELECT min({column}), max({column}) FROM {{0}}", (name, "events"))[0]  # noqa: S608  # ours
    return None if first is None else (first, last)


def imported(name: str, record: Record) -> Acts:
    """An imported stream. Rows whose actor or recipient is no state, or whose code is no event, are left out.

    Raises DataError if it is not imported or cannot be read.
    """
    return _imported(name, stamp(name, "events"), record)


@lru_cache(maxsize=2)
def _imported(name: str, _stamp: str, record: Record) -> Acts:
    rows = fetch(_QUERIES[name], (name, "events"))
    named = _Named(record)
    found = []
    for day, actors, recipients, code, score in rows:
        kind = type_of(code)
        if kind is None:
            continue
        weight = intensity(kind, None) if score is None else float(score)
        pairs = ((a, r) for a in named.states(actors, day) for r in named.states(recipients, day))
        found += [(day.toordinal(), a, r, kind, weight) for a, r in pairs if a != r]
    return _acts(name, found)


def coded(events: Iterable[Event], day: date) -> Acts:
    """Events that foedus coded, those without a day of their own on `day`. Of a mutual event each pair is a row either
    way; what is denied is left out."""
    found = []
    for event in events:
        when = event.date.first if event.date else day
        pairs = [(a, r) for a in event.actor for r in (event.recipient or event.actor) if a != r]
        if event.status != "denied":
            found += [(when.toordinal(), a, r, event.type.value, event.intensity) for a, r in pairs]
    return _acts("coded", found)


def type_of(code: str) -> str | None:
    """The PLOVER type of a CAMEO code or a type; None for what is no event there (statements, appeals)."""
    held = _weights()
    if code in held["quads"]:
        return code
    text = code.strip().zfill(2) if len(code) < 3 else code.strip()
    found = held["subtypes"].get(text[:3]) or held["subtypes"].get(text[:2]) or held["types"].get(text[:2])
    return str(found) if found else None


def quads() -> dict[str, int]:
    """The quad class of each type."""
    return dict(_weights()["quads"])


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))


class _Named:
    """The states that the cells of a stream name, each looked up once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, str | None] = {}

    def states(self, cell: str | None, day: date) -> tuple[str, ...]:
        """Several stand in a cell with semicolons."""
        names = dict.fromkeys(part.strip() for part in (cell or "").split(";"))
        return tuple(code for name in names if name and (code := self._find(name, day)))

    def _find(self, name: str, day: date) -> str | None:
        if name not in self._known:
            self._known[name] = find(name, self._record, day)
        return self._known[name]


def _acts(source: str, rows: Iterable[tuple[int, str, str, str, float]]) -> Acts:
    """Rows as columns, one for each day, actor, recipient and type: the strongest score stands."""
    import numpy as np

    once: dict[tuple[int, str, str, str], float] = {}
    for day, actor, recipient, kind, score in rows:
        place = (day, actor, recipient, kind)
        if abs(score) >= abs(once.get(place, 0.0)):
            once[place] = score
    held = sorted(once.items())
    days, actors, recipients, types = (list(c) for c in zip(*(k for k, _ in held), strict=True)) if held else ([],) * 4
    classes = quads()
    return Acts(
        source,
        np.array(days, dtype=np.int64),
        np.array(actors, dtype=np.str_),
        np.array(recipients, dtype=np.str_),
        np.array(types, dtype=np.str_),
        np.array([score for _, score in held]),
        np.array([classes[kind] for kind in types], dtype=np.int64),
    )
