"""Many questions at once: pairs and years of a CSV, or every pair of a year."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import msgspec

from ..codes import find, numbered
from ..errors import UsageError
from ..measures.imported import number_of
from ..record import Record
from ..system import System
from .asking import Answer, Given, answer, every, of_rows, place_of
from .frame import Frame
from .past import FIRST, Past, past
from .recent import with_incidents
from .risk import FARTHEST, assess, known_until, lacking

__all__ = ["Question", "answers", "answers_of_all", "asked"]

COLUMNS = ("ccode1", "ccode2", "year")


class Question(msgspec.Struct, frozen=True):
    """Two states (codes) and the year forecast, with the line that asks; `numbers`: those that are given as numbers of
    the Correlates of War, which name a state more exactly (there were two Germanies in 1990)."""

    line: int
    one: str
    other: str
    year: int
    numbers: tuple[int | None, int | None]


def asked(path: Path, record: Record) -> list[Question]:
    """The questions of a CSV with the columns ccode1, ccode2, year. Raises UsageError with the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if lost := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
                raise UsageError(f"{path}, line 1: no column {lost[0]}; give ccode1,ccode2,year")
            return [_question(path, number, row, record) for number, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read ({error}); give a CSV with ccode1, ccode2, year") from error


def _question(path: Path, number: int, row: dict[str, str], record: Record) -> Question:
    text = (row["year"] or "").strip()
    if not text.isdigit() or not FIRST < int(text) < 9999:
        raise UsageError(f"{path}, line {number}: {text!r} is no year that can be forecast")
    day = date(int(text), 12, 31)
    states = [_state(row[column] or "", day, record) for column in COLUMNS[:2]]
    if None in states:
        wrong = row[COLUMNS[states.index(None)]]
        raise UsageError(f"{path}, line {number}: no state is called {wrong!r} (see: foedus facts export states)")
    one, other = (state or "" for state in states)
    if one == other and row[COLUMNS[0]] == row[COLUMNS[1]]:
        raise UsageError(f"{path}, line {number}: a dyad is two states, not {one} and {other}")
    numbers = [_number(row[column] or "") for column in COLUMNS[:2]]
    return Question(number, one, other, int(text), (numbers[0], numbers[1]))


def _state(text: str, day: date, record: Record) -> str | None:
    """The state of a COW number, or of whatever else the commands take."""
    number = _number(text)
    return find(text, record, day) if number is None else numbered(number, day, record)


def _number(text: str) -> int | None:
    bare = text.strip().removesuffix(".0")
    return int(bare) if bare.isdecimal() else None


def answers(questions: list[Question], record: Record, means: Given) -> tuple[list[Answer], list[str]]:
    """The answers in the order of the questions, and a line for each question that has none, with why."""
    if lacking():
        return _from_facts(questions, record, means)
    return _from_data(questions, record, means) if questions else ([], [])


def _from_facts(questions: list[Question], record: Record, means: Given) -> tuple[list[Answer], list[str]]:
    found, lost = [], []
    for q in questions:
        try:
            found.append(answer(System(day=date(q.year, 12, 31), record=record), q.one, q.other, means))
        except UsageError as error:
            lost.append(f"line {q.line}: {error}")
    return found, lost


def _from_data(questions: list[Question], record: Record, means: Given) -> tuple[list[Answer], list[str]]:
    import numpy as np

    known = with_incidents(past(max(q.year for q in questions)), means.events, record)
    if far := [q for q in questions if q.year - 1 - known_until(known, q.year) > FARTHEST]:
        raise UsageError(
            f"line {far[0].line}: {far[0].year} lies more than {FARTHEST} years after the last known disputes"
        )
    held, pairs, lost = [], [], []
    for q in questions:
        places = _places(known, record, q)
        if places is None:
            lost.append(
                f"line {q.line}: {q.one} and {q.other} were not both in the system in {q.year - 1} and {q.year}"
            )
        else:
            held.append(q)
            pairs.append(places)
    if not held:
        return [], lost
    years = np.array([q.year for q in held])
    order = np.argsort(years, kind="stable")
    one, two = np.sort(np.array(pairs), axis=1).T
    rows = Frame(one[order], two[order], years[order], np.ones(len(years), dtype=bool))
    found = [*of_rows(assess(known, rows, means.model), means, {})]
    back = np.argsort(order, kind="stable").tolist()
    made = (_turned(found[place], q, pair, known) for place, q, pair in zip(back, held, pairs, strict=True))
    return [*made], lost


def _turned(found: Answer, question: Question, pair: tuple[int, int], known: Past) -> Answer:
    """An answer with its states in the order in which they were asked."""
    one, other = (int(known.codes[place]) for place in pair)
    names = {str(one): question.one, str(other): question.other}
    missing = tuple(msgspec.structs.replace(m, state=names[m.state]) if m.state else m for m in found.missing)
    return msgspec.structs.replace(found, one=question.one, other=question.other, numbers=(one, other), missing=missing)


def _places(known: Past, record: Record, question: Question) -> tuple[int, int] | None:
    """The places of the two states, None if they were not both in the system in the year and the one before."""
    one, other = (
        place_of(known, record, state, question.year) if number is None else known.place(number)
        for state, number in zip((question.one, question.other), question.numbers, strict=True)
    )
    if one is None or other is None:
        return None
    at = question.year - FIRST
    return (one, other) if known.together[at, one, other] and known.together[at - 1, one, other] else None


def answers_of_all(year: int, record: Record, means: Given) -> list[Answer]:
    """Every pair of a year, by the two COW numbers; of the facts where no data are imported."""
    if lacking():
        return _all_from_facts(year, record, means)
    found = every(year, record, means)
    day = date(year, 12, 31)
    numbers = {int(n) for n in {*found.one.tolist(), *found.other.tolist()}}
    codes = {n: numbered(n, day, record) or str(n) for n in numbers}
    return [*of_rows(found, means, codes)]


def _all_from_facts(year: int, record: Record, means: Given) -> list[Answer]:
    from itertools import combinations

    here = [
        s
        for s in record.states
        if number_of(record, s, year) is not None and number_of(record, s, year - 1) is not None
    ]
    here.sort(key=lambda state: number_of(record, state, year) or 0)
    system = System(day=date(year, 12, 31), record=record)
    return [answer(system, one, other, means) for one, other in combinations(here, 2)]
