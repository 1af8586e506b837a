"""Events between states as columns: from an imported stream (ICEWS, POLECAT, GDELT, the user's own coded events) or
from events at hand.

A stream is deduplicated by day, actor, recipient and type: the same act told in ten stories is one act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import tomli as tomllib

from ...codes import find
from ...coding.scores import intensity
from ...datasets import store
from ...errors import DataError
from ...event import Event
from ...measures.imported import fetch, stamp
from ...record import Record

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

__all__ = ["STREAMS", "Acts", "coded", "imported", "quads", "reaching", "span", "streams", "type_of"]

STREAMS: Final = ("polecat", "icews", "gdelt", "own_events")
"""The datasets of events, the preferred one first: PLOVER's own, then the one coded with most care."""

_ROWS: Final = {
    "polecat": """SELECT event_date AS day, trim(actor) AS actor, trim(recipient) AS recipient, event_type AS code,
        intensity AS score FROM {0}, unnest(string_split(coalesce(actor_country, ''), ';')) AS a(actor),
        unnest(string_split(coalesce(recipient_country, ''), ';')) AS r(recipient)""",
    "icews": """SELECT event_date AS day, source_country AS actor, target_country AS recipient, cameo_code AS code,
        intensity AS score FROM {0}""",
    "gdelt": """SELECT date AS day, actor1countrycode AS actor, actor2countrycode AS recipient, eventcode AS code,
        goldsteinscale AS score FROM {0} WHERE isrootevent = 1""",
    "own_events": """SELECT event_date AS day, a.cell AS actor, r.cell AS recipient, event_type AS code,
        intensity AS score FROM {0} AS e, unnest(regexp_extract_all(e.actor, '[A-Z0-9]+')) AS a(cell),
        unnest(regexp_extract_all(coalesce(nullif(nullif(e.recipient, ''), '[]'), e.actor), '[A-Z0-9]+')) AS r(cell)
        WHERE status IN ('happened', 'announced')""",
}
"""Day, actor, recipient, code, score; several states stand in a cell of POLECAT with semicolons, in one of ours with
bars, and what they did together each did with the others. Of GDELT the events of a story's lead alone."""

_ACTS: Final = """
SELECT CAST(date_diff('day', DATE '0001-01-01', r.day) + 1 AS BIGINT) AS day, a.state AS actor, b.state AS recipient,
    k.kind AS kind, arg_max(coalesce(r.score, k.score), abs(coalesce(r.score, k.score))) AS score
FROM rows r JOIN named a ON a.cell = r.actor JOIN named b ON b.cell = r.recipient JOIN kinds k ON k.code = r.code
WHERE a.state <> b.state AND r.day BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL
"""
"""One row an act: of its scores the strongest."""


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


def reaching(day: date) -> tuple[tuple[str, tuple[date, date]], ...]:
    """The imported streams that began before a day, with their spans: the one that reaches closest to the day first, of
    equals the preferred one. Raises DataError if one cannot be read."""
    held = [(name, days) for name in streams() if (days := span(name)) is not None and days[0] < day]
    return tuple(sorted(held, key=lambda h: min(h[1][1], day), reverse=True))


def span(name: str) -> tuple[date, date] | None:
    """The first and the last day of an imported stream; None if it is empty. Raises DataError if it is not imported."""
    column = "date" if name == "gdelt" else "event_date"
    first, last = fetch(f"SELECT min({column}), max({column}) FROM {{0}}", (name, "events"))[0]  # ours
    return None if first is None else (first, last)


def imported(name: str, record: Record, since: date = date.min, until: date = date.max) -> Acts:
    """An imported stream, or the days of it from one to another. Rows whose actor or recipient is no state, or whose
    code is no event, are left out.

    Raises DataError if it is not imported or cannot be read.
    """
    return _imported(name, stamp(name, "events"), record, since, until)


@lru_cache(maxsize=2)
def _imported(name: str, _stamp: str, record: Record, since: date, until: date) -> Acts:
    import duckdb

    where = store.source(name, "events")
    try:
        with store.connect() as con:
            con.execute(f"CREATE TEMP VIEW rows AS {_ROWS[name].format(where)}")
            cells = "SELECT DISTINCT unnest([actor, recipient]) FROM rows WHERE day BETWEEN ? AND ?"
            _tell(con, "named", "cell", "state", _states(con.execute(cells, [since, until]).fetchall(), record, until))
            codes = [str(c) for (c,) in con.execute("SELECT DISTINCT code FROM rows WHERE code IS NOT NULL").fetchall()]
            _tell(con, "kinds", "code", "kind", {c: kind for c in codes if (kind := type_of(c))})
            con.execute("ALTER TABLE kinds ADD COLUMN score DOUBLE")
            for kind in quads():
                con.execute("UPDATE kinds SET score = ? WHERE kind = ?", [intensity(kind, None), kind])
            found = con.execute(_ACTS, [since, until]).fetchnumpy()
    except duckdb.Error as error:
        raise DataError(f"{name} (events) cannot be read; import {name} again: foedus data import DIR") from error
    return _columns(name, found)


def _tell(con: DuckDBPyConnection, table: str, key: str, value: str, pairs: Mapping[str, str]) -> None:
    """A small table of pairs for a query."""
    columns = f"unnest(CAST($1 AS VARCHAR[])) AS {key}, unnest(CAST($2 AS VARCHAR[])) AS {value}"
    con.execute(f"CREATE TABLE {table} AS SELECT {columns}", [[*pairs], [*pairs.values()]])


def _states(cells: Iterable[tuple[str | None]], record: Record, day: date) -> dict[str, str]:
    """The state that each cell names on the last day asked, or of today's codes where that is open."""
    when = min(day, date.today())
    return {cell: state for (cell,) in cells if cell and (state := find(cell, record, when))}


def _columns(source: str, found: Mapping[str, Any]) -> Acts:
    import numpy as np

    texts = [np.asarray(found[c]).astype(np.str_) for c in ("actor", "recipient", "kind")]
    classes, place = np.unique(texts[2], return_inverse=True)
    by_type = quads()
    quad = np.array([by_type[str(kind)] for kind in classes], dtype=np.int64)[place]
    days, scores = np.asarray(found["day"], dtype=np.int64), np.asarray(found["score"], dtype=np.float64)
    return Acts(source, days, texts[0], texts[1], texts[2], scores, quad)


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


def _acts(source: str, rows: Iterable[tuple[int, str, str, str, float]]) -> Acts:
    """Rows as columns, one for each day, actor, recipient and type: the strongest score stands."""
    once: dict[tuple[int, str, str, str], float] = {}
    for day, actor, recipient, kind, score in rows:
        place = (day, actor, recipient, kind)
        if abs(score) >= abs(once.get(place, 0.0)):
            once[place] = score
    held = sorted(once.items())
    names = ("day", "actor", "recipient", "kind")
    found: dict[str, Any] = {name: [key[place] for key, _ in held] for place, name in enumerate(names)}
    return _columns(source, found | {"score": [score for _, score in held]})
