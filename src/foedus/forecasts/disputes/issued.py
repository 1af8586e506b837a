"""The forecasts that were issued, kept as they were, and what came of them once outcomes are imported.

    FOEDUS_HOME/forecasts/2026-11-30-3f2a….json     a question or a batch: day, model, inputs, pairs with p, low, high

A file is named after what it holds: the same answer given twice is kept once, with its first day.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ...codes import numbered
from ...datasets.home import data_folder
from ...errors import DataError
from ...record import Record
from ..past import outcomes_until, past
from .asking import Answer
from .marks import intervals, marks

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Issue", "Issued", "Score", "issue", "issued", "score"]


class Issued(msgspec.Struct, frozen=True, array_like=True):
    """One forecast: two states (codes), the year, the probability and its interval."""

    one: str
    other: str
    year: int
    p: float
    low: float
    high: float


class Issue(msgspec.Struct, frozen=True):
    """Forecasts issued together. `trained`: the last year of the model's training; `base`: its rate of onsets."""

    day: str
    foedus: str
    model: str
    trained: int
    base: float
    inputs: str
    bare: bool
    forecasts: tuple[Issued, ...]


class Score(msgspec.Struct, frozen=True):
    """Forecasts of a model scored: their marks and the intervals of these, by drawing whole pairs again (None where
    nothing could be scored).

    `bare`: forecasts from the facts alone, which are another model; `afterwards`: of those scored, how many were issued
    when their year was over; `waiting`: no outcome is imported yet; `seen`: of years that the model was trained on,
    which are no forecasts.
    """

    model: str
    bare: bool
    scored: int
    afterwards: int
    waiting: int
    seen: int
    marks: dict[str, float] | None
    intervals: dict[str, tuple[float, float]] | None


DRAWS, SEED = 200, 1
"""Of whole pairs, for the intervals of a score."""


def issue(answers: Iterable[Answer], day: date, trained: int, base: float) -> Path | None:
    """Keep answers of one model: the file, None if the same are kept already or there are none.

    Raises DataError if the folder cannot be written.
    """
    from importlib.metadata import version

    held = tuple(answers)
    if not held:
        return None
    rows = tuple(Issued(a.one, a.other, a.year, *(float(f"{v:.6g}") for v in (a.p, a.low, a.high))) for a in held)
    made = Issue(day.isoformat(), version("foedus"), held[0].version, trained, base, held[0].inputs, held[0].bare, rows)
    mark = hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(made, day="", foedus=""))).hexdigest()[:16]
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.glob(f"*-{mark}.json")):
            return None
        path = folder / f"{day.isoformat()}-{mark}.json"
        beside = path.with_suffix(f".{os.getpid()}.part")  # another process may keep the same answer now
        beside.write_bytes(msgspec.json.encode(made))
        beside.replace(path)
    except OSError as error:
        raise DataError(f"{folder} cannot be written ({error.strerror or error}); set FOEDUS_HOME") from error
    return path


def _folder() -> Path:
    return data_folder() / "forecasts"


def issued() -> tuple[Issue, ...]:
    """All forecasts kept, by day. Raises DataError if a file cannot be read."""
    return tuple(_read(path) for path in sorted(_folder().glob("*.json")))


def _read(path: Path) -> Issue:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Issue)
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); move it away") from error


def score(kept: Iterable[Issue], record: Record) -> Iterator[Score]:
    """The score of each model's forecasts by the imported disputes; the first forecast of a pair and year counts.

    Raises DataError if the disputes that models are trained on are not imported.
    """
    by_model: dict[tuple[str, bool], list[Issue]] = {}
    for one in kept:
        by_model.setdefault((one.model, one.bare), []).append(one)
    if by_model:
        known = past(max(f.year for issues in by_model.values() for one in issues for f in one.forecasts))
        end, outcomes = outcomes_until(known), _outcomes(known.disputes, known.codes, record)
        for _, held in sorted(by_model.items()):
            yield _scored(held, outcomes, end)


def _outcomes(disputes: Any, codes: Array, record: Record) -> frozenset[tuple[str, str, int]]:
    """The pairs and years of every onset, states by code."""
    rows = disputes["onset"] == 1
    cells = zip(*(disputes[name][rows].tolist() for name in ("one", "two", "year")), strict=True)
    return frozenset(
        _key(_state(int(codes[one]), year, record), _state(int(codes[two]), year, record), year)
        for one, two, year in cells
    )


def _state(number: int, year: int, record: Record) -> str:
    return numbered(number, date(year, 12, 31), record) or ""


def _key(one: str, other: str, year: int) -> tuple[str, str, int]:
    return min(one, other), max(one, other), year


def _scored(held: list[Issue], outcomes: frozenset[tuple[str, str, int]], end: int) -> Score:
    first: dict[tuple[str, str, int], tuple[float, str]] = {}
    for one in sorted(held, key=lambda issue: issue.day):
        for f in one.forecasts:
            first.setdefault(_key(f.one, f.other, f.year), (f.p, one.day))
    ready = {key: said for key, said in first.items() if held[0].trained < key[2] <= end}
    late = sum(int(day[:4]) > year for (_, _, year), (_, day) in ready.items())
    seen = sum(year <= held[0].trained for _, _, year in first)
    found, around = _marked(ready, outcomes, held[0].base) if ready else (None, None)
    waiting = len(first) - seen - len(ready)
    return Score(held[0].model, held[0].bare, len(ready), late, waiting, seen, found, around)


def _marked(
    ready: dict[tuple[str, str, int], tuple[float, str]], outcomes: frozenset[tuple[str, str, int]], base: float
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    import numpy as np

    outcome = np.array([float(key in outcomes) for key in ready])
    p = np.array([said for said, _ in ready.values()])
    places: dict[tuple[str, str], int] = {}
    pairs = np.array([places.setdefault((one, other), len(places)) for one, other, _ in ready])
    around = intervals(outcome, p, base, pairs, DRAWS, SEED)
    return marks(outcome, p, base), {name: held for name, held in around.items() if np.isfinite(held).all()}
