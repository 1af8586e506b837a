"""Many questions at once: pairs and years of a CSV, or every pair of a year.

A question that has no answer costs the others nothing: it is left out, and its line and the reason are told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeGuard

import msgspec

from ...codes import find, numbered
from ...errors import UsageError
from ...measures.imported import number_of
from ...record import Record
from ...system import System
from ..past import FIRST, Past, past
from .asking import Answer, Given, as_asked, every, in_facts, in_reach, of_facts, of_rows, place_of
from .frame import Frame
from .recent import with_incidents
from .risk import assess, lacking, latest

__all__ = ["Lost", "Question", "answers", "answers_of_all", "asked"]

COLUMNS = ("ccode1", "ccode2", "year")


class Question(msgspec.Struct, frozen=True):
    """Two states (codes) and the year forecast, with the line that asks; `numbers`: those that are given as numbers of
    the Correlates of War, which name a state more exactly (there were two Germanies in 1990)."""

    line: int
    one: str
    other: str
    year: int
    numbers: tuple[int | None, int | None]


class Lost(msgspec.Struct, frozen=True):
    """A question without an answer: its line, and why."""

    line: int
    why: str


def asked(path: Path, record: Record) -> list[Question | Lost]:
    """The questions of a CSV with the columns ccode1, ccode2, year, in their order; blank lines are none.

    Raises UsageError if the file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            places = _columns(path, next(rows, []))
            return [_question(rows.line_num, _cells(row, places), record) for row in rows if any(map(str.strip, row))]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read ({error}); give a CSV with ccode1, ccode2, year") from error


def _columns(path: Path, header: list[str]) -> list[int]:
    names = [name.strip() for name in header]
    if lost := [column for column in COLUMNS if column not in names]:
        raise UsageError(f"{path}, line 1: no column {lost[0]}; give ccode1,ccode2,year, with commas between")
    return [names.index(column) for column in COLUMNS]


def _cells(row: list[str], places: list[int]) -> list[str]:
    return [row[place].strip() if place < len(row) else "" for place in places]


def _question(line: int, cells: list[str], record: Record) -> Question | Lost:
    year = _number(cells[2])
    if year is None or not FIRST < year < 9999:
        return Lost(line, f"{cells[2]!r} is no year that can be forecast")
    states = [_state(text, date(year, 12, 31), record) for text in cells[:2]]
    if None in states:
        wrong = cells[states.index(None)]
        return Lost(line, f"no state is called {wrong!r} (see: foedus facts export states)")
    one, other = (state or "" for state in states)
    numbers = _number(cells[0]), _number(cells[1])
    if one == other and (None in numbers or numbers[0] == numbers[1]):
        return Lost(line, f"a dyad is two states, not {one} and {other}")
    return Question(line, one, other, year, numbers)


def _state(text: str, day: date, record: Record) -> str | None:
    """The state of a COW number, or of whatever else the commands take."""
    number = _number(text)
    return find(text, record, day) if number is None else numbered(number, day, record)


def _number(text: str) -> int | None:
    bare = text.removesuffix(".0")
    return int(bare) if bare.isdecimal() else None


def answers(questions: Iterable[Question | Lost], record: Record, means: Given) -> tuple[list[Answer], list[Lost]]:
    """The answers in the order of the questions, and those that have none, by line."""
    given, last, bare = [*questions], latest(means.model), bool(lacking())
    near = [q for q in given if isinstance(q, Question) and q.year <= last]
    known = None if bare or not near else with_incidents(past(max(q.year for q in near)), means.events, record)
    sorted_ = [_sorted_out(q, record, known, last) for q in given]
    held = [found for found in sorted_ if _answered(found)]
    made = _from_facts(held, record, means) if known is None else _from_data(held, known, means)
    return made, [found for found in sorted_ if isinstance(found, Lost)]


Held = tuple[Question, tuple[int, int]]
"""A question and the places of its states in the data; 0 and 0 where the facts answer."""


def _answered(found: Held | Lost) -> TypeGuard[Held]:
    return not isinstance(found, Lost)


def _sorted_out(question: Question | Lost, record: Record, known: Past | None, last: int) -> Held | Lost:
    if isinstance(question, Lost):
        return question
    if question.year > last:
        return Lost(question.line, f"{question.year} is too far from the last known disputes; give a year up to {last}")
    if known is None:
        there = all(in_facts(record, state, question.year) for state in (question.one, question.other))
        places = (0, 0) if there else None
    else:
        places = _places(known, record, question)
    return (question, places) if places else Lost(question.line, _absent(question))


def _absent(question: Question) -> str:
    one, other = (
        state if number is None else f"{state} ({number})"
        for state, number in zip((question.one, question.other), question.numbers, strict=True)
    )
    return f"{one} and {other} were not both in the state system in {question.year - 1} and {question.year}"


def _from_facts(held: list[Held], record: Record, means: Given) -> list[Answer]:
    made: dict[tuple[int, str, str], Answer] = {}
    for year in sorted({q.year for q, _ in held}):
        pairs = [*dict.fromkeys((q.one, q.other) for q, _ in held if q.year == year)]
        before = System(day=date(year - 1, 12, 31), record=record)
        made.update(zip(((year, *pair) for pair in pairs), of_facts(before, year, pairs, means), strict=True))
    return [made[q.year, q.one, q.other] for q, _ in held]


def _from_data(held: list[Held], known: Past, means: Given) -> list[Answer]:
    import numpy as np

    if not held:
        return []
    years = np.array([q.year for q, _ in held])
    order = np.argsort(years, kind="stable")
    one, two = np.sort(np.array([places for _, places in held]), axis=1).T
    rows = Frame(one[order], two[order], years[order], np.ones(len(years), dtype=bool))
    found = [*of_rows(assess(known, rows, means.model), means, {})]
    back = np.argsort(order, kind="stable").tolist()
    return [_named(found[place], q, places, known) for place, (q, places) in zip(back, held, strict=True)]


def _named(found: Answer, question: Question, places: tuple[int, int], known: Past) -> Answer:
    """An answer by numbers with its states' codes, in the order in which they were asked."""
    one, other = (str(known.codes[place]) for place in places)
    names = {one: question.one, other: question.other}
    missing = tuple(msgspec.structs.replace(m, state=names[m.state]) if m.state else m for m in found.missing)
    turned = as_asked(found, one)
    return msgspec.structs.replace(turned, one=question.one, other=question.other, missing=missing)


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
    """Every pair of a year, by the two COW numbers; of the facts where no data are imported.

    Raises UsageError for a year of which nothing can be forecast.
    """
    in_reach(year, means.model)
    if lacking():
        return _all_from_facts(year, record, means)
    found = every(year, record, means)
    day = date(year, 12, 31)
    numbers = {int(n) for n in {*found.one.tolist(), *found.other.tolist()}}
    codes = {n: numbered(n, day, record) or str(n) for n in numbers}
    return [*of_rows(found, means, codes)]


def _all_from_facts(year: int, record: Record, means: Given) -> list[Answer]:
    from itertools import combinations

    here = [state for state in record.states if in_facts(record, state, year)]
    here.sort(key=lambda state: number_of(record, state, year) or 0)
    before = System(day=date(year - 1, 12, 31), record=record)
    return [*of_facts(before, year, [*combinations(here, 2)], means)]
