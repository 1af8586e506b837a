"""Recent events between states, given beside the data: they carry the history of disputes past the last year coded.

What counts as in a militarised dispute (Jones, Bremer & Singer 1996): an assault is a use of force, troops or weapons
moved a display of it, a threat of violence or over territory a threat. Others are not counted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from ...codes import find
from ...dates import parse_day
from ...errors import DataError
from ...record import Record
from ..past import Past

__all__ = ["Incident", "incidents", "with_incidents"]

LEVELS: Final = {"ASSAULT": 4, "MOBILIZE": 3, "THREATEN": 2}
"""PLOVER types as levels of hostility."""
MODES: Final = {"MOBILIZE": {"troops", "weapons"}, "THREATEN": {"violence", "territory"}}
"""The modes without which a type is no militarised act; `military` as a context does as well."""


SIDES: Final = ("actor", "recipient")


class Incident(msgspec.Struct, frozen=True):
    """An act of one state against another: codes, day, level of hostility."""

    actor: str
    target: str
    day: date
    level: int


def incidents(path: Path, record: Record) -> tuple[Incident, ...]:
    """The militarised acts between states in a file: JSON lines as `foedus code` writes them, or a CSV with the columns
    date, actor, recipient, type and perhaps mode. Of a month, a year or an interval the last day is taken.

    Raises DataError if it cannot be read, with the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); give events as JSON lines or CSV") from error
    rows = _lines(path, text) if path.suffix != ".csv" else _cells(path, text)
    return tuple(found for number, row in rows for found in _read(path, number, row, record))


def _cells(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    if lost := {"date", "actor", "recipient", "type"} - {*(reader.fieldnames or ())}:
        raise DataError(f"{path}, line 1: no column {min(lost)}; events need date, actor, recipient, type")
    for number, row in enumerate(reader, 2):
        parties = {side: [row[side]] for side in SIDES}
        yield number, {**row, **parties, "mode": row.get("mode") or ""}


def _lines(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found = msgspec.json.decode(line, type=dict[str, Any])
            except msgspec.DecodeError as error:
                raise DataError(f"{path}, line {number}: not JSON ({error}); give what foedus code writes") from error
            events = [found] if "type" in found else found.get("events", [])
            if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
                raise DataError(
                    f"{path}, line {number}: events that are no list of objects; give what foedus code writes"
                )
            told = {"date": found.get("date")}  # an event without a day of its own has happened when it is told
            yield from ((number, event if event.get("date") else {**event, **told}) for event in events)


def _read(path: Path, number: int, row: dict[str, Any], record: Record) -> Iterator[Incident]:
    kind = str(row.get("type") or "").upper()
    if kind not in LEVELS or not _military(kind, row) or row.get("status") == "denied":
        return
    try:
        day = parse_day(str(row.get("date") or "")).last
    except ValueError as error:
        raise DataError(f"{path}, line {number}: {row.get('date')!r} is no date; give YYYY-MM-DD") from error
    actors, targets = ([find(name, record, day) for name in _names(path, number, row, side)] for side in SIDES)
    pairs = {(a, b) for a in actors for b in targets} if any(targets) else {(a, b) for a in actors for b in actors}
    for actor, target in sorted((a, b) for a, b in pairs if a and b and a != b):
        yield Incident(actor, target, day, LEVELS[kind])


def _names(path: Path, number: int, row: dict[str, Any], side: str) -> list[str]:
    """Who acts or suffers: a list of codes or names, or one."""
    held = row.get(side) or []
    names = [held] if isinstance(held, str) else held
    if not isinstance(names, list) or not all(isinstance(name, str | None) for name in names):
        raise DataError(
            f"{path}, line {number}: {side} {held!r} is no code and no list of codes; give for instance PAK"
        )
    return [name for name in names if name]


def _military(kind: str, row: dict[str, Any]) -> bool:
    wanted = MODES.get(kind)
    modes = row.get("mode") or ()
    given = {modes} if isinstance(modes, str) else {*modes}
    return wanted is None or bool(wanted & given) or "military" in (row.get("contexts") or ())


def with_incidents(known: Past, found: tuple[Incident, ...], record: Record) -> Past:
    """The past with the disputes that incidents make, of years for which the data know none: one for a pair and year,
    at its highest level. Those of earlier years are in the data, or not, already."""
    import numpy as np

    highest: dict[tuple[int, int, int], int] = {}
    for incident in found:
        places = [_place(known, record, state, incident.day) for state in (incident.actor, incident.target)]
        if None not in places and known.until < incident.day.year <= known.last:
            one, two = sorted(place for place in places if place is not None)
            key = (one, two, incident.day.year)
            highest[key] = max(highest.get(key, 0), incident.level)
    if not highest:
        return known
    keys = np.array([*highest])
    whole = np.ones(len(keys), dtype=int)
    added = {
        "one": keys[:, 0], "two": keys[:, 1], "year": keys[:, 2], "onset": whole, "ongoing": whole,
        "level": np.array([*highest.values()]), "orig": whole, "given": whole.astype(bool),
    }  # fmt: skip
    joined = {name: np.concatenate([values, added[name]]) for name, values in known.disputes.items()}
    return msgspec.structs.replace(known, disputes=joined)


def _place(known: Past, record: Record, state: str, day: date) -> int | None:
    held = record.states.get(state)
    number = None if held is None else held.number_at(day, "cow")
    return None if number is None else known.place(number)
